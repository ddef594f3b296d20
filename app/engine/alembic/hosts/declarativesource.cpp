#include "alembic/hosts/declarative.h"

namespace retort::hosts {

/// The rules of SQLAlchemy 2.0's declarative scan: the class's own attributes first, then those of its mixins in method resolution order;
/// within a class, attributes and annotations as they stand; sort_order last. What is not understood is a problem of that table.
const char *const declarativeSource = R"py(
import datetime, decimal, enum, uuid
import sqlalchemy as sa
from sqlalchemy_declarative_host import (Foreign, annotation, attached, complete, construct, declare, describe, extend, facts,
                                         find, is_class, is_unknown, reason, same, unwrapped, problem)
from sqlalchemy_orm_host import not_understood
from sqlalchemy_orm_instances import Constructed, HybridProperty, Mapper, OtherProperty, Relationship, listen_to

_dunders = ('__table_args__', '__tablename__', '__mapper_args__', '__table__')
_types = {int: sa.Integer, float: sa.Float, bool: sa.Boolean, uuid.UUID: sa.Uuid, decimal.Decimal: sa.Numeric,
          datetime.date: sa.Date, datetime.datetime: sa.DateTime, datetime.time: sa.Time, datetime.timedelta: sa.Interval,
          bytes: sa.LargeBinary, str: sa.String}
_dataclass_only = ('init', 'repr', 'default_factory', 'compare', 'kw_only', 'hash', 'dataclass_metadata')
_deferring = ('deferred', 'deferred_group', 'deferred_raiseload', 'active_history')


def _lacks(cls, name):
    found = find(cls, name)
    return not is_unknown(found) and found is None

class _Alias:
    def __init__(self, name, item):
        self.name = name
        self.item = item


class Mapped:
    def __class_getitem__(cls, item):
        return _Alias(cls.__name__, item)

class DynamicMapped(Mapped): pass
class WriteOnlyMapped(Mapped): pass


def _kind(name):
    def make(*args, **keywords):
        return OtherProperty(name, args, keywords)
    return make

def relationship(*args, **keywords):
    return Relationship(args, keywords)

def hybrid_property(*args, **keywords):
    return HybridProperty('hybrid_property', args, keywords)

dynamic_loader = relationship
backref = _kind('backref')
synonym = _kind('synonym')
hybrid_method = _kind('hybrid_method')
association_proxy = _kind('association_proxy')
query_expression = _kind('query_expression')
column_property = _kind('column_property')
deferred = _kind('column_property')
composite = _kind('composite')
foreign = remote = _kind('annotated')
comparable_property = _kind('comparable_property')

def _decorator(*args, **keywords):
    def decorate(function):
        return function
    return decorate

def validates(*names, **keywords):
    def decorate(function):
        function.__sa_validators__ = names
        return function
    return decorate

def reconstructor(function):
    function.__sa_reconstructor__ = True
    return function

def listens_for(target, identifier, *args, **keywords):
    listen_to(target, identifier)
    return lambda function: function

def listen(target, identifier, fn, *args, **keywords):
    listen_to(target, identifier)

def _nothing(*args, **keywords): return None
configure_mappers = clear_mappers = remove = _nothing


class MappedColumn:
    def __init__(self, args, keywords):
        self.args = args
        for name in _dataclass_only + _deferring:
            keywords.pop(name, None)
        self.sort_order = keywords.pop('sort_order', None)
        self.use_existing = keywords.pop('use_existing_column', False)
        if 'insert_default' in keywords:
            keywords['default'] = keywords.pop('insert_default')
        self.keywords = keywords
        self.column = sa.Column(*args, **keywords)

def mapped_column(*args, **keywords):
    return MappedColumn(args, keywords)


class declared_attr:
    cascades = False
    def __init__(self, function):
        self.function = unwrapped(function)
    def __get__(self, instance, owner=None):
        memory = _scanning[-1] if _scanning else {}
        if owner is not memory.get('class'):
            return self.function(owner)
        if self not in memory:
            memory[self] = self.function(owner)
        return memory[self]
    @staticmethod
    def directive(function): return declared_attr(function)
    @staticmethod
    def cascading(function):
        made = declared_attr(function)
        made.cascades = True
        return made

declared_directive = declared_attr.directive
has_inherited_table = lambda cls: any(is_class(b) and '__mapper__' in b.__dict__ for b in cls.__mro__[1:])
_scanning = []


class registry:
    def __init__(self, *, metadata=None, class_registry=None, type_annotation_map=None, constructor=None):
        self.metadata = metadata or sa.MetaData()
        self.mappers = []
        self.type_annotation_map = type_annotation_map or {}
    def update_type_annotation_map(self, types):
        self.type_annotation_map = {**self.type_annotation_map, **types}
    def generate_base(self, mapper=None, cls=object, name='Base', metaclass=None):
        bases = cls if isinstance(cls, tuple) else (cls,)
        class Base(*bases, _Declarative):
            __declarative_root__ = True
        Base.registry = self
        if _lacks(Base, 'metadata'):
            Base.metadata = self.metadata
        return Base
    def as_declarative_base(self, **keywords):
        return lambda cls: self.generate_base(cls=cls, name=cls.__name__, **keywords)
    def mapped(self, cls):
        return self._map(cls)
    def mapped_as_dataclass(self, cls=None, **keywords):
        return self._map(cls) if cls is not None else self._map
    def _map(self, cls):
        cls.registry = self
        if _lacks(cls, 'metadata'):
            cls.metadata = self.metadata
        if not any(is_class(base) and base is not object and '__init__' in base.__dict__ for base in cls.__mro__):
            cls.__init__ = Constructed.__init__
        _map(cls)
        return cls
    def map_imperatively(self, cls, table=None, **keywords): return None
    def configure(self, cascade=False): return None

def declarative_base(*, bind=None, metadata=None, mapper=None, cls=object, name='Base', class_registry=None,
                     type_annotation_map=None, constructor=None, metaclass=None):
    return registry(metadata=metadata, type_annotation_map=type_annotation_map).generate_base(cls=cls)

def as_declarative(*, metadata=None, class_registry=None, type_annotation_map=None, **keywords):
    return registry(metadata=metadata, type_annotation_map=type_annotation_map).as_declarative_base()

def synonym_for(name, map_column=False): return _decorator()
def declarative_mixin(cls): return cls


class _Declarative(Constructed, Foreign):
    def __init_subclass__(cls, **keywords):
        if '__declarative_root__' not in cls.__dict__:
            _map(cls)

class MappedAsDataclass:
    def __init__(self, *args, **keywords):
        not_understood('an instance of a model that is a dataclass is not understood')
    def __init_subclass__(cls, **keywords):
        super().__init_subclass__()

class AsyncAttrs: pass

class DeclarativeBase(Constructed, Foreign):
    def __init_subclass__(cls, **keywords):
        if any(same(base, DeclarativeBase) or same(base, DeclarativeBaseNoMeta) for base in cls.__bases__):
            given = cls.__dict__.get('registry')
            if given is None:
                given = registry(metadata=find(cls, 'metadata'), type_annotation_map=find(cls, 'type_annotation_map'))
                cls.registry = given
            if _lacks(cls, 'metadata'):
                cls.metadata = given.metadata
        else:
            _map(cls)

class DeclarativeBaseNoMeta(DeclarativeBase): pass

_own = (Mapped, _Declarative, MappedAsDataclass, AsyncAttrs, DeclarativeBase, DeclarativeBaseNoMeta, Constructed)


def _names(cls):
    attributes = list(cls.__dict__)
    annotated = list(cls.__dict__.get('__annotations__', {}))
    shared = {name for name in attributes if name in annotated}
    names = []
    current, other = attributes, annotated
    while True:
        swapped = False
        while current:
            name = current.pop(0)
            if name in shared:
                shared.discard(name)
                current, other = other, current
                swapped = True
                break
            names.append(name)
        if not swapped:
            names += other
            break
    return [n for n in names if n in _dunders or not (n.startswith('__') or n.startswith('_sa_'))]


def _is_column(value):
    return facts(value) is not None or isinstance(value, MappedColumn)


def _is_mapped_text(base, text, problems):
    head = text.split('[')[0].strip().strip('\'"').split('.')[-1]
    if head in ('Mapped', 'DynamicMapped', 'WriteOnlyMapped'):
        return True
    if head == 'ClassVar':
        return False
    value = annotation(base, text)
    if isinstance(value, str):
        value = annotation(base, value)
    if is_unknown(value):
        problems.append(reason(value))
        return False
    return isinstance(value, _Alias)


class _Scan:
    def __init__(self, cls):
        self.cls = cls
        self.problems = []
        self.collected = {}
        self.notes = {}
        self.tablename = None
        self.table_args = None
        inherited = [b for b in cls.__mro__[1:] if is_class(b) and '__mapper__' in b.__dict__]
        self.inherits = inherited[0] if inherited else None

