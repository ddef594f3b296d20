#pragma once

#include "base/sourcetext.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace retort::python {

class BigInt;
class HostObject;
class Value;

using Values = std::vector<Value>;

/// A place in a user's file; `line` counts from 1, 0 when there is no place.
struct Location {
    QString file;
    Span span;
    int line = 0;

    bool operator==(const Location &) const = default;
};

enum class Kind : quint8 {
    Unset, ///< no value at all: "no such attribute"; a program never sees it
    None,
    Bool,
    Int, ///< of any size; small ones are kept without allocation
    Float,
    Ellipsis,
    NotImplemented,
    Str,
    Bytes,
    List,
    Tuple,
    Dict,
    Set,
    FrozenSet,
    Range,
    Slice,
    Function,       ///< written in Python
    NativeFunction, ///< ours or a host's
    BoundMethod,
    Descriptor, ///< property, classmethod, staticmethod, super
    Class,
    Instance, ///< of an interpreted or built-in class, exceptions and enum members included
    Module,
    Iterator,
    Host,
    Unknown,
    Failure, ///< an exception or a stop is pending: only as result of a call-back; hand it back at once
};

/// What every value on the heap begins with. Counted by the values that refer to it, not atomically: a Value stays in the thread of
/// its Interpreter.
struct Object {
    explicit Object(Kind k) : kind(k) {}
    virtual ~Object();
    Object(const Object &) = delete;
    Object &operator=(const Object &) = delete;

    quint32 references = 0;
    const Kind kind;
};

/// A Python value, cheap to copy. Plain data (numbers, texts, containers of such) may outlive the Interpreter that made it; functions,
/// classes, instances and modules may not. A default-made Value is Unset.
class Value
{
public:
    Value() = default;
    explicit Value(Object *object) : m_kind(object->kind), m_small(false)
    {
        m_data.object = object;
        ++object->references;
    }
    Value(const Value &other) : m_kind(other.m_kind), m_small(other.m_small), m_data(other.m_data) { retain(); }
    Value(Value &&other) noexcept : m_kind(other.m_kind), m_small(other.m_small), m_data(other.m_data)
    {
        other.m_small = true;
        other.m_kind = Kind::Unset;
    }
    Value &operator=(const Value &other)
    {
        Value copy(other);
        swap(copy);
        return *this;
    }
    Value &operator=(Value &&other) noexcept
    {
        swap(other);
        return *this;
    }
    ~Value() { release(); }
    void swap(Value &other) noexcept
    {
        std::swap(m_kind, other.m_kind);
        std::swap(m_small, other.m_small);
        std::swap(m_data, other.m_data);
    }

