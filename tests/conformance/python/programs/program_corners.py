print('%.1f %.0f %.2e %g %g' % (0.25, 0.5, 12345.678, 1e-5, 123456789.0), f'{0.125:.2f} {1234567.0:g} {0.1:.20f} {1e100:.3g}')
print(round(0.15, 1), round(2.345, 2), round(-2.5), round(1e20), 1e23, 5e-324, 1.7976931348623157e308)
class K:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __hash__(self): return hash((self.v, 'k'))
print(len({K(1), K(1), K(2)}), {K('a'): 1}[K('a')])
try:
    try: raise ValueError('a')
    except ValueError: raise KeyError('b')
except KeyError as e: print(repr(e), repr(e.__context__))
for i in range(3):
    try:
        if i == 1: continue
        if i == 2: break
        print('i', i)
    finally: print('f', i)
else: print('never')
for i in []: pass
else: print('else')
n = 0
while n < 3:
    n += 1
    if n == 2: continue
else: print('while else', n)
def g():
    with_ = []
    for i in range(3):
        try:
            x = yield i
        except ValueError as e:
            print('caught', e)
            yield 'v'
        else:
            print('else', x)
    return 5
it = g(); print(next(it), it.throw(ValueError('oops')), next(it))
try:
    while True: print(it.send('s'))
except StopIteration as e: print('stop', e.value)
def fin():
    try: yield 1
    finally: print('cleanup')
f = fin(); next(f); f.close()
a = b = []; a.append(1); print(b, a is b)
x = [1, 2, 3]; x[0], x[1] = x[1], x[0]; print(x)
d = {}; d['a'], d['b'] = 1, 2; print(d)
print(*[1, 2], sep='-'); print('a', 'b', sep=''); print()
print([*range(3), *'ab'], {**{'a': 1}, 'b': 2}, (lambda *a, **k: (a, k))(*(1, 2), x=3))
def dec(cls): cls.tag = 'T'; return cls
@dec
class C:
    x: int = 5
    y = [i * x for i in range(2)] if False else [1]
    class Inner: z = 1
    def m(self): return self.__class__.__name__ + C.tag
print(C().m(), C.Inner.z, C.x, C.__annotations__ != {})
print(type('Dyn', (C,), {'q': 1})().q, isinstance(3, (int, str)), isinstance('s', int | str), type(3) is int, type(None).__name__)
print(sorted(['b', 'A', 'c'], key=str.lower), list(map(str.upper, 'ab')), sorted([3, 1, 2], reverse=True), sorted([(1, 'b'), (1, 'a')], key=lambda t: t[0]))
print('abc' if x else 'no', not x, x and 'y', [] or 'z', None is None, 1 != 1.0)
print(' '.join(f'{k}={v}' for k, v in sorted({'b': 1, 'a': 2}.items())), "%s" % ('a',), '%s %s' % ('a', ['b']))
s = 'UPDATE t SET x = %(v)s WHERE y LIKE \'%%z\'' % {'v': 3}; print(s)
print('{:,}'.format(1234567.5), '{:+}'.format(3), '{:_}'.format(10000), '{:08.3f}'.format(-3.14159), '{:^7}'.format('ab'), '{!r:>6}'.format('a'))
del x
try: x
except NameError as e: print(e)
print([i for i in range(10) if i % 2 if i > 3], [[j for j in range(i)] for i in range(3)], {i: {j for j in range(i)} for i in range(2)})
print(max([], default='d'), min('b', 'a'), sum([0.1] * 3), list(zip(*[(1, 2), (3, 4)])), dict(zip('ab', [1, 2])))
print(int('-5'), int(' 1_000 '), float(' 2.5 '), str(b'x'), bytes([65]), bytes('é', 'utf-8'), 'é'.encode().hex())
print('a,b'.split(',', 1), 'abc'.split('b'), ''.split(), ''.split(','), 'a\n\nb\n'.split('\n'), 'x'.join([]))
lst = [5, 3]; lst.sort(); print(lst, lst.copy() is lst, lst.reverse(), lst, lst.count(3), [1, 2] * 0)
print(0x10, 1_0, 1e-7, 100000000000000000000.0, 1.5e300 * 1e10, -7 // 2.0, 2 ** 0.5, 7 % 2.5, 10 // 3.0)
class Meta:
    def __set_name__(self, owner, name): self.n = name
    def __get__(self, o, t=None): return 'desc ' + self.n
class U: at = Meta()
print(U().at, U.at)
class Prop:
    @property
    def p(self): raise AttributeError('inner')
print(hasattr(Prop(), 'p'), getattr(Prop(), 'p', 'dflt'))
import abc
class Base(abc.ABC):
    @abc.abstractmethod
    def run(self): ...
class Impl(Base):
    def run(self): return 'ran'
print(Impl().run())
def outer():
    v = 1
    class L:
        v = 2
        def get(self): return v
    return L().get(), L.v
print(outer())
try: int('z', 36); print(int('z', 36)); [].pop()
except IndexError as e: print(e)
try: a, b = [1, 2, 3]
except ValueError as e: print(e)
try: a, b, *c = [1]
except ValueError as e: print(e)
try: {}.pop('x')
except KeyError as e: print(e)
try: (1, 2)[0] = 3
except TypeError as e: print(e)
try: {[]: 1}
except TypeError as e: print(e)
try: None + 1
except TypeError as e: print(e)
try: 1 < 'a'
except TypeError as e: print(e)
try: len(5)
except TypeError as e: print(e)
try: 5()
except TypeError as e: print(e)
try: 1 / 0
except ZeroDivisionError as e: print(e)
try: raise NotImplementedError
except NotImplementedError as e: print(repr(e))
try: 'x'.join([1])
except TypeError as e: print(e)
try: '%d' % 'x'
except TypeError as e: print(e)
