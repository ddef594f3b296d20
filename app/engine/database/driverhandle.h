#pragma once

#include <QString>

#include <libpq-fe.h>

class QSqlDatabase;
struct sqlite3;

namespace retort {

/// What a Qt Sql driver has below it, for what Qt does not offer: cancelling, transaction state, notices. Null where the driver
/// is another one, or was built with a SQLite of its own.
struct DriverHandle {
    PGconn *postgresql = nullptr;
    sqlite3 *sqlite = nullptr;

    [[nodiscard]] static DriverHandle of(const QSqlDatabase &database);
};

/// Where the first statement of a SQLite text ends, in characters.
struct SqliteExtent {
    /// Nothing but blanks and comments.
    bool empty = false;
    qsizetype length = 0;
    /// Another statement follows.
    bool more = false;
};
/// Asks SQLite itself, without running anything; `length` 0 when the text does not compile.
[[nodiscard]] SqliteExtent firstSqliteStatement(sqlite3 *handle, const QString &sql);

} // namespace retort
