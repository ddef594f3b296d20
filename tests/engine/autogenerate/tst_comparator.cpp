#include "autogenerate/comparator.h"
#include "operations/apply.h"

#include <QTest>

using namespace retort;
using namespace Qt::StringLiterals;

class TestComparator : public QObject
{
    Q_OBJECT

private slots:
    void equalSchemasGiveNothing();
    void newTablesComeAfterTheTablesTheyReferTo();
    void removedTablesGoBeforeTheTablesTheyReferToAndTheirIndexesFirst();
    void theVersionTableIsLeftOut();
    void columnsAreAddedAlteredAndDroppedInThatOrder();
    void aTypeThatOnlyOneSideSaysMoreAboutIsNoChange();
    void defaultsAreComparedOnlyWhenAsked();
    void anIndexThatChangedIsDroppedAndCreated();
    void anUnnamedUniqueConstraintIsFoundByItsColumns();
    void aUniqueIndexOfMysqlIsTheConstraintOfTheModels();
    void theIndexMysqlMakesForAForeignKeyIsNotDropped();
    void aForeignKeyWithOtherOptionsIsReplaced();
    void nothingIsDestroyedInAnUncertainTable();
    void nothingIsDestroyedInAnUncertainSchema();
    void aForeignKeyThatCannotBeDroppedIsNotMadeTwice();
    void keysThatFormACircleAreMadeWhenAllTablesAreThere();
    void whatIsAddedHasANameToBeDroppedBy();
    void aTableGoesWhenNothingRefersToItAnyMore();
    void anIndexOverExpressionsIsLeftAloneOnSqlite();
    void theDatabaseCanBeAskedAboutDefaults();
    void anIdentityIsComparedByWhatTheModelsSay();
    void anEmptyCommentIsNone();
    void theCheckOfATypeStays();
    void aCheckThatMayBeUnnamedInTheModelsIsNotDropped();
    void modelsMayNameTheDefaultSchema();
    void withoutImprovementsTheOperationsAreAlembics();
    void applyingTheOperationsGivesTheModels();
    void theDowngradeUndoesEachOperationLastFirst();
};

namespace {

Column column(const QString &name, const QString &type, bool nullable = true)
{
    Column result;
    result.name = name;
    result.type.name = type;
    result.nullable = nullable;
    return result;
}

Table table(const QString &name, const std::vector<Column> &columns)
{
    Table result;
    result.name = QualifiedName(name);
    result.columns = columns;
    return result;
}

ForeignKey reference(const QString &name, const QString &to)
{
    ForeignKey key;
    key.name = Name(name);
    key.columns = {u"id"_s};
    key.referredTable = QualifiedName(to);
    key.referredColumns = {u"id"_s};
    return key;
}

Index index(const QString &name, const QString &on, const QString &columnName, bool unique = false)
{
    Index result;
    result.name = Name(name);
    result.table = QualifiedName(on);
    result.expressions = {SqlExpression::column(columnName)};
    result.unique = unique;
    return result;
}

Schema schema(const std::vector<Table> &tables)
{
    Schema result;
    for (const Table &one : tables)
        result.tables.insert(one.name, one);
    return result;
}

Comparison compared(const Schema &database, const Schema &models, const QString &dialect = u"postgresql"_s,
                    const ComparisonOptions &options = {})
{
    return Comparator::compare(database, models, *Dialect::byName(dialect), options);
}

/// The operations in words.
QStringList words(const Comparison &comparison)
{
    QStringList result;
    for (const Operation &operation : comparison.operations) {
        QString tables;
        for (const QualifiedName &name : touchedTables(operation))
            tables += name.name;
        if (const auto *add = operation.as<AddColumnOp>())
            result.append(u"add column "_s + add->column.name);
        else if (const auto *gone = operation.as<DropColumnOp>())
            result.append(u"drop column "_s + gone->column);
        else if (const auto *alter = operation.as<AlterColumnOp>())
            result.append(u"alter column "_s + alter->column);
        else if (const auto *made = operation.as<CreateIndexOp>())
            result.append(u"create index "_s + made->index.name.text);
        else if (const auto *lost = operation.as<DropIndexOp>())
            result.append(u"drop index "_s + lost->name.text);
        else if (operation.as<CreateConstraintOp>() != nullptr)
            result.append(u"create constraint"_s);
        else if (const auto *constraint = operation.as<DropConstraintOp>())
            result.append(u"drop constraint "_s + constraint->name.text);
        else if (const auto *created = operation.as<CreateTableOp>())
            result.append(u"create "_s + created->table.name.name);
        else if (const auto *dropped = operation.as<DropTableOp>())
            result.append(u"drop "_s + dropped->table.name);
        else
            result.append(u"something else of "_s + tables);
    }
    return result;
}

Table referred()
{
    return table(u"z"_s, {column(u"id"_s, u"INTEGER"_s, false)});
}

Table referring()
{
    Table result = table(u"a"_s, {column(u"id"_s, u"INTEGER"_s, false)});
    result.constraints.emplace_back(reference(u"fk"_s, u"z"_s));
    result.indexes.push_back(index(u"ix"_s, u"a"_s, u"id"_s));
    return result;
}

} // namespace

