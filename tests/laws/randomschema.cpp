#include "randomschema.h"

#include "operations/columnchange.h"

#include <algorithm>

namespace retort::test {

using namespace Qt::StringLiterals;

namespace {

/// Nothing of the schema leads to the table any more.
void forget(Schema &schema, const QualifiedName &name)
{
    for (Table &table : schema.tables) {
        std::erase_if(table.constraints, [&](const Constraint &constraint) {
            const auto *key = std::get_if<ForeignKey>(&constraint);
            return key != nullptr && key->referredTable == name;
        });
    }
}

} // namespace

SqlType RandomSchema::type()
{
    static const QStringList names{u"Integer"_s, u"BigInteger"_s, u"Text"_s, u"String"_s, u"Date"_s, u"Float"_s, u"LargeBinary"_s};
    SqlType type;
    type.name = names[below(int(names.size()))];
    if (type.name == "String"_L1)
        type.arguments.insert(u"length"_s, Literal::integer(QString::number(10 + below(3))));
    return type;
}

std::optional<ServerDefault> RandomSchema::serverDefault(const SqlType &type)
{
    if (chance(70) || type.name == "Text"_L1 || type.name == "LargeBinary"_L1 || type.name == "Date"_L1)
        return std::nullopt;
    const QString value = QString::number(1 + below(4));
    return type.name == "String"_L1
        ? ServerDefault{ServerDefault::Kind::Sql, u'\'' + value + u'\'', SqlExpression::fromText(u'\'' + value + u'\'')}
        : ServerDefault{ServerDefault::Kind::Text, value, {}};
}

Column RandomSchema::column()
{
    Column column;
    column.name = newName(u"c"_s);
    column.type = type();
    column.nullable = chance(60);
    column.serverDefault = serverDefault(column.type);
    if (m_dialect != "sqlite"_L1 && chance(20))
        column.comment = u"comment %1"_s.arg(below(3));
    return column;
}

Table RandomSchema::table()
{
    Table table;
    table.name = QualifiedName(newName(u"t"_s));
    Column id;
    id.name = u"id"_s;
    id.type.name = u"Integer"_s;
    id.nullable = false;
    id.primaryKey = true;
    table.columns.push_back(id);
    for (int count = 1 + below(5); count > 0; --count)
        table.columns.push_back(column());
    table.primaryKey = PrimaryKey{Name(u"pk_"_s + table.name.name), {u"id"_s}, false, {}};
    for (int count = below(3); count > 0; --count)
        table.indexes.push_back(index(table));
    if (m_dialect != "sqlite"_L1 && chance(20))
        table.comment = u"table %1"_s.arg(below(3));
    return table;
}

QStringList RandomSchema::someColumns(const Table &table)
{
    QStringList names;
    for (const Column &column : table.columns)
        names.append(column.name);
    std::shuffle(names.begin(), names.end(), m_random);
    return names.mid(0, 1 + below(2));
}

Index RandomSchema::index(const Table &table)
{
    Index index;
    index.name = Name(newName(u"ix"_s), chance(30));
    index.table = table.name;
    index.unique = chance(30);
    for (const QString &name : someColumns(table))
        index.expressions.push_back(SqlExpression::column(name));
    return index;
}

std::optional<ForeignKey> RandomSchema::reference(const Schema &schema)
{
    static const QStringList actions{QString(), u"CASCADE"_s, u"SET NULL"_s};
    ForeignKey key;
    key.name = Name(newName(u"fk"_s));
    key.columns = {u"id"_s};
    key.referredTable = std::next(schema.tables.constBegin(), below(int(schema.tables.size()))).key();
    key.referredColumns = {u"id"_s};
    key.onDelete = actions[below(3)];
    if (m_dialect == "postgresql"_L1 && chance(20)) {
        key.deferrable = true;
        key.initially = chance(50) ? u"DEFERRED"_s : QString();
    }
    return key;
}

void RandomSchema::addConstraints(Table &table, const Schema &schema)
{
    if (chance(40))
        table.constraints.emplace_back(UniqueConstraint{Name(newName(u"uq"_s)), someColumns(table), {}, {}, {}});
    if (chance(30)) {
        CheckConstraint check;
        check.name = Name(newName(u"ck"_s));
        check.condition = SqlExpression::fromText(u"id > %1"_s.arg(below(3)));
        table.constraints.emplace_back(check);
    }
    // Two keys over the same columns to the same table are one to SQLAlchemy's comparison.
    std::optional<ForeignKey> key = chance(50) ? reference(schema) : std::nullopt;
    const bool isThere = key && std::any_of(table.constraints.begin(), table.constraints.end(), [&](const Constraint &one) {
                             const auto *other = std::get_if<ForeignKey>(&one);
                             return other != nullptr && other->referredTable == key->referredTable;
                         });
    if (key && !isThere)
        table.constraints.emplace_back(*key);
}

Schema RandomSchema::make()
{
    Schema schema;
    for (int count = below(8); count > 0; --count) {
        const Table made = table();
        schema.tables.insert(made.name, made);
    }
    const Schema tables = schema;
    for (Table &one : schema.tables)
        addConstraints(one, tables);
    return schema;
}

void RandomSchema::changeColumn(Table &table)
{
    if (chance(30) || table.columns.size() < 2) {
        table.columns.push_back(column());
        return;
    }
    Column &old = table.columns[size_t(1 + below(int(table.columns.size()) - 1))];
    if (chance(40)) {
        dropColumn(table, QString(old.name));
        return;
    }
    Column other = column();
    other.name = old.name;
    if (chance(50)) {
        other.type = old.type;
        other.serverDefault = chance(50) ? old.serverDefault : serverDefault(old.type);
    }
    old = other;
}

void RandomSchema::changeIndex(Table &table)
{
    if (table.indexes.empty() || chance(40)) {
        table.indexes.push_back(index(table));
        return;
    }
    Index &old = table.indexes[size_t(below(int(table.indexes.size())))];
    if (chance(40)) {
        const QString name = old.name.text;
        std::erase_if(table.indexes, [&](const Index &one) { return one.name.text == name; });
        return;
    }
    const Name name = old.name;
    old = index(table);
    old.name = name;
}

void RandomSchema::changeConstraint(Table &table, const Schema &schema)
{
    if (!table.constraints.empty() && chance(50)) {
        const auto place = table.constraints.begin() + below(int(table.constraints.size()));
        auto *key = std::get_if<ForeignKey>(&*place);
        auto *unique = std::get_if<UniqueConstraint>(&*place);
        if (key != nullptr && chance(50))
            key->onDelete = key->onDelete.isEmpty() ? u"CASCADE"_s : QString();
        else if (unique != nullptr && chance(50))
            unique->columns = someColumns(table);
        else
            table.constraints.erase(place);
    }
    addConstraints(table, schema);
}

void RandomSchema::change(Schema &schema, Table &table)
{
    switch (below(5)) {
    case 0:
    case 1: changeColumn(table); break;
    case 2: changeIndex(table); break;
    case 3: changeConstraint(table, schema); break;
    default:
        if (m_dialect != "sqlite"_L1)
            table.comment = chance(50) ? std::nullopt : std::optional(u"table %1"_s.arg(below(3)));
    }
}

Schema RandomSchema::changed(Schema schema)
{
    for (int count = below(3); count > 0; --count) {
        const Table made = table();
        schema.tables.insert(made.name, made);
    }
    for (int count = below(3); count > 0 && !schema.tables.isEmpty(); --count) {
        const QualifiedName name = std::next(schema.tables.constBegin(), below(int(schema.tables.size()))).key();
        schema.tables.remove(name);
        forget(schema, name);
    }
    const Schema tables = schema;
    for (Table &one : schema.tables) {
        for (int count = below(4); count > 0; --count) {
            Schema others = tables;
            change(others, one);
        }
    }
    return schema;
}

} // namespace retort::test
