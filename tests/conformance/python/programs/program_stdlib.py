import enum, json, datetime, functools, itertools, collections, re, textwrap, uuid, contextlib, os, math, copy, operator, string
from dataclasses import dataclass, field, asdict
from typing import Optional, List, NamedTuple
from pathlib import Path
class Color(enum.Enum):
    RED = 'r'
    GREEN = 'g'
    ALIAS = 'r'
    def low(self): return self.name.lower()
print(Color.RED, repr(Color.RED), Color.RED.value, Color('g').name, Color['RED'] is Color.ALIAS, [c.name for c in Color], len(Color), Color.GREEN.low(), Color.RED == 'r')
class Kind(str, enum.Enum):
    A = 'a'
    B = 'b'
print(Kind.A == 'a', Kind.A + 'x', ','.join(Kind), json.dumps(Kind.A), [k.value for k in Kind], Kind('b'), isinstance(Kind.A, str), list(Kind.__members__))
class N(enum.IntEnum):
    X = enum.auto()
    Y = enum.auto()
print(N.X + 1, N.Y > N.X, N.Y.value, sorted([N.Y, N.X])[0].name)
try: Color('zz')
except ValueError as e: print(e)
print(json.dumps({'a': [1, 2.5, None, True], 'é': '"\n'}), json.dumps([1, {'b': 2}], indent=2), json.loads('{"a": [1, 2.5, "x\\u00e9", null, true]}'), json.dumps({'b': 1, 'a': 2}, sort_keys=True, separators=(',', ':')))
d = datetime.datetime(2024, 2, 29, 12, 30, 5)
print(d, d.isoformat(), repr(d), d + datetime.timedelta(days=1, hours=12), d.date(), d.strftime('%Y-%m-%d %H:%M:%S %a %b %j'), d - datetime.datetime(2024, 1, 1), datetime.date(2023, 3, 1) - datetime.timedelta(1), datetime.timedelta(seconds=90), d.weekday())
print(datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc), datetime.datetime.fromisoformat('2024-01-02T03:04:05+02:00'), datetime.date.fromisoformat('2024-05-06'), d < datetime.datetime(2025, 1, 1))
@dataclass
class P:
    x: int
    y: int = 2
    z: list = field(default_factory=list)
@dataclass
class Q(P):
    w: Optional[str] = None
print(P(1), P(1) == P(1, 2, []), asdict(P(3, z=[1])), Q(1, w='k'))
class NT(NamedTuple):
    a: int
    b: str = 'q'
T = collections.namedtuple('T', 'x y')
n = NT(1); x, y = n
print(n, n.a, n[1], x, y, T(1, y=2), T(1, 2).x + 1, n._asdict(), n == (1, 'q'), len(n))
print(functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]), functools.partial(int, base=2)('101'), list(itertools.chain([1], [2])), list(itertools.product('ab', [1, 2])), list(itertools.zip_longest([1, 2], [3], fillvalue=0)), list(itertools.islice(itertools.count(5), 3)), [(k, list(g)) for k, g in itertools.groupby('aab')], list(itertools.combinations([1, 2, 3], 2)))
dd = collections.defaultdict(list); dd['a'].append(1); print(dict(dd), collections.Counter('banana').most_common(2), dict(collections.OrderedDict([('z', 1)])))
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(30), fib.__name__)
print(re.sub(r'(\w+)@(\w+)', r'\2 at \1', 'me@home'), re.findall(r'\d+', 'a1b22'), re.match(r'(?P<n>\w+)-(\d+)', 'ab-12').groupdict(), re.split(r'[,;]', 'a,b;c'), bool(re.search('x', 'abc')), re.compile('A', re.I).match('a').group(), re.sub('a', lambda m: m.group().upper(), 'banana'), re.fullmatch('a+', 'aaa').span(), re.escape('a.b'))
print(textwrap.dedent('''
    a
      b

    c
    '''))
print(uuid.UUID('12345678123456781234567812345678'), uuid.UUID(int=1).hex, str(uuid.UUID('{12345678-1234-5678-1234-567812345678}')) == '12345678-1234-5678-1234-567812345678')
@contextlib.contextmanager
def ctx(v):
    print('in'); 
    try: yield v
    finally: print('out')
with ctx(1) as v, contextlib.suppress(KeyError): print(v); {}['x']
print(os.path.join('a', 'b', '/c', 'd.py'), os.path.basename('/x/y.z'), os.path.dirname('/x/y/z'), os.path.splitext('a/b.tar.gz'), Path('/a') / 'b' / '../c.txt', Path('/a/b.txt').stem, Path('a/b/c').parent, Path('/a/b/c.py').parents[1])
print(math.floor(-1.5), math.ceil(1.2), math.sqrt(16), copy.deepcopy([[1], {'a': [2]}]), operator.itemgetter(1)([5, 6]), string.ascii_lowercase[:3])