void TestComparator::equalSchemasGiveNothing()
{
    for (const QString &dialect : Dialect::names())
        QCOMPARE(compared(schema({referred(), referring()}), schema({referred(), referring()}), dialect), Comparison());
}

void TestComparator::newTablesComeAfterTheTablesTheyReferTo()
{
    QCOMPARE(words(compared({}, schema({referred(), referring()}))), (QStringList{u"create z"_s, u"create a"_s, u"create index ix"_s}));
}

void TestComparator::removedTablesGoBeforeTheTablesTheyReferToAndTheirIndexesFirst()
{
    QCOMPARE(words(compared(schema({referred(), referring()}), {})), (QStringList{u"drop index ix"_s, u"drop a"_s, u"drop z"_s}));
}

void TestComparator::theVersionTableIsLeftOut()
{
    QCOMPARE(words(compared(schema({table(u"alembic_version"_s, {column(u"version_num"_s, u"VARCHAR"_s)})}), {})), QStringList());
    ComparisonOptions options;
    options.versionTable.table = QualifiedName(u"other"_s);
    QCOMPARE(words(compared(schema({table(u"alembic_version"_s, {})}), {}, u"sqlite"_s, options)), QStringList{u"drop alembic_version"_s});
}

void TestComparator::columnsAreAddedAlteredAndDroppedInThatOrder()
{
    const Schema before = schema({table(u"t"_s, {column(u"gone"_s, u"INTEGER"_s), column(u"kept"_s, u"INTEGER"_s)})});
    const Schema after = schema({table(u"t"_s, {column(u"kept"_s, u"BigInteger"_s, false), column(u"made"_s, u"Integer"_s)})});
    const Comparison comparison = compared(before, after);
    QCOMPARE(words(comparison), (QStringList{u"add column made"_s, u"alter column kept"_s, u"drop column gone"_s}));
    const auto *alter = comparison.operations.at(1).as<AlterColumnOp>();
    QCOMPARE(alter->type->name, u"BigInteger"_s);
    QCOMPARE(alter->existingType->name, u"INTEGER"_s);
    QCOMPARE(alter->nullable, std::optional(false));
    QVERIFY(!alter->serverDefault.given && !alter->comment.given);
}

void TestComparator::aTypeThatOnlyOneSideSaysMoreAboutIsNoChange()
{
    Column there = column(u"c"_s, u"VARCHAR"_s);
    there.type.arguments.insert(u"length"_s, Literal::integer(u"50"_s));
    const Schema before = schema({table(u"t"_s, {there})});
    QCOMPARE(words(compared(before, schema({table(u"t"_s, {column(u"c"_s, u"String"_s)})}))), QStringList());
    Column wanted = column(u"c"_s, u"String"_s);
    wanted.type.arguments.insert(u"length"_s, Literal::integer(u"60"_s));
    QCOMPARE(words(compared(before, schema({table(u"t"_s, {wanted})}))), QStringList{u"alter column c"_s});
    ComparisonOptions options;
    options.compareType = false;
    QCOMPARE(words(compared(before, schema({table(u"t"_s, {wanted})}), u"postgresql"_s, options)), QStringList());
}

