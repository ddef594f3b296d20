// The calls of StaticRun: the project's own functions and classes, and methods of plain values.

#include "alembic/environment/staticrun.h"

namespace retort::environment {

using namespace Qt::StringLiterals;
using namespace python;

namespace {

constexpr int MaximumDepth = 60;

} // namespace

std::optional<QString> plainText(const StaticValue &value)
{
    switch (value.kind) {
    case StaticValue::Kind::String: return value.text;
    case StaticValue::Kind::Int: return QString::number(value.integer);
    case StaticValue::Kind::None: return u"None"_s;
    case StaticValue::Kind::Bool: return value.isTrue() ? u"True"_s : u"False"_s;
    default: return std::nullopt;
    }
}

StaticValue StaticRun::evaluateCall(const Call &call_, const Scope &scope)
{
    const StaticValue callee = evaluate(call_.func, scope);
    StaticArguments arguments;
    const Scope &home = scope->globals ? scope->globals : scope;
    arguments.file = home->file;
    arguments.line = home->module ? home->module->source.line(qsizetype(call_.begin)) : 0;
    for (const Expression *argument : call_.args) {
        if (const auto *starred = argument->as<Starred>())
            arguments.positional += evaluate(starred->value, scope).items;
        else
            arguments.positional.append(evaluate(argument, scope));
    }
    for (const Keyword &keyword : call_.keywords) {
        StaticValue value = evaluate(keyword.value, scope);
        if (!keyword.name)
            arguments.keywords +=
                value.kind == StaticValue::Kind::Dict ? value.entries : QList<QPair<QString, StaticValue>>{{u"**"_s, value}};
        else
            arguments.keywords.append({keyword.name.text(), std::move(value)});
    }
    return call(callee, arguments);
}

StaticValue StaticRun::call(const StaticValue &callee, const StaticArguments &arguments)
{
    switch (callee.kind) {
    case StaticValue::Kind::Unknown: return callee;
    case StaticValue::Kind::Function: return callFunction(callee, arguments);
    case StaticValue::Kind::Class: return makeInstance(callee, arguments);
    case StaticValue::Kind::External:
        if (callee.owner && callee.text.startsWith("method."_L1))
            return callMethod(*callee.owner, callee.text.mid(7), arguments);
        if (callee.text.startsWith("builtins."_L1))
            return builtin(callee.text.mid(9), arguments);
        return m_host.call(*this, callee, arguments);
    default: return {};
    }
}

StaticValue StaticRun::makeInstance(const StaticValue &classValue, const StaticArguments &arguments)
{
    StaticValue instance = StaticValue::of(StaticValue::Kind::Instance);
    instance.owner = std::make_shared<StaticValue>(classValue);
    instance.scope = newScope();
    instance.entries = arguments.keywords;
    for (const StaticValue &type : lineage(classValue, nullptr)) {
        const Scope names = classScope(type);
        const auto made = names->names.constFind(u"__init__"_s);
        if (made == names->names.cend() || made->kind != StaticValue::Kind::Function)
            continue;
        StaticValue method = *made;
        method.owner = std::make_shared<StaticValue>(instance);
        (void)callFunction(method, arguments);
        break;
    }
    return instance;
}

StaticValue StaticRun::callFunction(const StaticValue &function, const StaticArguments &arguments)
{
    if (m_depth > MaximumDepth)
        return {};
    auto scope = newScope();
    scope->globals = function.scope->globals ? function.scope->globals : function.scope;
    const bool isNested = function.scope->globals && !function.owner;
    if (isNested)
        scope->names = function.scope->names;
    const Arguments &parameters = *function.function->args;
    QList<StaticValue> positional = arguments.positional;
    if (function.owner)
        positional.prepend(*function.owner);
    std::vector<const Arg *> names;
    for (const Arg &arg : parameters.posOnlyArgs)
        names.push_back(&arg);
    for (const Arg &arg : parameters.args)
        names.push_back(&arg);
    const size_t firstDefault = names.size() - std::min(names.size(), parameters.defaults.size());
    for (size_t i = 0; i < names.size(); ++i) {
        const QString name = names[i]->name.text();
        StaticValue value;
        if (qsizetype(i) < positional.size())
            value = positional[qsizetype(i)];
        else if (const StaticValue *given = arguments.keyword(name))
            value = *given;
        else if (i >= firstDefault)
            value = evaluate(parameters.defaults[i - firstDefault], function.scope);
        scope->names.insert(name, value);
    }
    for (size_t i = 0; i < parameters.kwOnlyArgs.size(); ++i) {
        const QString name = parameters.kwOnlyArgs[i].name.text();
        const StaticValue *given = arguments.keyword(name);
        const bool hasDefault = i < parameters.kwDefaults.size() && parameters.kwDefaults[i];
        scope->names.insert(name, given ? *given : hasDefault ? evaluate(parameters.kwDefaults[i], function.scope) : StaticValue());
    }
    ++m_depth;
    const Flow flow = run(function.function->body, scope);
    --m_depth;
    return flow.value_or(StaticValue::none());
}

StaticValue StaticRun::callMethod(const StaticValue &object, const QString &name, const StaticArguments &arguments)
{
    const auto text = [&](qsizetype i) {
        return i < arguments.positional.size() && arguments.positional[i].isString() ? arguments.positional[i].text : QString();
    };
    if (object.kind == StaticValue::Kind::Dict) {
        if (name == "get"_L1 && !arguments.positional.isEmpty() && arguments.positional[0].isString()) {
            if (const StaticValue *value = object.entry(text(0)))
                return *value;
            return arguments.positional.size() > 1 ? arguments.positional[1] : StaticValue::none();
        }
        return name == "copy"_L1 ? object : StaticValue();
    }
    if (!object.isString())
        return {};
    const auto same = [&](const QString &changed) { return StaticValue::string(changed, object.trace); };
    if (object.isPath && (name == "exists"_L1 || name == "is_file"_L1)) {
        StaticArguments path;
        path.positional.append(object);
        return m_host.call(*this, StaticValue::external(u"os.path.exists"_s), path);
    }
    if (object.isPath && (name == "resolve"_L1 || name == "absolute"_L1 || name == "expanduser"_L1))
        return object;
    if (name == "replace"_L1 && arguments.positional.size() >= 2 && arguments.positional[0].isString()
        && arguments.positional[1].isString()) {
        QString changed = object.text;
        if (arguments.positional.size() == 2)
            return same(changed.replace(text(0), text(1)));
        const qint64 count = arguments.positional[2].kind == StaticValue::Kind::Int ? arguments.positional[2].integer : -1;
        qsizetype at = 0;
        for (qint64 i = 0; i < count && (at = changed.indexOf(text(0), at)) >= 0; ++i) {
            changed.replace(at, text(0).size(), text(1));
            at += text(1).size();
        }
        return count >= 0 ? same(changed) : StaticValue();
    }
    if (name == "lower"_L1)
        return same(object.text.toLower());
    if (name == "upper"_L1)
        return same(object.text.toUpper());
    if (name == "strip"_L1 && arguments.positional.isEmpty())
        return same(object.text.trimmed());
    if (name == "startswith"_L1 && arguments.positional.size() == 1 && arguments.positional[0].isString())
        return StaticValue::boolean(object.text.startsWith(text(0)));
    if (name == "endswith"_L1 && arguments.positional.size() == 1 && arguments.positional[0].isString())
        return StaticValue::boolean(object.text.endsWith(text(0)));
    // pydantic's URL and secret types are texts here
    if (name == "get_secret_value"_L1 || name == "unicode_string"_L1 || name == "encoded_string"_L1 || name == "render_as_string"_L1
        || name == "__str__"_L1 || name == "__to_string__"_L1)
        return object;
    if (name == "format"_L1) {
        QString result = object.text;
        QList<ValueTrace> trace = object.trace;
        for (const auto &[key, value] : arguments.keywords) {
            const auto known = plainText(value);
            if (!known)
                return {};
            result.replace(QString(u'{' % key % u'}'), *known);
            trace += value.trace;
        }
        for (qsizetype i = 0; i < arguments.positional.size(); ++i) {
            const auto known = plainText(arguments.positional[i]);
            const qsizetype at = result.indexOf(u"{}"_s);
            if (!known)
                return {};
            if (at >= 0)
                result.replace(at, 2, *known);
            else
                result.replace(u"{%1}"_s.arg(i), *known);
            trace += arguments.positional[i].trace;
        }
        return result.contains(u'{') ? StaticValue() : StaticValue::string(result, trace);
    }
    return {};
}

StaticValue StaticRun::builtin(const QString &name, const StaticArguments &arguments)
{
    if (arguments.positional.isEmpty())
        return name == "dict"_L1 ? [&] { StaticValue d = StaticValue::of(StaticValue::Kind::Dict); d.entries = arguments.keywords; return d; }() : StaticValue();
    const StaticValue &first = arguments.positional[0];
    if (name == "str"_L1) {
        const auto text = plainText(first);
        if (text)
            return StaticValue::string(*text, first.trace);
        return first.isUnknown() ? first
            : first.isExternal() ? m_host.call(*this, StaticValue::external(u"builtins.str"_s), arguments)
                                 : StaticValue();
    }
    if (name == "isinstance"_L1 && first.isExternal())
        return m_host.call(*this, StaticValue::external(u"builtins.isinstance"_s), arguments);
    if (name == "int"_L1) {
        bool ok = first.kind == StaticValue::Kind::Int;
        const qint64 number = ok ? first.integer : first.text.toLongLong(&ok);
        StaticValue value = StaticValue::number(number);
        value.trace = first.trace;
        return ok ? value : StaticValue();
    }
    if (name == "bool"_L1) {
        const auto known = truth(first);
        return known ? StaticValue::boolean(*known) : StaticValue();
    }
    if (name == "dict"_L1) {
        StaticValue copy = first.kind == StaticValue::Kind::Dict ? first : StaticValue();
        if (!copy.isUnknown())
            copy.entries += arguments.keywords;
        return copy;
    }
    if ((name == "list"_L1 || name == "tuple"_L1 || name == "set"_L1) && first.kind == StaticValue::Kind::List)
        return first;
    if (name == "getattr"_L1 && arguments.positional.size() >= 2 && arguments.positional[1].isString()) {
        const StaticValue value = attribute(first, arguments.positional[1].text);
        return value.isUnknown() && value.text.isEmpty() && arguments.positional.size() > 2 ? arguments.positional[2] : value;
    }
    return {};
}

} // namespace retort::environment
