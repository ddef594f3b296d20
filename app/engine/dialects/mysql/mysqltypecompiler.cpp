#include "dialects/mysql/mysqltypecompiler.h"

#include "dialects/common/compilation.h"
#include "dialects/common/typeaffinity.h"

#include <QSet>

namespace retort {

using namespace Qt::StringLiterals;

QString MysqlTypeCompiler::collation(const QString &name) const
{
    return " COLLATE "_L1 % name;
}

/// Character types carry a character set, a collation and MySQL's own flags.
QString MysqlTypeCompiler::extended(const QString &keyword, const SqlType &type, bool national) const
{
    const QString collationName = type.text(u"collation"_s);
    QString collationText;
    if (!collationName.isEmpty())
        collationText = collation(collationName);
    else if (type.flag(u"binary"_s))
        collationText = u" BINARY"_s;
    if (national || type.flag(u"national"_s))
        return "NATIONAL "_L1 % keyword % collationText;
    QString charset;
    if (const QString name = type.text(u"charset"_s); !name.isEmpty())
        charset = " CHARACTER SET "_L1 % name;
    else if (type.flag(u"ascii"_s))
        charset = u" ASCII"_s;
    else if (type.flag(u"unicode"_s))
        charset = u" UNICODE"_s;
    return keyword % charset % collationText;
}

QString MysqlTypeCompiler::visitString(const QString &keyword, const SqlType &type)
{
    const std::optional<QString> length = given(type, u"length"_s);
    const QString sized = length ? QString(u'(' % *length % u')') : QString();
    const bool varying = keyword == "VARCHAR"_L1 || keyword == "NVARCHAR"_L1;
    if (varying && !length)
        return m_compilation.compileError(u"%1 requires a length on dialect %2"_s.arg(keyword, m_compilation.profile.name));
    if (keyword == "NVARCHAR"_L1 || keyword == "NCHAR"_L1)
        return extended(keyword.mid(1) % sized, type, true);
    if (keyword == "CLOB"_L1 || keyword == "NCLOB"_L1)
        return stringType(keyword, length.value_or(QString()), type);
    return extended(keyword % sized, type);
}

QString MysqlTypeCompiler::numeric(const QString &name, const SqlType &type) const
{
    const auto precision = given(type, u"precision"_s);
    const auto scale = given(type, u"scale"_s);
    QString sql = name;
    if (name == "NUMERIC"_L1 || name == "DECIMAL"_L1) {
        sql = numericType(name, type);
    } else if (name == "DOUBLE"_L1 || name == "REAL"_L1 || name == "FLOAT"_L1) {
        if (precision && scale)
            sql += u'(' % *precision % ", "_L1 % *scale % u')';
        else if (precision && name == "FLOAT"_L1)
            sql += u'(' % *precision % u')';
    } else if (const auto width = given(type, u"display_width"_s)) {
        sql += u'(' % *width % u')';
    }
    if (type.flag(u"unsigned"_s))
        sql += " UNSIGNED"_L1;
    if (type.flag(u"zerofill"_s))
        sql += " ZEROFILL"_L1;
    return sql;
}

QString MysqlTypeCompiler::enumerated(const QString &keyword, const SqlType &type) const
{
    QStringList values;
    for (const QString &value : type.values)
        values.append(u'\'' % QString(value).replace(u'\'', "''"_L1) % u'\'');
    return extended(keyword % u'(' % values.join(u',') % u')', type);
}

QString MysqlTypeCompiler::visit(const QString &name, const SqlType &type)
{
    static const QSet<QString> numbers = {u"NUMERIC"_s, u"DECIMAL"_s, u"DOUBLE"_s,    u"REAL"_s,    u"FLOAT"_s,
                                          u"INTEGER"_s, u"BIGINT"_s,  u"MEDIUMINT"_s, u"TINYINT"_s, u"SMALLINT"_s};
    if (numbers.contains(name))
        return numeric(name, type);
    static const QSet<QString> texts = {u"TINYTEXT"_s, u"MEDIUMTEXT"_s, u"LONGTEXT"_s};
    if (texts.contains(name))
        return extended(name, type);
    static const QSet<QString> plain = {u"TINYBLOB"_s, u"MEDIUMBLOB"_s, u"LONGBLOB"_s, u"JSON"_s};
    if (plain.contains(name))
        return name;
    if (name == "Boolean"_L1 || name == "BOOLEAN"_L1)
        return u"BOOL"_s;
    if (name == "BIT"_L1) {
        if (type.name == "mssql.BIT"_L1)
            return m_compilation.fail(u"python.AttributeError"_s, u"'BIT' object has no attribute 'length'"_s);
        const bool varying = type.flag(u"varying"_s);
        const QString length = type.text(u"length"_s, type.name == "postgresql.BIT"_L1 && !varying ? u"1"_s : QString());
        return length.isEmpty() ? name : name % u'(' % length % u')';
    }
    if (name == "DATETIME"_L1 || name == "TIME"_L1 || name == "TIMESTAMP"_L1) {
        const auto fsp = given(type, u"fsp"_s);
        return fsp && *fsp != "0"_L1 ? name % u'(' % *fsp % u')' : name;
    }
    if (name == "YEAR"_L1) {
        const auto width = given(type, u"display_width"_s);
        return width ? name % u'(' % *width % u')' : name;
    }
    if (name == "LargeBinary"_L1 || name == "BLOB"_L1) {
        const auto length = given(type, u"length"_s);
        return length ? QString("BLOB("_L1 % *length % u')') : u"BLOB"_s;
    }
    if (name == "VARBINARY"_L1 && !given(type, u"length"_s))
        return m_compilation.fail(u"python.TypeError"_s, u"%d format: a real number is required, not NoneType"_s);
    if ((name == "Enum"_L1 && type.flag(u"native_enum"_s, true)) || name == "ENUM"_L1)
        return enumerated(u"ENUM"_s, type);
    if (name == "SET"_L1)
        return enumerated(name, type);
    return TypeCompiler::visit(name, type);
}

/// MySQL casts to few types; none for the others, whose cast SQLAlchemy leaves out with a warning.
QString MysqlTypeCompiler::castType(const SqlType &type)
{
    const SqlType &effective = effectiveType(type, m_compilation.profile.name);
    switch (typeAffinity(effective, m_compilation.profile.name)) {
    case TypeAffinity::Integer: return effective.flag(u"unsigned"_s) ? u"UNSIGNED INTEGER"_s : u"SIGNED INTEGER"_s;
    case TypeAffinity::DateTime: return typeBaseName(effective) == "TIMESTAMP"_L1 ? u"DATETIME"_s : compile(effective);
    case TypeAffinity::Date:
    case TypeAffinity::Time: return compile(effective);
    case TypeAffinity::Binary: return u"BINARY"_s;
    case TypeAffinity::Json: return u"JSON"_s;
    case TypeAffinity::String: {
        if (isEnumType(effective) || typeBaseName(effective) == "SET"_L1)
            return effective.flag(u"native_enum"_s, true) ? QString() : u"CHAR("_s % QString::number(enumLength(effective)) % u')';
        const QString length = effective.text(u"length"_s);
        return extended(length.isEmpty() ? u"CHAR"_s : u"CHAR("_s % length % u')', effective);
    }
    case TypeAffinity::Numeric: {
        const QString base = typeBaseName(effective);
        const bool exact = base == "Numeric"_L1 || base == "NUMERIC"_L1 || base == "DECIMAL"_L1;
        if (!exact && !m_compilation.serverAtLeast(m_compilation.profile.name == "mariadb"_L1 ? 100405 : 80017))
            return {};
        return compile(effective).replace("NUMERIC"_L1, "DECIMAL"_L1);
    }
    default: return {};
    }
}

} // namespace retort
