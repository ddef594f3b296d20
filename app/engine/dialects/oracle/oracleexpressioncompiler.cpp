#include "dialects/oracle/oracleexpressioncompiler.h"

#include "dialects/common/compilation.h"

#include <QSet>

namespace retort {

using namespace Qt::StringLiterals;

QString OracleExpressionCompiler::function(const SqlExpression &expression)
{
    // These have no parentheses at all in Oracle.
    static const QSet<QString> bare = {u"UID"_s, u"CURRENT_DATE"_s, u"SYSDATE"_s, u"USER"_s, u"CURRENT_TIME"_s, u"CURRENT_TIMESTAMP"_s};
    if (expression.text.compare("char_length"_L1, Qt::CaseInsensitive) == 0)
        return "LENGTH("_L1 % arguments(expression) % u')';
    const QString sql = ExpressionCompiler::function(expression);
    return bare.contains(expression.text.toUpper()) && sql.endsWith("()"_L1) ? sql.chopped(2) : sql;
}

QString OracleExpressionCompiler::distinctFrom(const QString &left, const QString &right, bool negated) const
{
    return "DECODE("_L1 % left % ", "_L1 % right % (negated ? ", 0, 1) = 0"_L1 : ", 0, 1) = 1"_L1);
}

} // namespace retort
