#pragma once

#include "base/result.h"
#include "schema/table.h"

#include <QMap>
#include <QString>
#include <QStringList>

namespace retort::hosts {

/// What a naming convention may speak of: the constraint or index and its table.
struct NamedThing {
    /// "ix", "uq", "ck", "fk" or "pk".
    QString kind;
    QualifiedName table;
    QStringList columns;
    /// Column keys, when they differ from the names.
    QStringList keys;
    QString referredTable;
    QStringList referredColumns;
};

/// The name SQLAlchemy gives a constraint or index under a naming convention (keys ix, uq, ck, fk, pk): op.f() names stay, unnamed ones are
/// named, named ones only when the template contains %(constraint_name)s. Without a convention only indexes get a name. Error: SQLAlchemy's
/// InvalidRequestError, or "alembic.not-understood" for tokens that need Python.
[[nodiscard]] Result<Name> conventionalName(const Name &given, const NamedThing &thing, const QMap<QString, QString> &convention);

} // namespace retort::hosts
