#include "planbuilder.h"

#include "database/migrationlock.h"
#include "migration/journal.h"
#include "migration/journalformat.h"
#include "migration/recovery.h"
#include "migration/versiontable.h"

#include <QTest>

using namespace retort;
using namespace Qt::StringLiterals;

#define VERIFY_OK(result)                                                                                                                  \
    do {                                                                                                                                   \
        const auto &checked = (result);                                                                                                    \
        QVERIFY2(checked.ok(), checked.ok() ? "" : qPrintable(checked.error().message + u' ' + checked.error().detail));                   \
    } while (false)

class TestMigrator : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void aFreshDatabaseIsMigratedAndReadBack();
    void everyStatementIsReported();
    void aFailureInTheThirdRevisionLeavesNothing();
    void theFailureNamesFileAndLine();
    void aMissingVersionRowFailsInAlembicsWords();
    void severalHeadsAreMergedRowByRow();
    void anAutocommitStatementRunsOutside();
    void aCommitOfTheMigrationsOwnIsNoticed();
    void switchingForeignKeysIsWarnedAbout();
    void anEmptyPlanDoesNothing();

    void aChangedPlanIsRefused();
    void aChangedFileIsRefused();
    void anotherTargetIsRefused();
    void otherVersionRowsAreRefused();
    void aRefusedVerificationRunsNothing();
    void aLockedDatabaseIsRefused();
    void aSecondRunIsRefusedWhileOneRuns();
    void aMissingVersionTableIsRefused();
    void withoutAJournalNothingRuns();

    void stoppingRollsEverythingBack();
    void stoppingPerMigrationKeepsWhatIsDone();
    void cancellingEndsTheRunningStatement();

    void theJournalTellsTheWholeStory();
    void aRunThatStoppedHalfwayKeepsOthersFromStarting();
    void aCrashInATransactionNeedsNoRepair();

private:
    [[nodiscard]] DatabaseUrl url() const { return DatabaseUrl::parse(u"sqlite:///"_s + m_directory->filePath(u"a.db"_s)).value(); }
    [[nodiscard]] std::unique_ptr<Connection> open() const { return std::move(Connection::open(url(), OpenMode::ReadWrite).value()); }
    [[nodiscard]] QStringList tables() const;
    [[nodiscard]] QStringList heads() const;

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestMigrator::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
}
void TestMigrator::cleanup()
{
    m_directory.reset();
}

QStringList TestMigrator::tables() const
{
    QStringList names;
    const Result<Rows> rows = open()->query(u"SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"_s);
    for (const QVariantList &row : rows->rows)
        names.append(row.first().toString());
    return names;
}

QStringList TestMigrator::heads() const
{
    return VersionTable({}).read(*open())->heads;
}

void TestMigrator::aFreshDatabaseIsMigratedAndReadBack()
{
    PlanBuilder builder(url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id INTEGER)"_s});
    builder.addStep(u"b2"_s, {u"ALTER TABLE t ADD COLUMN x TEXT DEFAULT ':name'"_s});
    const Result<MigrationReport> report = builder.run();
    VERIFY_OK(report);
    QVERIFY2(report->succeeded(), report->failure ? qPrintable(report->failure->error.message) : "");
    QCOMPARE(report->headsBefore, QStringList());
    QCOMPARE(report->headsAfter, std::optional(QStringList(u"b2"_s)));
    QCOMPARE(report->committedSteps(), 2);
    QVERIFY(!report->needsRecovery);
    QCOMPARE(tables(), (QStringList{u"alembic_version"_s, u"t"_s}));
    QCOMPARE(heads(), QStringList(u"b2"_s));
}

