#pragma once

#include "alembic/revisiongraph.h"
#include "alembic/versionchange.h"
#include "base/diagnostic.h"
#include "base/result.h"

#include <QStringList>

namespace retort {

/// A way through the graph as Alembic would take it, with the warnings it would print.
struct RevisionPath {
    QList<RevisionStep> steps;
    QStringList warnings;
};

/// Finds the revisions an identifier means ("head", "a1b2", "label@head", "+2", "a:b") and the steps of upgrade, downgrade and
/// stamp, exactly as Alembic 1.19 does; where Alembic goes by the random order of a Python set, the order of the files decides.
/// Errors: `message` is what Alembic's command line prints after "FAILED:", `detail` the finer reason of its resolver.
/// Keeps a reference to the graph.
class RevisionResolver
{
public:
    explicit RevisionResolver(const RevisionGraph &graph) : m_graph(graph) {}

    /// Indexes of the revisions an absolute identifier or a relative one to the heads means; empty for "base".
    [[nodiscard]] Result<std::vector<int>> revisions(const QString &identifier) const;
    [[nodiscard]] Result<std::vector<int>> revisions(const QStringList &identifiers) const;
    /// The one revision meant; -1 for "base".
    [[nodiscard]] Result<int> revision(const QString &identifier) const;

    /// The revisions a new one is to follow: `--head` of `alembic revision`, the arguments of `alembic merge`; none for "base".
    [[nodiscard]] Result<std::vector<int>> parents(const QStringList &identifiers) const;

    /// The heads a range of --sql starts from ("a1b2" of "a1b2:head"); none for "base".
    [[nodiscard]] Result<QStringList> offlineStart(const QString &identifier) const;

    /// `currentHeads`: the rows of the version table (offline: the start of a range, empty for base).
    [[nodiscard]] Result<RevisionPath> upgrade(const QString &target, const QStringList &currentHeads) const;
    [[nodiscard]] Result<RevisionPath> downgrade(const QString &target, const QStringList &currentHeads) const;
    /// `destinations`: one or more; "base" empties the rows.
    [[nodiscard]] Result<RevisionPath> stamp(const QStringList &destinations, const QStringList &currentHeads) const;

    /// `alembic history -r base:head`: newest first; empty strings mean "base" and "heads". "current" must be replaced by the caller
    /// with the current heads: pass them in `current`.
    [[nodiscard]] Result<std::vector<int>> history(const QString &base = {}, const QString &head = {},
                                                   const QStringList &current = {}) const;
    /// The revisions `alembic current` lists: the rows themselves and branch tips implied by dependencies.
    [[nodiscard]] Result<std::vector<int>> current(const QStringList &currentHeads) const;

private:
    const RevisionGraph &m_graph;
};

} // namespace retort
