#include "livesessions.h"
#include "scratchserver.h"
#include "smallproject.h"

#include "migration/journal.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QtTest>

#include <functional>

using namespace retort;
using namespace retort::tests;
using namespace Qt::StringLiterals;

namespace {

QByteArray revision(const QByteArray &id, const QByteArray &down, const QByteArray &upgrade, const QByteArray &downgrade = "    pass\n",
                    const QByteArray &before = {})
{
    return "from alembic import op\nimport sqlalchemy as sa\n" + before + "\nrevision = '" + id + "'\ndown_revision = '" + down
        + "'\nbranch_labels = None\ndepends_on = None\n\n\ndef upgrade():\n" + upgrade + "\n\ndef downgrade():\n" + downgrade;
}

/// Fills people with 25 rows of every sort a data migration meets.
const QByteArray people = R"py(    op.create_table(
        'people',
        sa.Column('id', sa.Integer(), primary_key=True),
        sa.Column('name', sa.String(80), nullable=False),
        sa.Column('active', sa.Boolean(), nullable=True),
        sa.Column('born', sa.DateTime(), nullable=True),
        sa.Column('price', sa.Numeric(10, 2), nullable=True),
        sa.Column('settings', sa.JSON(), nullable=True),
        sa.Column('slug', sa.String(80), nullable=True),
    )
    for i in range(1, 26):
        op.execute(
            f"INSERT INTO people (id, name, active, born, price, settings) VALUES ({i}, 'Ana O''Neil {i % 7}', "
            f"{'true' if i % 2 else 'false'}, '2024-01-{i:02d} 10:00:00.000000', {i}.50, '{{\"n\": {i}, \"old\": [1, \"\\u00e9\"]}}')"
        )
)py";

