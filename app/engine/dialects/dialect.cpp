#include "dialects/dialect.h"

#include "dialects/postgresql/postgresqldialect.h"
#include "dialects/sqlite/sqlitedialect.h"

namespace retort {

using namespace Qt::StringLiterals;

std::shared_ptr<const Dialect> Dialect::byName(const QString &name)
{
    const QString base = name.section(u'+', 0, 0).toLower();
    if (base == "sqlite"_L1)
        return std::make_shared<SqliteDialect>();
    if (base == "postgresql"_L1 || base == "postgres"_L1)
        return std::make_shared<PostgresqlDialect>();
    return nullptr;
}

QStringList Dialect::names()
{
    return {u"postgresql"_s, u"sqlite"_s};
}

} // namespace retort
