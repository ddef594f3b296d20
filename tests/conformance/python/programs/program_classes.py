class A:
    """doc"""
    count = 0
    def __init__(self, x): self.x = x; A.count += 1
    def hi(self): return 'A' + str(self.x)
    @property
    def double(self): return self.x * 2
    @double.setter
    def double(self, v): self.x = v // 2
    @classmethod
    def make(cls, x): return cls(x)
    @staticmethod
    def s(x): return x + 1
    def __repr__(self): return f'{type(self).__name__}({self.x!r})'
    def __eq__(self, o): return isinstance(o, A) and self.x == o.x
    def __hash__(self): return hash(self.x)
    def __lt__(self, o): return self.x < o.x
    def __add__(self, o): return A(self.x + (o.x if isinstance(o, A) else o))
    __radd__ = __add__
    def __len__(self): return self.x
    def __getitem__(self, k): return (self.x, k)
    def __contains__(self, k): return k == self.x
    def __call__(self, y): return self.x + y
    def __iter__(self): return iter(range(self.x))
    def __bool__(self): return True
    def __enter__(self): print('enter'); return self
    def __exit__(self, t, v, tb): print('exit', t and t.__name__); return True
class B(A):
    def hi(self): return 'B' + super().hi()
class M1:
    def who(self): return ['M1']
class M2(M1):
    def who(self): return ['M2'] + super().who()
class M3(M1):
    def who(self): return ['M3'] + super().who()
class M4(M2, M3):
    def who(self): return ['M4'] + super().who()
a, b = A(1), B.make(2)
print(a.hi(), b.hi(), b, a == A(1), a != b, sorted([b, a]), a + b, a + 5, 5 + a, len(b), b['k'], 2 in b, b(3), list(b), A.s(1), A.count)
a.double = 10; print(a.double, a.x, isinstance(b, A), issubclass(B, A), A.__doc__, B.__name__, b.__class__.__name__, [c.__name__ for c in M4.__mro__])
print(M4().who(), {A(1): 'one'}[A(1)], hasattr(a, 'zz'), getattr(a, 'zz', 5), a.__dict__)
with A(3) as z: print(z); raise ValueError('x')
class E(Exception):
    def __init__(self, code): super().__init__(f'code {code}'); self.code = code
try:
    try: raise E(5)
    except E as e: print(e, e.code, e.args, repr(e)); raise RuntimeError('again') from e
    finally: print('finally')
except RuntimeError as e: print(e, type(e.__cause__).__name__)
for exc in ('int("x")', ):
    try: int('x')
    except (KeyError, ValueError) as e: print(e)
    else: print('no')
try: {}['k']
except KeyError as e: print(e, repr(e))
try: [][1]
except IndexError as e: print(e)
try: 'a' + 1
except TypeError: print('type')
try: 1 + 'a'
except TypeError as e: print(e)
try: a.nope
except AttributeError as e: print(e)
try: assert False, 'msg'
except AssertionError as e: print(e)
def ret():
    try: return 'try'
    finally: print('fin')
print(ret())
class S(str):
    def shout(self): return self.upper() + '!'
print(S('a').shout(), S('a') + 'b', S('x') == 'x', {S('k'): 1}['k'], isinstance(S('a'), str))
class D(dict):
    def __missing__(self, k): return k * 2
print(D(a=1)['a'], D()['x'], len(D(a=1)))
class L(list): pass
l = L([1]); l.append(2); print(l, len(l), l[0])
class Reg:
    subs = []
    def __init_subclass__(cls, **kw): cls.subs.append((cls.__name__, kw))
class R1(Reg, k=1): pass
print(Reg.subs)
class G:
    def __getattr__(self, n): return 'dyn_' + n
print(G().foo)
for v in [1, 'x', (1, 2), [1, 2, 3], {'k': 'v', 'z': 1}, A(7), None, 5.5]:
    match v:
        case 1 | 2: print('one-two')
        case str() as s: print('str', s)
        case (x, y): print('pair', x, y)
        case [x, *rest]: print('list', x, rest)
        case {'k': val, **more}: print('map', val, more)
        case A(x=7): print('A7')
        case None: print('none')
        case _ if v > 5: print('big')
import abc, typing
T = typing.TypeVar('T')
class P1: pass
class Both(abc.ABC, P1): pass
class Gen(typing.Generic[T], P1):
    items: typing.List[int] = []
print([c.__name__ for c in Both.__mro__ if c.__name__ not in ('ABC', 'Generic')], Gen().items, isinstance(Both(), P1))
class Stack:
    def __init__(self): self.__items = []
    def push(self, v): self.__items.append(v); return self
    def all(self): return self.__items
print(Stack().push(1).push(2).all())
try: raise ConnectionResetError('gone')
except OSError as e: print(type(e).__name__, e)