void TestComparator::defaultsAreComparedOnlyWhenAsked()
{
    Column there = column(u"c"_s, u"INTEGER"_s);
    there.serverDefault = ServerDefault::verbatim(u"5"_s);
    Column wanted = there;
    wanted.serverDefault = ServerDefault{ServerDefault::Kind::Text, u"6"_s, {}};
    const Schema before = schema({table(u"t"_s, {there})});
    const Schema after = schema({table(u"t"_s, {wanted})});
    QCOMPARE(words(compared(before, after)), QStringList());
    ComparisonOptions options;
    options.compareServerDefault = true;
    QCOMPARE(words(compared(before, after, u"postgresql"_s, options)), QStringList{u"alter column c"_s});
    wanted.serverDefault = ServerDefault{ServerDefault::Kind::Sql, {}, SqlExpression::fromText(u"some_function()"_s)};
    const Comparison comparison = compared(before, schema({table(u"t"_s, {wanted})}), u"postgresql"_s, options);
    QCOMPARE(words(comparison), QStringList());
    QCOMPARE(comparison.notes.size(), 1);
}

void TestComparator::anIndexThatChangedIsDroppedAndCreated()
{
    Table before = table(u"t"_s, {column(u"a"_s, u"INTEGER"_s), column(u"b"_s, u"INTEGER"_s)});
    Table after = before;
    before.indexes = {index(u"ix"_s, u"t"_s, u"a"_s), index(u"old"_s, u"t"_s, u"a"_s)};
    after.indexes = {index(u"ix"_s, u"t"_s, u"b"_s), index(u"new"_s, u"t"_s, u"a"_s)};
    QCOMPARE(words(compared(schema({before}), schema({after}))),
             (QStringList{u"drop index old"_s, u"drop index ix"_s, u"create index ix"_s, u"create index new"_s}));
}

void TestComparator::anUnnamedUniqueConstraintIsFoundByItsColumns()
{
    Table before = table(u"t"_s, {column(u"a"_s, u"INTEGER"_s), column(u"b"_s, u"INTEGER"_s)});
    Table after = before;
    before.constraints = {UniqueConstraint{Name(u"t_a_b_key"_s), {u"a"_s, u"b"_s}, {}, {}, {}}};
    after.constraints = {UniqueConstraint{{}, {u"b"_s, u"a"_s}, {}, {}, {}}};
    QCOMPARE(words(compared(schema({before}), schema({after}))), QStringList());
    after.constraints = {UniqueConstraint{{}, {u"b"_s}, {}, {}, {}}};
    QCOMPARE(words(compared(schema({before}), schema({after}))), (QStringList{u"drop constraint t_a_b_key"_s, u"create constraint"_s}));
}

void TestComparator::aUniqueIndexOfMysqlIsTheConstraintOfTheModels()
{
    Table before = table(u"t"_s, {column(u"a"_s, u"INTEGER"_s)});
    Table after = before;
    before.indexes = {index(u"uq"_s, u"t"_s, u"a"_s, true)};
    after.constraints = {UniqueConstraint{Name(u"uq"_s), {u"a"_s}, {}, {}, {}}};
    QCOMPARE(words(compared(schema({before}), schema({after}), u"mysql"_s)), QStringList());
    QCOMPARE(words(compared(schema({before}), schema({after}), u"sqlite"_s)), (QStringList{u"drop index uq"_s, u"create constraint"_s}));
}

void TestComparator::theIndexMysqlMakesForAForeignKeyIsNotDropped()
{
    Table before = referring();
    before.indexes = {index(u"fk"_s, u"a"_s, u"id"_s)};
    Table after = referring();
    after.indexes.clear();
    QCOMPARE(words(compared(schema({referred(), before}), schema({referred(), after}), u"mariadb"_s)), QStringList());
    QCOMPARE(words(compared(schema({referred(), before}), schema({referred(), after}))), QStringList{u"drop index fk"_s});
}

void TestComparator::aForeignKeyWithOtherOptionsIsReplaced()
{
    Table after = referring();
    std::get<ForeignKey>(after.constraints.front()).onDelete = u"CASCADE"_s;
    QCOMPARE(words(compared(schema({referred(), referring()}), schema({referred(), after}))),
             (QStringList{u"drop constraint fk"_s, u"create constraint"_s}));
    std::get<ForeignKey>(after.constraints.front()).onDelete = u"NO ACTION"_s;
    QCOMPARE(words(compared(schema({referred(), referring()}), schema({referred(), after}))), QStringList());
}

void TestComparator::nothingIsDestroyedInAnUncertainTable()
{
    Table before = referring();
    before.uncertain = true;
    before.columns.push_back(column(u"more"_s, u"INTEGER"_s));
    before.comment = u"by hand"_s;
    const Comparison altered = compared(schema({referred(), before}), schema({referred(), table(u"a"_s, {column(u"id"_s, u"Text"_s)})}));
    QCOMPARE(words(altered), QStringList());
    QCOMPARE(altered.notes.size(), 5);
    const Comparison removed = compared(schema({referred(), before}), schema({referred()}));
    QCOMPARE(words(removed), QStringList());
    QCOMPARE(removed.notes.size(), 1);
}

