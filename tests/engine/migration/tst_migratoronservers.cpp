#include "planbuilder.h"
#include "scratchserver.h"

#include "migration/recovery.h"
#include "migration/versiontable.h"

#include <QProcess>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace retort;
using namespace Qt::StringLiterals;

#define VERIFY_OK(result)                                                                                                                  \
    do {                                                                                                                                   \
        const auto &checked = (result);                                                                                                    \
        QVERIFY2(checked.ok(), checked.ok() ? "" : qPrintable(checked.error().message + u' ' + checked.error().detail));                   \
    } while (false)

#define SCRATCH(variable)                                                                                                                  \
    const auto scratch = ScratchServerDatabase::create(variable);                                                                          \
    if (!scratch)                                                                                                                          \
    QSKIP(variable " is not set: nothing was tested on this server")

/// The promises that depend on a server: PostgreSQL undoes everything, MariaDB does not and says so.
class TestMigratorOnServers : public QObject
{
    Q_OBJECT

private slots:
    void postgresqlMigratesAndReadsBack();
    void postgresqlUndoesAFailureInTheThirdRevision();
    void postgresqlBuildsAnIndexConcurrently();
    void postgresqlAcceptsACommitOfTheMigrationsOwn();
    void postgresqlKeepsEarlierRevisionsPerMigration();
    void postgresqlCancelsTheRunningStatement();
    void postgresqlRefusesASecondRun();
    void postgresqlReportsADeferredConstraintAtCommit();
    void aServerThatDiesIsNotCalledDone();

    void aKilledRunOnSqliteNeedsNoRepair();
    void aKilledRunOnMariadbIsFoundHalfway();

    void mariadbMigratesAndReadsBack();
    void mariadbLeavesHalfARevisionWithItsStory();
    void mariadbUndoesARevisionOfDataOnly();
    void mariadbFinishesTheRevisionBeforeItStops();
    void mariadbRefusesASecondRun();
};

static std::unique_ptr<Connection> opened(const DatabaseUrl &url)
{
    return std::move(Connection::open(url, OpenMode::ReadWrite).value());
}

static QStringList headsOf(const DatabaseUrl &url)
{
    return VersionTable({}).read(*opened(url))->heads;
}

static bool hasTable(const DatabaseUrl &url, const QString &name)
{
    return opened(url)->query(u"SELECT * FROM "_s + name).ok();
}

static const QString insertReturning = u"INSERT INTO alembic_version (version_num) VALUES ('a1') RETURNING alembic_version.version_num"_s;

void TestMigratorOnServers::postgresqlMigratesAndReadsBack()
{
    SCRATCH("RETORT_TEST_POSTGRESQL_URL");
    PlanBuilder builder(scratch->url());
    builder.addStep(u"a1"_s, {u"CREATE TYPE mood AS ENUM ('ok')"_s, u"CREATE TABLE t (id serial PRIMARY KEY, m mood)"_s})
        .versionStatements.first()
        .sql = insertReturning;
    builder.addStep(u"b2"_s, {u"INSERT INTO t (m) VALUES ('ok'), ('ok'); UPDATE t SET m = 'ok'"_s});
    const Result<MigrationReport> report = builder.run();
    VERIFY_OK(report);
    QVERIFY2(report->succeeded(), report->failure ? qPrintable(report->failure->error.message) : "");
    QCOMPARE(report->headsAfter, std::optional(QStringList(u"b2"_s)));
    QCOMPARE(report->steps.at(1).statements.at(0).rowsAffected, 2);
}

void TestMigratorOnServers::postgresqlUndoesAFailureInTheThirdRevision()
{
    SCRATCH("RETORT_TEST_POSTGRESQL_URL");
    PlanBuilder builder(scratch->url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id int)"_s});
    builder.addStep(u"b2"_s, {u"CREATE TABLE u (id int)"_s});
    builder.addStep(u"c3"_s, {u"INSERT INTO t VALUES (1)"_s, u"SELECT 1/0"_s});
    const Result<MigrationReport> report = builder.run();
    VERIFY_OK(report);
    QCOMPARE(report->outcome, RunOutcome::Failed);
    QCOMPARE(report->failure->line, 11);
    for (const StepReport &step : report->steps)
        QCOMPARE(step.state, StepState::RolledBack);
    QVERIFY(!report->needsRecovery);
    QVERIFY(!hasTable(scratch->url(), u"t"_s));
    QVERIFY(!hasTable(scratch->url(), u"alembic_version"_s));
}

