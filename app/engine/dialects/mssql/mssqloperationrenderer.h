#pragma once

#include "dialects/common/operationrenderer.h"

namespace retort {

/// Alembic's MSSQLImpl: defaults are constraints whose names must be looked up, names are changed with sp_rename.
class MssqlOperationRenderer final : public OperationRenderer
{
public:
    using OperationRenderer::OperationRenderer;
    using OperationRenderer::operator();

    void operator()(const RenameTableOp &op) override;
    void operator()(const DropColumnOp &op) override;
    void operator()(const BulkInsertOp &op) override;

protected:
    void alterColumn(const AlterColumnOp &op) override;
    [[nodiscard]] QString addColumnPrefix(const AddColumnOp &) const override { return QStringLiteral("ADD "); }
    [[nodiscard]] bool supportsInlineClauses() const override { return false; }
    [[nodiscard]] QString nullableClause(const AlterColumnOp &op) override;
    [[nodiscard]] QString defaultClause(const AlterColumnOp &op) override;
    [[nodiscard]] QString typeClause(const AlterColumnOp &op) override;
    void columnComment(const QualifiedName &table, const QString &column, const std::optional<QString> &comment,
                       const std::optional<QString> &existing) override;

private:
    void dropDependent(const QualifiedName &table, const QString &column, const QString &catalogue);
    void dropForeignKey(const QualifiedName &table, const QString &column);
};

} // namespace retort
