#include "operations/columnchange.h"

#include <QRegularExpression>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// `column` as a name in SQL text: a word of its own that is no function, with or without quotes. Strings match, too, without a capture.
QRegularExpression nameInText(const QString &column)
{
    return QRegularExpression(u"'(?:[^']|'')*'|(?<![\\w$:])(%1)(?![\\w$]|\\s*\\()"_s.arg(QRegularExpression::escape(column)),
                              QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
}

bool mentions(const QString &sql, const QString &column)
{
    for (auto found = nameInText(column).globalMatch(sql); found.hasNext();) {
        if (found.next().capturedLength(1) > 0)
            return true;
    }
    return false;
}

/// As databases do with the text they keep when a column is renamed. A new name that needs quotes is left to them.
void renameInText(QString &sql, const QString &from, const QString &to)
{
    static const QRegularExpression plain(u"^[a-z_][a-z0-9_]*$"_s);
    if (!plain.match(to).hasMatch())
        return;
    QString result;
    qsizetype end = 0;
    for (auto found = nameInText(from).globalMatch(sql); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        if (match.capturedLength(1) == 0)
            continue;
        result += QStringView(sql).mid(end, match.capturedStart(1) - end);
        result += to;
        end = match.capturedEnd(1);
    }
    sql = result + sql.mid(end);
}

bool names(const SqlExpression &expression, const QString &column)
{
    if (expression.kind == SqlExpression::Kind::Column && expression.text == column)
        return true;
    if (expression.kind == SqlExpression::Kind::Text || expression.kind == SqlExpression::Kind::LiteralColumn)
        return mentions(expression.text, column);
    return std::any_of(expression.operands.begin(), expression.operands.end(),
                       [&](const SqlExpression &operand) { return names(operand, column); });
}

void renameIn(SqlExpression &expression, const QString &from, const QString &to)
{
    if (expression.kind == SqlExpression::Kind::Column && expression.text == from)
        expression.text = to;
    else if (expression.kind == SqlExpression::Kind::Text || expression.kind == SqlExpression::Kind::LiteralColumn)
        renameInText(expression.text, from, to);
    for (SqlExpression &operand : expression.operands)
        renameIn(operand, from, to);
}

void renameIn(QStringList &columns, const QString &from, const QString &to)
{
    for (QString &column : columns) {
        if (column == from)
            column = to;
    }
}

struct ColumnsOf {
    QStringList operator()(const ForeignKey &key) const { return key.columns; }
    QStringList operator()(const UniqueConstraint &unique) const { return unique.columns; }
    QStringList operator()(const CheckConstraint &check) const
    {
        QStringList columns{check.typeBoundColumn, check.column};
        columns.removeAll(QString());
        return columns;
    }
    QStringList operator()(const ExcludeConstraint &exclude) const
    {
        QStringList columns;
        for (const ExcludeConstraint::Element &element : exclude.elements) {
            if (element.expression.kind == SqlExpression::Kind::Column)
                columns.append(element.expression.text);
        }
        return columns;
    }
};

struct ColumnRenamer {
    const QString &from;
    const QString &to;

    void operator()(ForeignKey &key) const { renameIn(key.columns, from, to); }
    void operator()(UniqueConstraint &unique) const { renameIn(unique.columns, from, to); }
    void operator()(CheckConstraint &check) const
    {
        renameIn(check.condition, from, to);
        if (check.typeBoundColumn == from)
            check.typeBoundColumn = to;
        if (check.column == from)
            check.column = to;
    }
    void operator()(ExcludeConstraint &exclude) const
    {
        for (ExcludeConstraint::Element &element : exclude.elements)
            renameIn(element.expression, from, to);
    }
};

/// The names PostgreSQL gives to constraints that were made without one (its manual: CREATE TABLE, and its makeObjectName()).
struct PostgresName {
    const QString &table;

    QString operator()(const ForeignKey &key) const { return u"%1_%2_fkey"_s.arg(table, key.columns.join(u'_')); }
    QString operator()(const UniqueConstraint &unique) const { return u"%1_%2_key"_s.arg(table, unique.columns.join(u'_')); }
    QString operator()(const CheckConstraint &check) const
    {
        return check.column.isEmpty() ? u"%1_check"_s.arg(table) : u"%1_%2_check"_s.arg(table, check.column);
    }
    QString operator()(const ExcludeConstraint &) const { return {}; }
};

bool isOfType(const Constraint &constraint, DropConstraintOp::Type type)
{
    switch (type) {
    case DropConstraintOp::Type::Unspecified: return true;
    case DropConstraintOp::Type::ForeignKey: return std::holds_alternative<ForeignKey>(constraint);
    case DropConstraintOp::Type::Unique: return std::holds_alternative<UniqueConstraint>(constraint);
    case DropConstraintOp::Type::Check: return std::holds_alternative<CheckConstraint>(constraint);
    case DropConstraintOp::Type::PrimaryKey: return false;
    }
    return false;
}

bool dropPrimaryKey(Table &table, const QString &name)
{
    if (!table.primaryKey)
        return false;
    const QString &own = table.primaryKey->name.text;
    if (own != name && !(own.isEmpty() && name == u"%1_pkey"_s.arg(table.name.name)))
        return false;
    table.primaryKey.reset();
    for (Column &column : table.columns)
        column.primaryKey = false;
    return true;
}

} // namespace