void TestMigratorOnServers::postgresqlBuildsAnIndexConcurrently()
{
    SCRATCH("RETORT_TEST_POSTGRESQL_URL");
    PlanBuilder builder(scratch->url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id int)"_s, u"!CREATE INDEX CONCURRENTLY i ON t (id)"_s, u"CREATE TABLE u (id int)"_s});
    builder.addStep(u"b2"_s, {u"DROP TABLE missing"_s});
    const Result<MigrationReport> report = builder.run();
    VERIFY_OK(report);
    QCOMPARE(report->outcome, RunOutcome::Failed);
    QCOMPARE(report->steps.at(0).state, StepState::Committed);
    QCOMPARE(report->steps.at(1).state, StepState::RolledBack);
    QCOMPARE(headsOf(scratch->url()), QStringList(u"a1"_s));
    QVERIFY(!report->needsRecovery);
}

void TestMigratorOnServers::postgresqlAcceptsACommitOfTheMigrationsOwn()
{
    SCRATCH("RETORT_TEST_POSTGRESQL_URL");
    PlanBuilder builder(scratch->url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id int)"_s, u"COMMIT"_s, u"CREATE INDEX CONCURRENTLY i ON t (id)"_s});
    const Result<MigrationReport> report = builder.run();
    VERIFY_OK(report);
    QVERIFY2(report->succeeded(), report->failure ? qPrintable(report->failure->error.message) : "");
    QCOMPARE(report->warnings.size(), 1);
    QCOMPARE(headsOf(scratch->url()), QStringList(u"a1"_s));
}

void TestMigratorOnServers::postgresqlKeepsEarlierRevisionsPerMigration()
{
    SCRATCH("RETORT_TEST_POSTGRESQL_URL");
    PlanBuilder builder(scratch->url());
    builder.setTransactions(TransactionMode::PerMigration);
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id int)"_s});
    builder.addStep(u"b2"_s, {u"CREATE TABLE u (id int)"_s, u"DROP TABLE missing"_s});
    const Result<MigrationReport> report = builder.run();
    VERIFY_OK(report);
    QCOMPARE(report->steps.at(0).state, StepState::Committed);
    QCOMPARE(report->steps.at(1).state, StepState::RolledBack);
    QCOMPARE(report->headsAfter, std::optional(QStringList(u"a1"_s)));
    QVERIFY(!hasTable(scratch->url(), u"u"_s));
}

void TestMigratorOnServers::postgresqlCancelsTheRunningStatement()
{
    SCRATCH("RETORT_TEST_POSTGRESQL_URL");
    PlanBuilder builder(scratch->url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id int)"_s, u"SELECT pg_sleep(60)"_s});
    std::stop_source source;
    RunOptions options = builder.options();
    options.cancel = source.get_token();
    std::thread other;
    const Result<MigrationReport> report = Migrator::run(builder.approve(), scratch->url(), options, {}, [&](const RunEvent &event) {
        if (event.kind != RunEvent::Kind::StatementStarted || !event.text.contains("pg_sleep"_L1))
            return;
        other = std::thread([&] {
            // Until the server itself says that the statement runs.
            const auto watcher = opened(scratch->url());
            while (watcher->query(u"SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()"_s)
                       ->isEmpty())
                std::this_thread::yield();
            source.request_stop();
        });
    });
    other.join();
    VERIFY_OK(report);
    QCOMPARE(report->outcome, RunOutcome::Stopped);
    QCOMPARE(report->failure->error.code, u"database.cancelled"_s);
    QVERIFY(!hasTable(scratch->url(), u"t"_s));
}

static QString codeOfASecondRun(const DatabaseUrl &url)
{
    PlanBuilder builder(url);
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id int)"_s});
    const ApprovedPlan approved = builder.approve();
    QString code;
    (void)Migrator::run(approved, url, builder.options(), {}, [&](const RunEvent &event) {
        if (event.kind != RunEvent::Kind::StepStarted)
            return;
        const Result<MigrationReport> second = Migrator::run(approved, url, builder.options());
        code = second ? u"ran"_s : second.error().code;
    });
    return code;
}

void TestMigratorOnServers::postgresqlRefusesASecondRun()
{
    SCRATCH("RETORT_TEST_POSTGRESQL_URL");
    QCOMPARE(codeOfASecondRun(scratch->url()), u"database.migration-running"_s);
}

