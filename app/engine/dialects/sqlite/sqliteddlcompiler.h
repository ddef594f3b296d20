#pragma once

#include "dialects/common/ddlcompiler.h"

namespace retort {

class SqliteDdlCompiler final : public DdlCompiler
{
public:
    using DdlCompiler::DdlCompiler;

    [[nodiscard]] QString columnSpecification(const Table &table, const Column &column) override;
    [[nodiscard]] QString createIndex(const Index &index, bool ifNotExists) override;
    [[nodiscard]] std::optional<QString> primaryKey(const Table &table, const PrimaryKey &primaryKey) override;
    [[nodiscard]] std::optional<QString> foreignKey(const Table &table, const ForeignKey &foreignKey) override;

protected:
    [[nodiscard]] QString className() const override { return QStringLiteral("sqlalchemy.dialects.sqlite.base.SQLiteDDLCompiler"); }
    [[nodiscard]] std::optional<QString> unique(const UniqueConstraint &unique) override;
    [[nodiscard]] std::optional<QString> check(const CheckConstraint &check) override;
    [[nodiscard]] QString tableOptions(const Table &table) override;

private:
    [[nodiscard]] static bool isAutoincrement(const Table &table, const Column &column);
    [[nodiscard]] static QString onConflict(const DialectOptions &options, const QString &option);
};

} // namespace retort