    def is_overridden(self, name, value):
        found = find(self.cls, name)
        return is_unknown(found) or (found is not None and not same(found, value))

    def copy_columns(self, base):
        copies = {}
        notes = base.__dict__.get('__annotations__', {})
        for name in _names(base):
            value = base.__dict__.get(name)
            if is_unknown(value) or name in _dunders:
                continue
            if value is None and name in notes:
                if _lacks(self.cls, name) and _is_mapped_text(base, notes[name], self.problems):
                    self.notes.setdefault(name, (base, notes[name]))
                    copies[name] = MappedColumn((), {})
                    setattr(self.cls, name, copies[name])
            elif _is_column(value) and not self.is_overridden(name, value):
                if name in notes:
                    self.notes.setdefault(name, (base, notes[name]))
                if name not in self.cls.__dict__:
                    copy = MappedColumn(value.args, dict(value.keywords)) if isinstance(value, MappedColumn) else complete(value)
                    if isinstance(value, MappedColumn):
                        copy.sort_order = value.sort_order
                        copy.use_existing = value.use_existing
                    copies[name] = copy
                    setattr(self.cls, name, copy)
        return copies

    def scan(self):
        bases = []
        for base in self.cls.__mro__:
            if is_unknown(base):
                self.problems.append(reason(base))
            elif is_class(base) and base not in _own and base is not object:
                mapped = base is not self.cls and '__mapper__' in base.__dict__
                names = _names(base)
                copies = {} if mapped or base is self.cls else self.copy_columns(base)
                bases.append((base, mapped, names, copies))
        for base, mapped, names, copies in bases:
            self.collected.update(copies)
            for name in names:
                self.take(base, mapped, name)

