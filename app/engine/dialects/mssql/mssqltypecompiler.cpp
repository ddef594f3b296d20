#include "dialects/mssql/mssqltypecompiler.h"

#include "dialects/common/compilation.h"
#include "dialects/common/typeaffinity.h"

#include <QSet>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

constexpr int sqlServer2008 = 100000;
constexpr int sqlServer2012 = 110000;

} // namespace

QString MssqlTypeCompiler::sized(const QString &keyword, const SqlType &type, const QString &fallback) const
{
    const QString length = type.text(u"length"_s);
    return stringType(keyword, length.isEmpty() || length == "0"_L1 ? fallback : length, type);
}

QString MssqlTypeCompiler::visit(const QString &name, const SqlType &type)
{
    const bool modern = m_compilation.serverAtLeast(sqlServer2012);
    const bool dates = m_compilation.serverAtLeast(sqlServer2008);
    static const QSet<QString> plain = {u"TINYINT"_s, u"MONEY"_s, u"SMALLMONEY"_s, u"SMALLDATETIME"_s, u"UNIQUEIDENTIFIER"_s,
                                        u"IMAGE"_s,   u"XML"_s,   u"ROWVERSION"_s, u"SQL_VARIANT"_s,   u"BIT"_s};
    if (plain.contains(name))
        return name;
    if (type.name == "mysql.ENUM"_L1 || type.name == "mysql.SET"_L1)
        return unsupported(name);
    if (name == "Boolean"_L1)
        return u"BIT"_s;
    if (name == "FLOAT"_L1) {
        const auto precision = given(type, u"precision"_s);
        return precision ? QString("FLOAT("_L1 % *precision % u')') : name;
    }
    if (name == "Double"_L1)
        return u"DOUBLE PRECISION"_s;
    if (name == "String"_L1 || name == "VARCHAR"_L1)
        return sized(u"VARCHAR"_s, type, u"max"_s);
    if (name == "Unicode"_L1 || name == "NVARCHAR"_L1)
        return sized(u"NVARCHAR"_s, type, u"max"_s);
    if (name == "Text"_L1)
        return modern ? sized(u"VARCHAR"_s, type, u"max"_s) : sized(u"TEXT"_s, type);
    if (name == "UnicodeText"_L1)
        return modern ? sized(u"NVARCHAR"_s, type, u"max"_s) : sized(u"NTEXT"_s, type);
    if (name == "NTEXT"_L1)
        return sized(name, type);
    if (name == "LargeBinary"_L1)
        return modern ? sized(u"VARBINARY"_s, type, u"max"_s) : u"IMAGE"_s;
    if (name == "VARBINARY"_L1)
        return sized(name, type, u"max"_s);
    if (name == "JSON"_L1)
        return u"NVARCHAR(max)"_s;
    if (name == "Date"_L1)
        return dates ? u"DATE"_s : u"DATETIME"_s;
    if (name == "Time"_L1 && !dates)
        return u"DATETIME"_s;
    if (name == "DateTime"_L1)
        return type.flag(u"timezone"_s) ? u"DATETIMEOFFSET"_s : u"DATETIME"_s;
    if (name == "Time"_L1 || name == "TIME"_L1 || name == "DATETIME2"_L1 || name == "DATETIMEOFFSET"_L1) {
        const auto precision = given(type, u"precision"_s);
        const QString keyword = name.toUpper();
        return precision ? keyword % u'(' % *precision % u')' : keyword;
    }
    if (name == "Uuid"_L1)
        return type.flag(u"native_uuid"_s, true) ? u"UNIQUEIDENTIFIER"_s : TypeCompiler::visit(name, type);
    return TypeCompiler::visit(name, type);
}

} // namespace retort
