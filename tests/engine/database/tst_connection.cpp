#include "database/connection.h"
#include "scratchserver.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <thread>

using namespace retort;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestConnection : public QObject
{
    Q_OBJECT

private slots:
    void readOnlyNeverCreatesAFile();
    void readOnlyRefusesWritesToAFile();
    void aReadOnlyConnectionRollsACrashedWriterBack();
    void oneStatementAtATime();
    void commentsAfterAStatementAreNoStatement();
    void placeholdersAreOrdinaryText();
    void rowsAffectedAreThoseOfTheStatement();
    void aLockedFileIsReportedAsLocked();
    void somethingElseIsNotADatabase();
    void ddlIsRolledBackOnSqlite();
    void theTransactionStateIsTheDatabasesOwn();
    void aLongSqliteQueryIsCancelled();
    void cancellingAClosedConnectionDoesNothing();
    void anUnknownDatabaseIsUnsupported();
    void nobodyListensAtThePort();

    void postgresqlRunsSeveralStatementsAndFindsTheFailingOne();
    void postgresqlRefusesAWrongPassword();
    void postgresqlNamesAMissingDatabase();
    void postgresqlReadOnlyRefusesWrites();
    void postgresqlCancelsASleep();
    void postgresqlNoticesAreKept();
    void postgresqlLockTimeoutIsLocked();
    void postgresqlServerGoesAwayInTheMiddle();

    void mariadbRunsCancelsAndClassifies();
};

static std::unique_ptr<Connection> opened(const QString &url, OpenMode mode = OpenMode::ReadWrite)
{
    Result<std::unique_ptr<Connection>> connection = Connection::open(DatabaseUrl::parse(url).value(), mode, {3s, 200ms, 0ms});
    if (!connection)
        qFatal("%s", qPrintable(connection.error().message + u' ' + connection.error().detail));
    return std::move(*connection);
}

#define VERIFY_OK(result)                                                                                                                  \
    do {                                                                                                                                   \
        const auto &checked = (result);                                                                                                    \
        QVERIFY2(checked.ok(), checked.ok() ? "" : qPrintable(checked.error().message + u' ' + checked.error().detail));                   \
    } while (false)

void TestConnection::readOnlyNeverCreatesAFile()
{
    QTemporaryDir directory;
    const QString path = directory.filePath(u"none.db"_s);
    const auto connection = Connection::open(DatabaseUrl::parse(u"sqlite:///"_s + path).value(), OpenMode::ReadOnly);
    QVERIFY(!connection.ok());
    QCOMPARE(connection.error().code, u"database.no-such-database"_s);
    QVERIFY(!QFile::exists(path));
}

void TestConnection::readOnlyRefusesWritesToAFile()
{
    QTemporaryDir directory;
    const QString url = u"sqlite:///"_s + directory.filePath(u"a.db"_s);
    VERIFY_OK(opened(url)->exec(u"CREATE TABLE t (id INTEGER)"_s));
    const auto connection = opened(url, OpenMode::ReadOnly);
    const Result<ExecOutcome> written = connection->exec(u"INSERT INTO t VALUES (1)"_s);
    QVERIFY(!written.ok());
    QCOMPARE(written.error().code, u"database.read-only"_s);
}

void TestConnection::aReadOnlyConnectionRollsACrashedWriterBack()
{
    QTemporaryDir directory;
    const QString url = u"sqlite:///"_s + directory.filePath(u"a.db"_s);
    const auto writer = opened(url);
    VERIFY_OK(writer->exec(u"CREATE TABLE t (text)"_s));
    VERIFY_OK(writer->exec(u"PRAGMA cache_size=1"_s));
    VERIFY_OK(writer->begin());
    // More than the cache holds: the file itself is changed while its journal lies beside it, as after a crash.
    VERIFY_OK(writer->exec(
        u"INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) SELECT hex(randomblob(200)) FROM n"_s));
    QVERIFY(QFile::copy(directory.filePath(u"a.db"_s), directory.filePath(u"b.db"_s)));
    QVERIFY(QFile::copy(directory.filePath(u"a.db-journal"_s), directory.filePath(u"b.db-journal"_s)));
    const auto reader = opened(u"sqlite:///"_s + directory.filePath(u"b.db"_s), OpenMode::ReadOnly);
    const Result<Rows> count = reader->query(u"SELECT count(*) FROM t"_s);
    VERIFY_OK(count);
    QCOMPARE(count->scalar().toInt(), 0);
    QVERIFY(!reader->exec(u"INSERT INTO t VALUES (1)"_s).ok());
}

