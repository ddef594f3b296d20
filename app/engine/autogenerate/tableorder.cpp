#include "autogenerate/tableorder.h"

#include "base/translation.h"

#include <QMap>
#include <QSet>

#include <algorithm>

namespace retort::autogenerate {

using namespace Qt::StringLiterals;

namespace {

using Tables = QSet<const Table *>;
/// The tables that must come before a table.
using Dependencies = QMap<const Table *, Tables>;

Dependencies dependenciesOf(const QList<const Table *> &tables)
{
    Dependencies result;
    for (const Table *table : tables) {
        for (const Constraint &constraint : table->constraints) {
            const auto *key = std::get_if<ForeignKey>(&constraint);
            if (key == nullptr || key->useAlter || key->referredTable == table->name)
                continue;
            for (const Table *other : tables) {
                if (other->name == key->referredTable)
                    result[table].insert(other);
            }
        }
    }
    return result;
}

/// Those that depend on themselves in the end.
QList<const Table *> circular(const QList<const Table *> &tables, const Dependencies &dependencies)
{
    QList<const Table *> result;
    for (const Table *table : tables) {
        Tables seen;
        QList<const Table *> todo(dependencies.value(table).values());
        while (!todo.isEmpty()) {
            const Table *next = todo.takeLast();
            if (seen.contains(next))
                continue;
            seen.insert(next);
            todo += dependencies.value(next).values();
        }
        if (seen.contains(table))
            result.append(table);
    }
    return result;
}

} // namespace

QList<const Table *> inDependencyOrder(QList<const Table *> tables, QStringList *notes)
{
    std::sort(tables.begin(), tables.end(), [](const Table *a, const Table *b) { return a->name.display() < b->name.display(); });
    Dependencies dependencies = dependenciesOf(tables);
    QList<const Table *> result;
    while (!tables.isEmpty()) {
        QList<const Table *> ready, rest;
        const Tables waitingFor(tables.begin(), tables.end());
        for (const Table *table : std::as_const(tables))
            (dependencies.value(table).intersects(waitingFor) ? rest : ready).append(table);
        if (ready.isEmpty()) {
            const QList<const Table *> circle = circular(rest, dependencies);
            QStringList names;
            for (const Table *table : circle) {
                names.append(table->name.display());
                dependencies.remove(table);
            }
            if (notes != nullptr)
                notes->append(
                    tr("Foreign keys of these tables form a circle, so that no order creates them: %1.").arg(names.join(u", "_s)));
            tables += result;
            result.clear();
            std::sort(tables.begin(), tables.end(), [](const Table *a, const Table *b) { return a->name.display() < b->name.display(); });
            continue;
        }
        result += ready;
        tables = rest;
    }
    return result;
}

} // namespace retort::autogenerate
