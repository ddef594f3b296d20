#include "alembic/hosts/expressionfunctions.h"

#include "alembic/hosts/literals.h"
#include "alembic/hosts/namehost.h"
#include "alembic/hosts/signature.h"
#include "base/translation.h"

namespace retort::hosts {

using namespace Qt::StringLiterals;
using Arguments = python::CallArguments;
using python::CallContext;
using python::Value;
using Kind = SqlExpression::Kind;

namespace {

/// The type SQLAlchemy knows a function returns; NullType for most.
SqlType functionType(const QString &name, const std::vector<Expr> &arguments)
{
    static const QHash<QString, QString> fixed{{u"now"_s, u"DateTime"_s},
                                               {u"current_timestamp"_s, u"DateTime"_s},
                                               {u"localtimestamp"_s, u"DateTime"_s},
                                               {u"sysdate"_s, u"DateTime"_s},
                                               {u"current_date"_s, u"Date"_s},
                                               {u"current_time"_s, u"Time"_s},
                                               {u"localtime"_s, u"DateTime"_s},
                                               {u"count"_s, u"Integer"_s},
                                               {u"char_length"_s, u"Integer"_s},
                                               {u"concat"_s, u"String"_s},
                                               {u"current_user"_s, u"String"_s},
                                               {u"session_user"_s, u"String"_s},
                                               {u"user"_s, u"String"_s}};
    static const QStringList ofArguments{u"coalesce"_s, u"max"_s, u"min"_s, u"sum"_s, u"lower"_s, u"upper"_s};
    const QString key = name.toLower();
    if (ofArguments.contains(key) && !arguments.empty())
        return arguments.front().type.type;
    return namedType(fixed.value(key, u"NullType"_s));
}

/// sa.func, and each dotted name below it.
class FunctionHost : public python::HostObject
{
public:
    FunctionHost(ReadingPtr reading, QString path) : m_reading(std::move(reading)), m_path(std::move(path)) {}

    [[nodiscard]] QString typeName() const override { return u"_FunctionGenerator"_s; }

    Value attribute(CallContext &context, const QString &name) override
    {
        if (name.startsWith("__"_L1))
            return context.raise(u"AttributeError"_s, name);
        // A trailing underscore keeps Python keywords apart: func.cast_ is the function "cast".
        const QString own = name.endsWith(u'_') ? name.chopped(1) : name;
        return Value::host(std::make_shared<FunctionHost>(m_reading, m_path.isEmpty() ? own : QString(m_path + u'.' + own)));
    }

    Value call(CallContext &context, const Arguments &arguments) override
    {
        if (m_reading->hooks().isOwnFunction(context, m_path))
            return context.unknown(tr("func.%1 is a class of the project's own").arg(m_path));
        TypeValue type;
        for (const auto &[name, value] : arguments.keywords) {
            if (name != u"type_")
                return context.unknown(tr("the keyword argument %1 of an SQL function is not understood").arg(name));
            Made<TypeValue> given = toType(context, value);
            if (!given)
                return given.instead();
            type = *given;
        }
        std::vector<Expr> operands;
        for (const Value &argument : arguments.positional) {
            Made<Expr> operand = argument.isNone() ? Made<Expr>(nullExpression()) : toExpression(context, argument);
            if (!operand)
                return operand.instead();
            operands.push_back(std::move(*operand));
        }
        if (type.type.isNull())
            type.type = functionType(m_path, operands);
        Expr made = makeOperation(Kind::Function, m_path, std::move(operands));
        made.type = type;
        made.tree.types = {type.type};
        return makeExpression(m_reading, std::move(made));
    }

private:
    static Expr nullExpression()
    {
        Expr made;
        made.tree.kind = Kind::Null;
        return made;
    }

