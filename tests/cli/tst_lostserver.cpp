#include "scratchserver.h"
#include "smallproject.h"

#include <QtTest>

using namespace retort;
using namespace retort::tests;
using namespace Qt::StringLiterals;

/// The connection goes away in the middle of a revision: what happened, where, what state the database is in, what to do next.
class TestLostServer : public QObject
{
    Q_OBJECT

private slots:
    void postgresqlUndoesTheRunAndItCanBeRunAgain();
    void mariadbStaysHalfwayAndSaysSoUntilItIsRepaired();
};

/// A server without any sign is unknown until somebody says what it is.
static CliOutcome classified(const CliProject &project, const QString &database)
{
    return project.run({u"target"_s, u"--classify"_s, u"development"_s, u"--confirm"_s, database});
}

/// A fourth revision that makes a table and then does `sql`.
static void writeLastRevision(const CliProject &project, const QByteArray &sql)
{
    project.write(u"migrations/versions/d4_lost.py"_s,
                  "from alembic import op\nimport sqlalchemy as sa\n\nrevision = 'd4'\n"
                  "down_revision = 'c3'\n\n\ndef upgrade():\n"
                  "    op.create_table('half', sa.Column('id', sa.Integer(), primary_key=True))\n"
                  "    op.execute(\""
                      + sql + "\")\n\n\ndef downgrade():\n    op.drop_table('half')\n");
}

void TestLostServer::postgresqlUndoesTheRunAndItCanBeRunAgain()
{
    const auto scratch = ScratchServerDatabase::create("RETORT_TEST_POSTGRESQL_URL");
    if (!scratch)
        QSKIP("RETORT_TEST_POSTGRESQL_URL is not set: no PostgreSQL here");
    CliProject project;
    writeSmallProject(project, scratch->text().toUtf8());
    const CliOutcome told = classified(project, scratch->text().section(u'/', -1));
    QVERIFY2(told.exitCode == 0, qPrintable(told.err));
    QCOMPARE(project.run({u"upgrade"_s, u"b2"_s, u"--yes"_s}).exitCode, 0);

    writeLastRevision(project, "SELECT pg_terminate_backend(pg_backend_pid())");
    const CliOutcome lost = project.run({u"upgrade"_s, u"--yes"_s});
    QVERIFY(lost.exitCode != 0);
    QVERIFY2(lost.err.contains(u"d4"_s), qPrintable(lost.err));
    QVERIFY2(lost.err.contains(u"make sure that the server runs"_s), qPrintable(lost.err));
    QCOMPARE(project.run({u"current"_s}).out.trimmed(), u"b2"_s);

    writeLastRevision(project, "SELECT 1");
    const CliOutcome again = project.run({u"upgrade"_s, u"--yes"_s});
    QVERIFY2(again.exitCode == 0, qPrintable(again.err));
    QCOMPARE(project.run({u"current"_s}).out.trimmed(), u"d4 (head)"_s);
}

void TestLostServer::mariadbStaysHalfwayAndSaysSoUntilItIsRepaired()
{
    const auto scratch = ScratchServerDatabase::create("RETORT_TEST_MARIADB_URL");
    if (!scratch)
        QSKIP("RETORT_TEST_MARIADB_URL is not set: no MariaDB here");
    CliProject project;
    writeSmallProject(project, scratch->text().toUtf8());
    const CliOutcome told = classified(project, scratch->text().section(u'/', -1));
    QVERIFY2(told.exitCode == 0, qPrintable(told.err));

    writeLastRevision(project, "KILL CONNECTION_ID()");
    const CliOutcome lost = project.run({u"upgrade"_s, u"--yes"_s});
    QVERIFY(lost.exitCode != 0);
    QVERIFY2(lost.err.contains(u"d4"_s), qPrintable(lost.err));
    QVERIFY2(lost.err.contains(u"stopped half-way"_s), qPrintable(lost.err));
    QCOMPARE(project.run({u"current"_s}).out.trimmed(), u"c3"_s);

    const CliOutcome again = project.run({u"upgrade"_s, u"--yes"_s});
    QVERIFY(again.exitCode != 0);
    QVERIFY2(again.err.contains(u"half-way"_s), qPrintable(again.err));
}

QTEST_GUILESS_MAIN(TestLostServer)
#include "tst_lostserver.moc"