void TestMigratorOnServers::postgresqlReportsADeferredConstraintAtCommit()
{
    SCRATCH("RETORT_TEST_POSTGRESQL_URL");
    PlanBuilder builder(scratch->url());
    builder.addStep(u"a1"_s,
                    {u"CREATE TABLE p (id int PRIMARY KEY)"_s, u"CREATE TABLE c (p int REFERENCES p DEFERRABLE INITIALLY DEFERRED)"_s,
                     u"INSERT INTO c VALUES (7)"_s});
    const Result<MigrationReport> report = builder.run();
    VERIFY_OK(report);
    QCOMPARE(report->outcome, RunOutcome::Failed);
    QCOMPARE(report->failure->sql, u"COMMIT"_s);
    QCOMPARE(report->failure->error.code, u"database.constraint"_s);
    QCOMPARE(report->steps.at(0).state, StepState::RolledBack);
    QVERIFY(!hasTable(scratch->url(), u"p"_s));
}

void TestMigratorOnServers::aServerThatDiesIsNotCalledDone()
{
    const QString servers = qEnvironmentVariable("RETORT_TEST_SERVERS");
    if (servers.isEmpty())
        QSKIP("RETORT_TEST_SERVERS is not set: no server could be taken away");
    QTemporaryDir directory(u"/tmp/retort-died-XXXXXX"_s);
    QFile::setPermissions(directory.path(), QFile::permissions(directory.path()) | QFile::ExeGroup | QFile::ExeOther);
    const auto control = [&](const QString &command) {
        QProcess process;
        process.start(servers, {command, u"postgresql"_s, directory.filePath(u"server"_s)});
        process.waitForFinished(120000);
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    };
    const DatabaseUrl url = DatabaseUrl::parse(control(u"start"_s)).value();
    PlanBuilder builder(url);
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id int)"_s, u"CREATE TABLE u (id int)"_s});
    const Result<MigrationReport> report = Migrator::run(builder.approve(), url, builder.options(), {}, [&](const RunEvent &event) {
        if (event.kind == RunEvent::Kind::StatementStarted && event.text.contains("TABLE u"_L1))
            control(u"kill"_s);
    });
    VERIFY_OK(report);
    QCOMPARE(report->outcome, RunOutcome::Failed);
    QCOMPARE(report->failure->error.code, u"database.connection-lost"_s);
    QVERIFY(!report->headsAfter);
    QCOMPARE(report->steps.at(0).state, StepState::RolledBack);
    control(u"start"_s);
    QVERIFY(!hasTable(url, u"t"_s));
    control(u"stop"_s);
}

