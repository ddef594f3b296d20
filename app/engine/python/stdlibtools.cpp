#include "python/stdlib.h"

namespace retort::python {

using namespace Qt::StringLiterals;

QByteArray toolSource(const QString &name)
{
    if (name == "enum"_L1)
        return R"py(
class auto: pass
class nonmember:
    def __init__(self, value): self.value = value
def unique(cls): return cls
def verify(*checks): return unique
UNIQUE = None
)py";
    if (name == "functools"_L1)
        return R"py(
class partial:
    def __init__(self, func, /, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords
    def __call__(self, /, *args, **keywords):
        return self.func(*self.args, *args, **{**self.keywords, **keywords})
def _copy_names(wrapper, wrapped):
    for name in ('__name__', '__doc__', '__qualname__'):
        if hasattr(wrapped, name) and type(wrapper) is type(_copy_names):
            setattr(wrapper, name, getattr(wrapped, name))
    if type(wrapper) is type(_copy_names):
        wrapper.__wrapped__ = wrapped
    return wrapper
def update_wrapper(wrapper, wrapped, *rest, **more): return _copy_names(wrapper, wrapped)
def wraps(wrapped, *rest, **more):
    def decorate(wrapper): return _copy_names(wrapper, wrapped)
    return decorate
_missing = object()
def reduce(function, iterable, initial=_missing):
    source = iter(iterable)
    if initial is _missing:
        value = next(source, _missing)
        if value is _missing:
            raise TypeError("reduce() of empty iterable with no initial value")
    else:
        value = initial
    for item in source:
        value = function(value, item)
    return value
def _cached(function):
    kept = {}
    def cached(*args, **keywords):
        key = (args, tuple(keywords.items()))
        if key not in kept:
            kept[key] = function(*args, **keywords)
        return kept[key]
    cached.cache_clear = kept.clear
    return _copy_names(cached, function)
def lru_cache(maxsize=128, typed=False):
    if callable(maxsize):
        return _cached(maxsize)
    return _cached
def cache(function): return _cached(function)
class cached_property:
    def __init__(self, func): self.func = func
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = self.func(instance)
        setattr(instance, self.name, value)
        return value
def total_ordering(cls):
    if hasattr(cls, '__lt__'):
        cls.__gt__ = lambda self, other: not (self < other or self == other)
        cls.__le__ = lambda self, other: self < other or self == other
        cls.__ge__ = lambda self, other: not self < other
    return cls
def cmp_to_key(compare):
    class K:
        def __init__(self, value): self.value = value
        def __lt__(self, other): return compare(self.value, other.value) < 0
    return K
def singledispatch(function): return _unknown("functools.singledispatch is not supported")
)py";
    if (name == "itertools"_L1)
        return R"py(
class chain:
    def __init__(self, *iterables):
        self.source = self._all(iterables)
    @staticmethod
    def _all(iterables):
        for iterable in iterables:
            for item in iterable:
                yield item
    @classmethod
    def from_iterable(cls, iterables):
        made = cls()
        made.source = cls._all(iterables)
        return made
    def __iter__(self): return self
    def __next__(self): return next(self.source)
def product(*iterables, repeat=1):
    pools = [tuple(pool) for pool in iterables] * repeat
    rows = [()]
    for pool in pools:
        rows = [row + (item,) for row in rows for item in pool]
    for row in rows:
        yield row
def zip_longest(*iterables, fillvalue=None):
    ended = object()
    sources = [iter(iterable) for iterable in iterables]
    while sources:
        row = [next(source, ended) for source in sources]
        if all(item is ended for item in row):
            return
        yield tuple(fillvalue if item is ended else item for item in row)
def count(start=0, step=1):
    while True:
        yield start
        start += step
def cycle(iterable):
    kept = list(iterable)
    while kept:
        for item in kept:
            yield item
def repeat(item, times=None):
    made = 0
    while times is None or made < times:
        yield item
        made += 1
def islice(iterable, *limits):
    if len(limits) == 1:
        start, stop, step = 0, limits[0], 1
    else:
        start, stop = limits[0] or 0, limits[1]
        step = limits[2] if len(limits) > 2 and limits[2] is not None else 1
    wanted = start
    at = 0
    if stop is not None and at >= stop:
        return
    for item in iterable:
        if at == wanted:
            yield item
            wanted += step
        at += 1
        if stop is not None and at >= stop:
            return
def accumulate(iterable, func=None, *, initial=None):
    total = initial
    first = initial is None
    if not first:
        yield total
    for item in iterable:
        total = item if first else (func(total, item) if func else total + item)
        first = False
        yield total
def starmap(function, iterable):
    for args in iterable:
        yield function(*args)
def takewhile(predicate, iterable):
    for item in iterable:
        if not predicate(item):
            return
        yield item
def dropwhile(predicate, iterable):
    dropping = True
    for item in iterable:
        if dropping and predicate(item):
            continue
        dropping = False
        yield item
def filterfalse(predicate, iterable):
    for item in iterable:
        if not (predicate(item) if predicate else item):
            yield item
def groupby(iterable, key=None):
    ended = object()
    last = ended
    group = []
    for item in iterable:
        own = key(item) if key else item
        if last is not ended and own != last:
            yield last, iter(group)
            group = []
        last = own
        group.append(item)
    if last is not ended:
        yield last, iter(group)
def pairwise(iterable):
    items = list(iterable)
    for i in range(len(items) - 1):
        yield items[i], items[i + 1]
def batched(iterable, n):
    items = list(iterable)
    for i in range(0, len(items), n):
        yield tuple(items[i:i + n])
def combinations(iterable, r):
    pool = tuple(iterable)
    def choose(start, left):
        if left == 0:
            return [()]
        return [(pool[i],) + rest for i in range(start, len(pool)) for rest in choose(i + 1, left - 1)]
    for row in choose(0, r):
        yield row
def permutations(iterable, r=None):
    pool = tuple(iterable)
    def choose(left, used):
        if left == 0:
            return [()]
        return [(pool[i],) + rest for i in range(len(pool)) if i not in used for rest in choose(left - 1, used + (i,))]
    for row in choose(len(pool) if r is None else r, ()):
        yield row
)py";
    if (name == "collections"_L1)
        return R"py(
