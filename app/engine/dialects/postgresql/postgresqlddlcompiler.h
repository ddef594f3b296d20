#pragma once

#include "dialects/common/ddlcompiler.h"

namespace retort {

class PostgresqlDdlCompiler final : public DdlCompiler
{
public:
    using DdlCompiler::DdlCompiler;

    [[nodiscard]] QString columnSpecification(const Table &table, const Column &column) override;
    [[nodiscard]] QString createIndex(const Index &index, bool ifNotExists) override;
    [[nodiscard]] QString dropIndex(const Name &name, const QualifiedName &table, bool ifExists, const DialectOptions &options) override;
    [[nodiscard]] QString createSequence(const Sequence &sequence, bool ifNotExists) override;
    [[nodiscard]] QString computed(const Computed &computed) override;
    [[nodiscard]] std::optional<QString> foreignKey(const Table &table, const ForeignKey &foreignKey) override;

protected:
    [[nodiscard]] QString className() const override { return QStringLiteral("sqlalchemy.dialects.postgresql.base.PGDDLCompiler"); }
    [[nodiscard]] std::optional<QString> unique(const UniqueConstraint &unique) override;
    [[nodiscard]] std::optional<QString> check(const CheckConstraint &check) override;
    [[nodiscard]] std::optional<QString> exclude(const ExcludeConstraint &exclude) override;
    [[nodiscard]] QString tableOptions(const Table &table) override;
    [[nodiscard]] QString referentialActions() const override;

private:
    [[nodiscard]] bool isSerial(const Table &table, const Column &column) const;
    [[nodiscard]] QString operatorClass(const Index &index, const SqlExpression &expression) const;
    [[nodiscard]] QString included(const DialectOptions &options) const;
};

} // namespace retort
