#include "python/stdlib.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

#include <cmath>

namespace retort::python {

using namespace Qt::StringLiterals;

Value nativeValue(const QString &name, NativeBody body, bool acceptsUnknown)
{
    return nativeFunction(name, asFunction(body), acceptsUnknown);
}

Value unknownFunction(const QString &name, const QString &reason)
{
    return nativeFunction(name, [reason](CallContext &at, const CallArguments &) { return at.unknown(reason); });
}

Value inertFunction(const QString &name)
{
    return nativeFunction(name, [](CallContext &, const CallArguments &) { return Value::none(); });
}

namespace {

/// Every attribute and every call leads back to an inert object: loggers, typing constructs.
class InertObject final : public HostObject
{
public:
    explicit InertObject(QString name, bool callable) : m_name(std::move(name)), m_callable(callable) {}
    [[nodiscard]] QString typeName() const override { return m_name; }
    Value attribute(CallContext &, const QString &name) override
    {
        if (name.startsWith("__"_L1))
            return {};
        return Value::host(std::make_shared<InertObject>(m_name + u'.' + name, m_callable));
    }
    Value setAttribute(CallContext &, const QString &, const Value &) override { return Value::none(); }
    Value call(CallContext &, const CallArguments &) override { return m_callable ? Value::none() : Value::host(shared_from_this()); }
    Value item(CallContext &, const Value &) override { return Value::host(shared_from_this()); }
    Value binary(CallContext &, BinaryOperator op, const Value &, bool) override
    {
        return op == BinaryOperator::BitOr ? Value::host(shared_from_this()) : Value();
    }

private:
    const QString m_name;
    const bool m_callable;
};

Value loggingModule()
{
    const auto logger = std::make_shared<InertObject>(u"Logger"_s, true);
    const Value getLogger = nativeFunction(u"getLogger"_s, [logger](CallContext &, const CallArguments &) { return Value::host(logger); });
    ModuleAttributes attributes{{u"getLogger"_s, getLogger}, {u"root"_s, Value::host(logger)}};
    for (const auto *name :
         {"debug", "info", "warning", "warn", "error", "exception", "critical", "log", "basicConfig", "captureWarnings", "disable"})
        attributes.emplace_back(QString::fromLatin1(name), inertFunction(QString::fromLatin1(name)));
    const std::pair<const char *, int> levels[] = {{"NOTSET", 0}, {"DEBUG", 10}, {"INFO", 20},    {"WARNING", 30},
                                                   {"WARN", 30},  {"ERROR", 40}, {"CRITICAL", 50}};
    for (const auto &[name, level] : levels)
        attributes.emplace_back(QString::fromLatin1(name), Value::integer(level));
    return nativeModule(u"logging"_s, attributes);
}

/// typing and its relatives: names that mean something to readers and checkers only.
class TypingModule final : public HostObject
{
public:
    TypingModule(QString name, std::vector<std::pair<QString, Value>> real) : m_name(std::move(name)), m_real(std::move(real)) {}
    [[nodiscard]] QString typeName() const override { return u"module"_s; }
    Value attribute(CallContext &, const QString &name) override
    {
        for (const auto &[key, value] : m_real) {
            if (key == name)
                return value;
        }
        if (name.startsWith(u'_'))
            return {};
        return Value::host(std::make_shared<Construct>(name));
    }

private:
    class Construct final : public HostObject
    {
    public:
        explicit Construct(QString name, Values arguments = {}) : m_construct(std::move(name)), m_arguments(std::move(arguments)) {}
        [[nodiscard]] QString typeName() const override { return m_construct; }
        Value item(CallContext &, const Value &key) override
        {
            return Value::host(std::make_shared<Construct>(m_construct, key.isTuple() ? key.items() : Values{key}));
        }
        Value call(CallContext &context, const CallArguments &) override
        {
            return m_construct == "TypeVar"_L1 || m_construct == "ParamSpec"_L1 || m_construct == "TypeVarTuple"_L1
                ? Value::host(shared_from_this())
                : context.unknown(u"typing."_s + m_construct + u"() is not supported"_s);
        }
        Value binary(CallContext &, BinaryOperator op, const Value &other, bool reflected) override
        {
            if (op != BinaryOperator::BitOr)
                return {};
            const Value self = Value::host(shared_from_this());
            return Value::host(std::make_shared<Construct>(QStringLiteral("Union"), reflected ? Values{other, self} : Values{self, other}));
        }
        Value isInstance(CallContext &context, const Value &) override
        {
            return context.unknown(u"isinstance() with typing."_s + m_construct);
        }
        Value attribute(CallContext &, const QString &name) override
        {
            return name == "__args__"_L1 && !m_arguments.empty() ? Value::tuple(m_arguments) : Value();
        }
        [[nodiscard]] bool equals(const HostObject &other) const override
        {
            const auto *construct = dynamic_cast<const Construct *>(&other);
            return construct && construct->m_construct == m_construct
                && Value::tuple(construct->m_arguments).equals(Value::tuple(m_arguments));
        }
        [[nodiscard]] size_t hash() const override { return qHash(m_construct); }
        [[nodiscard]] bool isClass() const override { return true; }
        Value inheritedAttribute(CallContext &context, const Value &self, const QString &name) override
        {
            // Generic, Protocol and the like add nothing of their own.
            return context.raise(u"AttributeError"_s,
                                 u"'"_s + (self.isClass() ? self.name() : self.typeName()) + u"' has no attribute '"_s + name + u"'"_s);
        }

