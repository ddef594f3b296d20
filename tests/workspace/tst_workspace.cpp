#include "workspace/settings.h"
#include "workspace/surveyedfile.h"
#include "workspace/workspace.h"

#include "ownhome.h"
#include "smallproject.h"

#include <QSignalSpy>
#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A workspace on a small project, settled.
class Opened
{
public:
    explicit Opened(const QString &home) : settings(home + u"/retort.conf"_s), workspace(&settings, &tasks, home + u"/targets.json"_s)
    {
        tests::writeSmallProject(project);
    }

    bool open()
    {
        workspace.open(project.path());
        return QTest::qWaitFor([this] { return idle() && workspace.project(); }, patience);
    }
    [[nodiscard]] bool idle() const { return tasks.running().isEmpty(); }
    bool settle()
    {
        return QTest::qWaitFor([this] { return idle(); }, patience);
    }

    Result<PlannedChange> plan(PlanKind kind, const QStringList &revisions)
    {
        std::optional<Result<PlannedChange>> result;
        workspace.plan(kind, revisions, &workspace, [&](Result<PlannedChange> planned) { result = std::move(planned); });
        if (!QTest::qWaitFor([&] { return result.has_value(); }, patience))
            return Error{u"test.timeout"_s, {}, {}};
        return *result;
    }

    Result<MigrationReport> run(const std::shared_ptr<const MigrationPlan> &plan, Confirmation confirmation)
    {
        std::optional<Result<MigrationReport>> result;
        const auto started = workspace.run(plan, confirmation, std::make_shared<RunLog>(), &workspace,
                                           [&](Result<MigrationReport> report) { result = std::move(report); });
        if (!started)
            return started.error();
        if (!QTest::qWaitFor([&] { return result.has_value(); }, patience))
            return Error{u"test.timeout"_s, {}, {}};
        settle();
        return *result;
    }

    [[nodiscard]] Confirmation confirm(const MigrationPlan &plan) const
    {
        return {plan.fingerprint, true, workspace.target() ? workspace.target()->target.name : QString()};
    }

    tests::CliProject project;
    Tasks tasks;
    Settings settings;
    Workspace workspace;
};

} // namespace

