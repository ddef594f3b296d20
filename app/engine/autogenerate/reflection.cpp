#include "autogenerate/reflection.h"

#include "dialects/common/typeaffinity.h"
#include "operations/columnchange.h"

namespace retort::autogenerate {

using namespace Qt::StringLiterals;

namespace {

using Autoincrement = Column::Autoincrement;

/// PostgreSQL's inspector says autoincrement=False of every column that does not count, MySQL's of the integers.
bool saysThatItDoesNotCount(const Column &column, const QString &dialect)
{
    if (column.autoincrement == Autoincrement::On)
        return false;
    const bool isMysql = dialect == "mysql"_L1 || dialect == "mariadb"_L1;
    return dialect == "postgresql"_L1 || (isMysql && typeAffinity(column.type, dialect) == TypeAffinity::Integer);
}

void adjust(Column &column, const QString &dialect)
{
    // Alembic takes it for a SERIAL.
    if (column.autoincrement == Autoincrement::On)
        column.serverDefault.reset();
    column.sequence.clear();
    if (saysThatItDoesNotCount(column, dialect))
        column.autoincrement = Autoincrement::Off;
}

} // namespace

Schema asReflected(const Schema &database, const Dialect &dialect)
{
    Schema result = database;
    for (Table &table : result.tables) {
        for (Column &column : table.columns)
            adjust(column, dialect.name());
        if (table.primaryKey)
            table.primaryKey->name.conventional = true;
        for (Constraint &constraint : table.constraints)
            std::visit([](auto &one) { one.name.conventional = true; }, constraint);
        for (Index &index : table.indexes)
            index.name.conventional = true;
    }
    return result;
}

} // namespace retort::autogenerate