void TestConnection::oneStatementAtATime()
{
    const auto connection = opened(u"sqlite://"_s);
    const Result<ExecOutcome> two = connection->exec(u"CREATE TABLE a (x); CREATE TABLE b (x)"_s);
    QVERIFY(!two.ok());
    QCOMPARE(two.error().detail, u"You can only execute one statement at a time."_s);
    QVERIFY(connection->query(u"SELECT name FROM sqlite_master"_s)->isEmpty());
}

void TestConnection::commentsAfterAStatementAreNoStatement()
{
    const auto connection = opened(u"sqlite://"_s);
    VERIFY_OK(connection->exec(u"CREATE TABLE a (x); -- done\n /* really */"_s));
    VERIFY_OK(connection->exec(u"-- nothing at all"_s));
    VERIFY_OK(connection->exec(u"  ;  "_s));
    QCOMPARE(connection->query(u"SELECT count(*) FROM sqlite_master"_s)->scalar().toInt(), 1);
}

void TestConnection::placeholdersAreOrdinaryText()
{
    const auto connection = opened(u"sqlite://"_s);
    const Result<Rows> rows = connection->query(u"SELECT ':name ? %s %1', '10:30'"_s);
    VERIFY_OK(rows);
    QCOMPARE(rows->rows.first(), (QVariantList{u":name ? %s %1"_s, u"10:30"_s}));
}

void TestConnection::rowsAffectedAreThoseOfTheStatement()
{
    const auto connection = opened(u"sqlite://"_s);
    QCOMPARE(connection->exec(u"CREATE TABLE a (x)"_s)->rowsAffected, -1);
    QCOMPARE(connection->exec(u"/* c */ -- d\n INSERT INTO a VALUES (1), (2), (3)"_s)->rowsAffected, 3);
    QCOMPARE(connection->exec(u"CREATE INDEX i ON a (x)"_s)->rowsAffected, -1);
    QCOMPARE(connection->exec(u"UPDATE a SET x = 2 WHERE x = 99"_s)->rowsAffected, 0);
    QCOMPARE(connection->exec(u"INSERT INTO a VALUES (7) RETURNING x"_s)->rowsAffected, 1);
}

void TestConnection::aLockedFileIsReportedAsLocked()
{
    QTemporaryDir directory;
    const QString url = u"sqlite:///"_s + directory.filePath(u"a.db"_s);
    const auto first = opened(url);
    VERIFY_OK(first->exec(u"CREATE TABLE t (id INTEGER)"_s));
    VERIFY_OK(first->begin());
    const auto second = opened(url);
    const Result<void> begun = second->begin();
    QVERIFY(!begun.ok());
    QCOMPARE(begun.error().code, u"database.locked"_s);
}

