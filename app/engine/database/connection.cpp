#include "database/connection.h"

#include "base/translation.h"
#include "database/cancellers.h"
#include "database/connectionsettings.h"
#include "database/driverhandle.h"
#include "database/sqlerror.h"
#include "database/typedfetch.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QUuid>

#include <sqlite3.h>

namespace retort {

using namespace Qt::StringLiterals;

struct Connection::Private {
    DatabaseUrl url;
    OpenMode mode = OpenMode::ReadOnly;
    QString name;
    ConnectionSettings settings;
    DriverHandle handle;
    QString description;
    int version = 0;
    bool mariaDb = false;
    qint64 backendId = 0;
    std::shared_ptr<Canceller> canceller;
    QStringList notices;
    bool mysqlTransaction = false;

    [[nodiscard]] QSqlDatabase database() const { return QSqlDatabase::database(name, false); }
    [[nodiscard]] Result<void> open();
    [[nodiscard]] Result<void> openSqlite(const ConnectionTimeouts &timeouts);
    [[nodiscard]] Result<void> identify();
    [[nodiscard]] Result<void> prepareSession(const ConnectionTimeouts &timeouts);
    [[nodiscard]] Error describe(const QSqlError &error) const;
    [[nodiscard]] Result<void> run(QSqlQuery &query, const QString &sql) const;
    void close();
};

namespace {

/// Text of the server for people; a bound keeps a chatty trigger from filling the memory.
void collectNotice(void *notices, const char *message)
{
    auto *list = static_cast<QStringList *>(notices);
    if (list->size() < 1000)
        list->append(QString::fromUtf8(message).trimmed());
}

int versionNumber(const QString &text)
{
    static const QRegularExpression pattern(u"(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?"_s);
    const QRegularExpressionMatch match = pattern.match(text);
    return match.captured(1).toInt() * 10000 + match.captured(2).toInt() * 100 + match.captured(3).toInt();
}

/// SQLite's change counter keeps its last value when a statement changes no rows.
bool changesRows(const QString &sql)
{
    static const QRegularExpression pattern(uR"(^(?:\s|--[^\n]*\n|/\*.*?\*/)*(?:insert|update|delete|replace|with)\b)"_s,
                                            QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    return pattern.match(sql).hasMatch();
}

} // namespace

Error Connection::Private::describe(const QSqlError &error) const
{
    if (handle.postgresql && PQstatus(handle.postgresql) == CONNECTION_BAD)
        return databaseError(url, u"database.connection-lost"_s, error.databaseText());
    return describeSqlError(url, error, false);
}

Result<void> Connection::Private::open()
{
    if (!QSqlDatabase::isDriverAvailable(settings.driver))
        return Error{u"database.unsupported"_s, tr("The Qt driver %1 for this database is not installed.").arg(settings.driver),
                     tr("Debian and Ubuntu: libqt6sql6-sqlite, libqt6sql6-psql, libqt6sql6-mysql.")};
    QSqlDatabase db = QSqlDatabase::addDatabase(settings.driver, name);
    settings.applyTo(db);
    if (!db.open())
        return describeSqlError(url, db.lastError(), true);
    handle = DriverHandle::of(db);
    return {};
}

/// A first read shows what opening does not: that the file is no database, that it is locked, that its last writer died.
Result<void> Connection::Private::openSqlite(const ConnectionTimeouts &timeouts)
{
    // SQLite's manual recommends it: without statistics, which nobody reads, its memory needs no lock. Possible before its first use only.
    [[maybe_unused]] static const int withoutStatistics = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    const QString probe = u"PRAGMA schema_version"_s;
    Result<void> opened = open();
    if (opened) {
        QSqlQuery query(database());
        opened = run(query, probe);
    }
    if (opened || mode != OpenMode::ReadOnly || !QFileInfo(url.filePath()).isWritable()
        || (opened.error().code != "database.read-only"_L1 && opened.error().code != "database.permission"_L1))
        return opened;
    close();
    settings = sqliteRecoverySettings(url, timeouts);
    opened = open();
    if (!opened)
        return opened;
    QSqlQuery query(database());
    opened = run(query, u"PRAGMA query_only=ON"_s);
    return opened ? run(query, probe) : opened;
}

Result<void> Connection::Private::identify()
{
    QSqlQuery query(database());
    query.setForwardOnly(true);
    if (url.isSqlite()) {
        const Result<void> asked = run(query, u"SELECT sqlite_version()"_s);
        if (!asked)
            return asked;
        query.next();
        version = versionNumber(query.value(0).toString());
        description = u"SQLite "_s + query.value(0).toString();
        return {};
    }
    const bool isPostgresql = url.kind() == DatabaseKind::PostgreSql;
    const Result<void> asked =
        run(query, isPostgresql ? u"SELECT current_setting('server_version'), pg_backend_pid()"_s : u"SELECT VERSION(), CONNECTION_ID()"_s);
    if (!asked)
        return asked;
    query.next();
    QString text = query.value(0).toString();
    backendId = query.value(1).toLongLong();
    mariaDb = !isPostgresql && text.contains("mariadb"_L1, Qt::CaseInsensitive);
    // MariaDB puts "5.5.5-" before its version for old replicas.
    if (mariaDb && text.startsWith("5.5.5-"_L1))
        text = text.mid(6);
    version = versionNumber(text);
    const QString product = isPostgresql ? u"PostgreSQL "_s : mariaDb ? u"MariaDB "_s : u"MySQL "_s;
    description = product + text.section(u' ', 0, 0).section(u'-', 0, 0);
    return {};
}

Result<void> Connection::Private::prepareSession(const ConnectionTimeouts &timeouts)
{
    QStringList statements;
    if (url.kind() == DatabaseKind::PostgreSql) {
        if (handle.postgresql)
            PQsetNoticeProcessor(handle.postgresql, collectNotice, &notices);
        if (timeouts.lock.count() > 0)
            statements.append(u"SET lock_timeout = %1"_s.arg(timeouts.lock.count()));
        if (timeouts.statement.count() > 0)
            statements.append(u"SET statement_timeout = %1"_s.arg(timeouts.statement.count()));
        if (mode == OpenMode::ReadOnly)
            statements.append(u"SET default_transaction_read_only = on"_s);
    } else if (url.kind() == DatabaseKind::MySql) {
        const qint64 seconds = (timeouts.lock.count() + 999) / 1000;
        if (seconds > 0)
            statements.append(u"SET SESSION lock_wait_timeout = %1, SESSION innodb_lock_wait_timeout = %1"_s.arg(seconds));
        if (mode == OpenMode::ReadOnly)
            statements.append(u"SET SESSION TRANSACTION READ ONLY"_s);
    } else if (mode == OpenMode::ReadOnly) {
        // A database in memory has no file that could be opened for reading only.
        statements.append(u"PRAGMA query_only=ON"_s);
    }
    for (const QString &statement : statements) {
        QSqlQuery query(database());
        const Result<void> done = run(query, statement);
        if (!done)
            return done;
    }
    return {};
}

Result<void> Connection::Private::run(QSqlQuery &query, const QString &sql) const
{
    // Once its socket is gone, Qt counts a connection as closed and would only warn.
    if (handle.postgresql && PQstatus(handle.postgresql) == CONNECTION_BAD)
        return databaseError(url, u"database.connection-lost"_s, QString::fromUtf8(PQerrorMessage(handle.postgresql)));
    if (sql.trimmed().isEmpty())
        return url.isSqlite() ? Result<void>() : databaseError(url, u"database.syntax"_s, u"can't execute an empty query"_s);
    if (query.exec(sql))
        return {};
    const QSqlError error = query.lastError();
    const bool isMisuse = handle.sqlite && (error.nativeErrorCode().toInt() & 0xff) == SQLITE_MISUSE;
    if (!handle.sqlite || (!isMisuse && error.nativeErrorCode().toInt() != SQLITE_OK))
        return describe(error);
    // Qt takes a comment after the statement for a second statement, and fails on text without a statement; Python's sqlite3 does
    // neither.
    const SqliteExtent extent = firstSqliteStatement(handle.sqlite, sql);
    if (extent.empty)
        return {};
    if (extent.more)
        return databaseError(url, u"database.syntax"_s, u"You can only execute one statement at a time."_s);
    if (extent.length > 0 && extent.length < sql.size() && query.exec(sql.left(extent.length)))
        return {};
    return describe(query.lastError());
}

void Connection::Private::close()
{
    handle = {};
    {
        QSqlDatabase db = database();
        if (db.isOpen())
            db.close();
    }
    QSqlDatabase::removeDatabase(name);
}

Connection::Connection(std::unique_ptr<Private> d) : m_d(std::move(d)) {}

Connection::~Connection()
{
    if (m_d->canceller)
        m_d->canceller->detach();
    m_d->close();
}

Result<std::unique_ptr<Connection>> Connection::open(const DatabaseUrl &url, OpenMode mode, const ConnectionTimeouts &timeouts)
{
    Result<ConnectionSettings> settings = ConnectionSettings::of(url, mode, timeouts);
    if (!settings)
        return settings.error();
    auto d = std::make_unique<Private>();
    d->url = url;
    d->mode = mode;
    d->settings = std::move(*settings);
    d->name = u"retort-"_s + QUuid::createUuid().toString(QUuid::Id128);
    std::unique_ptr<Connection> connection(new Connection(std::move(d)));
    Private &opened = *connection->m_d;
    Result<void> step = url.isSqlite() ? opened.openSqlite(timeouts) : opened.open();
    if (step)
        step = opened.identify();
    if (step)
        step = opened.prepareSession(timeouts);
    if (!step)
        return step.error();
    if (opened.handle.postgresql)
        opened.canceller = std::make_shared<PostgreSqlCanceller>(opened.handle.postgresql);
    else if (opened.handle.sqlite)
        opened.canceller = std::make_shared<SqliteCanceller>(opened.handle.sqlite);
    else if (url.kind() == DatabaseKind::MySql)
        opened.canceller = std::make_shared<MySqlCanceller>(opened.settings, opened.backendId);
    return connection;
}

Result<ExecOutcome> Connection::exec(const QString &sql)
{
    m_d->notices.clear();
    ExecOutcome outcome;
    {
        QSqlQuery query(m_d->database());
        // PostgreSQL: all results are then fetched at once, so that a failure in a later statement of the text is seen.
        query.setForwardOnly(kind() != DatabaseKind::PostgreSql);
        const Result<void> ran = m_d->run(query, sql);
        if (!ran)
            return ran.error();
        if (kind() != DatabaseKind::Sqlite) {
            outcome.rowsAffected = query.numRowsAffected();
            while (query.nextResult())
                outcome.rowsAffected = query.numRowsAffected();
            if (query.lastError().isValid())
                return m_d->describe(query.lastError());
        } else if (changesRows(sql)) {
            // The counter is set when the statement has given its last RETURNING row.
            while (query.isSelect() && query.next()) {}
            outcome.rowsAffected = query.numRowsAffected();
        }
    }
    outcome.notices = m_d->notices;
    return outcome;
}

Result<Rows> Connection::query(const QString &sql)
{
    QSqlQuery query(m_d->database());
    query.setForwardOnly(true);
    const Result<void> ran = m_d->run(query, sql);
    if (!ran)
        return ran.error();
    Rows rows;
    const QSqlRecord record = query.record();
    for (int i = 0; i < record.count(); ++i)
        rows.columns.append(record.fieldName(i));
    while (query.next()) {
        QVariantList row;
        for (int i = 0; i < record.count(); ++i)
            row.append(query.value(i));
        rows.rows.append(row);
    }
    if (query.lastError().isValid())
        return m_d->describe(query.lastError());
    return rows;
}

Result<TypedRows> Connection::fetch(const QString &sql)
{
    m_d->notices.clear();
    TypedFetch fetch;
    if (m_d->handle.postgresql) {
        // asyncpg is the one driver whose JSON SQLAlchemy leaves as text.
        fetch = fetchPostgreSql(m_d->handle.postgresql, sql, url().driver() == "asyncpg"_L1);
    } else if (m_d->handle.sqlite) {
        if (firstSqliteStatement(m_d->handle.sqlite, sql).more)
            return databaseError(url(), u"database.syntax"_s, u"You can only execute one statement at a time."_s);
        fetch = fetchSqlite(m_d->handle.sqlite, sql);
        if (!changesRows(sql))
            fetch.rows.rowCount = -1;
    } else if (kind() == DatabaseKind::MySql) {
        QSqlQuery query(m_d->database());
        query.setForwardOnly(true);
        query.setNumericalPrecisionPolicy(QSql::HighPrecision);
        const Result<void> ran = m_d->run(query, sql);
        if (!ran)
            return ran.error();
        fetch = fetchMySql(query);
    } else {
        return databaseError(url(), u"database.unsupported"_s, u"The driver's own connection is not to be had."_s);
    }
    if (fetch.error)
        return m_d->describe(*fetch.error);
    return std::move(fetch.rows);
}

Result<void> Connection::begin()
{
    const Result<ExecOutcome> done = exec(kind() == DatabaseKind::Sqlite ? u"BEGIN IMMEDIATE"_s : u"BEGIN"_s);
    if (!done)
        return done.error();
    m_d->mysqlTransaction = true;
    return {};
}

Result<void> Connection::commit()
{
    // PostgreSQL answers COMMIT of a failed transaction with a silent ROLLBACK.
    if (m_d->handle.postgresql && PQtransactionStatus(m_d->handle.postgresql) == PQTRANS_INERROR)
        return databaseError(url(), u"database.failed"_s,
                             u"current transaction is aborted, commands ignored until end of transaction block"_s);
    const Result<ExecOutcome> done = exec(u"COMMIT"_s);
    if (!done)
        return done.error();
    m_d->mysqlTransaction = false;
    return {};
}

Result<void> Connection::rollback()
{
    m_d->mysqlTransaction = false;
    const Result<ExecOutcome> done = exec(u"ROLLBACK"_s);
    if (!done)
        return done.error();
    return {};
}

bool Connection::inTransaction() const
{
    if (m_d->handle.postgresql) {
        const PGTransactionStatusType status = PQtransactionStatus(m_d->handle.postgresql);
        return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE;
    }
    if (m_d->handle.sqlite)
        return sqlite3_get_autocommit(m_d->handle.sqlite) == 0;
    return m_d->mysqlTransaction;
}

const DatabaseUrl &Connection::url() const
{
    return m_d->url;
}
DatabaseKind Connection::kind() const
{
    return m_d->url.kind();
}
OpenMode Connection::mode() const
{
    return m_d->mode;
}
QString Connection::serverDescription() const
{
    return m_d->description;
}
int Connection::serverVersion() const
{
    return m_d->version;
}
bool Connection::isMariaDb() const
{
    return m_d->mariaDb;
}
qint64 Connection::backendId() const
{
    return m_d->backendId;
}
std::shared_ptr<Canceller> Connection::canceller() const
{
    return m_d->canceller;
}

} // namespace retort