class OrderedDict(dict):
    def __repr__(self): return _unknown("the repr() of an OrderedDict depends on the version of Python")
    def move_to_end(self, key, last=True):
        if not last:
            return _unknown("move_to_end(last=False) is not supported")
        self[key] = self.pop(key)
class defaultdict(dict):
    def __init__(self, default_factory=None, *args, **keywords):
        dict.__init__(self, *args, **keywords)
        self.default_factory = default_factory
    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        value = self.default_factory()
        self[key] = value
        return value
class Counter(dict):
    def __init__(self, iterable=None, **keywords):
        dict.__init__(self)
        if isinstance(iterable, dict):
            for key, value in iterable.items():
                self[key] = value
        elif iterable is not None:
            for item in iterable:
                self[item] = self.get(item, 0) + 1
        for key, value in keywords.items():
            self[key] = value
    def __missing__(self, key): return 0
    def most_common(self, n=None):
        ordered = sorted(self.items(), key=lambda pair: pair[1], reverse=True)
        return ordered if n is None else ordered[:n]
    def elements(self):
        return iter([key for key, value in self.items() for _ in range(value)])
def deque(iterable=(), maxlen=None): return _unknown("collections.deque is not supported")
def ChainMap(*maps): return _unknown("collections.ChainMap is not supported")
def _new_namedtuple(cls, *args, **keywords):
    values = list(args)
    if len(values) > len(cls._fields):
        raise TypeError(f"{cls.__name__}.__new__() takes {len(cls._fields) + 1} positional arguments but {len(values) + 1} were given")
    for name in cls._fields[len(values):]:
        if name in keywords:
            values.append(keywords.pop(name))
        elif name in cls._field_defaults:
            values.append(cls._field_defaults[name])
        else:
            raise TypeError(f"{cls.__name__}.__new__() missing 1 required positional argument: '{name}'")
    if keywords:
        raise TypeError(f"{cls.__name__}.__new__() got an unexpected keyword argument '{list(keywords)[0]}'")
    return object.__new__(cls, values)
def _asdict(self): return dict(zip(self._fields, self))
def _replace(self, **keywords): return type(self)(**{**_asdict(self), **keywords})
def namedtuple(typename, field_names, *, rename=False, defaults=(), module=None):
    from typing import NamedTuple
    if isinstance(field_names, str):
        field_names = field_names.replace(',', ' ').split()
    names = tuple(field_names)
    defaults = tuple(defaults or ())
    return type(typename, (NamedTuple,), {'_fields': names, '_field_defaults': dict(zip(names[len(names) - len(defaults):], defaults))})
)py";
    if (name == "contextvars"_L1)
        return R"py(