void TestConnection::somethingElseIsNotADatabase()
{
    QTemporaryDir directory;
    QFile file(directory.filePath(u"a.db"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(5000, 'x'));
    file.close();
    for (const OpenMode mode : {OpenMode::ReadOnly, OpenMode::ReadWrite}) {
        const auto connection = Connection::open(DatabaseUrl::parse(u"sqlite:///"_s + file.fileName()).value(), mode);
        QVERIFY(!connection.ok());
        QCOMPARE(connection.error().code, u"database.not-a-database"_s);
    }
}

void TestConnection::ddlIsRolledBackOnSqlite()
{
    const auto connection = opened(u"sqlite://"_s);
    VERIFY_OK(connection->begin());
    VERIFY_OK(connection->exec(u"CREATE TABLE t (id INTEGER)"_s));
    VERIFY_OK(connection->rollback());
    QVERIFY(connection->query(u"SELECT name FROM sqlite_master"_s)->isEmpty());
}

void TestConnection::theTransactionStateIsTheDatabasesOwn()
{
    const auto connection = opened(u"sqlite://"_s);
    QVERIFY(!connection->inTransaction());
    VERIFY_OK(connection->begin());
    QVERIFY(connection->inTransaction());
    VERIFY_OK(connection->exec(u"COMMIT"_s));
    QVERIFY(!connection->inTransaction());
}

/// Cancels again and again until the statement has ended: it may not have begun at the first time.
template <typename F>
static auto cancelling(Connection &connection, F statement)
{
    std::atomic_bool ended = false;
    std::thread other([&ended, canceller = connection.canceller()] {
        while (!ended) {
            canceller->cancel();
            std::this_thread::yield();
        }
    });
    auto result = statement();
    ended = true;
    other.join();
    return result;
}

void TestConnection::aLongSqliteQueryIsCancelled()
{
    const auto connection = opened(u"sqlite://"_s);
    const Result<Rows> rows = cancelling(*connection, [&] {
        return connection->query(u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"_s);
    });
    QVERIFY(!rows.ok());
    QCOMPARE(rows.error().code, u"database.cancelled"_s);
    VERIFY_OK(connection->query(u"SELECT 1"_s));
}

void TestConnection::cancellingAClosedConnectionDoesNothing()
{
    auto connection = opened(u"sqlite://"_s);
    const std::shared_ptr<Canceller> canceller = connection->canceller();
    connection.reset();
    QVERIFY(!canceller->cancel());
}

void TestConnection::anUnknownDatabaseIsUnsupported()
{
    const auto connection = Connection::open(DatabaseUrl::parse(u"oracle://scott:tiger@h/x"_s).value(), OpenMode::ReadOnly);
    QVERIFY(!connection.ok());
    QCOMPARE(connection.error().code, u"database.unsupported"_s);
}

void TestConnection::nobodyListensAtThePort()
{
    for (const QString &scheme : {u"postgresql"_s, u"mysql"_s}) {
        const auto connection = Connection::open(DatabaseUrl::parse(scheme + u"://u:hunter2@127.0.0.1:1/d"_s).value(), OpenMode::ReadOnly);
        QVERIFY(!connection.ok());
        QCOMPARE(connection.error().code, u"database.unreachable"_s);
        QVERIFY(!connection.error().detail.contains("hunter2"_L1));
    }
}

#define POSTGRESQL(scratch)                                                                                                                \
    const auto scratch = ScratchServerDatabase::create("RETORT_TEST_POSTGRESQL_URL");                                                      \
    if (!scratch)                                                                                                                          \
    QSKIP("RETORT_TEST_POSTGRESQL_URL is not set: nothing was tested on PostgreSQL")

void TestConnection::postgresqlRunsSeveralStatementsAndFindsTheFailingOne()
{
    POSTGRESQL(scratch);
    const auto connection = opened(scratch->text());
    QVERIFY(connection->serverDescription().startsWith("PostgreSQL "_L1));
    QVERIFY(connection->serverVersion() > 90000);
    VERIFY_OK(connection->exec(u"CREATE TABLE a (x int); INSERT INTO a VALUES (1), (2)"_s));
    const Result<ExecOutcome> failed = connection->exec(u"INSERT INTO a VALUES (3); SELECT 1/0"_s);
    QVERIFY(!failed.ok());
    QVERIFY(failed.error().message.contains("zero"_L1));
    QCOMPARE(connection->query(u"SELECT count(*) FROM a"_s)->scalar().toInt(), 2);
    const Result<Rows> rows = connection->query(u"SELECT ':x', '%s', 'a\\b', 1.10::numeric"_s);
    VERIFY_OK(rows);
    QCOMPARE(rows->rows.first(), (QVariantList{u":x"_s, u"%s"_s, u"a\\b"_s, u"1.10"_s}));
    QCOMPARE(connection->exec(u"UPDATE a SET x = 5"_s)->rowsAffected, 2);
    QCOMPARE(connection->exec(u"INSERT INTO a VALUES (9) RETURNING x"_s)->rowsAffected, 1);
}

void TestConnection::postgresqlRefusesAWrongPassword()
{
    POSTGRESQL(scratch);
    QString text = scratch->text();
    text.replace(u':' + scratch->url().password() + u'@', u":wrong-hunter2@"_s);
    const auto connection = Connection::open(DatabaseUrl::parse(text).value(), OpenMode::ReadOnly);
    QVERIFY(!connection.ok());
    QCOMPARE(connection.error().code, u"database.authentication"_s);
    QVERIFY(!QString(connection.error().message + connection.error().detail).contains("hunter2"_L1));
}

void TestConnection::postgresqlNamesAMissingDatabase()
{
    POSTGRESQL(scratch);
    const auto connection = Connection::open(DatabaseUrl::parse(scratch->text() + u"_none"_s).value(), OpenMode::ReadOnly);
    QVERIFY(!connection.ok());
    QCOMPARE(connection.error().code, u"database.no-such-database"_s);
}

void TestConnection::postgresqlReadOnlyRefusesWrites()
{
    POSTGRESQL(scratch);
    const Result<ExecOutcome> written = opened(scratch->text(), OpenMode::ReadOnly)->exec(u"CREATE TABLE t (id int)"_s);
    QVERIFY(!written.ok());
    QCOMPARE(written.error().code, u"database.read-only"_s);
}

void TestConnection::postgresqlCancelsASleep()
{
    POSTGRESQL(scratch);
    const auto connection = opened(scratch->text());
    const Result<ExecOutcome> slept = cancelling(*connection, [&] { return connection->exec(u"SELECT pg_sleep(60)"_s); });
    QVERIFY(!slept.ok());
    QCOMPARE(slept.error().code, u"database.cancelled"_s);
}

void TestConnection::postgresqlNoticesAreKept()
{
    POSTGRESQL(scratch);
    const Result<ExecOutcome> dropped = opened(scratch->text())->exec(u"DROP TABLE IF EXISTS nothing_here"_s);
    VERIFY_OK(dropped);
    QCOMPARE(dropped->notices.size(), 1);
    QVERIFY(dropped->notices.first().contains("nothing_here"_L1));
}

void TestConnection::postgresqlLockTimeoutIsLocked()
{
    POSTGRESQL(scratch);
    const auto first = opened(scratch->text());
    VERIFY_OK(first->exec(u"CREATE TABLE t (id int)"_s));
    VERIFY_OK(first->begin());
    VERIFY_OK(first->exec(u"LOCK TABLE t"_s));
    const Result<ExecOutcome> second = opened(scratch->text())->exec(u"DROP TABLE t"_s);
    QVERIFY(!second.ok());
    QCOMPARE(second.error().code, u"database.locked"_s);
}

void TestConnection::postgresqlServerGoesAwayInTheMiddle()
{
    const QString servers = qEnvironmentVariable("RETORT_TEST_SERVERS");
    if (servers.isEmpty())
        QSKIP("RETORT_TEST_SERVERS is not set: no server could be taken away");
    QTemporaryDir directory(u"/tmp/retort-gone-XXXXXX"_s);
    const auto control = [&](const QString &command) {
        QProcess process;
        process.start(servers, {command, u"postgresql"_s, directory.filePath(u"server"_s)});
        process.waitForFinished(120000);
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    };
    QFile::setPermissions(directory.path(), QFile::permissions(directory.path()) | QFile::ExeGroup | QFile::ExeOther);
    const QString url = control(u"start"_s);
    QVERIFY2(url.startsWith("postgresql://"_L1), qPrintable(url));
    const auto connection = opened(url);
    VERIFY_OK(connection->begin());
    control(u"kill"_s);
    const Result<ExecOutcome> failed = connection->exec(u"SELECT 1"_s);
    QVERIFY(!failed.ok());
    QCOMPARE(failed.error().code, u"database.connection-lost"_s);
}

void TestConnection::mariadbRunsCancelsAndClassifies()
{
    const auto scratch = ScratchServerDatabase::create("RETORT_TEST_MARIADB_URL");
    if (!scratch)
        QSKIP("RETORT_TEST_MARIADB_URL is not set: nothing was tested on MariaDB");
    const auto connection = opened(scratch->text());
    QVERIFY(connection->isMariaDb());
    QVERIFY(connection->serverDescription().startsWith("MariaDB "_L1));
    VERIFY_OK(connection->exec(u"CREATE TABLE a (x int)"_s));
    QCOMPARE(connection->exec(u"INSERT INTO a VALUES (1), (2)"_s)->rowsAffected, 2);
    const Result<Rows> slept = cancelling(*connection, [&] {
        return connection->query(
            u"SELECT count(*) FROM information_schema.columns a, information_schema.columns b, information_schema.columns c"_s);
    });
    QVERIFY(!slept.ok());
    QCOMPARE(slept.error().code, u"database.cancelled"_s);
    QCOMPARE(connection->exec(u"SELECT * FROM nothing_here"_s).error().code, u"database.syntax"_s);
    const Result<ExecOutcome> written = opened(scratch->text(), OpenMode::ReadOnly)->exec(u"INSERT INTO a VALUES (3)"_s);
    QVERIFY(!written.ok());
    QCOMPARE(written.error().code, u"database.read-only"_s);
    QString text = scratch->text();
    text.replace(u':' + scratch->url().password() + u'@', u":wrong-hunter2@"_s);
    const auto refused = Connection::open(DatabaseUrl::parse(text).value(), OpenMode::ReadOnly);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, u"database.authentication"_s);
    const auto missing = Connection::open(DatabaseUrl::parse(scratch->text() + u"_none"_s).value(), OpenMode::ReadOnly);
    QVERIFY(!missing.ok());
    QCOMPARE(missing.error().code, u"database.no-such-database"_s);
}

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
