#include "alembic/hosts/orm.h"

namespace retort::hosts {

/// SQLModel's rules (sqlmodel.main: get_column_from_field, get_sqlalchemy_type; 0.0.22 to 0.0.50): a class with table=True gets a Column
/// for each of its pydantic fields, those of its bases first, and is then mapped as any declarative class. Since when a datetime keeps its
/// time zone depends on the version that is installed: `sqlmodel_version` says so where it is known.
const char *const sqlModelSource = R"py(
import datetime, decimal, enum, uuid
import sqlalchemy as sa
from sqlalchemy_declarative import _map, _members, declared_attr, relationship
from sqlalchemy_declarative_host import Foreign, annotation, facts, is_class, is_unknown, problem
from sqlalchemy_orm_instances import Constructed, Relationship as _Relationship
from sqlmodel.sql.sqltypes import AutoString
from sqlmodel_version import keeps_time_zone


class _Undefined: pass
Undefined = _Undefined()


class FieldInfo:
    def __init__(self, default, keywords):
        self.default = Undefined if default is ... else default
        self.keywords = keywords
    def get(self, name):
        return self.keywords.get(name, Undefined)

def Field(default=Undefined, **keywords):
    return FieldInfo(default, keywords)

def Relationship(*, back_populates=None, sa_relationship=None, **keywords):
    given = {} if back_populates is None else {'back_populates': back_populates}
    if 'link_model' in keywords:
        given['secondary'] = keywords['link_model']
    return relationship(**given)


class SQLModel(Constructed, Foreign):
    metadata = sa.MetaData()
    def __init_subclass__(cls, table=False, registry=None, **keywords):
        if is_unknown(table):
            table = True
            setattr(cls, '_table', problem('whether the class is a table is not known'))
        if table:
            _map_fields(cls)
    @declared_attr
    def __tablename__(cls):
        return cls.__name__.lower()


def _fields(cls):
    """(base, annotation, value) of the pydantic fields by name, those of bases first."""
    fields = {}
    for base in reversed(cls.__mro__):
        if is_unknown(base) or not is_class(base) or base in (SQLModel, Constructed):
            continue
        own = base.__dict__
        for name, text in own.get('__annotations__', {}).items():
            value = own[name] if name in own else Undefined
            kind = text.split('[')[0].strip().strip('\'"').split('.')[-1]
            if name.startswith('_') or name == 'model_config' or kind == 'ClassVar':
                continue
            if not is_unknown(value) and isinstance(value, _Relationship):
                continue
            fields[name] = (base, text, value)
    return fields


def _map_fields(cls):
    columns = {}
    for name, field in _fields(cls).items():
        columns[name] = _column(name, *field)
    for name in columns:
        if name in cls.__dict__:
            delattr(cls, name)
    for name, column in columns.items():
        setattr(cls, name, column)
    _map(cls)


def _column(name, base, text, value):
    if is_unknown(value):
        return value
    if facts(value) is not None:
        return value
    field = value if isinstance(value, FieldInfo) else FieldInfo(value, {})
    if is_unknown(field.keywords):
        return field.keywords
    given = field.get('sa_column')
    if is_unknown(given) or facts(given) is not None:
        return given
    members, has_none, unknown = _members(base, annotation(base, text))
    sql = field.get('sa_type')
    if unknown is not None and (sql is Undefined or field.get('nullable') is Undefined):
        return unknown
    if not is_unknown(sql) and sql is Undefined:
        sql = _type(members, text, field)
    if is_unknown(sql):
        return sql
    primary_key = False if field.get('primary_key') is Undefined else field.get('primary_key')
    nullable = has_none and not primary_key
    if field.get('nullable') is not Undefined:
        nullable = field.get('nullable')
    arguments = []
    if field.get('foreign_key') is not Undefined and field.get('foreign_key'):
        ondelete = None if field.get('ondelete') is Undefined else field.get('ondelete')
        if ondelete == 'SET NULL' and not nullable:
            raise RuntimeError('ondelete="SET NULL" requires nullable=True')
        arguments.append(sa.ForeignKey(field.get('foreign_key'), ondelete=ondelete))
    keywords = {'primary_key': primary_key, 'nullable': nullable,
                'index': False if field.get('index') is Undefined else field.get('index'),
                'unique': False if field.get('unique') is Undefined else field.get('unique')}
    if field.get('default_factory') is not Undefined:
        keywords['default'] = field.get('default_factory')
    elif is_unknown(field.default) or field.default is not Undefined:
        keywords['default'] = field.default
    if field.get('sa_column_args') is not Undefined:
        arguments += list(field.get('sa_column_args'))
    if field.get('sa_column_kwargs') is not Undefined:
        keywords.update(field.get('sa_column_kwargs'))
    return sa.Column(sql, *arguments, **keywords)


def _type(members, text, field):
    if len(members) != 1 or not is_class(members[0]):
        return problem('no SQL type is known for the annotation ' + text)
    kind = members[0]
    if issubclass(kind, enum.Enum):
        return sa.Enum(kind)
    if issubclass(kind, str):
        length = field.get('max_length')
        return AutoString(length=length) if length is not Undefined and length else AutoString()
    if issubclass(kind, datetime.datetime):
        if keeps_time_zone is None:
            return problem('whether a datetime keeps its time zone depends on the version of SQLModel, and that is not known')
        return sa.DateTime(timezone=True) if keeps_time_zone else sa.DateTime()
    if issubclass(kind, decimal.Decimal):
        digits, places = field.get('max_digits'), field.get('decimal_places')
        return sa.Numeric(precision=None if digits is Undefined else digits, scale=None if places is Undefined else places)
    for python, made in ((float, sa.Float), (bool, sa.Boolean), (int, sa.Integer), (datetime.date, sa.Date),
                         (datetime.timedelta, sa.Interval), (datetime.time, sa.Time), (bytes, sa.LargeBinary), (uuid.UUID, sa.Uuid)):
        if issubclass(kind, python):
            return made()
    return problem('no SQL type is known for the annotation ' + text)
)py";

} // namespace retort::hosts
