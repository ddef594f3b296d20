#pragma once

#include "dialects/common/querycompiler.h"

namespace retort {

class SqliteQueryCompiler final : public QueryCompiler
{
public:
    using QueryCompiler::QueryCompiler;

protected:
    [[nodiscard]] QString limitClause(const QString &limit, const QString &offset) override;
    [[nodiscard]] QString deleteTables(const QString &table, const QStringList &others) override;
    [[nodiscard]] QString returningClause(const SqlExpression &clause) override;
};

} // namespace retort
