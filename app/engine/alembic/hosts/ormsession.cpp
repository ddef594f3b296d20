#include "alembic/hosts/orm.h"

namespace retort::hosts {

/// sqlalchemy.orm's Session: the identity map and the bulk methods of SQLAlchemy 2.0, statement by statement over the Core statements of
/// the program.
const char *const ormSessionSource = R"py(
import sqlalchemy as sa
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy_orm_host import (alive, column_default, entities, forget, is_class, is_connection, is_core_statement, is_open, is_unknown,
                                 mode, new_instance, not_understood, same, statement_model, stop_at, store, stored)
from sqlalchemy_orm_instances import InstanceState, _absent, _listeners, is_instance, state_of
from sqlalchemy_orm_query import Query, Result
from sqlalchemy_orm_unitofwork import UnitOfWork, changes, update_row


class ObjectDeletedError(InvalidRequestError): pass


class _NoTransaction:
    """What begin() gives: the transaction is the migrator's."""
    def __init__(self, session, value=None):
        self.session = session
        self.value = value
    def commit(self):
        self.session.flush()
    def rollback(self):
        self.session.rollback()
    def close(self): pass
    def __enter__(self):
        return self if self.value is None else self.value
    def __exit__(self, kind, error, trace):
        if kind is not None:
            self.session.rollback()
            return False
        self.session.flush() if self.value is None else self.session.commit()
        return False


class Session:
    __has_effects__ = True

    def __init__(self, bind=None, *, autoflush=True, future=True, expire_on_commit=True, autobegin=True, twophase=False, binds=None,
                 enable_baked_queries=True, info=None, query_cls=None, autocommit=False, join_transaction_mode='conditional_savepoint',
                 close_resets_only=True):
        if autocommit is not False or binds or twophase or query_cls is not None or join_transaction_mode != 'conditional_savepoint':
            not_understood('these arguments of a Session are not understood')
        for target, name in _listeners:
            if not is_class(target) or target in type(self).__mro__:
                not_understood('an event listener may change what a Session does')
        self.bind = bind
        self.autoflush = autoflush
        self.expire_on_commit = expire_on_commit
        self.info = info or {}
        self._used = False
        self._flushing = False
        self._clear()

    def _clear(self):
        self._identities = {}
        self._new = {}
        self._modified = {}
        self._deleted = {}
        self._order = 0

    # The connection

    def connection(self, bind_arguments=None, execution_options=None):
        if is_unknown(self.bind) or self.bind is None or not is_connection(self.bind):
            not_understood('the database that this Session is bound to is not known')
        if mode() == 'offline':
            raise AttributeError("'MockConnection' object has no attribute 'close'")
        self._used = True
        return self.bind

    def get_bind(self, mapper=None, **keywords):
        return self.bind

    def begin(self, nested=False):
        return self.begin_nested() if nested else _NoTransaction(self, self)

    def begin_nested(self):
        self.flush()
        return _NoTransaction(self)

    def in_transaction(self):
        return self._used

    @property
    def is_active(self): return True

    def commit(self):
        self.flush()
        if self.expire_on_commit:
            self.expire_all()

    def rollback(self):
        if self._used:
            not_understood('the transaction is rolled back by the program')
        self._clear()

    def close(self):
        for state, instance in list(self._all()):
            state.session = None
        self._clear()

    reset = close
    invalidate = close

    def __enter__(self): return self
    def __exit__(self, kind, error, trace):
        self.close()
        return False

    # Statements

    def execute(self, statement, params=None, *, execution_options=None, bind_arguments=None, **keywords):
        found = entities(statement)
        if found is None:
            if is_core_statement(statement):
                self._prepare_for(statement)
            connection = self.connection()
            return connection.execute(statement) if params is None else connection.execute(statement, params)
        if params is not None:
            not_understood('parameters for a select() of models are not understood')
        return self._select(statement, found)

    def _prepare_for(self, statement):
        """A statement that may be of a model or of its table alone: only that of the model is one for the unit of work."""
        model = statement_model(statement)
        if self._is_pending():
            not_understood('a statement is executed while changes of the Session wait to be written')
        if model is not None and self._loaded(model.__mapper__):
            not_understood('a statement changes rows whose instances the Session holds')