void TestMigrator::everyStatementIsReported()
{
    PlanBuilder builder(url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id INTEGER)"_s, u"INSERT INTO t VALUES (1), (2)"_s});
    QStringList seen;
    const Result<MigrationReport> report = Migrator::run(builder.approve(), url(), builder.options(), {}, [&](const RunEvent &event) {
        if (event.kind == RunEvent::Kind::StatementDone)
            seen.append(event.text);
    });
    VERIFY_OK(report);
    QCOMPARE(seen.size(), 4);
    const QList<StatementReport> &statements = report->steps.first().statements;
    QCOMPARE(statements.size(), 3);
    QCOMPARE(statements.at(0).rowsAffected, -1);
    QCOMPARE(statements.at(1).rowsAffected, 2);
    QCOMPARE(statements.at(2).id, (StatementId{0, StatementId::Part::Version, 0}));
    for (const StatementReport &statement : statements)
        QCOMPARE(statement.state, StatementState::Committed);
}

void TestMigrator::aFailureInTheThirdRevisionLeavesNothing()
{
    PlanBuilder builder(url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id INTEGER)"_s});
    builder.addStep(u"b2"_s, {u"CREATE TABLE u (id INTEGER)"_s});
    builder.addStep(u"c3"_s, {u"INSERT INTO t VALUES (1)"_s, u"INSERT INTO missing VALUES (1)"_s});
    const Result<MigrationReport> report = builder.run();
    VERIFY_OK(report);
    QCOMPARE(report->outcome, RunOutcome::Failed);
    QCOMPARE(report->headsAfter, std::optional(QStringList()));
    for (const StepReport &step : report->steps)
        QCOMPARE(step.state, StepState::RolledBack);
    QCOMPARE(report->steps.at(2).statements.at(0).state, StatementState::RolledBack);
    QCOMPARE(report->steps.at(2).statements.at(1).state, StatementState::Failed);
    QVERIFY(!report->needsRecovery);
    QCOMPARE(tables(), QStringList());
}

void TestMigrator::theFailureNamesFileAndLine()
{
    PlanBuilder builder(url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id INTEGER)"_s, u"DROP TABLE missing"_s});
    const Result<MigrationReport> report = builder.run();
    VERIFY_OK(report);
    QCOMPARE(report->failure->revision, u"a1"_s);
    QVERIFY(report->failure->file.endsWith("a1.py"_L1));
    QCOMPARE(report->failure->line, 11);
    QCOMPARE(report->failure->sql, u"DROP TABLE missing"_s);
    QCOMPARE(report->failure->error.message, u"no such table: missing"_s);
}

void TestMigrator::aMissingVersionRowFailsInAlembicsWords()
{
    VERIFY_OK(open()->exec(u"CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"_s));
    VERIFY_OK(open()->exec(u"INSERT INTO alembic_version VALUES ('a1')"_s));
    PlanBuilder builder(url());
    builder.startAt({u"a1"_s});
    builder.addStep(u"b2"_s, {u"CREATE TABLE t (id INTEGER)"_s, u"DELETE FROM alembic_version"_s});
    const Result<MigrationReport> report = builder.run();
    VERIFY_OK(report);
    QCOMPARE(report->outcome, RunOutcome::Failed);
    QCOMPARE(report->failure->error.message,
             u"Online migration expected to match one row when updating 'a1' to 'b2' in 'alembic_version'; 0 found"_s);
    QCOMPARE(heads(), QStringList(u"a1"_s));
    QCOMPARE(tables(), QStringList(u"alembic_version"_s));
}

void TestMigrator::severalHeadsAreMergedRowByRow()
{
    VERIFY_OK(open()->exec(u"CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"_s));
    VERIFY_OK(open()->exec(u"INSERT INTO alembic_version VALUES ('b1'), ('b2')"_s));
    PlanBuilder builder(url());
    builder.startAt({u"b2"_s, u"b1"_s});
    PlanStep &merge = builder.addEmptyStep(u"m1"_s);
    merge.versionStatements = {{u"DELETE FROM alembic_version WHERE alembic_version.version_num = 'b1'"_s, {}, false},
                               {u"UPDATE alembic_version SET version_num='m1' WHERE alembic_version.version_num = 'b2'"_s, {}, false}};
    merge.headsAfter = QStringList(u"m1"_s);
    builder.plan().resultingHeads = merge.headsAfter;
    const Result<MigrationReport> report = builder.run();
    VERIFY_OK(report);
    QVERIFY(report->succeeded());
    QCOMPARE(heads(), QStringList(u"m1"_s));
}

