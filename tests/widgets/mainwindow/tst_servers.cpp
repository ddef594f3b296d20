#include "banner/noticebar.h"
#include "database/connection.h"
#include "mainwindow/outputpane.h"
#include "plan/rollbackdialog.h"
#include "recovery/recoverypage.h"
#include "timeline/timelinepage.h"
#include "timeline/timelineview.h"

#include "scratchserver.h"
#include "session.h"

#include <QDirIterator>
#include <QToolButton>
#include <QUrl>

using namespace retort;
using namespace retort::tests;
using namespace Qt::StringLiterals;

/// The whole way on PostgreSQL and MariaDB, with clicks and keys as a person does it: classify, apply, roll back, and the server going
/// away in the middle.
class TestServers : public QObject
{
    Q_OBJECT

private slots:
    void init() { qunsetenv("ENVIRONMENT"); }

    void appliesAndRollsBack_data();
    void appliesAndRollsBack();
    void aConnectionThatIsKilledIsToldAndReadBack_data();
    void aConnectionThatIsKilledIsToldAndReadBack();
};

namespace {

void addServers()
{
    QTest::addColumn<QByteArray>("variable");
    QTest::newRow("PostgreSQL") << QByteArray("RETORT_TEST_POSTGRESQL_URL");
    QTest::newRow("MariaDB") << QByteArray("RETORT_TEST_MARIADB_URL");
}

/// Clicks the toolbar's button of a command.
bool clickTool(Session &session, const char *id)
{
    const QAction *action = session.window.actions().action(QString::fromLatin1(id));
    for (QToolButton *button : session.window.findChildren<QToolButton *>()) {
        if (button->defaultAction() != action || !button->isVisible() || !button->isEnabled())
            continue;
        QTest::mouseClick(button, Qt::LeftButton);
        return session.settle();
    }
    return false;
}

/// A server without any sign is unknown until a person says what it is.
bool classify(Session &session)
{
    session.trigger("classify");
    return session.confirm() && session.settle()
        && session.window.workspace().target()->target.environment == EnvironmentClass::Development;
}

RevisionState stateOf(const Session &session, const QString &revision)
{
    const auto *found = session.window.projectView()->timeline()->view()->snapshot().find(revision);
    return found ? found->state : RevisionState::Missing;
}

/// Ends the session that sleeps in `database`, as an administrator would; false while there is none.
bool killSleeper(const DatabaseUrl &url, const QString &database)
{
    auto connection = Connection::open(url, OpenMode::ReadWrite);
    if (!connection)
        return false;
    if (url.kind() == DatabaseKind::PostgreSql) {
        const auto killed = (*connection)
                                ->query(u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%1' AND state = 'active' "
                                        "AND pid <> pg_backend_pid() AND query LIKE '%pg_sleep%'"_s.arg(database));
        return killed.ok() && !killed->isEmpty();
    }
    const auto found = (*connection)
                           ->query(u"SELECT id FROM information_schema.processlist WHERE db = '%1' AND info LIKE '%SLEEP%' "
                                   "AND id <> CONNECTION_ID()"_s.arg(database));
    return found.ok() && !found->isEmpty() && (*connection)->exec(u"KILL %1"_s.arg(found->scalar().toLongLong())).ok();
}

} // namespace

void TestServers::appliesAndRollsBack_data()
{
    addServers();
}

