#include "dialects/dialect.h"

#include <QTest>

using namespace retort;
using namespace Qt::StringLiterals;

class TestDialect : public QObject
{
    Q_OBJECT

private slots:
    void isFoundByNameAndByUrlScheme();
    void writesTheVersionTable_data();
    void writesTheVersionTable();
    void scriptTextReplacesTabsAndEndsTheStatement();
    void anOpaqueOperationIsNeverRendered();
    void aBindWithoutValueIsNullInAScriptAndAnErrorOnAConnection();
    void anEnumerationTypeIsCreatedOncePerRun();
    void aFailedOperationLeavesTheMemoryAsItWas();
    void aConnectionKnowsWhichTypesExist();
    void deepExpressionsAreAnErrorAndNoCrash();
    void textWithABackslashIsEscapedForScriptsOfPostgresqlOnly();
    void rowsOnAConnectionHaveTheColumnsOfTheFirst();

private:
    static QStringList sqlOf(const QString &dialect, const OperationContent &op, const RenderMode &mode = {},
                             RenderMemory *memory = nullptr, const Schema &before = {}, Error *error = nullptr)
    {
        RenderMemory own;
        const auto result = Dialect::byName(dialect)->render(Operation{op, {}}, before, memory ? *memory : own, mode);
        QStringList list;
        if (!result.ok() && error)
            *error = result.error();
        if (result.ok()) {
            for (const Statement &statement : *result)
                list.append(statement.sql);
        }
        return list;
    }
    static CreateTableOp tableWithEnum(const QString &table)
    {
        CreateTableOp op;
        op.table.name = QualifiedName(table);
        Column column;
        column.name = u"e"_s;
        column.type.name = u"Enum"_s;
        column.type.values = {u"a"_s, u"b"_s};
        column.type.arguments.insert(u"name"_s, Literal{Literal::Kind::String, u"mood"_s, {}});
        op.table.columns.push_back(column);
        return op;
    }
};

void TestDialect::isFoundByNameAndByUrlScheme()
{
    for (const QString &name : Dialect::names())
        QCOMPARE(Dialect::byName(name)->name(), name);
    QCOMPARE(Dialect::byName(u"postgresql+psycopg"_s)->name(), u"postgresql"_s);
    QCOMPARE(Dialect::byName(u"postgres"_s)->name(), u"postgresql"_s);
    QVERIFY(!Dialect::byName(u"firebase"_s));
    QVERIFY(!Dialect::byName(QString()));
}

void TestDialect::writesTheVersionTable_data()
{
    QTest::addColumn<QString>("dialect");
    QTest::addColumn<QString>("create");
    QTest::addColumn<QString>("insert");
    const QString head = u"CREATE TABLE alembic_version (\n\tversion_num "_s;
    const QString tail = u" NOT NULL, \n\tCONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)"_s;
    const QString insert = u"INSERT INTO alembic_version (version_num) VALUES ('a''1')"_s;
    QTest::newRow("sqlite") << u"sqlite"_s << head + u"VARCHAR(32)"_s + tail << insert + u" RETURNING version_num"_s;
    QTest::newRow("postgresql") << u"postgresql"_s << head + u"VARCHAR(32)"_s + tail
                                << insert + u" RETURNING alembic_version.version_num"_s;
    QTest::newRow("mysql") << u"mysql"_s << head + u"VARCHAR(32)"_s + tail << insert;
    QTest::newRow("oracle") << u"oracle"_s << head + u"VARCHAR2(32 CHAR)"_s + tail
                            << insert + u" RETURNING alembic_version.version_num INTO :ret_0"_s;
    QTest::newRow("mssql") << u"mssql"_s << head + u"VARCHAR(32)"_s + tail
                           << u"INSERT INTO alembic_version (version_num) OUTPUT inserted.version_num VALUES ('a''1')"_s;
}

