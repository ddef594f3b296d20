#include "autogenerate/comparator.h"

#include "autogenerate/reflection.h"
#include "autogenerate/tablecomparison.h"
#include "autogenerate/tableorder.h"
#include "base/translation.h"

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;
using namespace autogenerate;

namespace {

QList<const Table *> onlyIn(const Schema &schema, const Schema &other, const QualifiedName &except)
{
    QList<const Table *> tables;
    for (const Table &table : schema.tables) {
        if (other.table(table.name) == nullptr && !(table.name == except))
            tables.append(&table);
    }
    return tables;
}

/// A foreign key and the table it belongs to.
struct OwnedKey {
    QualifiedName table;
    ForeignKey key;
};

/// Without indexes, which are operations of their own, and without the foreign keys that `isApart` says.
template <typename Predicate>
Table bare(Table table, Predicate isApart)
{
    table.indexes.clear();
    std::erase_if(table.constraints, [&](const Constraint &constraint) {
        const auto *key = std::get_if<ForeignKey>(&constraint);
        return key != nullptr && isApart(*key);
    });
    return table;
}

/// New tables. A foreign key to a table that comes later, and one with use_alter, which create_table() leaves out, follow at the end where
/// the database can add them.
void createTables(const QList<const Table *> &tables, ComparisonScope &scope)
{
    QList<QualifiedName> missing;
    for (const Table *table : tables)
        missing.append(table->name);
    std::vector<OwnedKey> later;
    for (const Table *table : tables) {
        missing.removeOne(table->name);
        const auto isApart = [&](const ForeignKey &key) {
            return scope.options.improvements && !scope.isSqlite() && (key.useAlter || missing.contains(key.referredTable));
        };
        scope.add(CreateTableOp{bare(*table, isApart), false}, DropTableOp{table->name, false});
        createIndexes(*table, scope);
        for (const Constraint &constraint : table->constraints) {
            const auto *key = std::get_if<ForeignKey>(&constraint);
            if (key != nullptr && isApart(*key))
                later.push_back({table->name, *key});
        }
    }
    for (OwnedKey &owned : later) {
        owned.key.useAlter = false;
        const Constraint named = withName(owned.key, owned.table, {});
        scope.add(CreateConstraintOp{owned.table, named},
                  DropConstraintOp{std::get<ForeignKey>(named).name, owned.table, DropConstraintOp::Type::ForeignKey, false});
    }
}

/// Those of `tables` (last first) that refer to a table that goes before them: they form a circle.
std::vector<OwnedKey> keysInTheWay(const QList<const Table *> &tables)
{
    std::vector<OwnedKey> result;
    QList<QualifiedName> gone;
    for (const Table *table : tables) {
        for (const Constraint &constraint : table->constraints) {
            const auto *key = std::get_if<ForeignKey>(&constraint);
            if (key != nullptr && !key->name.isEmpty() && gone.contains(key->referredTable))
                result.push_back({table->name, *key});
        }
        gone.append(table->name);
    }
    return result;
}

void dropTables(const QList<const Table *> &tables, bool mayDestroy, ComparisonScope &scope)
{
    QList<const Table *> certain;
    for (const Table *table : tables) {
        if (mayDestroy && !table->uncertain)
            certain.append(table);
        else
            scope.note(tr("Table %1 is not dropped: not everything about it is known.").arg(table->name.display()));
    }
    const std::vector<OwnedKey> first = scope.options.improvements && !scope.isSqlite() ? keysInTheWay(certain) : std::vector<OwnedKey>();
    for (const OwnedKey &owned : first)
        scope.add(DropConstraintOp{owned.key.name, owned.table, DropConstraintOp::Type::ForeignKey, false},
                  CreateConstraintOp{owned.table, owned.key});
    for (const Table *table : std::as_const(certain)) {
        const auto isApart = [&](const ForeignKey &key) {
            return std::any_of(first.begin(), first.end(),
                               [&](const OwnedKey &owned) { return owned.table == table->name && owned.key == key; });
        };
        dropIndexes(*table, scope);
        scope.add(DropTableOp{table->name, false}, CreateTableOp{bare(*table, isApart), false});
    }
}

/// Models that name the default schema mean the tables that the database tells without one.
Schema withoutDefaultSchema(const Schema &models, const Schema &database, const QString &defaultSchema)
{
    if (defaultSchema.isEmpty())
        return models;
    const auto unqualified = [&](const QualifiedName &name) {
        const bool isKnown = name.schema == defaultSchema && database.table(QualifiedName(name.name)) != nullptr;
        return isKnown ? QualifiedName(name.name) : name;
    };
    Schema result = models;
    result.tables.clear();
    for (Table table : models.tables) {
        table.name = unqualified(table.name);
        for (Index &index : table.indexes)
            index.table = table.name;
        for (Constraint &constraint : table.constraints) {
            if (auto *key = std::get_if<ForeignKey>(&constraint))
                key->referredTable = unqualified(key->referredTable);
        }
        result.tables.insert(table.name, std::move(table));
    }
    return result;
}

} // namespace

Comparison Comparator::compare(const Schema &database, const Schema &models, const Dialect &dialect, const ComparisonOptions &options,
                               const RenderMode &mode)
{
    Comparison result;
    ComparisonScope scope{dialect, options, mode, result};
    const Schema there = asReflected(database, dialect);
    const Schema wanted = withoutDefaultSchema(models, there, options.defaultSchema);
    const bool mayDestroy = database.isCertain() && models.isCertain();
    createTables(inDependencyOrder(onlyIn(wanted, there, options.versionTable.table), options.improvements ? nullptr : &result.notes),
                 scope);
    QList<const Table *> removed = inDependencyOrder(onlyIn(there, wanted, options.versionTable.table));
    std::reverse(removed.begin(), removed.end());
    // A table can only go when nothing refers to it any more.
    if (!options.improvements)
        dropTables(removed, mayDestroy, scope);
    for (const Table &table : wanted.tables) {
        const Table *known = there.table(table.name);
        if (known != nullptr && !(table.name == options.versionTable.table))
            TableComparison(*known, table, mayDestroy && !known->uncertain && !table.uncertain, scope).run();
    }
    if (options.improvements)
        dropTables(removed, mayDestroy, scope);
    std::reverse(result.downgrade.begin(), result.downgrade.end());
    return result;
}

} // namespace retort
