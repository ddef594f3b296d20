#include "alembic/scriptdirectory.h"
#include "planning/planner.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

namespace {

/// Revision files in a folder of their own, and the planning context over them.
class Revisions
{
public:
    void add(const QString &id, const QString &down, const QByteArray &up, const QByteArray &back = "    pass\n")
    {
        QFile file(m_folder.filePath(id % u".py"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray parent = down.isEmpty() ? QByteArray("None") : "'" + down.toUtf8() + "'";
        file.write("\"\"\"" + id.toUtf8() + "\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\nrevision = '" + id.toUtf8()
                   + "'\ndown_revision = " + parent + "\n\n\ndef upgrade():\n" + up + "\n\ndef downgrade():\n" + back);
        file.close();
        QFile again(file.fileName());
        QVERIFY(again.open(QIODevice::ReadOnly));
        const auto reading = ScriptDirectory::readHeader(SourceText(file.fileName(), again.readAll()));
        QVERIFY(reading.header.has_value());
        m_headers.append(*reading.header);
    }

    [[nodiscard]] PlanningContext context(const QString &dialect, bool offline = true) const
    {
        PlanningContext made;
        made.graph = std::make_shared<const RevisionGraph>(RevisionGraph::build(m_headers));
        made.dialect = Dialect::byName(dialect);
        made.mode.offline = offline;
        return made;
    }

private:
    QTemporaryDir m_folder;
    QList<RevisionHeader> m_headers;
};

Revisions twoRevisions()
{
    Revisions revisions;
    revisions.add(u"a1"_s, {}, "    op.create_table('users', sa.Column('id', sa.Integer(), primary_key=True))\n",
                  "    op.drop_table('users')\n");
    revisions.add(u"b2"_s, u"a1"_s, "    op.add_column('users', sa.Column('email', sa.String(50)))\n",
                  "    op.drop_column('users', 'email')\n");
    return revisions;
}

PlanRequest request(PlanKind kind, const QString &revision, const QStringList &heads = {})
{
    PlanRequest made;
    made.kind = kind;
    made.revisions = {revision};
    made.currentHeads = heads;
    made.versionTableExists = !heads.isEmpty();
    return made;
}

} // namespace

class TestPlanner : public QObject
{
    Q_OBJECT

private slots:
    void aColumnBelongsToTheTableThatWasMadeOfIt()
    {
        Revisions revisions;
        revisions.add(u"a1"_s, {}, R"(    c = sa.Column('a', sa.Integer())
    t = sa.table('t', c, sa.column('b'))
    op.execute(t.update().values(b=c + 1))
    e = sa.column('x')
    sa.table('w', e)
    op.execute(sa.select(e))
    d = sa.Column('d', sa.Integer())
    op.add_column('t', d)
    op.add_column('t2', d)
    for again in (lambda: sa.table('y', d), lambda: sa.Table('y', sa.MetaData(), d)):
        try:
            again()
        except sa.exc.ArgumentError as error:
            op.execute('SELECT %r' % str(error))
)");
        const auto plan = Planner(revisions.context(u"postgresql"_s)).plan(request(PlanKind::Upgrade, u"head"_s));
        QVERIFY(plan);
        QVERIFY(plan->steps.first().problems.isEmpty());
        QStringList sql;
        for (const Statement &statement : plan->steps.first().statements)
            sql.append(statement.sql.simplified());
        // As Alembic 1.19 writes them.
        QCOMPARE(sql,
                 (QStringList{u"UPDATE t SET b=(t.a + 1)"_s, u"SELECT w.x FROM w"_s, u"ALTER TABLE t ADD COLUMN d INTEGER"_s,
                              u"ALTER TABLE t2 ADD COLUMN d INTEGER"_s, u"SELECT \"column object 'd' already assigned to table 't'\""_s,
                              u"SELECT \"Column object 'd' already assigned to Table 't'\""_s}));
    }