void TestServers::appliesAndRollsBack()
{
    QFETCH(QByteArray, variable);
    const auto scratch = ScratchServerDatabase::create(variable.constData());
    if (!scratch)
        QSKIP(qPrintable(QString::fromLatin1(variable) + u" is not set: this server is not here"_s));
    Session session(scratch->text().toUtf8());
    QVERIFY(session.open());
    QCOMPARE(session.window.workspace().target()->target.environment, EnvironmentClass::Unknown);
    QVERIFY(classify(session));
    QVERIFY2(session.window.workspace().database().known, qPrintable(session.window.workspace().database().error));
    QCOMPARE(stateOf(session, u"c3"_s), RevisionState::Pending);

    QVERIFY(clickTool(session, "applyHead"));
    QVERIFY2(session.plan() && session.startButton()->isEnabled(),
             qPrintable(session.plan() ? session.plan()->reasonNotToStart() : QString()));
    QTest::mouseClick(session.startButton(), Qt::LeftButton);
    if (session.dialog())
        QVERIFY(session.confirm());
    QVERIFY(session.settle());
    const auto *notice = session.plan()->findChild<NoticeBar *>(u"planNotice"_s);
    QVERIFY2(notice->text().startsWith(u"Applied 3"_s), qPrintable(notice->text() + notice->detail()));
    QCOMPARE(session.current(), u"c3"_s);
    QCOMPARE(stateOf(session, u"a1"_s), RevisionState::Applied);
    QCOMPARE(stateOf(session, u"c3"_s), RevisionState::Current);

    QVERIFY(clickTool(session, "rollback"));
    auto *ask = session.window.findChild<RollbackDialog *>();
    QVERIFY(ask && ask->isVisible());
    QTest::mouseClick(ask->findChild<QPushButton *>(u"rollbackPlan"_s), Qt::LeftButton);
    QVERIFY(session.settle());
    QVERIFY(session.plan());
    QCOMPARE(session.plan()->plan()->resultingHeads, QStringList{u"b2"_s});
    QTest::mouseClick(session.startButton(), Qt::LeftButton);
    QVERIFY(!session.plan()->isRunning());
    QVERIFY(session.confirm());
    QVERIFY(session.settle());
    QCOMPARE(session.current(), u"b2"_s);
    QCOMPARE(stateOf(session, u"b2"_s), RevisionState::Current);
    QCOMPARE(stateOf(session, u"c3"_s), RevisionState::Pending);

    // N14: what was shown and what was kept.
    const QString password = QUrl(scratch->text()).password();
    QVERIFY(password.size() > 3);
    QVERIFY(!session.window.findChild<OutputPane *>()->text().contains(password));
    for (const QWidget *widget : session.window.findChildren<QWidget *>()) {
        for (const char *property : {"text", "toolTip", "windowTitle", "accessibleName", "plainText", "currentText"})
            QVERIFY2(!widget->property(property).toString().contains(password), property);
    }
    int files = 0;
    for (const QString &home : {session.home.path(), qEnvironmentVariable("HOME")}) {
        QDirIterator kept(home, QDir::Files, QDirIterator::Subdirectories);
        while (kept.hasNext()) {
            QFile file(kept.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains(password.toUtf8()), qPrintable(file.fileName()));
            ++files;
        }
    }
    QVERIFY2(files >= 2, "the journal and the classifications are not where they are looked for");
}

void TestServers::aConnectionThatIsKilledIsToldAndReadBack_data()
{
    addServers();
}

void TestServers::aConnectionThatIsKilledIsToldAndReadBack()
{
    QFETCH(QByteArray, variable);
    const auto scratch = ScratchServerDatabase::create(variable.constData());
    if (!scratch)
        QSKIP(qPrintable(QString::fromLatin1(variable) + u" is not set: this server is not here"_s));
    const bool transactional = scratch->url().kind() == DatabaseKind::PostgreSql;
    Session session(scratch->text().toUtf8());
    session.project.write(u"migrations/versions/d4_slow.py"_s,
                          "from alembic import op\nimport sqlalchemy as sa\nrevision = 'd4'\ndown_revision = 'c3'\n\n\ndef upgrade():\n"
                          "    op.create_table('half', sa.Column('id', sa.Integer(), primary_key=True))\n    op.execute(\""
                              + QByteArray(transactional ? "SELECT pg_sleep(100)" : "SELECT SLEEP(100)")
                              + "\")\n\n\ndef downgrade():\n    op.drop_table('half')\n");
    QVERIFY(session.open());
    QVERIFY(classify(session));
    QVERIFY(clickTool(session, "applyHead"));
    QVERIFY(session.plan());
    QTest::mouseClick(session.startButton(), Qt::LeftButton);
    if (session.dialog())
        QVERIFY(session.confirm());
    QVERIFY(session.plan()->isRunning());
    QVERIFY(QTest::qWaitFor([&] { return killSleeper(scratch->url(), scratch->text().section(u'/', -1)); }, patience));
    QVERIFY(session.settle());

    const auto *notice = session.plan()->findChild<NoticeBar *>(u"planNotice"_s);
    QVERIFY2(notice->text().contains(u"d4"_s), qPrintable(notice->text()));
    QVERIFY2(notice->text().contains(u"lost"_s), qPrintable(notice->text()));
    QVERIFY2(session.window.workspace().database().known, qPrintable(session.window.workspace().database().error));
    session.trigger("timeline");
    auto *halfway = session.window.projectView()->timeline()->findChild<NoticeBar *>(u"interruptedRun"_s);
    if (transactional) {
        QVERIFY(notice->detail().contains(u"undone"_s));
        QVERIFY(!halfway->isVisible());
        QVERIFY(stateOf(session, u"d4"_s) == RevisionState::Pending);
        return;
    }
    // N11: half a migration is permanent, and that is on the screen until a person has settled it.
    QCOMPARE(session.current(), u"c3"_s);
    QVERIFY(halfway->isVisible());
    QTest::mouseClick(halfway->findChild<QPushButton *>(), Qt::LeftButton);
    const auto *recovery = session.window.findChild<RecoveryPage *>();
    QVERIFY(recovery && recovery->isVisible());
    QVERIFY(session.makePlan("applyHead"));
    QVERIFY(!session.startButton()->isEnabled());
    QVERIFY2(session.plan()->reasonNotToStart().contains(u"half-way"_s), qPrintable(session.plan()->reasonNotToStart()));
}

int main(int argc, char **argv)
{
    const OwnHome home;
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"tst_servers"_s);
    TestServers test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}

#include "tst_servers.moc"
