def f(a, b=2, *args, c, d=4, **kw): return a, b, args, c, d, kw
print(f(1, c=3), f(1, 2, 3, 4, c=5, e=6), f(*[1, 2], **{'c': 3}))
def counter():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    return inc
c = counter(); c(); print(c(), c())
g = 1
def setg():
    global g
    g = 2
setg(); print(g)
print((lambda x, *y: (x, y))(1, 2, 3), [h() for h in [lambda i=i: i for i in range(3)]])
def deco(prefix):
    def wrap(fn):
        def inner(*a, **k): return prefix + fn(*a, **k)
        return inner
    return wrap
@deco('<')
@deco('[')
def name(x): return x
print(name('n'))
def gen(n):
    try:
        for i in range(n):
            got = yield i
            if got: print('got', got)
    finally:
        print('closed')
    return 'done'
def outer():
    r = yield from gen(2)
    yield r
print(list(outer()))
it = gen(3); print(next(it), it.send('hello'), next(it)); print(list(it))
def w():
    while True:
        x = yield
        if x is None: break
        print('x', x)
    yield 'end'
s = w(); next(s); s.send(1); print(s.send(None))
try: f()
except TypeError as e: print(e)
try: f(1, 2, c=1, a=2)
except TypeError as e: print(e)
def pos(a, /, b, *, c): return a + b + c
print(pos(1, b=2, c=3))
try: pos(1, 2, 3)
except TypeError as e: print(e)
def fact(n): return 1 if n < 2 else n * fact(n - 1)
print(fact(25), fact.__name__)
def unbound():
    print(zz)
    zz = 1
try: unbound()
except UnboundLocalError as e: print(type(e).__name__)
try: undefined_name
except NameError as e: print(e)
x = 10
def closure_late():
    return [lambda: y for y in range(3)]
print([q() for q in closure_late()], [x for x in range(2)], x)
async def co(v): return v * 2
async def main():
    return await co(4) + 1
def local_import():
    import os.path
    return os.path.join('a', 'b')
print(local_import())
def genexp(): return sum(v for v in (1, 2, 3) if v % 2)
print(genexp(), any(v > 1 for v in [1, 2]), dict((k, v) for k, v in [('a', 1)]))
def upgrade_main(): return 'main'
def multi(engine): return globals()['upgrade_%s' % engine]()
globals()['made'] = 3
print(multi('main'), 'made' in globals(), made, globals().get('nope', 'no'))
