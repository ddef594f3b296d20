#include "dialects/dialect.h"

#include "dialects/mariadb/mariadbdialect.h"
#include "dialects/mssql/mssqldialect.h"
#include "dialects/mysql/mysqldialect.h"
#include "dialects/oracle/oracledialect.h"
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
    if (base == "mysql"_L1)
        return std::make_shared<MysqlDialect>();
    if (base == "mariadb"_L1)
        return std::make_shared<MariadbDialect>();
    if (base == "oracle"_L1)
        return std::make_shared<OracleDialect>();
    if (base == "mssql"_L1)
        return std::make_shared<MssqlDialect>();
    return nullptr;
}

QStringList Dialect::names()
{
    return {u"sqlite"_s, u"postgresql"_s, u"mysql"_s, u"mariadb"_s, u"oracle"_s, u"mssql"_s};
}

} // namespace retort
