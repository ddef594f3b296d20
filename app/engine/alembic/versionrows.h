#pragma once

#include "alembic/revisiongraph.h"
#include "alembic/versionchange.h"
#include "base/result.h"

#include <QStringList>

namespace retort {

/// The rows of the version table while steps are laid out one after the other: which statement each step needs (Alembic's
/// HeadMaintainer). Fails where the rows do not fit the step.
class VersionRows
{
public:
    VersionRows(const RevisionGraph &graph, const QStringList &heads);

    [[nodiscard]] const QStringList &heads() const { return m_heads; }
    [[nodiscard]] Result<VersionChange> upgrade(int revision);
    [[nodiscard]] Result<VersionChange> downgrade(int revision);
    /// A movement of `stamp`: from some rows to one revision; no `to` deletes the row, `newBranch` inserts one.
    [[nodiscard]] Result<VersionChange> stamp(const QStringList &from, const QString &to, Direction direction, bool newBranch);

private:
    [[nodiscard]] Result<VersionChange> apply(const VersionChange &change);
    /// Those of `parents` that are not below another row than `except`.
    [[nodiscard]] QStringList notBelowOthers(const std::vector<int> &parents, const QStringList &except) const;
    [[nodiscard]] QStringList uncoveredParents(int revision) const;

    const RevisionGraph &m_graph;
    QStringList m_heads;
    /// Everything at or below a row: what has been run.
    std::vector<bool> m_applied;
};

} // namespace retort