    ReadingPtr m_reading;
    QString m_path;
};

Value text(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("text"_L1, "text"_L1);
    const BoundArguments bound = signature.bind(context, arguments);
    if (!bound.ok())
        return bound.failure();
    const Made<QString> sql = toText(context, bound["text"_L1]);
    if (!sql)
        return sql.instead();
    Expr made;
    made.tree = SqlExpression::fromText(*sql);
    return makeExpression(reading, std::move(made));
}

Value literalColumn(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("literal_column"_L1, "text, type_="_L1);
    const BoundArguments bound = signature.bind(context, arguments);
    if (!bound.ok())
        return bound.failure();
    const Made<QString> sql = toText(context, bound["text"_L1]);
    Made<TypeValue> type = toType(context, bound["type_"_L1]);
    if (!sql || !type)
        return !sql ? sql.instead() : type.instead();
    Expr made;
    made.tree.kind = Kind::LiteralColumn;
    made.tree.text = *sql;
    made.tree.types = {type->type};
    made.type = std::move(*type);
    return makeExpression(reading, std::move(made));
}

Value constant(const ReadingPtr &reading, Kind kind)
{
    Expr made;
    made.tree.kind = kind;
    made.type.type = namedType(kind == Kind::Null ? u"NullType"_s : u"Boolean"_s);
    return makeExpression(reading, std::move(made));
}

Value conjunction(const ReadingPtr &reading, Kind kind, CallContext &context, const Arguments &arguments)
{
    std::vector<Expr> conditions;
    for (const Value &argument : arguments.positional) {
        Made<Expr> condition = argument.isBool() ? Made<Expr>(Expr{}) : toExpression(context, argument);
        if (!condition)
            return condition.instead();
        if (argument.isBool())
            condition->tree.kind = argument.isTrue() ? Kind::True : Kind::False;
        conditions.push_back(std::move(*condition));
    }
    if (conditions.empty())
        return context.unknown(tr("an empty and_() or or_() is not understood"));
    return makeExpression(reading, combine(kind, std::move(conditions)));
}

Value negation(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    Made<Expr> operand = toExpression(context, arguments.get(0, "clause"_L1));
    return operand ? makeExpression(reading, negate(std::move(*operand))) : operand.instead();
}

Value castFunction(const ReadingPtr &reading, Kind kind, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("cast"_L1, "expression, type_"_L1);
    const BoundArguments bound = signature.bind(context, arguments);
    if (!bound.ok())
        return bound.failure();
    Made<TypeValue> type = toType(context, bound["type_"_L1]);
    if (!type)
        return type.instead();
    Made<Expr> operand = toExpression(context, bound["expression"_L1], *type, false);
    if (!operand)
        return operand.instead();
    Expr made = makeOperation(kind, {}, {std::move(*operand)});
    made.tree.types = {type->type};
    made.type = std::move(*type);
    return makeExpression(reading, std::move(made));
}

/// case((condition, result), ..., else_=...), case({value: result}, value=...).
Value caseFunction(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("case"_L1, "*whens, value=, else_="_L1);
    const BoundArguments bound = signature.bind(context, arguments);
    if (!bound.ok())
        return bound.failure();
    std::vector<std::pair<Value, Value>> whens;
    for (const Value &when : bound.rest()) {
        if (when.isDict()) {
            for (const auto &entry : when.entries())
                whens.push_back(entry);
            continue;
        }
        const python::Values pair = when.items();
        if (when.isUnknown() || pair.size() != 2)
            return when.isUnknown() ? when : context.unknown(tr("this form of case() is not understood"));
        whens.emplace_back(pair.front(), pair.back());
    }
    std::vector<Expr> operands;
    TypeValue compared;
    const bool simple = bound.has("value"_L1);
    if (simple) {
        Made<Expr> value = toExpression(context, bound["value"_L1]);
        if (!value)
            return value.instead();
        compared = value->type;
        operands.push_back(std::move(*value));
    }
    TypeValue type;
    for (const auto &[condition, result] : whens) {
        Made<Expr> when = toExpression(context, condition, compared);
        Made<Expr> then = toExpression(context, result);
        if (!when || !then)
            return !when ? when.instead() : then.instead();
        if (type.type.isNull())
            type = then->type;
        operands.push_back(std::move(*when));
        operands.push_back(std::move(*then));
    }
    if (bound.has("else_"_L1)) {
        Made<Expr> otherwise = toExpression(context, bound["else_"_L1]);
        if (!otherwise)
            return otherwise.instead();
        operands.push_back(std::move(*otherwise));
    }
    Expr made = makeOperation(Kind::Case, simple ? u"simple"_s : QString(), std::move(operands));
    made.type = type;
    return makeExpression(reading, std::move(made));
}

Value bindparam(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature(
        "bindparam"_L1, "key, value=, type_=, unique=, required=, quote=, callable_=, expanding=, isoutparam=, literal_execute="_L1);
    const BoundArguments bound = signature.bind(context, arguments);
    if (!bound.ok())
        return bound.failure();
    const Made<QString> name = toText(context, bound["key"_L1]);
    Made<TypeValue> type = toType(context, bound["type_"_L1]);
    if (!name || !type)
        return !name ? name.instead() : type.instead();
    Expr made;
    made.tree.kind = Kind::Bind;
    made.tree.text = *name;
    made.tree.alias = bound.given("value"_L1) ? QString() : u"required"_s;
    if (bound.given("value"_L1)) {
        Made<Literal> value = toLiteral(context, bound["value"_L1]);
        if (!value)
            return value.instead();
        if (type->type.isNull() && value->kind != Literal::Kind::Array)
            type->type = typeOfLiteral(*value);
        if (type->type.isNull() && !value->items.empty())
            type->type = typeOfLiteral(value->items.front());
        made.tree.literal = std::move(*value);
    }
    made.tree.types = {type->type};
    made.type = std::move(*type);
    return makeExpression(reading, std::move(made));
}

Value suffix(const ReadingPtr &reading, const QString &op, CallContext &context, const Arguments &arguments)
{
    const Value column = arguments.get(0, "column"_L1);
    Made<Expr> operand = column.isString() ? Made<Expr>(Expr{SqlExpression::column(column.text()), {}, {}}) : toExpression(context, column);
    if (!operand)
        return operand.instead();
    const TypeValue type = operand->type;
    Expr made = makeOperation(Kind::Unary, op, {std::move(*operand)});
    made.type = type;
    return makeExpression(reading, std::move(made));
}

Value extract(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    const Made<QString> field = toText(context, arguments.get(0, "field"_L1));
    Made<Expr> operand = toExpression(context, arguments.get(1, "expr"_L1));
    if (!field || !operand)
        return !field ? field.instead() : operand.instead();
    Expr made = makeOperation(Kind::Extract, *field, {std::move(*operand)});
    made.type.type = namedType(u"Integer"_s);
    return makeExpression(reading, std::move(made));
}

Value quotedName(CallContext &context, const Arguments &arguments)
{
    const Made<QString> name = toText(context, arguments.get(0, "value"_L1));
    if (!name)
        return name.instead();
    const Value quote = arguments.get(1, "quote"_L1);
    std::optional<bool> forced;
    if (quote.isBool())
        forced = quote.isTrue();
    return Value::host(std::make_shared<NameHost>(*name, false, forced));
}

} // namespace

Value makeLiteral(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("literal"_L1, "value, type_=, literal_execute="_L1);
    const BoundArguments bound = signature.bind(context, arguments);
    if (!bound.ok())
        return bound.failure();
    Made<TypeValue> type = toType(context, bound["type_"_L1]);
    if (!type)
        return type.instead();
    Made<Expr> made = toExpression(context, bound["value"_L1], *type, type->type.isNull());
    return made ? makeExpression(reading, std::move(*made)) : made.instead();
}

std::vector<std::pair<QString, Value>> expressionFunctions(const ReadingPtr &reading)
{
    std::vector<std::pair<QString, Value>> made;
    const auto add = [&made](const QString &name, python::NativeCall function) {
        made.emplace_back(name, python::nativeFunction(name, std::move(function)));
    };
    using Function = Value (*)(const ReadingPtr &, CallContext &, const Arguments &);
    static const std::pair<const char *, Function> functions[] = {
        {"text", &text},         {"literal_column", &literalColumn}, {"literal", &makeLiteral}, {"not_", &negation},
        {"case", &caseFunction}, {"bindparam", &bindparam},          {"extract", &extract}};
    for (const auto &[name, function] : functions)
        add(QString::fromLatin1(name), [reading, function](CallContext &c, const Arguments &a) { return function(reading, c, a); });
    static const std::pair<const char *, Kind> constants[] = {{"null", Kind::Null}, {"true", Kind::True},  {"false", Kind::False},
                                                              {"Null", Kind::Null}, {"True_", Kind::True}, {"False_", Kind::False}};
    for (const auto &[name, kind] : constants)
        add(QString::fromLatin1(name), [reading, kind](CallContext &, const Arguments &) { return constant(reading, kind); });
    for (const auto &[name, kind] : {std::pair{u"and_"_s, Kind::And}, std::pair{u"or_"_s, Kind::Or}})
        add(name, [reading, kind](CallContext &c, const Arguments &a) { return conjunction(reading, kind, c, a); });
    for (const auto &[name, kind] : {std::pair{u"cast"_s, Kind::Cast}, std::pair{u"type_coerce"_s, Kind::TypeCoerce}})
        add(name, [reading, kind](CallContext &c, const Arguments &a) { return castFunction(reading, kind, c, a); });
    static const std::pair<const char *, const char *> suffixes[] = {{"desc", "DESC"},
                                                                     {"asc", "ASC"},
                                                                     {"nulls_first", "NULLS FIRST"},
                                                                     {"nullsfirst", "NULLS FIRST"},
                                                                     {"nulls_last", "NULLS LAST"},
                                                                     {"nullslast", "NULLS LAST"},
                                                                     {"distinct", "DISTINCT"}};
    for (const auto &[name, keyword] : suffixes)
        add(QString::fromLatin1(name),
            [reading, op = QString::fromLatin1(keyword)](CallContext &c, const Arguments &a) { return suffix(reading, op, c, a); });
    add(u"quoted_name"_s, &quotedName);
    made.emplace_back(u"func"_s, Value::host(std::make_shared<FunctionHost>(reading, QString())));
    return made;
}

} // namespace retort::hosts
