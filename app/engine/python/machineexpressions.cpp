#include "python/machine.h"
#include "python/machinegenerators.h"
#include "python/syntaxwalk.h"

namespace retort::python {

using namespace Qt::StringLiterals;

Value Machine::constant(const Constant &constant)
{
    switch (constant.type) {
    case ConstantType::None: return Value::none();
    case ConstantType::True: return Value::boolean(true);
    case ConstantType::False: return Value::boolean(false);
    case ConstantType::Ellipsis: return Value::ellipsis();
    case ConstantType::Integer:
        if (constant.bigDigits)
            return bigInteger(BigInt::parse(QString::fromLatin1(constant.bigDigits->left(2000))).value_or(BigInt()));
        return Value::integer(constant.integer);
    case ConstantType::Float: return Value::real(constant.real);
    case ConstantType::Imaginary: return unknownHere(u"complex numbers are not supported"_s);
    case ConstantType::String: m_charged += 48; return Value::string(constant.string());
    case ConstantType::Bytes: m_charged += 48; return Value::bytes(constant.bytes());
    }
    return Value::none();
}

Value Machine::globalOrBuiltin(Identifier name)
{
    Value value = m_frame->module->scope ? m_frame->module->scope->names.get(name.text(), name.hash()) : Value();
    if (!value.isUnset())
        return value;
    value = m_builtins.get(name.text(), name.hash());
    if (!value.isUnset())
        return value;
    for (const auto &star : m_frame->module->stars) {
        value = star.isUnknown() ? star : findAttribute(star, name);
        if (!value.isUnset())
            return value;
    }
    if (!m_frame->module->stars.empty())
        return unknownHere(u"'"_s + name.text() + u"' may come from a module that is not known in full"_s);
    raise("NameError"_L1, u"name '"_s + name.text() + u"' is not defined"_s);
}

Value Machine::lookUp(Identifier name)
{
    const QString &text = name.text();
    for (Scope *scope = m_frame->scope.get(), *first = scope; scope; scope = scope->parent.get()) {
        if (scope->type == Scope::Function) {
            const int slot = scope->code->slot(text);
            if (slot >= 0) {
                const Value &value = scope->cells[size_t(slot)];
                if (!value.isUnset())
                    return value;
                if (scope == first)
                    raise("UnboundLocalError"_L1,
                          u"cannot access local variable '"_s + text + u"' where it is not associated with a value"_s);
                raise("NameError"_L1,
                      u"cannot access free variable '"_s + text + u"' where it is not associated with a value in enclosing scope"_s);
            }
            if (!scope->code->globals.empty() && scope->code->isGlobal(text))
                break;
        } else if (scope->type == Scope::Class) {
            if (scope == first) {
                Value value = scope->names.get(text, name.hash());
                if (!value.isUnset())
                    return value;
            }
            if (text == "__class__"_L1 && scope != first)
                return scope->classValue;
        } else {
            break;
        }
    }
    return globalOrBuiltin(name);
}

Value Machine::evaluate(const Expression &expression)
{
    switch (expression.kind) {
    case ExpressionKind::Constant: return constant(expression.to<Constant>());
    case ExpressionKind::Name: return lookUp(expression.to<Name>().id);
    default: break;
    }
    checkStack();
    switch (expression.kind) {
    case ExpressionKind::Attribute: {
        const auto &node = expression.to<Attribute>();
        const Value object = evaluate(*node.value);
        m_frame->at = node.span();
        return attribute(object, node.attr);
    }
    case ExpressionKind::Call: return evaluateCall(expression.to<Call>());
    case ExpressionKind::BinOp: {
        const auto &node = expression.to<BinOp>();
        const Value left = evaluate(*node.left);
        const Value right = evaluate(*node.right);
        m_frame->at = node.span();
        return binary(node.op, left, right);
    }
    case ExpressionKind::BoolOp: return evaluateBoolOp(expression.to<BoolOp>());
    case ExpressionKind::Compare: return evaluateCompare(expression.to<Compare>());
    case ExpressionKind::UnaryOp: {
        const auto &node = expression.to<UnaryOp>();
        const Value operand = evaluate(*node.operand);
        m_frame->at = node.span();
        return unary(node.op, operand);
    }
    case ExpressionKind::NamedExpr: {
        const Value value = evaluate(*expression.to<NamedExpr>().value);
        const auto &target = expression.to<NamedExpr>().target->to<Name>();
        // In a comprehension it binds in the body around it.
        Frame &frame = *m_frame;
        const Ref<Scope> own = frame.scope;
        while (frame.scope->type == Scope::Function && !frame.scope->code->args && frame.scope->parent)
            frame.scope = frame.scope->parent;
        bindName(target.id, value);
        frame.scope = own;
        return value;
    }
    case ExpressionKind::IfExp: {
        const auto &node = expression.to<IfExp>();
        const Value test = evaluate(*node.test);
        m_frame->at = node.test->span();
        const Value known = truth(test);
        if (known.isUnknown() && !containsCall(*node.body) && !containsCall(*node.orelse))
            return known;
        return evaluate(isTrue(test) ? *node.body : *node.orelse);
    }
    case ExpressionKind::Lambda: {
        const auto &node = expression.to<Lambda>();
        return makeFunction(codeOf(&node, node.args, {}, node.body, u"<lambda>"_s, false), *node.args, u"<lambda>"_s);
    }
    case ExpressionKind::Dict: return evaluateDict(expression.to<Dict>());
    case ExpressionKind::Set: return set(evaluateList(expression.to<Set>().elts), Kind::Set);
    case ExpressionKind::List: return list(evaluateList(expression.to<List>().elts));
    case ExpressionKind::Tuple: return tuple(evaluateList(expression.to<Tuple>().elts));
    case ExpressionKind::ListComp:
    case ExpressionKind::SetComp:
    case ExpressionKind::DictComp:
    case ExpressionKind::GeneratorExp: return evaluateComprehension(expression);
    case ExpressionKind::Await: {
        const Value awaited = evaluate(*expression.to<Await>().value);
        if (awaited.isUnknown())
            return awaited;
        if (awaited.kind() != Kind::Iterator)
            stop(u"only coroutines of the project can be awaited"_s);
        return runCoroutine(*this, awaited);
    }
    case ExpressionKind::Yield:
    case ExpressionKind::YieldFrom: m_frame->at = expression.span(); stop(u"a yield in the middle of an expression"_s);
    case ExpressionKind::FormattedValue: return evaluateFormatted(expression.to<FormattedValue>());
    case ExpressionKind::JoinedStr: return evaluateJoined(expression.to<JoinedStr>());
    case ExpressionKind::Subscript: return evaluateSubscript(expression.to<Subscript>());
    case ExpressionKind::Slice: {
        const auto &node = expression.to<Slice>();
        const auto part = [this](const Expression *e) { return e ? evaluate(*e) : Value::none(); };
        Value start = part(node.lower);
        Value end = part(node.upper);
        Value by = part(node.step);
        return Value(static_cast<Object *>(new SliceObject(std::move(start), std::move(end), std::move(by))));
    }
    case ExpressionKind::Starred:
    case ExpressionKind::Constant:
    case ExpressionKind::Name: break;
    }
    m_frame->at = expression.span();
    stop(u"this expression cannot stand here"_s);
}

bool Machine::isTrue(const Value &value)
{
    if (value.isBool())
        return value.isTrue();
    const Value result = truth(value);
    if (result.isUnknown()) {
        if (isOpen(result))
            return choose();
        stopUnknown(result, u"what happens next depends on a value that is not known"_s);
    }
    return result.isTrue();
}

Value Machine::truth(const Value &value)
{
    switch (value.kind()) {
    case Kind::None: return Value::boolean(false);
    case Kind::Bool: return value;
    case Kind::Int: return Value::boolean(!value.isSmallInt() || value.smallInt() != 0);
    case Kind::Float: return Value::boolean(value.toDouble() != 0);
    case Kind::Str: return Value::boolean(!as<StrObject>(value).text.isEmpty());
    case Kind::Bytes: return Value::boolean(!as<BytesObject>(value).bytes.isEmpty());
    case Kind::List:
    case Kind::Tuple: return Value::boolean(!as<ListObject>(value).items.empty());
    case Kind::Dict:
    case Kind::Set:
    case Kind::FrozenSet: return Value::boolean(as<DictObject>(value).table.size() != 0);
    case Kind::Range: return Value::boolean(as<RangeObject>(value).length() != 0);
    case Kind::Unknown: return value;
    case Kind::Host: {
        CallContext at = context();
        const auto host = value.hostObject();
        const Value result = checked(host->truth(at));
        if (!result.isUnset())
            return result.isUnknown() ? result : Value::boolean(result.isTrue());
        const Value size = checked(host->length(at));
        return size.isUnknown() ? size : Value::boolean(size.isUnset() || size.toInt64() != 0);
    }
    case Kind::Instance: {
        Value result = callSpecial(value, "__bool__"_L1);
        if (result.isUnset())
            result = callSpecial(value, "__len__"_L1);
        if (result.isUnset()) {
            const auto &instance = as<InstanceObject>(value);
            return instance.cls->payload != Kind::Unset && !instance.payload.isUnset() ? truth(instance.payload) : Value::boolean(true);
        }
        return result.isUnknown() ? result : truth(result);
    }
    default: return Value::boolean(true);
    }
}

Value Machine::evaluateBoolOp(const BoolOp &expression)
{
    const bool isAnd = expression.op == BoolOperator::And;
    Value value;
    for (size_t i = 0; i < expression.values.size(); ++i) {
        value = evaluate(*expression.values[i]);
        if (i + 1 == expression.values.size())
            break;
        m_frame->at = expression.values[i]->span();
        const Value test = truth(value);
        if (test.isUnknown()) {
            bool mayAct = false;
            for (size_t rest = i + 1; rest < expression.values.size(); ++rest)
                mayAct = mayAct || containsCall(*expression.values[rest]);
            if (!mayAct)
                return test;
            stopUnknown(test, u"what happens next depends on a value that is not known"_s);
        }
        if (test.isTrue() != isAnd)
            return value;
    }
    return value;
}

Value Machine::evaluateCompare(const Compare &expression)
{
    Value left = evaluate(*expression.left);
    Value result;
    for (size_t i = 0; i < expression.ops.size(); ++i) {
        Value right = evaluate(*expression.comparators[i]);
        m_frame->at = expression.span();
        result = compare(expression.ops[i], left, right);
        if (i + 1 < expression.ops.size() && !isTrue(result))
            return result;
        left = std::move(right);
    }
    return result;
}

Value Machine::evaluateDict(const Dict &expression)
{
    auto *dict = makeDict();
    const Value result(static_cast<Object *>(dict));
    for (size_t i = 0; i < expression.keys.size(); ++i) {
        if (expression.keys[i]) {
            const Value key = evaluate(*expression.keys[i]);
            Value value = evaluate(*expression.values[i]);
            if (key.isUnknown())
                return key;
            setEntry(*dict, key, value);
            continue;
        }
        const Value more = evaluate(*expression.values[i]).plain();
        if (more.isUnknown())
            return more;
        if (!more.isDict())
            raise("TypeError"_L1, u"'"_s + more.typeName() + u"' object is not a mapping"_s);
        for (const auto &[key, value] : more.entries())
            setEntry(*dict, key, value);
    }
    return result;
}

Values Machine::evaluateList(Expressions elements)
{
    Values values;
    values.reserve(elements.size());
    for (const auto *element : elements) {
        if (const auto *starred = element->as<Starred>()) {
            const Value more = evaluate(*starred->value);
            each(more, [&values](const Value &value) {
                values.push_back(value);
                return true;
            });
        } else {
            values.push_back(evaluate(*element));
        }
    }
    return values;
}

Value Machine::evaluateJoined(const JoinedStr &expression)
{
    QString result;
    Value unknown;
    for (const auto *part : expression.values) {
        const Value value = evaluate(*part);
        if (value.isUnknown())
            unknown = value;
        result += value.text();
        charge(value.text().size() * 2);
    }
    return unknown.isUnset() ? string(result) : unknown;
}

Value Machine::evaluateFormatted(const FormattedValue &expression)
{
    Value value = evaluate(*expression.value);
    Value spec;
    if (expression.formatSpec)
        spec = evaluate(*expression.formatSpec);
    m_frame->at = expression.span();
    if (expression.conversion == 's')
        value = text(value);
    else if (expression.conversion)
        value = representation(value);
    if (spec.isUnknown())
        return spec;
    return value.isUnknown() ? value : format(value, spec.text());
}

Value Machine::evaluateSubscript(const Subscript &expression)
{
    const Value container = evaluate(*expression.value);
    Value key = evaluate(*expression.slice);
    m_frame->at = expression.span();
    return item(container, key);
}

void Machine::comprehend(std::span<const Comprehension> generators, size_t at, const Value &first, const std::function<void()> &visit)
{
    if (at == generators.size())
        return visit();
    checkStack();
    const auto &generator = generators[at];
    const Value iterable = at == 0 ? first : evaluate(*generator.iter);
    m_frame->at = generator.iter->span();
    each(iterable, [&](const Value &value) {
        assign(*generator.target, value);
        for (const auto *condition : generator.ifs) {
            const Value test = evaluate(*condition);
            m_frame->at = condition->span();
            if (!isTrue(test))
                return true;
        }
        comprehend(generators, at + 1, first, visit);
        return true;
    });
}

Value Machine::evaluateComprehension(const Expression &expression)
{
    std::span<const Comprehension> generators;
    const Expression *element = nullptr;
    if (const auto *listComp = expression.as<ListComp>()) {
        generators = listComp->generators;
        element = listComp->elt;
    } else if (const auto *setComp = expression.as<SetComp>()) {
        generators = setComp->generators;
        element = setComp->elt;
    } else if (const auto *generator = expression.as<GeneratorExp>()) {
        generators = generator->generators;
        element = generator->elt;
    } else {
        generators = expression.to<DictComp>().generators;
    }
    // The first iterable belongs to the scope around.
    const Value first = evaluate(*generators.front().iter);
    const auto code = comprehensionCode(expression);
    const Ref<Scope> scope(make<Scope>(Scope::Function));
    scope->parent = m_frame->scope;
    scope->code = code;
    scope->cells.resize(code->names.size());
    if (expression.is<GeneratorExp>())
        return makeGeneratorExpression(*this, expression.to<GeneratorExp>(), first, scope);

    const Ref<Scope> own = m_frame->scope;
    m_frame->scope = scope;
    struct Restore {
        Frame &frame;
        const Ref<Scope> &scope;
        ~Restore() { frame.scope = scope; }
    } const restore{*m_frame, own};
    if (const auto *dictComp = expression.as<DictComp>()) {
        auto *dict = makeDict();
        const Value result(static_cast<Object *>(dict));
        comprehend(generators, 0, first, [&] {
            const Value key = evaluate(*dictComp->key);
            setEntry(*dict, key, evaluate(*dictComp->value));
        });
        return result;
    }
    if (expression.is<SetComp>()) {
        auto *table = makeDict(Kind::Set);
        const Value result(static_cast<Object *>(table));
        comprehend(generators, 0, first, [&] { setEntry(*table, evaluate(*element), Value::none()); });
        return result;
    }
    Values values;
    comprehend(generators, 0, first, [&] {
        values.push_back(evaluate(*element));
        m_charged += sizeof(Value);
    });
    return list(std::move(values));
}

} // namespace retort::python
