#pragma once

#include "schema/sqltype.h"

#include <QString>

namespace retort {

/// The type that SQLAlchemy 2.0 sees in a column's declared type on SQLite: a name it knows, else by SQLite's affinity rules ("NullType"
/// for BLOB affinity, as SQLAlchemy has it).
[[nodiscard]] SqlType sqliteColumnType(const QString &declared);

} // namespace retort
