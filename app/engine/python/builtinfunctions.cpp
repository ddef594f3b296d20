#include "python/builtins.h"
#include "python/textformat.h"

#include <cmath>

namespace retort::python {

using namespace Qt::StringLiterals;

namespace {

Value roundNumber(const NativeArguments &args)
{
    const Value number = args.need(0, "number").plain();
    const Value digitsValue = args.get(1, "ndigits");
    const bool whole = digitsValue.isUnset() || digitsValue.isNone();
    const qint64 digits = whole ? 0 : args.machine.index(digitsValue);
    if (number.isInt() || number.isBool()) {
        if (digits >= 0)
            return Value::integer(number.toBigInt());
        return args.machine.unknownHere(u"rounding an integer to tens is not supported"_s);
    }
    if (!number.isFloat()) {
        const Value own = args.machine.callSpecial(number, "__round__"_L1, whole ? Values{} : Values{digitsValue});
        if (!own.isUnset())
            return own;
        args.machine.raise("TypeError"_L1, u"type "_s + number.typeName() + u" doesn't define __round__ method"_s);
    }
    const double value = number.toDouble();
    if (whole) {
        if (!std::isfinite(value))
            args.machine.raise(std::isnan(value) ? "ValueError"_L1 : "OverflowError"_L1, u"cannot convert float to integer"_s);
        return args.machine.bigInteger(BigInt::fromDouble(std::nearbyint(value)));
    }
    if (!std::isfinite(value) || digits > 300)
        return number;
    if (digits < 0)
        return args.machine.unknownHere(u"rounding a float to tens is not supported"_s);
    // As CPython: the correctly rounded decimal text, read back.
    const double magnitude = realDigits(std::fabs(value), 'f', int(digits)).toDouble();
    return Value::real(std::copysign(magnitude, value));
}

Value extreme(const NativeArguments &args, bool largest)
{
    const Value key = args.all.keyword("key"_L1);
    const Value fallback = args.all.keyword("default"_L1);
    const Values values = args.count() == 1 ? args.machine.items(args.get(0)) : args.all.positional;
    Value best;
    Value bestKey;
    for (const auto &value : values) {
        const Value own = key.isUnset() || key.isNone() ? value : args.machine.call(key, {value});
        if (own.isUnknown())
            return own;
        if (best.isUnset()) {
            best = value;
            bestKey = own;
            continue;
        }
        const Value better = largest ? args.machine.lessThan(bestKey, own) : args.machine.lessThan(own, bestKey);
        if (better.isUnknown())
            return better;
        if (args.machine.isTrue(better)) {
            best = value;
            bestKey = own;
        }
    }
    if (!best.isUnset())
        return best;
    if (fallback.isUnset())
        args.machine.raise("ValueError"_L1, largest ? u"max() iterable argument is empty"_s : u"min() iterable argument is empty"_s);
    return fallback;
}

Value sumOf(const NativeArguments &args)
{
    Value total = args.get(1, "start");
    if (total.isUnset())
        total = Value::integer(0);
    args.machine.each(args.need(0), [&](const Value &value) {
        total = args.machine.binary(BinaryOperator::Add, total, value);
        return true;
    });
    return total;
}

template <bool wanted>
Value anyOf(const NativeArguments &args)
{
    Value unknown;
    bool found = false;
    args.machine.each(args.need(0), [&](const Value &value) {
        const Value test = args.machine.truth(value);
        if (test.isUnknown())
            unknown = test;
        else
            found = test.isTrue() == wanted;
        return !found;
    });
    return found ? Value::boolean(wanted) : unknown.isUnset() ? Value::boolean(!wanted) : unknown;
}

Value enumerated(const NativeArguments &args)
{
    const Value source = args.machine.iterator(args.need(0, "iterable"));
    qint64 at = args.integer(1, 0, "start");
    return makeIterator(
        args.machine,
        [source, at](Machine &machine) mutable {
            const Value value = machine.advance(source);
            return value.isUnset() ? value : machine.tuple({Value::integer(at++), value});
        },
        u"enumerate"_s);
}

Value zipped(const NativeArguments &args)
{
    Values sources;
    for (const auto &value : args.all.positional)
        sources.push_back(args.machine.iterator(value));
    const Value strictValue = args.all.keyword("strict"_L1);
    const bool strict = !strictValue.isUnset() && args.machine.isTrue(strictValue);
    return makeIterator(
        args.machine,
        [sources, strict](Machine &machine) -> Value {
            Values row;
            for (size_t i = 0; i < sources.size(); ++i) {
                row.push_back(machine.advance(sources[i]));
                if (!row.back().isUnset())
                    continue;
                if (strict && i > 0)
                    machine.raise("ValueError"_L1, u"zip() argument %1 is shorter than argument %2"_s.arg(i + 1).arg(i));
                for (size_t rest = 1; strict && rest < sources.size(); ++rest) {
                    if (!machine.advance(sources[rest]).isUnset())
                        machine.raise("ValueError"_L1, u"zip() argument %1 is longer than argument 1"_s.arg(rest + 1));
                }
                return {};
            }
            return row.empty() ? Value() : machine.tuple(std::move(row));
        },
        u"zip"_s);
}

Value mapped(const NativeArguments &args)
{
    const Value function = args.need(0);
    Values sources;
    for (size_t i = 1; i < args.all.positional.size(); ++i)
        sources.push_back(args.machine.iterator(args.all.positional[i]));
    return makeIterator(
        args.machine,
        [function, sources](Machine &machine) -> Value {
            Values row;
            for (const auto &source : sources) {
                row.push_back(machine.advance(source));
                if (row.back().isUnset())
                    return {};
            }
            return machine.call(function, std::move(row));
        },
        u"map"_s);
}

Value filtered(const NativeArguments &args)
{
    const Value function = args.need(0);
    const Value source = args.machine.iterator(args.need(1));
    return makeIterator(
        args.machine,
        [function, source](Machine &machine) -> Value {
            for (;;) {
                const Value value = machine.advance(source);
                if (value.isUnset() || machine.isTrue(function.isNone() ? value : machine.call(function, {value})))
                    return value;
            }
        },
        u"filter"_s);
}

Value reversedOf(const NativeArguments &args)
{
    const Value source = args.need(0);
    if (source.kind() == Kind::Iterator || source.isSet())
        args.machine.raise("TypeError"_L1, u"'"_s + source.typeName() + u"' object is not reversible"_s);
    const Value own = args.machine.callSpecial(source, "__reversed__"_L1);
    if (!own.isUnset())
        return own;
    const Values values = args.machine.items(source);
    size_t left = values.size();
    return makeIterator(
        args.machine, [values, left](Machine &) mutable { return left ? values[--left] : Value(); }, u"reversed"_s);
}

Value attributeOf(const NativeArguments &args)
{
    const Value object = args.need(0);
    if (args.need(1).isUnknown())
        return args.need(1);
    const QString name = args.text(1);
    const Value fallback = args.get(2);
    if (fallback.isUnset())
        return args.machine.attribute(object, name);
    try {
        const Value found = args.machine.findAttribute(object, name);
        if (!found.isUnset())
            return found;
    } catch (const RaiseSignal &signal) {
        if (signal.exception.typeName() != "AttributeError"_L1)
            throw;
    }
    return fallback;
}

Value hasAttribute(const NativeArguments &args)
{
    const Value object = args.need(0);
    if (object.isUnknown())
        return object;
    try {
        const Value found = args.machine.findAttribute(object, args.text(1));
        return found.isUnknown() ? found : Value::boolean(!found.isUnset());
    } catch (const RaiseSignal &signal) {
        if (signal.exception.typeName() != "AttributeError"_L1)
            throw;
    }
    return Value::boolean(false);
}

Value printLine(const NativeArguments &args)
{
    const Value separator = args.all.keyword("sep"_L1);
    const Value file = args.all.keyword("file"_L1);
    QString line;
    for (size_t i = 0; i < args.all.positional.size(); ++i) {
        if (i)
            line += separator.isString() ? separator.text() : u" "_s;
        const Value part = args.machine.text(args.all.positional[i]);
        line += part.isString() ? part.text() : u"<"_s + part.unknownReason() + u">"_s;
    }
    args.machine.charge(line.size() * 4);
    if (file.isUnset() || file.isNone())
        args.machine.print(line);
    return Value::none();
}

Value nextOf(const NativeArguments &args)
{
    const Value source = args.need(0);
    const Value fallback = args.get(1);
    if (source.isUnknown())
        return source;
    if (source.isInstance()) {
        try {
            return args.machine.call(args.machine.attribute(source, u"__next__"_s));
        } catch (const RaiseSignal &signal) {
            if (fallback.isUnset() || signal.exception.typeName() != "StopIteration"_L1)
                throw;
            return fallback;
        }
    }
    const Value value = args.machine.advance(source);
    if (!value.isUnset())
        return value;
    if (fallback.isUnset())
        args.machine.raise("StopIteration"_L1, Values{});
    return fallback;
}

Value iteratorOf(const NativeArguments &args)
{
    if (args.count() < 2)
        return args.machine.iterator(args.need(0));
    const Value function = args.get(0);
    const Value sentinel = args.get(1);
    return makeIterator(
        args.machine,
        [function, sentinel](Machine &machine) {
            const Value value = machine.call(function);
            return machine.isTrue(machine.equal(value, sentinel)) ? Value() : value;
        },
        u"callable_iterator"_s);
}

Value powerOf(const NativeArguments &args)
{
    const Value modulus = args.get(2, "mod");
    if (modulus.isUnset() || modulus.isNone())
        return args.machine.binary(BinaryOperator::Pow, args.need(0, "base"), args.need(1, "exp"));
    qint64 exponent = args.machine.index(args.need(1, "exp"));
    if (exponent < 0)
        return args.machine.unknownHere(u"pow() with a negative exponent and a modulus"_s);
    Value base = args.machine.binary(BinaryOperator::Mod, args.need(0, "base"), modulus);
    Value result = args.machine.binary(BinaryOperator::Mod, Value::integer(1), modulus);
    for (; exponent > 0; exponent >>= 1) {
        if (exponent & 1)
            result = args.machine.binary(BinaryOperator::Mod, args.machine.binary(BinaryOperator::Mult, result, base), modulus);
        base = args.machine.binary(BinaryOperator::Mod, args.machine.binary(BinaryOperator::Mult, base, base), modulus);
    }
    return result;
}

template <int base>
Value inBase(const NativeArguments &args)
{
    const Value value = args.need(0).plain();
    if (!value.isInt() && !value.isBool())
        args.machine.raise("TypeError"_L1, u"'"_s + value.typeName() + u"' object cannot be interpreted as an integer"_s);
    const BigInt number = value.toBigInt();
    const QString prefix = base == 16 ? u"0x"_s : base == 8 ? u"0o"_s : u"0b"_s;
    return args.machine.string((number.isNegative() ? u"-"_s : QString()) + prefix
                               + (number.isNegative() ? number.negated() : number).text(base));
}

Value absolute(const NativeArguments &args)
{
    const Value value = args.need(0).plain();
    if (value.isFloat())
        return Value::real(std::fabs(value.toDouble()));
    if (value.isInt() || value.isBool())
        return Value::integer(value.toBigInt().isNegative() ? value.toBigInt().negated() : value.toBigInt());
    const Value own = args.machine.callSpecial(value, "__abs__"_L1);
    if (own.isUnset())
        args.machine.raise("TypeError"_L1, u"bad operand type for abs(): '"_s + value.typeName() + u"'"_s);
    return own;
}

Value variables(const NativeArguments &args)
{
    if (args.count())
        return args.machine.attribute(args.get(0), u"__dict__"_s);
    const Scope &scope = *args.machine.frame()->scope;
    auto *dict = args.machine.makeDict();
    const Value result(static_cast<Object *>(dict));
    if (scope.type == Scope::Function) {
        for (size_t i = 0; i < scope.cells.size(); ++i) {
            if (!scope.cells[i].isUnset())
                dict->table.set(*scope.code->names[i], scope.cells[i]);
        }
        return result;
    }
    for (const auto &entry : scope.names.entries()) {
        if (entry.key.isString())
            dict->table.set(entry.key, entry.value);
    }
    return result;
}

/// What globals() gives: the names of a module themselves, to read and to set.
class NamespaceObject final : public HostObject
{
public:
    explicit NamespaceObject(Ref<Scope> scope) : m_scope(std::move(scope)) {}
    [[nodiscard]] QString typeName() const override { return u"dict"_s; }
    Value item(CallContext &context, const Value &key) override
    {
        const Value value = m_scope->names.get(key.text());
        return key.isUnknown() ? key : value.isUnset() ? context.raise(u"KeyError"_s, key.text()) : value;
    }
    Value setItem(CallContext &, const Value &key, const Value &value) override
    {
        m_scope->names.set(key.text(), value);
        return Value::none();
    }
    Value contains(CallContext &, const Value &key) override
    {
        return key.isUnknown() ? key : Value::boolean(!m_scope->names.get(key.text()).isUnset());
    }
    Value attribute(CallContext &context, const QString &name) override
    {
        if (name != "get"_L1)
            return context.notUnderstood(u"globals()."_s + name + u" is not supported"_s);
        const Ref<Scope> scope = m_scope;
        return nativeFunction(
            name,
            [scope](CallContext &, const CallArguments &arguments) {
                const Value value = scope->names.get(arguments.get(0, "key"_L1).text());
                const Value fallback = arguments.get(1, "default"_L1);
                return !value.isUnset() ? value : fallback.isUnset() ? Value::none() : fallback;
            },
            false);
    }

private:
    const Ref<Scope> m_scope;
};

Value globalVariables(const NativeArguments &args)
{
    return Value::host(std::make_shared<NamespaceObject>(args.machine.frame()->module->scope));
}

Value isCallable(const NativeArguments &args)
{
    const Value value = args.need(0);
    switch (value.kind()) {
    case Kind::Function:
    case Kind::NativeFunction:
    case Kind::BoundMethod:
    case Kind::Class: return Value::boolean(true);
    case Kind::Instance: return Value::boolean(!as<InstanceObject>(value).cls->lookup(u"__call__"_s).isUnset());
    case Kind::Host: return args.machine.unknownHere(u"callable() of '"_s + value.typeName() + u"'"_s);
    default: return Value::boolean(false);
    }
}

} // namespace

void Machine::addFunctions()
{
    const auto add = [this](const QString &name, NativeBody body, UnknownPolicy policy = UnknownPolicy::Propagate) {
        m_builtins.set(name, Value(static_cast<Object *>(new NativeFunctionObject(name, asFunction(body), policy))));
    };
    const auto accept = UnknownPolicy::Accept;
    add(u"len"_s, [](const NativeArguments &args) { return args.machine.length(args.need(0)); });
    add(u"abs"_s, absolute);
    add(u"round"_s, roundNumber);
    add(u"divmod"_s, [](const NativeArguments &args) {
        const Value quotient = args.machine.binary(BinaryOperator::FloorDiv, args.need(0), args.need(1));
        return args.machine.tuple({quotient, args.machine.binary(BinaryOperator::Mod, args.need(0), args.need(1))});
    });
    add(u"pow"_s, powerOf);
    add(u"min"_s, [](const NativeArguments &args) { return extreme(args, false); });
    add(u"max"_s, [](const NativeArguments &args) { return extreme(args, true); });
    add(u"sum"_s, sumOf);
    add(u"any"_s, anyOf<true>);
    add(u"all"_s, anyOf<false>);
    add(u"sorted"_s, [](const NativeArguments &args) {
        Values values = args.machine.items(args.need(0));
        sortValues(args.machine, values, args.all.keyword("key"_L1), args.all.keyword("reverse"_L1));
        return args.machine.list(std::move(values));
    });
    add(u"reversed"_s, reversedOf);
    add(u"enumerate"_s, enumerated);
    add(u"zip"_s, zipped, accept);
    add(u"map"_s, mapped, accept);
    add(u"filter"_s, filtered, accept);
    add(u"iter"_s, iteratorOf, accept);
    add(u"next"_s, nextOf, accept);
    add(u"aiter"_s, iteratorOf, accept);
    add(u"isinstance"_s, [](const NativeArguments &args) { return args.machine.isInstance(args.need(0), args.need(1)); });
    add(u"issubclass"_s, [](const NativeArguments &args) { return args.machine.isSubclass(args.need(0), args.need(1)); });
    add(u"getattr"_s, attributeOf, accept);
    add(u"hasattr"_s, hasAttribute);
    add(
        u"setattr"_s,
        [](const NativeArguments &args) {
            if (args.need(1).isUnknown())
                args.machine.stopUnknown(args.need(1), u"which attribute is set is not known"_s);
            args.machine.setAttribute(args.need(0), args.text(1), args.need(2));
            return Value::none();
        },
        accept);
    add(
        u"delattr"_s,
        [](const NativeArguments &args) {
            args.machine.removeAttribute(args.need(0), args.text(1));
            return Value::none();
        },
        UnknownPolicy::Stop);
    add(u"callable"_s, isCallable);
    add(u"repr"_s, [](const NativeArguments &args) { return args.machine.representation(args.need(0)); });
    add(u"ascii"_s, [](const NativeArguments &args) { return args.machine.unknownHere(u"ascii() is not supported"_s); });
    add(u"format"_s,
        [](const NativeArguments &args) { return args.machine.format(args.need(0), args.count() > 1 ? args.text(1) : QString()); });
    add(u"print"_s, printLine, accept);
    add(u"chr"_s, [](const NativeArguments &args) {
        const qint64 code = args.machine.index(args.need(0));
        if (code < 0 || code > 0x10ffff)
            args.machine.raise("ValueError"_L1, u"chr() arg not in range(0x110000)"_s);
        const char32_t unit = char32_t(code);
        return args.machine.string(QString::fromUcs4(&unit, 1));
    });
    add(u"ord"_s, [](const NativeArguments &args) {
        const Value value = args.need(0).plain();
        if (value.isBytes() && value.byteArray().size() == 1)
            return Value::integer(quint8(value.byteArray()[0]));
        const auto units = value.text().toUcs4();
        if (units.size() != 1)
            args.machine.raise("TypeError"_L1, u"ord() expected a character, but string of length %1 found"_s.arg(units.size()));
        return Value::integer(units[0]);
    });
    add(u"hex"_s, inBase<16>);
    add(u"oct"_s, inBase<8>);
    add(u"bin"_s, inBase<2>);
    add(u"vars"_s, variables);
    add(u"locals"_s, variables);
    add(u"globals"_s, globalVariables);
    add(u"hash"_s, [](const NativeArguments &args) {
        const Value value = args.need(0);
        args.machine.hash(value); // it may not be hashable at all
        if (const auto number = value.toInt64(); number && *number > -(qint64(1) << 60) && *number < (qint64(1) << 60))
            return Value::integer(*number == -1 ? -2 : *number);
        return args.machine.unknownHere(u"hash() is not known"_s);
    });
    add(
        u"id"_s, [](const NativeArguments &args) { return args.machine.unknownHere(u"id() is not known"_s); }, accept);
    add(
        u"dir"_s, [](const NativeArguments &args) { return args.machine.unknownHere(u"dir() is not supported"_s); }, accept);
    add(
        u"complex"_s, [](const NativeArguments &args) { return args.machine.unknownHere(u"complex numbers are not supported"_s); }, accept);
    add(
        u"bytearray"_s, [](const NativeArguments &args) { return args.machine.unknownHere(u"bytearray is not supported"_s); }, accept);
    add(
        u"memoryview"_s, [](const NativeArguments &args) { return args.machine.unknownHere(u"memoryview is not supported"_s); }, accept);
    add(
        u"anext"_s, [](const NativeArguments &args) { return args.machine.unknownHere(u"anext() is not supported"_s); }, accept);
    for (const auto *name : {"open", "exec", "eval", "compile", "input", "breakpoint", "exit", "quit"}) {
        const QString text = QString::fromLatin1(name);
        m_builtins.set(text, nativeFunction(text, [text](CallContext &at, const CallArguments &) {
                           return at.notUnderstood(text + u"() is not available: programs run without files and without other programs"_s);
                       }));
    }
    m_builtins.set(u"__import__"_s, nativeFunction(u"__import__"_s, [](CallContext &at, const CallArguments &) {
                       return at.notUnderstood(u"__import__() is not supported"_s);
                   }));
}

} // namespace retort::python
