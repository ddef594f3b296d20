#pragma once

#include "base/result.h"
#include "database/connection.h"
#include "schema/schema.h"

#include <QStringList>

namespace retort {

/// What the named schemas of a PostgreSQL database hold ("" is what the search path shows), in eight queries however many tables there are.
/// PostgreSQL 12 and newer. Source of the rules: PostgreSQL's manual (System Catalogs) and the results of SQLAlchemy 2.0's inspector.
[[nodiscard]] Result<Schema> inspectPostgresql(Connection &connection, const QStringList &schemas);

} // namespace retort
