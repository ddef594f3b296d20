#include "alembic/versionrows.h"

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

std::vector<int> indexes(const RevisionGraph &graph, const QStringList &ids)
{
    std::vector<int> result;
    for (const QString &id : ids)
        result.push_back(graph.indexOf(id));
    return result;
}

} // namespace

VersionRows::VersionRows(const RevisionGraph &graph, const QStringList &heads)
    : m_graph(graph),
      m_applied(graph.ancestors(indexes(graph, heads)))
{
    for (const QString &head : heads) {
        if (!m_heads.contains(head))
            m_heads.append(head);
    }
}

Result<VersionChange> VersionRows::apply(const VersionChange &change)
{
    const auto unfit = [](const QString &id, const QString &why) {
        return Error{
            u"graph.rows-do-not-fit"_s, u"The version table does not fit the revisions: the step needs '%1' %2."_s.arg(id, why), {}};
    };
    QStringList rows = m_heads;
    for (const QString &id : change.deletes) {
        if (!rows.removeOne(id))
            return unfit(id, u"as a row, and it is not there"_s);
    }
    for (const QString &id : change.inserts) {
        if (rows.contains(id))
            return unfit(id, u"to be absent, and it is a row already"_s);
        rows.append(id);
    }
    for (const auto &[from, to] : change.updates) {
        const qsizetype place = rows.indexOf(from);
        if (place < 0)
            return unfit(from, u"as a row, and it is not there"_s);
        if (rows.contains(to))
            return unfit(to, u"to be absent, and it is a row already"_s);
        rows[place] = to;
    }
    m_heads = rows;
    return change;
}

QStringList VersionRows::notBelowOthers(const std::vector<int> &parents, const QStringList &except) const
{
    QStringList others;
    for (const QString &head : m_heads) {
        if (!except.contains(head))
            others.append(head);
    }
    const std::vector<bool> below = m_graph.ancestors(indexes(m_graph, others));
    QStringList result;
    for (const int parent : parents) {
        if (!below[size_t(parent)])
            result.append(m_graph.id(parent));
    }
    return result;
}

Result<VersionChange> VersionRows::upgrade(int revision)
{
    const std::vector<int> &parents = m_graph.parents(revision, Edges::Normalized);
    const QString id = m_graph.id(revision);
    QStringList down, present;
    for (const int parent : parents) {
        down.append(m_graph.id(parent));
        if (m_heads.contains(down.last()))
            present.append(down.last());
    }
    VersionChange change;
    if (present.isEmpty()) {
        change.inserts = {id};
    } else if (present.size() > 1) {
        QStringList merged = notBelowOthers(parents, down);
        // Alembic would also delete parents that are applied without a row of their own, and fail at that.
        merged.removeIf([&](const QString &parent) { return !present.contains(parent); });
        if (merged.isEmpty())
            merged = {present.last()};
        change.deletes = merged.mid(0, merged.size() - 1);
        change.updates = {{merged.last(), id}};
    } else {
        change.updates = {{down.size() == 1 ? down.first() : present.first(), id}};
    }
    m_applied[size_t(revision)] = true;
    return apply(change);
}

QStringList VersionRows::uncoveredParents(int revision) const
{
    const std::vector<int> &parents = m_graph.parents(revision, Edges::Normalized);
    if (parents.size() == 1) {
        const int parent = parents.front();
        const auto &children = m_graph.children(parent, Edges::Normalized);
        const bool covered = m_heads.contains(m_graph.id(parent))
            || std::any_of(children.begin(), children.end(), [&](int c) { return c != revision && m_applied[size_t(c)]; });
        return covered ? QStringList() : QStringList{m_graph.id(parent)};
    }
    if (m_heads.size() > 1)
        return notBelowOthers(parents, {m_graph.id(revision)});
    QStringList result;
    for (const int parent : parents) {
        std::vector<int> others;
        std::copy_if(parents.begin(), parents.end(), std::back_inserter(others), [&](int other) { return other != parent; });
        if (!m_graph.ancestors(others)[size_t(parent)])
            result.append(m_graph.id(parent));
    }
    return result;
}

Result<VersionChange> VersionRows::downgrade(int revision)
{
    const QString id = m_graph.id(revision);
    const qsizetype parentCount = qsizetype(m_graph.parents(revision, Edges::Normalized).size());
    m_applied[size_t(revision)] = false;
    VersionChange change;
    if (!m_heads.contains(id) || parentCount == 0) {
        change.deletes = {id};
        return apply(change);
    }
    const QStringList restored = uncoveredParents(revision);
    if (restored.isEmpty()) {
        change.deletes = {id};
    } else {
        change.inserts = restored.mid(0, restored.size() - 1);
        change.updates = {{id, restored.last()}};
    }
    return apply(change);
}

Result<VersionChange> VersionRows::stamp(const QStringList &from, const QString &to, Direction direction, bool newBranch)
{
    VersionChange change;
    const bool up = direction == Direction::Upgrade;
    const bool rowMissing = std::any_of(from.begin(), from.end(), [&](const QString &id) { return !m_heads.contains(id); });
    if (to.isEmpty()) {
        change.deletes = from;
    } else if (up && (newBranch || rowMissing) && !m_heads.contains(to)) {
        change.inserts = {to};
    } else if (from.isEmpty()) {
        return Error{u"graph.rows-do-not-fit"_s, u"The version table has '%1' already."_s.arg(to), {}};
    } else {
        change.deletes = from.mid(0, from.size() - 1);
        change.updates = {{from.last(), to}};
    }
    return apply(change);
}

} // namespace retort
