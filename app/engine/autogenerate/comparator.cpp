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

Table withoutIndexes(Table table)
{
    table.indexes.clear();
    return table;
}

void createTable(const Table &table, ComparisonScope &scope)
{
    scope.add(CreateTableOp{withoutIndexes(table), false}, DropTableOp{table.name, false});
    createIndexes(table, scope);
}

void dropTable(const Table &table, bool mayDestroy, ComparisonScope &scope)
{
    if (!mayDestroy || table.uncertain) {
        scope.note(tr("Table %1 is not dropped: not everything about it is known.").arg(table.name.display()));
        return;
    }
    dropIndexes(table, scope);
    scope.add(DropTableOp{table.name, false}, CreateTableOp{withoutIndexes(table), false});
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
    for (const Table *table : inDependencyOrder(onlyIn(wanted, there, options.versionTable.table), &result.notes))
        createTable(*table, scope);

    QList<const Table *> removed = inDependencyOrder(onlyIn(there, wanted, options.versionTable.table));
    std::reverse(removed.begin(), removed.end());
    for (const Table *table : std::as_const(removed))
        dropTable(*table, mayDestroy, scope);

    for (const Table &table : wanted.tables) {
        const Table *known = there.table(table.name);
        if (known != nullptr && !(table.name == options.versionTable.table))
            TableComparison(*known, table, mayDestroy && !known->uncertain && !table.uncertain, scope).run();
    }
    std::reverse(result.downgrade.begin(), result.downgrade.end());
    return result;
}

} // namespace retort
