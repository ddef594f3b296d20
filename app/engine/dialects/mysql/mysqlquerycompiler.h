#pragma once

#include "dialects/common/querycompiler.h"

namespace retort {

class MysqlQueryCompiler : public QueryCompiler
{
public:
    using QueryCompiler::QueryCompiler;

protected:
    [[nodiscard]] QString limitClause(const QString &limit, const QString &offset) override;
    [[nodiscard]] QString innerJoin() const override { return QStringLiteral(" INNER JOIN "); }
    [[nodiscard]] QString updateTables(const QString &table, const QStringList &others) override;
    [[nodiscard]] QString updateFrom(const QString &, const QStringList &) override { return {}; }
    [[nodiscard]] bool qualifiesSetColumns(const QStringList &others) const override { return !others.isEmpty(); }
    [[nodiscard]] QString deleteTables(const QString &table, const QStringList &others) override;
    [[nodiscard]] QString insertDefaults() const override { return QStringLiteral(" () VALUES ()"); }
};

} // namespace retort
