#pragma once

#include "dialects/common/operationrenderer.h"

namespace retort {

/// Alembic's MySQLImpl: a column is altered by repeating its whole definition.
class MysqlOperationRenderer : public OperationRenderer
{
public:
    using OperationRenderer::OperationRenderer;
    using OperationRenderer::operator();

    void operator()(const RenameTableOp &op) override;
    void operator()(const DropConstraintOp &op) override;
    void operator()(const EnumTypeOp &op) override;
    [[nodiscard]] bool castsInCopy(const SqlType &oldType, const SqlType &newType) const override;

protected:
    void alterColumn(const AlterColumnOp &op) override;
    void dropTypeCheck(const AlterColumnOp &, const CheckConstraint &) override {}
    [[nodiscard]] virtual QString dropCheck() const { return QStringLiteral("CHECK "); }

private:
    [[nodiscard]] QString specification(const AlterColumnOp &op);
};

} // namespace retort