void TestComparator::nothingIsDestroyedInAnUncertainSchema()
{
    Schema models = schema({referred()});
    models.uncertainties.append(u"something"_s);
    const Comparison comparison = compared(schema({referred(), referring()}), models);
    QCOMPARE(words(comparison), QStringList());
    QCOMPARE(comparison.notes.size(), 1);
}

void TestComparator::aForeignKeyThatCannotBeDroppedIsNotMadeTwice()
{
    Table before = referring();
    Table after = referring();
    std::get<ForeignKey>(after.constraints.front()).onDelete = u"CASCADE"_s;
    before.uncertain = true;
    QCOMPARE(words(compared(schema({referred(), before}), schema({referred(), after}))), QStringList());
    before.uncertain = false;
    std::get<ForeignKey>(before.constraints.front()).name = Name();
    const Comparison unnamed = compared(schema({referred(), before}), schema({referred(), after}), u"sqlite"_s);
    QCOMPARE(words(unnamed), QStringList());
    QCOMPARE(unnamed.notes.size(), 1);
}

void TestComparator::keysThatFormACircleAreMadeWhenAllTablesAreThere()
{
    Table z = referred();
    z.constraints.emplace_back(reference(u"back"_s, u"a"_s));
    Table later = table(u"b"_s, {column(u"id"_s, u"INTEGER"_s)});
    later.constraints.emplace_back(reference(u"fk_z"_s, u"z"_s));
    Table a = referring();
    a.indexes.clear();
    const Comparison circle = compared({}, schema({later, z, a}));
    QCOMPARE(words(circle), (QStringList{u"create a"_s, u"create z"_s, u"create b"_s, u"create constraint"_s}));
    QVERIFY(circle.operations.front().as<CreateTableOp>()->table.constraints.empty());
    const Comparison gone = compared(schema({later, z, a}), {});
    QCOMPARE(words(gone), (QStringList{u"drop constraint fk"_s, u"drop b"_s, u"drop z"_s, u"drop a"_s}));
    std::get<ForeignKey>(z.constraints.front()).useAlter = true;
    QCOMPARE(words(compared({}, schema({later, z, a}))),
             (QStringList{u"create z"_s, u"create a"_s, u"create b"_s, u"create constraint"_s}));
    // SQLite makes a key to a table that is not there yet, and can add none.
    QCOMPARE(words(compared({}, schema({later, z, a}), u"sqlite"_s)), (QStringList{u"create z"_s, u"create a"_s, u"create b"_s}));
    ComparisonOptions options;
    options.improvements = false;
    std::get<ForeignKey>(z.constraints.front()).useAlter = false;
    const Comparison told = compared({}, schema({later, z, a}), u"postgresql"_s, options);
    QCOMPARE(words(told), (QStringList{u"create a"_s, u"create z"_s, u"create b"_s}));
    QCOMPARE(told.notes.size(), 1);
}

void TestComparator::whatIsAddedHasANameToBeDroppedBy()
{
    Table after = referring();
    std::get<ForeignKey>(after.constraints.front()).name = Name();
    after.constraints.emplace_back(UniqueConstraint{{}, {u"id"_s}, {}, {}, {}});
    Table before = referring();
    before.constraints.clear();
    before.indexes.push_back(index(u"uq_a_id"_s, u"a"_s, u"id"_s));
    const Comparison comparison = compared(schema({referred(), before}), schema({referred(), after}));
    QStringList names;
    for (const Operation &operation : comparison.downgrade) {
        if (const auto *gone = operation.as<DropConstraintOp>())
            names.append(gone->name.text);
    }
    QCOMPARE(names, (QStringList{u"fk_a_id_z"_s, u"uq_a_id_1"_s}));
}

void TestComparator::aTableGoesWhenNothingRefersToItAnyMore()
{
    Table a = referring();
    a.constraints.clear();
    QCOMPARE(words(compared(schema({referred(), referring()}), schema({a}))), (QStringList{u"drop constraint fk"_s, u"drop z"_s}));
}

