#include "migration/implicitcommit.h"
#include "migration/journal.h"
#include "migration/journalformat.h"
#include "migration/recovery.h"
#include "migration/whoami.h"

#include <QTemporaryDir>
#include <QTest>

using namespace retort;
using namespace Qt::StringLiterals;
using Part = StatementId::Part;

class TestJournal : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void anAbsentFileIsAnEmptyHistory();
    void aTornLastLineIsLeftOut();
    void aNewEntryIsNotGluedToATornLine();
    void passwordsInSqlAreNotWritten_data();
    void passwordsInSqlAreNotWritten();
    void garbageIsNoRun();
    void statesFollowTheEntries();
    void openRunsAreFoundBehindTheLastPlaceWithoutOne();

    void withoutTransactionsABegunStatementIsHalfway();
    void versionRowsProveThatAStepIsComplete();
    void anUnansweredCommitIsDecidedByTheVersionRows();
    void aLivingProcessIsStillRunning();

    void onlyDmlIsKnownNotToCommit_data();
    void onlyDmlIsKnownNotToCommit();

private:
    [[nodiscard]] std::unique_ptr<Journal> open() const { return std::move(Journal::open(directory(), m_target).value()); }
    [[nodiscard]] QString directory() const { return m_directory->filePath(u"j"_s); }
    /// A run of two steps with one statement each, all entries up to the given one.
    [[nodiscard]] std::optional<InterruptedRun> interruptedAfter(int entries, TransactionMode mode,
                                                                 const std::optional<QStringList> &heads) const;

    const QString m_target = u"sqlite:////x.db"_s;
    std::unique_ptr<QTemporaryDir> m_directory;
};

static JournalRun twoSteps(TransactionMode mode)
{
    JournalRun run;
    run.id = u"abc"_s;
    run.transactions = mode;
    for (const QString &revision : {u"a1"_s, u"b2"_s}) {
        JournalStep step;
        step.revision = revision;
        step.headsAfter = QStringList(revision);
        JournalStatement statement;
        statement.sql = u"CREATE TABLE "_s + revision;
        step.statements.append(statement);
        statement.sql = u"UPDATE alembic_version"_s;
        step.versionStatements.append(statement);
        run.steps.append(step);
    }
    return run;
}

std::optional<InterruptedRun> TestJournal::interruptedAfter(int entries, TransactionMode mode,
                                                            const std::optional<QStringList> &heads) const
{
    const auto journal = open();
    journal->begin(twoSteps(mode));
    const QList<std::function<void()>> all{
        [&] {
            journal->intent({0, Part::Migration, 0});
        },
        [&] {
            journal->done({0, Part::Migration, 0}, 1, -1);
        },
        [&] {
            journal->intent({0, Part::Version, 0});
        },
        [&] {
            journal->done({0, Part::Version, 0}, 1, 1);
        },
        [&] { journal->committed(); },
        [&] {
            journal->intent({1, Part::Migration, 0});
        },
    };
    for (int i = 0; i < entries; ++i)
        all.at(i)();
    if (!journal->flush(false))
        qFatal("cannot write");
    return Recovery::inspect(directory(), m_target, heads).value();
}

void TestJournal::anAbsentFileIsAnEmptyHistory()
{
    QVERIFY(Journal::read(directory(), m_target)->isEmpty());
    QVERIFY(!Recovery::inspect(directory(), m_target)->has_value());
    QVERIFY(!QFile::exists(directory()));
}

void TestJournal::aTornLastLineIsLeftOut()
{
    const auto journal = open();
    journal->begin(twoSteps(TransactionMode::None));
    journal->intent({0, Part::Migration, 0});
    QVERIFY(journal->flush(false).ok());
    QFile file(journal->fileName());
    QVERIFY(file.open(QIODevice::Append));
    file.write(R"({"e":"done","s":0,"p":"m","i")");
    file.close();
    QCOMPARE(Journal::read(directory(), m_target)->first().steps.first().statements.first().state, StatementState::Started);
}

