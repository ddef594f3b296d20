#pragma once

#include "schema/schema.h"
#include "schema/table.h"

#include <QString>

#include <optional>

namespace retort {

class Compilation;

/// Writes CREATE, DROP and the pieces of them as SQLAlchemy's DDL compilers do. A dialect overrides what it spells differently.
class DdlCompiler
{
public:
    explicit DdlCompiler(Compilation &compilation) : m_compilation(compilation) {}
    virtual ~DdlCompiler() = default;

    [[nodiscard]] QString createTable(const Table &table, bool ifNotExists);
    [[nodiscard]] QString dropTable(const QualifiedName &name, bool ifExists) const;
    [[nodiscard]] virtual QString createIndex(const Index &index, bool ifNotExists);
    [[nodiscard]] virtual QString dropIndex(const Name &name, const QualifiedName &table, bool ifExists, const DialectOptions &options);
    [[nodiscard]] virtual QString createSequence(const Sequence &sequence, bool ifNotExists);
    [[nodiscard]] virtual QString tableComment(const QualifiedName &table, const std::optional<QString> &comment);
    [[nodiscard]] virtual QString columnComment(const QualifiedName &table, const QString &column, const std::optional<QString> &comment);

    /// name, type, default, NOT NULL ... of a column of `table`, which decides on autoincrement.
    [[nodiscard]] virtual QString columnSpecification(const Table &table, const Column &column) = 0;
    /// The text after DEFAULT; nothing when the default renders nothing.
    [[nodiscard]] virtual std::optional<QString> defaultText(const ServerDefault &serverDefault);
    [[nodiscard]] virtual QString computed(const Computed &computed);
    [[nodiscard]] virtual QString identity(const Identity &identity);
    [[nodiscard]] virtual QString identityOptions(const Identity &identity) const;

    /// A constraint as it stands in a table or after ALTER TABLE t ADD; nothing when this dialect leaves it out. Column-level
    /// CHECKs are included.
    [[nodiscard]] std::optional<QString> constraint(const Table &table, const Constraint &constraint);
    [[nodiscard]] virtual std::optional<QString> primaryKey(const Table &table, const PrimaryKey &primaryKey);
    [[nodiscard]] virtual std::optional<QString> foreignKey(const Table &table, const ForeignKey &foreignKey);
    /// REFERENCES o (id) and what follows it.
    [[nodiscard]] QString references(const ForeignKey &foreignKey, bool withSchema = true);
    /// CHECKs written inside the definition of `column`, in front of each a blank.
    [[nodiscard]] QString columnChecks(const Table &table, const QString &column);
    /// False for the check of a Boolean or Enum whose type is native here.
    [[nodiscard]] bool isWanted(const Table &table, const Constraint &constraint) const;

    /// SQLAlchemy's autoincrement column of a table; null when it has none.
    [[nodiscard]] const Column *autoincrementColumn(const Table &table) const;

    /// Fails as SQLAlchemy does for a schema item of class `element` that this dialect's DDL compiler does not know.
    [[nodiscard]] QString unsupported(const QString &element);

protected:
    [[nodiscard]] virtual QString className() const = 0;
    [[nodiscard]] virtual std::optional<QString> unique(const UniqueConstraint &unique);
    [[nodiscard]] virtual std::optional<QString> check(const CheckConstraint &check);
    [[nodiscard]] virtual std::optional<QString> exclude(const ExcludeConstraint &exclude);
    [[nodiscard]] virtual QString tableOptions(const Table &table);
    [[nodiscard]] virtual QString match(const QString &match);
    [[nodiscard]] virtual QString onUpdate(const QString &action);
    [[nodiscard]] virtual QString referentialActions() const;
    [[nodiscard]] virtual QString indexName(const Index &index);
    [[nodiscard]] virtual QString indexExpression(const SqlExpression &expression);

    /// " AS BIGINT", from an SQLAlchemy type name or a database's own.
    [[nodiscard]] QString sequenceType(const Sequence &sequence);
    [[nodiscard]] QString preamble(const Name &name);
    [[nodiscard]] QString deferrability(const std::optional<bool> &deferrable, const QString &initially);
    [[nodiscard]] QString phrase(const QString &text, const QString &pattern);
    [[nodiscard]] QStringList primaryKeyColumns(const Table &table, const PrimaryKey &primaryKey) const;
    [[nodiscard]] QString ddlExpression(const SqlExpression &expression);
    [[nodiscard]] QString whereClause(const DialectOptions &options, const QString &option);
    [[nodiscard]] QStringList indexExpressions(const Index &index);

    Compilation &m_compilation;

private:
    [[nodiscard]] QStringList tableConstraints(const Table &table);
};

} // namespace retort
