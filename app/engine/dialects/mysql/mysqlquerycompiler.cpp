#include "dialects/mysql/mysqlquerycompiler.h"

namespace retort {

using namespace Qt::StringLiterals;

QString MysqlQueryCompiler::limitClause(const QString &limit, const QString &offset)
{
    if (limit.isEmpty() && offset.isEmpty())
        return {};
    if (offset.isEmpty())
        return " \n LIMIT "_L1 % limit;
    // The number MySQL's manual gives for "all rows".
    return " \n LIMIT "_L1 % offset % ", "_L1 % (limit.isEmpty() ? u"18446744073709551615"_s : limit);
}

QString MysqlQueryCompiler::updateTables(const QString &table, const QStringList &others)
{
    return (QStringList{table} + others).join(", "_L1);
}

QString MysqlQueryCompiler::deleteTables(const QString &table, const QStringList &others)
{
    return others.isEmpty() ? QString("FROM "_L1 % table)
                            : QString("FROM "_L1 % table % " USING "_L1 % (QStringList{table} + others).join(", "_L1));
}

} // namespace retort
