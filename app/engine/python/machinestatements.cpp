#include "python/machine.h"
#include "python/machinegenerators.h"
#include "python/syntaxwalk.h"

#include <algorithm>

namespace retort::python {

using namespace Qt::StringLiterals;

Flow Machine::execute(Statements body)
{
    for (const auto *statement : body) {
        const Flow flow = execute(*statement);
        if (flow != Flow::Next)
            return flow;
    }
    return Flow::Next;
}

/// The body of an `if` and the like: as tolerant as what stands around it.
Flow Machine::executeInner(Statements body)
{
    return m_frame->tolerant ? executeTolerantly(body) : execute(body);
}

Flow Machine::executeTolerantly(Statements body)
{
    for (const auto *statement : body) {
        Flow flow = Flow::Next;
        const Outcome outcome = guarded([&] {
            flow = execute(*statement);
            return Value::none();
        });
        if (outcome.kind == Outcome::BudgetExceeded)
            throw StopSignal{outcome};
        if (!outcome.finished()) {
            m_frame->tolerant = true;
            failStatement(*statement, outcome);
            flow = Flow::Next;
        }
        if (flow != Flow::Next)
            return flow;
    }
    return Flow::Next;
}

/// The names it would have bound are not known, and neither are the containers it may have changed half-way.
void Machine::failStatement(const Statement &statement, const Outcome &outcome)
{
    const bool isKnown = std::any_of(m_findings.cbegin(), m_findings.cend(), [&outcome](const Outcome &known) {
        return known.location == outcome.location && known.message == outcome.message;
    });
    if (!isKnown && m_findings.size() < 1000)
        m_findings.append(outcome);
    const QString reason = outcome.kind == Outcome::Raised ? outcome.exceptionType + u": "_s + outcome.message : outcome.message;
    const Value unknown = outcome.isDeferred ? Value::deferred(reason, outcome.location) : Value::unknown(reason, outcome.location);
    Dictionary &names = m_frame->scope->names;
    const Statement *const one[] = {&statement};
    const Bindings bindings = bindingsOf(one);
    for (const auto *name : bindings.names)
        names.set(*name, unknown);
    for (const auto &root : bindings.importRoots)
        names.set(root, unknown);
    std::vector<const QString *> mentioned;
    collectMentioned(statement, mentioned);
    for (const auto *name : mentioned) {
        const Value value = names.get(*name);
        if (value.isList() || value.isDict() || value.kind() == Kind::Set)
            names.set(*name, unknown);
    }
}

Flow Machine::execute(const Statement &statement)
{
    step();
    checkStack();
    m_frame->at = statement.span();
    switch (statement.kind) {
    case StatementKind::Expr: {
        const auto &expression = *statement.to<Expr>().value;
        const Value value = evaluate(expression);
        if (m_frame->tolerant || !(value.isUnknown() || value.isList()) || !containsCall(expression))
            return Flow::Next;
        // Called for what it does: when the result is not known, neither is that.
        const Values results = value.isList() ? as<ListObject>(value).items : Values{value};
        for (const auto &result : results) {
            m_frame->at = statement.span();
            if (result.isUnknown() && !isOpen(result))
                stopUnknown(result, u"what this call does is not known"_s);
        }
        return Flow::Next;
    }
    case StatementKind::Assign: {
        const auto &node = statement.to<Assign>();
        const Value value = evaluate(*node.value);
        for (const auto *target : node.targets)
            assign(*target, value);
        return Flow::Next;
    }
    case StatementKind::AugAssign: executeAugmented(statement.to<AugAssign>()); return Flow::Next;
    case StatementKind::AnnAssign: {
        const auto &node = statement.to<AnnAssign>();
        if (node.value)
            assign(*node.target, evaluate(*node.value));
        if (m_frame->scope->type == Scope::Class && node.simple && node.target->is<Name>()) {
            Value annotations = m_frame->scope->names.get(u"__annotations__"_s);
            if (annotations.isUnset()) {
                annotations = Value(static_cast<Object *>(makeDict()));
                m_frame->scope->names.set(u"__annotations__"_s, annotations);
            }
            as<DictObject>(annotations)
                .table.set(node.target->to<Name>().id.text(), Value::string(m_frame->tree->source.text(node.annotation->span())));
        }
        return Flow::Next;
    }
    case StatementKind::Return:
        m_frame->returned = statement.to<Return>().value ? evaluate(*statement.to<Return>().value) : Value::none();
        return Flow::Return;
    case StatementKind::If: {
        const auto &node = statement.to<If>();
        const Value test = evaluate(*node.test);
        m_frame->at = node.test->span();
        return executeInner(isTrue(test) ? node.body : node.orelse);
    }
    case StatementKind::For: return executeFor(statement.to<For>());
    case StatementKind::While: return executeWhile(statement.to<While>());
    case StatementKind::Try: return executeTry(statement.to<Try>());
    case StatementKind::With: return executeWith(statement.to<With>(), 0);
    case StatementKind::Match: return executeMatch(statement.to<Match>());
    case StatementKind::FunctionDef: defineFunction(statement.to<FunctionDef>()); return Flow::Next;
    case StatementKind::ClassDef: defineClass(statement.to<ClassDef>()); return Flow::Next;
    case StatementKind::Import: executeImport(statement.to<Import>()); return Flow::Next;
    case StatementKind::ImportFrom: executeImportFrom(statement.to<ImportFrom>()); return Flow::Next;
    case StatementKind::Raise: executeRaise(statement.to<Raise>()); return Flow::Next;
    case StatementKind::Assert: {
        const auto &node = statement.to<Assert>();
        if (!isTrue(evaluate(*node.test)))
            raise("AssertionError"_L1, node.msg ? Values{evaluate(*node.msg)} : Values{});
        return Flow::Next;
    }
    case StatementKind::Delete:
        for (const auto *target : statement.to<Delete>().targets)
            remove(*target);
        return Flow::Next;
    case StatementKind::TypeAlias: assign(*statement.to<TypeAlias>().name, unknownHere(u"a type alias"_s)); return Flow::Next;
    case StatementKind::Global:
    case StatementKind::Nonlocal:
    case StatementKind::Pass: return Flow::Next;
    case StatementKind::Break: return Flow::Break;
    case StatementKind::Continue: return Flow::Continue;
    case StatementKind::Error: break;
    }
    stop(u"this is not valid Python"_s);
}

void Machine::bindName(Identifier name, const Value &value)
{
    const QString &text = name.text();
    for (Scope *scope = m_frame->scope.get(), *first = scope; scope; scope = scope->parent.get()) {
        if (scope->type == Scope::Function) {
            const int slot = scope->code->slot(text);
            if (slot >= 0) {
                Value old = value;
                scope->cells[size_t(slot)].swap(old);
                return;
            }
            if (scope->code->isGlobal(text))
                break;
        } else if (scope == first || scope->type == Scope::Module) {
            if (scope->code && scope->code->isGlobal(text))
                break;
            return value.isUnset() ? void(scope->names.remove(text)) : scope->names.set(text, value);
        }
    }
    if (m_frame->module->scope)
        m_frame->module->scope->names.set(text, value);
}

void Machine::assign(const Expression &target, const Value &value)
{
    switch (target.kind) {
    case ExpressionKind::Name: return bindName(target.to<Name>().id, value);
    case ExpressionKind::Attribute: {
        const Value object = evaluate(*target.to<Attribute>().value);
        m_frame->at = target.span();
        return setAttribute(object, target.to<Attribute>().attr, value);
    }
    case ExpressionKind::Subscript: {
        const Value container = evaluate(*target.to<Subscript>().value);
        const Value key = evaluate(*target.to<Subscript>().slice);
        m_frame->at = target.span();
        return setItem(container, key, value);
    }
    case ExpressionKind::List: return unpack(target.to<List>().elts, value);
    case ExpressionKind::Tuple: return unpack(target.to<Tuple>().elts, value);
    default: stop(u"this cannot be assigned to"_s);
    }
}

void Machine::unpack(Expressions targets, const Value &value)
{
    checkStack();
    if (value.isUnknown()) {
        for (const auto *target : targets)
            assign(target->is<Starred>() ? *target->to<Starred>().value : *target, value);
        return;
    }
    const Values values = items(value);
    qsizetype star = -1;
    for (size_t i = 0; i < targets.size(); ++i) {
        if (targets[i]->is<Starred>())
            star = qsizetype(i);
    }
    const size_t wanted = targets.size() - (star >= 0 ? 1 : 0);
    if (values.size() < wanted) {
        raise("ValueError"_L1,
              u"not enough values to unpack (expected %1%2, got %3)"_s.arg(star >= 0 ? u"at least "_s : QString())
                  .arg(wanted)
                  .arg(values.size()));
    }
    if (star < 0 && values.size() > wanted)
        raise("ValueError"_L1, u"too many values to unpack (expected %1)"_s.arg(wanted));
    size_t at = 0;
    for (size_t i = 0; i < targets.size(); ++i) {
        if (qsizetype(i) == star) {
            const size_t count = values.size() - wanted;
            assign(*targets[i]->to<Starred>().value, list(Values(values.begin() + qsizetype(at), values.begin() + qsizetype(at + count))));
            at += count;
        } else {
            assign(*targets[i], values[at++]);
        }
    }
}

void Machine::remove(const Expression &target)
{
    if (const auto *name = target.as<Name>()) {
        lookUp(name->id);
        Scope &scope = *m_frame->scope;
        if (scope.type == Scope::Function) {
            const int slot = scope.code->slot(name->id.text());
            if (slot >= 0)
                scope.cells[size_t(slot)] = Value();
            else
                stop(u"deletes a name of another scope"_s);
        } else {
            scope.names.remove(name->id.text());
        }
    } else if (const auto *attributeNode = target.as<Attribute>()) {
        const Value object = evaluate(*attributeNode->value);
        m_frame->at = target.span();
        removeAttribute(object, attributeNode->attr);
    } else if (const auto *subscript = target.as<Subscript>()) {
        const Value container = evaluate(*subscript->value);
        const Value key = evaluate(*subscript->slice);
        m_frame->at = target.span();
        removeItem(container, key);
    } else if (target.is<List>() || target.is<Tuple>()) {
        visitParts(target, [this](const Expression &part) { remove(part); });
    }
}

void Machine::executeAugmented(const AugAssign &statement)
{
    const Expression &target = *statement.target;
    if (const auto *name = target.as<Name>()) {
        const Value old = lookUp(name->id);
        const Value operand = evaluate(*statement.value);
        m_frame->at = statement.span();
        bindName(name->id, inPlace(statement.op, old, operand));
    } else if (const auto *attributeNode = target.as<Attribute>()) {
        const Value object = evaluate(*attributeNode->value);
        const Value old = attribute(object, attributeNode->attr);
        const Value operand = evaluate(*statement.value);
        m_frame->at = statement.span();
        setAttribute(object, attributeNode->attr, inPlace(statement.op, old, operand));
    } else if (const auto *subscript = target.as<Subscript>()) {
        const Value container = evaluate(*subscript->value);
        const Value key = evaluate(*subscript->slice);
        const Value old = item(container, key);
        const Value operand = evaluate(*statement.value);
        m_frame->at = statement.span();
        setItem(container, key, inPlace(statement.op, old, operand));
    } else {
        stop(u"this cannot be assigned to"_s);
    }
}

Flow Machine::executeFor(const For &statement)
{
    const Value iterable = evaluate(*statement.iter);
    m_frame->at = statement.iter->span();
    Flow flow = Flow::Next;
    each(iterable, [&](const Value &value) {
        step();
        assign(*statement.target, value);
        flow = execute(statement.body);
        return flow == Flow::Next || flow == Flow::Continue;
    });
    if (flow == Flow::Return)
        return flow;
    return flow == Flow::Break ? Flow::Next : execute(statement.orelse);
}

Flow Machine::executeWhile(const While &statement)
{
    for (;;) {
        step();
        const Value test = evaluate(*statement.test);
        m_frame->at = statement.test->span();
        if (!isTrue(test))
            return execute(statement.orelse);
        const Flow flow = execute(statement.body);
        if (flow == Flow::Return)
            return flow;
        if (flow == Flow::Break)
            return Flow::Next;
    }
}

bool Machine::handles(const ExceptHandler &handler, const Value &exception)
{
    if (!handler.type)
        return true;
    const Value type = evaluate(*handler.type);
    m_frame->at = handler.type->span();
    const Value result = isInstance(exception, type);
    if (result.isUnknown())
        stopUnknown(result, u"whether this handler takes the exception is not known"_s);
    return result.isTrue();
}

Flow Machine::executeHandlers(const Try &statement, const Value &exception)
{
    for (const auto &handler : statement.handlers) {
        if (!handles(handler, exception))
            continue;
        const Value before = m_frame->handled;
        m_frame->handled = exception;
        if (handler.name)
            bindName(handler.name, exception);
        Value escaping;
        Flow flow = Flow::Next;
        try {
            flow = execute(handler.body);
        } catch (const RaiseSignal &signal) {
            escaping = signal.exception;
        }
        m_frame->handled = before;
        if (handler.name)
            bindName(handler.name, Value());
        if (!escaping.isUnset())
            throw RaiseSignal{escaping};
        return flow;
    }
    throw RaiseSignal{exception};
}

Flow Machine::executeTry(const Try &statement)
{
    if (statement.isStar)
        stop(u"except* is not supported"_s);
    Value escaping;
    Flow flow = Flow::Next;
    const bool tolerant = m_frame->tolerant;
    m_frame->tolerant = false;
    const auto attempt = [&](const std::function<Flow()> &job) {
        escaping = Value();
        try {
            flow = job();
        } catch (const RaiseSignal &signal) {
            escaping = signal.exception;
        } catch (const StopSignal &) {
            m_frame->tolerant = tolerant;
            throw;
        }
    };
    attempt([&] { return execute(statement.body); });
    if (!escaping.isUnset()) {
        const Value exception = escaping;
        attempt([&] { return executeHandlers(statement, exception); });
    } else if (flow == Flow::Next) {
        attempt([&] { return execute(statement.orelse); });
    }
    if (!statement.finalbody.empty()) {
        const Value pending = escaping;
        const Flow before = flow;
        const Value returned = m_frame->returned;
        attempt([&] { return execute(statement.finalbody); });
        if (escaping.isUnset() && flow == Flow::Next) {
            escaping = pending;
            flow = before;
            m_frame->returned = returned;
        }
    }
    m_frame->tolerant = tolerant;
    if (!escaping.isUnset())
        throw RaiseSignal{escaping};
    return flow;
}

Value Machine::enter(const Value &manager, Value &exit)
{
    if (manager.isUnknown())
        stopUnknown(manager, u"what this `with` block means is not known"_s);
    if (manager.isHost()) {
        CallContext at = context();
        const Value value = checked(manager.hostObject()->enter(at));
        if (!value.isUnset())
            return value;
    } else if (manager.isInstance()) {
        for (const auto &names : {std::pair{u"__enter__"_s, u"__exit__"_s}, std::pair{u"__aenter__"_s, u"__aexit__"_s}}) {
            const Value enterMethod = findAttribute(manager, names.first);
            exit = findAttribute(manager, names.second);
            if (enterMethod.isUnknown())
                stopUnknown(enterMethod, u"what this `with` block means is not known"_s);
            if (!enterMethod.isUnset() && !exit.isUnset()) {
                const Value entered = call(enterMethod);
                return names.first.startsWith("__a"_L1) ? runCoroutine(*this, entered) : entered;
            }
        }
    }
    raise("TypeError"_L1, u"'"_s + manager.typeName() + u"' object does not support the context manager protocol"_s);
}

bool Machine::leave(const Value &manager, const Value &exit, const Value &exception)
{
    Value result;
    if (manager.isHost()) {
        CallContext at = context();
        result = checked(manager.hostObject()->exit(at, exception.isUnset() ? Value::none() : exception));
    } else if (exception.isUnset()) {
        result = call(exit, {Value::none(), Value::none(), Value::none()});
    } else {
        result = call(exit, {exception.classOf(), exception, Value::none()});
    }
    if (result.kind() == Kind::Iterator)
        result = runCoroutine(*this, result);
    return !exception.isUnset() && !result.isUnset() && isTrue(result);
}

Flow Machine::executeWith(const With &statement, size_t at)
{
    if (at == statement.items.size())
        return execute(statement.body);
    const bool tolerant = m_frame->tolerant;
    m_frame->tolerant = false;
    const auto &withItem = statement.items[at];
    const Value manager = evaluate(*withItem.contextExpr);
    m_frame->at = withItem.contextExpr->span();
    Value exit;
    const Value value = enter(manager, exit);
    Value escaping;
    Flow flow = Flow::Next;
    try {
        if (withItem.optionalVars)
            assign(*withItem.optionalVars, value);
        flow = executeWith(statement, at + 1);
    } catch (const RaiseSignal &signal) {
        escaping = signal.exception;
    }
    m_frame->at = withItem.contextExpr->span();
    const Value returned = m_frame->returned;
    const bool swallowed = leave(manager, exit, escaping);
    m_frame->returned = returned;
    m_frame->tolerant = tolerant;
    if (!escaping.isUnset() && !swallowed)
        throw RaiseSignal{escaping};
    return flow;
}

void Machine::executeRaise(const Raise &statement)
{
    if (!statement.exc) {
        const Frame *frame = m_frame;
        while (frame && frame->handled.isUnset())
            frame = frame->caller;
        if (!frame)
            raise("RuntimeError"_L1, u"No active exception to reraise"_s);
        throw RaiseSignal{frame->handled};
    }
    Value exception = evaluate(*statement.exc);
    Value cause = statement.cause ? evaluate(*statement.cause) : Value();
    m_frame->at = statement.span();
    if (exception.isClass() || (exception.isHost() && exception.hostObject()->isClass()))
        exception = call(exception);
    if (exception.isUnknown())
        stopUnknown(exception, u"raises an exception that is not known"_s);
    if (exception.isHost())
        exception = makeException(exception.typeName(), {exception});
    if (!exception.isInstance() || !as<InstanceObject>(exception).cls->isException)
        raise("TypeError"_L1, u"exceptions must derive from BaseException"_s);
    auto &attributes = as<InstanceObject>(exception).attributes;
    if (!cause.isUnset())
        attributes.set(u"__cause__"_s, cause);
    if (!m_frame->handled.isUnset() && !m_frame->handled.isSame(exception))
        attributes.set(u"__context__"_s, m_frame->handled);
    raiseValue(exception);
}

} // namespace retort::python
