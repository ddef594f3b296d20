#include "plan/runsummary.h"

#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

namespace {

MigrationPlan plan()
{
    MigrationPlan made;
    made.kind = PlanKind::Upgrade;
    made.steps.resize(2);
    made.resultingHeads = {u"b2"_s};
    return made;
}

MigrationReport report(RunOutcome outcome, std::optional<QStringList> heads)
{
    MigrationReport made;
    made.outcome = outcome;
    made.headsAfter = std::move(heads);
    made.steps.resize(2);
    made.microseconds = 12'345;
    return made;
}

} // namespace

class TestRunSummary : public QObject
{
    Q_OBJECT

private slots:
    void successIsWhatTheDatabaseSays()
    {
        const auto summary = RunSummary::of(report(RunOutcome::Succeeded, QStringList{u"b2"_s}), plan());
        QCOMPARE(summary.role, ColorRole::Success);
        QVERIFY(summary.detail.contains(u"b2"_s));
    }

    // N12: success is never reported from the run alone.
    void withoutTheRevisionReadBackItIsNoSuccess()
    {
        QCOMPARE(RunSummary::of(report(RunOutcome::Succeeded, {}), plan()).role, ColorRole::Warning);
        const auto elsewhere = RunSummary::of(report(RunOutcome::Succeeded, QStringList{u"a1"_s}), plan());
        QCOMPARE(elsewhere.role, ColorRole::Warning);
        QVERIFY(elsewhere.detail.contains(u"a1"_s));
        QVERIFY(elsewhere.detail.contains(u"b2"_s));
    }

    void aFailureSaysWhatWhereWhichStateAndWhatToDo()
    {
        auto failed = report(RunOutcome::Failed, QStringList{u"a0"_s});
        StatementFailure failure;
        failure.revision = u"b2"_s;
        failure.sql = u"ALTER TABLE x"_s;
        failure.file = u"/p/versions/b2_x.py"_s;
        failure.line = 14;
        failure.error = {u"database.locked"_s, u"the database is locked"_s, u"SQLITE_BUSY"_s};
        failed.failure = failure;
        const auto summary = RunSummary::of(failed, plan());
        QCOMPARE(summary.role, ColorRole::Error);
        for (const QString &part : {u"b2"_s, u"the database is locked"_s})
            QVERIFY(summary.text.contains(part));
        for (const QString &part : {u"b2_x.py, line 14"_s, u"ALTER TABLE x"_s, u"SQLITE_BUSY"_s, u"undone"_s, u"at a0"_s, u"What to do"_s})
            QVERIFY2(summary.detail.contains(part), qPrintable(summary.detail));
    }

    // N11: what is half done is called so.
    void aMigrationThatIsHalfDoneIsCalledHalfDone()
    {
        auto failed = report(RunOutcome::Failed, QStringList{});
        failed.needsRecovery = true;
        const auto summary = RunSummary::of(failed, plan());
        QVERIFY(summary.detail.contains(u"half done"_s));
        QVERIFY(!summary.detail.contains(u"Everything this run did was undone"_s));
    }

    void aRefusalSaysThatNothingWasRun()
    {
        const auto summary = RunSummary::refused({u"guard.plan-changed"_s, u"The plan is not the one that was confirmed."_s, {}});
        QVERIFY(summary.detail.contains(u"Nothing was run"_s));
    }
};

QTEST_APPLESS_MAIN(TestRunSummary)
#include "tst_runsummary.moc"