    void aForkTellsWhatEachLineTouchedSinceTheyParted()
    {
        Revisions revisions = twoRevisions();
        revisions.add(
            u"c3"_s, u"b2"_s,
            "    op.add_column('users', sa.Column('age', sa.Integer()))\n    op.create_table('logs', sa.Column('id', sa.Integer()))\n");
        revisions.add(u"d4"_s, u"b2"_s, "    op.create_table('orders', sa.Column('id', sa.Integer()))\n");
        revisions.add(u"e5"_s, u"d4"_s, "    op.execute('ALTER TABLE users ADD COLUMN note TEXT')\n");
        const auto fork = Planner(revisions.context(u"postgresql"_s)).fork({u"c3"_s, u"e5"_s});
        QVERIFY(fork);
        QCOMPARE(fork->commonRevisions, QStringList{u"b2"_s});
        QCOMPARE(fork->lines.size(), 2);
        QCOMPARE(fork->lines.at(0).revisions, QStringList{u"c3"_s});
        QCOMPARE(fork->lines.at(0).tables, (QList<QualifiedName>{QualifiedName(u"users"_s), QualifiedName(u"logs"_s)}));
        QVERIFY(!fork->lines.at(0).mayTouchMore);
        QCOMPARE(fork->lines.at(1).revisions, (QStringList{u"d4"_s, u"e5"_s}));
        QVERIFY(fork->lines.at(1).mayTouchMore); // SQL of its own
        QCOMPARE(fork->contested, QList<QualifiedName>{QualifiedName(u"users"_s)});
    }

    void aForkWithoutACommonRevisionHasTwoWholeLines()
    {
        Revisions revisions = twoRevisions();
        revisions.add(u"x1"_s, {}, "    op.create_table('other', sa.Column('id', sa.Integer()))\n");
        const auto fork = Planner(revisions.context(u"sqlite"_s)).fork({u"b2"_s, u"x1"_s});
        QVERIFY(fork);
        QVERIFY(fork->commonRevisions.isEmpty());
        QCOMPARE(fork->lines.at(0).revisions, (QStringList{u"a1"_s, u"b2"_s}));
        QVERIFY(fork->contested.isEmpty());
        QVERIFY(!Planner(revisions.context(u"sqlite"_s)).fork({u"zz"_s}));
    }

    void anUpgradeHasEveryStepItsStatementsAndItsVersionRows()
    {
        const Revisions revisions = twoRevisions();
        const auto plan = Planner(revisions.context(u"postgresql"_s)).plan(request(PlanKind::Upgrade, u"head"_s));
        QVERIFY(plan.ok());
        QCOMPARE(plan->steps.size(), qsizetype(2));
        QVERIFY(plan->isRunnable());
        QCOMPARE(plan->preparation.size(), qsizetype(1));
        QVERIFY(plan->steps[0].statements[0].sql.contains(u"CREATE TABLE users"_s));
        QVERIFY(plan->steps[0].statements[0].source.line > 0);
        QCOMPARE(plan->steps[1].statements[0].sql, u"ALTER TABLE users ADD COLUMN email VARCHAR(50)"_s);
        QCOMPARE(plan->resultingHeads, QStringList(u"b2"_s));
        QCOMPARE(plan->steps[0].fileHash.size(), qsizetype(32));
    }

    void aRollbackStartsFromTheSchemaOfTheAppliedRevisions()
    {
        const Revisions revisions = twoRevisions();
        PlanRequest wanted = request(PlanKind::Downgrade, u"-1"_s, {u"b2"_s});
        wanted.keepSchemas = true;
        const auto plan = Planner(revisions.context(u"postgresql"_s)).plan(wanted);
        QVERIFY(plan.ok());
        QCOMPARE(plan->steps.size(), qsizetype(1));
        QVERIFY(plan->preparation.isEmpty());
        const Table *before = plan->steps[0].before->table(QualifiedName(u"users"_s));
        QVERIFY(before != nullptr && before->column(u"email"_s) != nullptr);
        const Table *after = plan->steps[0].after->table(QualifiedName(u"users"_s));
        QVERIFY(after != nullptr && after->column(u"email"_s) == nullptr);
    }

