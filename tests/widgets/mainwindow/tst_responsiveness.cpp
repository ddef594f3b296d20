#include "editor/codeeditor.h"
#include "mainwindow/application.h"
#include "review/reviewpage.h"
#include "timeline/timelinepage.h"
#include "timeline/timelineview.h"

#include "session.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTabWidget>

using namespace retort;
using namespace retort::tests;
using namespace Qt::StringLiterals;

/// N15: the window answers within 50 ms, whatever is done and however large the project is. What counts is the time that the GUI thread
/// works for one event; how long it waits for the processor says something about the machine only.
class TestResponsiveness : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void aSessionOnASmallProject();
    void aSessionOnTenThousandRevisions();
    void aRevisionOfTenThousandStatements();
    void everyColourSchemeIsTakenOnAtOnce();

private:
    /// Does it as a click would: in an event of its own, which is watched.
    void act(Session &session, const std::function<void()> &action);
    static void writeLongHistory(const CliProject &project, int revisions);

    Application *m_application = nullptr;
};

void TestResponsiveness::init()
{
    qunsetenv("ENVIRONMENT");
    m_application = qobject_cast<Application *>(qApp);
    QVERIFY(m_application);
    m_application->forgetSlowDispatches();
}

void TestResponsiveness::cleanup()
{
    for (const SlowDispatch &slow : m_application->slowDispatches()) {
        const QString what = u"%1, event %2: worked %3 ms of %4 ms"_s.arg(slow.receiver)
                                 .arg(slow.eventType)
                                 .arg(slow.cpuMilliseconds)
                                 .arg(slow.milliseconds);
        // Even a busy machine gives the GUI thread its turn within two seconds, unless it waits for something.
        QVERIFY2(slow.cpuMilliseconds <= Application::budgetMilliseconds && slow.milliseconds <= 2000, qPrintable(what));
        qInfo("%s", qPrintable(what));
    }
}

void TestResponsiveness::act(Session &session, const std::function<void()> &action)
{
    bool done = false;
    QMetaObject::invokeMethod(
        &session.window,
        [&] {
            action();
            done = true;
        },
        Qt::QueuedConnection);
    QVERIFY(QTest::qWaitFor([&] { return done; }, patience));
    QVERIFY(session.settle());
    QTest::qWait(50); // what is painted late
}

void TestResponsiveness::writeLongHistory(const CliProject &project, int revisions)
{
    const auto id = [](int number) { return u"r%1"_s.arg(number, 6, 10, QChar(u'0')).toUtf8(); };
    for (int number = 0; number < revisions; ++number) {
        // Now and then a branch that is merged eight revisions later.
        const bool branches = number % 50 == 10, merges = number % 50 == 19;
        QByteArray down = "'c3'";
        if (number > 0)
            down = '\'' + id(number - (branches ? 2 : 1)) + '\'';
        if (merges)
            down = "('" + id(number - 1) + "', '" + id(number - 10) + "')";
        // A table comes and goes with the next revision: a long history is not a large schema.
        const QByteArray table = "t" + QByteArray::number(number / 2);
        const QByteArray create =
            "    op.create_table('" + table + "', sa.Column('id', sa.Integer(), nullable=False), sa.PrimaryKeyConstraint('id'))\n";
        const QByteArray drop = "    op.drop_table('" + table + "')\n";
        const bool creates = number % 2 == 0;
        project.write(QString::fromUtf8("migrations/versions/" + id(number) + "_change.py"),
                      "\"\"\"change number " + QByteArray::number(number) + "\n\nRevision ID: " + id(number)
                          + "\nCreate Date: 2026-01-01 00:00:00\n\n\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = '"
                          + id(number) + "'\ndown_revision = " + down + "\nbranch_labels = None\ndepends_on = None\n\n\ndef upgrade():\n"
                          + (creates ? create : drop) + "\n\ndef downgrade():\n" + (creates ? drop : create));
    }
}

void TestResponsiveness::aSessionOnASmallProject()
{
    Session session;
    QVERIFY(QTest::qWaitForWindowExposed(&session.window));
    act(session, [&] { session.window.openProject(session.project.path()); });
    QVERIFY(session.window.hasProject());
    act(session, [&] { session.select(u"b2"_s); });
    act(session, [&] { session.trigger("review"); });
    QVERIFY(session.window.projectView()->shownReview()->document());
    act(session, [&] { session.trigger("switchDirection"); });
    act(session, [&] { session.trigger("applyHead"); });
    act(session, [&] { session.plan()->start(); });
    QCOMPARE(session.current(), u"c3"_s);
    act(session, [&] { session.trigger("timeline"); });
    act(session, [&] { session.trigger("refresh"); });
    act(session, [&] { session.trigger("palette"); });
}

