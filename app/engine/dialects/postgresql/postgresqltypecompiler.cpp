#include "dialects/postgresql/postgresqltypecompiler.h"

#include "dialects/common/compilation.h"
#include "dialects/common/typeaffinity.h"

#include <QRegularExpression>
#include <QSet>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

bool spellsItself(const QString &name)
{
    static const QSet<QString> names = {
        u"INET"_s,          u"CIDR"_s,           u"MACADDR"_s,      u"MACADDR8"_s,      u"CITEXT"_s,         u"TSVECTOR"_s,
        u"TSQUERY"_s,       u"HSTORE"_s,         u"OID"_s,          u"REGCLASS"_s,      u"REGCONFIG"_s,      u"MONEY"_s,
        u"BYTEA"_s,         u"JSON"_s,           u"JSONB"_s,        u"JSONPATH"_s,      u"INT4RANGE"_s,      u"INT8RANGE"_s,
        u"NUMRANGE"_s,      u"DATERANGE"_s,      u"TSRANGE"_s,      u"TSTZRANGE"_s,     u"INT4MULTIRANGE"_s, u"INT8MULTIRANGE"_s,
        u"NUMMULTIRANGE"_s, u"DATEMULTIRANGE"_s, u"TSMULTIRANGE"_s, u"TSTZMULTIRANGE"_s};
    return names.contains(name);
}

} // namespace

QString PostgresqlTypeCompiler::typeName(const SqlType &type, const QString &tableSchema)
{
    const QString name = type.text(u"name"_s);
    if (name.isEmpty())
        return m_compilation.compileError(u"PostgreSQL %1 type requires a name."_s.arg(isEnumType(type) ? u"ENUM"_s : typeBaseName(type)));
    QString schema = type.text(u"schema"_s);
    if (schema.isEmpty() && type.flag(u"inherit_schema"_s))
        schema = tableSchema;
    return m_compilation.names.table(QualifiedName(schema, name));
}

QString PostgresqlTypeCompiler::timeType(const QString &keyword, const SqlType &type) const
{
    const auto precision = given(type, u"precision"_s);
    return keyword % (precision ? QString(u'(' % *precision % u')') : QString())
        % (type.flag(u"timezone"_s) ? " WITH TIME ZONE"_L1 : " WITHOUT TIME ZONE"_L1);
}

QString PostgresqlTypeCompiler::interval(const SqlType &type) const
{
    QString sql = u"INTERVAL"_s;
    if (const auto fields = given(type, u"fields"_s))
        sql += u' ' % *fields;
    if (const auto precision = given(type, u"precision"_s))
        sql += " ("_L1 % *precision % u')';
    return sql;
}

QString PostgresqlTypeCompiler::array(const SqlType &type)
{
    if (type.children.empty())
        return m_compilation.notUnderstood(u"ARRAY without an item type"_s);
    const QString item = compile(type.children.front());
    const int dimensions = qBound(1, type.text(u"dimensions"_s, u"1"_s).toInt(), 16);
    static const QRegularExpression collationPart(u"((?: COLLATE.*)?)$"_s);
    const qsizetype at = collationPart.match(item).capturedStart(1);
    return item.left(at) % QString(u"[]"_s).repeated(dimensions) % item.mid(at);
}

QString PostgresqlTypeCompiler::visit(const QString &name, const SqlType &type)
{
    if (type.name == "mssql.BIT"_L1 || type.name == "mysql.BIT"_L1 || type.name == "mssql.TIMESTAMP"_L1
        || type.name == "oracle.INTERVAL"_L1)
        return m_compilation.fail(u"python.AttributeError"_s, u"'%1' object has no attribute of PostgreSQL's type"_s.arg(name));
    if (spellsItself(name))
        return name;
    if (name == "DateTime"_L1 || name == "TIMESTAMP"_L1)
        return timeType(u"TIMESTAMP"_s, type);
    if (name == "Time"_L1 || name == "TIME"_L1)
        return timeType(u"TIME"_s, type);
    if (name == "Float"_L1 || name == "FLOAT"_L1) {
        const auto precision = given(type, u"precision"_s);
        return precision && *precision != "0"_L1 ? QString("FLOAT("_L1 % *precision % u')') : u"FLOAT"_s;
    }
    if (name == "Double"_L1)
        return u"DOUBLE PRECISION"_s;
    if (name == "LargeBinary"_L1)
        return u"BYTEA"_s;
    if (name == "Uuid"_L1)
        return type.flag(u"native_uuid"_s, true) ? u"UUID"_s : TypeCompiler::visit(name, type);
    if (name == "Enum"_L1 || name == "ENUM"_L1)
        return type.flag(u"native_enum"_s, true) ? typeName(type, m_tableSchema) : TypeCompiler::visit(name, type);
    if (name == "DOMAIN"_L1)
        return typeName(type, m_tableSchema);
    if (name == "ARRAY"_L1)
        return array(type);
    if (name == "Interval"_L1) {
        if (!type.flag(u"native"_s, true))
            return timeType(u"TIMESTAMP"_s, SqlType());
        const auto precision = given(type, u"second_precision"_s);
        return precision ? QString("INTERVAL ("_L1 % *precision % u')') : u"INTERVAL"_s;
    }
    if (name == "INTERVAL"_L1)
        return interval(type);
    if (name == "BIT"_L1) {
        const auto length = given(type, u"length"_s);
        if (type.flag(u"varying"_s))
            return length ? QString("BIT VARYING("_L1 % *length % u')') : u"BIT VARYING"_s;
        return "BIT("_L1 % length.value_or(u"1"_s) % u')';
    }
    return TypeCompiler::visit(name, type);
}

} // namespace retort
