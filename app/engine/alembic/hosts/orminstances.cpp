#include "alembic/hosts/orm.h"

namespace retort::hosts {

/// The instances of mapped classes, as sqlalchemy.orm's instrumentation keeps them: their values stand in their own attributes, what is
/// known about these (the state before a change, what has to be read again) in an InstanceState.
const char *const ormInstancesSource = R"py(
from sqlalchemy_orm_host import (column_facts, find, foreign_keys, is_class, is_function, is_table, is_unknown, not_understood, read_attribute,
                                 reason, same, store, stored)

_orm_events = ('before_', 'after_', 'init', 'load', 'refresh', 'expire', 'pickle', 'unpickle', 'set', 'append', 'remove', 'bulk_',
               'do_orm_execute', 'pending_', 'persistent_', 'transient_', 'detached_', 'deleted_', 'loaded_', 'dispose', 'modified',
               'class_', 'attribute_', 'mapper_', 'validate')
_listeners = []
_absent = object()


def listen_to(target, name):
    """A class that is not known is none of those whose instances are understood."""
    if is_unknown(target) or not (is_unknown(name) or any(name.startswith(event) for event in _orm_events)):
        return
    for_all = is_class(target) and (same(target, Mapper) or is_unknown(name) or name.startswith('before_compile'))
    _listeners.append((None if for_all else target, name))


class InstanceState:
    def __init__(self, mapper):
        self.mapper = mapper
        self.session = None
        self.key = None
        self.order = 0
        self.is_deleted = False
        self.committed = {}
        self.expired = set()

    def keep(self, instance, key):
        """What the attribute was before its first change since the last flush."""
        if key not in self.committed:
            self.committed[key] = stored(instance, key, _absent)
            if self.session is not None and self.key is not None:
                self.session._modified[self] = instance


def state_of(instance):
    state = stored(instance, '_sa_instance_state', None)
    if state is None:
        state = InstanceState(type(instance).__mapper__.checked())
        store(instance, '_sa_instance_state', state)
    return state


def is_mapped(value):
    return not is_unknown(value) and is_class(value) and '__mapper__' in value.__dict__


def is_instance(value):
    return not is_unknown(value) and is_mapped(type(value))


def _load(instance, key):
    state = state_of(instance)
    if key not in state.expired:
        return None
    if state.session is None:
        not_understood('an attribute of an instance that no Session holds any more is read')
    state.session._reload(instance, state)
    return stored(instance, key, None)


class InstrumentedAttribute:
    """A mapped column: on the class the column itself, on an instance its value."""
    def __init__(self, key, column):
        self.key = key
        self.column = column
    def __get__(self, instance, owner=None):
        return self.column if instance is None else read_attribute(instance, self.key, _load)
    def __set__(self, instance, value):
        state = state_of(instance)
        validator = state.mapper.validators.get(self.key)
        if validator is not None:
            value = validator(instance, self.key, value)
        state.keep(instance, self.key)
        state.expired.discard(self.key)
        store(instance, self.key, value)


class OtherProperty:
    """What is mapped but neither a column nor a relationship: synonym(), association_proxy() ..."""
    def __init__(self, kind, args=(), keywords={}):
        self.kind = kind
        self.args = args
        self.keywords = keywords
    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.kind == 'synonym' and len(self.args) == 1 and not self.keywords:
            return getattr(instance, self.args[0])
        not_understood('a ' + self.kind + ' of an instance is not understood')
    def __set__(self, instance, value):
        if self.kind == 'synonym' and len(self.args) == 1 and not self.keywords:
            setattr(instance, self.args[0], value)
        else:
            not_understood('a ' + self.kind + ' of an instance is not understood')
    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return self
    def __call__(self, *args, **keywords):
        return self
    def __getitem__(self, key):
        return self


class HybridProperty(OtherProperty):
    def __get__(self, instance, owner=None):
        return self if instance is None else self.args[0](instance)


class Relationship:
    def __init__(self, args, keywords):
        self.args = args
        self.keywords = keywords
        self.key = None
        self.parent = None
        self.note = ''

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        not_understood('the relationship ' + str(self.key) + ' of an instance is not understood')

    def __set__(self, instance, value):
        not_understood('the relationship ' + str(self.key) + ' of an instance is not understood')

    def target(self):
        """The mapper at the other end."""
        argument = self.args[0] if self.args else self.keywords.get('argument', self.note)
        if is_unknown(argument):
            not_understood(reason(argument))
        if is_function(argument):
            argument = argument()
        if is_mapped(argument):
            return argument.__mapper__
        name = _class_name(argument) if isinstance(argument, str) else None
        found = [mapper for mapper in self.parent.registry.mappers if mapper.class_.__name__ == name]
        if len(found) != 1:
            not_understood('what the relationship ' + str(self.key) + ' leads to is not understood')
        return found[0]

