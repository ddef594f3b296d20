#include "dialects/postgresql/postgresqlexpressioncompiler.h"

#include "dialects/common/compilation.h"
#include "dialects/common/typeaffinity.h"
#include "dialects/common/typecompiler.h"

namespace retort {

using namespace Qt::StringLiterals;

QString PostgresqlExpressionCompiler::caseInsensitiveLike(const QString &left, const QString &right, bool negated) const
{
    return left % (negated ? " NOT ILIKE "_L1 : " ILIKE "_L1) % right;
}

QString PostgresqlExpressionCompiler::openBind(const SqlExpression &expression) const
{
    const QString bind = ExpressionCompiler::openBind(expression);
    if (expression.types.empty() || typeAffinity(expression.types.front(), u"postgresql"_s) != TypeAffinity::Json)
        return bind;
    return bind % "::"_L1 % m_compilation.types->compile(expression.types.front());
}

} // namespace retort
