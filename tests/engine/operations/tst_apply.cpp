#include "operations/apply.h"

#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

namespace {

Column column(const QString &name, const QString &type = u"Integer"_s)
{
    Column made;
    made.name = name;
    made.type.name = type;
    return made;
}

Index indexOn(const QString &table, const QString &name, const QString &columnName)
{
    Index index;
    index.name = Name(name);
    index.table = QualifiedName(table);
    index.expressions.push_back(SqlExpression::column(columnName));
    return index;
}

Table usersTable()
{
    Table table;
    table.name = QualifiedName(u"users"_s);
    table.columns = {column(u"id"_s), column(u"email"_s, u"String"_s), column(u"team_id"_s)};
    table.primaryKey = PrimaryKey{{}, {u"id"_s}, false, {}};
    table.constraints = {
        ForeignKey{Name(u"fk_team"_s), {u"team_id"_s}, QualifiedName(u"teams"_s), {u"id"_s}, {}, {}, {}, {}, {}, false, {}},
        UniqueConstraint{Name(), {u"email"_s}, {}, {}, {}}};
    table.indexes = {indexOn(u"users"_s, u"ix_users_team_id"_s, u"team_id"_s)};
    return table;
}

Schema schemaOfUsersAndTeams()
{
    Schema schema;
    Table teams;
    teams.name = QualifiedName(u"teams"_s);
    teams.columns = {column(u"id"_s)};
    teams.primaryKey = PrimaryKey{{}, {u"id"_s}, false, {}};
    schema.tables.insert(teams.name, teams);
    schema.tables.insert(usersTable().name, usersTable());
    return schema;
}

Operation operationOf(OperationContent content)
{
    return {std::move(content), {u"versions/1a.py"_s, {0, 5}, 14}};
}

} // namespace

class TestApply : public QObject
{
    Q_OBJECT

private slots:
    void dropOfAMissingTableIsNotFound()
    {
        Schema schema;
        const auto done = applyTo(schema, operationOf(DropTableOp{QualifiedName(u"ghost"_s), false}));
        QVERIFY(!done);
        QCOMPARE(done.error().code, u"apply.no-such-table"_s);
        QVERIFY(applyTo(schema, operationOf(DropTableOp{QualifiedName(u"ghost"_s), true})));
    }

    void onAnUncertainSchemaAMissingTableMayBeThere()
    {
        Schema schema;
        QVERIFY(applyTo(schema, operationOf(OpaqueOp{u"requests.get()"_s, u"not part of the project"_s})));
        QVERIFY(!schema.isCertain());
        QVERIFY(schema.uncertainties.first().startsWith(u"versions/1a.py:14"_s));
        QVERIFY(applyTo(schema, operationOf(DropTableOp{QualifiedName(u"ghost"_s), false})));
    }

    void renamingATableTakesForeignKeysAndIndexesAlong()
    {
        Schema schema = schemaOfUsersAndTeams();
        QVERIFY(applyTo(schema, operationOf(RenameTableOp{QualifiedName(u"teams"_s), u"groups"_s})));
        const Table *users = schema.table(QualifiedName(u"users"_s));
        QCOMPARE(std::get<ForeignKey>(users->constraints.front()).referredTable.name, u"groups"_s);
        QVERIFY(schema.table(QualifiedName(u"teams"_s)) == nullptr);
    }

    void renamingAColumnTakesKeysIndexesAndReferencesAlong()
    {
        Schema schema = schemaOfUsersAndTeams();
        AlterColumnOp rename;
        rename.table = QualifiedName(u"teams"_s);
        rename.column = u"id"_s;
        rename.newName = u"team_no"_s;
        QVERIFY(applyTo(schema, operationOf(rename)));
        QCOMPARE(schema.table(QualifiedName(u"teams"_s))->primaryKey->columns, QStringList(u"team_no"_s));
        const Table *users = schema.table(QualifiedName(u"users"_s));
        QCOMPARE(std::get<ForeignKey>(users->constraints.front()).referredColumns, QStringList(u"team_no"_s));
    }

