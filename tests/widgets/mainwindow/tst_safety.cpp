#include "banner/noticebar.h"
#include "database/connection.h"
#include "editor/codeeditor.h"
#include "mainwindow/outputpane.h"
#include "review/reviewpage.h"
#include "start/emptystate.h"
#include "timeline/timelinepage.h"
#include "timeline/timelineview.h"

#include "session.h"

#include <QListWidget>
#include <QTreeWidget>

using namespace retort;
using namespace retort::tests;
using namespace Qt::StringLiterals;

/// What must never happen, tried on the window as a person could. The numbers are those of the list of such things.
class TestSafety : public QObject
{
    Q_OBJECT

private slots:
    void init() { qunsetenv("ENVIRONMENT"); }

    // N8
    void lookingAtEverythingWritesNothing();
    // N9
    void aPlanWithAPartThatIsNotUnderstoodSaysSoAndDoesNotRun();
    // N12
    void successIsWhatTheDatabaseSaysAfterwards();
    // N13
    void emptyResultsAreSaidInWords();
    // N16
    void noTextInTheWindowCanBeUnsaved();
    // N16, N11
    void closingTheWindowNeverEndsAChange();
};

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeFourth(const Session &session, const QByteArray &upgrade)
{
    session.project.write(u"migrations/versions/d4_fourth.py"_s,
                          "\"\"\"fourth\"\"\"\nfrom alembic import op\nrevision = 'd4'\ndown_revision = 'c3'\n\n\ndef upgrade():\n"
                              + upgrade + "\n\ndef downgrade():\n    pass\n");
}

} // namespace

void TestSafety::lookingAtEverythingWritesNothing()
{
    Session session;
    QVERIFY(session.open());
    QVERIFY(session.applyAll());
    const QString database = session.project.path(u"shop.db"_s);
    const QByteArray before = contentOf(database);
    const QDateTime changed = QFileInfo(database).lastModified();
    QVERIFY(!before.isEmpty());
    session.trigger("refresh");
    session.select(u"a1"_s);
    session.trigger("review");
    QVERIFY(session.settle());
    QVERIFY(session.makePlan("rollbackHere"));
    session.trigger("startPlan");
    QVERIFY(session.dialog());
    session.dialog()->reject();
    session.window.projectView()->openPlan(PlanKind::Fresh, {});
    QVERIFY(session.settle());
    QCOMPARE(contentOf(database), before);
    QCOMPARE(QFileInfo(database).lastModified(), changed);
}

void TestSafety::aPlanWithAPartThatIsNotUnderstoodSaysSoAndDoesNotRun()
{
    Session session;
    writeFourth(session, "    import nobody_knows_this\n    nobody_knows_this.change(op.get_bind())\n");
    QVERIFY(session.open());
    QVERIFY(session.makePlan("applyHead"));
    QVERIFY(!session.startButton()->isEnabled());
    const auto *notice = session.plan()->findChild<NoticeBar *>(u"planNotice"_s);
    QVERIFY(notice->isVisible());
    QVERIFY2(notice->text().contains(u"not understood"_s), qPrintable(notice->text()));
    const auto *problems = session.plan()->findChild<QListWidget *>();
    QVERIFY(problems && problems->isVisible());
    QVERIFY2(problems->item(0)->text().contains(u"d4_fourth.py, line 9"_s), qPrintable(problems->item(0)->text()));
    session.plan()->start();
    QVERIFY(!session.dialog());
    QVERIFY(!session.plan()->isRunning());
    QVERIFY(!QFile::exists(session.project.path(u"shop.db"_s)));
}

void TestSafety::successIsWhatTheDatabaseSaysAfterwards()
{
    Session session;
    QVERIFY(session.open());
    session.select(u"a1"_s);
    QVERIFY(session.makePlan("applyHere"));
    QTest::mouseClick(session.startButton(), Qt::LeftButton);
    QVERIFY(session.settle());
    QCOMPARE(session.current(), u"a1"_s);
    {
        // Every statement of the next run will succeed, and its revision will be gone all the same.
        auto connection = Connection::open(session.window.workspace().target()->url, OpenMode::ReadWrite);
        QVERIFY(connection.ok());
        QVERIFY(
            (*connection)
                ->exec(u"CREATE TRIGGER back AFTER UPDATE ON alembic_version BEGIN UPDATE alembic_version SET version_num = 'a1'; END"_s)
                .ok());
    }
    session.trigger("refresh");
    QVERIFY(session.settle());
    session.select(u"b2"_s);
    QVERIFY(session.makePlan("applyHere"));
    QTest::mouseClick(session.startButton(), Qt::LeftButton);
    QVERIFY(session.settle());
    const auto *notice = session.plan()->findChild<NoticeBar *>(u"planNotice"_s);
    QVERIFY2(!notice->text().startsWith(u"Applied"_s), qPrintable(notice->text()));
    QCOMPARE(session.current(), u"a1"_s);
    QCOMPARE(session.window.projectView()->timeline()->view()->snapshot().find(u"b2"_s)->state, RevisionState::Pending);
}

