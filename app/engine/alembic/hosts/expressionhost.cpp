#include "alembic/hosts/expressionhost.h"

#include "alembic/hosts/columnmethods.h"
#include "alembic/hosts/compilationhooks.h"
#include "alembic/hosts/literals.h"
#include "alembic/hosts/statementhost.h"
#include "base/translation.h"

#include <algorithm>

namespace retort::hosts {

using namespace Qt::StringLiterals;
using python::BinaryOperator;
using python::CallContext;
using python::ComparisonOperator;
using python::Value;
using Kind = SqlExpression::Kind;

namespace {

bool isConstant(const Expr &e)
{
    return e.tree.kind == Kind::Null || e.tree.kind == Kind::True || e.tree.kind == Kind::False;
}

/// col == None, True, False: constants, not literals.
std::optional<Expr> constantOf(const Value &value)
{
    Expr e;
    if (value.isNone())
        e.tree.kind = Kind::Null;
    else if (value.isBool())
        e.tree.kind = value.isTrue() ? Kind::True : Kind::False;
    else
        return {};
    return e;
}

QString comparisonText(ComparisonOperator op)
{
    switch (op) {
    case ComparisonOperator::Eq: return u"="_s;
    case ComparisonOperator::NotEq: return u"!="_s;
    case ComparisonOperator::Lt: return u"<"_s;
    case ComparisonOperator::LtE: return u"<="_s;
    case ComparisonOperator::Gt: return u">"_s;
    case ComparisonOperator::GtE: return u">="_s;
    default: break;
    }
    return {};
}

QString reversedComparison(const QString &op)
{
    static const QHash<QString, QString> opposite{{u"="_s, u"!="_s},
                                                  {u"!="_s, u"="_s},
                                                  {u"<"_s, u">="_s},
                                                  {u">="_s, u"<"_s},
                                                  {u">"_s, u"<="_s},
                                                  {u"<="_s, u">"_s},
                                                  {u"IN"_s, u"NOT IN"_s},
                                                  {u"NOT IN"_s, u"IN"_s},
                                                  {u"IS"_s, u"IS NOT"_s},
                                                  {u"IS NOT"_s, u"IS"_s},
                                                  {u"LIKE"_s, u"NOT LIKE"_s},
                                                  {u"NOT LIKE"_s, u"LIKE"_s},
                                                  {u"ILIKE"_s, u"NOT ILIKE"_s},
                                                  {u"NOT ILIKE"_s, u"ILIKE"_s},
                                                  {u"BETWEEN"_s, u"NOT BETWEEN"_s},
                                                  {u"NOT BETWEEN"_s, u"BETWEEN"_s},
                                                  {u"STARTSWITH"_s, u"NOT STARTSWITH"_s},
                                                  {u"ENDSWITH"_s, u"NOT ENDSWITH"_s},
                                                  {u"CONTAINS"_s, u"NOT CONTAINS"_s},
                                                  {u"NOT STARTSWITH"_s, u"STARTSWITH"_s},
                                                  {u"NOT ENDSWITH"_s, u"ENDSWITH"_s},
                                                  {u"NOT CONTAINS"_s, u"CONTAINS"_s}};
    return opposite.value(op);
}

bool isText(const Expr &e)
{
    return affinity(e.type.type) == u"String" || affinity(e.type.type) == u"Text" || affinity(e.type.type) == u"Unicode";
}

TypeValue arithmeticType(const Expr &left, const Expr &right)
{
    return left.type.type.isNull() ? right.type : left.type;
}

} // namespace

SqlType namedType(const QString &name)
{
    SqlType type;
    type.name = name;
    return type;
}

void addFroms(std::vector<SqlExpression> &into, const std::vector<SqlExpression> &more)
{
    for (const SqlExpression &from : more) {
        if (std::find(into.begin(), into.end(), from) == into.end())
            into.push_back(from);
    }
}

Expr makeOperation(Kind kind, const QString &text, std::vector<Expr> operands)
{
    Expr made;
    made.tree.kind = kind;
    made.tree.text = text;
    for (Expr &operand : operands) {
        addFroms(made.froms, operand.froms);
        made.tree.operands.push_back(std::move(operand.tree));
    }
    return made;
}

Expr combine(Kind kind, std::vector<Expr> conditions)
{
    // As SQLAlchemy: the neutral constant vanishes, the dominant one swallows the rest.
    const Kind neutral = kind == Kind::And ? Kind::True : Kind::False;
    const Kind dominant = kind == Kind::And ? Kind::False : Kind::True;
    std::vector<Expr> kept;
    for (Expr &condition : conditions) {
        if (condition.tree.kind == dominant)
            return condition;
        if (condition.tree.kind != neutral)
            kept.push_back(std::move(condition));
    }
    if (kept.empty())
        return conditions.empty() ? Expr{} : conditions.front();
    if (kept.size() == 1)
        return kept.front();
    Expr made;
    made.tree.kind = kind;
    made.type.type = namedType(u"Boolean"_s);
    for (Expr &condition : kept) {
        addFroms(made.froms, condition.froms);
        if (condition.tree.kind == kind) {
            for (SqlExpression &part : condition.tree.operands)
                made.tree.operands.push_back(std::move(part));
        } else {
            made.tree.operands.push_back(std::move(condition.tree));
        }
    }
    return made;
}

Expr negate(Expr e)
{
    if (e.tree.kind == Kind::True || e.tree.kind == Kind::False) {
        e.tree.kind = e.tree.kind == Kind::True ? Kind::False : Kind::True;
        return e;
    }
    const QString opposite = e.tree.kind == Kind::Binary && e.tree.alias.isEmpty() ? reversedComparison(e.tree.text) : QString();
    if (!opposite.isEmpty()) {
        e.tree.text = opposite;
        return e;
    }
    if (e.tree.kind == Kind::Unary && e.tree.text == u"NOT") {
        SqlExpression inner = e.tree.operands.front();
        e.tree = std::move(inner);
        return e;
    }
    Expr made = makeOperation(Kind::Unary, u"NOT"_s, {std::move(e)});
    made.type.type = namedType(u"Boolean"_s);
    return made;
}

SqlExpression withoutTables(SqlExpression tree)
{
    if (tree.kind == Kind::Column) {
        tree.table.clear();
        tree.schema.clear();
    }
    for (SqlExpression &operand : tree.operands)
        operand = withoutTables(std::move(operand));
    return tree;
}

Value makeExpression(const ReadingPtr &reading, Expr expression)
{
    return Value::host(std::make_shared<ExpressionHost>(reading, std::move(expression)));
}

Value clauseElement(CallContext &context, const Value &value)
{
    if (!value.isInstance() || value.classOf().storedAttribute(u"__clause_element__"_s).isUnset())
        return {};
    const Value method = context.attribute(value, u"__clause_element__"_s);
    return method.isFailure() ? method : context.call(method);
}

Made<Expr> toCriterion(CallContext &context, const Value &value)
{
    if (value.isString())
        return context.unknown(tr("a condition given as plain text is not understood"));
    if (std::optional<Expr> constant = constantOf(value))
        return std::move(*constant);
    return toExpression(context, value);
}

Made<Expr> toExpression(CallContext &context, const Value &value, const TypeValue &like, bool comparison)
{
    if (const auto expression = value.host<ExpressionHost>()) {
        Expr e = expression->expression();
        // A bind or literal without a type of its own takes that of its counterpart.
        if ((e.tree.kind == Kind::Bind || e.tree.kind == Kind::Literal) && e.type.type.isNull() && !like.type.isNull()) {
            e.type = like;
            e.tree.types = {like.type};
        }
        return e;
    }
    if (const auto select = value.host<SelectHost>())
        return select->scalar(context);
    if (const auto element = elementClassOf(value))
        return element->ofInstance(context, value);
    if (const Value element = clauseElement(context, value); !element.isUnset())
        return element.isFailure() || element.isUnknown() ? Made<Expr>(element) : toExpression(context, element, like, comparison);
    Made<Literal> literal = toLiteral(context, value);
    if (!literal)
        return literal.instead();
    Expr e;
    e.type = like;
    if (literal->kind == Literal::Kind::Enumeration) {
        const QString stored = like.enumValues.value(literal->text, literal->text);
        if (affinity(like.type) != u"String" || like.type.values.isEmpty())
            return context.unknown(tr("an enum member is used where its column is not an Enum"));
        literal = Literal{Literal::Kind::String, stored, {}};
    }
    adaptLiteral(*literal, e.type.type, comparison);
    if (literal->kind != Literal::Kind::Json && like.type.name.endsWith("JSON"_L1) && literal->kind != Literal::Kind::Null) {
        const Made<QString> json = toJson(context, value);
        if (!json)
            return json.instead();
        literal = Literal{Literal::Kind::Json, *json, {}};
    }
    e.tree.kind = Kind::Literal;
    e.tree.literal = std::move(*literal);
    e.tree.types = {e.type.type};
    return e;
}

QString ExpressionHost::typeName() const
{
    switch (m_expression.tree.kind) {
    case Kind::Text: return u"TextClause"_s;
    case Kind::Column: return u"ColumnClause"_s;
    case Kind::Function: return u"Function"_s;
    case Kind::Binary: return u"BinaryExpression"_s;
    default: return u"ColumnElement"_s;
    }
}

Value ExpressionHost::representation(CallContext &context)
{
    return context.unknown(tr("the text of an SQL expression depends on the database"));
}

Value ExpressionHost::truth(CallContext &context)
{
    return context.raise(u"TypeError"_s, u"Boolean value of this clause is not defined"_s);
}

Value ExpressionHost::item(CallContext &context, const Value &)
{
    return context.unknown(tr("indexing an SQL expression is not understood"));
}

Value ExpressionHost::attribute(CallContext &context, const QString &name)
{
    return columnMethod(context, std::static_pointer_cast<ExpressionHost>(shared_from_this()), name);
}

Value ExpressionHost::compare(CallContext &context, ComparisonOperator op, const Value &other)
{
    const QString text = comparisonText(op);
    const bool equality = op == ComparisonOperator::Eq || op == ComparisonOperator::NotEq;
    Expr left = expression();
    Expr right;
    if (const std::optional<Expr> constant = constantOf(other); constant && equality) {
        right = *constant;
    } else {
        Made<Expr> made = toExpression(context, other, left.type);
        if (!made)
            return made.instead();
        right = std::move(*made);
    }
    if ((left.tree.kind == Kind::Bind || left.tree.kind == Kind::Literal) && left.type.type.isNull())
        left.tree.types = {right.type.type};
    QString operation = text;
    if (equality && right.tree.kind == Kind::Null)
        operation = op == ComparisonOperator::Eq ? u"IS"_s : u"IS NOT"_s;
    if (equality && isConstant(left) && left.tree.kind == Kind::Null && !isConstant(right))
        return context.unknown(tr("a comparison of NULL with an expression is not understood"));
    Expr made = makeOperation(Kind::Binary, operation, {std::move(left), std::move(right)});
    made.type.type = namedType(u"Boolean"_s);
    return makeExpression(m_reading, std::move(made));
}

Value ExpressionHost::unary(CallContext &context, python::UnaryOperator op)
{
    if (op == python::UnaryOperator::Invert)
        return makeExpression(m_reading, negate(expression()));
    if (op != python::UnaryOperator::USub)
        return context.unknown(tr("this operator on an SQL expression is not understood"));
    Expr operand = expression();
    const TypeValue type = operand.type;
    Expr made = makeOperation(Kind::Unary, u"-"_s, {std::move(operand)});
    made.type = type;
    return makeExpression(m_reading, std::move(made));
}

Value ExpressionHost::binary(CallContext &context, BinaryOperator op, const Value &other, bool reflected)
{
    Expr self = expression();
    Made<Expr> counterpart = toExpression(context, other, self.type);
    if (!counterpart)
        return counterpart.instead();
    Expr left = std::move(self);
    Expr right = std::move(*counterpart);
    if (reflected)
        std::swap(left, right);
    if (op == BinaryOperator::BitAnd || op == BinaryOperator::BitOr) {
        std::vector<Expr> both{std::move(left), std::move(right)};
        return makeExpression(m_reading, combine(op == BinaryOperator::BitAnd ? Kind::And : Kind::Or, std::move(both)));
    }
    QString text;
    switch (op) {
    case BinaryOperator::Add: text = isText(left) || (left.type.type.isNull() && isText(right)) ? u"||"_s : u"+"_s; break;
    case BinaryOperator::Sub: text = u"-"_s; break;
    case BinaryOperator::Mult: text = u"*"_s; break;
    case BinaryOperator::Div: text = u"/"_s; break;
    case BinaryOperator::Mod: text = u"%"_s; break;
    default: return context.unknown(tr("this operator on an SQL expression is not understood"));
    }
    const TypeValue type = arithmeticType(left, right);
    Expr made = makeOperation(Kind::Binary, text, {std::move(left), std::move(right)});
    made.type = type;
    return makeExpression(m_reading, std::move(made));
}

} // namespace retort::hosts