void TestDialect::writesTheVersionTable()
{
    QFETCH(QString, dialect);
    QFETCH(QString, create);
    QFETCH(QString, insert);
    const auto found = Dialect::byName(dialect);
    const VersionTableName table;
    QCOMPARE(found->createVersionTable(table), create);
    QCOMPARE(found->insertVersion(table, u"a'1"_s), insert);
    QCOMPARE(found->updateVersion(table, u"a"_s, u"b"_s),
             u"UPDATE alembic_version SET version_num='b' WHERE alembic_version.version_num = 'a'"_s);
    QCOMPARE(found->deleteVersion(table, u"a"_s), u"DELETE FROM alembic_version WHERE alembic_version.version_num = 'a'"_s);
    const VersionTableName plain{QualifiedName(u"v"_s), false};
    QVERIFY(!found->createVersionTable(plain).contains("CONSTRAINT"_L1));
    QCOMPARE(found->insertVersion(plain, u"a"_s), u"INSERT INTO v (version_num) VALUES ('a')"_s);
}

void TestDialect::scriptTextReplacesTabsAndEndsTheStatement()
{
    QCOMPARE(Dialect::byName(u"postgresql"_s)->scriptText(u"\na\tb\n"_s), u"a    b;\n\n"_s);
    QCOMPARE(Dialect::byName(u"mssql"_s)->scriptText(u"a"_s), u"a;\n\nGO\n\n"_s);
    QCOMPARE(Dialect::byName(u"oracle"_s)->scriptText(u"a"_s), u"a\n\n/\n\n"_s);
}

void TestDialect::anOpaqueOperationIsNeverRendered()
{
    for (const QString &name : Dialect::names()) {
        Error error;
        sqlOf(name, OpaqueOp{u"x()"_s, u"x is unknown"_s}, {}, nullptr, {}, &error);
        QCOMPARE(error.code, u"dialect.not-understood"_s);
        sqlOf(name, LiveStepOp{u"x()"_s, u"reads rows"_s, {}, false}, {}, nullptr, {}, &error);
        QCOMPARE(error.code, u"dialect.not-understood"_s);
    }
}

void TestDialect::aBindWithoutValueIsNullInAScriptAndAnErrorOnAConnection()
{
    const ExecuteSqlOp op{SqlExpression::fromText(u"UPDATE t SET a = ':x', b = '10:30', c = d::int, e = \\:f"_s), false};
    QCOMPARE(sqlOf(u"postgresql"_s, op), QStringList{u"UPDATE t SET a = 'NULL', b = '10:30', c = d::int, e = :f"_s});
    RenderMode online;
    online.offline = false;
    Error error;
    QVERIFY(sqlOf(u"postgresql"_s, op, online, nullptr, {}, &error).isEmpty());
    QCOMPARE(error.code, u"sqlalchemy.StatementError"_s);
    const ExecuteSqlOp raw{SqlExpression::fromText(u"SELECT ':x'"_s), true};
    QCOMPARE(sqlOf(u"postgresql"_s, raw, online), QStringList{u"SELECT ':x'"_s});
}

void TestDialect::anEnumerationTypeIsCreatedOncePerRun()
{
    RenderMemory memory;
    QCOMPARE(sqlOf(u"postgresql"_s, tableWithEnum(u"a"_s), {}, &memory),
             (QStringList{u"CREATE TYPE mood AS ENUM ('a', 'b')"_s, u"CREATE TABLE a (\n\te mood\n)"_s}));
    QCOMPARE(sqlOf(u"postgresql"_s, tableWithEnum(u"b"_s), {}, &memory), QStringList{u"CREATE TABLE b (\n\te mood\n)"_s});
}

void TestDialect::aFailedOperationLeavesTheMemoryAsItWas()
{
    RenderMemory memory;
    CreateTableOp op = tableWithEnum(u"a"_s);
    Column untyped;
    untyped.name = u"x"_s;
    op.table.columns.push_back(untyped);
    Error error;
    QVERIFY(sqlOf(u"postgresql"_s, op, {}, &memory, {}, &error).isEmpty());
    QCOMPARE(error.message,
             u"(in table 'a', column 'x'): Can't generate DDL for NullType(); did you forget to specify a type on this Column?"_s);
    QVERIFY(memory.createdTypes.isEmpty());
}

