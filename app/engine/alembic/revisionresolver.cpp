#include "alembic/revisionresolver.h"

#include "alembic/revisionlookup.h"
#include "alembic/versionrows.h"

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

using Indexes = RevisionLookup::Indexes;

/// What an error of the lookup is called at the command line.
struct Wording {
    /// Given to Alembic as the end of the range; empty: the argument itself.
    QString end;
    QString notAncestor;
    QString multipleHeads;
};

Error worded(const Error &error, const Wording &wording)
{
    Error result = error;
    result.detail = error.message;
    if (error.code == QLatin1StringView(RevisionLookup::Unresolved)) {
        result.message = u"Can't locate revision identified by '%1'"_s.arg(error.detail);
    } else if (error.code == QLatin1StringView(RevisionLookup::NotAncestor)) {
        result.message = wording.notAncestor;
    } else if (error.code == QLatin1StringView(RevisionLookup::MultipleHeads)) {
        const QString argument = wording.end.isEmpty() ? error.detail : wording.end;
        result.message = !wording.multipleHeads.isEmpty()
            ? wording.multipleHeads
            : u"Multiple head revisions are present for given argument '%1'; please specify a specific target revision, "
              "'<branchname>@%1' to narrow to a specific head, or 'heads' for all heads"_s.arg(argument);
    }
    return result;
}

Result<Indexes> found(const RevisionGraph &graph, const QStringList &identifiers, const Wording &wording)
{
    if (graph.error())
        return *graph.error();
    auto revisions = RevisionLookup(graph).revisions(identifiers);
    if (!revisions)
        return worded(revisions.error(), wording);
    if (std::any_of(revisions->begin(), revisions->end(), [](int index) { return index < 0; }))
        return RevisionLookup::failure(RevisionLookup::Refused, u"Walked too far"_s);
    return revisions;
}

void intersect(std::vector<bool> &set, const std::vector<bool> &with)
{
    for (size_t i = 0; i < set.size(); ++i)
        set[i] = set[i] && with[i];
}

void subtract(std::vector<bool> &set, const std::vector<bool> &without)
{
    for (size_t i = 0; i < set.size(); ++i)
        set[i] = set[i] && !without[i];
}

bool contains(const Indexes &list, int index)
{
    return std::find(list.begin(), list.end(), index) != list.end();
}

/// Revisions to run, newest first, and the warning to print.
struct Collected {
    Indexes order;
    QString warning;
};

Result<Collected> collectUpgrade(const RevisionGraph &graph, const QString &target, const QStringList &current)
{
    const RevisionLookup lookup(graph);
    const auto targets = lookup.upgradeTargets(target, current, true);
    if (!targets)
        return targets.error();
    const auto required = lookup.ancestorsWithoutOverlap(*targets);
    if (!required)
        return required.error();
    const auto rows = lookup.revisions(current);
    if (!rows)
        return rows.error();
    const auto applied = lookup.ancestorsWithoutOverlap(*rows);
    if (!applied)
        return applied.error();
    std::vector<bool> needed = *required;
    subtract(needed, *applied);
    return Collected{graph.sorted(needed, *targets), {}};
}

/// The revisions whose going leads down to `target`: its children, or every base, on the branch that was named.
Result<Indexes> downgradeRoots(const RevisionGraph &graph, const RevisionLookup::DowngradeTarget &target)
{
    Indexes roots;
    if (target.revision < 0) {
        for (const QString &key : graph.keys()) {
            if (const int index = graph.indexOf(key); graph.isBase(index))
                roots.push_back(index);
        }
    } else {
        roots = graph.children(target.revision);
    }
    if (target.branchLabel.isEmpty() || roots.size() < 2)
        return roots;
    const auto branch = RevisionLookup(graph).branch(target.branchLabel);
    if (!branch)
        return branch.error();
    const std::vector<bool> below = graph.ancestors({*branch}, Edges::Versioned);
    roots.erase(std::remove_if(roots.begin(), roots.end(), [&](int root) { return !below[size_t(root)]; }), roots.end());
    if (roots.empty())
        return RevisionLookup::failure(RevisionLookup::Refused, u"Not a valid downgrade target from current heads"_s);
    return roots;
}

