#pragma once

#include "base/result.h"
#include "database/connection.h"

#include <QString>

class QSqlDatabase;

namespace retort {

/// Which Qt driver a URL needs, and its settings: the translation from SQLAlchemy's words to libpq's, libmysqlclient's and
/// SQLite's.
struct ConnectionSettings {
    QString driver;
    QString host;
    int port = -1;
    QString user;
    QString password;
    QString database;
    QString options;

    /// Error "database.unsupported": a database, a Python driver or an option that has no counterpart here.
    [[nodiscard]] static Result<ConnectionSettings> of(const DatabaseUrl &url, OpenMode mode, const ConnectionTimeouts &timeouts);
    void applyTo(QSqlDatabase &database) const;
};

/// The SQLite settings for reading a database whose last writer died: rolling its half-written change back needs a connection
/// that may write, which `PRAGMA query_only` then keeps from writing anything else. Never creates a file.
[[nodiscard]] ConnectionSettings sqliteRecoverySettings(const DatabaseUrl &url, const ConnectionTimeouts &timeouts);

} // namespace retort
