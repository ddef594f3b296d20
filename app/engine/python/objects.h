#pragma once

#include "python/ast.h"
#include "python/bigint.h"
#include "python/dictionary.h"
#include "python/hostobject.h"
#include "python/value.h"

#include <QHash>

#include <functional>
#include <memory>

/// The heap objects behind Value. Internal to the interpreter; hosts use Value.
namespace retort::python {

/// A counted pointer to a heap object of known type.
template <typename T>
class Ref
{
public:
    Ref() = default;
    explicit Ref(T *object) : m_value(object ? Value(static_cast<Object *>(object)) : Value()) {}
    [[nodiscard]] T *get() const { return static_cast<T *>(m_value.object()); }
    T *operator->() const { return get(); }
    T &operator*() const { return *get(); }
    explicit operator bool() const { return m_value.object() != nullptr; }
    void reset() { m_value = Value(); }

private:
    Value m_value;
};

template <typename T>
[[nodiscard]] T &as(const Value &value)
{
    return *static_cast<T *>(value.object());
}

/// An object that can be part of a cycle: it stands in its interpreter's list, which empties it at the end and measures it.
struct Tracked : Object {
    using Object::Object;
    ~Tracked() override;
    void track(Tracked &head);
    /// Lets go of everything it refers to.
    virtual void drop() = 0;
    virtual void visit(const std::function<void(const Value &)> &visitor) const = 0;
    /// Bytes of its own.
    [[nodiscard]] virtual qint64 cost() const = 0;

    Tracked *before = nullptr;
    Tracked *after = nullptr;
};

struct StrObject : Object {
    explicit StrObject(QString t) : Object(Kind::Str), text(std::move(t)) {}
    /// Code points, as Python counts.
    [[nodiscard]] qsizetype length() const;
    /// Whether every QChar is a code point of its own.
    [[nodiscard]] bool isNarrow() const;

    const QString text;
    mutable size_t hash = 0;
    mutable bool hashed = false;
    mutable qint8 narrow = -1;
};

struct BytesObject : Object {
    explicit BytesObject(QByteArray b) : Object(Kind::Bytes), bytes(std::move(b)) {}
    const QByteArray bytes;
};

struct IntObject : Object {
    explicit IntObject(BigInt i) : Object(Kind::Int), integer(std::move(i)) {}
    const BigInt integer;
};

struct ListObject : Tracked {
    explicit ListObject(Values v, Kind k = Kind::List) : Tracked(k), items(std::move(v)) {}
    void drop() override
    {
        Values old;
        old.swap(items);
    }
    void visit(const std::function<void(const Value &)> &visitor) const override;
    [[nodiscard]] qint64 cost() const override { return qint64(64 + items.capacity() * sizeof(Value)); }
    Values items;
};

/// Of kind Tuple.
using TupleObject = ListObject;

struct DictObject : Tracked {
    explicit DictObject(Kind k = Kind::Dict) : Tracked(k) {}
    void drop() override { table.clear(); }
    void visit(const std::function<void(const Value &)> &visitor) const override;
    [[nodiscard]] qint64 cost() const override { return 96 + qint64(table.entries().size()) * 56; }
    Dictionary table;
};

struct RangeObject : Object {
    RangeObject(qint64 first, qint64 end, qint64 by) : Object(Kind::Range), start(first), stop(end), step(by) {}
    [[nodiscard]] qint64 length() const;
    const qint64 start, stop, step;
};

struct SliceObject : Object {
    SliceObject(Value first, Value end, Value by) : Object(Kind::Slice), start(std::move(first)), stop(std::move(end)), step(std::move(by))
    {}
    const Value start, stop, step;
};

struct HostBox : Object {
    explicit HostBox(std::shared_ptr<HostObject> o) : Object(Kind::Host), object(std::move(o)) {}
    const std::shared_ptr<HostObject> object;
};

struct UnknownObject : Object {
    UnknownObject(QString r, Location o, bool d) : Object(Kind::Unknown), reason(std::move(r)), origin(std::move(o)), isDeferred(d) {}
    const QString reason;
    const Location origin;
    const bool isDeferred;
};

/// What a function body needs to know before it runs, found once per definition: its own names and how they are bound.
struct Code {
    Module tree;
    const Arguments *args = nullptr;
    Statements body;
    const Expression *result = nullptr; ///< of a lambda, instead of a body
    QString name;
    std::vector<const QString *> names; ///< parameters first; compared by address
    std::vector<const QString *> globals;
    bool isGenerator = false;
    bool isAsync = false;

    [[nodiscard]] int slot(const QString &name_) const
    {
        for (size_t i = 0; i < names.size(); ++i) {
            if (names[i] == &name_)
                return int(i);
        }
        return -1;
    }
    [[nodiscard]] bool isGlobal(const QString &name_) const;
};

/// The variables of one running body.
struct Scope : Tracked {
    enum Type { Module, Class, Function };
    explicit Scope(Type t) : Tracked(Kind::Unset), type(t) {}
    void drop() override;
    void visit(const std::function<void(const Value &)> &visitor) const override;
    [[nodiscard]] qint64 cost() const override { return qint64(128 + cells.size() * sizeof(Value)) + qint64(names.entries().size()) * 56; }

