#include "dialects/mssql/mssqlexpressioncompiler.h"

#include "dialects/common/compilation.h"

namespace retort {

using namespace Qt::StringLiterals;

QString MssqlExpressionCompiler::function(const SqlExpression &expression)
{
    const QString lower = expression.text.toLower();
    if (lower == "current_date"_L1)
        return u"GETDATE()"_s;
    if (lower == "length"_L1 || lower == "char_length"_L1)
        return "LEN("_L1 % arguments(expression) % u')';
    return ExpressionCompiler::function(expression);
}

QString MssqlExpressionCompiler::concatenation(const QStringList &operands) const
{
    return operands.join(" + "_L1);
}

QString MssqlExpressionCompiler::extract(const SqlExpression &expression)
{
    if (expression.operands.size() != 1)
        return m_compilation.notUnderstood(u"EXTRACT"_s);
    return "DATEPART("_L1 % expression.text % ", "_L1 % element(expression.operands.front()) % u')';
}

QString MssqlExpressionCompiler::distinctFrom(const QString &left, const QString &right, bool negated) const
{
    const QString same = "EXISTS (SELECT "_L1 % left % " INTERSECT SELECT "_L1 % right % u')';
    return negated ? same : QString("NOT "_L1 % same);
}

} // namespace retort