Result<Collected> collectDowngrade(const RevisionGraph &graph, const QString &target, const QStringList &current)
{
    const RevisionLookup lookup(graph);
    const auto destination = lookup.downgradeTarget(target, current, true);
    if (!destination)
        return destination.error();
    const auto roots = downgradeRoots(graph, *destination);
    if (!roots)
        return roots.error();
    const auto rows = lookup.revisions(current);
    if (!rows)
        return rows.error();
    std::vector<bool> dropped = graph.descendants(*roots, Edges::All);
    intersect(dropped, graph.ancestors(*rows));
    const bool nothing = std::find(dropped.begin(), dropped.end(), true) == dropped.end();
    if (nothing && destination->revision >= 0 && !contains(*rows, destination->revision))
        return RevisionLookup::failure(RevisionLookup::NotAncestor, u"Nothing to drop"_s);
    return Collected{graph.sorted(dropped, *rows), destination->warning};
}

/// Lays out `order` as steps, following the rows of the version table.
Result<RevisionPath> laidOut(const RevisionGraph &graph, const Indexes &order, Direction direction, const QStringList &rows)
{
    VersionRows table(graph, rows);
    RevisionPath path;
    for (const int index : order) {
        const bool up = direction == Direction::Upgrade;
        const auto change = up ? table.upgrade(index) : table.downgrade(index);
        if (!change)
            return change.error();
        const RevisionHeader &header = graph.at(index);
        const QStringList id{header.revision};
        path.steps.append(
            {header.revision, direction, false, up ? header.downRevisions : id, up ? id : header.downRevisions, *change, table.heads()});
    }
    return path;
}

/// The start of a history, and what the relative form of it means from the other end.
Result<Indexes> historyStart(const RevisionLookup &lookup, const QStringList &base, const QStringList &upper)
{
    auto start = lookup.revisions(base);
    if (!start || start->empty() || start->front() != RevisionLookup::None)
        return start;
    const auto fromUpper = lookup.downgradeTarget(base.first(), upper, false);
    if (!fromUpper)
        return fromUpper.error();
    return fromUpper->revision < 0 ? Indexes{} : Indexes{fromUpper->revision};
}

Result<Indexes> onBranch(const RevisionGraph &graph, const QString &base, const Indexes &targets)
{
    const qsizetype at = base.indexOf(u'@');
    if (at < 0)
        return targets;
    QString label = base.left(at);
    const auto revision = RevisionLookup(graph).revision(label);
    if (!revision)
        return revision.error();
    if (*revision >= 0 && graph.id(*revision) == label)
        label = graph.labels(*revision).value(0);
    Indexes result;
    std::copy_if(targets.begin(), targets.end(), std::back_inserter(result),
                 [&](int target) { return target >= 0 && graph.labels(target).contains(label); });
    return result;
}

Result<Indexes> collectHistory(const RevisionGraph &graph, const QStringList &base, const QStringList &head)
{
    const RevisionLookup lookup(graph);
    auto targets = head.size() == 1 ? lookup.upgradeTargets(head.first(), base, false) : lookup.revisions(head);
    if (targets && base.size() == 1)
        targets = onBranch(graph, base.first(), *targets);
    if (!targets)
        return targets.error();
    const auto required = lookup.ancestorsWithoutOverlap(*targets);
    if (!required)
        return required.error();
    const auto start = historyStart(lookup, base, head);
    if (!start)
        return start.error();
    for (const int revision : *start) {
        if (revision == RevisionLookup::Base || (revision >= 0 && !(*required)[size_t(revision)]))
            return RevisionLookup::failure(RevisionLookup::NotAncestor, u"Not on the same branch"_s);
    }
    const auto applied = lookup.ancestorsWithoutOverlap(*start);
    if (!applied)
        return applied.error();
    std::vector<bool> members = *required;
    subtract(members, *applied);
    for (const int revision : *start)
        members[size_t(revision)] = true;
    if (!start->empty())
        intersect(members, graph.descendants(*start, Edges::Versioned));
    return graph.sorted(members, *targets);
}

} // namespace