void TestMigrator::anAutocommitStatementRunsOutside()
{
    PlanBuilder builder(url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id INTEGER)"_s, u"!VACUUM"_s, u"CREATE TABLE u (id INTEGER)"_s, u"DROP TABLE missing"_s});
    const Result<MigrationReport> report = builder.run();
    VERIFY_OK(report);
    QCOMPARE(report->outcome, RunOutcome::Failed);
    QCOMPARE(tables(), (QStringList{u"alembic_version"_s, u"t"_s}));
    QCOMPARE(report->steps.first().state, StepState::Halfway);
    QCOMPARE(report->steps.first().statements.at(1).state, StatementState::Committed);
    QCOMPARE(report->steps.first().statements.at(2).state, StatementState::RolledBack);
    QVERIFY(report->needsRecovery);
}

void TestMigrator::aCommitOfTheMigrationsOwnIsNoticed()
{
    PlanBuilder builder(url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id INTEGER)"_s, u"COMMIT"_s, u"VACUUM"_s});
    builder.addStep(u"b2"_s, {u"CREATE TABLE u (id INTEGER)"_s, u"DROP TABLE missing"_s});
    const Result<MigrationReport> report = builder.run();
    VERIFY_OK(report);
    QCOMPARE(report->warnings.size(), 1);
    // What cannot be undone has its version row, although the run as a whole failed.
    QCOMPARE(report->steps.at(0).state, StepState::Committed);
    QCOMPARE(report->steps.at(1).state, StepState::RolledBack);
    QCOMPARE(tables(), (QStringList{u"alembic_version"_s, u"t"_s}));
    QCOMPARE(heads(), QStringList(u"a1"_s));
}

void TestMigrator::switchingForeignKeysIsWarnedAbout()
{
    PlanBuilder builder(url());
    builder.addStep(u"a1"_s, {u"PRAGMA foreign_keys=OFF"_s, u"CREATE TABLE t (id INTEGER)"_s, u"PRAGMA user_version=3"_s});
    const Result<MigrationReport> report = builder.run();
    VERIFY_OK(report);
    QVERIFY(report->succeeded());
    QCOMPARE(report->warnings.size(), 1);
    QVERIFY(report->warnings.first().contains("PRAGMA foreign_keys=OFF"_L1));
}

void TestMigrator::anEmptyPlanDoesNothing()
{
    PlanBuilder builder(url());
    builder.plan().preparation.clear();
    VERIFY_OK(open()->exec(u"CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"_s));
    const Result<MigrationReport> report = builder.run();
    VERIFY_OK(report);
    QVERIFY(report->succeeded());
    QVERIFY(report->runId.isEmpty());
}

void TestMigrator::aChangedPlanIsRefused()
{
    PlanBuilder builder(url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id INTEGER)"_s});
    const ApprovedPlan approved = builder.approve();
    builder.plan().steps.first().statements.first().sql = u"CREATE TABLE other (id INTEGER)"_s;
    const Result<MigrationReport> report = Migrator::run(approved, url(), builder.options());
    QVERIFY(!report.ok());
    QCOMPARE(report.error().code, u"migration.plan-changed"_s);
    QVERIFY(!QFile::exists(url().filePath()));
}

void TestMigrator::aChangedFileIsRefused()
{
    PlanBuilder builder(url());
    const QString path = builder.addStep(u"a1"_s, {u"CREATE TABLE t (id INTEGER)"_s}).file;
    const ApprovedPlan approved = builder.approve();
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append));
    file.write("\n");
    file.close();
    Result<MigrationReport> report = Migrator::run(approved, url(), builder.options());
    QVERIFY(!report.ok());
    QCOMPARE(report.error().code, u"migration.file-changed"_s);
    QVERIFY(report.error().message.contains(path));
    QVERIFY(file.remove());
    report = Migrator::run(approved, url(), builder.options());
    QVERIFY(!report.ok());
    QCOMPARE(report.error().code, u"migration.file-changed"_s);
    QVERIFY(!QFile::exists(url().filePath()));
}