void TestSafety::emptyResultsAreSaidInWords()
{
    Session session;
    QVERIFY(session.open());
    QVERIFY(session.applyAll());
    session.window.projectView()->openPlan(PlanKind::Upgrade, {u"head"_s});
    QVERIFY(session.settle());
    QVERIFY2(session.plan()->reasonNotToStart().contains(u"up to date"_s), qPrintable(session.plan()->reasonNotToStart()));
    QVERIFY(session.plan()->title().contains(u"nothing to apply"_s));
    for (const char *file : {"a1_create_users", "b2_add_email", "c3_first_user"})
        QVERIFY(QFile::remove(session.project.path(u"migrations/versions/"_s + QString::fromLatin1(file) + u".py"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(session.window.workspace().project()->graph->isEmpty(), patience);
    QVERIFY(session.settle());
    session.trigger("timeline");
    // What the database is at has no file any more: that is a row. Without it there is nothing, in words.
    QCOMPARE(session.window.projectView()->timeline()->view()->snapshot().find(u"c3"_s)->state, RevisionState::Stranger);
    QVERIFY(QFile::remove(session.project.path(u"shop.db"_s)));
    session.trigger("refresh");
    QVERIFY(session.settle());
    const auto *empty = session.window.projectView()->timeline()->findChild<EmptyState *>();
    QVERIFY(empty->isVisible());
    QCOMPARE(empty->title(), u"No revisions yet"_s);
}

void TestSafety::noTextInTheWindowCanBeUnsaved()
{
    Session session;
    QVERIFY(session.open());
    session.select(u"b2"_s);
    session.trigger("review");
    QVERIFY(session.settle());
    QVERIFY(session.makePlan("applyHead"));
    const QString path = session.project.path(u"migrations/versions/b2_add_email.py"_s);
    const QByteArray before = contentOf(path);
    const auto editors = session.window.findChildren<CodeEditor *>();
    QVERIFY(editors.size() >= 4);
    for (CodeEditor *editor : editors) {
        const QString text = editor->text();
        QTest::keyClicks(editor, u"lost"_s);
        QTest::keyClick(editor, Qt::Key_Delete);
        QTest::keyClick(editor, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(editor->text(), text);
        QVERIFY(!editor->isModified());
    }
    QCOMPARE(contentOf(path), before);

    // What another editor saves is shown and never written over.
    const QByteArray saved = before + "\n# saved elsewhere\n";
    session.project.write(u"migrations/versions/b2_add_email.py"_s, saved);
    auto *python = session.window.projectView()->findChild<CodeEditor *>(u"reviewPython"_s);
    QTRY_VERIFY_WITH_TIMEOUT(python->text().contains(u"saved elsewhere"_s), patience);
    QVERIFY(session.settle());
    QVERIFY(session.window.close());
    QCOMPARE(contentOf(path), saved);
}

void TestSafety::closingTheWindowNeverEndsAChange()
{
    Session session;
    writeFourth(session,
                "    op.execute(\"CREATE TABLE numbers AS WITH RECURSIVE c(x) AS "
                "(SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 1000000) SELECT max(x) AS x FROM c\")\n");
    QVERIFY(session.open());
    QVERIFY(session.makePlan("applyHead"));
    QTest::mouseClick(session.startButton(), Qt::LeftButton);
    QVERIFY(session.plan()->isRunning());
    QVERIFY(!session.window.close());
    QVERIFY(session.window.isVisible());
    session.window.projectView()->closeShownTab();
    QVERIFY(session.plan());
    session.window.openProject(session.home.path());
    QVERIFY(session.settle());
    QCOMPARE(session.current(), u"d4"_s);
    QVERIFY(session.window.close());
}

int main(int argc, char **argv)
{
    const OwnHome home;
    QApplication application(argc, argv);
    TestSafety test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}

#include "tst_safety.moc"
