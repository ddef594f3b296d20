#include "dialects/sqlite/sqliteexpressioncompiler.h"

#include "dialects/common/compilation.h"

#include <QHash>

namespace retort {

using namespace Qt::StringLiterals;

QString SqliteExpressionCompiler::function(const SqlExpression &expression)
{
    const QString lower = expression.text.toLower();
    if (lower == "localtimestamp"_L1)
        return u"DATETIME(CURRENT_TIMESTAMP, 'localtime')"_s;
    if (lower == "char_length"_L1)
        return "length("_L1 % arguments(expression) % u')';
    if (lower.startsWith("group_concat"_L1) || lower == "aggregate_strings"_L1)
        return lower == "aggregate_strings"_L1 ? QString("group_concat("_L1 % arguments(expression) % u')')
                                               : ExpressionCompiler::function(expression);
    return ExpressionCompiler::function(expression);
}

QString SqliteExpressionCompiler::emptySet(bool) const
{
    return u"SELECT 1 FROM (SELECT 1) WHERE 1!=1"_s;
}

QString SqliteExpressionCompiler::extract(const SqlExpression &expression)
{
    static const QHash<QString, QString> formats = {
        {u"month"_s, u"%m"_s}, {u"day"_s, u"%d"_s},    {u"year"_s, u"%Y"_s},  {u"second"_s, u"%S"_s}, {u"hour"_s, u"%H"_s},
        {u"doy"_s, u"%j"_s},   {u"minute"_s, u"%M"_s}, {u"epoch"_s, u"%s"_s}, {u"dow"_s, u"%w"_s},    {u"week"_s, u"%W"_s},
    };
    const QString format = formats.value(expression.text);
    if (format.isEmpty() || expression.operands.size() != 1)
        return m_compilation.compileError(u"%1 is not a valid extract argument."_s.arg(expression.text));
    return "CAST(STRFTIME('"_L1 % format % "', "_L1 % element(expression.operands.front()) % ") AS INTEGER)"_L1;
}

QString SqliteExpressionCompiler::distinctFrom(const QString &left, const QString &right, bool negated) const
{
    return left % (negated ? " IS "_L1 : " IS NOT "_L1) % right;
}

QString SqliteExpressionCompiler::divide(const SqlExpression &expression)
{
    return grouped(expression.operands[0], u"/"_s) % " / ("_L1 % grouped(expression.operands[1], u"/"_s) % " + 0.0)"_L1;
}

} // namespace retort
