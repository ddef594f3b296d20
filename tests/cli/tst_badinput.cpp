#include "smallproject.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QUrl>
#include <QtTest>

#include <unistd.h>

using namespace retort::tests;
using namespace Qt::StringLiterals;

/// Odd files and databases: a clear error for each, nothing lost, the rest of the project still readable.
class TestBadInput : public QObject
{
    Q_OBJECT

private slots:
    void aFolderWithoutAProjectIsSaidToBeOne()
    {
        CliProject project;
        const CliOutcome outcome = project.run({u"status"_s});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY(outcome.err.contains(u"no Alembic project"_s));
    }

    void aProjectWithoutRevisionsIsNoError()
    {
        CliProject project;
        writeSmallProject(project);
        QDir(project.path(u"migrations/versions"_s)).removeRecursively();
        QDir().mkpath(project.path(u"migrations/versions"_s));
        const CliOutcome outcome = project.run({u"status"_s});
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        QVERIFY(outcome.out.contains(u"no revisions"_s));
    }

    void anOddFileNeverHidesTheOthers_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("binary") << QByteArray("\x7f"
                                              "ELF\x00\x01\xff\xfe\x00revision",
                                              18);
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("half-written") << QByteArray("\"\"\"half\n\nRevision ID: dd");
        QTest::newRow("no revision") << QByteArray("from alembic import op\n\n\ndef upgrade():\n    pass\n");
        QTest::newRow("zero bytes") << QByteArray(4096, '\0');
    }
    void anOddFileNeverHidesTheOthers()
    {
        QFETCH(QByteArray, content);
        CliProject project;
        writeSmallProject(project);
        project.write(u"migrations/versions/zz_odd.py"_s, content);
        const CliOutcome doctor = project.run({u"doctor"_s});
        QVERIFY2(doctor.exitCode == 0 || doctor.exitCode == 5 || doctor.exitCode == 1, qPrintable(QString::number(doctor.exitCode)));
        QVERIFY2(QString(doctor.out + doctor.err).contains(u"zz_odd.py"_s), qPrintable(doctor.out + doctor.err));
        QVERIFY(doctor.out.contains(u"a1"_s) && doctor.out.contains(u"c3"_s));
    }

    void aBodyCutOffInTheMiddleIsNotRun()
    {
        CliProject project;
        writeSmallProject(project);
        project.write(u"migrations/versions/d4_cut.py"_s,
                      "revision = 'd4'\ndown_revision = 'c3'\nfrom alembic import op\n\ndef upgrade():\n    op.drop_table('users')\n    "
                      "op.create_table('x',");
        const CliOutcome outcome = project.run({u"upgrade"_s, u"--yes"_s});
        QVERIFY2(outcome.exitCode == 5 || outcome.exitCode == 1, qPrintable(outcome.out + outcome.err));
        QVERIFY(outcome.err.contains(u"d4_cut.py"_s));
        QVERIFY(!QFile::exists(project.path(u"shop.db"_s)));
    }

    void anUnreadableFileIsNamed()
    {
        CliProject project;
        writeSmallProject(project);
        QFile::setPermissions(project.path(u"migrations/versions/b2_add_email.py"_s), {});
        // Root reads every file, unless it gives up that right.
        if (geteuid() == 0)
            project.setWrapper({u"setpriv"_s, u"--bounding-set=-dac_override,-dac_read_search"_s});
        const CliOutcome outcome = project.run({u"upgrade"_s, u"--yes"_s});
        QVERIFY(outcome.exitCode != 0);
        QVERIFY(QString(outcome.out + outcome.err).contains(u"b2_add_email.py"_s));
    }

    void aFolderInPlaceOfAFileIsNamed()
    {
        CliProject project;
        writeSmallProject(project);
        QDir().mkpath(project.path(u"migrations/versions/zz_folder.py"_s));
        QCOMPARE(project.run({u"heads"_s}).out, u"c3 (head)\n"_s);
    }

    void aLockedDatabaseIsSaidToBeLocked()
    {
        CliProject project;
        writeSmallProject(project);
        QCOMPARE(project.run({u"upgrade"_s, u"a1"_s, u"--yes"_s}).exitCode, 0);
        {
            QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
            other.setDatabaseName(project.path(u"shop.db"_s));
            QVERIFY(other.open());
            QSqlQuery query(other);
            QVERIFY(query.exec(u"BEGIN EXCLUSIVE"_s));
            const CliOutcome outcome = project.run({u"upgrade"_s, u"--yes"_s});
            QCOMPARE(outcome.exitCode, 1);
            QVERIFY2(outcome.err.contains(u"locked"_s), qPrintable(outcome.err));
            QVERIFY(query.exec(u"ROLLBACK"_s));
        }
        QSqlDatabase::removeDatabase(u"other"_s);
        QCOMPARE(project.run({u"current"_s}).out.trimmed(), u"a1"_s);
    }

    void aFileThatIsNoDatabaseIsSaidSo()
    {
        CliProject project;
        writeSmallProject(project);
        project.write(u"shop.db"_s, QByteArray(2000, 'x'));
        const CliOutcome outcome = project.run({u"upgrade"_s, u"--yes"_s});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.err.contains(u"database"_s), qPrintable(outcome.err));
    }

    void aServerThatIsNotThereIsSaidSo()
    {
        CliProject project;
        writeSmallProject(project, "postgresql://app:x@127.0.0.1:1/shop");
        const CliOutcome outcome = project.run({u"status"_s});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.err.contains(u"127.0.0.1"_s), qPrintable(outcome.err));
    }

    void aWrongPasswordIsSaidSo()
    {
        QUrl url(qEnvironmentVariable("RETORT_TEST_POSTGRESQL_URL"));
        if (!url.isValid() || url.isEmpty())
            QSKIP("RETORT_TEST_POSTGRESQL_URL is not set: no PostgreSQL here");
        url.setPassword(u"wr0ng-password"_s);
        CliProject project;
        writeSmallProject(project, url.toEncoded());
        const CliOutcome outcome = project.run({u"status"_s});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.err.contains(u"password"_s, Qt::CaseInsensitive), qPrintable(outcome.err));
        QVERIFY(!outcome.err.contains(u"wr0ng"_s));
    }

    void aRevisionNobodyKnowsInTheDatabaseIsNamed()
    {
        CliProject project;
        writeSmallProject(project);
        QCOMPARE(project.run({u"upgrade"_s, u"--yes"_s}).exitCode, 0);
        QFile::remove(project.path(u"migrations/versions/c3_first_user.py"_s));
        const CliOutcome status = project.run({u"status"_s});
        QCOMPARE(status.exitCode, 1);
        QVERIFY(status.err.contains(u"c3"_s));
        QVERIFY(project.run({u"upgrade"_s, u"--yes"_s}).err.contains(u"c3"_s));
    }
};

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