    def _select(self, statement, found):
        self._autoflush()
        return Result(self, self.connection().execute(statement), found)

    def scalar(self, statement, params=None, **keywords):
        return self.execute(statement, params).scalar()

    def scalars(self, statement, params=None, **keywords):
        return self.execute(statement, params).scalars()

    def query(self, *of):
        return Query(self, of)

    def _autoflush(self):
        if self.autoflush and not self._flushing:
            self.flush()

    @property
    def no_autoflush(self):
        return _NoAutoflush(self)

    # Instances

    def _all(self):
        for instances in self._identities.values():
            for instance in instances.values():
                yield state_of(instance), instance
        for state, instance in self._new.items():
            yield state, instance

    def _is_pending(self):
        return bool(self._new) or bool(self._modified) or bool(self._deleted)

    @property
    def new(self): return list(self._new.values())
    @property
    def dirty(self): return list(self._modified.values())
    @property
    def deleted(self): return list(self._deleted.values())

    def __contains__(self, instance):
        return state_of(instance).session is self

    def __iter__(self):
        return iter([instance for state, instance in self._all()])

    def add(self, instance, _warn=True):
        if is_unknown(instance):
            if not is_open(instance):
                stop_at(instance)
            return
        if not is_instance(instance):
            raise InvalidRequestError("Class 'builtins.%s' is not mapped" % type(instance).__name__)
        state = state_of(instance)
        if state.session is self:
            self._deleted.pop(state, None)
            return
        if state.session is not None:
            raise InvalidRequestError("Object '%s' is already attached to session" % type(instance).__name__)
        if state.is_deleted:
            raise InvalidRequestError('Instance has been deleted.  Use the make_transient() function to send this object back to the '
                                      'transient state.')
        state.session = self
        if state.key is not None:
            self._identities.setdefault(state.key[0], {})[state.key[1]] = instance
            if state.committed:
                self._modified[state] = instance
            return
        self._order += 1
        state.order = self._order
        self._new[state] = instance

    def add_all(self, instances):
        for instance in instances:
            self.add(instance)

    def delete(self, instance):
        if is_unknown(instance):
            if not is_open(instance):
                stop_at(instance)
            return
        state = state_of(instance)
        if state.key is None:
            raise InvalidRequestError("Instance '%s' is not persisted" % type(instance).__name__)
        if state.session is None:
            self.add(instance)
        state.mapper.checked_for_deletion()
        self._deleted[state] = instance

    def expunge(self, instance):
        state = state_of(instance)
        if state.session is not self:
            raise InvalidRequestError('Instance is not present in this Session')
        self._forget(state)

    def expunge_all(self):
        self.close()

    def _forget(self, state):
        state.session = None
        self._new.pop(state, None)
        self._modified.pop(state, None)
        self._deleted.pop(state, None)
        if state.key is not None:
            self._identities.get(state.key[0], {}).pop(state.key[1], None)

    def expire_all(self):
        for instances in self._identities.values():
            for instance in instances.values():
                self._expire(state_of(instance), instance)
        self._modified = {}

    def expire(self, instance, attribute_names=None):
        state = state_of(instance)
        if state.session is not self or state.key is None:
            raise InvalidRequestError("Instance '%s' is not persistent within this Session" % type(instance).__name__)
        self._expire(state, instance, attribute_names)

    def _expire(self, state, instance, names=None):
        for attribute in state.mapper.attributes:
            if names is None or attribute.key in names:
                forget(instance, attribute.key)
                state.committed.pop(attribute.key, None)
                state.expired.add(attribute.key)
        if names is None or not state.committed:
            self._modified.pop(state, None)

    def _loaded(self, mapper):
        return list(self._identities.get(mapper.class_, {}).values())

    def refresh(self, instance, attribute_names=None, with_for_update=None):
        if is_unknown(instance) and is_open(instance):
            return
        self._autoflush()
        self.expire(instance, attribute_names)
        self._reload(instance, state_of(instance))