void TestResponsiveness::aSessionOnTenThousandRevisions()
{
    Session session;
    writeLongHistory(session.project, 10'000);
    QVERIFY(QTest::qWaitForWindowExposed(&session.window));
    act(session, [&] { session.window.openProject(session.project.path()); });
    QVERIFY(session.window.hasProject());
    TimelinePage *timeline = session.window.projectView()->timeline();
    QCOMPARE(timeline->view()->snapshot().revisionCount(), 10'003);
    act(session, [&] { timeline->view()->scrollToBottom(); });
    act(session, [&] { session.select(u"r005000"_s); });
    act(session, [&] { timeline->findChild<QLineEdit *>(u"timelineFilter"_s)->setText(u"number 77"_s); });
    QVERIFY(timeline->view()->model()->rowCount() > 10);
    act(session, [&] { timeline->findChild<QComboBox *>(u"timelineState"_s)->setCurrentIndex(1); });
    act(session, [&] { timeline->findChild<QLineEdit *>(u"timelineFilter"_s)->clear(); });
    act(session, [&] { timeline->findChild<QComboBox *>(u"timelineState"_s)->setCurrentIndex(0); });
    act(session, [&] { session.trigger("review"); });
    act(session, [&] { session.trigger("palette"); });
    act(session, [&] { session.trigger("applyHead"); });
    QVERIFY(session.plan() && session.plan()->plan());
    QCOMPARE(session.plan()->plan()->steps.size(), 10'003);
    act(session, [&] { session.plan()->start(); });
    QVERIFY(session.dialog());
    act(session, [&] { session.confirm(); });
    QCOMPARE(session.window.workspace().database().heads.size(), 1);
    QCOMPARE(timeline->view()->snapshot().pendingCount(), 0);
    act(session, [&] { session.trigger("timeline"); });
    act(session, [&] { session.trigger("refresh"); });
    act(session, [&] { session.select(u"c3"_s); });
    act(session, [&] { session.trigger("rollbackHere"); });
    act(session, [&] { session.trigger("startPlan"); });
    QVERIFY(session.dialog());
    act(session, [&] { session.dialog()->reject(); });
    act(session, [&] { session.window.workspace().reload(); });
    act(session, [&] { session.trigger("close"); });
}

void TestResponsiveness::aRevisionOfTenThousandStatements()
{
    Session session;
    QByteArray calls;
    for (int i = 0; i < 10'000; ++i)
        calls += "    op.execute(\"INSERT INTO users (id, name) VALUES (" + QByteArray::number(i + 10) + ", 'name " + QByteArray::number(i)
            + "')\")\n";
    session.project.write(u"migrations/versions/d4_rows.py"_s,
                          "\"\"\"rows\"\"\"\nfrom alembic import op\nrevision = 'd4'\ndown_revision = 'c3'\n\n\ndef upgrade():\n" + calls
                              + "\n\ndef downgrade():\n    op.execute(\"DELETE FROM users WHERE id > 9\")\n");
    QVERIFY(QTest::qWaitForWindowExposed(&session.window));
    act(session, [&] { session.window.openProject(session.project.path()); });
    act(session, [&] { session.select(u"d4"_s); });
    act(session, [&] { session.trigger("review"); });
    const ReviewPage *page = session.window.projectView()->shownReview();
    QCOMPARE(page->document()->upgrade.sqlStatements.size(), 10'000);
    act(session, [&] { page->findChild<CodeEditor *>(u"reviewSql"_s)->goToLine(9'000); });
    act(session, [&] { session.trigger("switchDirection"); });
    act(session, [&] { session.trigger("applyHead"); });
    act(session, [&] { session.plan()->start(); });
    QCOMPARE(session.current(), u"d4"_s);
}

void TestResponsiveness::everyColourSchemeIsTakenOnAtOnce()
{
    Session session;
    QVERIFY(session.open());
    session.select(u"b2"_s);
    session.trigger("review");
    QVERIFY(session.settle());
    QVERIFY(session.makePlan("applyHead"));
    m_application->forgetSlowDispatches();
    QPalette dark = session.window.palette();
    dark.setColor(QPalette::Base, Qt::black);
    dark.setColor(QPalette::Window, Qt::black);
    dark.setColor(QPalette::Text, Qt::white);
    dark.setColor(QPalette::WindowText, Qt::white);
    act(session, [&] { session.window.setPalette(dark); });
}

int main(int argc, char **argv)
{
    const OwnHome home;
    Application application(argc, argv);
    TestResponsiveness test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}

#include "tst_responsiveness.moc"
