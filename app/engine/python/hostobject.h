#pragma once

#include "python/ast.h"
#include "python/value.h"

#include <QString>

#include <functional>
#include <memory>

namespace retort::python {

class Machine;

/// What host code is given while a program calls it: where it is called from, how to fail and how to call back into the program.
/// Functions that return a Value may return a Failure: an exception or a stop is then pending, and the host returns it at once.
class CallContext
{
public:
    CallContext(Machine &machine, const SourceText &source, Span span) : m_machine(machine), m_source(source), m_span(span) {}

    [[nodiscard]] Machine &machine() const { return m_machine; }
    [[nodiscard]] const SourceText &source() const { return m_source; }
    /// The expression being evaluated: a call, an operator, an attribute.
    [[nodiscard]] Span span() const { return m_span; }
    [[nodiscard]] Location location() const;
    /// What is being evaluated in each caller, innermost first.
    [[nodiscard]] QList<Location> callers() const;

    /// Raises a built-in Python exception ("ValueError"); an unknown class name makes a new subclass of Exception of that name.
    [[nodiscard]] Value raise(const QString &typeName, const QString &message);
    /// Raises an exception instance or class.
    [[nodiscard]] Value raise(const Value &exception);
    /// Ends the run: what stands here is not understood.
    [[nodiscard]] Value notUnderstood(const QString &reason);
    /// Ends the run: it depends on what is not known.
    [[nodiscard]] Value notUnderstood(const Value &unknown);
    /// An Unknown whose origin is here.
    [[nodiscard]] Value unknown(const QString &reason) const;
    /// One that the program will know when it really runs.
    [[nodiscard]] Value deferred(const QString &reason) const;

    [[nodiscard]] Value call(const Value &function, const CallArguments &arguments = {});
    [[nodiscard]] Value attribute(const Value &object, const QString &name);
    [[nodiscard]] Value item(const Value &container, const Value &key);
    /// A List of everything the value yields.
    [[nodiscard]] Value iterate(const Value &iterable);
    /// A Bool, or the Unknown itself, or a Failure.
    [[nodiscard]] Value truth(const Value &value);
    /// str() and repr(): a Str, an Unknown or a Failure.
    [[nodiscard]] Value text(const Value &value);
    [[nodiscard]] Value representation(const Value &value);
    /// isinstance(value, cls): a Bool, an Unknown or a Failure.
    [[nodiscard]] Value isInstance(const Value &value, const Value &cls);
    /// An ordinary instance of an interpreted class, `__init__` called: what a host class's `instantiate` usually begins with.
    [[nodiscard]] Value makeInstance(const Value &cls, const CallArguments &arguments);
    /// The module, as `import name` gives it, or a Failure.
    [[nodiscard]] Value importModule(const QString &name);
    /// The module whose loading led here; the module that was run last when none is being loaded.
    [[nodiscard]] QString loadingModule() const;
    /// Whether the module that was run last has imported this one, itself or through what it imported; it does not count what modules
    /// that were run before have loaded. The module itself is loaded.
    [[nodiscard]] bool isLoaded(const QString &module) const;
    /// The program is only tried out, and will know this Unknown when it really runs; see Interpreter::tryOut().
    [[nodiscard]] bool isOpen(const Value &unknown) const;
    /// The value of an annotation's text (`__annotations__` holds texts) where it stands, in the body of `cls`; an Unknown when it has
    /// none.
    [[nodiscard]] Value annotation(const Value &cls, const QString &text);
    /// Binds a function found in a class to `self`, as attribute access on an instance does.
    [[nodiscard]] Value bind(const Value &function, const Value &self);

private:
    Machine &m_machine;
    const SourceText &m_source;
    Span m_span;
};

/// An object of the caller's that a program may use: `op`, `sa.Column`, a connection, a row. Override what it answers; what is not
/// overridden fails as it would for a Python object without that method. A returned Unset means "not supported / no such attribute".
/// No exception may leave an override.
class HostObject : public std::enable_shared_from_this<HostObject>
{
public:
    HostObject() = default;
    virtual ~HostObject();
    HostObject(const HostObject &) = delete;
    HostObject &operator=(const HostObject &) = delete;