    def _reload(self, instance, state):
        """Reads the expired attributes again."""
        self._autoflush()
        attributes = [a for a in state.mapper.attributes if a.key in state.expired]
        statement = sa.select(*[a.column for a in attributes])
        for attribute, value in zip(state.mapper.primary, state.key[1]):
            statement = statement.where(attribute.column == value)
        rows = self.connection().execute(statement).all()
        if is_unknown(rows):
            for attribute in attributes:
                store(instance, attribute.key, rows)
            state.expired = set()
            return
        if not rows:
            raise ObjectDeletedError("Instance '%s' has been deleted, or its row is otherwise not present." % type(instance).__name__)
        for attribute, value in zip(attributes, rows[0]):
            store(instance, attribute.key, value)
        state.expired = set()

    def get(self, entity, ident, *, options=None, populate_existing=False, with_for_update=None, **keywords):
        mapper = entity.__mapper__.checked()
        if populate_existing or with_for_update is not None:
            not_understood('these arguments of get() are not understood')
        key = self._key(mapper, ident)
        if is_unknown(key):
            return key
        found = self._known(mapper, key)
        if found is not None:
            state = state_of(found)
            if len(state.expired) == len(mapper.attributes):
                try:
                    self._reload(found, state)
                except ObjectDeletedError:
                    return None
            return found
        self._autoflush()
        statement = sa.select(entity)
        for attribute, value in zip(mapper.primary, key):
            statement = statement.where(attribute.column == value)
        rows = Result(self, self.connection().execute(statement), [(entity, len(mapper.attributes))]).all()
        return rows if is_unknown(rows) else rows[0][0] if rows else None

    def get_one(self, entity, ident, **keywords):
        found = self.get(entity, ident, **keywords)
        if not is_unknown(found) and found is None:
            raise sa.exc.NoResultFound('No row was found when one was required')
        return found

    def _key(self, mapper, ident):
        if is_unknown(ident):
            return ident
        if isinstance(ident, dict):
            ident = tuple(ident[a.key] for a in mapper.primary)
        elif not isinstance(ident, (tuple, list)):
            ident = (ident,)
        if len(ident) != len(mapper.primary):
            raise InvalidRequestError('Incorrect number of values in identifier to formulate primary key for session.get()')
        for value in ident:
            if is_unknown(value):
                return value
        return tuple(ident)

    def _known(self, mapper, key):
        """The instance of this identity; None where the program let go of it."""
        return alive(self._identities.setdefault(mapper.class_, {}), key)

    def _instance(self, mapper, values):
        """The instance that a row stands for."""
        key = tuple(value for attribute, value in zip(mapper.attributes, values) if attribute.is_primary)
        for value in key:
            if is_unknown(value):
                stop_at(value)
        if all(value is None for value in key):
            return None
        instance = self._known(mapper, key)
        if instance is None:
            instance = new_instance(mapper.class_)
            state = InstanceState(mapper)
            state.session = self
            state.key = (mapper.class_, key)
            store(instance, '_sa_instance_state', state)
            for attribute, value in zip(mapper.attributes, values):
                store(instance, attribute.key, value)
            self._identities[mapper.class_][key] = instance
            return instance
        state = state_of(instance)
        for attribute, value in zip(mapper.attributes, values):
            if attribute.key not in state.committed and same(stored(instance, attribute.key, _absent), _absent):
                store(instance, attribute.key, value)
                state.expired.discard(attribute.key)
        return instance

    def merge(self, instance, *, load=True, options=None):
        if is_unknown(instance):
            if not is_open(instance):
                stop_at(instance)
            return instance
        state = state_of(instance)
        if state.session is self:
            return instance
        if not load:
            not_understood('merge(load=False) is not understood')
        self._autoflush()
        key = tuple(stored(instance, a.key, None) for a in state.mapper.primary)
        merged = None
        if not any(value is None for value in key):
            merged = self.get(state.mapper.class_, key)
        if is_unknown(merged):
            return merged
        if merged is None:
            merged = new_instance(state.mapper.class_)
            self.add(merged)
        for attribute in state.mapper.attributes:
            value = stored(instance, attribute.key, _absent)
            if not same(value, _absent) and attribute.key not in state.expired:
                setattr(merged, attribute.key, value)
        return merged