    def take(self, base, mapped, name):
        value = base.__dict__.get(name)
        if name in _dunders:
            self.take_directive(base, mapped, name, value)
        elif mapped:
            return
        elif is_unknown(value):
            if base is self.cls or not self.is_overridden(name, value):
                self.collected[name] = value
        elif base is self.cls:
            notes = base.__dict__.get('__annotations__', {})
            if name in notes:
                self.notes.setdefault(name, (base, notes[name]))
            if name in base.__dict__ and value is not None:
                self.collected[name] = value
            elif name in notes and _is_mapped_text(base, notes[name], self.problems):
                self.collected[name] = MappedColumn((), {})
        elif isinstance(value, declared_attr):
            if value.cascades:
                made = value.function(self.cls)
                setattr(self.cls, name, made)
            else:
                made = find(self.cls, name)
                if not is_unknown(made) and isinstance(made, declared_attr):
                    made = getattr(self.cls, name)
            self.collected[name] = made

    def take_directive(self, base, mapped, name, value):
        taken = not mapped or (not is_unknown(value) and isinstance(value, declared_attr))
        if name == '__tablename__' and self.tablename is None and taken:
            self.tablename = (getattr(self.cls, name),)
        elif name == '__table_args__' and self.table_args is None and taken:
            self.table_args = (base, getattr(self.cls, name))