    /// Many revisions are read on several threads; one that asks its database must be answered from what the ones before it leave.
    void revisionsThatAskTheirDatabaseAreReadInTurnAmongMany()
    {
        constexpr int count = 700; // more than are read ahead at a time
        Revisions revisions;
        QString down;
        for (int i = 0; i < count; ++i) {
            const QByteArray number = QByteArray::number(i);
            const QByteArray before = QByteArray::number(i - 1);
            const QByteArray create = "op.create_table('t" + number + "', sa.Column('id', sa.Integer()))\n";
            const QString id = u"r"_s + QString::number(i).rightJustified(4, u'0');
            if (i % 3 == 1) {
                revisions.add(id, down,
                              "    if not sa.inspect(op.get_bind()).has_table('t" + before + "'):\n        op.execute('SELECT wrong')\n    "
                                  + create);
            } else {
                revisions.add(id, down, "    " + create);
            }
            down = id;
        }
        const auto plan = Planner(revisions.context(u"postgresql"_s, false)).plan(request(PlanKind::Upgrade, u"head"_s));
        QVERIFY(plan.ok());
        QVERIFY(plan->isRunnable());
        QCOMPARE(plan->steps.size(), qsizetype(count));
        for (int i = 0; i < count; ++i) {
            QCOMPARE(plan->steps.at(i).statements.size(), qsizetype(1));
            QVERIFY(plan->steps.at(i).statements.first().sql.contains(u"CREATE TABLE t"_s + QString::number(i)));
            QVERIFY(!plan->steps.at(i).fileHash.isEmpty());
        }
    }

    void aPlanThatIsStoppedLeavesNoThreadBehind()
    {
        Revisions revisions;
        QString down;
        for (int i = 0; i < 100; ++i) {
            const QString id = u"r"_s + QString::number(i);
            revisions.add(id, down, "    for i in range(10000):\n        pass\n");
            down = id;
        }
        std::stop_source stop;
        stop.request_stop();
        RunContext run;
        run.stop = stop.get_token();
        const auto plan = Planner(revisions.context(u"postgresql"_s)).plan(request(PlanKind::Upgrade, u"head"_s), run);
        QVERIFY(!plan.ok());
        QCOMPARE(plan.error().code, u"planning.stopped"_s);
    }

    void criteriaAreWrittenAsSqlAlchemyWritesThem_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<QByteArray>("criteria");
        QTest::addColumn<QString>("where");
        // As SQLAlchemy 2.0.58 writes them.
        QTest::newRow("true") << u"postgresql"_s << QByteArray("True") << u"true"_s;
        QTest::newRow("true, no booleans") << u"sqlite"_s << QByteArray("True") << u"1 = 1"_s;
        QTest::newRow("false, words only") << u"mysql"_s << QByteArray("sa.false()") << u"false = 1"_s;
        QTest::newRow("none") << u"sqlite"_s << QByteArray("None") << u"NULL"_s;
        QTest::newRow("true among others") << u"sqlite"_s << QByteArray("True, t.c.a == 'x'") << u"t.a = 'x'"_s;
        QTest::newRow("false among others") << u"sqlite"_s << QByteArray("t.c.a == 'x', False") << u"0 = 1"_s;
        QTest::newRow("true twice") << u"postgresql"_s << QByteArray("True, True") << u"true"_s;
        QTest::newRow("none among others") << u"postgresql"_s << QByteArray("None, t.c.a == 'x'") << u"NULL AND t.a = 'x'"_s;
    }

