#include "dialects/common/typecompiler.h"

#include "dialects/common/compilation.h"
#include "dialects/common/typeaffinity.h"

#include <QHash>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// Dialect types whose visit name is not their class name.
QString visitName(const SqlType &type)
{
    static const QHash<QString, QString> renamed = {
        {u"sqlite.DATETIME"_s, u"DateTime"_s},   {u"sqlite.DATE"_s, u"Date"_s},     {u"sqlite.TIME"_s, u"Time"_s},
        {u"oracle.NVARCHAR2"_s, u"NVARCHAR"_s},  {u"INT"_s, u"INTEGER"_s},          {u"BOOL"_s, u"BOOLEAN"_s},
        {u"PickleType"_s, u"LargeBinary"_s},     {u"postgresql.ENUM"_s, u"Enum"_s}, {u"AutoString"_s, u"String"_s},
        {u"sqlmodel.AutoString"_s, u"String"_s},
    };
    const QString known = renamed.value(type.name);
    return known.isEmpty() ? typeBaseName(type) : known;
}

/// What SQLModel gives a text without a length on MySQL and MariaDB, which need one (sqlmodel.sql.sqltypes.AutoString).
SqlType withSqlModelsLength(SqlType type)
{
    type.arguments.insert(u"length"_s, Literal::integer(u"255"_s));
    return type;
}

bool isDigits(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.isDigit(); });
}

} // namespace

std::optional<QString> TypeCompiler::given(const SqlType &type, const QString &argument)
{
    const auto it = type.arguments.constFind(argument);
    if (it == type.arguments.cend() || it->kind == Literal::Kind::Null)
        return std::nullopt;
    return it->text;
}

QString TypeCompiler::compile(const SqlType &type, const QString &tableSchema)
{
    if (++m_depth > 32) {
        --m_depth;
        return m_compilation.compileError(u"type is nested too deeply"_s);
    }
    const QString outer = std::exchange(m_tableSchema, tableSchema.isEmpty() ? m_tableSchema : tableSchema);
    const SqlType &effective = effectiveType(type, m_compilation.profile.name);
    const std::optional<QString> user = userDefined(effective);
    const bool isMysql = m_compilation.profile.name == "mysql"_L1 || m_compilation.profile.name == "mariadb"_L1;
    const bool takesLength = isMysql && effective.name == "sqlmodel.AutoString"_L1 && !given(effective, u"length"_s);
    const QString text = user ? *user
        : takesLength         ? visit(visitName(effective), withSqlModelsLength(effective))
                              : visit(visitName(effective), effective);
    m_tableSchema = outer;
    --m_depth;
    return text;
}

bool TypeCompiler::needsTypeCheck(const SqlType &type) const
{
    const SqlType &effective = effectiveType(type, m_compilation.profile.name);
    if (effective.name == "Boolean"_L1)
        return m_compilation.profile.booleanCheck && !m_compilation.profile.nativeBoolean;
    return !effective.flag(u"native_enum"_s, true) || !m_compilation.profile.nativeEnum;
}

qsizetype TypeCompiler::enumLength(const SqlType &type)
{
    if (const auto length = given(type, u"length"_s))
        return length->toLongLong();
    qsizetype longest = 0;
    for (const QString &value : type.values)
        longest = qMax(longest, value.toUcs4().size());
    return longest;
}

QString TypeCompiler::collation(const QString &name) const
{
    return " COLLATE \""_L1 % name % u'"';
}

QString TypeCompiler::stringType(const QString &keyword, const QString &length, const SqlType &type) const
{
    QString text = keyword;
    if (!length.isEmpty() && length != "0"_L1)
        text += u'(' % length % u')';
    if (const auto name = given(type, u"collation"_s); name && !name->isEmpty())
        text += collation(*name);
    return text;
}

QString TypeCompiler::visitString(const QString &keyword, const SqlType &type)
{
    return stringType(keyword, type.text(u"length"_s), type);
}

QString TypeCompiler::numericType(const QString &keyword, const SqlType &type)
{
    const auto precision = given(type, u"precision"_s);
    const auto scale = given(type, u"scale"_s);
    if (!precision)
        return keyword;
    if (!scale)
        return keyword % u'(' % *precision % u')';
    return keyword % u'(' % *precision % ", "_L1 % *scale % u')';
}

QString TypeCompiler::unsupported(const QString &name)
{
    return m_compilation.fail(u"sqlalchemy.UnsupportedCompilationError"_s,
                              u"Compiler <%1 object at 0x..> can't render element of type %2"_s.arg(className(), name));
}