    void renamingAColumnRenamesItInTheTextsThatNameIt()
    {
        Schema schema = schemaOfUsersAndTeams();
        Table *teams = schema.table(QualifiedName(u"teams"_s));
        teams->columns.push_back(column(u"size"_s));
        teams->constraints.emplace_back(
            CheckConstraint{{}, SqlExpression::fromText(u"size > 0 AND \"size\" <> size(id) OR note = 'it''s size'"_s), {}, {}, {}});
        Index index;
        index.table = teams->name;
        index.expressions = {SqlExpression::fromText(u"abs(size)"_s)};
        index.options.expressions.insert(u"sqlite_where"_s, SqlExpression::fromText(u"Size > 5"_s));
        teams->indexes.push_back(index);
        AlterColumnOp rename;
        rename.table = teams->name;
        rename.column = u"size"_s;
        rename.newName = u"members"_s;
        QVERIFY(applyTo(schema, operationOf(rename)));
        const Table *renamed = schema.table(QualifiedName(u"teams"_s));
        QCOMPARE(std::get<CheckConstraint>(renamed->constraints.back()).condition.text,
                 u"members > 0 AND \"members\" <> size(id) OR note = 'it''s size'"_s);
        QCOMPARE(renamed->indexes.back().expressions.front().text, u"abs(members)"_s);
        QCOMPARE(renamed->indexes.back().options.expressions.first().text, u"members > 5"_s);
    }

    void droppingAColumnDropsTheChecksThatNameIt()
    {
        Schema schema = schemaOfUsersAndTeams();
        Table *teams = schema.table(QualifiedName(u"teams"_s));
        teams->columns.push_back(column(u"size"_s));
        for (const QString &condition : {u"size > 0"_s, u"\"size\" < 99"_s, u"id <> 'size'"_s, u"size(id) > 0"_s, u"oversize > 1"_s})
            teams->constraints.emplace_back(CheckConstraint{{}, SqlExpression::fromText(condition), {}, {}, {}});
        QVERIFY(applyTo(schema, operationOf(DropColumnOp{QualifiedName(u"teams"_s), u"size"_s})));
        QStringList left;
        for (const Constraint &constraint : schema.table(QualifiedName(u"teams"_s))->constraints)
            left.append(std::get<CheckConstraint>(constraint).condition.text);
        QCOMPARE(left, (QStringList{u"id <> 'size'"_s, u"size(id) > 0"_s, u"oversize > 1"_s}));
    }

    void aTypeWithAConstraintBringsItsCheck()
    {
        Schema schema = schemaOfUsersAndTeams();
        AlterColumnOp change;
        change.table = QualifiedName(u"teams"_s);
        change.column = u"id"_s;
        change.type = SqlType();
        change.type->name = u"Enum"_s;
        change.type->values = QStringList{u"a"_s, u"b"_s};
        change.type->arguments.insert(u"create_constraint"_s, {Literal::Kind::Boolean, u"true"_s, {}});
        QVERIFY(applyTo(schema, operationOf(change)));
        const Table *teams = schema.table(QualifiedName(u"teams"_s));
        QCOMPARE(teams->constraints.size(), size_t(1));
        QCOMPARE(std::get<CheckConstraint>(teams->constraints.front()).typeBoundColumn, u"id"_s);
        change.type->arguments.clear();
        QVERIFY(applyTo(schema, operationOf(change)));
        QVERIFY(schema.table(QualifiedName(u"teams"_s))->constraints.empty());
    }

    void aKeyAddedLaterMakesNoColumnCount()
    {
        Schema schema = schemaOfUsersAndTeams();
        Table *teams = schema.table(QualifiedName(u"teams"_s));
        teams->primaryKey.reset();
        QVERIFY(applyTo(schema, operationOf(CreatePrimaryKeyOp{teams->name, PrimaryKey{{}, {u"id"_s}, false, {}}})));
        QCOMPARE(int(schema.table(QualifiedName(u"teams"_s))->columns.front().autoincrement), int(Column::Autoincrement::Off));
    }

