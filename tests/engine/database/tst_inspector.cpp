#include "database/inspector.h"
#include "database/migrationlock.h"
#include "scratchserver.h"

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
    void rowsAreCountedAndASlowTableIsLeftOpen();
    void twoRunsOnOneFileExcludeEachOther();
    void twoRunsOnOneServerDatabaseExcludeEachOther_data();
    void twoRunsOnOneServerDatabaseExcludeEachOther();
};

namespace {

/// The URL of a new database of the kind that the test row asks for.
class AnyDatabase
{
public:
    explicit AnyDatabase(const QByteArray &variable)
    {
        if (variable.isEmpty())
            m_text = u"sqlite:///"_s + m_directory.filePath(u"a.db"_s);
        else if ((m_scratch = ScratchServerDatabase::create(variable.constData())))
            m_text = m_scratch->text();
    }
    [[nodiscard]] bool isAvailable() const { return !m_text.isEmpty(); }
    [[nodiscard]] std::unique_ptr<Connection> open() const
    {
        auto connection = Connection::open(DatabaseUrl::parse(m_text).value(), OpenMode::ReadWrite);
        if (!connection)
            qFatal("%s", qPrintable(connection.error().detail));
        return std::move(*connection);
    }

private:
    QTemporaryDir m_directory;
    std::unique_ptr<ScratchServerDatabase> m_scratch;
    QString m_text;
};

} // namespace

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
    const AnyDatabase database(variable);
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

void TestInspector::rowsAreCountedAndASlowTableIsLeftOpen()
{
    const AnyDatabase database({});
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
    const AnyDatabase database(variable);
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
