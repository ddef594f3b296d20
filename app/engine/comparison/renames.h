#pragma once

#include "autogenerate/comparator.h"

#include <QList>
#include <QString>

namespace retort {

/// A column or a table that has another name in the models than in the database. Alembic cannot see it: it drops the one and adds the
/// other, and what was in it is lost.
struct Rename {
    /// The table's name in the database.
    QualifiedName table;
    /// Empty for the table itself.
    QString column;
    /// In the same schema.
    QString newName;
    /// How much speaks for it, 0 to 1.
    double score = 0;

    [[nodiscard]] bool isTable() const { return column.isEmpty(); }
    /// "users.email=mail", "orders=purchases": what a person writes to mean this one.
    [[nodiscard]] QString text() const;
    [[nodiscard]] Operation operation(const Schema &database) const;
};

/// What may have been renamed, the likeliest first; each name stands in one of them at most. A column of the same type that was dropped
/// while another was added to the same table; a table that was dropped while one with mostly the same columns was created.
[[nodiscard]] QList<Rename> renameCandidates(const Comparison &comparison, const Schema &database, const Dialect &dialect,
                                             const RenderMode &mode);

} // namespace retort