const Name &nameOf(const Constraint &constraint)
{
    return std::visit([](const auto &each) -> const Name & { return each.name; }, constraint);
}

std::optional<CheckConstraint> typeCheck(const QString &column, const SqlType &type)
{
    if (!type.flag(u"create_constraint"_s))
        return std::nullopt;
    CheckConstraint check;
    check.name = Name(type.text(u"name"_s));
    check.typeBoundColumn = column;
    check.condition.kind = SqlExpression::Kind::Binary;
    check.condition.text = u"IN"_s;
    SqlExpression values;
    values.kind = SqlExpression::Kind::List;
    const auto append = [&values](Literal::Kind kind, const QString &text) {
        SqlExpression value;
        value.kind = SqlExpression::Kind::Literal;
        value.literal.kind = kind;
        value.literal.text = text;
        values.operands.push_back(value);
    };
    if (type.name == "Boolean"_L1) {
        append(Literal::Kind::Integer, u"0"_s);
        append(Literal::Kind::Integer, u"1"_s);
    } else {
        for (const QString &value : type.values)
            append(Literal::Kind::String, value);
    }
    check.condition.operands = {SqlExpression::column(column), values};
    return check;
}

bool involves(const Constraint &constraint, const QString &column)
{
    if (const auto *check = std::get_if<CheckConstraint>(&constraint); check != nullptr && names(check->condition, column))
        return true;
    return std::visit(ColumnsOf{}, constraint).contains(column);
}

bool involves(const Index &index, const QString &column)
{
    return std::any_of(index.expressions.begin(), index.expressions.end(),
                       [&](const SqlExpression &expression) { return names(expression, column); });
}

void insertColumn(Table &table, const Column &column, const QString &before, const QString &after)
{
    const auto position = [&](const QString &name) {
        return std::find_if(table.columns.begin(), table.columns.end(), [&](const Column &each) { return each.name == name; });
    };
    auto place = table.columns.end();
    if (!before.isEmpty())
        place = position(before);
    else if (!after.isEmpty() && position(after) != table.columns.end())
        place = std::next(position(after));
    table.columns.insert(place, column);
}

void dropColumn(Table &table, const QString &column)
{
    std::erase_if(table.columns, [&](const Column &each) { return each.name == column; });
    if (table.primaryKey && table.primaryKey->columns.contains(column))
        table.primaryKey.reset();
    std::erase_if(table.constraints, [&](const Constraint &constraint) { return involves(constraint, column); });
    std::erase_if(table.indexes, [&](const Index &index) { return involves(index, column); });
}

void renameColumn(Table &table, const QString &from, const QString &to)
{
    for (Column &column : table.columns) {
        if (column.name == from)
            column.name = to;
        if (column.computed)
            renameIn(column.computed->expression, from, to);
    }
    if (table.primaryKey)
        renameIn(table.primaryKey->columns, from, to);
    for (Constraint &constraint : table.constraints) {
        std::visit(ColumnRenamer{from, to}, constraint);
        if (auto *key = std::get_if<ForeignKey>(&constraint); key != nullptr && key->referredTable == table.name)
            renameIn(key->referredColumns, from, to);
    }
    for (Index &index : table.indexes) {
        for (SqlExpression &expression : index.expressions)
            renameIn(expression, from, to);
        for (SqlExpression &expression : index.options.expressions)
            renameIn(expression, from, to);
    }
}

void alterColumn(Table &table, Column &column, const AlterColumnOp &op)
{
    if (op.nullable) {
        column.nullable = *op.nullable;
        column.nullableGiven = true;
    }
    if (op.comment.given)
        column.comment = op.comment.value;
    if (op.serverDefault.given) {
        const AnyDefault given = op.serverDefault.value.value_or(AnyDefault());
        column.serverDefault = given.plain;
        column.computed = given.computed;
        column.identity = given.identity;
    }
    if (op.autoincrement)
        column.autoincrement = *op.autoincrement ? Column::Autoincrement::On : Column::Autoincrement::Off;
    if (op.type) {
        column.type = *op.type;
        std::erase_if(table.constraints, [&](const Constraint &constraint) {
            const auto *check = std::get_if<CheckConstraint>(&constraint);
            return check != nullptr && check->typeBoundColumn == column.name;
        });
        if (const std::optional<CheckConstraint> check = typeCheck(column.name, *op.type))
            table.constraints.emplace_back(*check);
    }
}

bool dropConstraint(Table &table, const QString &name, DropConstraintOp::Type type)
{
    using Type = DropConstraintOp::Type;
    if ((type == Type::PrimaryKey || type == Type::Unspecified) && dropPrimaryKey(table, name))
        return true;
    const auto named = std::erase_if(table.constraints, [&](const Constraint &constraint) {
        return isOfType(constraint, type) && !name.isEmpty() && nameOf(constraint).text == name;
    });
    if (named > 0)
        return true;
    return std::erase_if(table.constraints,
                         [&](const Constraint &constraint) {
                             return isOfType(constraint, type) && nameOf(constraint).isEmpty()
                                 && std::visit(PostgresName{table.name.name}, constraint) == name;
                         })
        > 0;
}

} // namespace retort
