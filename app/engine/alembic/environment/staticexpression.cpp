// The expressions of StaticRun.

#include "alembic/environment/staticrun.h"

#include "base/translation.h"

namespace retort::environment {

using namespace Qt::StringLiterals;
using namespace python;

namespace {

constexpr int MaximumDepth = 60;
constexpr qsizetype MaximumText = 65536;

/// pathlib's parent, parents and name.
StaticValue pathPart(const QString &path, const QString &name)
{
    const auto made = [](const QString &text) {
        StaticValue value = StaticValue::string(text);
        value.isPath = true;
        return value;
    };
    if (name == "name"_L1)
        return StaticValue::string(path.section(u'/', -1));
    StaticValue parents = StaticValue::of(StaticValue::Kind::List);
    for (QString folder = path.section(u'/', 0, -2); !folder.isEmpty(); folder = folder.section(u'/', 0, -2))
        parents.items.append(made(folder));
    if (name == "parents"_L1)
        return parents;
    return parents.items.isEmpty() ? made(u"."_s) : parents.items.first();
}

bool isBuiltin(const QString &name)
{
    static const QStringList names{u"str"_s,         u"int"_s,         u"bool"_s,    u"len"_s,          u"dict"_s,       u"list"_s,
                                   u"tuple"_s,       u"set"_s,         u"getattr"_s, u"print"_s,        u"super"_s,      u"object"_s,
                                   u"property"_s,    u"isinstance"_s,  u"hasattr"_s, u"RuntimeError"_s, u"ValueError"_s, u"Exception"_s,
                                   u"float"_s,       u"open"_s,        u"repr"_s,    u"any"_s,          u"all"_s,        u"sorted"_s,
                                   u"classmethod"_s, u"staticmethod"_s};
    return names.contains(name);
}

} // namespace

std::optional<bool> StaticRun::truth(const StaticValue &value)
{
    switch (value.kind) {
    case StaticValue::Kind::None: return false;
    case StaticValue::Kind::Bool:
    case StaticValue::Kind::Int: return value.integer != 0;
    case StaticValue::Kind::String: return !value.text.isEmpty();
    case StaticValue::Kind::List: return !value.items.isEmpty();
    case StaticValue::Kind::Dict: return !value.entries.isEmpty();
    case StaticValue::Kind::Function:
    case StaticValue::Kind::Class:
    case StaticValue::Kind::Module: return true;
    default: return std::nullopt;
    }
}

StaticValue StaticRun::lookUp(const QString &name, const Scope &scope)
{
    for (Scope place = scope; place; place = place->globals) {
        const auto found = place->names.constFind(name);
        if (found == place->names.cend())
            continue;
        if (found->kind != StaticValue::Kind::Lazy)
            return *found;
        const StaticValue value = resolved(StaticValue(*found)); // a copy: resolving may change the names
        place->names.insert(name, value);
        return value;
    }
    const Scope &home = scope->globals ? scope->globals : scope;
    for (const QString &module : std::as_const(home->starImports)) {
        const Scope other = m_depth < MaximumDepth ? moduleScope(module) : nullptr;
        if (!other || other == home)
            continue;
        ++m_depth;
        const StaticValue found = lookUp(name, other);
        --m_depth;
        if (!found.isUnknown() || !found.text.isEmpty())
            return found;
    }
    return isBuiltin(name) ? StaticValue::external(u"builtins."_s + name) : StaticValue();
}

StaticValue StaticRun::constant(const Constant &constant, const Scope &scope, const Located &at) const
{
    switch (constant.type) {
    case ConstantType::None: return StaticValue::none();
    case ConstantType::True: return StaticValue::boolean(true);
    case ConstantType::False: return StaticValue::boolean(false);
    case ConstantType::Integer:
        return constant.fitsInt64() ? StaticValue::number(constant.integer) : unknown(tr("it is a very large number"), scope, at);
    case ConstantType::String: {
        StaticValue value = StaticValue::string(constant.string());
        const Scope &home = scope->globals ? scope->globals : scope;
        value.file = home->file;
        value.line = home->module ? home->module->source.line(qsizetype(at.begin)) : 0;
        return value;
    }
    default: return unknown(tr("it is neither a text nor a whole number"), scope, at);
    }
}

StaticValue StaticRun::evaluate(const Expression *expression, const Scope &scope)
{
    if (!expression)
        return StaticValue::none();
    if (m_depth > MaximumDepth)
        return unknown(tr("it is nested too deeply"), scope, *expression);
    ++m_depth;
    StaticValue result;
    switch (expression->kind) {
    case ExpressionKind::Constant: result = constant(expression->to<Constant>(), scope, *expression); break;
    case ExpressionKind::Name: result = lookUp(expression->to<Name>().id.text(), scope); break;
    case ExpressionKind::Attribute: {
        const auto &access = expression->to<Attribute>();
        result = attribute(evaluate(access.value, scope), access.attr.text());
        break;
    }
    case ExpressionKind::Call: result = evaluateCall(expression->to<Call>(), scope); break;
    case ExpressionKind::BinOp: result = evaluateBinary(expression->to<BinOp>(), scope); break;
    case ExpressionKind::BoolOp: result = evaluateBoolean(expression->to<BoolOp>(), scope); break;
    case ExpressionKind::Compare: result = evaluateCompare(expression->to<Compare>(), scope); break;
    case ExpressionKind::JoinedStr: result = evaluateFormatted(expression->to<JoinedStr>(), scope); break;
    case ExpressionKind::Subscript: result = evaluateSubscript(expression->to<Subscript>(), scope); break;
    case ExpressionKind::Await: result = evaluate(expression->to<Await>().value, scope); break;
    case ExpressionKind::UnaryOp:
        if (const auto &unary = expression->to<UnaryOp>(); unary.op == UnaryOperator::Not) {
            if (const auto known = truth(evaluate(unary.operand, scope)))
                result = StaticValue::boolean(!*known);
        }
        break;
    case ExpressionKind::IfExp: {
        const auto &choice = expression->to<IfExp>();
        if (const auto known = truth(evaluate(choice.test, scope)))
            result = evaluate(*known ? choice.body : choice.orelse, scope);
        break;
    }
    case ExpressionKind::NamedExpr:
        result = evaluate(expression->to<NamedExpr>().value, scope);
        assign(expression->to<NamedExpr>().target, result, scope);
        break;
    default: result = evaluateContainer(expression, scope); break;
    }
    --m_depth;
    if (result.isString() && result.text.size() > MaximumText)
        return unknown(tr("it is a very long text"), scope, *expression);
    if (result.isUnknown() && result.text.isEmpty()) {
        const Scope &home = scope->globals ? scope->globals : scope;
        const QString code = home->module ? home->module->source.text(expression->span()).left(60) : QString();
        result = unknown(tr("'%1' is not understood").arg(code), scope, *expression);
    }
    return result;
}

StaticValue StaticRun::evaluateContainer(const Expression *expression, const Scope &scope)
{
    Expressions elements;
    if (const auto *list = expression->as<List>())
        elements = list->elts;
    else if (const auto *tuple = expression->as<Tuple>())
        elements = tuple->elts;
    else if (const auto *set = expression->as<Set>())
        elements = set->elts;
    else if (const auto *dict = expression->as<Dict>()) {
        StaticValue result = StaticValue::of(StaticValue::Kind::Dict);
        for (size_t i = 0; i < dict->keys.size(); ++i) {
            const StaticValue value = evaluate(dict->values[i], scope);
            if (!dict->keys[i]) {
                result.entries += value.entries;
                continue;
            }
            const StaticValue key = evaluate(dict->keys[i], scope);
            if (key.isString() || key.isExternal()) // a naming convention may have constraint classes as keys
                result.entries.append({key.text, value});
        }
        return result;
    } else {
        return {};
    }
    StaticValue result = StaticValue::of(StaticValue::Kind::List);
    for (const Expression *element : elements)
        result.items.append(evaluate(element, scope));
    return result;
}

StaticValue StaticRun::evaluateFormatted(const JoinedStr &expression, const Scope &scope)
{
    QString text;
    QList<ValueTrace> trace;
    for (const Expression *part : expression.values) {
        const auto *formatted = part->as<FormattedValue>();
        const StaticValue value = evaluate(formatted ? formatted->value : part, scope);
        if (value.isUnknown())
            return value;
        const auto known = plainText(value);
        if (!known || (formatted && (formatted->formatSpec || formatted->conversion == 'r' || formatted->conversion == 'a')))
            return unknown(tr("a part of the text is not known"), scope, *part);
        text += *known;
        trace += value.trace;
    }
    return StaticValue::string(text, trace);
}

StaticValue StaticRun::evaluateBinary(const BinOp &expression, const Scope &scope)
{
    const StaticValue left = evaluate(expression.left, scope), right = evaluate(expression.right, scope);
    if (left.isUnknown())
        return left;
    if (right.isUnknown())
        return right;
    if (expression.op == BinaryOperator::Add && left.isString() && right.isString())
        return StaticValue::string(left.text + right.text, left.trace + right.trace);
    if (expression.op == BinaryOperator::Add && left.kind == StaticValue::Kind::Int && right.kind == StaticValue::Kind::Int)
        return StaticValue::number(left.integer + right.integer);
    if (expression.op == BinaryOperator::Div && left.isPath && right.isString()) {
        StaticValue path = StaticValue::string(right.text.startsWith(u'/') ? right.text : QString(left.text % u'/' % right.text));
        path.isPath = true;
        return path;
    }
    if (expression.op == BinaryOperator::Mod && left.isString()) {
        const QList<StaticValue> parts = right.kind == StaticValue::Kind::List ? right.items : QList<StaticValue>{right};
        QString text = left.text;
        QList<ValueTrace> trace = left.trace;
        qsizetype at = 0;
        for (const StaticValue &part : parts) {
            at = text.indexOf(u"%s"_s, at);
            const auto known = plainText(part);
            if (at < 0 || !known)
                return {};
            text.replace(at, 2, *known);
            at += known->size();
            trace += part.trace;
        }
        return text.indexOf(u'%', at) < 0 ? StaticValue::string(text, trace) : StaticValue();
    }
    return {};
}

StaticValue StaticRun::evaluateBoolean(const BoolOp &expression, const Scope &scope)
{
    StaticValue last;
    for (const Expression *operand : expression.values) {
        last = evaluate(operand, scope);
        const auto known = truth(last);
        if (!known) {
            // "engine or create()" takes the engine there is; what is not known at all stays so.
            return last;
        }
        if (*known == (expression.op == BoolOperator::Or))
            return last;
    }
    return last;
}

StaticValue StaticRun::evaluateCompare(const Compare &expression, const Scope &scope)
{
    if (expression.ops.size() != 1)
        return {};
    const StaticValue left = evaluate(expression.left, scope), right = evaluate(expression.comparators[0], scope);
    const ComparisonOperator op = expression.ops[0];
    const bool isNegated = op == ComparisonOperator::NotEq || op == ComparisonOperator::IsNot || op == ComparisonOperator::NotIn;
    if (left.isUnknown() || right.isUnknown())
        return {};
    if (op == ComparisonOperator::In || op == ComparisonOperator::NotIn) {
        if (left.isString() && right.isString())
            return StaticValue::boolean(right.text.contains(left.text) != isNegated);
        if (left.isString() && right.kind == StaticValue::Kind::Dict)
            return StaticValue::boolean((right.entry(left.text) != nullptr) != isNegated);
        if (!left.isString() || right.kind != StaticValue::Kind::List)
            return {};
        bool found = false;
        for (const StaticValue &item : right.items) {
            if (!item.isString())
                return {};
            found = found || item.text == left.text;
        }
        return StaticValue::boolean(found != isNegated);
    }
    const bool isEquality =
        op == ComparisonOperator::Eq || op == ComparisonOperator::NotEq || op == ComparisonOperator::Is || op == ComparisonOperator::IsNot;
    if (!isEquality || ((left.isExternal() || right.isExternal()) && !left.isNone() && !right.isNone()))
        return {};
    if (left.isNone() || right.isNone()) {
        const bool isObject = left.isExternal() || right.isExternal();
        if (isObject && (left.isExternal() ? left : right).name != "made"_L1)
            return {};
        return StaticValue::boolean((left.isNone() && right.isNone()) != isNegated);
    }
    if (left.kind != right.kind)
        return StaticValue::boolean(isNegated);
    if (left.isString())
        return StaticValue::boolean((left.text == right.text) != isNegated);
    if (left.kind == StaticValue::Kind::Int || left.kind == StaticValue::Kind::Bool)
        return StaticValue::boolean((left.integer == right.integer) != isNegated);
    return {};
}

StaticValue StaticRun::evaluateSubscript(const Subscript &expression, const Scope &scope)
{
    const StaticValue object = evaluate(expression.value, scope);
    if (object.isUnknown())
        return object;
    const StaticValue key = expression.slice->is<Slice>() ? StaticValue() : evaluate(expression.slice, scope);
    if (object.kind == StaticValue::Kind::Dict && key.isString()) {
        const StaticValue *value = object.entry(key.text);
        return value ? *value : unknown(tr("there is no '%1'").arg(key.text), scope, expression);
    }
    if (object.kind == StaticValue::Kind::List && key.kind == StaticValue::Kind::Int) {
        const qint64 place = key.integer < 0 ? key.integer + object.items.size() : key.integer;
        return place >= 0 && place < object.items.size() ? object.items[qsizetype(place)] : StaticValue();
    }
    return object.isExternal() ? m_host.item(*this, object, key) : StaticValue();
}

StaticValue StaticRun::attribute(StaticValue object, const QString &name)
{
    object = resolved(object);
    switch (object.kind) {
    case StaticValue::Kind::Unknown: return object;
    case StaticValue::Kind::Module:
        if (const StaticValue found = lookUp(name, object.scope); !found.isUnknown() || !found.text.isEmpty())
            return found;
        else {
            StaticValue submodule = StaticValue::of(StaticValue::Kind::Lazy);
            submodule.text = object.text % u'.' % name;
            const StaticValue value = resolved(submodule);
            return value.isExternal() ? StaticValue() : value;
        }
    case StaticValue::Kind::External: return m_host.attribute(*this, object, name);
    case StaticValue::Kind::Instance:
    case StaticValue::Kind::Class: break;
    default: {
        if (object.isPath && (name == "parent"_L1 || name == "parents"_L1 || name == "name"_L1))
            return pathPart(object.text, name);
        // a method of a plain value, called later
        StaticValue method = StaticValue::external(u"method."_s + name);
        method.owner = std::make_shared<StaticValue>(object);
        return method;
    }
    }
    const bool isInstance = object.kind == StaticValue::Kind::Instance;
    if (isInstance) {
        if (const auto own = object.scope->names.constFind(name); own != object.scope->names.cend())
            return *own;
        if (const auto field = m_host.field(*this, object, name))
            return *field;
    }
    QStringList external;
    for (const StaticValue &type : lineage(isInstance ? *object.owner : object, &external)) {
        const Scope names = classScope(type);
        const auto found = names->names.constFind(name);
        if (found == names->names.cend())
            continue;
        StaticValue value = resolved(*found);
        if (value.kind != StaticValue::Kind::Function)
            return value;
        value.owner = std::make_shared<StaticValue>(object);
        for (const Expression *decorator : value.function->decoratorList) {
            const auto *plain = decorator->as<Name>();
            const auto *dotted = decorator->as<Attribute>();
            const QString decoratorName = plain ? plain->id.text() : dotted ? dotted->attr.text() : QString();
            if (decoratorName == "property"_L1 || decoratorName == "cached_property"_L1)
                return isInstance ? callFunction(value, {}) : StaticValue();
            if (decoratorName == "staticmethod"_L1)
                value.owner = nullptr;
        }
        return value;
    }
    // what a library's base class gives: Base.metadata
    return external.isEmpty() ? StaticValue() : m_host.attribute(*this, StaticValue::external(external.first()), name);
}

} // namespace retort::environment
