#pragma once

#include "dialects/common/operationrenderer.h"

namespace retort {

/// Alembic's SQLiteImpl: constraints cannot be altered, batch operations rebuild the table.
class SqliteOperationRenderer final : public OperationRenderer
{
public:
    using OperationRenderer::OperationRenderer;
    using OperationRenderer::operator();

    void operator()(const DropConstraintOp &op) override;
    void addConstraint(const Table &table, const Constraint &constraint) override;
    [[nodiscard]] bool needsRebuild(const Operation &operation) const override;
    [[nodiscard]] bool castsInCopy(const SqlType &oldType, const SqlType &newType) const override;

protected:
    void addPrimaryKey(const CreatePrimaryKeyOp &op) override;
    void dropTypeCheck(const AlterColumnOp &, const CheckConstraint &) override {}
    void addTypeCheck(const AlterColumnOp &, const CheckConstraint &) override {}
    void columnComment(const QualifiedName &table, const QString &column, const std::optional<QString> &comment,
                       const std::optional<QString> &existing) override;
    [[nodiscard]] QString renameClause(const AlterColumnOp &op) override;

private:
    void refuseConstraint();
};

} // namespace retort