    # The unit of work

    def flush(self, objects=None):
        if objects is not None:
            not_understood('flush() of some objects is not understood')
        if self._flushing or not self._is_pending():
            return
        self._flushing = True
        try:
            UnitOfWork(self).execute()
        finally:
            self._flushing = False

    def is_modified(self, instance, include_collections=True):
        return bool(changes(state_of(instance), instance))

    def bulk_save_objects(self, objects, return_defaults=False, update_changed_only=True, preserve_order=True):
        for instance in objects:
            state = state_of(instance)
            if return_defaults or state.key is not None:
                not_understood('bulk_save_objects() of these instances is not understood')
            values = {a.key: stored(instance, a.key, _absent) for a in state.mapper.attributes}
            self._bulk_insert(state.mapper, {key: value for key, value in values.items() if not same(value, _absent)}, False)

    def bulk_insert_mappings(self, mapper, mappings, return_defaults=False, render_nulls=False):
        if return_defaults:
            not_understood('return_defaults is not understood')
        for mapping in mappings:
            self._bulk_insert(mapper.__mapper__.checked(), mapping, render_nulls)

    def _bulk_insert(self, mapper, mapping, render_nulls):
        if is_unknown(mapping):
            if not is_open(mapping):
                stop_at(mapping)
            return
        values = {}
        for attribute in mapper.attributes:
            if attribute.key in mapping:
                value = mapping[attribute.key]
                if is_unknown(value) or value is not None or attribute.keeps_none or render_nulls:
                    values[attribute.column_key] = attribute.checked(value)
            if attribute.column_key not in values and attribute.has_default:
                values[attribute.column_key] = attribute.checked(column_default(attribute.column))
        self.connection().execute(sa.insert(mapper.local_table).values(values))

    def bulk_update_mappings(self, mapper, mappings):
        mapper = mapper.__mapper__.checked()
        for mapping in mappings:
            if is_unknown(mapping):
                if not is_open(mapping):
                    stop_at(mapping)
                continue
            statement = sa.update(mapper.local_table)
            values = {}
            for attribute in mapper.attributes:
                if attribute.is_primary:
                    statement = statement.where(attribute.column == mapping[attribute.key])
                elif attribute.key in mapping:
                    values[attribute.column_key] = attribute.checked(mapping[attribute.key])
            if values:
                update_row(self.connection(), statement.values(values), mapper)


class _NoAutoflush:
    def __init__(self, session):
        self.session = session
    def __enter__(self):
        self.before = self.session.autoflush
        self.session.autoflush = False
        return self.session
    def __exit__(self, kind, error, trace):
        self.session.autoflush = self.before
        return False


class sessionmaker:
    def __init__(self, bind=None, *, class_=Session, **keywords):
        self.class_ = class_
        self.keywords = {'bind': bind, **keywords}
    def __call__(self, **keywords):
        return self.class_(**{**self.keywords, **keywords})
    def configure(self, **keywords):
        self.keywords.update(keywords)
    def begin(self):
        session = self()
        return _Block(session)


class _Block:
    """with sessionmaker.begin() as session"""
    def __init__(self, session):
        self.session = session
    def __enter__(self):
        return self.session
    def __exit__(self, kind, error, trace):
        if kind is None:
            self.session.commit()
        else:
            self.session.rollback()
        self.session.close()
        return False


class scoped_session:
    __has_effects__ = True

    def __init__(self, session_factory, scopefunc=None):
        self.session_factory = session_factory
        self.registry = None
    def __call__(self, **keywords):
        if self.registry is None:
            self.registry = self.session_factory(**keywords)
        return self.registry
    def remove(self):
        if self.registry is not None:
            self.registry.close()
        self.registry = None
    def configure(self, **keywords):
        self.session_factory.configure(**keywords)
    def __getattr__(self, name):
        return getattr(self(), name)
    def __contains__(self, instance):
        return instance in self()


def object_session(instance):
    return state_of(instance).session


def make_transient(instance):
    not_understood('make_transient() is not understood')
)py";

} // namespace retort::hosts
