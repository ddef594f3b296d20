#pragma once

#include "base/result.h"
#include "database/connection.h"

#include <QLockFile>

#include <memory>

namespace retort {

/// Keeps two changes of one database from running at the same time, whoever starts them: an advisory lock of the PostgreSQL
/// database, GET_LOCK on MySQL, a lock file beside a SQLite database. Held until it is destroyed, or until its connection ends.
/// It never waits.
class MigrationLock
{
public:
    /// For a server: on the connection that will make the changes. Error "database.migration-running": says who holds the lock.
    [[nodiscard]] static Result<std::unique_ptr<MigrationLock>> acquire(Connection &connection);
    /// For SQLite: before the database is opened, so that a refused run does not even create the file.
    [[nodiscard]] static Result<std::unique_ptr<MigrationLock>> acquireFile(const DatabaseUrl &url);
    ~MigrationLock();
    MigrationLock(const MigrationLock &) = delete;
    MigrationLock &operator=(const MigrationLock &) = delete;

private:
    MigrationLock() = default;
    Connection *m_connection = nullptr;
    QString m_release;
    std::unique_ptr<QLockFile> m_file;
};

} // namespace retort
