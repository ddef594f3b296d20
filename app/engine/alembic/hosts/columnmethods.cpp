#include "alembic/hosts/columnmethods.h"

#include "alembic/hosts/literals.h"
#include "alembic/hosts/statementhost.h"
#include "base/translation.h"

namespace retort::hosts {

using namespace Qt::StringLiterals;
using Arguments = python::CallArguments;
using python::CallContext;
using python::Value;
using Kind = SqlExpression::Kind;
using Self = std::shared_ptr<ExpressionHost>;

namespace {

/// Operators with one argument that is compared with the expression.
QString comparisonOperator(const QString &method)
{
    static const QHash<QString, QString> operators{{u"like"_s, u"LIKE"_s},
                                                   {u"not_like"_s, u"NOT LIKE"_s},
                                                   {u"notlike"_s, u"NOT LIKE"_s},
                                                   {u"ilike"_s, u"ILIKE"_s},
                                                   {u"not_ilike"_s, u"NOT ILIKE"_s},
                                                   {u"notilike"_s, u"NOT ILIKE"_s},
                                                   {u"startswith"_s, u"STARTSWITH"_s},
                                                   {u"endswith"_s, u"ENDSWITH"_s},
                                                   {u"contains"_s, u"CONTAINS"_s},
                                                   {u"is_distinct_from"_s, u"IS DISTINCT FROM"_s},
                                                   {u"is_not_distinct_from"_s, u"IS NOT DISTINCT FROM"_s},
                                                   {u"concat"_s, u"||"_s}};
    return operators.value(method);
}

QString suffixOperator(const QString &method)
{
    static const QHash<QString, QString> operators{{u"desc"_s, u"DESC"_s},
                                                   {u"asc"_s, u"ASC"_s},
                                                   {u"nulls_first"_s, u"NULLS FIRST"_s},
                                                   {u"nullsfirst"_s, u"NULLS FIRST"_s},
                                                   {u"nulls_last"_s, u"NULLS LAST"_s},
                                                   {u"nullslast"_s, u"NULLS LAST"_s},
                                                   {u"distinct"_s, u"DISTINCT"_s}};
    return operators.value(method);
}

Value boolean(const Self &self, Expr made)
{
    made.type.type = namedType(u"Boolean"_s);
    return makeExpression(self->reading(), std::move(made));
}

Value compared(CallContext &context, const Self &self, const QString &op, const Arguments &arguments)
{
    if (arguments.positional.size() != 1)
        return context.unknown(tr("the arguments of %1 are not understood").arg(op));
    Expr left = self->expression();
    const bool concatenation = op == u"||";
    Made<Expr> right = toExpression(context, arguments.positional.front(), left.type);
    if (!right)
        return right.instead();
    const TypeValue type = left.type;
    std::vector<Expr> operands{std::move(left), std::move(*right)};
    for (const auto &[name, value] : arguments.keywords) {
        if (name != u"escape" || !value.isString())
            return context.unknown(tr("the arguments of %1 are not understood").arg(op));
        Made<Expr> escape = toExpression(context, value);
        if (!escape)
            return escape.instead();
        operands.push_back(std::move(*escape));
    }
    Expr made = makeOperation(Kind::Binary, op, std::move(operands));
    if (!concatenation)
        return boolean(self, std::move(made));
    made.type = type;
    return makeExpression(self->reading(), std::move(made));
}

Value membership(CallContext &context, const Self &self, const QString &op, const Arguments &arguments)
{
    if (arguments.positional.size() != 1)
        return context.raise(u"TypeError"_s, u"in_() missing 1 required positional argument: 'other'"_s);
    Expr left = self->expression();
    Made<Expr> right = inList(context, arguments.positional.front(), left.type);
    if (!right)
        return right.instead();
    return boolean(self, makeOperation(Kind::Binary, op, {std::move(left), std::move(*right)}));
}

Value identity(CallContext &context, const Self &self, const QString &op, const Arguments &arguments)
{
    const Value other = arguments.positional.size() == 1 ? arguments.positional.front() : Value();
    Expr right;
    if (other.isNone()) {
        right.tree.kind = Kind::Null;
    } else if (other.isBool()) {
        right.tree.kind = other.isTrue() ? Kind::True : Kind::False;
    } else {
        Made<Expr> made = toExpression(context, other);
        if (!made)
            return made.instead();
        right = std::move(*made);
    }
    return boolean(self, makeOperation(Kind::Binary, op, {self->expression(), std::move(right)}));
}

Value between(CallContext &context, const Self &self, const Arguments &arguments)
{
    if (arguments.positional.size() != 2 || !arguments.keywords.empty())
        return context.unknown(tr("the arguments of %1 are not understood").arg(u"between()"_s));
    Expr left = self->expression();
    Made<Expr> low = toExpression(context, arguments.positional[0], left.type);
    Made<Expr> high = toExpression(context, arguments.positional[1], left.type);
    if (!low || !high)
        return !low ? low.instead() : high.instead();
    return boolean(self, makeOperation(Kind::Binary, u"BETWEEN"_s, {std::move(left), std::move(*low), std::move(*high)}));
}

Value withSuffix(const Self &self, const QString &op)
{
    Expr operand = self->expression();
    const TypeValue type = operand.type;
    Expr made = makeOperation(Kind::Unary, op, {std::move(operand)});
    made.type = type;
    return makeExpression(self->reading(), std::move(made));
}

Value labelled(CallContext &context, const Self &self, const Arguments &arguments, Kind kind)
{
    const Made<QString> text = toText(context, arguments.positional.empty() ? Value() : arguments.positional.front());
    if (!text)
        return text.instead();
    Expr operand = self->expression();
    const TypeValue type = operand.type;
    Expr made = makeOperation(kind, *text, {std::move(operand)});
    made.type = type;
    return makeExpression(self->reading(), std::move(made));
}

Value castTo(CallContext &context, const Self &self, const Arguments &arguments)
{
    Made<TypeValue> type = toType(context, arguments.positional.empty() ? Value() : arguments.positional.front());
    if (!type)
        return type.instead();
    Expr made = makeOperation(Kind::Cast, {}, {self->expression()});
    made.type = *type;
    made.tree.types = {type->type};
    return makeExpression(self->reading(), std::move(made));
}

/// expression.op("->>")(other).
Value customOperator(CallContext &context, const Self &self, const Arguments &arguments)
{
    const Made<QString> op = toText(context, arguments.positional.empty() ? Value() : arguments.positional.front());
    if (!op)
        return op.instead();
    if (!arguments.keywords.empty() || arguments.positional.size() != 1)
        return context.unknown(tr("the arguments of %1 are not understood").arg(u"op()"_s));
    return python::nativeFunction(u"op"_s, [self, text = *op](CallContext &c, const Arguments &a) -> Value {
        if (a.positional.size() != 1)
            return c.unknown(tr("the arguments of %1 are not understood").arg(text));
        Expr left = self->expression();
        Made<Expr> right = toExpression(c, a.positional.front(), left.type);
        if (!right)
            return right.instead();
        Expr made = makeOperation(Kind::Binary, text, {std::move(left), std::move(*right)});
        made.tree.alias = u"custom"_s;
        return makeExpression(self->reading(), std::move(made));
    });
}

/// text("...").bindparams(x=1), also with bindparam() objects.
Value boundText(CallContext &context, const Self &self, const Arguments &arguments)
{
    Expr made = self->expression();
    const auto bind = [&made](const QString &name, SqlExpression value) {
        std::erase_if(made.tree.operands, [&name](const SqlExpression &old) { return old.text == name; });
        value.kind = Kind::Bind;
        value.text = name;
        made.tree.operands.push_back(std::move(value));
    };
    for (const Value &value : arguments.positional) {
        const auto expression = value.host<ExpressionHost>();
        if (!expression || expression->expression().tree.kind != Kind::Bind)
            return value.isUnknown() ? value : context.unknown(tr("the arguments of %1 are not understood").arg(u"bindparams()"_s));
        const SqlExpression tree = expression->expression().tree;
        bind(tree.text, tree);
    }
    for (const auto &[name, value] : arguments.keywords) {
        Made<Expr> e = toExpression(context, value);
        if (!e)
            return e.instead();
        if (e->tree.kind != Kind::Literal)
            return context.unknown(tr("the arguments of %1 are not understood").arg(u"bindparams()"_s));
        bind(name, std::move(e->tree));
    }
    return makeExpression(self->reading(), std::move(made));
}

using Method = Value (*)(CallContext &, const Self &, const Arguments &);

Value method(const Self &self, const QString &name, Method function)
{
    return python::nativeFunction(name, [self, function](CallContext &c, const Arguments &a) { return function(c, self, a); });
}

Value textMethod(const Self &self, const QString &name)
{
    if (name == u"bindparams")
        return method(self, name, &boundText);
    if (name == u"text")
        return Value::string(self->expression().tree.text);
    return {};
}

} // namespace

Made<Expr> inList(CallContext &context, const Value &value, const TypeValue &like)
{
    if (const auto select = value.host<SelectHost>())
        return select->scalar(context);
    if (value.host<ExpressionHost>())
        return toExpression(context, value, like);
    if (const Value element = clauseElement(context, value); !element.isUnset())
        return element.isFailure() || element.isUnknown() ? Made<Expr>(element) : inList(context, element, like);
    const Value items = context.iterate(value);
    if (!items.isList())
        return items;
    Expr list;
    list.tree.kind = Kind::List;
    for (const Value &item : items.items()) {
        Made<Expr> element = toExpression(context, item, like);
        if (!element)
            return element;
        addFroms(list.froms, element->froms);
        list.tree.operands.push_back(std::move(element->tree));
    }
    list.tree.types = {like.type};
    return list;
}

Value columnMethod(CallContext &context, const Self &self, const QString &name)
{
    if (self->expression().tree.kind == Kind::Text) {
        const Value found = textMethod(self, name);
        if (!found.isUnset())
            return found;
    }
    if (const QString op = comparisonOperator(name); !op.isEmpty())
        return python::nativeFunction(name, [self, op](CallContext &c, const Arguments &a) { return compared(c, self, op, a); });
    if (const QString op = suffixOperator(name); !op.isEmpty())
        return python::nativeFunction(name, [self, op](CallContext &, const Arguments &) { return withSuffix(self, op); });
    if (name == u"in_" || name == u"not_in" || name == u"notin_") {
        const QString op = name == u"in_" ? u"IN"_s : u"NOT IN"_s;
        return python::nativeFunction(name, [self, op](CallContext &c, const Arguments &a) { return membership(c, self, op, a); });
    }
    if (name == u"is_" || name == u"is_not" || name == u"isnot") {
        const QString op = name == u"is_" ? u"IS"_s : u"IS NOT"_s;
        return python::nativeFunction(name, [self, op](CallContext &c, const Arguments &a) { return identity(c, self, op, a); });
    }
    if (name == u"label" || name == u"collate") {
        const Kind kind = name == u"label" ? Kind::Label : Kind::Collate;
        return python::nativeFunction(name, [self, kind](CallContext &c, const Arguments &a) { return labelled(c, self, a, kind); });
    }
    if (name == u"between")
        return method(self, name, &between);
    if (name == u"cast")
        return method(self, name, &castTo);
    if (name == u"op")
        return method(self, name, &customOperator);
    if (name == u"type")
        return makeType(self->reading(), self->expression().type);
    if ((name == u"name" || name == u"key") && self->expression().tree.kind == Kind::Column)
        return Value::string(self->expression().tree.text);
    return context.unknown(tr("the method %1 of an SQL expression is not understood").arg(name));
}

} // namespace retort::hosts