    private:
        const QString m_construct;
        const Values m_arguments;
    };

    const QString m_name;
    const std::vector<std::pair<QString, Value>> m_real;
};

Value typingModule(Machine &machine, const QString &name)
{
    const auto identity = [](const NativeArguments &args) { return args.count() ? args.all.positional.back() : Value::none(); };
    std::vector<std::pair<QString, Value>> real{{u"TYPE_CHECKING"_s, Value::boolean(false)},
                                                {u"cast"_s, nativeValue(u"cast"_s, identity, true)},
                                                {u"overload"_s, nativeValue(u"overload"_s, identity, true)},
                                                {u"final"_s, nativeValue(u"final"_s, identity, true)},
                                                {u"no_type_check"_s, nativeValue(u"no_type_check"_s, identity, true)},
                                                {u"runtime_checkable"_s, nativeValue(u"runtime_checkable"_s, identity, true)},
                                                {u"override"_s, nativeValue(u"override"_s, identity, true)}};
    const Value object = machine.builtins().get(u"object"_s);
    for (const auto *plain : {"Generic", "Protocol"})
        real.emplace_back(QString::fromLatin1(plain), object);
    for (const auto &[alias, type] : {std::pair{"List", "list"},
                                      {"Dict", "dict"},
                                      {"Tuple", "tuple"},
                                      {"Set", "set"},
                                      {"FrozenSet", "frozenset"},
                                      {"Type", "type"},
                                      {"Text", "str"}})
        real.emplace_back(QString::fromLatin1(alias), machine.builtins().get(QString::fromLatin1(type)));
    if (name.startsWith("typing"_L1)) {
        ClassObject *tuple = machine.addClass(u"NamedTuple"_s, {machine.builtinClass("tuple"_L1)}, Kind::Tuple, nullptr);
        tuple->isNamedTuple = true;
        tuple->isBuiltin = false;
        const Value collections = machine.importModule(u"collections"_s);
        tuple->attributes.set(u"__new__"_s, collections.storedAttribute(u"_new_namedtuple"_s));
        tuple->attributes.set(u"_asdict"_s, collections.storedAttribute(u"_asdict"_s));
        tuple->attributes.set(u"_replace"_s, collections.storedAttribute(u"_replace"_s));
        real.emplace_back(u"NamedTuple"_s, Value(static_cast<Object *>(tuple)));
        const_cast<Dictionary &>(machine.builtins()).remove(u"NamedTuple"_s);
        real.emplace_back(u"TypedDict"_s, machine.builtins().get(u"dict"_s));
        real.emplace_back(u"NewType"_s, nativeValue(u"NewType"_s, identity, true));
    }
    return Value::host(std::make_shared<TypingModule>(name, real));
}

QString pathOf(const NativeArguments &args, size_t index)
{
    const Value value = args.need(index);
    return value.isInstance() ? args.machine.text(value).text() : args.text(index);
}

QString joinPath(const QString &base, const QString &more)
{
    if (more.startsWith(u'/'))
        return more;
    return base.isEmpty() || base.endsWith(u'/') ? QString(base + more) : QString(base + u'/' + more);
}

Value pathModule()
{
    const auto reason = u"the program may not look at the disk"_s;
    const auto fn = [](const char *name, NativeBody body) {
        return std::pair{QString::fromLatin1(name), nativeValue(QString::fromLatin1(name), body)};
    };
    return nativeModule(u"os.path"_s,
                        {fn("join",
                            [](const NativeArguments &args) {
                                QString path = pathOf(args, 0);
                                for (size_t i = 1; i < args.count(); ++i)
                                    path = joinPath(path, pathOf(args, i));
                                return args.machine.string(path);
                            }),
                         fn("dirname",
                            [](const NativeArguments &args) {
                                const QString path = pathOf(args, 0);
                                QString head = path.left(path.lastIndexOf(u'/') + 1);
                                while (head.size() > 1 && head.endsWith(u'/'))
                                    head.chop(1);
                                return args.machine.string(head);
                            }),
                         fn("basename", [](const NativeArguments &args) { return args.machine.string(pathOf(args, 0).section(u'/', -1)); }),
                         fn("splitext",
                            [](const NativeArguments &args) {
                                const QString path = pathOf(args, 0);
                                const auto dot = path.lastIndexOf(u'.');
                                const auto slash = path.lastIndexOf(u'/');
                                const bool has = dot > slash + 1;
                                return args.machine.tuple({args.machine.string(has ? path.left(dot) : path),
                                                           args.machine.string(has ? path.mid(dot) : QString())});
                            }),
                         fn("split",
                            [](const NativeArguments &args) {
                                const QString path = pathOf(args, 0);
                                const auto slash = path.lastIndexOf(u'/');
                                return args.machine.tuple({args.machine.string(slash > 0 ? path.left(slash) : path.left(slash + 1)),
                                                           args.machine.string(path.mid(slash + 1))});
                            }),
                         fn("normpath", [](const NativeArguments &args) { return args.machine.string(QDir::cleanPath(pathOf(args, 0))); }),
                         fn("isabs", [](const NativeArguments &args) { return Value::boolean(pathOf(args, 0).startsWith(u'/')); }),
                         fn("abspath",
                            [](const NativeArguments &args) {
                                const QString path = pathOf(args, 0);
                                return path.startsWith(u'/') ? args.machine.string(QDir::cleanPath(path))
                                                             : args.machine.unknownHere(u"the working directory is not known"_s);
                            }),
                         fn("realpath",
                            [](const NativeArguments &args) {
                                const QString path = pathOf(args, 0);
                                return path.startsWith(u'/') ? args.machine.string(QDir::cleanPath(path))
                                                             : args.machine.unknownHere(u"the working directory is not known"_s);
                            }),
                         {u"sep"_s, Value::string(u"/"_s)},
                         {u"exists"_s, unknownFunction(u"exists"_s, reason)},
                         {u"isfile"_s, unknownFunction(u"isfile"_s, reason)},
                         {u"isdir"_s, unknownFunction(u"isdir"_s, reason)},
                         {u"getsize"_s, unknownFunction(u"getsize"_s, reason)},
                         {u"expanduser"_s, unknownFunction(u"expanduser"_s, u"the user's folder is not known"_s)}});
}

Value mathModule(Machine &machine)
{
    const auto real = [](const NativeArguments &args, size_t index) {
        return args.machine.call(args.machine.builtins().get(u"float"_s), {args.need(index)}).toDouble();
    };
    static const auto number = real;
    const auto fn = [](const char *name, NativeBody body) {
        return std::pair{QString::fromLatin1(name), nativeValue(QString::fromLatin1(name), body)};
    };
    Q_UNUSED(machine)
    return nativeModule(
        u"math"_s,
        {{u"pi"_s, Value::real(3.141592653589793)},
         {u"e"_s, Value::real(2.718281828459045)},
         {u"inf"_s, Value::real(std::numeric_limits<double>::infinity())},
         {u"nan"_s, Value::real(std::numeric_limits<double>::quiet_NaN())},
         fn("floor",
            [](const NativeArguments &args) {
                return args.need(0).isInt() ? args.need(0) : args.machine.bigInteger(BigInt::fromDouble(std::floor(number(args, 0))));
            }),
         fn("ceil",
            [](const NativeArguments &args) {
                return args.need(0).isInt() ? args.need(0) : args.machine.bigInteger(BigInt::fromDouble(std::ceil(number(args, 0))));
            }),
         fn("trunc",
            [](const NativeArguments &args) {
                return args.need(0).isInt() ? args.need(0) : args.machine.bigInteger(BigInt::fromDouble(number(args, 0)));
            }),
         fn("sqrt",
            [](const NativeArguments &args) {
                if (number(args, 0) < 0)
                    args.machine.raise("ValueError"_L1, u"math domain error"_s);
                return Value::real(std::sqrt(number(args, 0)));
            }),
         fn("isnan", [](const NativeArguments &args) { return Value::boolean(std::isnan(number(args, 0))); }),
         fn("isinf", [](const NativeArguments &args) { return Value::boolean(std::isinf(number(args, 0))); }),
         fn("fabs", [](const NativeArguments &args) { return Value::real(std::fabs(number(args, 0))); })});
}

Value environmentModule()
{
    const auto reason = u"the environment is not known"_s;
    const auto disk = u"the program may not look at the disk"_s;
    const auto process = [](const char *name) {
        const QString text = QString::fromLatin1(name);
        return std::pair{text, nativeFunction(text, [text](CallContext &at, const CallArguments &) {
                             return at.notUnderstood(u"os."_s + text
                                                     + u"() is not available: programs run without files and without other programs"_s);
                         })};
    };
    return nativeModule(
        u"os"_s,
        {{u"environ"_s, Value::unknown(reason)},
         {u"getenv"_s, unknownFunction(u"getenv"_s, reason)},
         {u"sep"_s, Value::string(u"/"_s)},
         {u"linesep"_s, Value::string(u"\n"_s)},
         {u"name"_s, Value::unknown(u"the system is not known"_s)},
         {u"path"_s, pathModule()},
         {u"getcwd"_s, unknownFunction(u"getcwd"_s, u"the working directory is not known"_s)},
         {u"listdir"_s, unknownFunction(u"listdir"_s, disk)},
         {u"urandom"_s, unknownFunction(u"urandom"_s, u"random"_s)},
         {u"getpid"_s, unknownFunction(u"getpid"_s, u"the process is not known"_s)},
         {u"fspath"_s, nativeValue(u"fspath"_s, [](const NativeArguments &args) { return args.machine.text(args.need(0)); })},
         process("system"),
         process("remove"),
         process("unlink"),
         process("makedirs"),
         process("mkdir"),
         process("rename"),
         process("popen"),
         process("kill")});
}

Value chanceModule(const QString &name, const QString &reason, const std::vector<const char *> &functions,
                   const std::vector<const char *> &inert)
{
    ModuleAttributes attributes;
    for (const auto *function : functions)
        attributes.emplace_back(QString::fromLatin1(function), unknownFunction(QString::fromLatin1(function), reason));
    for (const auto *function : inert)
        attributes.emplace_back(QString::fromLatin1(function), inertFunction(QString::fromLatin1(function)));
    return nativeModule(name, attributes);
}

} // namespace

namespace {

/// importlib.import_module(name, package): the module as an import statement finds it.
Value importlibModule()
{
    const Value function = nativeFunction(u"import_module"_s, [](CallContext &at, const CallArguments &arguments) -> Value {
        const Value given = arguments.get(0, "name"_L1);
        const Value package = arguments.get(1, "package"_L1);
        if (!given.isString() || (package.isUnknown() && given.text().startsWith(u'.')))
            return at.unknown(u"which module is imported is not known"_s);
        QString name = given.text();
        if (!name.startsWith(u'.'))
            return at.importModule(name);
        QString base = package.text();
        if (base.isEmpty())
            return at.raise(u"TypeError"_s, u"the 'package' argument is required to perform a relative import for '"_s % name % u'\'');
        name.remove(0, 1);
        for (; name.startsWith(u'.'); name.remove(0, 1))
            base = base.section(u'.', 0, -2);
        return at.importModule(name.isEmpty() ? base : QString(base % u'.' % name));
    });
    return nativeModule(u"importlib"_s, {{u"import_module"_s, function}});
}

/// A hash object of hashlib: what was put into it, digested when it is asked for.
class Digest final : public HostObject
{
public:
    Digest(QCryptographicHash::Algorithm algorithm, QByteArray data) : m_algorithm(algorithm), m_data(std::move(data)) {}
    [[nodiscard]] QString typeName() const override { return u"HASH"_s; }
    Value attribute(CallContext &, const QString &name) override
    {
        const auto self = std::static_pointer_cast<Digest>(shared_from_this());
        if (name == "hexdigest"_L1 || name == "digest"_L1) {
            return nativeFunction(name, [self, isHex = name == "hexdigest"_L1](CallContext &, const CallArguments &) {
                const QByteArray digest = QCryptographicHash::hash(self->m_data, self->m_algorithm);
                return isHex ? Value::string(QString::fromLatin1(digest.toHex())) : Value::bytes(digest);
            });
        }
        if (name == "update"_L1) {
            return nativeFunction(name, [self](CallContext &at, const CallArguments &arguments) {
                const Value more = arguments.get(0, "data"_L1);
                if (!more.isBytes())
                    return at.notUnderstood(u"what is digested is not known"_s);
                self->m_data += more.byteArray();
                return Value::none();
            });
        }
        return {};
    }

private:
    const QCryptographicHash::Algorithm m_algorithm;
    QByteArray m_data;
};

Value digestModule()
{
    ModuleAttributes attributes;
    const std::pair<const char *, QCryptographicHash::Algorithm> algorithms[] = {
        {"md5", QCryptographicHash::Md5},       {"sha1", QCryptographicHash::Sha1},     {"sha224", QCryptographicHash::Sha224},
        {"sha256", QCryptographicHash::Sha256}, {"sha384", QCryptographicHash::Sha384}, {"sha512", QCryptographicHash::Sha512}};
    for (const auto &[text, algorithm] : algorithms) {
        const QString name = QString::fromLatin1(text);
        attributes.emplace_back(name, nativeFunction(name, [name, algorithm](CallContext &at, const CallArguments &arguments) -> Value {
                                    const Value data = arguments.get(0, "data"_L1);
                                    if (data.isString())
                                        return at.raise(u"TypeError"_s, u"Strings must be encoded before hashing"_s);
                                    if (!data.isUnset() && !data.isBytes())
                                        return at.unknown(u"what hashlib."_s % name % u" digests is not known"_s);
                                    return Value::host(std::make_shared<Digest>(algorithm, data.byteArray()));
                                }));
    }
    return nativeModule(u"hashlib"_s, attributes);
}

} // namespace

Value Machine::standIn(const QString &name)
{
    if (name == "typing"_L1 || name == "typing_extensions"_L1 || name == "collections.abc"_L1 || name == "types"_L1
        || name == "__future__"_L1)
        return typingModule(*this, name);
    if (name == "abc"_L1) {
        const auto identity = [](const NativeArguments &args) { return args.need(0); };
        return nativeModule(name,
                            {{u"ABC"_s, m_builtins.get(u"object"_s)},
                             {u"ABCMeta"_s, m_builtins.get(u"type"_s)},
                             {u"abstractmethod"_s, nativeValue(u"abstractmethod"_s, identity, true)},
                             {u"abstractproperty"_s, m_builtins.get(u"property"_s)}});
    }
    if (name == "logging"_L1)
        return loggingModule();
    if (name == "os"_L1)
        return environmentModule();
    if (name == "os.path"_L1)
        return pathModule();
    if (name == "math"_L1)
        return mathModule(*this);
    if (name == "time"_L1)
        return chanceModule(name, u"the clock"_s, {"time", "time_ns", "monotonic", "perf_counter", "strftime", "localtime", "gmtime"},
                            {"sleep"});
    if (name == "random"_L1)
        return chanceModule(name, u"random"_s,
                            {"random", "randint", "choice", "choices", "sample", "uniform", "randrange", "getrandbits", "Random"},
                            {"seed"});
    if (name == "secrets"_L1)
        return chanceModule(name, u"random"_s, {"token_hex", "token_urlsafe", "token_bytes", "choice", "randbelow"}, {});
    if (name == "sys"_L1) {
        const auto inert = Value::host(std::make_shared<InertObject>(u"TextIOWrapper"_s, true));
        const Value unknown = Value::unknown(u"the Python that runs the project is not known"_s);
        ModuleAttributes attributes{
            {u"stdout"_s, inert},
            {u"stderr"_s, inert},
            {u"maxsize"_s, Value::integer(std::numeric_limits<qint64>::max())},
            {u"exit"_s, nativeFunction(u"exit"_s, [](CallContext &at, const CallArguments &arguments) {
                 return at.raise(u"SystemExit"_s, arguments.positional.empty() ? QString() : at.text(arguments.positional.front()).text());
             })}};
        for (const auto *attribute : {"version", "version_info", "platform", "path", "modules", "argv", "executable", "stdin", "byteorder"})
            attributes.emplace_back(QString::fromLatin1(attribute), unknown);
        return nativeModule(name, attributes);
    }
    if (name == "importlib"_L1)
        return importlibModule();
    if (name == "hashlib"_L1)
        return digestModule();
    if (name == "builtins"_L1) {
        ModuleAttributes attributes;
        for (const auto &entry : m_builtins.entries()) {
            if (entry.key.isString())
                attributes.emplace_back(entry.key.text(), entry.value);
        }
        return nativeModule(name, attributes);
    }
    return writtenModule(*this, name);
}

} // namespace retort::python