/// One file for each way of reading rows; all are run one after the other.
QList<QByteArray> liveRevisions()
{
    return {
        // A loop over a raw select, an update for each row.
        revision("d1", "c3", people + R"py(    bind = op.get_bind()
    for row in bind.execute(sa.text("SELECT id, name FROM people ORDER BY id")):
        slug = row.name.lower().replace(" ", "-").replace("'", "") + "-" + str(row[0])
        bind.execute(sa.text("UPDATE people SET slug = :slug WHERE id = :id"), {"slug": slug, "id": row.id})
)py",
                 "    op.drop_table('people')\n"),
        // Batches until nothing is left, told by rowcount.
        revision("d2", "d1", R"py(    op.add_column('people', sa.Column('score', sa.Integer(), nullable=True))
    bind = op.get_bind()
    while True:
        done = bind.execute(sa.text(
            "UPDATE people SET score = id * 2 WHERE id IN (SELECT id FROM (SELECT id FROM people WHERE score IS NULL ORDER BY id LIMIT 10) AS batch)"))
        if done.rowcount == 0:
            break
    with op.batch_alter_table('people') as batch_op:
        batch_op.alter_column('score', existing_type=sa.Integer(), nullable=False)
)py",
                 "    op.drop_column('people', 'score')\n"),
        // JSON documents rewritten through typed Core columns; booleans, moments and decimals come back as Python has them.
        revision(
            "d3", "d2",
            R"py(    people = sa.table('people', sa.column('id', sa.Integer), sa.column('settings', sa.JSON), sa.column('active', sa.Boolean),
                      sa.column('born', sa.DateTime), sa.column('price', sa.Numeric(10, 2)), sa.column('slug', sa.String))
    bind = op.get_bind()
    rows = bind.execute(sa.select(people.c.id, people.c.settings, people.c.active, people.c.born, people.c.price).order_by(people.c.id)).fetchall()
    for id, settings, active, born, price in rows:
        settings["list"] = settings.pop("old") + [settings["n"] + 1]
        settings["active"] = active
        settings["year"] = born.year
        settings["price"] = str(price)
        bind.execute(people.update().where(people.c.id == id).values(settings=settings, born=born.replace(year=2025), price=price, active=not active))
)py"),
        // Rows that depend on other rows; ids read back; several shapes of a result.
        revision(
            "d4", "d3",
            R"py(    tags = op.create_table('tags', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('person', sa.Integer()), sa.Column('label', sa.String(200)))
    bind = op.get_bind()
    count = bind.execute(sa.text("SELECT count(*) FROM people")).scalar()
    ids = bind.execute(sa.text("SELECT id FROM people ORDER BY id")).scalars().all()
    assert count == len(ids)
    first = bind.execute(sa.text("SELECT id, name FROM people WHERE id = :id"), {"id": ids[0]}).mappings().first()
    if bind.execute(sa.text("SELECT id FROM people WHERE id = -1")).fetchone() is None and count > 0:
        op.bulk_insert(tags, [{"id": n, "person": i, "label": f"{first['name']} {n}"} for n, i in enumerate(ids, start=1)])
    people = sa.table('people', sa.column('id'), sa.column('born', sa.DateTime))
    born = bind.execute(sa.select(people.c.born).where(people.c.id == 3)).scalar_one()
    bind.execute(sa.text("UPDATE tags SET label = :born WHERE id = 3"), {"born": born})
    bind.execute(sa.text("UPDATE tags SET label = :text WHERE id = 4"), {"text": "back\\slash 100% 'quoted' :colon \u00e9"})
    keys = list(bind.execute(sa.text("SELECT id, label FROM tags")).keys())
    bind.execute(sa.text("UPDATE tags SET label = :label WHERE id = 1"), {"label": ",".join(keys)})
    by_name = {}
    for row in bind.execute(sa.text("SELECT id, name FROM people ORDER BY id")).mappings().all():
        by_name.setdefault(row["name"], []).append(row["id"])
    bind.execute(sa.text("INSERT INTO tags (id, person, label) VALUES (:id, :person, :label)"),
                 [{"id": 1000 + i, "person": p[0], "label": name} for i, (name, p) in enumerate(sorted(by_name.items()))])
)py",
            "    op.drop_table('tags')\n"),
        // Duplicates removed, then the constraint that they would break.
        revision("d5", "d4", R"py(    conn = op.get_bind()
    seen = set()
    for id, name in conn.execute(sa.text("SELECT id, name FROM people ORDER BY id")).fetchall():
        if name in seen:
            conn.execute(sa.text("DELETE FROM tags WHERE person = :id"), {"id": id})
            conn.execute(sa.text("DELETE FROM people WHERE id = :id"), {"id": id})
        seen.add(name)
    with op.batch_alter_table('people') as batch_op:
        batch_op.create_unique_constraint('uq_people_name', ['name'])
)py",
                 R"py(    with op.batch_alter_table('people') as batch_op:
        batch_op.drop_constraint('uq_people_name', type_='unique')
)py"),
        // A rebuild of a table that the rows before may have changed.
        revision("d6", "d5", R"py(    with op.batch_alter_table('people') as batch_op:
        batch_op.add_column(sa.Column('note', sa.Text(), nullable=True))
        batch_op.drop_column('slug')
)py",
                 R"py(    with op.batch_alter_table('people') as batch_op:
        batch_op.add_column(sa.Column('slug', sa.String(80), nullable=True))
        batch_op.drop_column('note')
)py"),
        // Tables that only the rows tell ...
        revision("d7", "d6", R"py(    bind = op.get_bind()
    for row in bind.execute(sa.text("SELECT id FROM people WHERE id < 3 ORDER BY id")).fetchall():
        op.create_table(f'extra_{row.id}', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', sa.String(20), server_default='x'))
)py",
                 R"py(    for name in sa.inspect(op.get_bind()).get_table_names():
        if name.startswith('extra_'):
            op.drop_table(name)
)py"),
        // ... and questions about them, which the database itself answers.
        revision("d8", "d7", R"py(    inspector = sa.inspect(op.get_bind())
    if inspector.has_table('extra_2') and not inspector.has_table('extra_3'):
        columns = [column['name'] for column in inspector.get_columns('extra_2')]
        if 'name' in columns and 'added' not in columns:
            op.add_column('extra_2', sa.Column('added', sa.Integer()))
    with op.batch_alter_table('extra_1') as batch_op:
        batch_op.alter_column('name', existing_type=sa.String(20), type_=sa.String(40), existing_server_default='x')
    op.execute("CREATE VIEW small AS SELECT id FROM extra_1")
    if sa.inspect(op.get_bind()).get_pk_constraint('extra_2')['constrained_columns'] == ['id']:
        op.execute("INSERT INTO extra_2 (id, added) VALUES (1, 2)")
)py",
                 R"py(    op.execute("DROP VIEW small")
)py"),
        revision("d9", "d8", sessionTables + loadedInstances,
                 "    op.drop_table('orders')\n    op.drop_table('accounts')\n    op.drop_table('log')\n", sessionModels),
        revision("d10", "d9", addedInstances, "    pass\n", sessionModels),
        revision("d11", "d10", manyRows, "    pass\n", sessionModels),
        revision("d12", "d11", stateOfInstances, "    pass\n", sessionModels),
    };
}

