#pragma once

#include "alembic/direction.h"

#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>

namespace retort {

/// What one step does to the rows of the version table. Carried out in this order: deletes, inserts, updates (as Alembic's
/// HeadMaintainer does); each statement must match exactly one row.
struct VersionChange {
    QStringList deletes;
    QStringList inserts;
    /// from, to
    QList<QPair<QString, QString>> updates;

    [[nodiscard]] bool isEmpty() const { return deletes.isEmpty() && inserts.isEmpty() && updates.isEmpty(); }
    bool operator==(const VersionChange &) const = default;
};

/// One revision to run in one direction, or one movement of `stamp`, with what it does to the version table.
struct RevisionStep {
    /// The revision whose upgrade() or downgrade() runs; for a stamp the id arrived at or left, for show only.
    QString revision;
    Direction direction = Direction::Upgrade;
    /// A stamp runs no code of the revision: only the version table changes.
    bool isStamp = false;
    /// What Alembic names in "Running upgrade <from> -> <to>": ids without dependencies, empty for base.
    QStringList fromRevisions;
    QStringList toRevisions;
    VersionChange versionChange;
    /// The rows of the version table after this step.
    QStringList headsAfter;

    bool operator==(const RevisionStep &) const = default;
};

/// The rows of the version table after `change`, in a stable order.
[[nodiscard]] QStringList applied(const VersionChange &change, const QStringList &heads);

} // namespace retort