class Token:
    MISSING = object()
    def __init__(self, var, old_value):
        self.var = var
        self.old_value = old_value
class ContextVar:
    def __init__(self, name, *, default=Token.MISSING):
        self.name = name
        self._default = default
        self._value = Token.MISSING
    def __class_getitem__(cls, item): return cls
    def get(self, default=Token.MISSING):
        for value in (self._value, default, self._default):
            if value is not Token.MISSING:
                return value
        raise LookupError(self)
    def set(self, value):
        token = Token(self, self._value)
        self._value = value
        return token
    def reset(self, token): self._value = token.old_value
)py";
    if (name == "contextlib"_L1)
        return R"py(
from functools import wraps as _wraps
class _GeneratorContextManager:
    def __init__(self, generator): self.generator = generator
    def __enter__(self): return next(self.generator)
    def __exit__(self, kind, value, trace):
        if kind is None:
            try:
                next(self.generator)
            except StopIteration:
                return False
            raise RuntimeError("generator didn't stop")
        try:
            self.generator.throw(value)
        except StopIteration as error:
            return error is not value
        except BaseException as error:
            if error is not value:
                raise
            return False
        raise RuntimeError("generator didn't stop after throw()")
def contextmanager(function):
    @_wraps(function)
    def helper(*args, **keywords): return _GeneratorContextManager(function(*args, **keywords))
    return helper
def asynccontextmanager(function): return contextmanager(function)
class suppress:
    def __init__(self, *exceptions): self.exceptions = exceptions
    def __enter__(self): return None
    def __exit__(self, kind, value, trace): return kind is not None and issubclass(kind, self.exceptions)
class nullcontext:
    def __init__(self, enter_result=None): self.enter_result = enter_result
    def __enter__(self): return self.enter_result
    def __exit__(self, *exc): return False
class closing:
    def __init__(self, thing): self.thing = thing
    def __enter__(self): return self.thing
    def __exit__(self, *exc): self.thing.close()
class AbstractContextManager:
    def __enter__(self): return self
    def __exit__(self, *exc): return None
class ExitStack:
    def __init__(self): self.exits = []
    def enter_context(self, manager):
        value = manager.__enter__()
        self.exits.append(manager.__exit__)
        return value
    def callback(self, function, *args, **keywords):
        self.exits.append(lambda *exc: function(*args, **keywords) and None)
    def __enter__(self): return self
    def __exit__(self, *exc):
        for exit in reversed(self.exits):
            exit(*exc)
        return False
)py";
    if (name == "dataclasses"_L1)
        return R"py(
class _MISSING_TYPE: pass
MISSING = _MISSING_TYPE()
KW_ONLY = object()
class Field:
    def __init__(self, default, default_factory, init, repr, kw_only, compare, metadata):
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.kw_only = kw_only
        self.compare = compare
        self.metadata = metadata
        self.name = None
def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=False):
    return Field(default, default_factory, init, repr, kw_only, compare, metadata or {})
class FrozenInstanceError(AttributeError): pass
def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    def wrap(cls): return _process(cls, init, repr, eq, order, frozen, kw_only)
    return wrap if cls is None else wrap(cls)
