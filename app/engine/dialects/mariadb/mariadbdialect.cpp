#include "dialects/mariadb/mariadbdialect.h"

#include "dialects/common/compilation.h"
#include "dialects/common/literalrenderer.h"
#include "dialects/mariadb/mariadbddlcompiler.h"
#include "dialects/mariadb/mariadboperationrenderer.h"
#include "dialects/mariadb/mariadbtypecompiler.h"
#include "dialects/mysql/mysqlexpressioncompiler.h"
#include "dialects/mysql/mysqlquerycompiler.h"

namespace retort {

using namespace Qt::StringLiterals;

MariadbDialect::MariadbDialect() : MysqlDialect(familyProfile(u"mariadb"_s, u"MariaDB"_s)) {}

void MariadbDialect::equip(Compilation &compilation) const
{
    MysqlDialect::equip(compilation);
    compilation.types = std::make_unique<MariadbTypeCompiler>(compilation);
    compilation.ddl = std::make_unique<MariadbDdlCompiler>(compilation);
}

std::unique_ptr<OperationRenderer> MariadbDialect::renderer(Compilation &compilation, const Schema &before, RenderMemory &memory) const
{
    return std::make_unique<MariadbOperationRenderer>(compilation, before, memory);
}

} // namespace retort
