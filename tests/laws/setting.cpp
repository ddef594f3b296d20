#include "setting.h"

#include <QRegularExpression>

namespace retort::test {

using namespace Qt::StringLiterals;

namespace {

SqlType named(const QString &name)
{
    SqlType type;
    type.name = name;
    return type;
}

SqlType chosenType(const QString &column)
{
    static const QStringList texts{u"name"_s, u"s"_s, u"email"_s, u"Name"_s, u"data"_s};
    if (column == "deleted_at"_L1)
        return named(u"DateTime"_s);
    if (column.compare("period"_L1, Qt::CaseInsensitive) == 0)
        return named(u"postgresql.TSRANGE"_s);
    if (!texts.contains(column))
        return named(u"Integer"_s);
    SqlType type = named(u"String"_s);
    type.arguments.insert(u"length"_s, {Literal::Kind::Integer, u"50"_s, {}});
    return type;
}

/// The names in SQL text that may be columns.
QStringList names(const QString &sql)
{
    static const QSet<QString> keywords{u"and"_s, u"or"_s,   u"not"_s, u"null"_s, u"is"_s,      u"in"_s,   u"like"_s, u"desc"_s,
                                        u"asc"_s, u"cast"_s, u"as"_s,  u"true"_s, u"collate"_s, u"case"_s, u"when"_s, u"end"_s};
    static const QRegularExpression word(u"'[^']*'|\\b([A-Za-z_][A-Za-z_0-9]*)\\b(?!\\s*\\()"_s);
    QStringList found;
    for (auto it = word.globalMatch(sql); it.hasNext();) {
        const QString name = it.next().captured(1);
        if (!name.isEmpty() && !keywords.contains(name.toLower()))
            found.append(name);
    }
    return found;
}

} // namespace

Setting::Setting(const Operations &operations)
{
    for (const Operation &operation : operations)
        std::visit(*this, operation.content);
    // What the tables' own columns say of a type holds.
    const QMap<QualifiedName, EnumType> needed = std::exchange(m_schema.enums, {});
    for (const Table &table : std::as_const(m_schema.tables)) {
        for (const Column &column : table.columns)
            type(column.type);
    }
    for (const EnumType &each : needed) {
        if (!m_schema.enums.contains(each.name))
            m_schema.enums.insert(each.name, each);
    }
}

QStringList Setting::schemaNames() const
{
    QStringList sorted(m_schemaNames.cbegin(), m_schemaNames.cend());
    sorted.sort();
    return sorted;
}

Table *Setting::table(const QualifiedName &name)
{
    if (m_madeTables.contains(name.display()))
        return nullptr;
    if (!name.schema.isEmpty())
        m_schemaNames.insert(name.schema);
    if (Table *known = m_schema.table(name))
        return known;
    Table made;
    made.name = name;
    Column id;
    id.name = u"id"_s;
    id.type = named(u"Integer"_s);
    id.primaryKey = true;
    id.nullable = false;
    id.nullableGiven = true;
    made.columns.push_back(id);
    made.primaryKey = PrimaryKey{{}, {u"id"_s}, true, {}};
    return &*m_schema.tables.insert(name, made);
}

Column *Setting::column(const QualifiedName &tableName, const QString &name, const SqlType &type)
{
    Table *owner = table(tableName);
    if (owner == nullptr || m_madeColumns.contains(tableName.display() + u'.' + name))
        return nullptr;
    if (Column *known = owner->column(name))
        return known;
    Column made;
    made.name = name;
    made.type = type.isNull() ? chosenType(name) : type;
    // MariaDB wants a length.
    if (made.type.name == "String"_L1 && !made.type.has(u"length"_s))
        made.type.arguments.insert(u"length"_s, {Literal::Kind::Integer, u"50"_s, {}});
    made.nullableGiven = true;
    owner->columns.push_back(made);
    return &owner->columns.back();
}

void Setting::columns(const QualifiedName &tableName, const SqlExpression &expression)
{
    using Kind = SqlExpression::Kind;
    if (expression.kind == Kind::Column) {
        column(tableName, expression.text);
    } else if (expression.kind == Kind::Text || expression.kind == Kind::LiteralColumn) {
        for (const QString &name : names(expression.text))
            column(tableName, name);
    }
    for (const SqlExpression &operand : expression.operands)
        columns(tableName, operand);
}

void Setting::referred(const ForeignKey &key, const QualifiedName &from)
{
    if (key.referredTable == from)
        return;
    Table *other = table(key.referredTable);
    if (other == nullptr || key.referredColumns == QStringList{u"id"_s})
        return;
    for (const QString &name : key.referredColumns)
        column(key.referredTable, name);
    other->constraints.emplace_back(UniqueConstraint{{}, key.referredColumns, {}, {}, {}});
}

void Setting::constraint(const QualifiedName &tableName, const Constraint &constraint)
{
    if (const auto *key = std::get_if<ForeignKey>(&constraint)) {
        for (const QString &name : key->columns)
            column(tableName, name);
        referred(*key, tableName);
    } else if (const auto *unique = std::get_if<UniqueConstraint>(&constraint)) {
        for (const QString &name : unique->columns)
            column(tableName, name);
    } else if (const auto *check = std::get_if<CheckConstraint>(&constraint)) {
        columns(tableName, check->condition);
    } else if (const auto *exclude = std::get_if<ExcludeConstraint>(&constraint)) {
        for (const ExcludeConstraint::Element &element : exclude->elements)
            columns(tableName, element.expression);
        if (exclude->where)
            columns(tableName, *exclude->where);
    }
}

void Setting::type(const SqlType &type)
{
    for (const SqlType &child : type.children)
        this->type(child);
    const bool isEnum = type.name == "Enum"_L1 || type.name == "postgresql.ENUM"_L1;
    const QString name = type.text(u"name"_s);
    if (!isEnum || name.isEmpty() || !type.flag(u"native_enum"_s, true))
        return;
    const QualifiedName qualified(type.text(u"schema"_s), name);
    if (!qualified.schema.isEmpty())
        m_schemaNames.insert(qualified.schema);
    m_schema.enums.insert(qualified, {qualified, type.values});
}

void Setting::operator()(const CreateTableOp &op)
{
    if (!op.table.name.schema.isEmpty())
        m_schemaNames.insert(op.table.name.schema);
    for (const Column &column : op.table.columns) {
        if (!column.type.flag(u"create_type"_s, true))
            type(column.type);
        else if (const QString schema = column.type.text(u"schema"_s); !schema.isEmpty())
            m_schemaNames.insert(schema);
    }
    for (const Constraint &each : op.table.constraints) {
        if (const auto *key = std::get_if<ForeignKey>(&each))
            referred(*key, op.table.name);
    }
    m_madeTables.insert(op.table.name.display());
}

void Setting::operator()(const DropTableOp &op)
{
    table(op.table);
}

void Setting::operator()(const RenameTableOp &op)
{
    table(op.table);
    m_madeTables.insert(QualifiedName(op.table.schema, op.newName).display());
}

void Setting::operator()(const AddColumnOp &op)
{
    table(op.table);
    m_madeColumns.insert(op.table.display() + u'.' + op.column.name);
    if (op.column.primaryKey) {
        if (Table *owner = table(op.table)) {
            owner->primaryKey.reset();
            owner->columns.front().primaryKey = false;
        }
    }
    if (op.column.type.flag(u"create_type"_s, true))
        type(op.column.type);
    if (op.column.computed)
        columns(op.table, op.column.computed->expression);
    for (const Constraint &each : op.constraints)
        constraint(op.table, each);
}

void Setting::operator()(const DropColumnOp &op)
{
    column(op.table, op.column);
}

void Setting::operator()(const AlterColumnOp &op)
{
    Column *altered = column(op.table, op.column, op.existingType.value_or(op.type.value_or(SqlType())));
    if (altered == nullptr)
        return;
    if (op.existingType)
        altered->type = *op.existingType;
    if (op.type)
        type(*op.type);
    const bool nullable = op.existingNullable.value_or(op.nullable ? !*op.nullable : true);
    altered->nullable = nullable && !altered->primaryKey;
    altered->comment = op.existingComment;
    if (op.existingServerDefault.value) {
        altered->serverDefault = op.existingServerDefault.value->plain;
        altered->computed = op.existingServerDefault.value->computed;
        altered->identity = op.existingServerDefault.value->identity;
    }
    const bool identityChanges = op.serverDefault.value && op.serverDefault.value->identity;
    if (altered->identity || identityChanges)
        altered->nullable = false;
    if (op.autoincrement.value_or(false) || op.existingAutoincrement.value_or(false)) {
        Table *owner = table(op.table);
        std::erase_if(owner->columns, [&](const Column &each) { return each.name == "id"_L1 && op.column != "id"_L1; });
        owner->primaryKey = PrimaryKey{{}, {op.column}, true, {}};
        Column *key = owner->column(op.column);
        key->primaryKey = true;
        key->nullable = false;
        key->autoincrement = op.existingAutoincrement.value_or(false) ? Column::Autoincrement::On : Column::Autoincrement::Off;
    }
}

void Setting::operator()(const CreateIndexOp &op)
{
    for (const SqlExpression &expression : op.index.expressions)
        columns(op.index.table, expression);
    for (const SqlExpression &expression : op.index.options.expressions)
        columns(op.index.table, expression);
    for (const QString &key : {u"postgresql_include"_s}) {
        for (const Literal &item : op.index.options.values.value(key).items)
            column(op.index.table, item.text);
    }
    const Literal where = op.index.options.values.value(u"postgresql_where"_s);
    columns(op.index.table, SqlExpression::fromText(where.text));
}

void Setting::operator()(const DropIndexOp &op)
{
    const QualifiedName owner = op.table.name.isEmpty() ? QualifiedName(op.table.schema, u"t"_s) : op.table;
    column(owner, u"a"_s);
    Table *indexed = table(owner);
    if (indexed == nullptr)
        return;
    Index index;
    index.name = op.name;
    index.table = owner;
    index.expressions.push_back(SqlExpression::column(u"a"_s));
    indexed->indexes.push_back(index);
}

void Setting::operator()(const CreatePrimaryKeyOp &op)
{
    Table *owner = table(op.table);
    if (owner == nullptr)
        return;
    owner->primaryKey.reset();
    owner->columns.front().primaryKey = false;
    for (const QString &name : op.primaryKey.columns)
        column(op.table, name)->nullable = false;
}

void Setting::operator()(const CreateConstraintOp &op)
{
    constraint(op.table, op.constraint);
}

void Setting::operator()(const DropConstraintOp &op)
{
    using Type = DropConstraintOp::Type;
    Table *owner = table(op.table);
    if (owner == nullptr || op.name.isEmpty())
        return;
    if (op.type == Type::PrimaryKey) {
        owner->primaryKey->name = op.name;
    } else if (op.type == Type::ForeignKey) {
        column(op.table, u"other_id"_s);
        ForeignKey key;
        key.name = op.name;
        key.columns = QStringList{u"other_id"_s};
        key.referredTable = QualifiedName(op.table.schema, u"other"_s);
        key.referredColumns = QStringList{u"id"_s};
        table(key.referredTable);
        table(op.table)->constraints.emplace_back(key);
    } else if (op.type == Type::Unique) {
        column(op.table, u"once"_s);
        table(op.table)->constraints.emplace_back(UniqueConstraint{op.name, {u"once"_s}, {}, {}, {}});
    } else {
        owner->constraints.emplace_back(CheckConstraint{op.name, SqlExpression::fromText(u"id > 0"_s), {}, {}, {}});
    }
}

void Setting::operator()(const TableCommentOp &op)
{
    if (Table *commented = table(op.table))
        commented->comment = op.existingComment;
}

void Setting::operator()(const ExecuteSqlOp &op)
{
    tables(op.statement, {});
}

void Setting::tables(const SqlExpression &expression, QualifiedName changed)
{
    using Kind = SqlExpression::Kind;
    if (expression.kind == Kind::TableRef) {
        table(QualifiedName(expression.schema, expression.text));
    } else if (expression.kind == Kind::Column) {
        const QualifiedName owner = expression.table.isEmpty() ? changed : QualifiedName(expression.schema, expression.table);
        if (!owner.name.isEmpty())
            column(owner, expression.text, expression.types.empty() ? SqlType() : expression.types.front());
    } else if (expression.kind == Kind::Insert || expression.kind == Kind::Update || expression.kind == Kind::Delete) {
        const SqlExpression &target = expression.operands.front();
        changed = QualifiedName(target.schema, target.text);
    }
    for (const SqlExpression &operand : expression.operands)
        tables(operand, changed);
}

void Setting::operator()(const BulkInsertOp &op)
{
    for (const Column &each : op.table.columns)
        column(op.table.name, each.name, each.type);
}

void Setting::operator()(const EnumTypeOp &op)
{
    if (op.create)
        return;
    SqlType dropped = op.type;
    if (dropped.values.isEmpty())
        dropped.values = QStringList{u"a"_s};
    type(dropped);
}

void Setting::operator()(const SequenceOp &op)
{
    if (!op.sequence.name.schema.isEmpty())
        m_schemaNames.insert(op.sequence.name.schema);
    if (!op.create)
        m_schema.sequences.insert(op.sequence.name, op.sequence);
}

void Setting::operator()(const SchemaOp &op)
{
    if (!op.create)
        m_schemaNames.insert(op.name);
}

void Setting::operator()(const BatchAlterTableOp &op)
{
    if (op.copyFrom && !m_madeTables.contains(op.table.display())) {
        m_schema.tables.insert(op.table, *op.copyFrom);
        for (const Constraint &each : op.copyFrom->constraints) {
            if (const auto *key = std::get_if<ForeignKey>(&each))
                referred(*key, op.table);
        }
        // It is given in full.
        m_madeTables.insert(op.table.display());
    }
    for (const Operation &operation : op.operations)
        std::visit(*this, operation.content);
}

void Setting::operator()(const AutocommitBlockOp &op)
{
    for (const Operation &operation : op.operations)
        std::visit(*this, operation.content);
}

void Setting::operator()(const LiveStepOp &) {}
void Setting::operator()(const OpaqueOp &) {}

} // namespace retort::test
