#include "database/inspection/postgresqltypes.h"

#include <QRegularExpression>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

SqlType named(const QString &name)
{
    SqlType type;
    type.name = name;
    return type;
}

/// Types without anything but their name.
SqlType plainType(const QString &name)
{
    static const QHash<QString, QString> known = [] {
        QHash<QString, QString> names{{u"integer"_s, u"INTEGER"_s}, {u"bigint"_s, u"BIGINT"_s},   {u"smallint"_s, u"SMALLINT"_s},
                                      {u"real"_s, u"REAL"_s},       {u"float"_s, u"FLOAT"_s},     {u"date"_s, u"DATE"_s},
                                      {u"boolean"_s, u"BOOLEAN"_s}, {u"uuid"_s, u"UUID"_s},       {u"text"_s, u"TEXT"_s},
                                      {u"name"_s, u"String"_s},     {u"\"char\""_s, u"String"_s}, {u"numeric"_s, u"NUMERIC"_s}};
        for (const char *own :
             {"inet",          "cidr",           "citext",       "macaddr",       "macaddr8",  "money",          "oid",
              "regclass",      "bytea",          "hstore",       "json",          "jsonb",     "tsvector",       "int4range",
              "int8range",     "numrange",       "daterange",    "tsrange",       "tstzrange", "int4multirange", "int8multirange",
              "nummultirange", "datemultirange", "tsmultirange", "tstzmultirange"})
            names.insert(QString::fromLatin1(own), u"postgresql."_s + QString::fromLatin1(own).toUpper());
        return names;
    }();
    return named(known.value(name, u"NullType"_s));
}

/// "timestamp(3) with time zone" and "time without time zone".
SqlType timeType(const QString &name, const QString &arguments)
{
    SqlType type = named(name.startsWith("timestamp"_L1) ? u"postgresql.TIMESTAMP"_s : u"postgresql.TIME"_s);
    if (name.endsWith(" with time zone"_L1))
        type.arguments.insert(u"timezone"_s, Literal::boolean(true));
    if (!arguments.isEmpty())
        type.arguments.insert(u"precision"_s, Literal::integer(arguments));
    return type;
}

SqlType builtinType(const QString &name, const QString &arguments)
{
    static const QRegularExpression times(u"^(?:timestamp|time)(?: with(?:out)? time zone)?$"_s);
    if (times.match(name).hasMatch())
        return timeType(name, arguments);
    SqlType type;
    if (name == "character varying"_L1 || name == "character"_L1) {
        type = named(name == "character"_L1 ? u"CHAR"_s : u"VARCHAR"_s);
        if (!arguments.isEmpty())
            type.arguments.insert(u"length"_s, Literal::integer(arguments));
    } else if (name == "bit"_L1 || name == "bit varying"_L1) {
        type = named(u"postgresql.BIT"_s);
        if (!arguments.isEmpty())
            type.arguments.insert(u"length"_s, Literal::integer(arguments));
        if (name == "bit varying"_L1)
            type.arguments.insert(u"varying"_s, Literal::boolean(true));
    } else if (name == "double precision"_L1) {
        type = named(u"DOUBLE_PRECISION"_s);
        type.arguments.insert(u"precision"_s, Literal::integer(u"53"_s));
    } else if (name == "numeric"_L1 && !arguments.isEmpty()) {
        type = named(u"NUMERIC"_s);
        type.arguments.insert(u"precision"_s, Literal::integer(arguments.section(u',', 0, 0).trimmed()));
        type.arguments.insert(u"scale"_s, Literal::integer(arguments.section(u',', 1).trimmed()));
    } else if (name == "interval"_L1 || name.startsWith("interval "_L1)) {
        type = named(u"postgresql.INTERVAL"_s);
        if (!arguments.isEmpty())
            type.arguments.insert(u"precision"_s, Literal::integer(arguments));
        if (name != "interval"_L1)
            type.arguments.insert(u"fields"_s, Literal::string(name.mid(9)));
    } else if (arguments.isEmpty()) {
        type = plainType(name);
    }
    return type;
}

bool isCollatable(const SqlType &type)
{
    return type.name == "VARCHAR"_L1 || type.name == "CHAR"_L1 || type.name == "TEXT"_L1 || type.name == "String"_L1
        || type.name == "postgresql.CITEXT"_L1;
}

} // namespace

SqlType PostgresqlTypes::read(const QString &formatted, const QString &collation) const
{
    if (formatted.endsWith("[]"_L1)) {
        // PostgreSQL does not keep the number of dimensions.
        SqlType array = named(u"postgresql.ARRAY"_s);
        array.children.push_back(read(formatted.chopped(2), collation));
        return array;
    }
    if (const auto known = m_named.constFind(formatted); known != m_named.cend())
        return *known;
    static const QRegularExpression shape(u"^([^(]+)(?:\\(([^)]*)\\))?(.*)$"_s);
    const QRegularExpressionMatch match = shape.match(formatted);
    SqlType type = builtinType(match.captured(1) + match.captured(3), match.captured(2));
    if (!collation.isEmpty() && isCollatable(type))
        type.arguments.insert(u"collation"_s, Literal::string(collation));
    return type;
}

} // namespace retort
