// RevisionResolver::stamp: which rows move where when no migration is run.

#include "alembic/revisionlookup.h"
#include "alembic/revisionresolver.h"
#include "alembic/versionrows.h"

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

using Indexes = RevisionLookup::Indexes;

/// The rows that any of the destinations can concern: those on its line, dependencies included.
Result<Indexes> concernedRows(const RevisionLookup &lookup, const Indexes &rows, const QStringList &destinations)
{
    Indexes result;
    for (const QString &destination : destinations) {
        const auto some = lookup.filteredByLineage(rows, destination, true);
        if (!some)
            return some.error();
        for (const int row : *some) {
            if (std::find(result.begin(), result.end(), row) == result.end())
                result.push_back(row);
        }
    }
    return result;
}

bool anyOf(const Indexes &indexes, const std::vector<bool> &set)
{
    return std::any_of(indexes.begin(), indexes.end(), [&](int index) { return index >= 0 && set[size_t(index)]; });
}

Error wordedForStamp(const Error &error)
{
    Error result = error;
    result.detail = error.message;
    if (error.code == QLatin1StringView(RevisionLookup::Unresolved))
        result.message = u"Can't locate revision identified by '%1'"_s.arg(error.detail);
    else if (error.code == QLatin1StringView(RevisionLookup::MultipleHeads))
        result.message = u"Multiple heads are present; please specify a single target revision"_s;
    return result;
}

/// One movement of rows, before it is known what the table does with it.
struct Movement {
    QStringList from;
    /// Empty: the row goes.
    QString to;
    Direction direction = Direction::Upgrade;
    bool newBranch = false;
};

Movement movementTo(const RevisionGraph &graph, int destination, const Indexes &rows, const QStringList &rowIds)
{
    if (anyOf(rows, graph.descendants({destination})))
        return {rowIds, graph.id(destination), Direction::Downgrade, false};
    if (anyOf(rows, graph.ancestors({destination})))
        return {rowIds, graph.id(destination), Direction::Upgrade, false};
    return {{}, graph.id(destination), Direction::Upgrade, true};
}

Result<QList<Movement>> movements(const RevisionGraph &graph, const QStringList &destinations, const QStringList &currentHeads)
{
    const RevisionLookup lookup(graph);
    const auto current = lookup.revisions(currentHeads);
    if (!current)
        return current.error();
    const auto rows = concernedRows(lookup, *current, destinations);
    if (!rows)
        return rows.error();
    const auto targets = lookup.revisions(destinations);
    if (!targets)
        return targets.error();
    const QStringList rowIds = lookup.ids(*rows);
    QList<Movement> result;
    for (const int target : targets->empty() ? Indexes{RevisionLookup::None} : *targets) {
        if (target == RevisionLookup::Base)
            return RevisionLookup::failure(RevisionLookup::Refused, u"Walked too far"_s);
        if (target == RevisionLookup::None) {
            for (const QString &row : rowIds)
                result.append({{row}, {}, Direction::Downgrade, false});
            continue;
        }
        if (std::find(rows->begin(), rows->end(), target) == rows->end())
            result.append(movementTo(graph, target, *rows, rowIds));
    }
    return result;
}

} // namespace

Result<RevisionPath> RevisionResolver::stamp(const QStringList &destinations, const QStringList &currentHeads) const
{
    if (m_graph.error())
        return *m_graph.error();
    const auto moves = movements(m_graph, destinations, currentHeads);
    if (!moves)
        return wordedForStamp(moves.error());
    VersionRows table(m_graph, currentHeads);
    RevisionPath path;
    for (const Movement &move : *moves) {
        const auto change = table.stamp(move.from, move.to, move.direction, move.newBranch);
        if (!change)
            return change.error();
        const QStringList to = move.to.isEmpty() ? QStringList() : QStringList{move.to};
        path.steps.append({move.to.isEmpty() ? move.from.value(0) : move.to, move.direction, true, move.from, to, *change, table.heads()});
    }
    return path;
}

} // namespace retort
