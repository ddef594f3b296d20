#pragma once

#include "dialects/common/operationrenderer.h"

namespace retort {

/// Alembic's OracleImpl: columns are changed with MODIFY.
class OracleOperationRenderer final : public OperationRenderer
{
public:
    using OperationRenderer::OperationRenderer;
    using OperationRenderer::operator();

    void operator()(const TableCommentOp &op) override;

protected:
    [[nodiscard]] QString addColumnPrefix(const AddColumnOp &) const override { return QStringLiteral("ADD "); }
    [[nodiscard]] bool supportsInlineClauses() const override { return false; }
    [[nodiscard]] QString nullableClause(const AlterColumnOp &op) override;
    [[nodiscard]] QString defaultClause(const AlterColumnOp &op) override;
    [[nodiscard]] QString identityClause(const AlterColumnOp &op) override;
    [[nodiscard]] QString typeClause(const AlterColumnOp &op) override;
    [[nodiscard]] QString renameClause(const AlterColumnOp &op) override;
    void columnComment(const QualifiedName &table, const QString &column, const std::optional<QString> &comment,
                       const std::optional<QString> &existing) override;

private:
    [[nodiscard]] QString modify(const AlterColumnOp &op) const;
};

} // namespace retort
