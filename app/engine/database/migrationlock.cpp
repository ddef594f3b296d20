#include "database/migrationlock.h"

#include "base/translation.h"

#include <QDateTime>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// Any fixed number that nobody else is likely to use: "retortmi" as ASCII. PostgreSQL's advisory locks belong to one database.
constexpr qint64 advisoryKey = 0x7265746f72746d69;

Error heldBy(const DatabaseUrl &url, const QString &holder)
{
    const QString message = tr("Another change of %1 is running. Nothing was started.").arg(url.databaseLabel());
    const QString detail = holder.isEmpty() ? QString() : tr("It was started by %1.").arg(holder);
    return {u"database.migration-running"_s, message, detail};
}

QString postgresqlHolder(Connection &connection)
{
    const Result<Rows> rows = connection.query(
        u"SELECT coalesce(a.usename, '?'), coalesce(host(a.client_addr), 'a local socket'), a.pid, coalesce(a.application_name, "
        u"''), "
        u"a.backend_start::timestamp(0) FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid "
        u"WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.classid = %1 AND l.objid = %2 "
        u"AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())"_s.arg(advisoryKey >> 32)
            .arg(advisoryKey & 0xffffffff));
    if (!rows || rows->isEmpty())
        return {};
    const QVariantList &row = rows->rows.first();
    return tr("user %1 from %2 (%4, session %3, connected since %5)")
        .arg(row.at(0).toString(), row.at(1).toString(), row.at(2).toString(), row.at(3).toString(),
             row.at(4).toDateTime().toString(Qt::ISODate));
}

QString mysqlHolder(Connection &connection, const QString &lockName)
{
    const Result<Rows> rows =
        connection.query(u"SELECT USER, HOST, ID FROM information_schema.PROCESSLIST WHERE ID = IS_USED_LOCK(%1)"_s.arg(lockName));
    if (!rows || rows->isEmpty())
        return {};
    const QVariantList &row = rows->rows.first();
    return tr("user %1 from %2 (session %3)").arg(row.at(0).toString(), row.at(1).toString(), row.at(2).toString());
}

} // namespace

Result<std::unique_ptr<MigrationLock>> MigrationLock::acquire(Connection &connection)
{
    std::unique_ptr<MigrationLock> lock(new MigrationLock);
    if (connection.kind() == DatabaseKind::PostgreSql) {
        const Result<Rows> taken = connection.query(u"SELECT pg_try_advisory_lock(%1)"_s.arg(advisoryKey));
        if (!taken)
            return taken.error();
        if (!taken->scalar().toBool())
            return heldBy(connection.url(), postgresqlHolder(connection));
        lock->m_release = u"SELECT pg_advisory_unlock(%1)"_s.arg(advisoryKey);
    } else if (connection.kind() == DatabaseKind::MySql) {
        // The name may have 64 characters and belongs to the whole server.
        const QString name = u"CONCAT('retort:', SHA1(IFNULL(DATABASE(), '')))"_s;
        const Result<Rows> taken = connection.query(u"SELECT GET_LOCK(%1, 0)"_s.arg(name));
        if (!taken)
            return taken.error();
        if (taken->scalar().toInt() != 1)
            return heldBy(connection.url(), mysqlHolder(connection, name));
        lock->m_release = u"SELECT RELEASE_LOCK(%1)"_s.arg(name);
    }
    lock->m_connection = &connection;
    return lock;
}

Result<std::unique_ptr<MigrationLock>> MigrationLock::acquireFile(const DatabaseUrl &url)
{
    std::unique_ptr<MigrationLock> lock(new MigrationLock);
    if (url.filePath().isEmpty())
        return lock;
    // identity() follows symbolic links: two ways to one file meet in one lock.
    const QString path = url.identity().mid(u"sqlite:///"_s.size());
    lock->m_file = std::make_unique<QLockFile>(path + ".retort-lock"_L1);
    lock->m_file->setStaleLockTime(0);
    if (lock->m_file->tryLock(0))
        return lock;
    if (lock->m_file->error() == QLockFile::LockFailedError) {
        qint64 process = 0;
        QString host, program;
        lock->m_file->getLockInfo(&process, &host, &program);
        return heldBy(url, tr("%1, process %2 on %3").arg(program).arg(process).arg(host));
    }
    return Error{
        u"database.permission"_s, tr("The lock file %1.retort-lock cannot be written; a change of the database needs it.").arg(path), {}};
}

MigrationLock::~MigrationLock()
{
    // A lost connection has released the lock itself.
    if (m_connection && !m_release.isEmpty())
        (void)m_connection->query(m_release);
}

} // namespace retort
