#pragma once

#include "schema/sqltype.h"

#include <QString>

namespace retort {

/// The type that SQLAlchemy 2.0 reflects for information_schema's COLUMN_TYPE ("int(11) unsigned", "enum('a','b')") on MySQL and MariaDB.
/// `charset` and `collation` are empty where they are the table's own. A type that SQLAlchemy does not know ("inet6") is "NullType".
[[nodiscard]] SqlType mysqlColumnType(const QString &columnType, const QString &charset, const QString &collation);

} // namespace retort