void writeLiveProject(const CliProject &project, const QByteArray &url)
{
    writeSmallProject(project, url);
    int number = 0;
    for (const QByteArray &text : liveRevisions())
        project.write(u"migrations/versions/d%1_live.py"_s.arg(++number), text);
}

/// Every table's columns, keys, indexes and rows, as SQLAlchemy sees them.
const char *const inspectProgram = R"py(
import json, sys
import sqlalchemy as sa
engine = sa.create_engine(sys.argv[1])
inspector = sa.inspect(engine)
with engine.connect() as connection:
    for table in sorted(inspector.get_table_names()):
        print(table, [(c['name'], str(c['type']), c['nullable'], c['default']) for c in inspector.get_columns(table)])
        print(inspector.get_pk_constraint(table), inspector.get_unique_constraints(table), inspector.get_indexes(table))
        for row in sorted(repr(tuple(r)) for r in connection.execute(sa.text('SELECT * FROM ' + table))):
            print(row)
)py";

QString python()
{
    return qEnvironmentVariable("RETORT_TEST_ALEMBIC_PYTHON");
}

QString runPython(const CliProject &project, const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(project.path({}));
    process.start(python(), arguments);
    process.waitForFinished(120000);
    return process.exitCode() == 0 ? QString::fromUtf8(process.readAllStandardOutput())
                                   : u"failed: "_s + QString::fromUtf8(process.readAllStandardError());
}

QString contentOf(const CliProject &project, const QString &url)
{
    return runPython(project, {u"-c"_s, QString::fromLatin1(inspectProgram), url});
}

/// Up to head by us and by Alembic, and down again: what is in the databases is the same each time.
void compareWithAlembic(const QString &ourUrl, const QString &theirUrl)
{
    CliProject ours, theirs;
    const QString ourTarget = ourUrl.isEmpty() ? u"sqlite:///"_s + ours.path(u"shop.db"_s) : ourUrl;
    const QString theirTarget = theirUrl.isEmpty() ? u"sqlite:///"_s + theirs.path(u"shop.db"_s) : theirUrl;
    writeLiveProject(ours, ourTarget.toUtf8());
    writeLiveProject(theirs, theirTarget.toUtf8());
    const QString database = ourTarget.section(u'/', -1).section(u'?', 0, 0);
    const CliOutcome told = ours.run({u"target"_s, u"--classify"_s, u"development"_s, u"--confirm"_s, database});
    QVERIFY2(ourUrl.isEmpty() || told.exitCode == 0, qPrintable(told.err));
    for (const auto &[command, destination] :
         {std::pair{u"upgrade"_s, u"head"_s}, std::pair{u"downgrade"_s, u"c3"_s}, std::pair{u"upgrade"_s, u"head"_s}}) {
        const CliOutcome done = ours.run({command, destination, u"--yes"_s});
        QVERIFY2(done.exitCode == 0, qPrintable(done.err + done.out));
        const QString alembic = runPython(theirs, {u"-m"_s, u"alembic"_s, command, destination});
        QVERIFY2(!alembic.startsWith("failed"_L1), qPrintable(alembic));
        const QString expected = contentOf(theirs, theirTarget);
        QVERIFY2(expected.contains(command == u"upgrade" ? u"uq_people_name"_s : u"users"_s), qPrintable(expected));
        QCOMPARE(contentOf(ours, ourTarget), expected);
    }
}

} // namespace

/// Migrations that read rows: planned aloud, run natively, equal to what Alembic does with the very same files.
class TestLiveStep : public QObject
{
    Q_OBJECT

private slots:
    void sqliteEndsAsWithAlembic()
    {
        if (python().isEmpty())
            QSKIP("RETORT_TEST_ALEMBIC_PYTHON is not set: nothing to compare with");
        compareWithAlembic({}, {});
    }

