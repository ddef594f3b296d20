#pragma once

#include "dialects/common/operationrenderer.h"

namespace retort {

/// Alembic's PostgresqlImpl: types change first, enumeration types are created with their first table.
class PostgresqlOperationRenderer final : public OperationRenderer
{
public:
    using OperationRenderer::OperationRenderer;
    using OperationRenderer::operator();

    void operator()(const EnumTypeOp &op) override;
    void addConstraint(const Table &table, const Constraint &constraint) override;
    void beforeCreateTable(const Table &table) override;
    void prepareRebuild(const Table &table, const std::vector<Constraint> &kept) override;

protected:
    void alterColumn(const AlterColumnOp &op) override;
    [[nodiscard]] QString typeClause(const AlterColumnOp &op) override;
    [[nodiscard]] QString identityClause(const AlterColumnOp &op) override;

private:
    void createType(const SqlType &type, const QString &tableSchema);
    void createDomain(const SqlType &type, const QString &name);
    [[nodiscard]] QStringList changedIdentity(const Identity &now, const Identity &before) const;
};

} // namespace retort
