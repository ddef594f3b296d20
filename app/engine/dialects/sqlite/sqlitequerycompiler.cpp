#include "dialects/sqlite/sqlitequerycompiler.h"

#include "dialects/common/compilation.h"

namespace retort {

using namespace Qt::StringLiterals;

QString SqliteQueryCompiler::limitClause(const QString &limit, const QString &offset)
{
    if (limit.isEmpty() && offset.isEmpty())
        return {};
    return "\n LIMIT "_L1 % (limit.isEmpty() ? u"-1"_s : limit) % " OFFSET "_L1 % (offset.isEmpty() ? u"0"_s : offset);
}

QString SqliteQueryCompiler::deleteTables(const QString &table, const QStringList &others)
{
    if (!others.isEmpty())
        return m_compilation.fail(u"python.NotImplementedError"_s, u"DELETE from several tables"_s);
    return "FROM "_L1 % table;
}

/// SQLite takes no table in front of a column here.
QString SqliteQueryCompiler::returningClause(const SqlExpression &clause)
{
    QStringList columns;
    for (const SqlExpression &column : clause.operands)
        columns.append(m_compilation.names.quote(column.text));
    return " RETURNING "_L1 % columns.join(", "_L1);
}

} // namespace retort