/// Runs in a process of its own that is killed when the statement with `text` has been announced: as a power cut would.
static void runAndDieAt(const ApprovedPlan &approved, const DatabaseUrl &url, const RunOptions &options, const QString &text)
{
    const pid_t child = fork();
    if (child == 0) {
        (void)Migrator::run(approved, url, options, {}, [&](const RunEvent &event) {
            if (event.kind == RunEvent::Kind::StatementStarted && event.text.contains(text))
                raise(SIGKILL);
        });
        _exit(1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    if (!WIFSIGNALED(status))
        qFatal("the run was not killed");
}

void TestMigratorOnServers::aKilledRunOnSqliteNeedsNoRepair()
{
    QTemporaryDir directory;
    const DatabaseUrl url = DatabaseUrl::parse(u"sqlite:///"_s + directory.filePath(u"a.db"_s)).value();
    PlanBuilder builder(url);
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id int)"_s});
    builder.addStep(u"b2"_s, {u"CREATE TABLE u (id int)"_s});
    const ApprovedPlan approved = builder.approve();
    runAndDieAt(approved, url, builder.options(), u"TABLE u"_s);
    const auto found = Recovery::inspect(builder.journalDirectory(), url.identity(), QStringList());
    VERIFY_OK(found);
    QVERIFY(found->has_value());
    QCOMPARE((*found)->state, InterruptedRun::State::NothingToRepair);
    const Result<MigrationReport> report = Migrator::run(approved, url, builder.options());
    VERIFY_OK(report);
    QVERIFY(report->succeeded());
}

void TestMigratorOnServers::aKilledRunOnMariadbIsFoundHalfway()
{
    SCRATCH("RETORT_TEST_MARIADB_URL");
    PlanBuilder builder(scratch->url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id int)"_s});
    builder.addStep(u"b2"_s, {u"CREATE TABLE u (id int)"_s, u"CREATE TABLE v (id int)"_s});
    runAndDieAt(builder.approve(), scratch->url(), builder.options(), u"TABLE v"_s);
    const auto found = Recovery::inspect(builder.journalDirectory(), scratch->url().identity(), headsOf(scratch->url()));
    VERIFY_OK(found);
    QVERIFY(found->has_value());
    QCOMPARE((*found)->state, InterruptedRun::State::Halfway);
    QCOMPARE((*found)->step, 1);
    const QList<JournalStatement> &statements = (*found)->run.steps.at(1).statements;
    QCOMPARE(statements.at(0).state, StatementState::Committed);
    QCOMPARE(statements.at(1).state, StatementState::Started);
}

void TestMigratorOnServers::mariadbMigratesAndReadsBack()
{
    SCRATCH("RETORT_TEST_MARIADB_URL");
    PlanBuilder builder(scratch->url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id int)"_s, u"INSERT INTO t VALUES (1), (2)"_s});
    builder.addStep(u"b2"_s, {u"ALTER TABLE t ADD COLUMN x int"_s});
    const Result<MigrationReport> report = builder.run();
    VERIFY_OK(report);
    QVERIFY2(report->succeeded(), report->failure ? qPrintable(report->failure->error.message) : "");
    QCOMPARE(report->committedSteps(), 2);
    QCOMPARE(report->steps.at(0).statements.at(1).rowsAffected, 2);
    QCOMPARE(headsOf(scratch->url()), QStringList(u"b2"_s));
}

void TestMigratorOnServers::mariadbLeavesHalfARevisionWithItsStory()
{
    SCRATCH("RETORT_TEST_MARIADB_URL");
    PlanBuilder builder(scratch->url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id int)"_s, u"INSERT INTO t VALUES (1)"_s, u"ALTER TABLE missing ADD COLUMN x int"_s});
    const Result<MigrationReport> report = builder.run();
    VERIFY_OK(report);
    QCOMPARE(report->outcome, RunOutcome::Failed);
    QVERIFY(report->needsRecovery);
    QCOMPARE(report->steps.at(0).state, StepState::Halfway);
    QVERIFY(hasTable(scratch->url(), u"t"_s));
    const auto found = Recovery::inspect(builder.journalDirectory(), scratch->url().identity(), report->headsAfter);
    VERIFY_OK(found);
    QVERIFY(found->has_value());
    QCOMPARE((*found)->state, InterruptedRun::State::Halfway);
    QCOMPARE((*found)->run.steps.at(0).statements.at(0).state, StatementState::Committed);
    QCOMPARE((*found)->run.steps.at(0).statements.at(2).state, StatementState::Failed);
    // The journal must say of the row what the database says.
    const int rows = opened(scratch->url())->query(u"SELECT count(*) FROM t"_s)->scalar().toInt();
    QCOMPARE((*found)->run.steps.at(0).statements.at(1).state, rows == 1 ? StatementState::Committed : StatementState::RolledBack);
}

void TestMigratorOnServers::mariadbUndoesARevisionOfDataOnly()
{
    SCRATCH("RETORT_TEST_MARIADB_URL");
    PlanBuilder builder(scratch->url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id int)"_s, u"INSERT INTO t VALUES (1)"_s});
    builder.addStep(u"b2"_s, {u"UPDATE t SET id = 2"_s, u"UPDATE missing SET id = 2"_s});
    const Result<MigrationReport> report = builder.run();
    VERIFY_OK(report);
    QCOMPARE(report->steps.at(0).state, StepState::Committed);
    QCOMPARE(report->steps.at(1).state, StepState::RolledBack);
    QVERIFY(!report->needsRecovery);
    QCOMPARE(opened(scratch->url())->query(u"SELECT id FROM t"_s)->scalar().toInt(), 1);
}

void TestMigratorOnServers::mariadbFinishesTheRevisionBeforeItStops()
{
    SCRATCH("RETORT_TEST_MARIADB_URL");
    PlanBuilder builder(scratch->url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id int)"_s, u"CREATE TABLE u (id int)"_s});
    builder.addStep(u"b2"_s, {u"CREATE TABLE v (id int)"_s});
    std::stop_source source;
    RunContext context;
    context.stop = source.get_token();
    const Result<MigrationReport> report =
        Migrator::run(builder.approve(), scratch->url(), builder.options(), context, [&](const RunEvent &event) {
            if (event.kind == RunEvent::Kind::StatementDone && event.text.contains("TABLE t"_L1))
                source.request_stop();
        });
    VERIFY_OK(report);
    QCOMPARE(report->outcome, RunOutcome::Stopped);
    QCOMPARE(report->steps.at(0).state, StepState::Committed);
    QCOMPARE(report->steps.at(1).state, StepState::NotReached);
    QCOMPARE(report->headsAfter, std::optional(QStringList(u"a1"_s)));
}

void TestMigratorOnServers::mariadbRefusesASecondRun()
{
    SCRATCH("RETORT_TEST_MARIADB_URL");
    QCOMPARE(codeOfASecondRun(scratch->url()), u"database.migration-running"_s);
}

QTEST_GUILESS_MAIN(TestMigratorOnServers)
#include "tst_migratoronservers.moc"
