#pragma once

#include "schema/table.h"

namespace retort {

class Compilation;

/// A table as SQLAlchemy's reflection of the database would deliver it to batch_alter_table: what a database does not tell about
/// is gone (unnamed CHECKs, index expressions, SQLite's AUTOINCREMENT and WITHOUT ROWID), defaults are the text the database
/// keeps.
[[nodiscard]] Table reflectedTable(const Table &table, Compilation &compilation, const QMap<QString, QString> &namingConvention);

} // namespace retort
