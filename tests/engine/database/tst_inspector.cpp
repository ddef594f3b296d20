#include "database/inspector.h"
#include "database/migrationlock.h"
#include "scratchdatabase.h"

#include <QTemporaryDir>
#include <QTest>

using namespace retort;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestInspector : public QObject
{
    Q_OBJECT

private slots:
    void tablesAndColumnsAreFound_data();
    void tablesAndColumnsAreFound();
    void schemasAreNamed_data();
    void schemasAreNamed();
    void inspectingLeavesTheCallersTransactionAlone_data();
    void inspectingLeavesTheCallersTransactionAlone();
    void aTableWhoseModuleIsMissingIsUncertain();
    void attachedFilesAreSchemas();
    void rowsAreCountedAndASlowTableIsLeftOpen();
    void twoRunsOnOneFileExcludeEachOther();
    void twoRunsOnOneServerDatabaseExcludeEachOther_data();
    void twoRunsOnOneServerDatabaseExcludeEachOther();
};

void TestInspector::tablesAndColumnsAreFound_data()
{
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<QStringList>("types");
    QTest::newRow("sqlite") << QByteArray() << QStringList{u"INTEGER"_s, u"VARCHAR(20)"_s};
    QTest::newRow("postgresql") << QByteArray("RETORT_TEST_POSTGRESQL_URL") << QStringList{u"integer"_s, u"character varying(20)"_s};
    QTest::newRow("mariadb") << QByteArray("RETORT_TEST_MARIADB_URL") << QStringList{u"int(11)"_s, u"varchar(20)"_s};
}

void TestInspector::tablesAndColumnsAreFound()
{
    QFETCH(QByteArray, variable);
    const ScratchDatabase database(variable);
    if (!database.isAvailable())
        QSKIP("No server of this kind: nothing was tested on it");
    const auto connection = database.open();
    const Inspector inspector(*connection);
    const QString quoted = inspector.quoted(u"od'd \"`table"_s);
    QVERIFY(connection->exec(u"CREATE TABLE %1 (id INTEGER NOT NULL, name VARCHAR(20) DEFAULT 'x')"_s.arg(quoted)).ok());
    QVERIFY(connection->exec(u"CREATE TABLE plain (id INTEGER)"_s).ok());
    QVERIFY(connection->exec(u"CREATE VIEW seen AS SELECT 1 AS one"_s).ok());
    const Result<QList<QualifiedName>> tables = inspector.tables();
    QVERIFY(tables.ok());
    QCOMPARE(*tables, (QList<QualifiedName>{u"od'd \"`table"_s, u"plain"_s}));
    QVERIFY(*inspector.hasTable(u"plain"_s));
    QVERIFY(!*inspector.hasTable(u"absent"_s));
    const Result<QList<InspectedColumn>> columns = inspector.columns(u"od'd \"`table"_s);
    QVERIFY(columns.ok());
    QCOMPARE(columns->size(), 2);
    QFETCH(QStringList, types);
    QCOMPARE((QStringList{columns->at(0).type, columns->at(1).type}), types);
    QVERIFY(!columns->at(0).nullable);
    QVERIFY(!columns->at(0).defaultText);
    QVERIFY(columns->at(1).nullable);
    QVERIFY(columns->at(1).defaultText->contains("'x'"_L1));
    QVERIFY(inspector.columns(u"absent"_s)->isEmpty());
}

void TestInspector::schemasAreNamed_data()
{
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<QString>("name");
    QTest::newRow("sqlite") << QByteArray() << u"main"_s;
    QTest::newRow("postgresql") << QByteArray("RETORT_TEST_POSTGRESQL_URL") << u"public"_s;
    QTest::newRow("mariadb") << QByteArray("RETORT_TEST_MARIADB_URL") << u"retort"_s;
}

void TestInspector::schemasAreNamed()
{
    QFETCH(QByteArray, variable);
    QFETCH(QString, name);
    const ScratchDatabase database(variable);
    if (!database.isAvailable())
        QSKIP("No server of this kind: nothing was tested on it");
    const auto connection = database.open(variable.isEmpty() ? OpenMode::ReadWrite : OpenMode::ReadOnly);
    const Result<QStringList> names = Inspector(*connection).schemaNames();
    QVERIFY(names.ok());
    QVERIFY2(names->contains(name), qPrintable(names->join(u' ')));
    for (const QString &system : {u"pg_catalog"_s, u"mysql"_s, u"performance_schema"_s})
        QVERIFY2(!names->contains(system), qPrintable(system));
}

void TestInspector::inspectingLeavesTheCallersTransactionAlone_data()
{
    QTest::addColumn<QByteArray>("variable");
    QTest::newRow("sqlite") << QByteArray();
    QTest::newRow("postgresql") << QByteArray("RETORT_TEST_POSTGRESQL_URL");
}

void TestInspector::inspectingLeavesTheCallersTransactionAlone()
{
    QFETCH(QByteArray, variable);
    const ScratchDatabase database(variable);
    if (!database.isAvailable())
        QSKIP("No server of this kind: nothing was tested on it");
    const auto connection = database.open();
    const Inspector inspector(*connection);
    QVERIFY(inspector.schema()->tables.isEmpty());
    QVERIFY(!connection->inTransaction());
    QVERIFY(connection->begin().ok());
    QVERIFY(connection->exec(u"CREATE TABLE seen (id INTEGER)"_s).ok());
    QVERIFY(inspector.schema()->table(u"seen"_s) != nullptr);
    QVERIFY(connection->inTransaction());
    QVERIFY(connection->rollback().ok());
    QVERIFY(inspector.schema()->tables.isEmpty());
}