class TestWorkspace : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { qunsetenv("ENVIRONMENT"); }

    void aProjectIsOpenedAndItsDatabaseAsked()
    {
        Opened opened(m_home.filePath(u"1"_s));
        QVERIFY(opened.open());
        QCOMPARE(opened.workspace.project()->graph->heads(), QStringList{u"c3"_s});
        QVERIFY(opened.workspace.target());
        QCOMPARE(opened.workspace.target()->target.environment, EnvironmentClass::Development);
        QVERIFY(opened.workspace.database().known);
        QVERIFY(opened.workspace.database().notCreatedYet);
        QVERIFY(opened.workspace.database().asked.isValid());
        QCOMPARE(opened.settings.recentProjects().size(), 1);
    }

    void aFolderWithoutAlembicIsAnErrorAndKeepsTheOpenProject()
    {
        Opened opened(m_home.filePath(u"2"_s));
        QVERIFY(opened.open());
        QTemporaryDir empty;
        QSignalSpy failed(&opened.workspace, &Workspace::openFailed);
        opened.workspace.open(empty.path());
        QVERIFY(failed.wait(patience));
        QCOMPARE(failed.first().at(1).value<Error>().code, u"project.not-found"_s);
        QVERIFY(opened.workspace.project());
    }

    // N8: asking and planning write nothing to the target, not even an empty file.
    void askingAndPlanningDoNotTouchTheTarget()
    {
        Opened opened(m_home.filePath(u"3"_s));
        QVERIFY(opened.open());
        QVERIFY(opened.plan(PlanKind::Upgrade, {u"head"_s}).ok());
        QVERIFY(!QFile::exists(opened.project.path(u"shop.db"_s)));
        const auto first = opened.plan(PlanKind::Upgrade, {u"a1"_s});
        QVERIFY(opened.run(first->plan, opened.confirm(*first->plan)).ok());
        const QByteArray before = contentOf(opened.project.path(u"shop.db"_s));
        QVERIFY(!before.isEmpty());
        QVERIFY(opened.plan(PlanKind::Upgrade, {u"head"_s}).ok());
        QVERIFY(opened.plan(PlanKind::Downgrade, {u"base"_s}).ok());
        opened.workspace.refresh();
        QVERIFY(opened.settle());
        QCOMPARE(contentOf(opened.project.path(u"shop.db"_s)), before);
    }

    // N7: nothing of the project is executed by opening, looking, planning and running.
    void noCodeOfTheProjectRuns()
    {
        Opened opened(m_home.filePath(u"4"_s));
        const QByteArray marker = opened.project.path(u"marker"_s).toUtf8();
        const QByteArray trap = "open('" + marker + "', 'w').write('ran')\n";
        opened.project.write(u"migrations/__init__.py"_s, trap);
        opened.project.write(u"sitecustomize.py"_s, trap);
        opened.project.write(u"migrations/env.py"_s, trap + contentOf(opened.project.path(u"migrations/env.py"_s)));
        opened.project.write(u"migrations/versions/d4_trap.py"_s,
                             "from alembic import op\n" + trap + "revision = 'd4'\ndown_revision = 'c3'\n\n\ndef upgrade():\n    " + trap
                                 + "\n\ndef downgrade():\n    " + trap);
        QVERIFY(opened.open());
        QVERIFY(SurveyedFile::make(*opened.workspace.project(), u"d4"_s, u"sqlite"_s, {}).ok());
        const auto planned = opened.plan(PlanKind::Upgrade, {u"c3"_s});
        QVERIFY(planned.ok());
        QVERIFY(opened.run(planned->plan, opened.confirm(*planned->plan)).ok());
        QCOMPARE(opened.workspace.database().heads, QStringList{u"c3"_s});
        const auto trapped = opened.plan(PlanKind::Upgrade, {u"head"_s});
        if (trapped.ok())
            static_cast<void>(opened.run(trapped->plan, opened.confirm(*trapped->plan)));
        QVERIFY(!QFile::exists(QString::fromUtf8(marker)));
    }

    // N12
    void aConfirmedPlanRunsAndTheStateIsReadBack()
    {
        Opened opened(m_home.filePath(u"5"_s));
        QVERIFY(opened.open());
        const auto planned = opened.plan(PlanKind::Upgrade, {u"head"_s});
        QVERIFY2(planned.ok(), qPrintable(planned.ok() ? QString() : planned.error().message));
        QVERIFY(planned->wayBack);
        const auto report = opened.run(planned->plan, opened.confirm(*planned->plan));
        QVERIFY2(report.ok(), qPrintable(report.ok() ? QString() : report.error().message + report.error().detail));
        QVERIFY(report->succeeded());
        QCOMPARE(report->headsAfter.value(), QStringList{u"c3"_s});
        QVERIFY(opened.workspace.database().known);
        QCOMPARE(opened.workspace.database().heads, QStringList{u"c3"_s});
    }

    // N1
    void nothingRunsWithoutAConfirmationOfExactlyThisPlan()
    {
        Opened opened(m_home.filePath(u"6"_s));
        QVERIFY(opened.open());
        const auto planned = opened.plan(PlanKind::Upgrade, {u"head"_s});
        QVERIFY(planned.ok());
        auto confirmation = opened.confirm(*planned->plan);
        confirmation.fingerprint = "something else";
        const auto refused = opened.run(planned->plan, confirmation);
        QCOMPARE(refused.error().code, u"guard.plan-changed"_s);
        QVERIFY(!QFile::exists(opened.project.path(u"shop.db"_s)));
    }

    // N17
    void aFileThatChangedAfterThePlanIsNotRun()
    {
        Opened opened(m_home.filePath(u"7"_s));
        QVERIFY(opened.open());
        const auto planned = opened.plan(PlanKind::Upgrade, {u"head"_s});
        QVERIFY(planned.ok());
        const QString file = u"migrations/versions/b2_add_email.py"_s;
        opened.project.write(file, contentOf(opened.project.path(file)) + "\n# changed\n");
        const auto refused = opened.run(planned->plan, opened.confirm(*planned->plan));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, u"migration.file-changed"_s);
    }

    // N1
    void aTargetThatBecameAnotherClassIsNotChanged()
    {
        Opened opened(m_home.filePath(u"13"_s));
        QVERIFY(opened.open());
        const auto planned = opened.plan(PlanKind::Upgrade, {u"head"_s});
        QVERIFY(planned.ok());
        opened.project.write(u".env"_s, "ENVIRONMENT=production\n");
        const auto refused = opened.run(planned->plan, opened.confirm(*planned->plan));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, u"workspace.class-changed"_s);
        QVERIFY(!QFile::exists(opened.project.path(u"shop.db"_s)));
    }

    // N4: neither the person's word nor anything the program does takes away what the project says about itself.
    void productionCannotBeTalkedAway()
    {
        qputenv("ENVIRONMENT", "production");
        Opened opened(m_home.filePath(u"14"_s));
        opened.project.write(u".env"_s, "ENVIRONMENT=development\n");
        QVERIFY(opened.open());
        QCOMPARE(opened.workspace.target()->target.environment, EnvironmentClass::Production);
        static_cast<void>(opened.workspace.classify(EnvironmentClass::Development, opened.workspace.target()->target.name));
        QVERIFY(opened.settle());
        QCOMPARE(opened.workspace.target()->target.environment, EnvironmentClass::Production);
        const auto planned = opened.plan(PlanKind::Upgrade, {u"head"_s});
        QVERIFY(planned.ok());
        QVERIFY(opened.run(planned->plan, opened.confirm(*planned->plan)).ok());
        const auto down = opened.plan(PlanKind::Downgrade, {u"base"_s});
        QVERIFY(down.ok());
        QCOMPARE(opened.run(down->plan, opened.confirm(*down->plan)).error().code, u"guard.blocked"_s);
        QCOMPARE(qgetenv("ENVIRONMENT"), QByteArray("production"));
        QCOMPARE(contentOf(opened.project.path(u".env"_s)), QByteArray("ENVIRONMENT=development\n"));
    }

    // N1: the revision the database was at when the plan was made
    void aDatabaseThatMovedOnIsNotChanged()
    {
        Opened opened(m_home.filePath(u"8"_s));
        QVERIFY(opened.open());
        const auto all = opened.plan(PlanKind::Upgrade, {u"head"_s});
        const auto one = opened.plan(PlanKind::Upgrade, {u"a1"_s});
        QVERIFY(all.ok() && one.ok());
        QVERIFY(opened.run(one->plan, opened.confirm(*one->plan)).ok());
        const auto refused = opened.run(all->plan, opened.confirm(*all->plan));
        QVERIFY(!refused.ok());
        QVERIFY2(refused.error().code.startsWith(u"migration."_s), qPrintable(refused.error().code));
        QCOMPARE(opened.workspace.database().heads, QStringList{u"a1"_s});
    }

    // N6
    void aPlanForOneTargetNeverRunsOnAnother()
    {
        Opened opened(m_home.filePath(u"9"_s));
        QVERIFY(opened.open());
        const auto planned = opened.plan(PlanKind::Upgrade, {u"head"_s});
        QVERIFY(planned.ok());
        QVERIFY(opened.workspace.addTarget(u"sqlite:///"_s + opened.project.path(u"other.db"_s)).ok());
        QVERIFY(opened.settle());
        QCOMPARE(opened.workspace.targets().size(), 2);
        QCOMPARE(opened.workspace.activeTarget(), 1);
        const auto refused = opened.run(planned->plan, opened.confirm(*planned->plan));
        QCOMPARE(refused.error().code, u"guard.wrong-target"_s);
        QVERIFY(!QFile::exists(opened.project.path(u"other.db"_s)));
        QVERIFY(!QFile::exists(opened.project.path(u"shop.db"_s)));
    }

    // N18
    void whenTheDatabaseIsSilentTheLastAnswerIsKeptButNotCalledCurrent()
    {
        Opened opened(m_home.filePath(u"10"_s));
        QVERIFY(opened.open());
        const auto planned = opened.plan(PlanKind::Upgrade, {u"head"_s});
        QVERIFY(opened.run(planned->plan, opened.confirm(*planned->plan)).ok());
        const QDateTime asked = opened.workspace.database().asked;
        opened.project.write(u"shop.db"_s, QByteArray(4096, 'x'));
        opened.workspace.refresh();
        QVERIFY(opened.settle());
        QVERIFY(!opened.workspace.database().known);
        QVERIFY(!opened.workspace.database().error.isEmpty());
        QCOMPARE(opened.workspace.database().asked, asked);
        QCOMPARE(opened.workspace.database().heads, QStringList{u"c3"_s});
        QCOMPARE(opened.plan(PlanKind::Downgrade, {u"-1"_s}).error().code, u"workspace.database-silent"_s);
    }

    void aNewRevisionFileIsNoticed()
    {
        Opened opened(m_home.filePath(u"11"_s));
        QVERIFY(opened.open());
        QSignalSpy changed(&opened.workspace, &Workspace::projectChanged);
        opened.project.write(
            u"migrations/versions/d4_next.py"_s,
            "\"\"\"next\"\"\"\nrevision = 'd4'\ndown_revision = 'c3'\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n");
        QVERIFY(changed.wait(patience));
        QCOMPARE(opened.workspace.project()->graph->heads(), QStringList{u"d4"_s});
        QVERIFY(opened.settle());
    }

    void passwordsStayOutOfWhatIsShownAndKept()
    {
        Opened opened(m_home.filePath(u"12"_s));
        QVERIFY(opened.open());
        QVERIFY(opened.workspace.addTarget(u"postgresql://app:S3cretWord@127.0.0.1:1/shop"_s).ok());
        QVERIFY(opened.settle());
        const Target &target = opened.workspace.target()->target;
        QVERIFY(!opened.workspace.database().known);
        for (const QString &shown : {target.name, target.identity, target.host, target.database, opened.workspace.target()->origin,
                                     opened.workspace.database().error, opened.workspace.database().server})
            QVERIFY2(!shown.contains(u"S3cretWord"_s), qPrintable(shown));
        QVERIFY(!contentOf(m_home.filePath(u"12/retort.conf"_s)).contains("S3cretWord"));
        const auto refused = opened.workspace.addTarget(u"postgresql://app:S3cretWord@host:port/shop"_s);
        QVERIFY(!refused.ok());
        QVERIFY(!refused.error().message.contains(u"S3cretWord"_s));
        QVERIFY(!refused.error().detail.contains(u"S3cretWord"_s));
    }

private:
    tests::OwnHome m_home;
};

QTEST_GUILESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
