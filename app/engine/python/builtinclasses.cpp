#include "python/builtins.h"
#include "python/machinegenerators.h"

#include <cmath>

namespace retort::python {

using namespace Qt::StringLiterals;

ClassObject *Machine::addClass(const QString &name, const std::vector<ClassObject *> &bases, Kind payload, NativeCall construct)
{
    auto *cls = make<ClassObject>(name);
    const Value value(static_cast<Object *>(cls));
    m_keptClasses.push_back(value);
    for (auto *base : bases)
        cls->bases.emplace_back(static_cast<Object *>(base));
    if (cls->bases.empty() && m_object)
        cls->bases.emplace_back(static_cast<Object *>(m_object));
    cls->order = linearize(cls->bases);
    cls->qualifiedName = name;
    cls->module = u"builtins"_s;
    cls->isBuiltin = true;
    cls->payload = payload;
    cls->construct = std::move(construct);
    for (const auto &base : cls->order) {
        cls->isException = cls->isException || as<ClassObject>(base).isException;
        cls->isEnum = cls->isEnum || as<ClassObject>(base).isEnum;
    }
    m_builtins.set(name, value);
    return cls;
}

void Machine::addMethod(ClassObject &cls, const QString &name, NativeCall function, UnknownPolicy policy)
{
    cls.attributes.set(name, Value(static_cast<Object *>(new NativeFunctionObject(name, std::move(function), policy))));
}

namespace {

Value constructText(const NativeArguments &args)
{
    if (args.count() == 0)
        return args.machine.string({});
    const Value value = args.get(0);
    if (value.isBytes() && args.all.count() > 2)
        return args.machine.call(args.machine.attribute(value, u"decode"_s), {args.need(1, "encoding")});
    return args.machine.text(value);
}

Value parseInteger(Machine &machine, const Value &value, const Value &baseValue)
{
    QString digits = value.isBytes() ? QString::fromLatin1(value.byteArray()) : value.text();
    const QString original = digits;
    int base = baseValue.isUnset() ? 10 : int(machine.index(baseValue));
    digits = digits.trimmed();
    bool negative = digits.startsWith(u'-');
    if (negative || digits.startsWith(u'+'))
        digits.remove(0, 1);
    const auto prefix = digits.left(2).toLower();
    const int prefixBase = prefix == "0x"_L1 ? 16 : prefix == "0o"_L1 ? 8 : prefix == "0b"_L1 ? 2 : 0;
    if (prefixBase && (base == 0 || base == prefixBase))
        digits.remove(0, 2);
    base = base == 0 ? (prefixBase ? prefixBase : 10) : base;
    QString plain;
    bool valid =
        !digits.startsWith(u'_') && !digits.endsWith(u'_') && !digits.contains("__"_L1) && base >= 2 && base <= 36 && digits.size() <= 4300;
    for (const QChar c : std::as_const(digits)) {
        if (c != u'_')
            plain += c.isDigit() ? QChar(char16_t(u'0' + c.digitValue())) : c;
    }
    machine.step(plain.size() * plain.size() / 1000);
    const auto number = valid ? BigInt::parse(plain, base) : std::nullopt;
    if (!number || plain.startsWith(u'-') || plain.startsWith(u'+'))
        machine.raise("ValueError"_L1,
                      u"invalid literal for int() with base %1: "_s.arg(baseValue.isUnset() ? 10 : machine.index(baseValue))
                          + machine.representation(machine.string(original)).text());
    return machine.bigInteger(negative ? number->negated() : *number);
}

Value constructInteger(const NativeArguments &args)
{
    if (args.count() == 0)
        return Value::integer(0);
    const Value value = args.get(0).plain();
    if (value.isString() || value.isBytes())
        return parseInteger(args.machine, value, args.get(1, "base"));
    if (value.isFloat()) {
        if (std::isnan(value.toDouble()))
            args.machine.raise("ValueError"_L1, u"cannot convert float NaN to integer"_s);
        if (std::isinf(value.toDouble()))
            args.machine.raise("OverflowError"_L1, u"cannot convert float infinity to integer"_s);
        return args.machine.bigInteger(BigInt::fromDouble(value.toDouble()));
    }
    if (value.isInt() || value.isBool())
        return Value::integer(value.toBigInt());
    for (const auto name : {"__int__"_L1, "__index__"_L1, "__trunc__"_L1}) {
        const Value own = args.machine.callSpecial(value, name);
        if (!own.isUnset())
            return own;
    }
    if (value.isHost())
        return args.machine.unknownHere(u"int() of '"_s + value.typeName() + u"'"_s);
    args.machine.raise("TypeError"_L1,
                       u"int() argument must be a string, a bytes-like object or a real number, not '"_s + value.typeName() + u"'"_s);
}

Value constructReal(const NativeArguments &args)
{
    if (args.count() == 0)
        return Value::real(0);
    const Value value = args.get(0).plain();
    if (value.isInt() || value.isBool() || value.isFloat())
        return Value::real(value.toDouble());
    if (value.isString()) {
        QString digits = value.text().trimmed().toLower();
        const QString unsignedText = digits.startsWith(u'-') || digits.startsWith(u'+') ? digits.mid(1) : digits;
        const double sign = digits.startsWith(u'-') ? -1 : 1;
        if (unsignedText == "inf"_L1 || unsignedText == "infinity"_L1)
            return Value::real(sign * std::numeric_limits<double>::infinity());
        if (unsignedText == "nan"_L1)
            return Value::real(std::numeric_limits<double>::quiet_NaN());
        bool ok = !unsignedText.isEmpty() && (unsignedText[0].isDigit() || unsignedText[0] == u'.');
        if (!digits.contains("__"_L1) && !digits.startsWith(u'_') && !digits.endsWith(u'_'))
            digits.remove(u'_');
        const double number = ok ? QByteArray(digits.toLatin1()).toDouble(&ok) : 0;
        if (!ok && !std::isinf(number))
            args.machine.raise("ValueError"_L1, u"could not convert string to float: "_s + args.machine.representation(value).text());
        return Value::real(number);
    }
    const Value own = args.machine.callSpecial(value, "__float__"_L1);
    if (!own.isUnset())
        return own;
    if (value.isHost())
        return args.machine.unknownHere(u"float() of '"_s + value.typeName() + u"'"_s);
    args.machine.raise("TypeError"_L1, u"float() argument must be a string or a real number, not '"_s + value.typeName() + u"'"_s);
}

Value constructBytes(const NativeArguments &args)
{
    const Value value = args.count() ? args.get(0).plain() : Value::bytes({});
    if (value.isBytes())
        return value;
    if (value.isString())
        return args.machine.call(args.machine.attribute(value, u"encode"_s), {args.need(1, "encoding")});
    if (const auto size = value.toInt64()) {
        if (*size > 1 << 28)
            args.machine.exhausted(u"memory"_s);
        return args.machine.bytes(QByteArray(qsizetype(std::max<qint64>(*size, 0)), '\0'));
    }
    QByteArray result;
    for (const auto &item : args.machine.items(value))
        result += char(args.machine.index(item));
    return args.machine.bytes(result);
}

Value constructDict(const NativeArguments &args)
{
    auto *dict = args.machine.makeDict();
    const Value result(static_cast<Object *>(dict));
    if (args.count()) {
        const Value source = args.get(0).plain();
        if (source.isDict()) {
            for (const auto &[key, value] : source.entries())
                args.machine.setEntry(*dict, key, value);
        } else if (const Value keys = source.isInstance() || source.isHost() ? args.machine.findAttribute(source, u"keys"_s) : Value();
                   !keys.isUnset()) {
            for (const auto &key : args.machine.items(args.machine.call(keys)))
                args.machine.setEntry(*dict, key, args.machine.item(source, key));
        } else {
            for (const auto &pair : args.machine.items(source)) {
                const Values parts = args.machine.items(pair);
                if (parts.size() != 2)
                    args.machine.raise("ValueError"_L1,
                                       u"dictionary update sequence element has length %1; 2 is required"_s.arg(parts.size()));
                args.machine.setEntry(*dict, parts[0], parts[1]);
            }
        }
    }
    for (const auto &[key, value] : args.all.keywords)
        args.machine.setEntry(*dict, args.machine.string(key), value);
    return result;
}

Value constructRange(const NativeArguments &args)
{
    args.atMost(3);
    const qint64 first = args.machine.index(args.need(0));
    const bool single = args.count() < 2;
    const qint64 step = args.integer(2, 1);
    if (step == 0)
        args.machine.raise("ValueError"_L1, u"range() arg 3 must not be zero"_s);
    return Value(static_cast<Object *>(new RangeObject(single ? 0 : first, single ? first : args.machine.index(args.get(1)), step)));
}

Value constructProperty(const NativeArguments &args)
{
    auto *descriptor = new DescriptorObject(DescriptorObject::Property);
    const Value result(static_cast<Object *>(descriptor));
    descriptor->getter = args.get(0, "fget");
    descriptor->setter = args.get(1, "fset");
    descriptor->deleter = args.get(2, "fdel");
    return result;
}

template <DescriptorObject::Type type>
Value constructDescriptor(const NativeArguments &args)
{
    auto *descriptor = new DescriptorObject(type);
    const Value result(static_cast<Object *>(descriptor));
    descriptor->getter = args.need(0);
    descriptor->setter = args.get(1);
    return result;
}

Value constructType(const NativeArguments &args)
{
    if (args.count() == 1) {
        const Value value = args.get(0);
        if (value.isUnknown())
            return value;
        if (value.isClass() && !as<ClassObject>(value).foreignBase().isUnset())
            return args.machine.unknownHere(u"the metaclass of '"_s + value.name() + u"' is not known"_s);
        if (value.isHost())
            return args.machine.unknownHere(u"type() of '"_s + value.typeName() + u"'"_s);
        return Value(static_cast<Object *>(&args.machine.typeOf(value)));
    }
    Dictionary attributes;
    for (const auto &[key, value] : args.need(2).entries())
        attributes.set(key.text(), value);
    CallArguments keywords;
    keywords.keywords = args.all.keywords;
    return args.machine.makeClass(args.text(0), args.need(1).items(), attributes, keywords, {});
}

template <Kind kind>
Value constructSet(const NativeArguments &args)
{
    return args.machine.set(args.count() ? args.machine.items(args.get(0)) : Values(), kind);
}

} // namespace

void Machine::addBuiltinClasses()
{
    m_object = nullptr;
    m_object = addClass(u"object"_s, {}, Kind::Unset, nullptr);
    m_type = addClass(u"type"_s, {}, Kind::Unset, asFunction(constructType, 1));
    const auto add = [this](Kind kind, const QString &name, NativeBody construct) {
        m_types[size_t(kind)] = addClass(name, {}, kind, construct ? asFunction(construct, 1) : NativeCall());
        return m_types[size_t(kind)];
    };
    ClassObject *integer = add(Kind::Int, u"int"_s, constructInteger);
    m_types[size_t(Kind::Bool)] = addClass(
        u"bool"_s, {integer}, Kind::Bool,
        asFunction([](const NativeArguments &args) { return args.count() ? args.machine.truth(args.get(0)) : Value::boolean(false); }, 1));
    add(Kind::Float, u"float"_s, constructReal);
    add(Kind::Str, u"str"_s, constructText);
    add(Kind::Bytes, u"bytes"_s, constructBytes);
    add(Kind::List, u"list"_s,
        [](const NativeArguments &args) { return args.machine.list(args.count() ? args.machine.items(args.get(0)) : Values()); });
    add(Kind::Tuple, u"tuple"_s,
        [](const NativeArguments &args) { return args.machine.tuple(args.count() ? args.machine.items(args.get(0)) : Values()); });
    add(Kind::Dict, u"dict"_s, constructDict);
    add(Kind::Set, u"set"_s, constructSet<Kind::Set>);
    add(Kind::FrozenSet, u"frozenset"_s, constructSet<Kind::FrozenSet>);
    add(Kind::Range, u"range"_s, constructRange);
    add(Kind::Slice, u"slice"_s, [](const NativeArguments &args) {
        const bool single = args.count() == 1;
        const Value none = Value::none();
        return Value(static_cast<Object *>(
            new SliceObject(single ? none : args.need(0), single ? args.get(0) : args.need(1), args.count() > 2 ? args.get(2) : none)));
    });
    ClassObject *property = addClass(u"property"_s, {}, Kind::Unset, asFunction(constructProperty, 1));
    m_types[size_t(Kind::Descriptor)] = property;
    addClass(u"classmethod"_s, {}, Kind::Unset, asFunction(constructDescriptor<DescriptorObject::ClassMethod>, 1));
    addClass(u"staticmethod"_s, {}, Kind::Unset, asFunction(constructDescriptor<DescriptorObject::StaticMethod>, 1));
    addClass(u"super"_s, {}, Kind::Unset, asFunction(constructDescriptor<DescriptorObject::Super>, 1));
    const auto hidden = [this](Kind kind, const QString &name) {
        m_types[size_t(kind)] = addClass(name, {}, Kind::Unset, nullptr);
        m_builtins.remove(name);
    };
    hidden(Kind::None, u"NoneType"_s);
    hidden(Kind::Ellipsis, u"ellipsis"_s);
    hidden(Kind::NotImplemented, u"NotImplementedType"_s);
    hidden(Kind::Function, u"function"_s);
    hidden(Kind::NativeFunction, u"builtin_function_or_method"_s);
    hidden(Kind::BoundMethod, u"method"_s);
    hidden(Kind::Module, u"module"_s);
    hidden(Kind::Iterator, u"generator"_s);
    m_types[size_t(Kind::Class)] = m_type;
    m_builtins.set(u"NotImplemented"_s, Value::notImplemented());
    m_builtins.set(u"Ellipsis"_s, Value::ellipsis());
    m_builtins.set(u"__debug__"_s, Value::boolean(true));

    m_enum = addClass(u"Enum"_s, {}, Kind::Unset, nullptr);
    m_enum->isEnum = true;
    m_builtins.remove(u"Enum"_s);
}

void Machine::addExceptions()
{
    const auto add = [this](const QString &name, const QString &base) {
        ClassObject *cls = addClass(
            name, base.isEmpty() ? std::vector<ClassObject *>{} : std::vector<ClassObject *>{&as<ClassObject>(m_builtins.get(base))},
            Kind::Unset, nullptr);
        cls->isException = true;
        return cls;
    };
    m_baseException = add(u"BaseException"_s, {});
    addMethod(*m_baseException, u"__init__"_s, asMethod([](const NativeArguments &args) {
        if (args.receiver().isInstance()) {
            const Values rest(args.all.positional.begin() + 1, args.all.positional.end());
            as<InstanceObject>(args.receiver()).attributes.set(u"args"_s, args.machine.tuple(rest));
        }
        return Value::none();
    }),
              UnknownPolicy::Accept);
    addMethod(*m_baseException, u"with_traceback"_s, asMethod([](const NativeArguments &args) { return args.receiver(); }),
              UnknownPolicy::Accept);
    static constexpr const char *hierarchy[][2] = {{"Exception", "BaseException"},
                                                   {"SystemExit", "BaseException"},
                                                   {"KeyboardInterrupt", "BaseException"},
                                                   {"GeneratorExit", "BaseException"},
                                                   {"ArithmeticError", "Exception"},
                                                   {"ZeroDivisionError", "ArithmeticError"},
                                                   {"OverflowError", "ArithmeticError"},
                                                   {"FloatingPointError", "ArithmeticError"},
                                                   {"AssertionError", "Exception"},
                                                   {"AttributeError", "Exception"},
                                                   {"EOFError", "Exception"},
                                                   {"ImportError", "Exception"},
                                                   {"ModuleNotFoundError", "ImportError"},
                                                   {"LookupError", "Exception"},
                                                   {"IndexError", "LookupError"},
                                                   {"KeyError", "LookupError"},
                                                   {"MemoryError", "Exception"},
                                                   {"NameError", "Exception"},
                                                   {"UnboundLocalError", "NameError"},
                                                   {"OSError", "Exception"},
                                                   {"FileNotFoundError", "OSError"},
                                                   {"FileExistsError", "OSError"},
                                                   {"PermissionError", "OSError"},
                                                   {"TimeoutError", "OSError"},
                                                   {"ConnectionError", "OSError"},
                                                   {"ConnectionResetError", "ConnectionError"},
                                                   {"ConnectionRefusedError", "ConnectionError"},
                                                   {"ConnectionAbortedError", "ConnectionError"},
                                                   {"BrokenPipeError", "ConnectionError"},
                                                   {"BlockingIOError", "OSError"},
                                                   {"ChildProcessError", "OSError"},
                                                   {"InterruptedError", "OSError"},
                                                   {"IsADirectoryError", "OSError"},
                                                   {"NotADirectoryError", "OSError"},
                                                   {"ProcessLookupError", "OSError"},
                                                   {"BufferError", "Exception"},
                                                   {"ReferenceError", "Exception"},
                                                   {"RuntimeError", "Exception"},
                                                   {"NotImplementedError", "RuntimeError"},
                                                   {"RecursionError", "RuntimeError"},
                                                   {"StopIteration", "Exception"},
                                                   {"StopAsyncIteration", "Exception"},
                                                   {"SyntaxError", "Exception"},
                                                   {"IndentationError", "SyntaxError"},
                                                   {"TabError", "IndentationError"},
                                                   {"SystemError", "Exception"},
                                                   {"TypeError", "Exception"},
                                                   {"ValueError", "Exception"},
                                                   {"UnicodeError", "ValueError"},
                                                   {"UnicodeTranslateError", "UnicodeError"},
                                                   {"UnicodeDecodeError", "UnicodeError"},
                                                   {"UnicodeEncodeError", "UnicodeError"},
                                                   {"Warning", "Exception"},
                                                   {"SyntaxWarning", "Warning"},
                                                   {"ImportWarning", "Warning"},
                                                   {"UnicodeWarning", "Warning"},
                                                   {"BytesWarning", "Warning"},
                                                   {"ResourceWarning", "Warning"},
                                                   {"EncodingWarning", "Warning"},
                                                   {"UserWarning", "Warning"},
                                                   {"DeprecationWarning", "Warning"},
                                                   {"PendingDeprecationWarning", "Warning"},
                                                   {"RuntimeWarning", "Warning"},
                                                   {"FutureWarning", "Warning"}};
    for (const auto &row : hierarchy)
        add(QString::fromLatin1(row[0]), QString::fromLatin1(row[1]));
    for (const auto *name : {"BaseExceptionGroup", "ExceptionGroup"})
        m_builtins.set(QString::fromLatin1(name), Value::unknown(u"exception groups are not supported"_s));
    m_builtins.set(u"IOError"_s, m_builtins.get(u"OSError"_s));
    m_builtins.set(u"EnvironmentError"_s, m_builtins.get(u"OSError"_s));
}

void Machine::addObjectMethods()
{
    ClassObject &object = *m_object;
    addMethod(object, u"__init__"_s, asMethod([](const NativeArguments &) { return Value::none(); }), UnknownPolicy::Accept);
    // Known by its name: makeInstance does not call it.
    object.attributes.set(
        u"__init__"_s,
        Value(static_cast<Object *>(new NativeFunctionObject(
            u"object.__init__"_s, asMethod([](const NativeArguments &) { return Value::none(); }), UnknownPolicy::Accept))));
    addMethod(object, u"__init_subclass__"_s, asMethod([](const NativeArguments &) { return Value::none(); }), UnknownPolicy::Accept);
    object.attributes.remove(u"__init_subclass__"_s);
    addMethod(
        object, u"__new__"_s, asMethod([](const NativeArguments &args) {
            const Value cls = args.receiver();
            if (!cls.isClass())
                args.machine.stop(u"__new__ of something that is not a class"_s);
            auto &type = as<ClassObject>(cls);
            auto *instance = args.machine.make<InstanceObject>(Ref<ClassObject>(&type));
            const Value result(static_cast<Object *>(instance));
            if (type.isException)
                instance->attributes.set(u"args"_s, args.machine.tuple(Values(args.all.positional.begin() + 1, args.all.positional.end())));
            if (type.payload != Kind::Unset) {
                for (const auto &base : type.order) {
                    if (base.isClass() && as<ClassObject>(base).construct && as<ClassObject>(base).payload == type.payload) {
                        instance->payload = args.machine.call(base, Values(args.all.positional.begin() + 1, args.all.positional.end()));
                        break;
                    }
                }
            }
            return result;
        }),
        UnknownPolicy::Accept);
    addMethod(object, u"__setattr__"_s, asMethod([](const NativeArguments &args) {
                  if (!args.receiver().isInstance())
                      args.machine.stop(u"__setattr__ of something that is not an instance"_s);
                  as<InstanceObject>(args.receiver()).attributes.set(args.text(0), args.need(1));
                  return Value::none();
              }),
              UnknownPolicy::Accept);
    const auto add = [this, &object](const QString &name, NativeBody body) { addMethod(object, name, asMethod(body)); };
    add(u"__getattribute__"_s, [](const NativeArguments &args) { return args.machine.attribute(args.receiver(), args.text(0)); });
    add(u"__repr__"_s, [](const NativeArguments &args) { return args.machine.representation(args.receiver()); });
    add(u"__str__"_s, [](const NativeArguments &args) { return args.machine.text(args.receiver()); });
    add(u"__format__"_s, [](const NativeArguments &args) { return args.machine.format(args.receiver(), args.text(0)); });
    add(u"__eq__"_s, [](const NativeArguments &args) {
        const Value self = args.receiver();
        if (self.isInstance() && self.plain().isSame(self))
            return self.isSame(args.need(0)) ? Value::boolean(true) : Value::notImplemented();
        return args.machine.equal(self.plain(), args.need(0));
    });
    add(u"__hash__"_s, [](const NativeArguments &args) { return args.machine.unknownHere(u"hash() is not known"_s); });
    const auto addTo = [this](Kind kind, const QString &name, NativeBody body) {
        addMethod(*m_types[size_t(kind)], name, asMethod(body), UnknownPolicy::Accept);
    };
    for (const Kind kind : {Kind::List, Kind::Dict, Kind::Tuple, Kind::Str, Kind::Set, Kind::FrozenSet, Kind::Bytes}) {
        addTo(kind, u"__len__"_s, [](const NativeArguments &args) { return args.machine.length(args.self()); });
        addTo(kind, u"__iter__"_s, [](const NativeArguments &args) { return args.machine.iterator(args.self()); });
        addTo(kind, u"__contains__"_s, [](const NativeArguments &args) { return args.machine.contains(args.self(), args.need(0)); });
        addTo(kind, u"__getitem__"_s, [](const NativeArguments &args) { return args.machine.item(args.self(), args.need(0)); });
    }
    for (const Kind kind : {Kind::List, Kind::Dict}) {
        addTo(kind, u"__setitem__"_s, [](const NativeArguments &args) {
            args.machine.setItem(args.self(), args.need(0), args.need(1));
            return Value::none();
        });
        addTo(kind, u"__delitem__"_s, [](const NativeArguments &args) {
            args.machine.removeItem(args.self(), args.need(0));
            return Value::none();
        });
        addTo(kind, u"__init__"_s, [](const NativeArguments &args) {
            if (args.receiver().isInstance() && args.count() + args.all.keywords.size() > 0) {
                CallArguments rest = args.all;
                rest.positional.erase(rest.positional.begin());
                const Value made = args.machine.call(Value(static_cast<Object *>(&args.machine.typeOf(args.self()))), rest);
                as<InstanceObject>(args.receiver()).payload = made;
            }
            return Value::none();
        });
    }
    ClassObject &property = *m_types[size_t(Kind::Descriptor)];
    static const auto with = [](const NativeArguments &args, Value DescriptorObject::*part) {
        const auto &old = as<DescriptorObject>(args.receiver());
        auto *descriptor = new DescriptorObject(DescriptorObject::Property);
        descriptor->getter = old.getter;
        descriptor->setter = old.setter;
        descriptor->deleter = old.deleter;
        descriptor->*part = args.need(0);
        return Value(static_cast<Object *>(descriptor));
    };
    addMethod(property, u"setter"_s, asMethod([](const NativeArguments &args) { return with(args, &DescriptorObject::setter); }));
    addMethod(property, u"getter"_s, asMethod([](const NativeArguments &args) { return with(args, &DescriptorObject::getter); }));
    addMethod(property, u"deleter"_s, asMethod([](const NativeArguments &args) { return with(args, &DescriptorObject::deleter); }));

    ClassObject &iterator = *m_types[size_t(Kind::Iterator)];
    addMethod(iterator, u"__iter__"_s, asMethod([](const NativeArguments &args) { return args.receiver(); }));
    static const auto resumed = [](const NativeArguments &args, const Value &sent, const Value &exception) -> Value {
        auto *generator = dynamic_cast<GeneratorObject *>(args.receiver().object());
        Value value;
        if (generator)
            value = generator->resume(args.machine, sent, exception);
        else
            value = args.machine.advance(args.receiver());
        if (value.isUnset())
            args.machine.raise("StopIteration"_L1, generator && !generator->returned().isNone() ? Values{generator->returned()} : Values{});
        return value;
    };
    addMethod(iterator, u"__next__"_s, asMethod([](const NativeArguments &args) { return resumed(args, Value::none(), Value()); }));
    addMethod(iterator, u"send"_s, asMethod([](const NativeArguments &args) { return resumed(args, args.need(0), Value()); }));
    addMethod(iterator, u"throw"_s, asMethod([](const NativeArguments &args) {
                  Value exception = args.count() > 1 ? args.get(1) : args.need(0);
                  if (exception.isClass())
                      exception = args.machine.call(exception);
                  return resumed(args, Value::none(), exception);
              }));
    addMethod(iterator, u"close"_s, asMethod([](const NativeArguments &args) {
                  auto *generator = dynamic_cast<GeneratorObject *>(args.receiver().object());
                  if (generator && generator->started()) {
                      try {
                          generator->resume(args.machine, Value::none(), args.machine.makeException(u"GeneratorExit"_s, {}));
                      } catch (const RaiseSignal &signal) {
                          if (signal.exception.typeName() != "GeneratorExit"_L1 && signal.exception.typeName() != "StopIteration"_L1)
                              throw;
                      }
                  }
                  return Value::none();
              }));
}

} // namespace retort::python
