#include "alembic/hosts/orm.h"

namespace retort::hosts {

/// sqlalchemy.orm's Query and the results with instances in them.
const char *const ormQuerySource = R"py(
import sqlalchemy as sa
from sqlalchemy.exc import InvalidRequestError, MultipleResultsFound, NoResultFound
from sqlalchemy_orm_host import from_of, identity, is_same_from, is_unknown, mode, not_understood, planned_count, stop_at
from sqlalchemy_orm_instances import is_mapped, state_of


class AliasedClass:
    """aliased(Model)"""
    _count = 0

    def __init__(self, model, name=None):
        self._model = model
        mapper = model.__mapper__.checked()
        AliasedClass._count += 1
        self._alias = mapper.local_table.alias(name or '%s_%d' % (mapper.local_table.name, AliasedClass._count))
        self._names = {a.key: a.column_key for a in mapper.attributes}

    def __getattr__(self, name):
        if name.startswith('_') or name not in self._names:
            not_understood('the attribute ' + name + ' of an alias is not understood')
        return self._alias.c[self._names[name]]


def aliased(element, alias=None, name=None, flat=False, adapt_on_names=False):
    if is_unknown(element):
        return element
    if alias is not None or not is_mapped(element):
        not_understood('aliased() of this is not understood')
    return AliasedClass(element, name)


def _is_alias(value):
    return not is_unknown(value) and isinstance(value, AliasedClass)


def _selectable(value):
    """What stands in FROM for an entity."""
    if is_mapped(value):
        return value.__mapper__.checked().local_table
    return value._alias if _is_alias(value) else value


def _described(of):
    """(model or None, how many columns) of each thing selected; None where there are no models."""
    found = []
    for value in of:
        if is_mapped(value):
            found.append((value, len(value.__mapper__.checked().attributes)))
        elif _is_alias(value):
            found.append((value._model, len(value._names)))
        else:
            found.append((None, 1))
    return found if any(model is not None for model, count in found) else None


class Row:
    def __init__(self, values, names):
        self._values = values
        self._fields = names
    def __getitem__(self, index): return self._values[index]
    def __iter__(self): return iter(self._values)
    def __len__(self): return len(self._values)
    def __contains__(self, value): return value in self._values
    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        if self._fields.count(name) > 1 or name in ('count', 'index', 't'):
            not_understood('the attribute ' + name + ' of a row is not understood')
        if name not in self._fields:
            raise AttributeError("Could not locate column in row for column '%s'" % name)
        return self._values[self._fields.index(name)]
    def _asdict(self): return dict(zip(self._fields, self._values))
    def _tuple(self): return self._values
    tuple = _tuple
    @property
    def _mapping(self): return self._asdict()


class Result:
    """What a select() of models gives: its rows hold instances."""
    __has_effects__ = True

    def __init__(self, session, result, found, scalar=None):
        self._session = session
        self._result = result
        self._found = found
        self._scalar = scalar
        self._unique = False
        self._loaded = None
        self._next = 0

    def _rows(self):
        if self._loaded is None:
            rows = self._result.all()
            if is_unknown(rows):
                return rows
            labels = [] if len(self._found) == 1 else self._result.keys()
            names = self._names(labels)
            self._loaded = [Row(self._values(row), names) for row in rows]
            if self._unique:
                self._loaded = self._uniqued(self._loaded)
        return self._loaded

    def _names(self, labels):
        names, at = [], 0
        for model, count in self._found:
            names.append(model.__name__ if model is not None else labels[at])
            at += count
        return names

    def _values(self, row):
        row = list(row)
        values, at = [], 0
        for model, count in self._found:
            part = row[at:at + count]
            values.append(part[0] if model is None else self._session._instance(model.__mapper__, part))
            at += count
        return tuple(values)

    def _uniqued(self, rows):
        seen, kept = set(), []
        for row in rows:
            key = tuple(value if model is None else identity(value) for (model, count), value in zip(self._found, row))
            if key not in seen:
                seen.add(key)
                kept.append(row)
        return kept

    def _value(self, row):
        return row if self._scalar is None else row[self._scalar]

    def _rest(self, size=None):
        rows = self._rows()
        if is_unknown(rows):
            return rows
        end = len(rows) if size is None else min(len(rows), self._next + size)
        taken = rows[self._next:end]
        self._next = end
        return [self._value(row) for row in taken]