QString TypeCompiler::visit(const QString &name, const SqlType &type)
{
    bool known = false;
    const QString text = visitGeneric(name, type, &known);
    return known ? text : unsupported(name);
}

QString TypeCompiler::visitGeneric(const QString &name, const SqlType &type, bool *known)
{
    static const QHash<QString, QString> aliases = {
        {u"Integer"_s, u"INTEGER"_s}, {u"SmallInteger"_s, u"SMALLINT"_s}, {u"BigInteger"_s, u"BIGINT"_s}, {u"Numeric"_s, u"NUMERIC"_s},
        {u"Float"_s, u"FLOAT"_s},     {u"Double"_s, u"DOUBLE"_s},         {u"String"_s, u"VARCHAR"_s},    {u"Unicode"_s, u"VARCHAR"_s},
        {u"Text"_s, u"TEXT"_s},       {u"UnicodeText"_s, u"TEXT"_s},      {u"Boolean"_s, u"BOOLEAN"_s},   {u"Date"_s, u"DATE"_s},
        {u"Time"_s, u"TIME"_s},       {u"DateTime"_s, u"DATETIME"_s},     {u"LargeBinary"_s, u"BLOB"_s},
    };
    *known = true;
    if (const auto alias = aliases.constFind(name); alias != aliases.cend())
        return visit(*alias, type);
    static const QSet<QString> plain = {u"INTEGER"_s,  u"SMALLINT"_s, u"BIGINT"_s, u"FLOAT"_s, u"DOUBLE"_s, u"REAL"_s,   u"TIMESTAMP"_s,
                                        u"DATETIME"_s, u"DATE"_s,     u"TIME"_s,   u"BLOB"_s,  u"UUID"_s,   u"BOOLEAN"_s};
    if (plain.contains(name))
        return name;
    static const QSet<QString> strings = {u"VARCHAR"_s, u"NVARCHAR"_s, u"CHAR"_s, u"NCHAR"_s, u"TEXT"_s, u"CLOB"_s, u"NCLOB"_s};
    if (strings.contains(name))
        return visitString(name, type);
    if (name == "NUMERIC"_L1 || name == "DECIMAL"_L1)
        return numericType(name, type);
    if (name == "DOUBLE_PRECISION"_L1)
        return u"DOUBLE PRECISION"_s;
    if (name == "BINARY"_L1 || name == "VARBINARY"_L1) {
        const QString length = type.text(u"length"_s);
        if (!length.isEmpty() && !isDigits(length))
            return m_compilation.fail(u"python.TypeError"_s, u"%d format: a real number is required, not str"_s);
        return length.isEmpty() || length == "0"_L1 ? name : name % u'(' % length % u')';
    }
    if (name == "Enum"_L1)
        return stringType(u"VARCHAR"_s, QString::number(enumLength(type)), SqlType());
    if (name == "Uuid"_L1)
        return u"CHAR(32)"_s;
    if (name == "Interval"_L1)
        return visit(u"DateTime"_s, SqlType());
    if (name == "NullType"_L1)
        return m_compilation.compileError(u"Can't generate DDL for NullType(); did you forget to specify a type on this Column?"_s);
    *known = false;
    return {};
}

/// Types of well-known packages that print their own get_col_spec() on every database.
std::optional<QString> TypeCompiler::userDefined(const SqlType &type)
{
    const QString package = typePackage(type);
    const QString base = typeBaseName(type);
    if (package.startsWith("pgvector"_L1)) {
        const QString length = base == "BIT"_L1 ? type.text(u"length"_s) : type.text(u"dim"_s, type.text(u"length"_s));
        if (base == "VECTOR"_L1 || base == "Vector"_L1 || base == "HALFVEC"_L1 || base == "SPARSEVEC"_L1 || base == "BIT"_L1)
            return length.isEmpty() ? base.toUpper() : base.toUpper() % u'(' % length % u')';
    }
    if (package.startsWith("geoalchemy2"_L1) && (base == "Geometry"_L1 || base == "Geography"_L1)) {
        const QString srid = type.text(u"srid"_s, u"-1"_s);
        if (given(type, u"dimension"_s).value_or(u"2"_s) == "2"_L1 && isDigits(QString(srid).remove(u'-')))
            return base.toLower() % u'(' % type.text(u"geometry_type"_s, u"GEOMETRY"_s) % u',' % srid % u')';
    }
    if (package.startsWith("geoalchemy2"_L1) && base == "Raster"_L1)
        return u"raster"_s;
    if (type.has(u"compiled"_s))
        return type.text(u"compiled"_s);
    if (type.name == "UserDefinedType"_L1 && type.has(u"col_spec"_s))
        return type.text(u"col_spec"_s);
    return std::nullopt;
}

} // namespace retort
