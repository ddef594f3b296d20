#include "smallproject.h"

#include <QtTest>

using namespace retort::tests;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(QStringList)

/// Nothing that destroys everything reaches a production or unknown database, by whatever name and option.
class TestFresh : public QObject
{
    Q_OBJECT

private slots:
    void everyWayToDestroyIsBlocked_data()
    {
        QTest::addColumn<QString>("sign");
        QTest::addColumn<QStringList>("command");
        const QList<QStringList> commands{{u"fresh"_s, u"--yes"_s},
                                          {u"db:fresh"_s, u"--force"_s},
                                          {u"db:fresh"_s, u"--seed"_s, u"--force"_s, u"--yes"_s},
                                          {u"migrate:reset"_s, u"--yes"_s},
                                          {u"reset"_s, u"--yes"_s},
                                          {u"downgrade"_s, u"base"_s, u"--yes"_s},
                                          {u"downgrade"_s, u"-3"_s, u"--yes"_s},
                                          {u"db:rollback"_s, u"--steps"_s, u"3"_s, u"--yes"_s}};
        for (const QString &sign : {u"process"_s, u"settings file"_s, u"database name"_s}) {
            for (const QStringList &command : commands)
                QTest::addRow("%s: %s", qPrintable(sign), qPrintable(command.join(u' '))) << sign << command;
        }
    }
    void everyWayToDestroyIsBlocked()
    {
        QFETCH(QString, sign);
        QFETCH(QStringList, command);
        CliProject project;
        const QByteArray name = sign == "database name"_L1 ? "shop_prod.db" : "shop.db";
        writeSmallProject(project, "sqlite:///%(here)s/" + name);
        QCOMPARE(project.run({u"upgrade"_s, u"--yes"_s}).exitCode, 0);
        if (sign == "process"_L1)
            project.setVariable(u"ENVIRONMENT"_s, u"production"_s);
        else if (sign == "settings file"_L1)
            project.write(u".env"_s, "# settings\nENVIRONMENT=production\n");
        const CliOutcome outcome = project.run(command);
        QVERIFY2(outcome.exitCode == 3, qPrintable(outcome.out + outcome.err));
        QVERIFY(outcome.err.contains(u"Nothing was run"_s));
        QCOMPARE(project.run({u"current"_s}).out.trimmed(), u"c3 (head)"_s);
    }

    void anUnclassifiedServerIsBlockedBeforeItIsEvenAsked()
    {
        CliProject project;
        writeSmallProject(project, "postgresql://app:x@127.0.0.1:1/shop");
        const CliOutcome outcome = project.run({u"db:fresh"_s, u"--force"_s});
        QCOMPARE(outcome.exitCode, 3);
        QVERIFY(outcome.err.contains(u"classif"_s));
    }

    void onDevelopmentEverythingIsRecreated()
    {
        CliProject project;
        writeSmallProject(project);
        QCOMPARE(project.run({u"upgrade"_s, u"--yes"_s}).exitCode, 0);
        const CliOutcome fresh = project.run({u"db:fresh"_s, u"--force"_s});
        QVERIFY2(fresh.exitCode == 0, qPrintable(fresh.out + fresh.err));
        QCOMPARE(project.run({u"current"_s}).out.trimmed(), u"c3 (head)"_s);
    }

    void withoutConfirmationNothingIsRecreated()
    {
        CliProject project;
        writeSmallProject(project);
        QCOMPARE(project.run({u"upgrade"_s, u"--yes"_s}).exitCode, 0);
        QCOMPARE(project.run({u"db:fresh"_s}, "y\nshop.db\n").exitCode, 4);
    }

    void seedingIsRefusedBeforeAnythingIsDropped()
    {
        CliProject project;
        writeSmallProject(project);
        QCOMPARE(project.run({u"upgrade"_s, u"--yes"_s}).exitCode, 0);
        QCOMPARE(project.run({u"db:fresh"_s, u"--seed"_s, u"--force"_s}).exitCode, 1);
        QCOMPARE(project.run({u"current"_s}).out.trimmed(), u"c3 (head)"_s);
    }
};

QTEST_GUILESS_MAIN(TestFresh)
#include "tst_freshcommand.moc"