void TestComparator::anIndexOverExpressionsIsLeftAloneOnSqlite()
{
    Table before = table(u"t"_s, {column(u"c"_s, u"TEXT"_s)});
    before.indexes = {index(u"ix"_s, u"t"_s, u"c"_s)};
    Table after = before;
    after.indexes.front().expressions = {SqlExpression::fromText(u"c DESC"_s)};
    QCOMPARE(words(compared(schema({before}), schema({after}), u"sqlite"_s)), QStringList());
    before.indexes.clear();
    QCOMPARE(words(compared(schema({before}), schema({after}), u"sqlite"_s)), QStringList{u"create index ix"_s});
}

void TestComparator::theDatabaseCanBeAskedAboutDefaults()
{
    Column there = column(u"c"_s, u"INTEGER"_s);
    there.serverDefault = ServerDefault::verbatim(u"(1 + 1)"_s);
    Column wanted = there;
    wanted.serverDefault = ServerDefault{ServerDefault::Kind::Sql, {}, SqlExpression::fromText(u"2"_s)};
    const Schema before = schema({table(u"t"_s, {there})}), after = schema({table(u"t"_s, {wanted})});
    ComparisonOptions options;
    options.compareServerDefault = true;
    QCOMPARE(compared(before, after, u"postgresql"_s, options).questions, QStringList{u"SELECT (1 + 1) = 2"_s});
    options.answers.insert(u"SELECT (1 + 1) = 2"_s, true);
    QCOMPARE(compared(before, after, u"postgresql"_s, options), Comparison());
    options.answers[u"SELECT (1 + 1) = 2"_s] = false;
    QCOMPARE(words(compared(before, after, u"postgresql"_s, options)), QStringList{u"alter column c"_s});
    there.serverDefault = ServerDefault::verbatim(u"nextval('s'::regclass)"_s);
    const Comparison counted = compared(schema({table(u"t"_s, {there})}), after, u"postgresql"_s, options);
    QVERIFY(counted.questions.isEmpty() && counted.notes.size() == 1);
}

void TestComparator::anIdentityIsComparedByWhatTheModelsSay()
{
    Column there = column(u"c"_s, u"INTEGER"_s, false);
    there.identity = Identity{};
    there.identity->start = 1;
    there.identity->cache = 1;
    Column wanted = there;
    wanted.identity = Identity{};
    ComparisonOptions options;
    options.compareServerDefault = true;
    const Schema before = schema({table(u"t"_s, {there})});
    QCOMPARE(compared(before, schema({table(u"t"_s, {wanted})}), u"postgresql"_s, options), Comparison());
    wanted.identity->start = 10;
    QCOMPARE(words(compared(before, schema({table(u"t"_s, {wanted})}))), QStringList());
    const Comparison started = compared(before, schema({table(u"t"_s, {wanted})}), u"postgresql"_s, options);
    QCOMPARE(words(started), QStringList{u"alter column c"_s});
    QCOMPARE(started.operations.front().as<AlterColumnOp>()->serverDefault.value->identity, wanted.identity);
    QCOMPARE(started.downgrade.front().as<AlterColumnOp>()->serverDefault.value->identity, there.identity);
}

void TestComparator::anEmptyCommentIsNone()
{
    Column commented = column(u"c"_s, u"INTEGER"_s);
    commented.comment = QString();
    Table wanted = table(u"t"_s, {commented});
    wanted.comment = QString();
    const Schema before = schema({table(u"t"_s, {column(u"c"_s, u"INTEGER"_s)})});
    QCOMPARE(words(compared(before, schema({wanted}))), QStringList());
}

void TestComparator::theCheckOfATypeStays()
{
    CheckConstraint check;
    check.name = Name(u"is_it"_s);
    check.condition = SqlExpression::fromText(u"c IN (0, 1)"_s);
    Table before = table(u"t"_s, {column(u"c"_s, u"BOOLEAN"_s)});
    before.constraints = {check};
    Table after = table(u"t"_s, {column(u"c"_s, u"Boolean"_s)});
    check.typeBoundColumn = u"c"_s;
    after.constraints = {check};
    QCOMPARE(words(compared(schema({before}), schema({after}), u"sqlite"_s)), QStringList());
}