void TestMigrator::anotherTargetIsRefused()
{
    PlanBuilder builder(url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id INTEGER)"_s});
    const DatabaseUrl other = DatabaseUrl::parse(u"sqlite:///"_s + m_directory->filePath(u"b.db"_s)).value();
    const Result<MigrationReport> report = Migrator::run(builder.approve(), other, builder.options());
    QVERIFY(!report.ok());
    QCOMPARE(report.error().code, u"migration.wrong-target"_s);
    QVERIFY(!QFile::exists(other.filePath()));
}

void TestMigrator::otherVersionRowsAreRefused()
{
    VERIFY_OK(open()->exec(u"CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"_s));
    VERIFY_OK(open()->exec(u"INSERT INTO alembic_version VALUES ('z9')"_s));
    PlanBuilder builder(url());
    builder.startAt({u"a1"_s});
    builder.addStep(u"b2"_s, {u"CREATE TABLE t (id INTEGER)"_s});
    const Result<MigrationReport> report = builder.run();
    QVERIFY(!report.ok());
    QCOMPARE(report.error().code, u"migration.heads-changed"_s);
    QVERIFY(report.error().message.contains("z9"_L1));
    QCOMPARE(tables(), QStringList(u"alembic_version"_s));
}

void TestMigrator::aRefusedVerificationRunsNothing()
{
    PlanBuilder builder(url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id INTEGER)"_s});
    RunOptions options = builder.options();
    options.verify = [](const ApprovedPlan &) { return Result<void>(Error{u"caller.changed"_s, u"production now"_s, {}}); };
    const Result<MigrationReport> report = Migrator::run(builder.approve(), url(), options);
    QVERIFY(!report.ok());
    QCOMPARE(report.error().code, u"caller.changed"_s);
    QCOMPARE(tables(), QStringList());
}

void TestMigrator::aLockedDatabaseIsRefused()
{
    const auto other = open();
    VERIFY_OK(other->exec(u"CREATE TABLE x (id)"_s));
    VERIFY_OK(other->begin());
    PlanBuilder builder(url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id INTEGER)"_s});
    const Result<MigrationReport> report = builder.run();
    QVERIFY(!report.ok());
    QCOMPARE(report.error().code, u"database.locked"_s);
}

void TestMigrator::aSecondRunIsRefusedWhileOneRuns()
{
    PlanBuilder builder(url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id INTEGER)"_s});
    const ApprovedPlan approved = builder.approve();
    QString secondRun;
    const Result<MigrationReport> first = Migrator::run(approved, url(), builder.options(), {}, [&](const RunEvent &event) {
        if (event.kind != RunEvent::Kind::StepStarted)
            return;
        const Result<MigrationReport> second = Migrator::run(approved, url(), builder.options());
        secondRun = second ? u"ran"_s : second.error().code;
    });
    VERIFY_OK(first);
    QVERIFY(first->succeeded());
    QCOMPARE(secondRun, u"database.migration-running"_s);
}

void TestMigrator::aMissingVersionTableIsRefused()
{
    PlanBuilder builder(url());
    builder.startAt({});
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id INTEGER)"_s});
    const Result<MigrationReport> report = builder.run();
    QVERIFY(!report.ok());
    QCOMPARE(report.error().code, u"migration.version-table-missing"_s);
}

void TestMigrator::withoutAJournalNothingRuns()
{
    PlanBuilder builder(url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id INTEGER)"_s});
    RunOptions options = builder.options();
    options.journalDirectory = builder.plan().steps.first().file + u"/journal"_s;
    const Result<MigrationReport> report = Migrator::run(builder.approve(), url(), options);
    QVERIFY(!report.ok());
    QCOMPARE(report.error().code, u"journal.not-writable"_s);
    QCOMPARE(tables(), QStringList());
}

