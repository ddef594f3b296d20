#include "python/hostobject.h"

#include "python/machine.h"

namespace retort::python {

using namespace Qt::StringLiterals;

Location CallContext::location() const
{
    return {m_source.file(), m_span, m_source.line(m_span.begin)};
}

QList<Location> CallContext::callers() const
{
    QList<Location> places;
    for (const Frame *frame = m_machine.frame(); frame; frame = frame->caller) {
        if (frame->tree) {
            const SourceText &source = frame->tree->source;
            places.append({source.file(), frame->at, source.line(frame->at.begin)});
        }
    }
    return places;
}

Value CallContext::raise(const QString &typeName, const QString &message)
{
    return m_machine.protect([&]() -> Value { m_machine.raiseValue(m_machine.makeException(typeName, {m_machine.string(message)})); });
}

Value CallContext::raise(const Value &exception)
{
    return m_machine.protect([&]() -> Value {
        Value instance = exception.isClass() ? m_machine.call(exception) : exception;
        if (!instance.isInstance())
            m_machine.raise("TypeError"_L1, u"exceptions must derive from BaseException"_s);
        m_machine.raiseValue(instance);
    });
}

Value CallContext::notUnderstood(const QString &reason)
{
    return m_machine.protect([&]() -> Value { m_machine.stopAt(reason, location()); });
}

Value CallContext::notUnderstood(const Value &unknown)
{
    return m_machine.protect([&]() -> Value { m_machine.stopAt(unknown.unknownReason(), location(), unknown.isDeferred()); });
}

Value CallContext::unknown(const QString &reason) const
{
    return Value::unknown(reason, location());
}

Value CallContext::deferred(const QString &reason) const
{
    return Value::deferred(reason, location());
}

Value CallContext::call(const Value &function, const CallArguments &arguments)
{
    return m_machine.protect([&] { return m_machine.call(function, arguments); });
}

Value CallContext::attribute(const Value &object, const QString &name)
{
    return m_machine.protect([&] { return m_machine.attribute(object, name); });
}

Value CallContext::item(const Value &container, const Value &key)
{
    return m_machine.protect([&] { return m_machine.item(container, key); });
}

Value CallContext::iterate(const Value &iterable)
{
    return m_machine.protect([&] { return m_machine.list(m_machine.items(iterable)); });
}

Value CallContext::truth(const Value &value)
{
    return m_machine.protect([&] { return m_machine.truth(value); });
}

Value CallContext::text(const Value &value)
{
    return m_machine.protect([&] { return m_machine.text(value); });
}

Value CallContext::representation(const Value &value)
{
    return m_machine.protect([&] { return m_machine.representation(value); });
}

Value CallContext::isInstance(const Value &value, const Value &cls)
{
    return m_machine.protect([&] { return m_machine.isInstance(value, cls); });
}

Value CallContext::makeInstance(const Value &cls, const CallArguments &arguments)
{
    return m_machine.protect([&] { return m_machine.makeInstance(as<ClassObject>(cls), arguments); });
}

Value CallContext::importModule(const QString &name)
{
    return m_machine.protect([&] { return m_machine.importModule(name); });
}

QString CallContext::loadingModule() const
{
    return m_machine.loadingModule();
}

bool CallContext::isLoaded(const QString &module) const
{
    return m_machine.isLoaded(module);
}

bool CallContext::isOpen(const Value &unknown) const
{
    return unknown.isUnknown() && m_machine.isOpen(unknown);
}

Value CallContext::annotation(const Value &cls, const QString &text)
{
    Value value;
    const Outcome outcome = m_machine.guarded([&] {
        value = m_machine.evaluateAnnotation(as<ClassObject>(cls), text);
        return Value::none();
    });
    return outcome.finished() ? value : unknown(u"the annotation '"_s + text + u"' is not understood: "_s + outcome.message);
}

Value CallContext::bind(const Value &function, const Value &self)
{
    return m_machine.protect([&] {
        const Value cls = self.classOf();
        return m_machine.bind(function, self, cls.isClass() ? &as<ClassObject>(cls) : nullptr);
    });
}

HostObject::~HostObject() = default;

Value HostObject::attribute(CallContext &, const QString &)
{
    return {};
}
Value HostObject::setAttribute(CallContext &, const QString &, const Value &)
{
    return {};
}
Value HostObject::call(CallContext &context, const CallArguments &)
{
    return context.raise(u"TypeError"_s, u"'"_s + typeName() + u"' object is not callable"_s);
}
Value HostObject::item(CallContext &context, const Value &)
{
    return context.raise(u"TypeError"_s, u"'"_s + typeName() + u"' object is not subscriptable"_s);
}
Value HostObject::setItem(CallContext &context, const Value &, const Value &)
{
    return context.raise(u"TypeError"_s, u"'"_s + typeName() + u"' object does not support item assignment"_s);
}
Value HostObject::removeItem(CallContext &context, const Value &)
{
    return context.raise(u"TypeError"_s, u"'"_s + typeName() + u"' object doesn't support item deletion"_s);
}
Value HostObject::binary(CallContext &, BinaryOperator, const Value &, bool)
{
    return {};
}
Value HostObject::unary(CallContext &, UnaryOperator)
{
    return {};
}
Value HostObject::compare(CallContext &, ComparisonOperator, const Value &)
{
    return {};
}
Value HostObject::length(CallContext &)
{
    return {};
}
Value HostObject::iterate(CallContext &context)
{
    return context.raise(u"TypeError"_s, u"'"_s + typeName() + u"' object is not iterable"_s);
}
Value HostObject::contains(CallContext &, const Value &)
{
    return {};
}
Value HostObject::representation(CallContext &context)
{
    return context.unknown(u"the repr() of '"_s + typeName() + u"' is not known"_s);
}
Value HostObject::text(CallContext &context)
{
    return representation(context);
}
Value HostObject::truth(CallContext &)
{
    return {};
}
size_t HostObject::hash() const
{
    return qHash(quintptr(this));
}
Value HostObject::enter(CallContext &)
{
    return {};
}
Value HostObject::exit(CallContext &, const Value &)
{
    return Value::none();
}
Value HostObject::isInstance(CallContext &, const Value &)
{
    return Value::boolean(false);
}
Value HostObject::isSubclass(CallContext &, const Value &cls)
{
    return Value::boolean(cls.hostObject().get() == this);
}
Value HostObject::subclassed(CallContext &, const Value &)
{
    return Value::none();
}
Value HostObject::instantiate(CallContext &, const Value &, const CallArguments &)
{
    return {};
}
Value HostObject::inheritedAttribute(CallContext &, const Value &, const QString &)
{
    return {};
}

Value nativeFunction(const QString &name, NativeCall function, bool acceptsUnknown)
{
    return Value(static_cast<Object *>(
        new NativeFunctionObject(name, std::move(function), acceptsUnknown ? UnknownPolicy::Accept : UnknownPolicy::Propagate)));
}

Value nativeModule(const QString &name, const std::vector<std::pair<QString, Value>> &attributes)
{
    const Ref<Scope> scope(new Scope(Scope::Module));
    for (const auto &[key, value] : attributes)
        scope->names.set(key, value);
    return Value(static_cast<Object *>(new ModuleObject(name, scope)));
}

} // namespace retort::python
