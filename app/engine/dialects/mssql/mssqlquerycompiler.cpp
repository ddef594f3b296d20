#include "dialects/mssql/mssqlquerycompiler.h"

#include "dialects/common/compilation.h"

namespace retort {

using namespace Qt::StringLiterals;

QString MssqlQueryCompiler::limitClause(const QString &, const QString &)
{
    return {};
}

QString MssqlQueryCompiler::topClause(const QString &limit, const QString &offset)
{
    // With an offset SQLAlchemy writes a ROW_NUMBER subselect or OFFSET ... FETCH, depending on the server.
    if (!offset.isEmpty())
        return m_compilation.notUnderstood(u"OFFSET"_s);
    return limit.isEmpty() ? QString() : QString("TOP "_L1 % limit % u' ');
}

QString MssqlQueryCompiler::updateFrom(const QString &table, const QStringList &others)
{
    return others.isEmpty() ? QString() : QString(" FROM "_L1 % (QStringList{table} + others).join(", "_L1));
}

QString MssqlQueryCompiler::deleteTables(const QString &table, const QStringList &others)
{
    return "FROM "_L1 % table % (others.isEmpty() ? QString() : QString(" FROM "_L1 % (QStringList{table} + others).join(", "_L1)));
}

} // namespace retort