/// Asks for a stop when the given revision begins.
static Result<MigrationReport> runStoppingAt(PlanBuilder &builder, const DatabaseUrl &url, const QString &revision)
{
    std::stop_source source;
    RunContext context;
    context.stop = source.get_token();
    return Migrator::run(builder.approve(), url, builder.options(), context, [&](const RunEvent &event) {
        if (event.kind == RunEvent::Kind::StepStarted && event.text == revision)
            source.request_stop();
    });
}

void TestMigrator::stoppingRollsEverythingBack()
{
    PlanBuilder builder(url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id INTEGER)"_s});
    builder.addStep(u"b2"_s, {u"CREATE TABLE u (id INTEGER)"_s, u"CREATE TABLE v (id INTEGER)"_s});
    const Result<MigrationReport> report = runStoppingAt(builder, url(), u"b2"_s);
    VERIFY_OK(report);
    QCOMPARE(report->outcome, RunOutcome::Stopped);
    QVERIFY(!report->failure);
    QCOMPARE(report->steps.at(0).state, StepState::RolledBack);
    QCOMPARE(tables(), QStringList());
}

void TestMigrator::stoppingPerMigrationKeepsWhatIsDone()
{
    PlanBuilder builder(url());
    builder.setTransactions(TransactionMode::PerMigration);
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id INTEGER)"_s});
    builder.addStep(u"b2"_s, {u"CREATE TABLE u (id INTEGER)"_s, u"CREATE TABLE v (id INTEGER)"_s});
    const Result<MigrationReport> report = runStoppingAt(builder, url(), u"b2"_s);
    VERIFY_OK(report);
    QCOMPARE(report->outcome, RunOutcome::Stopped);
    QCOMPARE(report->steps.at(0).state, StepState::Committed);
    QCOMPARE(report->steps.at(1).state, StepState::RolledBack);
    QCOMPARE(heads(), QStringList(u"a1"_s));
    QVERIFY(!report->needsRecovery);
}

void TestMigrator::cancellingEndsTheRunningStatement()
{
    PlanBuilder builder(url());
    builder.addStep(u"a1"_s,
                    {u"CREATE TABLE t (id INTEGER)"_s,
                     u"INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"_s});
    std::stop_source source;
    RunOptions options = builder.options();
    options.cancel = source.get_token();
    std::thread other;
    const Result<MigrationReport> report = Migrator::run(builder.approve(), url(), options, {}, [&](const RunEvent &event) {
        if (event.kind == RunEvent::Kind::StatementStarted && event.text.contains("RECURSIVE"_L1)) {
            other = std::thread([&source] {
                // The statement begins right after this event; a cancel that comes before it would be lost.
                std::this_thread::sleep_for(std::chrono::milliseconds(100));
                source.request_stop();
            });
        }
    });
    other.join();
    VERIFY_OK(report);
    QCOMPARE(report->outcome, RunOutcome::Stopped);
    QCOMPARE(report->failure->error.code, u"database.cancelled"_s);
    QCOMPARE(tables(), QStringList());
}

