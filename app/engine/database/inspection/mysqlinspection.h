#pragma once

#include "base/result.h"
#include "database/connection.h"
#include "schema/schema.h"

#include <QStringList>

namespace retort {

/// What the named databases on a MySQL or MariaDB server hold ("" is the connection's own), in a constant number of queries to
/// information_schema. Source of the rules: the servers' manuals and what SQLAlchemy 2.0's inspector reads from SHOW CREATE TABLE. Primary
/// keys have no name here, unique constraints are unique indexes. A system-versioned table and one whose partitions have
/// bounds is marked uncertain: a Table cannot hold them.
[[nodiscard]] Result<Schema> inspectMysql(Connection &connection, const QStringList &schemas);

} // namespace retort
