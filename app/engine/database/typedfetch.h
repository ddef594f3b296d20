#pragma once

#include "schema/typedrows.h"

#include <QSqlError>
#include <QString>

#include <libpq-fe.h>

#include <optional>

class QSqlQuery;
struct sqlite3;

namespace retort {

/// The outcome of a statement that was sent below Qt, or the error as Qt's driver would describe it.
struct TypedFetch {
    TypedRows rows;
    std::optional<QSqlError> error;
};

/// Runs one statement with libpq and keeps the types Qt does not tell (uuid, json, numeric, arrays).
[[nodiscard]] TypedFetch fetchPostgreSql(PGconn *connection, const QString &sql, bool jsonAsText);
/// Runs one statement with SQLite and keeps each value's storage class. Text without a statement gives nothing.
[[nodiscard]] TypedFetch fetchSqlite(sqlite3 *connection, const QString &sql);
/// What a query that has run on MySQL or MariaDB gave, as PyMySQL would hand it over.
[[nodiscard]] TypedFetch fetchMySql(QSqlQuery &query);

} // namespace retort