    void criteriaAreWrittenAsSqlAlchemyWritesThem()
    {
        QFETCH(QString, dialect);
        QFETCH(QByteArray, criteria);
        QFETCH(QString, where);
        Revisions revisions;
        revisions.add(u"a1"_s, {},
                      "    t = sa.table('t', sa.column('a', sa.String))\n    op.execute(t.delete().where(" + criteria + "))\n");
        const auto plan = Planner(revisions.context(dialect)).plan(request(PlanKind::Upgrade, u"head"_s));
        QVERIFY(plan.ok() && plan->isRunnable());
        QCOMPARE(plan->steps.first().statements.first().sql, u"DELETE FROM t WHERE "_s + where);
    }

    /// What a live step did to the schema is known when it has run; a later question to the database has its answer only then.
    void aQuestionAfterAnUncertainLiveStepIsLiveItself()
    {
        Revisions revisions;
        revisions.add(u"a1"_s, {}, "    op.create_table('t', sa.Column('id', sa.Integer()))\n");
        revisions.add(u"b2"_s, u"a1"_s,
                      "    for row in op.get_bind().execute(sa.text('SELECT id FROM t')):\n        op.drop_table('t%d' % row.id)\n");
        revisions.add(u"c3"_s, u"b2"_s, "    if sa.inspect(op.get_bind()).has_table('t1'):\n        op.drop_table('t1')\n");
        const auto plan = Planner(revisions.context(u"postgresql"_s, false)).plan(request(PlanKind::Upgrade, u"head"_s));
        QVERIFY(plan.ok());
        QVERIFY(plan->steps.at(1).live);
        QVERIFY(plan->steps.at(2).live);
        QVERIFY2(plan->steps.at(2).live->reason.contains(u"what the database holds"_s), qPrintable(plan->steps.at(2).live->reason));
        QVERIFY(plan->isRunnable());
    }

    /// SQLite's move and copy needs the whole table: what is not certain beforehand waits for the run.
    void aRebuildIsPlannedWhereItsTableIsCertain_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<bool>("isLive");
        QTest::newRow("nothing") << QByteArray("    pass\n") << false;
        QTest::newRow("rows change data") << QByteArray("    bind = op.get_bind()\n"
                                                        "    for row in bind.execute(sa.text('SELECT id FROM t')):\n"
                                                        "        bind.execute(sa.text('UPDATE t SET id = :id'), {'id': row.id})\n")
                                          << false;
        QTest::newRow("rows change columns") << QByteArray("    for row in op.get_bind().execute(sa.text('SELECT id FROM t')):\n"
                                                           "        op.add_column('t', sa.Column('a%d' % row.id, sa.Integer()))\n")
                                             << true;
        QTest::newRow("raw SQL of the table") << QByteArray("    op.execute('ALTER TABLE t ADD a INTEGER')\n") << true;
        QTest::newRow("raw SQL of another") << QByteArray("    op.execute('ALTER TABLE u ADD a INTEGER')\n") << false;
        QTest::newRow("raw SQL that cannot be read") << QByteArray("    op.execute('FROB t')\n") << true;
    }
    void aRebuildIsPlannedWhereItsTableIsCertain()
    {
        QFETCH(QByteArray, before);
        QFETCH(bool, isLive);
        const QByteArray rebuild = "    with op.batch_alter_table('t') as batch_op:\n"
                                   "        batch_op.alter_column('id', existing_type=sa.Integer(), type_=sa.BigInteger())\n";
        Revisions revisions;
        revisions.add(u"a1"_s, {},
                      "    op.create_table('t', sa.Column('id', sa.Integer()))\n    op.create_table('u', sa.Column('id', sa.Integer()))\n");
        revisions.add(u"b2"_s, u"a1"_s, before);
        revisions.add(u"c3"_s, u"b2"_s, rebuild);
        const auto plan = Planner(revisions.context(u"sqlite"_s, false)).plan(request(PlanKind::Upgrade, u"head"_s));
        QVERIFY(plan.ok() && plan->isRunnable());
        QCOMPARE(plan->steps.at(2).live != nullptr, isLive);
        QCOMPARE(plan->steps.at(2).statements.isEmpty(), isLive);

        Revisions together;
        together.add(u"a1"_s, {},
                     "    op.create_table('t', sa.Column('id', sa.Integer()))\n    op.create_table('u', sa.Column('id', sa.Integer()))\n");
        together.add(u"b2"_s, u"a1"_s, before + rebuild);
        const auto one = Planner(together.context(u"sqlite"_s, false)).plan(request(PlanKind::Upgrade, u"head"_s));
        QVERIFY(one.ok() && one->isRunnable());
        QCOMPARE(one->steps.at(1).live != nullptr, isLive || before.contains("get_bind"));
    }