    def columns(self):
        columns = []
        for key, value in self.collected.items():
            if not is_unknown(value) and isinstance(value, declared_attr):
                value = getattr(self.cls, key)
            if is_unknown(value):
                self.problems.append(key + ': ' + reason(value))
            elif isinstance(value, OtherProperty) and value.kind in ('column_property', 'composite'):
                for part in value.args:
                    if is_unknown(part):
                        self.problems.append(key + ': ' + reason(part))
                    elif value.kind == 'composite' and _is_column(part):
                        self.problems.append(key + ': the columns of a composite() are not understood')
                    elif _is_column(part):
                        self.add(columns, key, part)
                if value.kind == 'composite' and not value.args:
                    self.problems.append(key + ': the columns of a composite() are not understood')
            elif _is_column(value):
                self.add(columns, key, value)
        return [pair for order, pair in sorted(columns, key=lambda entry: entry[0])]

    def add(self, columns, key, value):
        order = 0
        if isinstance(value, MappedColumn):
            column = self.resolve(key, value)
            if not is_unknown(column):
                order = value.sort_order or 0
        else:
            if facts(value)[4]:
                return
            column = complete(value, key)
        if is_unknown(column):
            self.problems.append(key + ': ' + reason(column))
            return
        if any(same(value, other[1][2]) for other in columns):
            return
        if isinstance(value, MappedColumn) and value.use_existing and self.inherits is not None and self.tablename is None:
            if facts(column)[0] in self.inherits.__mapper__.columns_by_key:
                return
        columns.append((order, (key, column, value)))

    def resolve(self, key, value):
        column = value.column
        if is_unknown(column):
            return column
        name, has_type, has_foreign_key, nullable_given, is_attached = facts(column)
        if key not in self.notes:
            return complete(column, key)
        base, text = self.notes[key]
        inner = annotation(base, text)
        if isinstance(inner, str):
            inner = annotation(base, inner)
        if isinstance(inner, _Alias):
            inner = inner.item
        members, nullable, unknown = _members(base, inner)
        if unknown is not None:
            return complete(column, key) if nullable_given and (has_type or has_foreign_key) else unknown
        extras = ()
        if len(members) == 1:
            made = construct(members[0])
            if made is not None and made[0] == 'Annotated':
                extras = made[1][1:]
                raw, more, unknown = _members(base, made[1][0])
                if unknown is not None:
                    return unknown
                nullable = nullable or more
                members = [members[0]] + raw
        for extra in extras:
            if is_unknown(extra):
                return extra
            if isinstance(extra, MappedColumn):
                value.sort_order = extra.sort_order if value.sort_order is None else value.sort_order
                column = _merged(extra, value)
                if is_unknown(column):
                    return column
                name, has_type, has_foreign_key, nullable_given, is_attached = facts(column)
                break
        sql = None
        if not has_type and not has_foreign_key:
            sql = self.sql_type(members, text)
            if is_unknown(sql):
                return sql
        return complete(column, key, sql, nullable)

