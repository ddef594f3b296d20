#include "dialects/oracle/oraclequerycompiler.h"

#include "dialects/common/compilation.h"

namespace retort {

using namespace Qt::StringLiterals;

QString OracleQueryCompiler::limitClause(const QString &limit, const QString &offset)
{
    QString sql;
    if (!offset.isEmpty())
        sql += "\n OFFSET "_L1 % offset % " ROWS"_L1;
    if (!limit.isEmpty())
        sql += "\n FETCH FIRST "_L1 % limit % " ROWS ONLY"_L1;
    return sql;
}

QString OracleQueryCompiler::updateTables(const QString &table, const QStringList &others)
{
    if (!others.isEmpty())
        return m_compilation.fail(u"python.NotImplementedError"_s,
                                  u"This backend does not support multiple-table criteria within UPDATE"_s);
    return table;
}

QString OracleQueryCompiler::deleteTables(const QString &table, const QStringList &others)
{
    if (!others.isEmpty())
        return m_compilation.fail(u"python.NotImplementedError"_s,
                                  u"This backend does not support multiple-table criteria within DELETE"_s);
    return "FROM "_L1 % table;
}

QString OracleQueryCompiler::tableAlias(const QString &sql, const QString &alias) const
{
    return sql % u' ' % m_compilation.names.quote(alias);
}

} // namespace retort