void TestInspector::aTableWhoseModuleIsMissingIsUncertain()
{
    const ScratchDatabase database({});
    {
        const auto connection = database.open();
        QVERIFY(connection->exec(u"CREATE TABLE plain (id INTEGER, CHECK (id > 0))"_s).ok());
        QVERIFY(connection->exec(u"CREATE VIRTUAL TABLE odd USING fts5(title)"_s).ok());
        QVERIFY(connection->exec(u"PRAGMA writable_schema = ON"_s).ok());
        QVERIFY(connection->exec(u"UPDATE sqlite_master SET sql = replace(sql, 'fts5', 'nowhere') WHERE name = 'odd'"_s).ok());
    }
    const auto connection = database.open(OpenMode::ReadOnly);
    const Result<Schema> schema = Inspector(*connection).schema();
    QVERIFY2(schema.ok(), schema.ok() ? "" : qPrintable(schema.error().detail));
    QVERIFY(schema->table(u"odd"_s)->uncertain);
    QVERIFY(!schema->table(u"plain"_s)->uncertain);
    QCOMPARE(schema->table(u"plain"_s)->columns.size(), size_t(1));
    QCOMPARE(schema->table(u"plain"_s)->constraints.size(), size_t(1));
}

void TestInspector::attachedFilesAreSchemas()
{
    const ScratchDatabase database({});
    const auto connection = database.open();
    QVERIFY(connection->exec(u"ATTACH ':memory:' AS \"it's other\""_s).ok());
    QVERIFY(connection->exec(u"CREATE TABLE \"it's other\".t (id INTEGER PRIMARY KEY, t_id INTEGER REFERENCES t (id))"_s).ok());
    QVERIFY(connection->exec(u"CREATE TABLE t (id INTEGER PRIMARY KEY)"_s).ok());
    const Inspector inspector(*connection);
    QCOMPARE(*inspector.schemaNames(), (QStringList{u"it's other"_s, u"main"_s}));
    const Result<Schema> schema = inspector.schema({QString(), u"it's other"_s});
    QVERIFY2(schema.ok(), schema.ok() ? "" : qPrintable(schema.error().detail));
    QCOMPARE(schema->tables.size(), 2);
    QCOMPARE(schema->table(u"t"_s)->columns.size(), size_t(1));
    const Table *other = schema->table(QualifiedName(u"it's other"_s, u"t"_s));
    QVERIFY(other != nullptr);
    QCOMPARE(std::get<ForeignKey>(other->constraints.front()).referredTable, other->name);
}

void TestInspector::rowsAreCountedAndASlowTableIsLeftOpen()
{
    const ScratchDatabase database({});
    const auto connection = database.open();
    QVERIFY(connection->exec(u"CREATE TABLE three (id)"_s).ok());
    QVERIFY(connection->exec(u"INSERT INTO three VALUES (1), (2), (3)"_s).ok());
    QVERIFY(
        connection->exec(u"CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"_s).ok());
    const auto counts = Inspector(*connection).rowCounts({u"endless"_s, u"three"_s}, 50ms);
    QVERIFY(counts.ok());
    QCOMPARE(*counts, (QList<RowCount>{{u"endless"_s, std::nullopt}, {u"three"_s, 3}}));
}

void TestInspector::twoRunsOnOneFileExcludeEachOther()
{
    QTemporaryDir directory;
    const DatabaseUrl url = DatabaseUrl::parse(u"sqlite:///"_s + directory.filePath(u"a.db"_s)).value();
    auto first = MigrationLock::acquireFile(url);
    QVERIFY(first.ok());
    const auto second = MigrationLock::acquireFile(url);
    QVERIFY(!second.ok());
    QCOMPARE(second.error().code, u"database.migration-running"_s);
    QVERIFY(second.error().detail.contains(QString::number(QCoreApplication::applicationPid())));
    first->reset();
    QVERIFY(MigrationLock::acquireFile(url).ok());
}

void TestInspector::twoRunsOnOneServerDatabaseExcludeEachOther_data()
{
    QTest::addColumn<QByteArray>("variable");
    QTest::newRow("postgresql") << QByteArray("RETORT_TEST_POSTGRESQL_URL");
    QTest::newRow("mariadb") << QByteArray("RETORT_TEST_MARIADB_URL");
}

void TestInspector::twoRunsOnOneServerDatabaseExcludeEachOther()
{
    QFETCH(QByteArray, variable);
    const ScratchDatabase database(variable);
    if (!database.isAvailable())
        QSKIP("No server of this kind: nothing was tested on it");
    const auto one = database.open();
    const auto two = database.open();
    auto first = MigrationLock::acquire(*one);
    QVERIFY(first.ok());
    const auto second = MigrationLock::acquire(*two);
    QVERIFY(!second.ok());
    QCOMPARE(second.error().code, u"database.migration-running"_s);
    QVERIFY2(second.error().detail.contains(QString::number(one->backendId())), qPrintable(second.error().detail));
    first->reset();
    QVERIFY(MigrationLock::acquire(*two).ok());
}

QTEST_GUILESS_MAIN(TestInspector)
#include "tst_inspector.moc"
