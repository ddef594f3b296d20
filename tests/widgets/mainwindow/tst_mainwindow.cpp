#include "banner/noticebar.h"
#include "editor/codeeditor.h"
#include "review/reviewpage.h"
#include "timeline/timelinepage.h"
#include "timeline/timelineview.h"

#include "session.h"

#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QtTest>

using namespace retort;
using namespace retort::tests;
using namespace Qt::StringLiterals;

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void init() { qunsetenv("ENVIRONMENT"); }

    void aProjectIsShownWithItsTimeline()
    {
        Session session;
        QVERIFY(session.open());
        QVERIFY(session.window.windowTitle().contains(u"DEVELOPMENT"_s));
        auto *view = session.window.projectView()->timeline()->view();
        QCOMPARE(view->model()->rowCount(), 4); // three revisions and the place of the database
        QCOMPARE(session.window.projectView()->findChild<QWidget *>(u"targetBanner"_s)->isVisible(), false);
    }

    void aFileThatCannotBeUsedIsNamedInItsRowWithTheReason_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("reason");
        QTest::newRow("binary") << QByteArray("\0\1\2\3", 4) << u"not a text file"_s;
        QTest::newRow("half written") << QByteArray("revision = 'b2'\ndown_revision = (\n") << u"line 2"_s;
        QTest::newRow("link to nothing") << QByteArray() << u"link to nothing"_s;
    }

    void aFileThatCannotBeUsedIsNamedInItsRowWithTheReason()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, reason);
        Session session;
        const QString name = u"migrations/versions/b2_add_email.py"_s;
        if (content.isEmpty()) {
            // Rights do not stop root; a link to nothing stops everybody.
            QVERIFY(QFile::remove(session.project.path(name)));
            QVERIFY(QFile::link(session.project.path(u"gone.py"_s), session.project.path(name)));
        } else {
            session.project.write(name, content);
        }
        QVERIFY(session.open());
        const auto &snapshot = session.window.projectView()->timeline()->view()->snapshot();
        const auto *row = snapshot.find(u"b2"_s);
        QVERIFY(row);
        QCOMPARE(row->state, RevisionState::Unreadable);
        QVERIFY2(row->entry.message.contains(u"b2_add_email.py"_s), qPrintable(row->entry.message));
        QVERIFY2(row->entry.message.contains(reason), qPrintable(row->entry.message));
        const auto *notice = session.window.findChild<NoticeBar *>(u"unusableFiles"_s);
        QVERIFY(notice->isVisible());
        QVERIFY(notice->detail().contains(u"b2_add_email.py"_s));
    }

    void reviewOpensWithEnterAndShowsTheSql()
    {
        Session session;
        QVERIFY(session.open());
        session.select(u"b2"_s);
        QTest::keyClick(session.window.projectView()->timeline()->view(), Qt::Key_Return);
        QVERIFY(session.settle());
        const ReviewPage *page = session.window.projectView()->shownReview();
        QVERIFY(page && page->document());
        QVERIFY(page->document()->upgrade.sql.contains(u"ix_users_email"_s));
        QVERIFY(!page->document()->downgrade.sql.isEmpty());
    }

    void theReviewShowsTheSqlOfAllSixDialects()
    {
        Session session;
        QVERIFY(session.open());
        session.select(u"a1"_s);
        session.trigger("review");
        QVERIFY(session.settle());
        ReviewPage *page = session.window.projectView()->shownReview();
        auto *box = page->findChild<QComboBox *>(u"reviewDialect"_s);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        QHash<QString, QString> sql;
        for (int i = 0; i < 6; ++i) {
            QVERIFY(session.settle());
            QCOMPARE(page->document()->dialect, page->dialect());
            sql.insert(page->dialect(), page->findChild<CodeEditor *>(u"reviewSql"_s)->text());
            QTest::keyClick(box, Qt::Key_Down);
        }
        QCOMPARE(sql.size(), 6);
        QVERIFY(sql.value(u"postgresql"_s).contains(u"SERIAL"_s));
        QVERIFY(sql.value(u"mysql"_s).contains(u"AUTO_INCREMENT"_s));
        QVERIFY(sql.value(u"mssql"_s).contains(u"IDENTITY"_s));
        QVERIFY(sql.value(u"oracle"_s).contains(u"VARCHAR2(50 CHAR)"_s));
    }

    void noLabelOfTheReviewIsCutBetweenBothDocks()
    {
        Session session;
        session.window.resize(1280, 800);
        QVERIFY(session.open());
        session.select(u"b2"_s);
        session.trigger("review");
        QVERIFY(session.settle());
        QCOMPARE(session.window.width(), 1280);
        for (const QDockWidget *dock : session.window.findChildren<QDockWidget *>())
            QVERIFY(dock->isVisible());
        const ReviewPage *page = session.window.projectView()->shownReview();
        for (const char *direction : {"reviewDowngrade", "reviewUpgrade"}) {
            QTest::mouseClick(page->findChild<QAbstractButton *>(QString::fromLatin1(direction)), Qt::LeftButton);
            QTest::qWait(1);
            for (const QLabel *label : page->findChildren<QLabel *>()) {
                if (label->isVisible() && !label->wordWrap())
                    QVERIFY2(label->width() >= label->sizeHint().width(), qPrintable(label->text()));
            }
            for (const QAbstractButton *button : page->findChildren<QAbstractButton *>()) {
                if (button->isVisible())
                    QVERIFY2(button->width() >= button->fontMetrics().horizontalAdvance(button->text()), qPrintable(button->text()));
            }
        }
    }

    void applyGoesFromPlanToTheRevisionReadBack()
    {
        Session session;
        QVERIFY(session.open());
        QVERIFY(session.makePlan("applyHead"));
        QCOMPARE(session.plan()->plan()->steps.size(), 3);
        QVERIFY2(session.plan()->reasonNotToStart().isEmpty(), qPrintable(session.plan()->reasonNotToStart()));
        QVERIFY(!QFile::exists(session.project.path(u"shop.db"_s)));
        QTest::mouseClick(session.startButton(), Qt::LeftButton);
        QVERIFY(!session.dialog());
        QVERIFY(session.settle());
        QCOMPARE(session.current(), u"c3"_s);
        QVERIFY(session.plan()->findChild<QWidget *>(u"planNotice"_s)->accessibleName().startsWith(u"Applied 3"_s));
        // A plan runs once.
        QVERIFY(!session.plan()->reasonNotToStart().isEmpty());
        QVERIFY(session.reason("applyHead").contains(u"up to date"_s));
    }

    void rollingBackAsksAndNoKeyAnswersYes()
    {
        Session session;
        QVERIFY(session.open());
        QVERIFY(session.applyAll());
        session.select(u"a1"_s);
        QVERIFY(session.makePlan("rollbackHere"));
        for (const auto key : {Qt::Key_Return, Qt::Key_Space, Qt::Key_Escape}) {
            QVERIFY2(session.reason("startPlan").isEmpty(), qPrintable(session.reason("startPlan")));
            session.trigger("startPlan");
            QVERIFY2(session.dialog(), qPrintable(QKeySequence(key).toString()));
            // Of the dialog, not of the application: the test platform is in no hurry to make it the active window.
            QWidget *focus = session.dialog()->focusWidget();
            QVERIFY(focus && focus->objectName() == u"confirmCancel"_s);
            QTest::keyClick(focus, key);
            QTRY_VERIFY(!session.dialog());
            QVERIFY(!session.plan()->isRunning());
        }
        QVERIFY2(session.reason("startPlan").isEmpty(), qPrintable(session.reason("startPlan")));
        session.trigger("startPlan");
        QVERIFY(session.dialog());
        // N10: there is no way to be asked less often
        QVERIFY(session.dialog()->findChildren<QCheckBox *>().isEmpty());
        auto *name = session.dialog()->findChild<QLineEdit *>(u"confirmName"_s);
        QVERIFY(name);
        QTest::keyClicks(name, session.window.workspace().target()->target.name);
        QTest::mouseClick(session.dialog()->findChild<QPushButton *>(u"confirmAct"_s), Qt::LeftButton);
        QVERIFY(session.settle());
        QCOMPARE(session.current(), u"a1"_s);
    }

    void aFailureIsShownAsACardAndTheStateIsReadBack()
    {
        Session session;
        session.project.write(u"migrations/versions/d4_broken.py"_s,
                              "\"\"\"broken\"\"\"\nfrom alembic import op\nrevision = 'd4'\ndown_revision = 'c3'\n\n\ndef upgrade():\n"
                              "    op.execute(\"INSERT INTO no_such_table VALUES (1)\")\n\n\ndef downgrade():\n    pass\n");
        QVERIFY(session.open());
        QVERIFY(session.applyAll());
        const auto *notice = session.plan()->findChild<NoticeBar *>(u"planNotice"_s);
        QVERIFY(notice->isVisible());
        QVERIFY2(notice->text().contains(u"d4"_s), qPrintable(notice->text()));
        QVERIFY2(notice->detail().contains(u"d4_broken.py, line 8"_s), qPrintable(notice->detail()));
        QVERIFY2(notice->detail().contains(u"undone"_s), qPrintable(notice->detail()));
        // SQLite undid everything, the three good migrations before it too.
        QVERIFY(session.window.workspace().database().known);
        QCOMPARE(session.current(), QString());
        session.trigger("timeline");
        QCOMPARE(session.window.projectView()->timeline()->view()->snapshot().pendingCount(), 4);
    }

    // N6
    void switchingTheTargetClosesTheQuestionAndStopsThePlan()
    {
        Session session;
        QVERIFY(session.open());
        QVERIFY(session.applyAll());
        session.select(u"a1"_s);
        QVERIFY(session.makePlan("rollbackHere"));
        session.trigger("startPlan");
        QVERIFY(session.dialog());
        session.window.addTargetUrl(u"sqlite:///"_s + session.project.path(u"other.db"_s));
        QTRY_VERIFY(!session.dialog());
        QVERIFY(session.plan()->reasonNotToStart().contains(u"not the active target"_s));
        QVERIFY(!session.startButton()->isEnabled());
        QVERIFY(session.settle());
        session.window.workspace().setActiveTarget(0);
        QVERIFY(session.settle());
        QVERIFY2(session.plan()->reasonNotToStart().isEmpty(), qPrintable(session.plan()->reasonNotToStart()));
        QCOMPARE(session.current(), u"c3"_s);
    }

    // N17
    void aChangedFileMakesTheShownPlanOutOfDate()
    {
        Session session;
        QVERIFY(session.open());
        QVERIFY(session.makePlan("applyHead"));
        session.project.write(
            u"migrations/versions/d4_next.py"_s,
            "\"\"\"next\"\"\"\nrevision = 'd4'\ndown_revision = 'c3'\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n");
        QTRY_VERIFY_WITH_TIMEOUT(!session.plan()->reasonNotToStart().isEmpty(), patience);
        session.plan()->start();
        QVERIFY(!session.plan()->isRunning());
        QVERIFY(session.settle());
    }

    // N2: by menu, shortcut or palette (all the same actions), and by plan.
    void productionBlocksRecreatingAndGoingDownToBase()
    {
        qputenv("ENVIRONMENT", "production");
        Session session;
        QVERIFY(session.open());
        QCOMPARE(session.window.workspace().target()->target.environment, EnvironmentClass::Production);
        QVERIFY(session.window.projectView()->findChild<QWidget *>(u"targetBanner"_s)->isVisible());
        QVERIFY(session.window.windowTitle().contains(u"PRODUCTION"_s));
        QVERIFY(!session.window.actions().action(u"fresh"_s)->isEnabled());
        QVERIFY(!session.reason("fresh").isEmpty());
        session.window.projectView()->openPlan(PlanKind::Downgrade, {u"base"_s});
        QVERIFY(session.settle());
        QVERIFY(!session.plan()->reasonNotToStart().isEmpty());
        session.plan()->start();
        QVERIFY(!session.dialog());
        QVERIFY(!session.plan()->isRunning());

        session.trigger("whyBlocked");
        const auto *page = session.window.findChild<QWidget *>(u"blockedPage"_s);
        QVERIFY(page);
        // Only one way on: applying what is pending. No "do it anyway".
        QCOMPARE(page->findChildren<QPushButton *>().size(), 1);
    }

    void productionIsNotAskedByItself()
    {
        qputenv("ENVIRONMENT", "production");
        Session session;
        QVERIFY(session.open());
        QVERIFY(!session.window.workspace().database().known);
        session.trigger("refresh");
        QVERIFY(session.settle());
        // refresh is a person's wish: now it is asked
        QVERIFY(session.window.workspace().database().known);
    }

    void everyDisabledCommandSaysWhy()
    {
        Session session;
        for (QAction *action : session.window.actions().actions()) {
            if (!action->isEnabled())
                QVERIFY2(!ActionRegistry::reason(action).isEmpty(), qPrintable(action->objectName()));
        }
        QVERIFY(session.open());
        for (QAction *action : session.window.actions().actions()) {
            if (!action->isEnabled())
                QVERIFY2(!ActionRegistry::reason(action).isEmpty(), qPrintable(action->objectName()));
        }
    }

    void noTwoCommandsShareAShortcut()
    {
        Session session;
        QHash<QString, QString> owners;
        for (QAction *action : session.window.actions().actions()) {
            for (const QKeySequence &key : action->shortcuts()) {
                const QString text = key.toString();
                QVERIFY2(!owners.contains(text), qPrintable(text + u": "_s + owners.value(text) + u", "_s + action->objectName()));
                owners.insert(text, action->objectName());
            }
        }
        QVERIFY(session.window.actions().action(u"fresh"_s)->shortcuts().isEmpty());
    }

    void everyWidgetThatTakesTheFocusHasAName()
    {
        Session session;
        QVERIFY(session.open());
        session.select(u"b2"_s);
        session.trigger("review");
        QVERIFY(session.settle());
        QVERIFY(session.makePlan("applyHead"));
        for (QWidget *widget : session.window.findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->isHidden() || widget->objectName().startsWith(u"qt_"_s))
                continue;
            // The parts of compound widgets are reached through their owner.
            if (widget->focusProxy() || qobject_cast<QTabWidget *>(widget->parentWidget()) || widget->inherits("QStackedWidget")
                || widget->inherits("QComboBoxListView"))
                continue;
            QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(interface);
            const bool named = !interface->text(QAccessible::Name).isEmpty() || !widget->accessibleName().isEmpty();
            QVERIFY2(named,
                     qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName() + u" in "_s
                                + (widget->parentWidget() ? widget->parentWidget()->objectName() : QString())));
        }
    }

    // N14
    void aPasswordIsNowhereInTheWindow()
    {
        Session session("postgresql://app:S3cretWord@127.0.0.1:1/shop");
        QVERIFY(session.open());
        session.trigger("refresh");
        QVERIFY(session.settle());
        for (const QWidget *widget : session.window.findChildren<QWidget *>()) {
            for (const char *property : {"text", "toolTip", "windowTitle", "accessibleName", "plainText", "currentText"})
                QVERIFY2(!widget->property(property).toString().contains(u"S3cretWord"_s), property);
        }
        QVERIFY(!session.window.windowTitle().contains(u"S3cretWord"_s));
        QFile stored(session.home.filePath(u"retort.conf"_s));
        QVERIFY(stored.open(QIODevice::ReadOnly));
        QVERIFY(!stored.readAll().contains("S3cretWord"));
    }
};

int main(int argc, char **argv)
{
    const OwnHome home;
    QApplication application(argc, argv);
    TestMainWindow test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}

#include "tst_mainwindow.moc"