void TestJournal::aNewEntryIsNotGluedToATornLine()
{
    QFile file(Journal::fileFor(directory(), m_target));
    QVERIFY(QDir().mkpath(directory()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"e":"begin","run":"torn)");
    file.close();
    const auto journal = open();
    journal->begin(twoSteps(TransactionMode::None));
    QVERIFY(journal->flush(true).ok());
    const Result<QList<JournalRun>> runs = Journal::read(directory(), m_target);
    QCOMPARE(runs->size(), 1);
    QCOMPARE(runs->first().id, u"abc"_s);
}

void TestJournal::passwordsInSqlAreNotWritten_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("role") << u"CREATE ROLE app LOGIN PASSWORD 'hunter2'"_s;
    QTest::newRow("lower case") << u"alter user app with encrypted password 'hunter2' valid until 'infinity'"_s;
    QTest::newRow("quotes inside") << u"ALTER ROLE app PASSWORD 'a''hunter2\\'"_s;
    QTest::newRow("within a string") << u"EXECUTE 'ALTER ROLE app PASSWORD ''hunter2'''"_s;
    QTest::newRow("mysql") << u"CREATE USER 'app'@'%' IDENTIFIED BY 'hunter2'"_s;
    QTest::newRow("mysql plugin") << u"CREATE USER app IDENTIFIED WITH caching_sha2_password BY 'hunter2'"_s;
    QTest::newRow("set") << u"SET PASSWORD = 'hunter2'"_s;
    QTest::newRow("function") << u"SET PASSWORD FOR app = PASSWORD('hunter2')"_s;
    QTest::newRow("cut off") << u"LINE 1: ALTER ROLE app PASSWORD 'hunter2"_s;
}

void TestJournal::passwordsInSqlAreNotWritten()
{
    QFETCH(QString, sql);
    QVERIFY2(!withoutSqlPasswords(sql).contains("hunter2"_L1), qPrintable(withoutSqlPasswords(sql)));
    QVERIFY(withoutSqlPasswords(sql).contains("***"_L1));
}

void TestJournal::garbageIsNoRun()
{
    QFile file(Journal::fileFor(directory(), m_target));
    QVERIFY(QDir().mkpath(directory()));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("\n\n{}\n[1,2]\n{\"e\":\"begin\"}\n{\"e\":\"begin\",\"run\":\"x\",\"d\":[]}\n{\"e\":\"done\",\"s\":-7,\"i\":99}\n"
               "{\"e\":\"end\"\n\xff\xfe\n{\"e\":\"resolved\",\"run\":\n");
    file.close();
    QVERIFY(Journal::read(directory(), m_target)->isEmpty());
    QVERIFY(Journal::readOpen(directory(), m_target)->isEmpty());
}

void TestJournal::statesFollowTheEntries()
{
    (void)interruptedAfter(6, TransactionMode::PerMigration, {});
    const JournalRun run = Journal::read(directory(), m_target)->first();
    QCOMPARE(run.steps.at(0).statements.first().state, StatementState::Committed);
    QCOMPARE(run.steps.at(0).versionStatements.first().rowsAffected, 1);
    QCOMPARE(run.steps.at(1).statements.first().state, StatementState::Started);
    QVERIFY(run.isOpen());
}