void TestMigrator::theJournalTellsTheWholeStory()
{
    PlanBuilder builder(url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id INTEGER)"_s, u"INSERT INTO t VALUES (1), (2)"_s});
    builder.addStep(u"b2"_s, {u"SELECT 'CREATE ROLE x PASSWORD ''hunter2'''"_s});
    VERIFY_OK(builder.run());
    const Result<QList<JournalRun>> runs = Journal::read(builder.journalDirectory(), url().identity());
    VERIFY_OK(runs);
    QCOMPARE(runs->size(), 1);
    const JournalRun &run = runs->first();
    QVERIFY(!run.isOpen());
    QVERIFY(Journal::readOpen(builder.journalDirectory(), url().identity())->isEmpty());
    QVERIFY(run.who.contains(u'@'));
    QCOMPARE(run.environment, u"development"_s);
    QCOMPARE(run.fingerprint, builder.plan().fingerprint);
    QCOMPARE(run.end->outcome, RunOutcome::Succeeded);
    QCOMPARE(run.end->headsAfter, std::optional(QStringList(u"b2"_s)));
    QCOMPARE(run.steps.at(0).statements.at(1).rowsAffected, 2);
    QCOMPARE(run.steps.at(0).statements.at(1).state, StatementState::Committed);
    QCOMPARE(run.steps.at(0).versionStatements.at(0).state, StatementState::Committed);
    QFile file(Journal::fileFor(builder.journalDirectory(), url().identity()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(!text.contains("hunter2"));
    QVERIFY(text.endsWith(journalClearLine.toByteArray()));
    QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void TestMigrator::aRunThatStoppedHalfwayKeepsOthersFromStarting()
{
    PlanBuilder failing(url());
    failing.addStep(u"a1"_s, {u"CREATE TABLE t (id INTEGER)"_s, u"!VACUUM"_s, u"DROP TABLE missing"_s});
    VERIFY_OK(failing.run());
    const auto interrupted = Recovery::inspect(failing.journalDirectory(), url().identity());
    VERIFY_OK(interrupted);
    QVERIFY(interrupted->has_value());
    QCOMPARE((*interrupted)->state, InterruptedRun::State::Halfway);
    QCOMPARE((*interrupted)->step, 0);
    const QList<JournalStatement> &statements = (*interrupted)->run.steps.first().statements;
    QCOMPARE(statements.at(0).state, StatementState::Committed);
    QCOMPARE(statements.at(2).state, StatementState::Failed);

    PlanBuilder next(url());
    next.useJournalOf(failing);
    next.startAt({});
    next.addStep(u"a1"_s, {u"CREATE TABLE u (id INTEGER)"_s});
    const Result<MigrationReport> refused = next.run();
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, u"migration.interrupted-run"_s);

    RunOptions options = next.optionsWithJournal();
    options.repairsInterruptedRun = true;
    const Result<MigrationReport> repaired = Migrator::run(next.approve(), url(), options);
    VERIFY_OK(repaired);
    QVERIFY(repaired->succeeded());
    QVERIFY(!Recovery::inspect(failing.journalDirectory(), url().identity())->has_value());
}

void TestMigrator::aCrashInATransactionNeedsNoRepair()
{
    PlanBuilder builder(url());
    builder.addStep(u"a1"_s, {u"CREATE TABLE t (id INTEGER)"_s});
    const ApprovedPlan approved = builder.approve();
    // The entries that a run leaves that dies after its statement.
    {
        auto journal = std::move(Journal::open(builder.journalDirectory(), url().identity()).value());
        JournalRun run;
        run.id = u"dead"_s;
        run.transactions = TransactionMode::WholePlan;
        run.targetIdentity = url().identity();
        JournalStep step;
        step.revision = u"a1"_s;
        step.headsAfter = QStringList(u"a1"_s);
        step.statements.append(JournalStatement{u"CREATE TABLE t (id INTEGER)"_s, false, 10, {}, {}, 0, -1, {}});
        run.steps.append(step);
        journal->begin(run);
        journal->intent({0, StatementId::Part::Migration, 0});
        journal->done({0, StatementId::Part::Migration, 0}, 5, -1);
        VERIFY_OK(journal->flush(true));
    }
    const Result<MigrationReport> report = Migrator::run(approved, url(), builder.options());
    VERIFY_OK(report);
    QVERIFY(report->succeeded());
    const Result<QList<JournalRun>> runs = Journal::read(builder.journalDirectory(), url().identity());
    QCOMPARE(runs->size(), 2);
    QCOMPARE(runs->first().resolution, u"automatic"_s);
}

QTEST_GUILESS_MAIN(TestMigrator)
#include "tst_migrator.moc"
