#pragma once

#include "dialects/common/ddlcompiler.h"

namespace retort {

class MysqlDdlCompiler : public DdlCompiler
{
public:
    using DdlCompiler::DdlCompiler;

    [[nodiscard]] QString columnSpecification(const Table &table, const Column &column) override;
    [[nodiscard]] QString createIndex(const Index &index, bool ifNotExists) override;
    [[nodiscard]] QString dropIndex(const Name &name, const QualifiedName &table, bool ifExists, const DialectOptions &options) override;
    [[nodiscard]] QString tableComment(const QualifiedName &table, const std::optional<QString> &comment) override;

protected:
    [[nodiscard]] QString className() const override { return QStringLiteral("sqlalchemy.dialects.mysql.base.MySQLDDLCompiler"); }
    [[nodiscard]] QString tableOptions(const Table &table) override;
    [[nodiscard]] QString match(const QString &match) override;
    [[nodiscard]] QString indexExpression(const SqlExpression &expression) override;
    /// Function defaults are put into parentheses on servers that have them.
    [[nodiscard]] virtual int defaultFunctionsSince() const { return 80013; }
    /// The server that has sequences, which replace AUTO_INCREMENT; 0: none has.
    [[nodiscard]] virtual int sequencesSince() const { return 0; }
    /// A computed column whose nullability was not given is written without NOT NULL.
    [[nodiscard]] virtual bool computedIsNullable() const { return false; }

private:
    [[nodiscard]] QString parenthesised(const QString &defaultText) const;
    [[nodiscard]] QString tableOption(const QString &key, const QString &value) const;
};

} // namespace retort
