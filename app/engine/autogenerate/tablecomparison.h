#pragma once

#include "autogenerate/comparator.h"

namespace retort::autogenerate {

/// What the pieces of a comparison share.
struct ComparisonScope {
    const Dialect &dialect;
    const ComparisonOptions &options;
    const RenderMode &mode;
    Comparison &result;

    [[nodiscard]] bool isMysqlFamily() const;
    void add(OperationContent content) { result.operations.push_back({std::move(content), {}}); }
};

/// The indexes of the table in the database that Alembic sees: those that MySQL makes for a foreign key, and expression indexes on SQLite,
/// are none of them.
[[nodiscard]] std::vector<Index> comparableIndexes(const Table &inDatabase, const ComparisonScope &scope);

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
    void compareDefault(const Column &there, const Column &wanted, AlterColumnOp &op);
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
    void drop(OperationContent content, const QString &what);

    const Table &m_there;
    const Table &m_wanted;
    const bool m_mayDestroy;
    ComparisonScope &m_scope;
};

} // namespace retort::autogenerate