    def all(self): return self._rest()
    fetchall = all
    def fetchmany(self, size=None): return self._rest(size)
    def partitions(self, size=None):
        while True:
            rows = self._rest(size)
            if not rows:
                return
            yield rows
    def __iter__(self): return iter(self._rest())
    def unique(self, strategy=None):
        if strategy is not None or self._loaded is not None:
            not_understood('this unique() is not understood')
        self._unique = True
        return self
    def yield_per(self, num): return self
    def execution_options(self, **options): return self
    def tuples(self): return self
    def close(self): return None
    def keys(self): return self._names(self._result.keys())
    def scalars(self, index=0):
        self._scalar = index
        return self
    def mappings(self):
        rows = self._rest()
        return rows if is_unknown(rows) else _Mappings([row._mapping for row in rows])
    def _one(self, missing, several):
        rows = self._rest()
        if is_unknown(rows):
            return rows
        if not rows and missing:
            raise NoResultFound('No row was found when one was required')
        if len(rows) > 1 and several:
            raise MultipleResultsFound('Multiple rows were found when exactly one was required' if missing else
                                       'Multiple rows were found when one or none was required')
        return rows[0] if rows else None
    def first(self): return self._one(False, False)
    def one(self): return self._one(True, True)
    def one_or_none(self): return self._one(False, True)
    def fetchone(self):
        rows = self._rest(1)
        return rows if is_unknown(rows) else rows[0] if rows else None
    def _as_scalar(self):
        self._scalar = 0
        return self
    def scalar(self): return self._as_scalar().first()
    def scalar_one(self): return self._as_scalar().one()
    def scalar_one_or_none(self): return self._as_scalar().one_or_none()


class _Mappings:
    def __init__(self, rows): self._rows = rows
    def all(self): return self._rows
    fetchall = all
    def first(self): return self._rows[0] if self._rows else None
    def __iter__(self): return iter(self._rows)


class Query:
    """session.query(...): every method gives a changed copy."""
    __has_effects__ = True
    _subqueries = 1

    def __init__(self, session, of):
        self.session = session
        self._of = tuple(of)
        self._from = None
        self._last = of[0] if of else None
        self._where = ()
        self._order = ()
        self._group = ()
        self._having = ()
        self._limit = None
        self._offset = None
        self._distinct = False
        self._per = None

    def _changed(self, **changes):
        copy = Query(self.session, self._of)
        for name in ('_from', '_last', '_where', '_order', '_group', '_having', '_limit', '_offset', '_distinct', '_per'):
            setattr(copy, name, changes[name] if name in changes else getattr(self, name))
        if '_of' in changes:
            copy._of = changes['_of']
        return copy

    # What is asked for

    def filter(self, *criteria): return self._changed(_where=self._where + criteria)
    where = filter

    def filter_by(self, **values):
        criteria = tuple(getattr(self._entity(), key) == value for key, value in values.items())
        return self._changed(_where=self._where + criteria)

    def _entity(self):
        if is_mapped(self._last) or _is_alias(self._last):
            return self._last
        not_understood('filter_by() on a query that is not of a model is not understood')

    def order_by(self, *clauses):
        if len(clauses) == 1 and (clauses[0] is None or clauses[0] is False):
            return self._changed(_order=())
        return self._changed(_order=self._order + clauses)
    def group_by(self, *clauses): return self._changed(_group=self._group + clauses)
    def having(self, *criteria): return self._changed(_having=self._having + criteria)
    def limit(self, limit): return self._changed(_limit=limit)
    def offset(self, offset): return self._changed(_offset=offset)
    def slice(self, start, stop): return self._changed(_offset=(self._offset or 0) + start, _limit=stop - start)
    def distinct(self, *of):
        if of:
            not_understood('DISTINCT ON is not understood')
        return self._changed(_distinct=True)
    def yield_per(self, count): return self._changed(_per=count)
    def options(self, *options): return self
    def enable_eagerloads(self, value): return self
    def execution_options(self, **options): return self
    def with_entities(self, *of): return self._changed(_of=tuple(of))
    def add_columns(self, *of): return self._changed(_of=self._of + tuple(of))
    add_column = add_entity = add_columns

    def autoflush(self, setting):
        if setting is False and self.session._is_pending():
            not_understood('a query without autoflush is not understood while changes of the Session wait to be written')
        return self

    def select_from(self, *of):
        if len(of) != 1:
            not_understood('select_from() of several tables is not understood')
        return self._changed(_from=_selectable(of[0]), _last=of[0])

    def join(self, target, onclause=None, *, isouter=False, full=False):
        if is_unknown(target):
            stop_at(target)
        left = self._from if self._from is not None else self._left(target)
        joined = left.join(_selectable(target), onclause, isouter=isouter, full=full) if onclause is not None else \
            left.join(_selectable(target), isouter=isouter, full=full)
        return self._changed(_from=joined, _last=target)

    def outerjoin(self, target, onclause=None, *, full=False):
        return self.join(target, onclause, isouter=True, full=full)

    def _left(self, target):
        right = _selectable(target)
        found = []
        for value in self._of:
            table = from_of(_selectable(value))
            if table is None or is_unknown(table):
                not_understood('what is joined here is not understood')
            if not is_same_from(table, right) and not any(is_same_from(table, other) for other in found):
                found.append(table)
        if len(found) != 1:
            not_understood('what is joined here is not understood')
        return found[0]

    # As a statement