Result<Indexes> RevisionResolver::revisions(const QString &identifier) const
{
    return revisions(QStringList{identifier});
}

Result<Indexes> RevisionResolver::revisions(const QStringList &identifiers) const
{
    return found(m_graph, identifiers, {});
}

Result<Indexes> RevisionResolver::parents(const QStringList &identifiers) const
{
    const QString multipleHeads =
        u"Multiple heads are present; please specify the head revision on which the new revision should be based, "
        "or perform a merge."_s;
    return found(m_graph, identifiers, {{}, {}, multipleHeads});
}

Result<int> RevisionResolver::revision(const QString &identifier) const
{
    if (m_graph.error())
        return *m_graph.error();
    const auto found = RevisionLookup(m_graph).revision(identifier);
    return found ? found : Result<int>(worded(found.error(), {}));
}

Result<QStringList> RevisionResolver::offlineStart(const QString &identifier) const
{
    if (identifier.isEmpty() || identifier == "base"_L1)
        return QStringList();
    const auto found = revision(identifier);
    if (!found)
        return found.error();
    return *found < 0 ? QStringList() : QStringList{m_graph.id(*found)};
}

Result<RevisionPath> RevisionResolver::upgrade(const QString &target, const QStringList &currentHeads) const
{
    if (m_graph.error())
        return *m_graph.error();
    const Wording wording{target, u"Destination %1 is not a valid upgrade target from current head(s)"_s.arg(target), {}};
    auto collected = collectUpgrade(m_graph, target, currentHeads);
    if (!collected)
        return worded(collected.error(), wording);
    std::reverse(collected->order.begin(), collected->order.end());
    return laidOut(m_graph, collected->order, Direction::Upgrade, currentHeads);
}

Result<RevisionPath> RevisionResolver::downgrade(const QString &target, const QStringList &currentHeads) const
{
    if (m_graph.error())
        return *m_graph.error();
    const Wording wording{target, u"Destination %1 is not a valid downgrade target from current head(s)"_s.arg(target), {}};
    const auto collected = collectDowngrade(m_graph, target, currentHeads);
    if (!collected)
        return worded(collected.error(), wording);
    auto path = laidOut(m_graph, collected->order, Direction::Downgrade, currentHeads);
    if (path && !collected->warning.isEmpty())
        path->warnings.append(collected->warning);
    return path;
}

Result<Indexes> RevisionResolver::history(const QString &base, const QString &head, const QStringList &current) const
{
    if (m_graph.error())
        return *m_graph.error();
    const QString from = base.isEmpty() ? u"base"_s : base;
    const QString to = head.isEmpty() ? u"heads"_s : head;
    const QStringList lower = from == "current"_L1 && to != "current"_L1 ? current : QStringList{from};
    const QStringList upper = to == "current"_L1 ? current : QStringList{to};
    const auto found = collectHistory(m_graph, lower, upper);
    const Wording wording{
        to, u"Requested range %1:%2 does not refer to ancestor/descendant revisions along the same branch"_s.arg(from, to), {}};
    return found ? found : Result<Indexes>(worded(found.error(), wording));
}

Result<Indexes> RevisionResolver::current(const QStringList &currentHeads) const
{
    const auto rows = revisions(currentHeads);
    if (!rows)
        return rows.error();
    const std::vector<bool> applied = m_graph.ancestors(*rows);
    const auto isTip = [&](int index) {
        const auto &children = m_graph.children(index);
        return std::none_of(children.begin(), children.end(), [&](int child) { return applied[size_t(child)]; });
    };
    Indexes result;
    for (const int row : *rows) {
        if (isTip(row) && !contains(result, row))
            result.push_back(row);
    }
    for (int i = 0; i < int(applied.size()); ++i) {
        if (applied[size_t(i)] && isTip(i) && !contains(result, i))
            result.push_back(i);
    }
    return result;
}

} // namespace retort
