#include "dialects/dialect.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using namespace retort;
using namespace Qt::StringLiterals;

/// Batch operations on SQLite: what is rendered from the simulated schema is run on a real database with a row in it.
class TestTableRebuild : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void rowsAndConstraintsSurviveADroppedColumn();
    void aRenamedColumnKeepsItsValuesAndConstraints();
    void aNewTypeIsCastIntoTheCopy();
    void aDefaultIsWrittenAsAlembicReflectsIt_data();
    void aDefaultIsWrittenAsAlembicReflectsIt();
    void anUnnamedCheckIsLostAsInAlembic();
    void aConstraintWithoutNameIsRefused();
    void aTableThatIsNotKnownForCertainIsNotRebuilt();
    void addingAPlainColumnDoesNotRebuild();

private:
    static SqlType type(const QString &name, int length = 0)
    {
        SqlType result;
        result.name = name;
        if (length > 0)
            result.arguments.insert(u"length"_s, Literal{Literal::Kind::Integer, QString::number(length), {}});
        return result;
    }
    static Column column(const QString &name, const SqlType &columnType, bool nullable = true)
    {
        Column result;
        result.name = name;
        result.type = columnType;
        result.nullable = nullable;
        return result;
    }
    static Table people();
    Result<QList<Statement>> render(const OperationContent &op, const Schema &before) const;
    Result<QList<Statement>> batch(const std::vector<OperationContent> &operations, const Schema &before) const;
    void run(const Result<QList<Statement>> &statements);
    Schema create(const Table &table);
    QVariant value(const QString &sql);

    QSqlDatabase m_database;
};

Table TestTableRebuild::people()
{
    Table table;
    table.name = QualifiedName(u"people"_s);
    table.columns = {column(u"id"_s, type(u"Integer"_s), false), column(u"name"_s, type(u"String"_s, 20), false),
                     column(u"age"_s, type(u"Integer"_s))};
    table.columns.front().primaryKey = true;
    table.primaryKey = PrimaryKey{Name(u"pk_people"_s), {u"id"_s}, false, {}};
    UniqueConstraint unique;
    unique.name = Name(u"uq_name"_s);
    unique.columns = {u"name"_s};
    CheckConstraint check;
    check.name = Name(u"ck_name"_s);
    check.condition = SqlExpression::fromText(u"length(name) > 0"_s);
    table.constraints = {unique, check};
    Index index;
    index.name = Name(u"ix_name"_s);
    index.table = table.name;
    index.expressions = {SqlExpression::column(u"name"_s)};
    table.indexes = {index};
    return table;
}

void TestTableRebuild::init()
{
    m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"rebuild"_s);
    m_database.setDatabaseName(u":memory:"_s);
    QVERIFY(m_database.open());
}

void TestTableRebuild::cleanup()
{
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(u"rebuild"_s);
}

Result<QList<Statement>> TestTableRebuild::render(const OperationContent &op, const Schema &before) const
{
    RenderMemory memory;
    RenderMode online;
    online.offline = false;
    return Dialect::byName(u"sqlite"_s)->render(Operation{op, {}}, before, memory, online);
}

Result<QList<Statement>> TestTableRebuild::batch(const std::vector<OperationContent> &operations, const Schema &before) const
{
    BatchAlterTableOp op;
    op.table = QualifiedName(u"people"_s);
    for (const OperationContent &content : operations)
        op.operations.push_back(Operation{content, {}});
    return render(op, before);
}

void TestTableRebuild::run(const Result<QList<Statement>> &statements)
{
    QVERIFY2(statements.ok(), qPrintable(statements.ok() ? QString() : statements.error().message));
    for (const Statement &statement : *statements) {
        QSqlQuery query(m_database);
        QVERIFY2(query.exec(statement.sql), qPrintable(statement.sql + u": "_s + query.lastError().text()));
    }
}

Schema TestTableRebuild::create(const Table &table)
{
    run(render(CreateTableOp{table, false}, Schema()));
    Schema schema;
    schema.tables.insert(table.name, table);
    return schema;
}

QVariant TestTableRebuild::value(const QString &sql)
{
    QSqlQuery query(m_database);
    return query.exec(sql) && query.next() ? query.value(0) : QVariant(query.lastError().text());
}

void TestTableRebuild::rowsAndConstraintsSurviveADroppedColumn()
{
    const Schema schema = create(people());
    QSqlQuery(m_database).exec(u"INSERT INTO people VALUES (1, 'Ada', 36)"_s);
    DropColumnOp drop;
    drop.table = QualifiedName(u"people"_s);
    drop.column = u"age"_s;
    run(batch({drop}, schema));
    QCOMPARE(value(u"SELECT name FROM people"_s).toString(), u"Ada"_s);
    QVERIFY(value(u"SELECT age FROM people"_s).toString().contains("no such column"_L1));
    QCOMPARE(value(u"SELECT count(*) FROM sqlite_master WHERE name = 'ix_name'"_s).toInt(), 1);
    const QString sql = value(u"SELECT sql FROM sqlite_master WHERE name = 'people'"_s).toString();
    QVERIFY2(sql.contains("CONSTRAINT uq_name UNIQUE (name)"_L1) && sql.contains("CONSTRAINT ck_name CHECK"_L1)
                 && sql.contains("CONSTRAINT pk_people PRIMARY KEY (id)"_L1),
             qPrintable(sql));
    QCOMPARE(value(u"SELECT count(*) FROM sqlite_master WHERE name LIKE '\\_alembic%' ESCAPE '\\'"_s).toInt(), 0);
}