    [[nodiscard]] virtual QString typeName() const = 0;

    virtual Value attribute(CallContext &context, const QString &name);
    /// None, or a Failure; Unset: AttributeError.
    virtual Value setAttribute(CallContext &context, const QString &name, const Value &value);
    virtual Value call(CallContext &context, const CallArguments &arguments);
    virtual Value item(CallContext &context, const Value &key);
    virtual Value setItem(CallContext &context, const Value &key, const Value &value);
    virtual Value removeItem(CallContext &context, const Value &key);
    /// `self op other`, or `other op self` when reflected.
    virtual Value binary(CallContext &context, BinaryOperator op, const Value &other, bool reflected);
    /// Invert, UAdd, USub.
    virtual Value unary(CallContext &context, UnaryOperator op);
    /// `self op other`, for Eq, NotEq, Lt, LtE, Gt, GtE; Eq and NotEq fall back to `equals`.
    virtual Value compare(CallContext &context, ComparisonOperator op, const Value &other);
    virtual Value length(CallContext &context);
    /// A List, Tuple or other iterable value.
    virtual Value iterate(CallContext &context);
    virtual Value contains(CallContext &context, const Value &item);
    /// A Str; str() uses repr() unless `text` is overridden.
    virtual Value representation(CallContext &context);
    virtual Value text(CallContext &context);
    /// A Bool or an Unknown; Unset: by `length`, else True.
    virtual Value truth(CallContext &context);
    /// For keys of a dict and members of a set; identity by default.
    [[nodiscard]] virtual bool equals(const HostObject &other) const { return this == &other; }
    [[nodiscard]] virtual size_t hash() const;

    /// The `with` statement: the value bound by `as`; Unset: not a context manager.
    virtual Value enter(CallContext &context);
    /// `exception` is None or the exception instance; a true result swallows it.
    virtual Value exit(CallContext &context, const Value &exception);

    /// Whether it stands for a class: it can be a base class and the second argument of isinstance.
    [[nodiscard]] virtual bool isClass() const { return false; }
    /// isinstance(value, self), for values that are no instances of interpreted classes: a Bool or an Unknown.
    virtual Value isInstance(CallContext &context, const Value &value);
    /// issubclass(cls, self), for other host classes.
    virtual Value isSubclass(CallContext &context, const Value &cls);
    /// An interpreted class with this base was made; None keeps it, another value replaces it.
    virtual Value subclassed(CallContext &context, const Value &cls);
    /// An interpreted class with this base is called. Unset: an ordinary instance with the class's own `__init__`.
    virtual Value instantiate(CallContext &context, const Value &cls, const CallArguments &arguments);
    /// An attribute that an interpreted class or one of its instances (`self`) inherits from this base. Unset: an Unknown is given,
    /// for the real base may well have it.
    virtual Value inheritedAttribute(CallContext &context, const Value &self, const QString &name);

    /// Whether using it changes or asks something outside the program (op, a connection): handing it to code that is not known
    /// then ends the run instead of travelling on silently.
    [[nodiscard]] virtual bool hasEffects() const { return false; }
};

using NativeCall = std::function<Value(CallContext &, const CallArguments &)>;

/// A callable from a C++ function. One that is not `acceptsUnknown` is not called with an Unknown among its direct arguments: the
/// Unknown is its result.
[[nodiscard]] Value nativeFunction(const QString &name, NativeCall function, bool acceptsUnknown = true);

/// A module-like value with these attributes.
[[nodiscard]] Value nativeModule(const QString &name, const std::vector<std::pair<QString, Value>> &attributes);

} // namespace retort::python