    def before(self):
        """(mapper to be written first, mapper after it), as the foreign keys between their tables tell."""
        target = self.target()
        if 'secondary' in self.keywords or target is self.parent:
            return None
        to_target = _refers(self.parent.local_table, target.local_table)
        to_parent = _refers(target.local_table, self.parent.local_table)
        if to_target == to_parent or 'primaryjoin' in self.keywords:
            not_understood('the direction of the relationship ' + str(self.key) + ' is not understood')
        return (target, self.parent) if to_target else (self.parent, target)


def _class_name(text):
    """Of "User", "app.models.User", "Mapped[List['User']]", "Mapped[Optional[User]]"."""
    while '[' in text:
        text = text[text.index('[') + 1:text.rindex(']')]
    return text.split('|')[0].strip().strip('\'"').split('.')[-1]


def _refers(table, other):
    return any(referred == other.fullname for columns, referred, keys in foreign_keys(table))


class Constructed:
    """What a mapped class inherits."""
    __has_effects__ = True

    def __init__(self, **values):
        state_of(self)
        cls = type(self)
        for name, value in values.items():
            found = find(cls, name)
            if not is_unknown(found) and found is None:
                raise TypeError('%r is an invalid keyword argument for %s' % (name, cls.__name__))
            setattr(self, name, value)


class MappedAttribute:
    def __init__(self, key, column, facts):
        self.key = key
        self.column = column
        (self.column_key, self.is_primary, self.has_default, self.has_server_default, self.has_update_default, self.keeps_none,
         self.is_autoincrement, self.sequence, self.obstacle) = facts

    def checked(self, value):
        """A value that is written."""
        if self.obstacle and not is_unknown(value) and value is not None:
            not_understood(self.obstacle)
        return value


class Mapper:
    """cls.__mapper__"""
    def __init__(self, cls, table, columns):
        self.class_ = cls
        self.local_table = table
        self.columns_by_key = columns
        self.columns = {}
        self.relationships = {}
        self.obstacles = []
        self.validators = {}
        self.attributes = None
        self.registry = find(cls, 'registry')
        if hasattr(self.registry, 'mappers'):
            self.registry.mappers.append(self)
        else:
            self.obstacles.append('its registry is not known')

    def map(self, key, column):
        self.columns[key] = column
        setattr(self.class_, key, InstrumentedAttribute(key, column))

    def relate(self, key, relationship, note):
        relationship.key = key
        relationship.parent = self
        relationship.note = note
        self.relationships[key] = relationship

    def checked_for_deletion(self):
        """Relationships clear foreign keys or delete as well: it has none, and none that another's backref gives it."""
        for mapper in self.registry.mappers:
            for relationship in mapper.relationships.values():
                if mapper is self or ('backref' in relationship.keywords and relationship.target() is self):
                    not_understood('deleting an instance of ' + self.class_.__name__ + ', which has relationships, is not understood')

    def checked(self):
        """This mapper, ready for instances."""
        if self.attributes is None:
            self._prepare()
        if self.obstacles:
            not_understood('instances of the model ' + self.class_.__name__ + ' are not understood: ' + self.obstacles[0])
        return self

    def _prepare(self):
        cls = self.class_
        if is_unknown(self.local_table):
            not_understood('instances of the model ' + cls.__name__ + ' are not understood: ' + reason(self.local_table))
        if not is_table(self.local_table):
            not_understood('instances of the model ' + cls.__name__ + ', which is not mapped to a Table, are not understood')
        keys = {column.key: key for key, column in self.columns.items()}
        self.attributes = [MappedAttribute(keys[column.key], column, column_facts(self.local_table, column))
                           for column in self.local_table.c if column.key in keys]
        self.primary = [a for a in self.attributes if a.is_primary]
        for other in self.registry.mappers:
            if other is not self and is_table(other.local_table) and other.local_table.fullname == self.local_table.fullname:
                self.obstacles.append('another model has the same table')
        if not self.primary:
            self.obstacles.append('its table has no primary key')
        if len(self.attributes) != len(self.local_table.c) or len(self.columns) != len(self.attributes):
            self.obstacles.append('not every column of its table is mapped once')
        for base in cls.__mro__:
            if is_unknown(base):
                self.obstacles.append(reason(base))
            elif is_class(base) and base is not object:
                self._look_at(base)
        for target, name in _listeners:
            if not is_class(target) or target in cls.__mro__:
                self.obstacles.append('an event listener may change them')

    def _look_at(self, base):
        if base is not self.class_ and '__mapper__' in base.__dict__:
            self.obstacles.append('inheritance of mapped classes')
        options = base.__dict__.get('__mapper_args__', {})
        if is_unknown(options) or not isinstance(options, dict) or any(name not in ('eager_defaults', 'confirm_deleted_rows') for name in options):
            self.obstacles.append('__mapper_args__')
        for name, value in base.__dict__.items():
            if is_unknown(value):
                continue
            if is_function(value):
                for validated in getattr(value, '__sa_validators__', ()):
                    self.validators[validated] = value
                if getattr(value, '__sa_reconstructor__', False):
                    self.obstacles.append('a reconstructor')
            if name in ('__setattr__', '__getattribute__', '__getattr__', '__new__'):
                self.obstacles.append(name)
)py";

} // namespace retort::hosts
