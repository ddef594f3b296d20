#include "dialects/postgresql/postgresqlquerycompiler.h"

#include "dialects/common/compilation.h"
#include "dialects/common/expressioncompiler.h"

namespace retort {

using namespace Qt::StringLiterals;

QString PostgresqlQueryCompiler::returningClause(const SqlExpression &clause)
{
    QStringList columns;
    for (const SqlExpression &column : clause.operands)
        columns.append(m_compilation.expressions->grouped(column, {}));
    return " RETURNING "_L1 % columns.join(", "_L1);
}

} // namespace retort
