#include "alembic/hosts/columnhost.h"

#include "alembic/hosts/literals.h"
#include "alembic/hosts/naming.h"
#include "base/translation.h"
#include "python/objects.h"

namespace retort::hosts {

using namespace Qt::StringLiterals;
using Arguments = python::CallArguments;
using python::CallContext;
using python::Value;
using Kind = SqlExpression::Kind;

namespace {

Made<Name> named(CallContext &context, const Name &given, const NamedThing &thing, const QMap<QString, QString> &convention)
{
    Result<Name> name = conventionalName(given, thing, convention);
    if (name.ok())
        return std::move(name).value();
    if (name.error().code == u"alembic.not-understood")
        return context.unknown(name.error().message);
    return context.raise(name.error().code, name.error().message);
}

void collectColumns(const SqlExpression &expression, QStringList &names)
{
    if (expression.kind == Kind::Column && !names.contains(expression.text))
        names.append(expression.text);
    for (const SqlExpression &operand : expression.operands)
        collectColumns(operand, names);
}

struct ThingOf {
    NamedThing operator()(const ForeignKey &c) const { return {u"fk"_s, table, c.columns, {}, c.referredTable.name, c.referredColumns}; }
    NamedThing operator()(const UniqueConstraint &c) const { return {u"uq"_s, table, c.columns, {}, {}, {}}; }
    NamedThing operator()(const CheckConstraint &c) const
    {
        NamedThing thing{u"ck"_s, table, {}, {}, {}, {}};
        collectColumns(c.condition, thing.columns);
        return thing;
    }
    NamedThing operator()(const ExcludeConstraint &) const { return {u"ex"_s, table, {}, {}, {}, {}}; }
    const QualifiedName &table;
};

/// CHECK (c IN (...)) of Boolean and Enum with create_constraint=True.
std::optional<CheckConstraint> typeCheck(const ColumnHost &column)
{
    const SqlType &type = column.type().type;
    if (!type.flag(u"create_constraint"_s))
        return {};
    const TypeEntry *entry = typeEntry(type.name);
    if (!entry)
        return {};
    SqlExpression list;
    list.kind = Kind::List;
    list.types = {type};
    const auto add = [&list, &type](Literal::Kind kind, const QString &text) {
        SqlExpression literal;
        literal.kind = Kind::Literal;
        literal.literal = {kind, text, {}};
        literal.types = {type};
        list.operands.push_back(std::move(literal));
    };
    if (entry->derivesFrom(u"Boolean")) {
        SqlType integer;
        integer.name = u"Integer"_s;
        for (const QString &bit : {u"0"_s, u"1"_s}) {
            add(Literal::Kind::Integer, bit);
            list.operands.back().types = {integer};
        }
        list.types = {integer};
    } else if (entry->derivesFrom(u"Enum")) {
        for (const QString &value : type.values)
            add(Literal::Kind::String, value);
    } else {
        return {};
    }
    CheckConstraint check;
    check.name = column.type().constraintName;
    if (check.name.isEmpty())
        check.name = Name(type.text(u"name"_s));
    check.typeBoundColumn = column.column().name;
    check.condition.kind = Kind::Binary;
    check.condition.text = u"IN"_s;
    check.condition.operands = {SqlExpression::column(column.column().name), std::move(list)};
    return check;
}

/// Whether the dialect has the type itself, so that its CHECK is not rendered.
bool isNative(const QString &dialect, const SqlType &type)
{
    const TypeEntry *entry = typeEntry(type.name);
    if (entry && entry->derivesFrom(u"Boolean"))
        return dialect == u"postgresql" || dialect == u"mssql";
    return type.flag(u"native_enum"_s, true) && (dialect == u"postgresql" || dialect == u"mysql" || dialect == u"mariadb");
}

} // namespace

ColumnHost::ColumnHost(ReadingPtr reading, Column column, TypeValue type)
    : ExpressionHost(std::move(reading), {}),
      m_column(std::move(column))
{
    m_column.type = type.type;
    m_expression.tree = SqlExpression::column(m_column.name);
    m_expression.tree.types = {type.type};
    m_expression.type = std::move(type);
}

std::shared_ptr<ColumnHost> ColumnHost::attached(const QualifiedName &table, const QString &alias, const SqlExpression &from) const
{
    auto copy = std::make_shared<ColumnHost>(m_reading, m_column, m_expression.type);
    copy->m_constraints = m_constraints;
    copy->m_pythonDefault = m_pythonDefault;
    copy->m_updateDefault = m_updateDefault;
    copy->attach(table, from);
    if (!alias.isEmpty()) {
        copy->m_expression.tree.table = alias;
        copy->m_expression.tree.schema = QString();
    }
    return copy;
}

void ColumnHost::attach(const QualifiedName &table, const SqlExpression &from)
{
    m_table = table;
    m_expression.tree.table = table.name;
    m_expression.tree.schema = table.schema;
    m_expression.froms = {from};
}

std::shared_ptr<ColumnHost> ColumnHost::completed(const QString &name, const TypeValue *type, std::optional<bool> nullable) const
{
    Column column = m_column;
    if (column.name.isEmpty())
        column.name = name;
    if (nullable && !column.nullableGiven)
        column.nullable = *nullable;
    auto copy = std::make_shared<ColumnHost>(m_reading, std::move(column), type ? *type : m_expression.type);
    copy->m_constraints = m_constraints;
    copy->m_pythonDefault = m_pythonDefault;
    copy->m_updateDefault = m_updateDefault;
    return copy;
}

Value ColumnHost::attribute(CallContext &context, const QString &name)
{
    if (name == u"name")
        return Value::string(m_column.name);
    if (name == u"key")
        return Value::string(key());
    if (name == u"nullable")
        return Value::boolean(m_column.nullable);
    if (name == u"primary_key")
        return Value::boolean(m_column.primaryKey);
    if (name == u"comment")
        return m_column.comment ? Value::string(*m_column.comment) : Value::none();
    if (name == u"copy" || name == u"_copy") {
        const auto self = std::static_pointer_cast<ColumnHost>(shared_from_this());
        return python::nativeFunction(name, [self](CallContext &, const Arguments &) {
            auto copy = std::make_shared<ColumnHost>(self->m_reading, self->m_column, self->m_expression.type);
            copy->m_constraints = self->m_constraints;
            copy->m_pythonDefault = self->m_pythonDefault;
            copy->m_updateDefault = self->m_updateDefault;
            return Value::host(copy);
        });
    }
    return ExpressionHost::attribute(context, name);
}

Value pythonDefault(CallContext &context, const Value &given)
{
    using python::Kind;
    const bool isMethod = given.kind() == Kind::BoundMethod;
    const Value function = isMethod ? python::as<python::BoundMethodObject>(given).function : given;
    if (function.kind() == Kind::Function) {
        const python::Arguments &args = *python::as<python::FunctionObject>(function).code->args;
        const size_t required = args.posOnlyArgs.size() + args.args.size() - args.defaults.size();
        if (required > (isMethod ? 1U : 0U))
            return context.unknown(tr("a default that takes an argument is not understood"));
    }
    const bool isCallable = isMethod || function.kind() == Kind::Function || function.kind() == Kind::NativeFunction || given.isClass();
    return isCallable ? context.call(given) : given;
}

Made<bool> applyConvention(CallContext &context, Constraint &constraint, const QualifiedName &table,
                           const QMap<QString, QString> &convention)
{
    const NamedThing thing = std::visit(ThingOf{table}, constraint);
    Name &name = std::visit([](auto &c) -> Name & { return c.name; }, constraint);
    Made<Name> made = named(context, name, thing, convention);
    if (!made)
        return made.instead();
    name = *made;
    return true;
}

Made<bool> applyConvention(CallContext &context, Index &index, const QMap<QString, QString> &convention)
{
    NamedThing thing{u"ix"_s, index.table, {}, {}, {}, {}};
    for (const SqlExpression &expression : index.expressions)
        collectColumns(expression, thing.columns);
    Made<Name> made = named(context, index.name, thing, convention);
    if (!made)
        return made.instead();
    index.name = *made;
    return true;
}

Made<bool> applyConvention(CallContext &context, PrimaryKey &key, const QualifiedName &table, const QMap<QString, QString> &convention)
{
    Made<Name> made = named(context, key.name, {u"pk"_s, table, key.columns, {}, {}, {}}, convention);
    if (!made)
        return made.instead();
    key.name = *made;
    return true;
}

namespace {

Made<bool> addTypeCheck(CallContext &context, const Reading &reading, const ColumnHost &column, const QualifiedName &table,
                        const QMap<QString, QString> &convention, bool inTable, ColumnParts &parts)
{
    std::optional<CheckConstraint> check = typeCheck(column);
    if (!check)
        return true;
    Constraint constraint = *check;
    // An unnamed one is named only when it is rendered; where the type is native it never is.
    // SQLite cannot add it to a table that exists, so there its name is never asked for.
    const bool rendered =
        (inTable || reading.dialect() != u"sqlite") && !isNative(reading.dialect(), column.type().type.forDialect(reading.dialect()));
    if (rendered || !check->name.isEmpty()) {
        const Made<bool> done = applyConvention(context, constraint, table, convention);
        if (!done)
            return done;
    }
    parts.constraints.push_back(std::move(constraint));
    return true;
}

Made<bool> addItem(CallContext &context, const ConstraintHost &item, const ColumnHost &column, const QualifiedName &table,
                   const QMap<QString, QString> &convention, ColumnParts &parts)
{
    Constraint constraint = item.constraint;
    if (auto *key = std::get_if<ForeignKey>(&constraint)) {
        key->columns = {column.column().name};
        if (key->referredColumns.value(0).isEmpty())
            key->referredColumns = {column.key()};
    } else if (auto *check = std::get_if<CheckConstraint>(&constraint)) {
        check->column = column.column().name;
    }
    const Made<bool> done = applyConvention(context, constraint, table, convention);
    if (!done)
        return done;
    parts.constraints.push_back(std::move(constraint));
    return true;
}

} // namespace

Made<ColumnParts> columnParts(CallContext &context, const Reading &reading, const ColumnHost &host, const QualifiedName &table,
                              const QMap<QString, QString> &convention, bool inTable)
{
    ColumnParts parts;
    const Column &column = host.column();
    if (column.unique && !column.index) {
        Constraint unique = UniqueConstraint{{}, {column.name}, {}, {}, {}};
        const Made<bool> done = applyConvention(context, unique, table, convention);
        if (!done)
            return done.instead();
        parts.constraints.push_back(std::move(unique));
    }
    if (column.index) {
        Index index;
        index.table = table;
        index.expressions = {SqlExpression::column(column.name)};
        index.unique = column.unique;
        index.fromFlag = true;
        const Made<bool> done = applyConvention(context, index, convention);
        if (!done)
            return done.instead();
        parts.indexes.push_back(std::move(index));
    }
    const Made<bool> checked = addTypeCheck(context, reading, host, table, convention, inTable, parts);
    if (!checked)
        return checked.instead();
    for (const auto &item : host.constraints()) {
        const Made<bool> added = addItem(context, *item, host, table, convention, parts);
        if (!added)
            return added.instead();
    }
    return parts;
}

} // namespace retort::hosts