void TestComparator::aCheckThatMayBeUnnamedInTheModelsIsNotDropped()
{
    CheckConstraint check;
    check.condition = SqlExpression::fromText(u"c > 0"_s);
    Table after = table(u"t"_s, {column(u"c"_s, u"Integer"_s)});
    after.constraints = {check};
    Table before = table(u"t"_s, {column(u"c"_s, u"INTEGER"_s)});
    check.name = Name(u"t_c_check"_s);
    before.constraints = {check};
    const Comparison comparison = compared(schema({before}), schema({after}));
    QCOMPARE(words(comparison), QStringList());
    QCOMPARE(comparison.notes.size(), 1);
    after.constraints.clear();
    QCOMPARE(words(compared(schema({before}), schema({after}))), QStringList{u"drop constraint t_c_check"_s});
}

void TestComparator::modelsMayNameTheDefaultSchema()
{
    Table a = referring();
    a.name.schema = u"public"_s;
    a.indexes.front().table.schema = u"public"_s;
    std::get<ForeignKey>(a.constraints.front()).referredTable.schema = u"public"_s;
    Table z = referred();
    z.name.schema = u"public"_s;
    ComparisonOptions options;
    options.defaultSchema = u"public"_s;
    QCOMPARE(compared(schema({referred(), referring()}), schema({a, z}), u"postgresql"_s, options), Comparison());
}

void TestComparator::withoutImprovementsTheOperationsAreAlembics()
{
    ComparisonOptions options;
    options.improvements = false;
    Table before = referring();
    std::get<ForeignKey>(before.constraints.front()).name = Name();
    Table after = before;
    after.constraints.clear();
    const Schema there = schema({referred(), before});
    QCOMPARE(words(compared(there, schema({referred(), after}), u"sqlite"_s, options)), QStringList{u"drop constraint "_s});
    Table made = table(u"t"_s, {column(u"c"_s, u"Text"_s)});
    made.indexes = {index(u"ix_lower"_s, u"t"_s, u"c"_s)};
    made.indexes.front().expressions = {SqlExpression::fromText(u"lower(c)"_s)};
    QCOMPARE(words(compared({}, schema({made}), u"sqlite"_s, options)), QStringList{u"create t"_s});
    QCOMPARE(words(compared({}, schema({made}), u"sqlite"_s)), (QStringList{u"create t"_s, u"create index ix_lower"_s}));
}

void TestComparator::applyingTheOperationsGivesTheModels()
{
    Schema before = schema({referred(), referring()});
    const Schema after = schema({referring(), referred(), table(u"n"_s, {column(u"x"_s, u"Text"_s)})});
    Table &changed = before.tables[QualifiedName(u"a"_s)];
    changed.columns.push_back(column(u"more"_s, u"INTEGER"_s));
    changed.columns.front().type.name = u"TEXT"_s;
    changed.indexes.clear();
    changed.constraints.clear();
    for (const Operation &operation : compared(before, after).operations)
        QVERIFY(applyTo(before, operation).ok());
    QVERIFY(before == after);
}

void TestComparator::theDowngradeUndoesEachOperationLastFirst()
{
    Schema before = schema({referred(), referring(), table(u"gone"_s, {column(u"x"_s, u"TEXT"_s)})});
    Schema after = schema({referred(), table(u"a"_s, {column(u"id"_s, u"BigInteger"_s), column(u"b"_s, u"Text"_s)})});
    after.tables[QualifiedName(u"n"_s)] = table(u"n"_s, {column(u"x"_s, u"Text"_s)});
    after.tables[QualifiedName(u"n"_s)].indexes = {index(u"ix_n"_s, u"n"_s, u"x"_s)};
    Comparison comparison = compared(before, after, u"sqlite"_s);
    QCOMPARE(comparison.downgrade.size(), comparison.operations.size());
    Schema changed = before;
    for (const Operation &operation : comparison.operations)
        QVERIFY(applyTo(changed, operation).ok());
    QVERIFY(compared(changed, after, u"sqlite"_s).operations.empty());
    for (const Operation &operation : comparison.downgrade)
        QVERIFY(applyTo(changed, operation).ok());
    QCOMPARE(changed.tables.keys(), before.tables.keys());
    QVERIFY(compared(changed, before, u"sqlite"_s).operations.empty());
    std::swap(comparison.operations, comparison.downgrade);
    QCOMPARE(words(comparison),
             (QStringList{u"create gone"_s, u"create constraint"_s, u"create index ix"_s, u"alter column id"_s, u"drop column b"_s,
                          u"drop index ix_n"_s, u"drop n"_s}));
}

QTEST_APPLESS_MAIN(TestComparator)
#include "tst_comparator.moc"