def _process(cls, init, with_repr, eq, order, frozen, kw_only):
    fields = {}
    for base in reversed(cls.__mro__[1:]):
        if '__dataclass_fields__' in getattr(base, '__dict__', {}):
            fields.update(base.__dataclass_fields__)
    own = cls.__dict__
    for name, annotation in own.get('__annotations__', {}).items():
        if annotation.startswith(('ClassVar', 'typing.ClassVar', 't.ClassVar')):
            continue
        default = own.get(name, MISSING)
        one = default if isinstance(default, Field) else field(default=default, kw_only=kw_only)
        one.name = name
        fields[name] = one
        if isinstance(default, Field):
            if default.default is not MISSING:
                setattr(cls, name, default.default)
            else:
                delattr(cls, name)
    cls.__dataclass_fields__ = fields
    cls.__match_args__ = tuple(name for name in fields if fields[name].init and not fields[name].kw_only)
    def __init__(self, *args, **keywords):
        positional = [one for one in fields.values() if one.init and not one.kw_only]
        if len(args) > len(positional):
            raise TypeError(f"{cls.__name__}.__init__() takes {len(positional) + 1} positional arguments but {len(args) + 1} were given")
        given = {}
        for one, value in zip(positional, args):
            given[one.name] = value
        for name, value in keywords.items():
            if name in given:
                raise TypeError(f"{cls.__name__}.__init__() got multiple values for argument '{name}'")
            if name not in fields or not fields[name].init:
                raise TypeError(f"{cls.__name__}.__init__() got an unexpected keyword argument '{name}'")
            given[name] = value
        for name, one in fields.items():
            if name in given:
                value = given[name]
            elif one.default_factory is not MISSING:
                value = one.default_factory()
            elif one.default is not MISSING:
                value = one.default
            elif one.init:
                raise TypeError(f"{cls.__name__}.__init__() missing 1 required positional argument: '{name}'")
            else:
                continue
            object.__setattr__(self, name, value)
        if hasattr(self, '__post_init__'):
            self.__post_init__()
    def __repr__(self):
        return type(self).__qualname__ + '(' + ', '.join(f"{name}={getattr(self, name)!r}" for name, one in fields.items() if one.repr) + ')'
    def _key(self): return tuple(getattr(self, name) for name, one in fields.items() if one.compare)
    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return _key(self) == _key(other)
    if init and '__init__' not in own:
        cls.__init__ = __init__
    if with_repr and '__repr__' not in own:
        cls.__repr__ = __repr__
    if eq and '__eq__' not in own:
        cls.__eq__ = __eq__
        if frozen:
            cls.__hash__ = lambda self: hash(_key(self))
        elif '__hash__' not in own:
            cls.__hash__ = None
    if order:
        cls.__lt__ = lambda self, other: _key(self) < _key(other)
        cls.__le__ = lambda self, other: _key(self) <= _key(other)
        cls.__gt__ = lambda self, other: _key(self) > _key(other)
        cls.__ge__ = lambda self, other: _key(self) >= _key(other)
    if frozen:
        def __setattr__(self, name, value): raise FrozenInstanceError(f"cannot assign to field '{name}'")
        cls.__setattr__ = __setattr__
    return cls
def fields(thing): return tuple(thing.__dataclass_fields__.values())
def is_dataclass(thing): return hasattr(thing, '__dataclass_fields__')
def _plain(value):
    if is_dataclass(value): return asdict(value)
    if isinstance(value, (list, tuple)): return type(value)([_plain(item) for item in value])
    if isinstance(value, dict): return {_plain(key): _plain(item) for key, item in value.items()}
    return value
def asdict(thing): return {name: _plain(getattr(thing, name)) for name in thing.__dataclass_fields__}
def astuple(thing): return tuple(_plain(getattr(thing, name)) for name in thing.__dataclass_fields__)
def replace(thing, **changes): return type(thing)(**{**{name: getattr(thing, name) for name, one in thing.__dataclass_fields__.items() if one.init}, **changes})
)py";
    if (name == "operator"_L1)
        return R"py(
def itemgetter(*keys):
    if len(keys) == 1:
        return lambda value: value[keys[0]]
    return lambda value: tuple(value[key] for key in keys)
def _follow(value, path):
    for name in path.split('.'):
        value = getattr(value, name)
    return value
def attrgetter(*names):
    if len(names) == 1:
        return lambda value: _follow(value, names[0])
    return lambda value: tuple(_follow(value, name) for name in names)
def methodcaller(name, *args, **keywords): return lambda value: getattr(value, name)(*args, **keywords)
def add(a, b): return a + b
def sub(a, b): return a - b
def mul(a, b): return a * b
def truediv(a, b): return a / b
def floordiv(a, b): return a // b
def mod(a, b): return a % b
def neg(a): return -a
def not_(a): return not a
def and_(a, b): return a & b
def or_(a, b): return a | b
def eq(a, b): return a == b
def ne(a, b): return a != b
def lt(a, b): return a < b
def le(a, b): return a <= b
def gt(a, b): return a > b
def ge(a, b): return a >= b
def contains(a, b): return b in a
def getitem(a, b): return a[b]
)py";
    if (name == "warnings"_L1)
        return R"py(
def warn(*arguments, **keywords): pass
warn_explicit = filterwarnings = simplefilter = resetwarnings = warn
class catch_warnings:
    def __init__(self, *, record=False, **keywords): self._record = record
    def __enter__(self): return [] if self._record else None
    def __exit__(self, *error): return False
)py";
    return {};
}

} // namespace retort::python