void TestTableRebuild::aRenamedColumnKeepsItsValuesAndConstraints()
{
    Table table = people();
    table.constraints.pop_back();
    table.indexes.clear();
    const Schema schema = create(table);
    QSqlQuery(m_database).exec(u"INSERT INTO people VALUES (1, 'Ada', 36)"_s);
    AlterColumnOp alter;
    alter.table = QualifiedName(u"people"_s);
    alter.column = u"name"_s;
    alter.newName = u"full_name"_s;
    run(batch({alter}, schema));
    QCOMPARE(value(u"SELECT full_name FROM people"_s).toString(), u"Ada"_s);
    QVERIFY(value(u"SELECT sql FROM sqlite_master WHERE name = 'people'"_s).toString().contains("UNIQUE (full_name)"_L1));
}

void TestTableRebuild::aNewTypeIsCastIntoTheCopy()
{
    const Schema schema = create(people());
    QSqlQuery(m_database).exec(u"INSERT INTO people VALUES (1, 'Ada', 36)"_s);
    AlterColumnOp alter;
    alter.table = QualifiedName(u"people"_s);
    alter.column = u"age"_s;
    alter.type = type(u"String"_s, 5);
    const auto statements = batch({alter}, schema);
    QVERIFY(statements.ok());
    QCOMPARE(
        statements->at(1).sql,
        u"INSERT INTO _alembic_tmp_people (id, name, age) SELECT people.id, people.name, CAST(people.age AS VARCHAR(5)) AS age \nFROM people"_s);
    run(statements);
    QCOMPARE(value(u"SELECT typeof(age) FROM people"_s).toString(), u"text"_s);
}

void TestTableRebuild::aDefaultIsWrittenAsAlembicReflectsIt_data()
{
    QTest::addColumn<bool>("text");
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("written");
    QTest::newRow("text") << true << u"it's"_s << u"DEFAULT 'it''s'"_s;
    QTest::newRow("digit") << false << u"5"_s << u"DEFAULT 5"_s;
    QTest::newRow("number") << false << u"10"_s << u"DEFAULT (10)"_s;
    QTest::newRow("keyword") << false << u"CURRENT_TIMESTAMP"_s << u"DEFAULT (CURRENT_TIMESTAMP)"_s;
    QTest::newRow("expression") << false << u"(1 + 2)"_s << u"DEFAULT (1 + 2)"_s;
    QTest::newRow("a colon is no bind") << true << u"a:b"_s << u"DEFAULT 'a:b'"_s;
}

void TestTableRebuild::aDefaultIsWrittenAsAlembicReflectsIt()
{
    QFETCH(bool, text);
    QFETCH(QString, given);
    QFETCH(QString, written);
    Table table = people();
    ServerDefault serverDefault;
    serverDefault.kind = text ? ServerDefault::Kind::Text : ServerDefault::Kind::Sql;
    serverDefault.text = given;
    table.columns.back().serverDefault = serverDefault;
    const Schema schema = create(table);
    AlterColumnOp alter;
    alter.table = QualifiedName(u"people"_s);
    alter.column = u"name"_s;
    alter.nullable = true;
    const auto statements = batch({alter}, schema);
    run(statements);
    QVERIFY2(statements->front().sql.contains(written), qPrintable(statements->front().sql));
}

void TestTableRebuild::anUnnamedCheckIsLostAsInAlembic()
{
    Table table = people();
    CheckConstraint check;
    check.condition = SqlExpression::fromText(u"age > 0"_s);
    table.constraints.emplace_back(check);
    const Schema schema = create(table);
    AlterColumnOp alter;
    alter.table = QualifiedName(u"people"_s);
    alter.column = u"age"_s;
    alter.nullable = false;
    const auto statements = batch({alter}, schema);
    run(statements);
    QVERIFY(!statements->front().sql.contains("age > 0"_L1));
}

void TestTableRebuild::aConstraintWithoutNameIsRefused()
{
    const Schema schema = create(people());
    UniqueConstraint unique;
    unique.columns = {u"age"_s};
    const auto refused = batch({CreateConstraintOp{QualifiedName(u"people"_s), unique}}, schema);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().message, u"Constraint must have a name"_s);
    DropConstraintOp drop;
    drop.table = QualifiedName(u"people"_s);
    drop.name = Name(u"nope"_s);
    QCOMPARE(batch({drop}, schema).error().message, u"No such constraint: 'nope'"_s);
}

void TestTableRebuild::aTableThatIsNotKnownForCertainIsNotRebuilt()
{
    Schema schema;
    DropColumnOp drop;
    drop.table = QualifiedName(u"people"_s);
    drop.column = u"age"_s;
    QCOMPARE(batch({drop}, schema).error().code, u"sqlalchemy.NoSuchTableError"_s);
    schema.uncertainties.append(u"raw SQL"_s);
    QCOMPARE(batch({drop}, schema).error().code, u"dialect.not-understood"_s);
    schema = Schema();
    Table table = people();
    table.uncertain = true;
    schema.tables.insert(table.name, table);
    QCOMPARE(batch({drop}, schema).error().code, u"dialect.not-understood"_s);
}

void TestTableRebuild::addingAPlainColumnDoesNotRebuild()
{
    AddColumnOp add;
    add.table = QualifiedName(u"people"_s);
    add.column = column(u"n"_s, type(u"Integer"_s));
    const auto statements = batch({add}, create(people()));
    QVERIFY(statements.ok());
    QCOMPARE(statements->size(), 1);
    QCOMPARE(statements->front().sql, u"ALTER TABLE people ADD COLUMN n INTEGER"_s);
}

QTEST_GUILESS_MAIN(TestTableRebuild)
#include "tst_tablerebuild.moc"