    const Type type;
    Ref<Scope> parent;
    std::shared_ptr<const Code> code; ///< of a Function
    Values cells;
    Dictionary names; ///< of a Module or Class
    Value classValue; ///< of a Class, once it is made: what super() finds
};

struct ModuleObject : Tracked {
    ModuleObject(QString n, Ref<Scope> s) : Tracked(Kind::Module), name(std::move(n)), scope(std::move(s)) {}
    void drop() override { scope.reset(); }
    void visit(const std::function<void(const Value &)> &visitor) const override;
    [[nodiscard]] qint64 cost() const override { return 128; }
    const QString name;
    Ref<Scope> scope;
    QString package; ///< where its relative imports start
    Values stars;    ///< what `from x import *` brought whose names cannot be listed: hosts and Unknowns
    bool loading = false;
};

struct FunctionObject : Tracked {
    FunctionObject() : Tracked(Kind::Function) {}
    void drop() override;
    void visit(const std::function<void(const Value &)> &visitor) const override;
    [[nodiscard]] qint64 cost() const override { return 192; }
    std::shared_ptr<const Code> code;
    Ref<Scope> closure;
    Ref<ModuleObject> module;
    Values defaults;
    Values keywordDefaults; ///< parallel to kwOnlyArgs, Unset: none
    QString name;
    QString qualifiedName;
    Dictionary attributes;
};

/// How a native function treats an Unknown among its direct arguments.
enum class UnknownPolicy { Accept, Propagate, Stop };

struct NativeFunctionObject : Object {
    NativeFunctionObject(QString n, NativeCall f, UnknownPolicy p)
        : Object(Kind::NativeFunction),
          name(std::move(n)),
          function(std::move(f)),
          policy(p)
    {}
    const QString name;
    const NativeCall function;
    const UnknownPolicy policy;
    Dictionary attributes;
};

struct BoundMethodObject : Object {
    BoundMethodObject(Value s, Value f) : Object(Kind::BoundMethod), self(std::move(s)), function(std::move(f)) {}
    const Value self;
    const Value function;
};

struct DescriptorObject : Object {
    enum Type { Property, ClassMethod, StaticMethod, Super };
    explicit DescriptorObject(Type t) : Object(Kind::Descriptor), type(t) {}
    const Type type;
    Value getter; ///< or the function, or super()'s class
    Value setter; ///< or super()'s object
    Value deleter;
    Value cached; ///< name under which a cached_property keeps its result
};

struct ClassObject : Tracked {
    explicit ClassObject(QString n) : Tracked(Kind::Class), name(std::move(n)) {}
    void drop() override;
    void visit(const std::function<void(const Value &)> &visitor) const override;
    [[nodiscard]] qint64 cost() const override { return 512; }
    /// Unset when neither it nor its bases have it; `owner` is set to the base that has.
    [[nodiscard]] Value lookup(const QString &attribute, size_t hash, const ClassObject **owner = nullptr) const;
    [[nodiscard]] Value lookup(const QString &attribute) const { return lookup(attribute, textHash(attribute)); }
    [[nodiscard]] bool derivesFrom(const ClassObject &other) const;
    /// The first host or Unknown among its bases; Unset when all are interpreted.
    [[nodiscard]] const Value &foreignBase() const { return foreign; }

    QString name;
    QString qualifiedName;
    QString module;
    Values bases;
    Values order; ///< method resolution order without the class itself
    Dictionary attributes;
    Value foreign;
    Kind payload = Kind::Unset; ///< what its instances are or carry: Str for a class derived from str
    NativeCall construct;       ///< of a built-in class
    bool isBuiltin = false;
    bool isException = false;
    bool isEnum = false;
    bool isFlag = false;
    bool isNamedTuple = false;
    Values members;                              ///< of an enum, aliases left out
    std::vector<std::pair<Value, Value>> fields; ///< of a dataclass: name, default or Unset
    Ref<Scope> body;                             ///< where its annotations are looked up; null for a class that no statement made
    Ref<ModuleObject> home;
    bool isDataclass = false;
};

struct InstanceObject : Tracked {
    explicit InstanceObject(Ref<ClassObject> c) : Tracked(Kind::Instance), cls(std::move(c)) {}
    void drop() override;
    void visit(const std::function<void(const Value &)> &visitor) const override;
    [[nodiscard]] qint64 cost() const override { return 128 + qint64(attributes.entries().size()) * 56; }
    Ref<ClassObject> cls;
    Dictionary attributes;
    Value payload; ///< the str, int, dict ... it also is
};

/// Something that yields values one after the other.
struct IteratorObject : Tracked {
    IteratorObject() : Tracked(Kind::Iterator) {}
    /// Unset at the end.
    virtual Value advance(Machine &machine) = 0;
    void drop() override {}
    void visit(const std::function<void(const Value &)> &) const override {}
    [[nodiscard]] qint64 cost() const override { return 128; }
    [[nodiscard]] virtual QString typeName() const { return QStringLiteral("iterator"); }
};

} // namespace retort::python