void TestDialect::aConnectionKnowsWhichTypesExist()
{
    EnumTypeOp op;
    op.type = tableWithEnum(u"a"_s).table.columns.front().type;
    Schema before;
    before.enums.insert(QualifiedName(u"mood"_s), EnumType{QualifiedName(u"mood"_s), {u"a"_s}});
    RenderMode online;
    online.offline = false;
    QVERIFY(sqlOf(u"postgresql"_s, op, online, nullptr, before).isEmpty());
    QCOMPARE(sqlOf(u"postgresql"_s, op, online).size(), 1);
    QCOMPARE(sqlOf(u"postgresql"_s, op, {}, nullptr, before).size(), 1);
    op.create = false;
    QCOMPARE(sqlOf(u"postgresql"_s, op, online, nullptr, before), QStringList{u"DROP TYPE mood"_s});
    QVERIFY(sqlOf(u"sqlite"_s, op, online, nullptr, before).isEmpty());
}

void TestDialect::deepExpressionsAreAnErrorAndNoCrash()
{
    SqlExpression expression = SqlExpression::fromText(u"a"_s);
    for (int depth = 0; depth < 1000; ++depth) {
        SqlExpression outer;
        outer.kind = SqlExpression::Kind::Unary;
        outer.text = u"NOT"_s;
        outer.operands.push_back(std::move(expression));
        expression = std::move(outer);
    }
    for (const QString &name : Dialect::names()) {
        Error error;
        sqlOf(name, ExecuteSqlOp{expression, false}, {}, nullptr, {}, &error);
        QCOMPARE(error.code, u"sqlalchemy.CompileError"_s);
    }
}

void TestDialect::textWithABackslashIsEscapedForScriptsOfPostgresqlOnly()
{
    const TableCommentOp op{QualifiedName(u"t"_s), u"a\\b'c"_s, std::nullopt};
    QCOMPARE(sqlOf(u"postgresql"_s, op), QStringList{u"COMMENT ON TABLE t IS 'a\\\\b''c'"_s});
    RenderMode online;
    online.offline = false;
    QCOMPARE(sqlOf(u"postgresql"_s, op, online), QStringList{u"COMMENT ON TABLE t IS 'a\\b''c'"_s});
}

void TestDialect::rowsOnAConnectionHaveTheColumnsOfTheFirst()
{
    BulkInsertOp op;
    op.table.name = QualifiedName(u"t"_s);
    for (const QString &name : {u"a"_s, u"b"_s}) {
        Column column;
        column.name = name;
        column.type.name = u"Integer"_s;
        op.table.columns.push_back(column);
    }
    const auto cell = [](const QString &column, const QString &number) {
        SqlExpression value;
        value.kind = SqlExpression::Kind::Literal;
        value.literal = Literal{Literal::Kind::Integer, number, {}};
        return BulkInsertOp::Cell{column, value};
    };
    op.rows = {{cell(u"a"_s, u"1"_s)}, {cell(u"b"_s, u"3"_s), cell(u"a"_s, u"2"_s)}};
    QCOMPARE(sqlOf(u"sqlite"_s, op), (QStringList{u"INSERT INTO t (a) VALUES (1)"_s, u"INSERT INTO t (a, b) VALUES (2, 3)"_s}));
    RenderMode online;
    online.offline = false;
    QCOMPARE(sqlOf(u"sqlite"_s, op, online), (QStringList{u"INSERT INTO t (a) VALUES (1)"_s, u"INSERT INTO t (a) VALUES (2)"_s}));
    std::swap(op.rows[0], op.rows[1]);
    Error error;
    QVERIFY(sqlOf(u"sqlite"_s, op, online, nullptr, {}, &error).isEmpty());
    QCOMPARE(error.code, u"sqlalchemy.StatementError"_s);
    op.multiInsert = false;
    QCOMPARE(sqlOf(u"sqlite"_s, op, online).size(), 2);
}

QTEST_APPLESS_MAIN(TestDialect)
#include "tst_dialect.moc"
