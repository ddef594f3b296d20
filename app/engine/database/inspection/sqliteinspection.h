#pragma once

#include "base/result.h"
#include "database/connection.h"
#include "schema/schema.h"

#include <QStringList>

namespace retort {

/// What the SQLite databases named in `schemas` hold ("" is "main", others are attached). Five queries for each, however many tables
/// there are. Source of the rules: SQLite's manual (PRAGMA, CREATE TABLE) and the results of SQLAlchemy 2.0's inspector.
[[nodiscard]] Result<Schema> inspectSqlite(Connection &connection, const QStringList &schemas);

} // namespace retort
