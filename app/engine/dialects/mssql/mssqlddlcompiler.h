#pragma once

#include "dialects/common/ddlcompiler.h"

namespace retort {

class MssqlDdlCompiler final : public DdlCompiler
{
public:
    using DdlCompiler::DdlCompiler;

    [[nodiscard]] QString columnSpecification(const Table &table, const Column &column) override;
    [[nodiscard]] QString createIndex(const Index &index, bool ifNotExists) override;
    [[nodiscard]] QString dropIndex(const Name &name, const QualifiedName &table, bool ifExists, const DialectOptions &options) override;
    [[nodiscard]] QString createSequence(const Sequence &sequence, bool ifNotExists) override;
    [[nodiscard]] QString computed(const Computed &computed) override;
    [[nodiscard]] QString identity(const Identity &identity) override;
    [[nodiscard]] std::optional<QString> primaryKey(const Table &table, const PrimaryKey &primaryKey) override;
    [[nodiscard]] QString tableComment(const QualifiedName &table, const std::optional<QString> &comment) override;
    [[nodiscard]] QString columnComment(const QualifiedName &table, const QString &column, const std::optional<QString> &comment) override;

    /// "'schema', s, 'table', t" of the extended property procedures.
    [[nodiscard]] QString propertyPath(const QualifiedName &table);

protected:
    [[nodiscard]] QString className() const override { return QStringLiteral("sqlalchemy.dialects.mssql.base.MSDDLCompiler"); }
    [[nodiscard]] std::optional<QString> unique(const UniqueConstraint &unique) override;

private:
    [[nodiscard]] static QString clustering(const DialectOptions &options);
};

} // namespace retort
