#include "autogenerate/comparator.h"

#include "autogenerate/tablecomparison.h"
#include "base/translation.h"

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;
using namespace autogenerate;

namespace {

/// Tables in SQLAlchemy's order (MetaData.sorted_tables): those a foreign key refers to first, by name where nothing else decides.
QList<const Table *> inDependencyOrder(const QList<const Table *> &tables, QStringList &notes)
{
    QList<const Table *> todo = tables;
    std::sort(todo.begin(), todo.end(), [](const Table *a, const Table *b) { return a->name.display() < b->name.display(); });
    const auto dependsOn = [](const Table &table, const Table &other) {
        return std::any_of(table.constraints.begin(), table.constraints.end(), [&](const Constraint &constraint) {
            const auto *key = std::get_if<ForeignKey>(&constraint);
            return key != nullptr && !key->useAlter && key->referredTable == other.name && !(other.name == table.name);
        });
    };
    QList<const Table *> result;
    while (!todo.isEmpty()) {
        QList<const Table *> ready, rest;
        for (const Table *table : std::as_const(todo)) {
            const bool waits = std::any_of(todo.begin(), todo.end(), [&](const Table *other) { return dependsOn(*table, *other); });
            (waits ? rest : ready).append(table);
        }
        if (ready.isEmpty()) {
            QStringList names;
            for (const Table *table : std::as_const(rest))
                names.append(table->name.display());
            notes.append(tr("Foreign keys of these tables form a circle, so that no order creates them: %1.").arg(names.join(u", "_s)));
            return result + rest;
        }
        result += ready;
        todo = rest;
    }
    return result;
}

QList<const Table *> onlyIn(const Schema &schema, const Schema &other, const QualifiedName &except)
{
    QList<const Table *> tables;
    for (const Table &table : schema.tables) {
        if (other.table(table.name) == nullptr && !(table.name == except))
            tables.append(&table);
    }
    return tables;
}

void dropTable(const Table &table, bool mayDestroy, ComparisonScope &scope)
{
    if (!mayDestroy || table.uncertain) {
        scope.result.notes.append(tr("Table %1 is not dropped: not everything about it is known.").arg(table.name.display()));
        return;
    }
    for (const Index &index : comparableIndexes(table, scope))
        scope.add(DropIndexOp{index.name, table.name, false, index.options});
    scope.add(DropTableOp{table.name, false});
}

} // namespace

Comparison Comparator::compare(const Schema &database, const Schema &models, const Dialect &dialect, const ComparisonOptions &options,
                               const RenderMode &mode)
{
    Comparison result;
    ComparisonScope scope{dialect, options, mode, result};
    const bool mayDestroy = database.isCertain() && models.isCertain();
    for (const Table *table : inDependencyOrder(onlyIn(models, database, options.versionTable.table), result.notes))
        scope.add(CreateTableOp{*table, false});

    QStringList circles;
    QList<const Table *> removed = inDependencyOrder(onlyIn(database, models, options.versionTable.table), circles);
    std::reverse(removed.begin(), removed.end());
    for (const Table *table : std::as_const(removed))
        dropTable(*table, mayDestroy, scope);

    for (const Table &table : models.tables) {
        const Table *there = database.table(table.name);
        if (there != nullptr && !(table.name == options.versionTable.table))
            TableComparison(*there, table, mayDestroy && !there->uncertain && !table.uncertain, scope).run();
    }
    return result;
}

} // namespace retort
