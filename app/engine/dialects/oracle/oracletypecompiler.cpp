#include "dialects/oracle/oracletypecompiler.h"

#include "dialects/common/compilation.h"

#include <QSet>

namespace retort {

using namespace Qt::StringLiterals;

QString OracleTypeCompiler::characters(const QString &keyword, const QString &length, bool national) const
{
    if (length.isEmpty() || length == "0"_L1)
        return keyword;
    return keyword % u'(' % length % (national ? ")"_L1 : " CHAR)"_L1);
}

QString OracleTypeCompiler::floating(const QString &keyword, const SqlType &type)
{
    const auto precision = given(type, u"precision"_s);
    if (keyword == "FLOAT"_L1) {
        if (const auto binary = given(type, u"binary_precision"_s))
            return keyword % u'(' % *binary % u')';
        if (!precision)
            return keyword;
        return m_compilation.fail(
            u"sqlalchemy.ArgumentError"_s,
            u"Oracle Database FLOAT types use 'binary precision', which does not convert cleanly from decimal 'precision'.  "
            u"Please "
            "specify this type with a separate Oracle Database variant, such as Float(precision=%1).with_variant(oracle.FLOAT("
            "binary_precision=%2), 'oracle'), so that the Oracle Database specific 'binary_precision' may be specified "
            "accurately."_s.arg(*precision)
                .arg(static_cast<int>(precision->toInt() / 0.30103)));
    }
    if (type.name == "mssql.DOUBLE_PRECISION"_L1)
        return keyword % u'(' % precision.value_or(u"53"_s) % u')';
    return precision ? keyword % u'(' % *precision % u')' : keyword;
}

QString OracleTypeCompiler::interval(const SqlType &type) const
{
    const auto day = given(type, u"day_precision"_s);
    const auto second = given(type, u"second_precision"_s);
    return "INTERVAL DAY"_L1 % (day ? QString(u'(' % *day % u')') : QString()) % " TO SECOND"_L1
        % (second ? QString(u'(' % *second % u')') : QString());
}

QString OracleTypeCompiler::visit(const QString &name, const SqlType &type)
{
    const QString length = type.text(u"length"_s);
    static const QSet<QString> plain = {u"LONG"_s, u"ROWID"_s, u"BINARY_DOUBLE"_s, u"BINARY_FLOAT"_s};
    if (plain.contains(name))
        return name;
    if (type.name == "mysql.ENUM"_L1 || type.name == "mysql.SET"_L1)
        return unsupported(name);
    if (name == "BigInteger"_L1)
        return u"NUMBER(19)"_s;
    if (name == "NUMBER"_L1)
        return numericType(name, type);
    if (name == "String"_L1 || name == "Unicode"_L1 || name == "VARCHAR2"_L1)
        return characters(u"VARCHAR2"_s, length, false);
    if (name == "VARCHAR"_L1)
        return characters(name, length, false);
    if (name == "NVARCHAR"_L1)
        return characters(u"NVARCHAR2"_s, length, true);
    if (name == "Enum"_L1)
        return characters(u"VARCHAR"_s, QString::number(enumLength(type)), false);
    if (name == "Text"_L1 || name == "UnicodeText"_L1)
        return u"CLOB"_s;
    if (name == "Boolean"_L1)
        return u"SMALLINT"_s;
    if (name == "DateTime"_L1)
        return u"DATE"_s;
    if (name == "Float"_L1 || name == "FLOAT"_L1)
        return floating(u"FLOAT"_s, type);
    if (name == "Double"_L1 || name == "DOUBLE_PRECISION"_L1)
        return floating(u"DOUBLE PRECISION"_s, type);
    if (type.name == "mssql.TIMESTAMP"_L1)
        return m_compilation.fail(u"python.AttributeError"_s, u"'TIMESTAMP' object has no attribute 'timezone'"_s);
    if (name == "TIMESTAMP"_L1) {
        if (type.flag(u"local_timezone"_s))
            return u"TIMESTAMP WITH LOCAL TIME ZONE"_s;
        return type.flag(u"timezone"_s) ? u"TIMESTAMP WITH TIME ZONE"_s : name;
    }
    if (type.name == "postgresql.INTERVAL"_L1)
        return m_compilation.fail(u"python.AttributeError"_s, u"'INTERVAL' object has no attribute 'day_precision'"_s);
    if (name == "INTERVAL"_L1 || (name == "Interval"_L1 && type.flag(u"native"_s, true)))
        return interval(type);
    if (name == "RAW"_L1)
        return length.isEmpty() ? name : name % u'(' % length % u')';
    if (name == "VECTOR"_L1)
        return type.arguments.isEmpty() ? u"VECTOR(*,*,*)"_s : m_compilation.notUnderstood(u"VECTOR with arguments"_s);
    return TypeCompiler::visit(name, type);
}

} // namespace retort
