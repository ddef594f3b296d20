#include "drift/driftpage.h"

#include "banner/noticebar.h"
#include "newmigration/newmigrationdialog.h"

#include "modelproject.h"
#include "session.h"

#include <QClipboard>
#include <QTreeWidget>
#include <QtTest>

using namespace retort;
using namespace retort::tests;
using namespace Qt::StringLiterals;

namespace {

/// A project with models whose database is at head.
class Applied : public Session
{
public:
    explicit Applied(const QByteArray &models = userModels())
    {
        writeModelProject(project);
        project.write(u"app/models.py"_s, models);
    }
    DriftPage *compare()
    {
        trigger("drift");
        auto *page = window.findChild<DriftPage *>();
        return page && QTest::qWaitFor([page] { return page->drift().has_value(); }, patience) ? page : nullptr;
    }
    void exec(const QString &sql) const
    {
        const auto connection =
            Connection::open(DatabaseUrl::parse(u"sqlite:///"_s + project.path(u"shop.db"_s)).value(), OpenMode::ReadWrite);
        QVERIFY(connection && (*connection)->exec(sql));
    }
};

QStringList rows(const DriftPage *page, int group)
{
    const auto *tree = page->findChild<QTreeWidget *>(u"driftTree"_s);
    QStringList texts;
    for (int i = 0; i < tree->topLevelItem(group)->childCount(); ++i)
        texts.append(tree->topLevelItem(group)->child(i)->text(0) + u'|' + tree->topLevelItem(group)->child(i)->text(1));
    return texts;
}

} // namespace

class TestDrift : public QObject
{
    Q_OBJECT

private slots:
    void withoutADifferenceItSaysSo()
    {
        Applied session;
        QVERIFY(session.open() && session.applyAll());
        const DriftPage *page = session.compare();
        QVERIFY(page);
        QCOMPARE(page->findChild<NoticeBar *>(u"driftSummary"_s)->text(), u"No differences"_s);
        QCOMPARE(rows(page, 0), QStringList{u"No difference.|"_s});
        QCOMPARE(rows(page, 1), QStringList{u"No difference.|"_s});
        QVERIFY(!page->findChild<QPushButton *>(u"driftGenerate"_s)->isEnabled());
    }

    void aChangeByHandIsToldApartFromAChangeOfTheModels()
    {
        Applied session(userModels("    age: Mapped[Optional[int]]\n"));
        QVERIFY(session.open() && session.applyAll());
        session.exec(u"CREATE INDEX by_hand ON users (name)"_s);
        const DriftPage *page = session.compare();
        QVERIFY(page);
        QCOMPARE(rows(page, 0), (QStringList{u"Add column users.age|"_s, u"Drop index by_hand|"_s}));
        QCOMPARE(rows(page, 1), QStringList{u"Drop index by_hand|"_s});
        QTest::mouseClick(page->findChild<QPushButton *>(u"driftCopy"_s), Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"  Add column users.age\n"_s));
        QTest::mouseClick(page->findChild<QPushButton *>(u"driftGenerate"_s), Qt::LeftButton);
        QVERIFY(session.window.findChild<NewMigrationDialog *>());
        QVERIFY(session.settle());
    }

    void whatAPendingMigrationDoesIsMarked()
    {
        Applied session;
        QVERIFY(session.open());
        const DriftPage *page = session.compare();
        QVERIFY(page);
        QCOMPARE(rows(page, 0),
                 (QStringList{u"Create table users (3 column(s))|a pending migration does this"_s,
                              u"Create index ix_users_email on users|a pending migration does this"_s}));
        QVERIFY(!QFile::exists(session.project.path(u"shop.db"_s)));
    }

    void theDatabaseIsOnlyRead()
    {
        Applied session(userModels("    age: Mapped[Optional[int]]\n"));
        QVERIFY(session.open() && session.applyAll());
        QFile database(session.project.path(u"shop.db"_s));
        QVERIFY(database.open(QIODevice::ReadOnly));
        const QByteArray before = database.readAll();
        QVERIFY(session.compare());
        database.seek(0);
        QCOMPARE(database.readAll(), before);
    }

    void aProductionDatabaseIsReadOnlyWhenThePersonSaysSo()
    {
        Applied session;
        session.project.write(u".env"_s, "ENVIRONMENT=production\n");
        QVERIFY(session.open());
        QCOMPARE(session.window.workspace().target()->target.environment, EnvironmentClass::Production);
        session.trigger("drift");
        auto *page = session.window.findChild<DriftPage *>();
        QVERIFY(page);
        QVERIFY(session.settle());
        QVERIFY(!page->drift());
        page->compare();
        QVERIFY(QTest::qWaitFor([page] { return page->drift().has_value(); }, patience));
    }

    void theSecondTimeTheSamePageIsShown()
    {
        Applied session;
        QVERIFY(session.open());
        QVERIFY(session.compare());
        session.window.projectView()->showTimeline();
        session.trigger("drift");
        QCOMPARE(session.window.findChildren<DriftPage *>().size(), 1);
        QVERIFY(session.settle());
    }
};

QTEST_MAIN(TestDrift)
#include "tst_drift.moc"
