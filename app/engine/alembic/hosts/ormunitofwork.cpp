#include "alembic/hosts/orm.h"

namespace retort::hosts {

/// What one flush() of a Session writes. Mappers are ordered as SQLAlchemy's unit of work orders them: by name where no relationship()
/// joins them; within a mapper updates come first, by primary key, then inserts as they were added.
const char *const ormUnitOfWorkSource = R"py(
import sqlalchemy as sa
from sqlalchemy_orm_host import (column_default, forget, generated_key, is_expression, is_unknown, mode, next_value, not_understood,
                                 row_value, same, store, stored, update_default)
from sqlalchemy_orm_instances import _absent


def changes(state, instance):
    """The attributes whose values are not what they were."""
    changed = []
    for attribute in state.mapper.attributes:
        if attribute.key not in state.committed:
            continue
        before = state.committed[attribute.key]
        value = stored(instance, attribute.key, _absent)
        if same(before, value):
            continue
        if same(before, _absent) or is_expression(value) or is_unknown(value) or not (value == before):
            changed.append(attribute)
    return changed


def update_row(connection, statement, mapper):
    """SQLAlchemy raises StaleDataError where the row is gone, and rolls the transaction back."""
    result = connection.execute(statement)
    if mode() == 'live' and result.rowcount not in (-1, 1):
        not_understood("a row of '%s' that the Session holds is not there any more (StaleDataError)" % mapper.local_table.fullname)


class UnitOfWork:
    """What one flush() writes."""
    def __init__(self, session):
        self.session = session
        self.connection = None

    def execute(self):
        session = self.session
        saved = {}
        for state, instance in session._modified.items():
            if state not in session._deleted:
                saved.setdefault(state.mapper, ([], []))[0].append((state, instance))
        for state, instance in session._new.items():
            saved.setdefault(state.mapper, ([], []))[1].append((state, instance))
        removed = {}
        for state, instance in session._deleted.items():
            removed.setdefault(state.mapper, []).append((state, instance))
        mappers = self.ordered(list(saved) + [m for m in removed if m not in saved])
        for mapper in mappers:
            if mapper in saved:
                self.update(mapper, saved[mapper][0])
                for state, instance in saved[mapper][1]:
                    self.insert(mapper, state, instance)
        for mapper in reversed(mappers):
            for state, instance in self.by_key(removed.get(mapper, [])):
                self.delete(mapper, state)
        session._new = {}
        session._modified = {}
        session._deleted = {}

    def ordered(self, mappers):
        """By name, in the subsets that what relationships say leaves free (topological.sort_as_subsets)."""
        before = [r.before() for mapper in mappers for r in mapper.relationships.values() if r.target() in mappers]
        left = sorted(mappers, key=lambda mapper: (mapper.class_.__module__, mapper.class_.__name__))
        ordered = []
        while left:
            free = [m for m in left if not any(pair is not None and pair[1] is m and pair[0] in left for pair in before)]
            if not free:
                not_understood('relationships in a circle are not understood')
            ordered += free
            left = [m for m in left if m not in free]
        return ordered

    def connected(self):
        if self.connection is None:
            self.connection = self.session.connection()
        return self.connection

    def run(self, statement):
        return self.connected().execute(statement)

    def by_key(self, states):
        return sorted(states, key=lambda pair: pair[0].key[1]) if len(states) > 1 and mode() == 'live' else states

    def update(self, mapper, states):
        for state, instance in self.by_key(states):
            changed = changes(state, instance)
            if changed:
                self.update_one(mapper, state, instance, changed)
            state.committed = {}

    def update_one(self, mapper, state, instance, changed):
        values = {a.column_key: a.checked(stored(instance, a.key, None)) for a in changed}
        for attribute in mapper.attributes:
            if attribute.has_update_default and attribute.column_key not in values:
                value = attribute.checked(update_default(attribute.column))
                values[attribute.column_key] = value
                self.take(state, instance, attribute, value)
        statement = sa.update(mapper.local_table)
        for attribute, value in zip(mapper.primary, state.key[1]):
            statement = statement.where(attribute.column == value)
        update_row(self.connected(), statement.values(values), mapper)
        for attribute in changed:
            self.take(state, instance, attribute, stored(instance, attribute.key, None))
        if any(attribute.is_primary for attribute in changed):
            self.session._identities[mapper.class_].pop(state.key[1], None)
            self.register(mapper, state, instance)

    def take(self, state, instance, attribute, value):
        """The value an attribute has after it was written; an SQL expression is read when it is asked for."""
        if is_expression(value):
            forget(instance, attribute.key)
            state.expired.add(attribute.key)
        else:
            store(instance, attribute.key, value)

    def insert(self, mapper, state, instance):
        values = {}
        generated = None
        for attribute in mapper.attributes:
            value = stored(instance, attribute.key, _absent)
            given = not same(value, _absent)
            if given and (is_unknown(value) or value is not None or attribute.keeps_none):
                values[attribute.column_key] = attribute.checked(value)
                self.take(state, instance, attribute, value)
            elif attribute.has_default:
                value = attribute.checked(column_default(attribute.column))
                values[attribute.column_key] = value
                if attribute.is_primary and is_expression(value):
                    not_understood('a primary key whose default is an SQL expression is not understood')
                self.take(state, instance, attribute, value)
            elif attribute.has_server_default:
                if attribute.is_primary:
                    generated = attribute
                forget(instance, attribute.key)
                state.expired.add(attribute.key)
            elif attribute.is_primary:
                if attribute.sequence:
                    value = next_value(attribute.sequence)
                    if value is None:
                        not_understood('a primary key that a Sequence gives is not understood')
                    if value is not True:
                        values[attribute.column_key] = value
                elif not attribute.is_autoincrement:
                    not_understood('an instance of ' + mapper.class_.__name__ + ' has no primary key')
                generated = attribute
            elif not attribute.keeps_none:
                values[attribute.column_key] = None
        statement = sa.insert(mapper.local_table).values(values)
        if generated is None:
            self.run(statement)
        else:
            store(instance, generated.key, self.insert_and_read(mapper, statement, generated))
            state.expired.discard(generated.key)
        state.committed = {}
        self.register(mapper, state, instance)

    def insert_and_read(self, mapper, statement, generated):
        if mode() != 'live':
            self.run(statement)
            return row_value()
        reading = generated_key(statement, generated.column, generated.is_autoincrement)
        if reading is None:
            not_understood('the primary key that this database makes is not understood')
        if reading is True:
            return self.run(statement.returning(generated.column)).scalar_one()
        self.run(statement)
        return self.run(reading).scalar_one()

    def register(self, mapper, state, instance):
        key = tuple(stored(instance, a.key, None) for a in mapper.primary)
        state.key = (mapper.class_, key)
        if any(is_unknown(value) for value in key):
            key = (state,)
        self.session._identities.setdefault(mapper.class_, {})[key] = instance

    def delete(self, mapper, state):
        statement = sa.delete(mapper.local_table)
        for attribute, value in zip(mapper.primary, state.key[1]):
            statement = statement.where(attribute.column == value)
        self.run(statement)
        self.session._forget(state)
        state.is_deleted = True
)py";

} // namespace retort::hosts
