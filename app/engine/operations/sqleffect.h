#pragma once

#include "schema/name.h"

#include <QList>
#include <QString>

namespace retort {

/// What a raw SQL statement does to the schema, as far as its first words tell: conservative, no parser.
struct SqlEffect {
    enum class Kind {
        Data,        ///< rows, settings, transactions, or objects that are no part of a table: the tables stay as they are
        CreateTable, ///< `name` is a new table whose columns are not read
        DropTable,   ///< `name` is gone
        AlterTable,  ///< `name` is changed in a way that is not read (ALTER TABLE, CREATE INDEX ... ON)
        RenameTable, ///< `name` becomes `newName`
        DropIndex,   ///< the index `name` is gone
        CreateView,
        DropView,
        Unknown, ///< may change anything
    };
    Kind kind = Kind::Unknown;
    QualifiedName name;
    QString newName;

    bool operator==(const SqlEffect &) const = default;
};

/// The effects of each statement in `sql`, in order.
[[nodiscard]] QList<SqlEffect> effectsOf(const QString &sql);

} // namespace retort