    void serversEndAsWithAlembic_data()
    {
        QTest::addColumn<QByteArray>("variable");
        QTest::newRow("PostgreSQL") << QByteArray("RETORT_TEST_POSTGRESQL_URL");
        QTest::newRow("MariaDB") << QByteArray("RETORT_TEST_MARIADB_URL");
    }
    void serversEndAsWithAlembic()
    {
        QFETCH(QByteArray, variable);
        const auto ours = ScratchServerDatabase::create(variable.constData());
        const auto theirs = ScratchServerDatabase::create(variable.constData());
        if (!ours || !theirs || python().isEmpty())
            QSKIP("no server, or no Alembic to compare with");
        const auto withDriver = [](QString url) { return url.replace(u"mariadb://"_s, u"mariadb+pymysql://"_s); };
        compareWithAlembic(withDriver(ours->text()), withDriver(theirs->text()));
    }

    void momentsOfMariaDbAreExactOrNotUnderstood_data()
    {
        QTest::addColumn<QByteArray>("moment");
        QTest::addColumn<QString>("read");
        QTest::newRow("seconds") << QByteArray("CAST('2024-01-02 03:04:05' AS DATETIME)") << u"2024-01-02 03:04:05"_s;
        QTest::newRow("milliseconds") << QByteArray("CAST('2024-01-02 03:04:05.12' AS DATETIME(3))") << u"2024-01-02 03:04:05.120000"_s;
        QTest::newRow("microseconds") << QByteArray("CAST('2024-01-02 03:04:05.123456' AS DATETIME(6))") << QString();
    }
    void momentsOfMariaDbAreExactOrNotUnderstood()
    {
        QFETCH(QByteArray, moment);
        QFETCH(QString, read);
        const auto database = ScratchServerDatabase::create("RETORT_TEST_MARIADB_URL");
        if (!database)
            QSKIP("no MariaDB server");
        CliProject project;
        writeSmallProject(project, database->text().toUtf8());
        project.write(u"migrations/versions/d1_live.py"_s,
                      revision("d1", "c3",
                               "    bind = op.get_bind()\n    moment = bind.execute(sa.text(\"SELECT " + moment
                                   + "\")).scalar()\n    raise ValueError(f'read {moment}')\n"));
        QCOMPARE(project
                     .run({u"target"_s, u"--classify"_s, u"development"_s, u"--confirm"_s,
                           database->text().section(u'/', -1).section(u'?', 0, 0)})
                     .exitCode,
                 0);
        const CliOutcome done = project.run({u"upgrade"_s, u"head"_s, u"--yes"_s});
        QVERIFY(done.exitCode != 0);
        QVERIFY2(done.err.contains(read.isEmpty() ? u"not understood"_s : u"read %1"_s.arg(read)), qPrintable(done.err));
        QVERIFY2(!read.isEmpty() || done.err.contains("DATETIME(6)"_L1), qPrintable(done.err));
    }

    void aPlanSaysThatItsStatementsAreNotKnown()
    {
        CliProject project;
        writeLiveProject(project, "sqlite:///%(here)s/shop.db");
        const CliOutcome dry = project.run({u"upgrade"_s, u"--dry-run"_s});
        QVERIFY2(dry.exitCode == 0, qPrintable(dry.out + dry.err));
        QVERIFY2(dry.out.contains(u"its statements are known only when it runs"_s), qPrintable(dry.out));
        const QJsonObject plan = QJsonDocument::fromJson(project.run({u"upgrade"_s, u"--dry-run"_s, u"--json"_s}).out.toUtf8()).object();
        const QJsonArray steps = plan[u"steps"].toArray();
        QCOMPARE(steps.size(), qsizetype(15));
        QVERIFY(steps[0].toObject()[u"live"].isNull());
        QVERIFY(steps[3].toObject()[u"live"][u"line"].toInt() > 0);
        QVERIFY(steps[3].toObject()[u"statements"].toArray().isEmpty());
        QVERIFY(!steps[8].toObject()[u"live"].isNull()); // a rebuild after rows that nobody knows
        QCOMPARE(plan[u"runnable"].toBool(), true);
        QCOMPARE(plan[u"verdict"][u"level"].toString(), u"confirm"_s);
        const CliOutcome doctor = project.run({u"doctor"_s});
        QVERIFY2(doctor.exitCode == 0 && doctor.out.contains(u"ok, run live"_s), qPrintable(doctor.out + doctor.err));
    }