    def sql_type(self, members, text):
        own = find(self.cls, 'registry').type_annotation_map
        if is_unknown(own):
            return own
        for member in members:
            made = construct(member)
            if made is not None and made[0] == 'Literal':
                if any(same(k, member) or construct(k) for k in own):
                    return problem('Literal in a type_annotation_map is not understood')
                return sa.Enum(*made[1], native_enum=False)
            order = member.__mro__ if is_class(member) else (member,)
            for candidate in order:
                if is_unknown(candidate):
                    return candidate
                for python, sql in own.items():
                    if same(python, candidate):
                        if python in (dict, list, set, tuple, frozenset):
                            return problem('a generic type in a type_annotation_map is not understood')
                        if candidate is not member:
                            return problem('a type_annotation_map for a base class is not understood: ' + text)
                        return sql
                if not is_class(candidate):
                    continue
                if candidate is enum.Enum and member is not enum.Enum:
                    return sa.Enum(member)
                if candidate is member and candidate in _types:
                    return _types[candidate]
        return problem('no SQL type is known for the annotation ' + text)


def _members(base, value):
    """The members of a union but None, whether None is one, and what is not understood."""
    if is_unknown(value):
        return [], False, value
    if value is None:
        return [], True, None
    if isinstance(value, str):
        return _members(base, annotation(base, value))
    made = construct(value)
    if isinstance(value, tuple):
        parts, nullable = value, False
    elif made is not None and made[0] in ('Optional', 'Union'):
        parts, nullable = made[1], made[0] == 'Optional'
    else:
        return [value], False, None
    members = []
    for part in parts:
        more, has_none, unknown = _members(base, part)
        if unknown is not None:
            return [], False, unknown
        members += more
        nullable = nullable or has_none
    return members, nullable, None


def _merged(general, own):
    """mapped_column() inside Annotated, completed by the attribute's own."""
    names = [a for a in own.args if isinstance(a, str)]
    if len(names) != len(own.args) or any(v is False for v in own.keywords.values()):
        return problem('a mapped_column() with arguments that also has one in Annotated is not understood')
    return sa.Column(*names, *general.args, **{**general.keywords, **own.keywords})


def _map(cls):
    if cls.__dict__.get('__abstract__', False):
        return
    scan = _Scan(cls)
    _scanning.append({'class': cls})
    try:
        scan.scan()
        columns = scan.columns()
    finally:
        _scanning.pop()
    if '__table__' in cls.__dict__ or (scan.inherits is None and not _lacks(cls, '__table__')):
        table = cls.__table__
        by_key = {}
        if not is_unknown(table):
            for column in table.c:
                by_key[column.key] = column
        cls.__mapper__ = Mapper(cls, table, by_key)
        for key, column in by_key.items():
            named = [name for name, value in scan.collected.items() if not is_unknown(value) and same(value, column)]
            if named or _lacks(cls, key):
                cls.__mapper__.map(named[0] if named else key, column)
        describe(table, cls, _relationships(scan))
        return
    items = [column for key, column, value in columns]
    if scan.tablename is None and not scan.problems and scan.inherits is not None:
        table = scan.inherits.__mapper__.local_table
        extend(table, items, [])
        cls.__mapper__ = Mapper(cls, table, scan.inherits.__mapper__.columns_by_key)
    else:
        if scan.tablename is None and scan.inherits is not None:
            extend(scan.inherits.__mapper__.local_table, items, scan.problems)
            table = scan.inherits.__mapper__.local_table
        else:
            arguments, keywords = (), {}
            if scan.table_args is not None:
                arguments = scan.table_args[1]
                if is_unknown(arguments):
                    scan.problems.append('__table_args__: ' + reason(arguments))
                    arguments = ()
                elif isinstance(arguments, dict):
                    arguments, keywords = (), arguments
                elif arguments and not is_unknown(arguments[-1]) and isinstance(arguments[-1], dict):
                    arguments, keywords = arguments[:-1], arguments[-1]
            if not _lacks(cls, '__table_cls__') or not _lacks(cls, '__autoload__'):
                scan.problems.append('__table_cls__ and __autoload__ are not understood')
            table = declare(cls, scan.tablename[0] if scan.tablename else None, find(cls, 'metadata'), items + list(arguments or ()), keywords or {}, scan.problems)
        cls.__mapper__ = Mapper(cls, table, {})
    cls.__table__ = table
    for key, column, value in columns:
        made = attached(table, column)
        cls.__mapper__.columns_by_key[facts(column)[0]] = made
        cls.__mapper__.map(key, made)
    describe(table, cls, _relationships(scan))


def _relationships(scan):
    found = []
    for key, value in scan.collected.items():
        if is_unknown(value):
            continue
        if isinstance(value, declared_attr):
            value = find(scan.cls, key)
            if is_unknown(value) or isinstance(value, declared_attr):
                continue
        if isinstance(value, Relationship):
            note = scan.notes[key][1] if key in scan.notes else ''
            found.append((key, value.args, value.keywords, note))
            scan.cls.__mapper__.relate(key, value, note)
    return found
)py";

} // namespace retort::hosts