void TestJournal::openRunsAreFoundBehindTheLastPlaceWithoutOne()
{
    const auto journal = open();
    journal->begin(twoSteps(TransactionMode::None));
    journal->end({});
    journal->allClosed();
    QVERIFY(journal->flush(false).ok());
    QVERIFY(Journal::readOpen(directory(), m_target)->isEmpty());

    JournalRun run = twoSteps(TransactionMode::None);
    run.id = u"later"_s;
    // Longer than what is read at first.
    run.steps.first().statements.first().sql = QString(20000, u'x') + u"\"e\":\"clear\"é\n\U0001F600\\\x01";
    journal->begin(run);
    journal->intent({0, Part::Migration, 0});
    QVERIFY(journal->flush(false).ok());
    const Result<QList<JournalRun>> found = Journal::readOpen(directory(), m_target);
    QCOMPARE(found->size(), 1);
    QCOMPARE(found->first().id, run.id);
    QCOMPARE(found->first().steps.first().statements.first().sql, run.steps.first().statements.first().sql);
    QCOMPARE(Journal::read(directory(), m_target)->size(), 2);
}

void TestJournal::withoutTransactionsABegunStatementIsHalfway()
{
    const auto found = interruptedAfter(6, TransactionMode::None, QStringList(u"a1"_s));
    QVERIFY(found);
    QCOMPARE(found->state, InterruptedRun::State::Halfway);
    QCOMPARE(found->step, 1);
    QCOMPARE(found->run.steps.at(1).statements.first().state, StatementState::Started);
}

void TestJournal::versionRowsProveThatAStepIsComplete()
{
    const auto found = interruptedAfter(4, TransactionMode::None, QStringList(u"a1"_s));
    QVERIFY(found);
    QCOMPARE(found->state, InterruptedRun::State::NothingToRepair);
    QCOMPARE(found->run.steps.at(0).statements.first().state, StatementState::Committed);
}

void TestJournal::anUnansweredCommitIsDecidedByTheVersionRows()
{
    const auto unknown = interruptedAfter(4, TransactionMode::PerMigration, {});
    QCOMPARE(unknown->state, InterruptedRun::State::Halfway);
    const auto undone = Recovery::inspect(directory(), m_target, QStringList()).value();
    QCOMPARE(undone->state, InterruptedRun::State::NothingToRepair);
    QCOMPARE(undone->run.steps.at(0).statements.first().state, StatementState::RolledBack);
    const auto done = Recovery::inspect(directory(), m_target, QStringList(u"a1"_s)).value();
    QCOMPARE(done->state, InterruptedRun::State::NothingToRepair);
    QCOMPARE(done->run.steps.at(0).statements.first().state, StatementState::Committed);
}

void TestJournal::aLivingProcessIsStillRunning()
{
    JournalRun run = twoSteps(TransactionMode::None);
    run.who = whoAmI();
    run.process = QCoreApplication::applicationPid();
    const auto journal = open();
    journal->begin(run);
    QVERIFY(journal->flush(false).ok());
    QCOMPARE(Recovery::inspect(directory(), m_target).value()->state, InterruptedRun::State::StillRunning);
}

void TestJournal::onlyDmlIsKnownNotToCommit_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<bool>("commits");
    QTest::newRow("insert") << u"INSERT INTO t VALUES (1)"_s << false;
    QTest::newRow("comments") << u"-- x\n# y\n/* z */ update t set a = 1"_s << false;
    QTest::newRow("parentheses") << u"(SELECT 1)"_s << false;
    QTest::newRow("set") << u"SET FOREIGN_KEY_CHECKS = 0"_s << false;
    QTest::newRow("autocommit") << u"SET autocommit = 1"_s << true;
    QTest::newRow("create") << u"CREATE TABLE t (a int)"_s << true;
    QTest::newRow("executable comment") << u"/*!40101 CREATE TABLE t (a int) */"_s << true;
    QTest::newRow("two statements") << u"UPDATE t SET a = 1; DROP TABLE t"_s << true;
    QTest::newRow("one with its semicolon") << u"UPDATE t SET a = 1;\n"_s << false;
    QTest::newRow("call") << u"CALL p()"_s << true;
    QTest::newRow("empty") << QString() << true;
}

void TestJournal::onlyDmlIsKnownNotToCommit()
{
    QFETCH(QString, sql);
    QTEST(commitsImplicitly(sql), "commits");
}

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