    void whatIsNotUnderstoodIsAProblemOfItsStep()
    {
        Revisions revisions = twoRevisions();
        revisions.add(u"c3"_s, u"b2"_s, "    import requests\n    op.execute(requests.get('x').text)\n");
        const auto plan = Planner(revisions.context(u"postgresql"_s)).plan(request(PlanKind::Upgrade, u"head"_s));
        QVERIFY(plan.ok());
        QVERIFY(!plan->isRunnable());
        QCOMPARE(plan->problems().size(), qsizetype(1));
        QVERIFY(plan->problems().first().source.file.endsWith(u"c3.py"_s));
        QVERIFY(plan->problems().first().source.line > 0);
    }

    void aStampRunsNoCode()
    {
        const Revisions revisions = twoRevisions();
        const auto plan = Planner(revisions.context(u"postgresql"_s)).plan(request(PlanKind::Stamp, u"head"_s));
        QVERIFY(plan.ok());
        QCOMPARE(plan->steps.size(), qsizetype(1));
        QVERIFY(plan->steps[0].statements.isEmpty());
        QCOMPARE(plan->steps[0].versionStatements.size(), qsizetype(1));
    }

    void freshGoesDownToBaseAndUpToTheHeads()
    {
        const Revisions revisions = twoRevisions();
        const auto plan = Planner(revisions.context(u"sqlite"_s, false)).plan(request(PlanKind::Fresh, {}, {u"b2"_s}));
        QVERIFY(plan.ok());
        QCOMPARE(plan->steps.size(), qsizetype(4));
        QVERIFY(plan->reachesBase());
        QCOMPARE(plan->resultingHeads, QStringList(u"b2"_s));
        QCOMPARE(plan->transactions, TransactionMode::WholePlan);
    }

    void anUnknownRevisionIsRefusedInAlembicsWords()
    {
        const Revisions revisions = twoRevisions();
        const auto plan = Planner(revisions.context(u"sqlite"_s)).plan(request(PlanKind::Upgrade, u"zzzz"_s));
        QVERIFY(!plan.ok());
        QVERIFY(plan.error().message.contains(u"Can't locate revision identified by 'zzzz'"_s));
    }

    void aSurveyReadsEveryRevisionBothWays()
    {
        const Revisions revisions = twoRevisions();
        const auto surveyed = Planner(revisions.context(u"postgresql"_s)).survey();
        QVERIFY(surveyed.ok());
        QCOMPARE(surveyed->size(), qsizetype(2));
        QCOMPARE(surveyed->at(1).downgrade.statements.first().sql, u"ALTER TABLE users DROP COLUMN email"_s);
    }

    void planningCanBeStopped()
    {
        const Revisions revisions = twoRevisions();
        std::stop_source source;
        source.request_stop();
        RunContext run;
        run.stop = source.get_token();
        const auto plan = Planner(revisions.context(u"sqlite"_s)).plan(request(PlanKind::Upgrade, u"head"_s), run);
        QVERIFY(!plan.ok());
        QCOMPARE(plan.error().code, u"planning.stopped"_s);
    }
};

QTEST_APPLESS_MAIN(TestPlanner)
#include "tst_planner.moc"
