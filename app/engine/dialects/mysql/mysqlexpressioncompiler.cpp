#include "dialects/mysql/mysqlexpressioncompiler.h"

#include "dialects/common/compilation.h"
#include "dialects/common/typecompiler.h"

namespace retort {

using namespace Qt::StringLiterals;

QString MysqlExpressionCompiler::function(const SqlExpression &expression)
{
    const QString lower = expression.text.toLower();
    if (lower == "sysdate"_L1)
        return u"SYSDATE()"_s;
    if (lower == "random"_L1)
        return "rand("_L1 % arguments(expression) % u')';
    return ExpressionCompiler::function(expression);
}

QString MysqlExpressionCompiler::cast(const SqlExpression &expression)
{
    if (expression.operands.size() == 1 && !expression.types.empty() && m_compilation.types->castType(expression.types.front()).isEmpty())
        return grouped(expression.operands.front(), {});
    return ExpressionCompiler::cast(expression);
}

QString MysqlExpressionCompiler::concatenation(const QStringList &operands) const
{
    return "concat("_L1 % operands.join(", "_L1) % u')';
}

QString MysqlExpressionCompiler::distinctFrom(const QString &left, const QString &right, bool negated) const
{
    const QString same = left % " <=> "_L1 % right;
    return negated ? same : QString("NOT ("_L1 % same % u')');
}

} // namespace retort