    [[nodiscard]] static Value none() { return Value(Kind::None); }
    [[nodiscard]] static Value boolean(bool b)
    {
        Value v(Kind::Bool);
        v.m_data.integer = b;
        return v;
    }
    [[nodiscard]] static Value integer(qint64 i)
    {
        Value v(Kind::Int);
        v.m_data.integer = i;
        return v;
    }
    [[nodiscard]] static Value integer(const BigInt &i);
    [[nodiscard]] static Value real(double d)
    {
        Value v(Kind::Float);
        v.m_data.real = d;
        return v;
    }
    [[nodiscard]] static Value ellipsis() { return Value(Kind::Ellipsis); }
    [[nodiscard]] static Value notImplemented() { return Value(Kind::NotImplemented); }
    [[nodiscard]] static Value failure() { return Value(Kind::Failure); }
    [[nodiscard]] static Value string(QString text);
    [[nodiscard]] static Value bytes(QByteArray bytes);
    [[nodiscard]] static Value list(Values items = {});
    [[nodiscard]] static Value tuple(Values items = {});
    /// Later entries replace earlier ones with an equal key.
    [[nodiscard]] static Value dict(const std::vector<std::pair<Value, Value>> &entries = {});
    [[nodiscard]] static Value host(std::shared_ptr<HostObject> object);
    /// The value of something not known; it travels through every expression until something depends on it.
    [[nodiscard]] static Value unknown(QString reason, Location origin = {});
    /// An Unknown that the program will know when it really runs: a row of the database, the clock, chance.
    [[nodiscard]] static Value deferred(QString reason, Location origin = {});

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] bool isUnset() const { return m_kind == Kind::Unset; }
    [[nodiscard]] bool isNone() const { return m_kind == Kind::None; }
    [[nodiscard]] bool isBool() const { return m_kind == Kind::Bool; }
    [[nodiscard]] bool isTrue() const { return m_kind == Kind::Bool && m_data.integer != 0; }
    [[nodiscard]] bool isFalse() const { return m_kind == Kind::Bool && m_data.integer == 0; }
    [[nodiscard]] bool isInt() const { return m_kind == Kind::Int; }
    [[nodiscard]] bool isFloat() const { return m_kind == Kind::Float; }
    [[nodiscard]] bool isString() const { return m_kind == Kind::Str; }
    [[nodiscard]] bool isBytes() const { return m_kind == Kind::Bytes; }
    [[nodiscard]] bool isList() const { return m_kind == Kind::List; }
    [[nodiscard]] bool isTuple() const { return m_kind == Kind::Tuple; }
    [[nodiscard]] bool isDict() const { return m_kind == Kind::Dict; }
    [[nodiscard]] bool isSet() const { return m_kind == Kind::Set || m_kind == Kind::FrozenSet; }
    [[nodiscard]] bool isClass() const { return m_kind == Kind::Class; }
    [[nodiscard]] bool isInstance() const { return m_kind == Kind::Instance; }
    [[nodiscard]] bool isHost() const { return m_kind == Kind::Host; }
    [[nodiscard]] bool isUnknown() const { return m_kind == Kind::Unknown; }
    [[nodiscard]] bool isFailure() const { return m_kind == Kind::Failure; }
    /// `is` of Python.
    [[nodiscard]] bool isSame(const Value &other) const;

    /// Of a Bool or an Int that fits; nothing otherwise.
    [[nodiscard]] std::optional<qint64> toInt64() const;
    /// Of an Int or Bool of any size.
    [[nodiscard]] BigInt toBigInt() const;
    [[nodiscard]] bool isSmallInt() const { return m_kind == Kind::Int && m_small; }
    /// Only of a small Int or a Bool.
    [[nodiscard]] qint64 smallInt() const { return m_data.integer; }
    /// Of a Float, Int or Bool; 0 otherwise.
    [[nodiscard]] double toDouble() const;
    /// Of a Str, or of an instance of a class derived from str (an enum member, say); empty otherwise.
    [[nodiscard]] QString text() const;
    /// Of Bytes; empty otherwise.
    [[nodiscard]] QByteArray byteArray() const;
    /// Of a List, Tuple, Set or FrozenSet (in order of insertion); empty otherwise.
    [[nodiscard]] Values items() const;
    /// Of a Dict, in order of insertion; empty otherwise.
    [[nodiscard]] std::vector<std::pair<Value, Value>> entries() const;
    /// The entry of a Dict under a text key; Unset when there is none.
    [[nodiscard]] Value entry(const QString &key) const;

    /// The host object, when it is of that class; null otherwise.
    template <typename T>
    [[nodiscard]] std::shared_ptr<T> host() const
    {
        return std::dynamic_pointer_cast<T>(hostObject());
    }
    [[nodiscard]] std::shared_ptr<HostObject> hostObject() const;

    /// Why an Unknown is not known; empty otherwise.
    [[nodiscard]] QString unknownReason() const;
    [[nodiscard]] Location unknownOrigin() const;
    /// Whether it is an Unknown of Value::deferred().
    [[nodiscard]] bool isDeferred() const;

    /// Python's name of the value's type, for messages.
    [[nodiscard]] QString typeName() const;
    /// `__name__` of a function, class or module; empty otherwise.
    [[nodiscard]] QString name() const;
    /// The attribute as it is stored in an instance, class (base classes included) or module: runs no code, binds nothing. Unset when
    /// absent.
    [[nodiscard]] Value storedAttribute(const QString &name) const;
    /// The own attributes of an instance, class or module, in order of binding.
    [[nodiscard]] std::vector<std::pair<QString, Value>> storedAttributes() const;
    /// The class of an instance; Unset otherwise.
    [[nodiscard]] Value classOf() const;
    /// The method resolution order of a class, the class itself first; hosts and Unknowns among its bases stand in it.
    [[nodiscard]] Values classOrder() const;
    /// The value behind an instance of a class derived from str, int, ..., or an enum member's value; the value itself otherwise.
    [[nodiscard]] Value plain() const;
    [[nodiscard]] bool isEnumMember() const;

    /// Equality of plain data as Python's ==; identity (or HostObject::equals) for everything else. Runs no Python code.
    [[nodiscard]] bool equals(const Value &other) const;
    /// Consistent with equals.
    [[nodiscard]] size_t hash() const;

    [[nodiscard]] Object *object() const { return isHeap() ? m_data.object : nullptr; }

private:
    explicit Value(Kind kind) : m_kind(kind) {}
    [[nodiscard]] bool isHeap() const { return !m_small; }
    void retain() const
    {
        if (isHeap())
            ++m_data.object->references;
    }
    void release()
    {
        if (isHeap() && --m_data.object->references == 0)
            destroy(m_data.object);
    }
    static void destroy(Object *object);

    union Data {
        qint64 integer = 0;
        double real;
        Object *object;
    };

    Kind m_kind = Kind::Unset;
    bool m_small = true; // kept in place, without a heap object
    Data m_data;
};

/// What a function is called with.
struct CallArguments {
    Values positional;
    std::vector<std::pair<QString, Value>> keywords;

    [[nodiscard]] size_t count() const { return positional.size() + keywords.size(); }
    /// The argument at `index` or with the keyword `name`; Unset when not given.
    [[nodiscard]] Value get(size_t index, QLatin1StringView name) const;
    /// The keyword argument; Unset when not given.
    [[nodiscard]] Value keyword(QLatin1StringView name) const;
};

} // namespace retort::python