    void eachStatementIsInTheJournal()
    {
        CliProject project;
        writeSmallProject(project);
        project.write(u"migrations/versions/d1_live.py"_s,
                      revision("d1", "c3",
                               "    bind = op.get_bind()\n    for row in bind.execute(sa.text('SELECT id FROM users')):\n"
                               "        bind.execute(sa.text('UPDATE users SET email = :e WHERE id = :i'), {'e': 'a@b', 'i': row.id})\n"));
        const CliOutcome done = project.run({u"upgrade"_s, u"--yes"_s});
        QVERIFY2(done.exitCode == 0, qPrintable(done.err));
        QDirIterator files(project.home(), {u"*.jsonl"_s}, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        QVERIFY(files.hasNext());
        const QFileInfo file(files.next());
        const auto runs = Journal::read(file.absolutePath(), u"sqlite:///"_s + QFileInfo(project.path(u"shop.db"_s)).canonicalFilePath());
        QVERIFY2(runs.ok() && runs->size() == 1, qPrintable(file.filePath()));
        const JournalStep &step = runs->first().steps.last();
        QCOMPARE(step.statements.size(), qsizetype(2));
        QCOMPARE(step.statements[1].sql, u"UPDATE users SET email = 'a@b' WHERE id = 1"_s);
        QCOMPARE(step.statements[1].line, 13);
        QCOMPARE(step.statements[1].state, StatementState::Committed);
        QCOMPARE(step.statements[1].rowsAffected, 1);
    }

    void anAutocommitBlockMayHaveTransactionsOfItsOwn()
    {
        const auto scratch = ScratchServerDatabase::create("RETORT_TEST_POSTGRESQL_URL");
        if (!scratch)
            QSKIP("RETORT_TEST_POSTGRESQL_URL is not set: no PostgreSQL here");
        CliProject project;
        writeSmallProject(project, scratch->text().toUtf8());
        QCOMPARE(project.run({u"target"_s, u"--classify"_s, u"development"_s, u"--confirm"_s, scratch->text().section(u'/', -1)}).exitCode,
                 0);
        project.write(u"migrations/versions/d1_live.py"_s,
                      revision("d1", "c3",
                               "    with op.get_context().autocommit_block():\n        op.execute('BEGIN')\n"
                               "        op.execute('LOCK TABLE users IN ACCESS EXCLUSIVE MODE')\n"
                               "        if op.get_bind().execute(sa.text('SELECT count(*) FROM users')).scalar() == 1:\n"
                               "            op.execute(\"UPDATE users SET email = 'x'\")\n        op.execute('COMMIT')\n"
                               "        op.execute('VACUUM users')\n"));
        const CliOutcome done = project.run({u"upgrade"_s, u"--yes"_s});
        QVERIFY2(done.exitCode == 0, qPrintable(done.err));
        QCOMPARE(project.run({u"current"_s}).out.trimmed(), u"d1 (head)"_s);
    }

    void aScriptOfItIsRefused()
    {
        CliProject project;
        writeLiveProject(project, "sqlite:///%(here)s/shop.db");
        const CliOutcome script = project.run({u"upgrade"_s, u"--sql"_s});
        QCOMPARE(script.exitCode, 5);
        QVERIFY2(script.err.contains(u"d1_live.py"_s) && script.out.isEmpty(), qPrintable(script.out + script.err));
    }

    void aFailureInTheMiddleIsUndoneAndNamesItsLine_data()
    {
        QTest::addColumn<QByteArray>("last");
        QTest::addColumn<QString>("reason");
        QTest::newRow("a statement fails") << QByteArray("        bind.execute(sa.text(\"UPDATE nothing SET a = 1\"))\n") << u"nothing"_s;
        QTest::newRow("not understood") << QByteArray("        row.count(1)\n") << u"not understood"_s;
        QTest::newRow("it raises") << QByteArray("        raise ValueError('bad row ' + row.name)\n") << u"bad row ana"_s;
    }
    void aFailureInTheMiddleIsUndoneAndNamesItsLine()
    {
        QFETCH(QByteArray, last);
        QFETCH(QString, reason);
        CliProject project;
        writeSmallProject(project);
        project.write(u"migrations/versions/d1_live.py"_s,
                      revision("d1", "c3",
                               "    op.create_table('half', sa.Column('id', sa.Integer()))\n    bind = op.get_bind()\n"
                               "    for row in bind.execute(sa.text('SELECT id, name FROM users')):\n"
                                   + last));
        const CliOutcome failed = project.run({u"upgrade"_s, u"--yes"_s});
        QVERIFY2(failed.exitCode == 1, qPrintable(failed.out + failed.err));
        QVERIFY2(failed.err.contains(u"d1_live.py:14"_s) && failed.err.contains(reason), qPrintable(failed.err));
        QCOMPARE(project.run({u"current"_s}).out.trimmed(), QString());
        const CliOutcome upToIt = project.run({u"upgrade"_s, u"c3"_s, u"--yes"_s});
        QVERIFY2(upToIt.exitCode == 0, qPrintable(upToIt.err));
    }

    void uuidsAndTheClockAreThoseOfTheRun()
    {
        CliProject project;
        writeSmallProject(project);
        project.write(u"migrations/versions/d1_live.py"_s,
                      revision("d1", "c3",
                               "    op.add_column('users', sa.Column('token', sa.String(36)))\n    bind = op.get_bind()\n"
                               "    bind.execute(sa.text('UPDATE users SET token = :t'), {'t': str(uuid.uuid4())})\n"
                               "    token, = bind.execute(sa.text('SELECT token FROM users')).one()\n"
                               "    assert len(token) == 36 and uuid.UUID(token).version == 4 and datetime.utcnow().year > 2020\n",
                               "    pass\n", "import uuid\nfrom datetime import datetime\n"));
        const CliOutcome done = project.run({u"upgrade"_s, u"--yes"_s});
        QVERIFY2(done.exitCode == 0, qPrintable(done.out + done.err));
    }

    /// Columns that nobody can foresee survive the rebuilds of later revisions.
    void whatRowsOrRawSqlAddToATableOutlivesItsRebuild_data()
    {
        QTest::addColumn<QByteArray>("adds");
        QTest::newRow("rows") << QByteArray("    if op.get_bind().execute(sa.text('SELECT count(*) FROM users')).scalar() == 1:\n"
                                            "        op.add_column('users', sa.Column('only', sa.Integer()))\n");
        QTest::newRow("raw SQL") << QByteArray("    op.execute('ALTER TABLE users ADD only INTEGER')\n");
        QTest::newRow("raw SQL beyond reading") << QByteArray("    op.execute('ALTER/**/TABLE/**/\"users\" ADD only INTEGER')\n");
    }
    void whatRowsOrRawSqlAddToATableOutlivesItsRebuild()
    {
        QFETCH(QByteArray, adds);
        const QByteArray rebuild = "    with op.batch_alter_table('users') as batch_op:\n"
                                   "        batch_op.add_column(sa.Column('more', sa.Integer(), server_default=sa.text('1')))\n";
        CliProject project;
        writeSmallProject(project);
        project.write(u"migrations/versions/d1_live.py"_s, revision("d1", "c3", adds));
        project.write(u"migrations/versions/d2_next.py"_s, revision("d2", "d1", rebuild));
        project.write(
            u"migrations/versions/d3_both.py"_s,
            revision("d3", "d2", "    op.execute('ALTER TABLE users ADD late INTEGER')\n" + QByteArray(rebuild).replace("more", "most")));
        const CliOutcome done = project.run({u"upgrade"_s, u"--yes"_s});
        QVERIFY2(done.exitCode == 0, qPrintable(done.err));
        const CliOutcome inspected = project.run({u"inspect"_s, u"users"_s});
        QVERIFY2(inspected.exitCode == 0, qPrintable(inspected.err));
        for (const QString &column : {u"only"_s, u"more"_s, u"late"_s, u"most"_s})
            QVERIFY2(inspected.out.contains(column), qPrintable(column + u" is lost\n"_s + inspected.out));
    }
};

QTEST_GUILESS_MAIN(TestLiveStep)
#include "tst_livestep.moc"
