#pragma once

#include "dialects/common/querycompiler.h"

namespace retort {

class MssqlQueryCompiler final : public QueryCompiler
{
public:
    using QueryCompiler::QueryCompiler;

protected:
    [[nodiscard]] QString limitClause(const QString &limit, const QString &offset) override;
    [[nodiscard]] QString topClause(const QString &limit, const QString &offset) override;
    [[nodiscard]] QString updateFrom(const QString &table, const QStringList &others) override;
    [[nodiscard]] QString deleteTables(const QString &table, const QStringList &others) override;
};

} // namespace retort
