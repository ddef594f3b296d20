#include "smallproject.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace retort::tests;
using namespace Qt::StringLiterals;

namespace {

QString current(const CliProject &project)
{
    return project.run({u"current"_s}).out.trimmed();
}

} // namespace

class TestUpgrade : public QObject
{
    Q_OBJECT

private slots:
    void everythingIsAppliedAndRolledBack()
    {
        CliProject project;
        writeSmallProject(project);
        const CliOutcome up = project.run({u"upgrade"_s, u"head"_s, u"--yes"_s});
        QVERIFY2(up.exitCode == 0, qPrintable(up.out + up.err));
        QVERIFY(up.out.contains(u"Running <base> -> a1"_s));
        QVERIFY(up.out.contains(u"Running a1 -> b2, add email"_s));
        QCOMPARE(current(project), u"c3 (head)"_s);
        QCOMPARE(project.run({u"downgrade"_s, u"-1"_s, u"--yes"_s}).exitCode, 0);
        QCOMPARE(current(project), u"b2"_s);
        QCOMPARE(project.run({u"migrate:rollback"_s, u"--steps"_s, u"2"_s, u"--yes"_s}).exitCode, 0);
        QCOMPARE(current(project), QString());
    }

    void theFrameworksOwnNamesWork_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("Fastman") << QStringList{u"database:migrate"_s};
        QTest::newRow("FastPy") << QStringList{u"db:migrate"_s};
        QTest::newRow("FastKit") << QStringList{u"migrate"_s, u"run"_s};
        QTest::newRow("FastEdgy") << QStringList{u"db"_s, u"migrate"_s};
    }
    void theFrameworksOwnNamesWork()
    {
        QFETCH(QStringList, words);
        CliProject project;
        writeSmallProject(project);
        QCOMPARE(project.run(words + QStringList{u"--yes"_s}).exitCode, 0);
        QCOMPARE(current(project), u"c3 (head)"_s);
    }

    void withoutATerminalNothingRunsUnlessConfirmed()
    {
        CliProject project;
        writeSmallProject(project);
        const CliOutcome refused = project.run({u"upgrade"_s}, "y\n");
        QCOMPARE(refused.exitCode, 4);
        QVERIFY(refused.err.contains(u"--yes"_s));
        QVERIFY(!QFile::exists(project.path(u"shop.db"_s)));
    }

    void aDryRunShowsTheSqlAndTouchesNothing()
    {
        CliProject project;
        writeSmallProject(project);
        const CliOutcome dry = project.run({u"upgrade"_s, u"--dry-run"_s});
        QCOMPARE(dry.exitCode, 0);
        QVERIFY(dry.out.contains(u"CREATE TABLE users"_s));
        QVERIFY(!QFile::exists(project.path(u"shop.db"_s)));
    }

    void nothingToDoIsSaidAloud()
    {
        CliProject project;
        writeSmallProject(project);
        QCOMPARE(project.run({u"upgrade"_s, u"--yes"_s}).exitCode, 0);
        const CliOutcome again = project.run({u"upgrade"_s, u"--yes"_s});
        QCOMPARE(again.exitCode, 0);
        QVERIFY(again.out.contains(u"Nothing to do"_s));
    }

    void statusListsEveryRevisionWithItsState()
    {
        CliProject project;
        writeSmallProject(project);
        QCOMPARE(project.run({u"upgrade"_s, u"b2"_s, u"--yes"_s}).exitCode, 0);
        const CliOutcome status = project.run({u"status"_s, u"--json"_s});
        const QJsonArray revisions = QJsonDocument::fromJson(status.out.toUtf8()).object()[u"revisions"].toArray();
        QCOMPARE(revisions.size(), qsizetype(3));
        QCOMPARE(revisions[0].toObject()[u"state"].toString(), u"pending"_s);
        QCOMPARE(revisions[1].toObject()[u"state"].toString(), u"current"_s);
        QCOMPARE(revisions[2].toObject()[u"state"].toString(), u"applied"_s);
    }

    void aFailureInTheMiddleLeavesTheDatabaseAsItWas()
    {
        CliProject project;
        writeSmallProject(project);
        QCOMPARE(project.run({u"upgrade"_s, u"a1"_s, u"--yes"_s}).exitCode, 0);
        project.write(u"migrations/versions/d4_broken.py"_s,
                      "\"\"\"broken\"\"\"\nfrom alembic import op\nrevision = 'd4'\ndown_revision = 'c3'\n\n\ndef upgrade():\n    "
                      "op.execute('THIS IS NOT SQL')\n\n\n"
                      "def downgrade():\n    pass\n");
        const CliOutcome failed = project.run({u"upgrade"_s, u"--yes"_s});
        QCOMPARE(failed.exitCode, 1);
        QVERIFY2(failed.err.contains(u"d4_broken.py:8"_s), qPrintable(failed.err));
        QVERIFY(failed.err.contains(u"THIS IS NOT SQL"_s));
        QCOMPARE(current(project), u"a1"_s);
    }

    void whatIsNotUnderstoodKeepsThePlanFromRunning()
    {
        CliProject project;
        writeSmallProject(project);
        project.write(
            u"migrations/versions/d4_dynamic.py"_s,
            "\"\"\"dynamic\"\"\"\nimport requests\nfrom alembic import op\nrevision = 'd4'\ndown_revision = 'c3'\n\n\ndef upgrade():\n"
            "    op.execute(requests.get('http://localhost').text)\n\n\ndef downgrade():\n    pass\n");
        const CliOutcome refused = project.run({u"upgrade"_s, u"--yes"_s});
        QCOMPARE(refused.exitCode, 5);
        QVERIFY2(refused.err.contains(u"d4_dynamic.py:9"_s), qPrintable(refused.err));
        QVERIFY(!QFile::exists(project.path(u"shop.db"_s)));
        QCOMPARE(project.run({u"upgrade"_s, u"--sql"_s}).exitCode, 5);
    }

    void passwordsAreNeverPrinted()
    {
        CliProject project;
        writeSmallProject(project, "postgresql://app:s3cr3t@127.0.0.1:1/shop");
        for (const QStringList &command : {QStringList{u"status"_s}, QStringList{u"target"_s}, QStringList{u"current"_s, u"-v"_s},
                                           QStringList{u"upgrade"_s, u"--yes"_s}, QStringList{u"target"_s, u"--json"_s}}) {
            const CliOutcome outcome = project.run(command);
            QVERIFY2(!outcome.out.contains(u"s3cr3t"_s) && !outcome.err.contains(u"s3cr3t"_s), qPrintable(outcome.out + outcome.err));
        }
    }

    void aCommandLineThatIsNotUnderstoodIsRefused()
    {
        CliProject project;
        writeSmallProject(project);
        QCOMPARE(project.run({u"frobnicate"_s}).exitCode, 2);
        QCOMPARE(project.run({u"upgrade"_s, u"--no-such-option"_s}).exitCode, 2);
        QCOMPARE(project.run({u"downgrade"_s, u"--steps"_s, u"0"_s}).exitCode, 2);
        QVERIFY(project.run({u"--help"_s}).out.contains(u"Exit codes"_s));
        QVERIFY(project.run({u"upgrade"_s, u"--help"_s}).out.contains(u"not confirmed"_s));
    }
};

QTEST_GUILESS_MAIN(TestUpgrade)
#include "tst_upgradecommand.moc"