    void droppingAColumnDropsWhatIsOverIt()
    {
        Schema schema = schemaOfUsersAndTeams();
        QVERIFY(applyTo(schema, operationOf(DropColumnOp{QualifiedName(u"users"_s), u"team_id"_s})));
        const Table *users = schema.table(QualifiedName(u"users"_s));
        QCOMPARE(users->constraints.size(), size_t(1));
        QVERIFY(users->indexes.empty());
    }

    void anUnnamedConstraintIsFoundByPostgresqlsNameForIt()
    {
        Schema schema = schemaOfUsersAndTeams();
        QVERIFY(applyTo(
            schema,
            operationOf(DropConstraintOp{Name(u"users_email_key"_s), QualifiedName(u"users"_s), DropConstraintOp::Type::Unique, false})));
        QCOMPARE(schema.table(QualifiedName(u"users"_s))->constraints.size(), size_t(1));
        QVERIFY(!schema.table(QualifiedName(u"users"_s))->uncertain);
    }

    void rawDdlMakesItsTableUncertain()
    {
        Schema schema = schemaOfUsersAndTeams();
        QVERIFY(applyTo(schema, operationOf(ExecuteSqlOp{SqlExpression::fromText(u"ALTER TABLE users ADD x int"_s), false})));
        QVERIFY(schema.isCertain());
        QVERIFY(schema.table(QualifiedName(u"users"_s))->uncertain);
        QVERIFY(!schema.table(QualifiedName(u"teams"_s))->uncertain);
    }

    void whatReverseGivesUndoesTheOperation_data()
    {
        QTest::addColumn<int>("which");
        for (int i = 0; i < int(undoable().size()); ++i)
            QTest::addRow("%s", qPrintable(describe(undoable()[size_t(i)]))) << i;
    }
    void whatReverseGivesUndoesTheOperation()
    {
        QFETCH(int, which);
        const Operation operation = undoable()[size_t(which)];
        const Schema before = schemaOfUsersAndTeams();
        const std::optional<Operation> undo = reverse(operation, before);
        QVERIFY(undo.has_value());
        const auto after = apply(operation, before);
        QVERIFY(after.ok());
        QVERIFY(!(*after == before));
        const auto back = apply(*undo, *after);
        QVERIFY(back.ok());
        QVERIFY(*back == before);
    }

    void dataCannotBeReversed()
    {
        QVERIFY(!reverse(operationOf(ExecuteSqlOp{SqlExpression::fromText(u"DELETE FROM users"_s), false}), schemaOfUsersAndTeams()));
    }

private:
    static std::vector<Operation> undoable()
    {
        const QualifiedName users(u"users"_s);
        Table posts;
        posts.name = QualifiedName(u"posts"_s);
        posts.columns = {column(u"id"_s)};
        AlterColumnOp type;
        type.table = users;
        type.column = u"email"_s;
        type.type = SqlType{u"Text"_s, {}, {}, {}, {}};
        AlterColumnOp rename;
        rename.table = users;
        rename.column = u"id"_s;
        rename.newName = u"user_no"_s;
        AddColumnOp add;
        add.table = users;
        add.column = column(u"age"_s);
        BatchAlterTableOp batch;
        batch.table = users;
        batch.operations = {operationOf(add), operationOf(rename)};
        return {operationOf(CreateTableOp{posts, false}),
                operationOf(DropTableOp{users, false}),
                operationOf(RenameTableOp{users, u"people"_s}),
                operationOf(add),
                operationOf(rename),
                operationOf(type),
                operationOf(CreateIndexOp{indexOn(u"users"_s, u"ix_new"_s, u"email"_s), false}),
                operationOf(DropIndexOp{Name(u"ix_users_team_id"_s), users, false, {}}),
                operationOf(batch)};
    }
};

QTEST_APPLESS_MAIN(TestApply)
#include "tst_apply.moc"
