#include "schema/schema.h"

#include <QTest>

using namespace retort;
using namespace Qt::StringLiterals;

class TestSchema : public QObject
{
    Q_OBJECT

private slots:
    void aVariantIsChosenByTheExactDialectName();
    void anArgumentThatIsNoneCountsAsNotGiven();
    void tablesAreFoundBySchemaAndName();
    void schemasAreComparedDeeply();
    void namesAreShownWithTheirSchema();
};

void TestSchema::aVariantIsChosenByTheExactDialectName()
{
    SqlType type;
    type.name = u"Integer"_s;
    SqlType variant;
    variant.name = u"mysql.INTEGER"_s;
    type.variants.push_back({u"mysql"_s, variant});
    QCOMPARE(type.forDialect(u"mysql"_s).name, u"mysql.INTEGER"_s);
    QCOMPARE(type.forDialect(u"mariadb"_s).name, u"Integer"_s);
}

void TestSchema::anArgumentThatIsNoneCountsAsNotGiven()
{
    SqlType type;
    type.arguments.insert(u"length"_s, Literal{});
    type.arguments.insert(u"timezone"_s, Literal{Literal::Kind::Boolean, u"true"_s, {}});
    QVERIFY(type.has(u"length"_s));
    QCOMPARE(type.text(u"length"_s, u"7"_s), u"7"_s);
    QVERIFY(type.flag(u"timezone"_s));
    QVERIFY(type.flag(u"native_enum"_s, true));
    QVERIFY(!type.flag(u"native_enum"_s));
}

void TestSchema::tablesAreFoundBySchemaAndName()
{
    Schema schema;
    Table table;
    table.name = QualifiedName(u"s"_s, u"t"_s);
    Column column;
    column.name = u"c"_s;
    table.columns.push_back(column);
    schema.tables.insert(table.name, table);
    QVERIFY(schema.table(table.name));
    QVERIFY(schema.table(table.name)->column(u"c"_s));
    QVERIFY(!schema.table(table.name)->column(u"C"_s));
    QVERIFY(!schema.table(QualifiedName(u"t"_s)));
}

void TestSchema::schemasAreComparedDeeply()
{
    Schema one;
    Table table;
    table.name = QualifiedName(u"t"_s);
    CheckConstraint check;
    check.condition = SqlExpression::fromText(u"a > 1"_s);
    table.constraints.emplace_back(check);
    one.tables.insert(table.name, table);
    Schema other = one;
    QVERIFY(one == other);
    std::get<CheckConstraint>(other.table(table.name)->constraints.front()).condition.text = u"a > 2"_s;
    QVERIFY(!(one == other));
    other = one;
    other.uncertainties.append(u"raw SQL"_s);
    QVERIFY(!other.isCertain());
    QVERIFY(!(one == other));
}

void TestSchema::namesAreShownWithTheirSchema()
{
    QCOMPARE(QualifiedName(u"s"_s, u"t"_s).display(), u"s.t"_s);
    QCOMPARE(QualifiedName(u"t"_s).display(), u"t"_s);
    QVERIFY(QualifiedName(u"a"_s, u"z"_s) < QualifiedName(u"b"_s, u"a"_s));
}

QTEST_APPLESS_MAIN(TestSchema)
#include "tst_schema.moc"
