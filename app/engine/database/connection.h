#pragma once

#include "base/result.h"
#include "database/canceller.h"
#include "database/databaseurl.h"
#include "schema/typedrows.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <chrono>
#include <memory>

namespace retort {

enum class OpenMode {
    ReadOnly, ///< the server refuses every write; a SQLite file is never created
    ReadWrite,
};

/// How long to wait for whom; zero leaves the server's own setting.
struct ConnectionTimeouts {
    std::chrono::milliseconds connect{10000};
    /// PostgreSQL lock_timeout, MySQL lock_wait_timeout, SQLite busy_timeout.
    std::chrono::milliseconds lock{5000};
    /// PostgreSQL statement_timeout; elsewhere use StatementTimeout.
    std::chrono::milliseconds statement{0};
};

/// What a statement that is not a question came to.
struct ExecOutcome {
    /// -1: the statement has no such number (DDL).
    qint64 rowsAffected = -1;
    /// What the server remarked while it ran ("relation ... already exists, skipping").
    QStringList notices;
};

/// The answer to a question, as plain values.
struct Rows {
    QStringList columns;
    QList<QVariantList> rows;

    [[nodiscard]] bool isEmpty() const { return rows.isEmpty(); }
    /// The first value of the first row; invalid when there is none.
    [[nodiscard]] QVariant scalar() const { return rows.isEmpty() || rows.first().isEmpty() ? QVariant() : rows.first().first(); }
};

/// One session with a database. Opened, used and destroyed in one thread.
///
/// Text is sent as it is: no placeholders, no quoting. SQLite takes one statement per call and refuses more before it runs any,
/// as Python's sqlite3 does; PostgreSQL and MySQL take several.
///
/// Error codes: "database.unreachable", "database.authentication", "database.no-such-database", "database.locked",
/// "database.permission", "database.read-only", "database.connection-lost", "database.cancelled", "database.timeout",
/// "database.syntax", "database.constraint", "database.not-a-database", "database.unsupported", "database.failed". Error::message
/// says it in a sentence, Error::detail is the driver's own text; neither has the password.
class Connection
{
public:
    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const DatabaseUrl &url, OpenMode mode,
                                                                  const ConnectionTimeouts &timeouts = {});
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    [[nodiscard]] Result<ExecOutcome> exec(const QString &sql);
    [[nodiscard]] Result<Rows> query(const QString &sql);
    /// Runs one statement of any sort and keeps of its values what a Python driver would know of them. On MySQL and MariaDB times and bit
    /// fields, on PostgreSQL arrays, intervals and ranges are not understood.
    [[nodiscard]] Result<TypedRows> fetch(const QString &sql);

    /// SQLite: BEGIN IMMEDIATE, so that the write lock is taken now and not in the middle.
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<void> commit();
    [[nodiscard]] Result<void> rollback();
    /// What the session itself says, not what was called: SQL text may have committed on its own. On MySQL what begin(), commit()
    /// and rollback() did last.
    [[nodiscard]] bool inTransaction() const;

    [[nodiscard]] const DatabaseUrl &url() const;
    [[nodiscard]] DatabaseKind kind() const;
    [[nodiscard]] OpenMode mode() const;
    /// "PostgreSQL 15.4", "MariaDB 10.11.6", "SQLite 3.40.1".
    [[nodiscard]] QString serverDescription() const;
    /// major * 10000 + minor * 100 + patch; 0: unknown.
    [[nodiscard]] int serverVersion() const;
    /// A server that speaks MySQL's protocol but is MariaDB.
    [[nodiscard]] bool isMariaDb() const;
    /// The server's number for this session (pg_backend_pid, CONNECTION_ID); 0 on SQLite.
    [[nodiscard]] qint64 backendId() const;
    [[nodiscard]] std::shared_ptr<Canceller> canceller() const;

private:
    struct Private;
    explicit Connection(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace retort
