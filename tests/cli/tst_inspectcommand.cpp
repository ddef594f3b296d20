#include "smallproject.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace retort::tests;
using namespace Qt::StringLiterals;

class TestInspect : public QObject
{
    Q_OBJECT

private slots:
    void aTableIsShownAsText()
    {
        const auto project = migrated();
        const auto shown = project->run({u"inspect"_s, u"users"_s});
        QCOMPARE(shown.exitCode, 0);
        const QString text = QString(shown.out).replace(QRegularExpression(u" +"_s), u" "_s);
        QVERIFY2(text.contains("Table users\n"_L1), qPrintable(text));
        QVERIFY2(text.contains("\nid INTEGER no primary key\n"_L1), qPrintable(text));
        QVERIFY2(text.contains("\nemail VARCHAR(200) yes"_L1), qPrintable(text));
        QVERIFY2(text.contains("\nPrimary key: (id)\n"_L1), qPrintable(text));
        QVERIFY2(text.contains("\nUnique index ix_users_email: (email)\n"_L1), qPrintable(text));
        QVERIFY2(!text.contains("alembic_version"_L1), qPrintable(text));
    }

    void everythingIsToldAsJson()
    {
        const auto project = migrated();
        const auto told = project->run({u"inspect"_s, u"--json"_s});
        QCOMPARE(told.exitCode, 0);
        const QJsonObject object = QJsonDocument::fromJson(told.out.toUtf8()).object();
        const QJsonArray tables = object[u"tables"].toArray();
        QCOMPARE(tables.size(), 2);
        QCOMPARE(tables[0].toObject()[u"name"].toString(), u"alembic_version"_s);
        const QJsonObject name = tables[1].toObject()[u"columns"].toArray()[1].toObject();
        QCOMPARE(name[u"name"].toString(), u"name"_s);
        QCOMPARE(name[u"type"][u"name"].toString(), u"VARCHAR"_s);
        QCOMPARE(name[u"type"][u"arguments"][u"length"].toInt(), 50);
        QCOMPARE(name[u"nullable"].toBool(true), false);
        QCOMPARE(object[u"target"][u"name"].toString().isEmpty(), false);
    }

    void anotherDatabaseCanBeNamed()
    {
        const auto project = migrated();
        const auto told = project->run({u"inspect"_s, u"--json"_s, u"--url"_s, u"sqlite:///"_s + project->path(u"shop.db"_s)});
        QCOMPARE(told.exitCode, 0);
        QCOMPARE(QJsonDocument::fromJson(told.out.toUtf8())[u"tables"].toArray().size(), 2);
    }

    void aMissingTableIsAFailure()
    {
        const auto project = migrated();
        const auto shown = project->run({u"inspect"_s, u"nothing"_s});
        QCOMPARE(shown.exitCode, 1);
        QVERIFY2(shown.err.contains("There is no table nothing."_L1), qPrintable(shown.err));
        const auto told = project->run({u"inspect"_s, u"nothing"_s, u"--json"_s});
        QCOMPARE(told.exitCode, 1);
        QCOMPARE(QJsonDocument::fromJson(told.out.toUtf8())[u"missing"].toArray(), QJsonArray{u"nothing"_s});
    }

    void aMissingSchemaIsAFailure()
    {
        const auto project = migrated();
        const auto shown = project->run({u"inspect"_s, u"--schema"_s, u"nowhere"_s});
        QCOMPARE(shown.exitCode, 1);
        QVERIFY2(shown.err.contains("nowhere"_L1) && shown.err.contains("main"_L1), qPrintable(shown.err));
    }

    void aDatabaseThatIsNotThereIsNotMade()
    {
        CliProject project;
        writeSmallProject(project);
        QCOMPARE(project.run({u"inspect"_s}).exitCode, 1);
        QVERIFY(!QFile::exists(project.path(u"shop.db"_s)));
    }

private:
    static std::unique_ptr<CliProject> migrated()
    {
        auto project = std::make_unique<CliProject>();
        writeSmallProject(*project);
        if (project->run({u"upgrade"_s, u"--yes"_s}).exitCode != 0)
            qFatal("the small project cannot be upgraded");
        return project;
    }
};

QTEST_GUILESS_MAIN(TestInspect)
#include "tst_inspectcommand.moc"
