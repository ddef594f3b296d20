#include "python/value.h"

#include "python/objects.h"

#include <QHashFunctions>

#include <cmath>

namespace retort::python {

namespace {

constexpr int MaxDepth = 200; // of containers within containers, for comparisons that run without an interpreter

size_t mix(size_t seed, size_t value)
{
    return seed ^ (value + 0x9e3779b97f4a7c15ULL + (seed << 6) + (seed >> 2));
}

size_t hashOf(const Value &value, int depth);
bool equalValues(const Value &a, const Value &b, int depth);

size_t numberHash(double d)
{
    if (std::isfinite(d) && d == std::floor(d) && std::fabs(d) < 9.0e18)
        return qHash(qint64(d));
    return qHash(d);
}

size_t hashOf(const Value &value, int depth)
{
    switch (value.kind()) {
    case Kind::Bool: return qHash(qint64(value.smallInt()));
    case Kind::Int: return value.isSmallInt() ? qHash(value.smallInt()) : numberHash(value.toDouble());
    case Kind::Float: return numberHash(value.toDouble());
    case Kind::Str: {
        auto &string = as<StrObject>(value);
        if (!string.hashed) {
            string.hash = textHash(string.text);
            string.hashed = true;
        }
        return string.hash;
    }
    case Kind::Bytes: return qHash(as<BytesObject>(value).bytes) + 1;
    case Kind::Tuple: {
        size_t seed = 0x345678;
        if (depth < MaxDepth) {
            for (const auto &item : as<TupleObject>(value).items)
                seed = mix(seed, hashOf(item, depth + 1));
        }
        return seed;
    }
    case Kind::FrozenSet: {
        size_t sum = 0x1234;
        for (const auto &entry : as<DictObject>(value).table.entries()) {
            if (!entry.key.isUnset())
                sum += entry.hash * 31;
        }
        return sum;
    }
    case Kind::BoundMethod: {
        const auto &method = as<BoundMethodObject>(value);
        return mix(hashOf(method.function, depth + 1), qHash(quintptr(method.self.object())));
    }
    case Kind::Instance: {
        const auto &instance = as<InstanceObject>(value);
        if (!instance.payload.isUnset() && !instance.cls->isEnum)
            return hashOf(instance.payload, depth + 1);
        if (instance.cls->isEnum && !instance.payload.isUnset() && instance.cls->payload != Kind::Unset)
            return hashOf(instance.payload, depth + 1);
        return qHash(quintptr(value.object()));
    }
    case Kind::Host: return value.hostObject()->hash();
    default: return value.object() ? qHash(quintptr(value.object())) : size_t(value.kind());
    }
}

bool isNumber(const Value &value)
{
    return value.isInt() || value.isBool() || value.isFloat();
}

bool equalNumbers(const Value &a, const Value &b)
{
    if (!a.isFloat() && !b.isFloat()) {
        const auto x = a.toInt64();
        const auto y = b.toInt64();
        return x && y ? *x == *y : x.has_value() == y.has_value() && a.toBigInt() == b.toBigInt();
    }
    if (a.isFloat() && b.isFloat())
        return a.toDouble() == b.toDouble();
    const double d = a.isFloat() ? a.toDouble() : b.toDouble();
    return std::isfinite(d) && d == std::trunc(d) && BigInt::fromDouble(d) == (a.isFloat() ? b : a).toBigInt();
}

bool equalSequences(const Values &a, const Values &b, int depth)
{
    if (a.size() != b.size())
        return false;
    for (size_t i = 0; i < a.size(); ++i) {
        if (!a[i].isSame(b[i]) && !equalValues(a[i], b[i], depth + 1))
            return false;
    }
    return true;
}

bool equalTables(const Dictionary &a, const Dictionary &b, bool withValues, int depth)
{
    if (a.size() != b.size())
        return false;
    for (const auto &entry : a.entries()) {
        if (entry.key.isUnset())
            continue;
        const auto at = b.find(entry.key);
        if (at < 0 || (withValues && !equalValues(entry.value, b.valueAt(at), depth + 1)))
            return false;
    }
    return true;
}

bool equalValues(const Value &a, const Value &b, int depth)
{
    if (depth > MaxDepth)
        return a.isSame(b);
    if (isNumber(a) && isNumber(b))
        return equalNumbers(a, b);
    if (a.isSet() && b.isSet())
        return equalTables(as<DictObject>(a).table, as<DictObject>(b).table, false, depth);
    // An enum member equals nothing but itself, unless its class is also a str or an int.
    const Value pa = a.isInstance() && as<InstanceObject>(a).cls->payload != Kind::Unset ? as<InstanceObject>(a).payload : Value();
    const Value pb = b.isInstance() && as<InstanceObject>(b).cls->payload != Kind::Unset ? as<InstanceObject>(b).payload : Value();
    if (!pa.isUnset() || !pb.isUnset())
        return equalValues(pa.isUnset() ? a : pa, pb.isUnset() ? b : pb, depth + 1);
    if (a.kind() != b.kind())
        return false;
    switch (a.kind()) {
    case Kind::Str: return as<StrObject>(a).text == as<StrObject>(b).text;
    case Kind::Bytes: return as<BytesObject>(a).bytes == as<BytesObject>(b).bytes;
    case Kind::List:
    case Kind::Tuple: return equalSequences(as<ListObject>(a).items, as<ListObject>(b).items, depth);
    case Kind::Dict: return equalTables(as<DictObject>(a).table, as<DictObject>(b).table, true, depth);
    case Kind::Range: {
        const auto &x = as<RangeObject>(a);
        const auto &y = as<RangeObject>(b);
        const auto length = x.length();
        return length == y.length() && (length == 0 || (x.start == y.start && (length == 1 || x.step == y.step)));
    }
    case Kind::Slice: {
        const auto &x = as<SliceObject>(a);
        const auto &y = as<SliceObject>(b);
        return equalValues(x.start, y.start, depth + 1) && equalValues(x.stop, y.stop, depth + 1) && equalValues(x.step, y.step, depth + 1);
    }
    case Kind::BoundMethod: {
        const auto &x = as<BoundMethodObject>(a);
        const auto &y = as<BoundMethodObject>(b);
        return x.self.isSame(y.self) && x.function.isSame(y.function);
    }
    case Kind::Host: return a.hostObject()->equals(*b.hostObject());
    default: return a.isSame(b);
    }
}

} // namespace

Object::~Object() = default;

void Value::destroy(Object *object)
{
    // Long chains of containers are taken apart one after the other, not by recursion.
    thread_local int depth = 0;
    thread_local std::vector<Object *> waiting;
    if (depth > 50) {
        waiting.push_back(object);
        return;
    }
    ++depth;
    delete object;
    if (depth == 1) {
        while (!waiting.empty()) {
            Object *next = waiting.back();
            waiting.pop_back();
            delete next;
        }
    }
    --depth;
}

Value Value::integer(const BigInt &i)
{
    if (const auto small = i.toInt64())
        return integer(*small);
    return Value(static_cast<Object *>(new IntObject(i)));
}

Value Value::string(QString text)
{
    return Value(static_cast<Object *>(new StrObject(std::move(text))));
}

Value Value::bytes(QByteArray bytes)
{
    return Value(static_cast<Object *>(new BytesObject(std::move(bytes))));
}

Value Value::list(Values items)
{
    return Value(static_cast<Object *>(new ListObject(std::move(items))));
}

Value Value::tuple(Values items)
{
    return Value(static_cast<Object *>(new TupleObject(std::move(items), Kind::Tuple)));
}

Value Value::dict(const std::vector<std::pair<Value, Value>> &entries)
{
    auto *dict = new DictObject;
    for (const auto &[key, value] : entries)
        dict->table.set(key, value);
    return Value(static_cast<Object *>(dict));
}

Value Value::host(std::shared_ptr<HostObject> object)
{
    return object ? Value(static_cast<Object *>(new HostBox(std::move(object)))) : none();
}

Value Value::unknown(QString reason, Location origin)
{
    return Value(static_cast<Object *>(new UnknownObject(std::move(reason), std::move(origin), false)));
}

Value Value::deferred(QString reason, Location origin)
{
    return Value(static_cast<Object *>(new UnknownObject(std::move(reason), std::move(origin), true)));
}

bool Value::isSame(const Value &other) const
{
    if (m_kind != other.m_kind || m_small != other.m_small)
        return false;
    if (isHost())
        return hostObject() == other.hostObject();
    if (!m_small) {
        // Equal big integers and texts are indistinguishable to a program that does not ask for id().
        return m_data.object == other.m_data.object;
    }
    switch (m_kind) {
    case Kind::Bool:
    case Kind::Int: return m_data.integer == other.m_data.integer;
    case Kind::Float: return m_data.real == other.m_data.real;
    default: return true;
    }
}

std::optional<qint64> Value::toInt64() const
{
    if ((m_kind == Kind::Int || m_kind == Kind::Bool) && m_small)
        return m_data.integer;
    return std::nullopt;
}

BigInt Value::toBigInt() const
{
    if (m_kind == Kind::Int && !m_small)
        return as<IntObject>(*this).integer;
    return BigInt(toInt64().value_or(0));
}

double Value::toDouble() const
{
    if (m_kind == Kind::Float)
        return m_data.real;
    if (m_kind == Kind::Int && !m_small)
        return as<IntObject>(*this).integer.toDouble();
    return double(toInt64().value_or(0));
}

QString Value::text() const
{
    if (m_kind == Kind::Str)
        return as<StrObject>(*this).text;
    if (m_kind == Kind::Instance && as<InstanceObject>(*this).payload.isString() && as<InstanceObject>(*this).cls->payload == Kind::Str)
        return as<InstanceObject>(*this).payload.text();
    return {};
}

QByteArray Value::byteArray() const
{
    return m_kind == Kind::Bytes ? as<BytesObject>(*this).bytes : QByteArray();
}

Values Value::items() const
{
    if (m_kind == Kind::List || m_kind == Kind::Tuple)
        return as<ListObject>(*this).items;
    Values result;
    if (isSet()) {
        for (const auto &entry : as<DictObject>(*this).table.entries()) {
            if (!entry.key.isUnset())
                result.push_back(entry.key);
        }
    } else if (isInstance() && !as<InstanceObject>(*this).payload.isUnset()) {
        return as<InstanceObject>(*this).payload.items();
    }
    return result;
}

std::vector<std::pair<Value, Value>> Value::entries() const
{
    std::vector<std::pair<Value, Value>> result;
    if (m_kind == Kind::Dict) {
        for (const auto &entry : as<DictObject>(*this).table.entries()) {
            if (!entry.key.isUnset())
                result.emplace_back(entry.key, entry.value);
        }
    } else if (isInstance() && as<InstanceObject>(*this).payload.isDict()) {
        return as<InstanceObject>(*this).payload.entries();
    }
    return result;
}

Value Value::entry(const QString &key) const
{
    if (isInstance())
        return as<InstanceObject>(*this).payload.entry(key);
    return m_kind == Kind::Dict ? as<DictObject>(*this).table.get(key) : Value();
}

std::shared_ptr<HostObject> Value::hostObject() const
{
    return m_kind == Kind::Host ? as<HostBox>(*this).object : nullptr;
}

QString Value::unknownReason() const
{
    return isUnknown() ? as<UnknownObject>(*this).reason : QString();
}

Location Value::unknownOrigin() const
{
    return isUnknown() ? as<UnknownObject>(*this).origin : Location();
}

bool Value::isDeferred() const
{
    return isUnknown() && as<UnknownObject>(*this).isDeferred;
}

QString Value::typeName() const
{
    static constexpr const char *names[] = {"unset",
                                            "NoneType",
                                            "bool",
                                            "int",
                                            "float",
                                            "ellipsis",
                                            "NotImplementedType",
                                            "str",
                                            "bytes",
                                            "list",
                                            "tuple",
                                            "dict",
                                            "set",
                                            "frozenset",
                                            "range",
                                            "slice",
                                            "function",
                                            "builtin_function_or_method",
                                            "method",
                                            "property",
                                            "type",
                                            "object",
                                            "module",
                                            "iterator",
                                            "object",
                                            "unknown",
                                            "failure"};
    switch (m_kind) {
    case Kind::Instance: return as<InstanceObject>(*this).cls->name;
    case Kind::Host: return hostObject()->typeName();
    case Kind::Iterator: return as<IteratorObject>(*this).typeName();
    default: return QLatin1StringView(names[size_t(m_kind)]);
    }
}

QString Value::name() const
{
    switch (m_kind) {
    case Kind::Function: return as<FunctionObject>(*this).name;
    case Kind::NativeFunction: return as<NativeFunctionObject>(*this).name;
    case Kind::BoundMethod: return as<BoundMethodObject>(*this).function.name();
    case Kind::Class: return as<ClassObject>(*this).name;
    case Kind::Module: return as<ModuleObject>(*this).name;
    default: return {};
    }
}

Value Value::storedAttribute(const QString &name) const
{
    switch (m_kind) {
    case Kind::Instance: return as<InstanceObject>(*this).attributes.get(name);
    case Kind::Class: return as<ClassObject>(*this).lookup(name);
    case Kind::Module: return as<ModuleObject>(*this).scope ? as<ModuleObject>(*this).scope->names.get(name) : Value();
    default: return {};
    }
}

std::vector<std::pair<QString, Value>> Value::storedAttributes() const
{
    const Dictionary *table = nullptr;
    if (m_kind == Kind::Instance)
        table = &as<InstanceObject>(*this).attributes;
    else if (m_kind == Kind::Class)
        table = &as<ClassObject>(*this).attributes;
    else if (m_kind == Kind::Module && as<ModuleObject>(*this).scope)
        table = &as<ModuleObject>(*this).scope->names;
    std::vector<std::pair<QString, Value>> result;
    if (!table)
        return result;
    for (const auto &entry : table->entries()) {
        if (entry.key.isString())
            result.emplace_back(entry.key.text(), entry.value);
    }
    return result;
}

Value Value::classOf() const
{
    return isInstance() ? Value(static_cast<Object *>(as<InstanceObject>(*this).cls.get())) : Value();
}

Values Value::classOrder() const
{
    Values result;
    if (isClass()) {
        result.push_back(*this);
        const auto &order = as<ClassObject>(*this).order;
        result.insert(result.end(), order.begin(), order.end());
    }
    return result;
}

Value Value::plain() const
{
    if (!isInstance())
        return *this;
    const auto &instance = as<InstanceObject>(*this);
    return instance.payload.isUnset() ? *this : instance.payload;
}

bool Value::isEnumMember() const
{
    return isInstance() && as<InstanceObject>(*this).cls->isEnum;
}

bool Value::equals(const Value &other) const
{
    return equalValues(*this, other, 0);
}

size_t Value::hash() const
{
    return hashOf(*this, 0);
}

Value CallArguments::get(size_t index, QLatin1StringView name) const
{
    return index < positional.size() ? positional[index] : keyword(name);
}

Value CallArguments::keyword(QLatin1StringView name) const
{
    for (const auto &[key, value] : keywords) {
        if (key == name)
            return value;
    }
    return {};
}

} // namespace retort::python
