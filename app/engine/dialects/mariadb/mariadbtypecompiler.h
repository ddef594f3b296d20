#pragma once

#include "dialects/mysql/mysqltypecompiler.h"

namespace retort {

class MariadbTypeCompiler final : public MysqlTypeCompiler
{
public:
    using MysqlTypeCompiler::MysqlTypeCompiler;

protected:
    [[nodiscard]] QString className() const override { return QStringLiteral("sqlalchemy.dialects.mysql.mariadb.MariaDBTypeCompiler"); }
    [[nodiscard]] QString visit(const QString &name, const SqlType &type) override
    {
        const bool address = name == QLatin1StringView("INET4") || name == QLatin1StringView("INET6");
        return address ? name : MysqlTypeCompiler::visit(name, type);
    }
};

} // namespace retort
