#pragma once

#include "dialects/common/ddlcompiler.h"

namespace retort {

class OracleDdlCompiler final : public DdlCompiler
{
public:
    using DdlCompiler::DdlCompiler;

    [[nodiscard]] QString columnSpecification(const Table &table, const Column &column) override;
    [[nodiscard]] QString createIndex(const Index &index, bool ifNotExists) override;
    [[nodiscard]] QString computed(const Computed &computed) override;
    [[nodiscard]] QString identity(const Identity &identity) override;
    [[nodiscard]] QString identityOptions(const Identity &identity) const override;

protected:
    [[nodiscard]] QString className() const override { return QStringLiteral("sqlalchemy.dialects.oracle.base.OracleDDLCompiler"); }
    [[nodiscard]] QString tableOptions(const Table &table) override;
    [[nodiscard]] QString referentialActions() const override;
    /// Oracle has no ON UPDATE; SQLAlchemy leaves it out with a warning.
    [[nodiscard]] QString onUpdate(const QString &) override { return {}; }
};

} // namespace retort
