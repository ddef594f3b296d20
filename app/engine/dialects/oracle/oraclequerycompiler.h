#pragma once

#include "dialects/common/querycompiler.h"

namespace retort {

class OracleQueryCompiler final : public QueryCompiler
{
public:
    using QueryCompiler::QueryCompiler;

protected:
    [[nodiscard]] QString limitClause(const QString &limit, const QString &offset) override;
    [[nodiscard]] QString updateTables(const QString &table, const QStringList &others) override;
    [[nodiscard]] QString deleteTables(const QString &table, const QStringList &others) override;
    [[nodiscard]] QString tableAlias(const QString &sql, const QString &alias) const override;
};

} // namespace retort
