#pragma once

#include "autogenerate/comparator.h"

namespace retort::autogenerate {

/// What the pieces of a comparison share.
struct ComparisonScope {
    const Dialect &dialect;
    const ComparisonOptions &options;
    const RenderMode &mode;
    Comparison &result;

    [[nodiscard]] bool isSqlite() const;
    [[nodiscard]] bool isMysqlFamily() const;
    /// `undo` is what takes it back.
    void add(OperationContent content, OperationContent undo);
    void note(const QString &text) { result.notes.append(text); }
};

/// The indexes of the table in the database that Alembic sees: those that MySQL makes for a foreign key, and expression indexes on SQLite,
/// are none of them.
[[nodiscard]] std::vector<Index> comparableIndexes(const Table &inDatabase, const ComparisonScope &scope);
/// The indexes that a new table is created with, each an operation of its own, by name.
void createIndexes(const Table &declared, ComparisonScope &scope);
/// Those of a table that goes.
void dropIndexes(const Table &inDatabase, ComparisonScope &scope);
/// Whether an index of the models is the one of that name in the database (compare_indexes of Alembic's implementations). Nothing where
/// Alembic skips it.
[[nodiscard]] std::optional<bool> sameIndex(const Index &there, const Index &wanted, const ComparisonScope &scope);
[[nodiscard]] bool hasExpressions(const Index &index);
/// The constraint with a name, as the conventions in SQLAlchemy's documentation make it, where it has none; `taken` are the names that
/// others have.
[[nodiscard]] Constraint withName(Constraint constraint, const QualifiedName &table, const QStringList &taken);

struct Key;
struct KeyComparison;

/// Compares a table that is on both sides.
class TableComparison
{
public:
    TableComparison(const Table &inDatabase, const Table &declared, bool mayDestroy, ComparisonScope &scope);

    void run();

private:
    void addColumns();
    void alterColumns();
    [[nodiscard]] AlterColumnOp alteration(const Column &there, const Column &wanted);
    void compareDefault(const Column &there, const Column &wanted, AlterColumnOp &op);
    void compareIdentity(const Column &there, const Column &wanted, AlterColumnOp &op);
    void comparePlainDefault(const Column &there, const Column &wanted, AlterColumnOp &op);
    [[nodiscard]] std::optional<bool> answer(const QString &question);
    void setAutoincrement(const Column &wanted, AlterColumnOp &op) const;
    void compareIndexesAndUniques();
    void takeWantedKeys(const std::vector<Index> &indexes, KeyComparison &keys);
    void takeKeysOfDatabase(const std::vector<Index> &indexes, KeyComparison &keys);
    [[nodiscard]] bool knowsUniqueConstraints() const;
    void dropKey(const QString &name, const Key &key);
    void addKey(const Key &key);
    void replaceKey(const QString &name, const Key &old, const Key &wanted);
    void compareForeignKeys();
    void compareComment();
    void compareChecks();
    void dropColumns();
    /// An operation that changes or drops what is there; a note instead where not everything about the table is known.
    void change(OperationContent content, OperationContent undo, const QString &what);
    void dropConstraint(const Name &name, DropConstraintOp::Type type, const Constraint &constraint, const QString &what);
    void addConstraint(const Constraint &constraint);
    [[nodiscard]] QString place(const Column &column) const { return m_wanted.name.display() + QLatin1Char('.') + column.name; }

    const Table &m_there;
    const Table &m_wanted;
    const bool m_mayDestroy;
    ComparisonScope &m_scope;
};

} // namespace retort::autogenerate