    @property
    def statement(self):
        statement = sa.select(*[_selectable(value) for value in self._of])
        if self._from is not None:
            statement = statement.select_from(self._from)
        if self._where:
            statement = statement.where(*self._where)
        if self._group:
            statement = statement.group_by(*self._group)
        if self._having:
            statement = statement.having(*self._having)
        if self._order:
            statement = statement.order_by(*self._order)
        if self._distinct:
            statement = statement.distinct()
        if self._limit is not None:
            statement = statement.limit(self._limit)
        if self._offset is not None:
            statement = statement.offset(self._offset)
        return statement

    def __clause_element__(self): return self.statement
    def subquery(self, name=None, with_labels=False, reduce_columns=False):
        if with_labels or reduce_columns:
            not_understood('this subquery() is not understood')
        Query._subqueries += 1
        return self.statement.subquery(name or 'anon_%d' % Query._subqueries)
    alias = subquery
    def scalar_subquery(self): return self.statement.scalar_subquery()
    as_scalar = scalar_subquery

    def exists(self):
        statement = sa.select(sa.literal_column('1'))
        if self._from is not None:
            statement = statement.select_from(self._from)
        else:
            statement = statement.select_from(*[from_of(_selectable(value)) for value in self._of])
        if self._group or self._having or self._limit is not None or self._offset is not None or self._distinct:
            not_understood('exists() of such a query is not understood')
        return (statement.where(*self._where) if self._where else statement).exists()

    # What it gives

    def _result(self):
        self.session._autoflush()
        result = self.session.connection().execute(self.statement)
        found = _described(self._of)
        if found is None:
            return result
        made = Result(self.session, result, found, 0 if len(found) == 1 else None)
        made._unique = self._per is None
        return made

    def all(self): return self._result().all()
    def __iter__(self): return iter(self.all())
    def one(self): return self._result().one()
    def one_or_none(self): return self._result().one_or_none()
    def first(self): return self.limit(1)._result().first()

    def scalar(self):
        row = self.one_or_none()
        if is_unknown(row) or row is None or self._is_single():
            return row
        return row[0]

    def _is_single(self):
        return len(self._of) == 1 and (is_mapped(self._of[0]) or _is_alias(self._of[0]))

    def __getitem__(self, item):
        if isinstance(item, int):
            if item < 0:
                raise IndexError('negative indexes are not accepted by SQL index / slice operators')
            rows = self.slice(item, item + 1).all()
            return rows if is_unknown(rows) else rows[0]
        if item.step is not None or item.stop is None:
            not_understood('this slice of a query is not understood')
        return self.slice(item.start or 0, item.stop).all()

    def count(self):
        self.session._autoflush()
        counted = sa.select(sa.func.count()).select_from(self.statement.subquery('anon_1'))
        return self.session.connection().execute(counted).scalar()

    def get(self, ident):
        if self._where or not is_mapped(self._of[0]):
            not_understood('this get() is not understood')
        return self.session.get(self._of[0], ident)

    # Changes of many rows

    def _changed_model(self, what):
        if len(self._of) != 1 or not is_mapped(self._of[0]) or self._from is not None or self._limit is not None or \
                self._offset is not None or self._order or self._group or self._distinct:
            not_understood(what + '() of such a query is not understood')
        return self._of[0].__mapper__.checked()

    def update(self, values, synchronize_session='auto', update_args=None):
        if update_args:
            not_understood('update_args is not understood')
        mapper = self._changed_model('update')
        self.session._autoflush()
        columns = {a.key: a.column_key for a in mapper.attributes}
        given = {columns.get(key, key) if isinstance(key, str) else key.key: value for key, value in values.items()}
        changed = [a.key for a in mapper.attributes if a.column_key in given]
        matched = [] if synchronize_session is False else self._matched(mapper)
        result = self._run(sa.update(mapper.local_table).values(given))
        for instance in matched:
            self.session._expire(state_of(instance), instance, changed)
        return result

    def _matched(self, mapper):
        """Those of the Session's instances whose rows the criteria are true for."""
        known = self.session._loaded(mapper)
        if not known:
            return []
        statement = sa.select(*[a.column for a in mapper.primary])
        rows = self.session.connection().execute(statement.where(*self._where) if self._where else statement).all()
        keys = [] if is_unknown(rows) else {tuple(row) for row in rows}
        return [instance for instance in known if state_of(instance).key[1] in keys]

    def delete(self, synchronize_session='auto'):
        mapper = self._changed_model('delete')
        self.session._autoflush()
        gone = [] if synchronize_session is False else self._matched(mapper)
        result = self._run(sa.delete(mapper.local_table))
        for instance in gone:
            state = state_of(instance)
            self.session._forget(state)
            state.is_deleted = True
        return result

    def _run(self, statement):
        result = self.session.connection().execute(statement.where(*self._where) if self._where else statement)
        return result.rowcount if mode() == 'live' else planned_count()
)py";

} // namespace retort::hosts
