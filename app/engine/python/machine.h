#pragma once

#include "python/interpreter.h"
#include "python/objects.h"

#include <QElapsedTimer>
#include <QHash>
#include <QSet>
#include <QStringList>

#include <functional>
#include <unordered_map>

namespace retort::python {

/// A Python exception on its way to a handler. Internal: it never leaves the module.
struct RaiseSignal {
    Value exception;
};

/// The end of the run: not understood, or a budget is used up. No handler of the program sees it.
struct StopSignal {
    Outcome outcome;
};

/// One running body: a module, a class, a function or a comprehension.
struct Frame {
    Frame *caller = nullptr;
    Ref<Scope> scope;
    Ref<ModuleObject> module;
    const Module *tree = nullptr;
    Span at; ///< what is being evaluated, for places in messages
    Value returned;
    Value handled;         ///< the exception whose handler is running
    bool isCall = false;   ///< counts as a call in tracebacks
    bool tolerant = false; ///< a module or class body, where a failing statement costs only its own names
};

enum class Flow { Next, Break, Continue, Return };

/// An attribute name with its hash, from wherever it comes.
struct AttributeName {
    AttributeName(Identifier id) : text(id.text()), hash(id.hash()) {}
    AttributeName(const QString &name) : text(name), hash(textHash(name)) {}
    const QString &text;
    const size_t hash;
};

class GeneratorObject;

/// Walks the syntax tree. Everything the interpreter does happens here; Interpreter and CallContext are its doors. The files
/// machine*.cpp each carry one concern.
class Machine
{
public:
    Machine(ModuleLoader &loader, Budgets budgets);
    ~Machine();
    Machine(const Machine &) = delete;
    Machine &operator=(const Machine &) = delete;

    // Running (machine.cpp)
    Outcome guarded(const std::function<Value()> &job);
    Value protect(const std::function<Value()> &job);
    Value checked(Value value);
    void step(qint64 count = 1);
    void charge(qint64 bytes);
    void checkStack();
    [[noreturn]] void raise(QLatin1StringView type, const QString &message);
    [[noreturn]] void raise(QLatin1StringView type, const Values &args);
    [[noreturn]] void raiseValue(const Value &exception);
    [[noreturn]] void stop(const QString &reason);
    [[noreturn]] void stopAt(const QString &reason, const Location &location, bool isDeferred = false);
    [[noreturn]] void stopUnknown(const Value &unknown, const QString &use);
    [[noreturn]] void exhausted(const QString &budget);
    [[nodiscard]] Location here() const;
    [[nodiscard]] CallContext context();
    Value unknownHere(const QString &reason) { return Value::unknown(reason, here()); }
    /// See Interpreter::tryOut().
    void setTrial(std::optional<Trial> trial) { m_trial = std::move(trial); }
    [[nodiscard]] bool isOpen(const Value &unknown) const { return m_trial && unknown.isDeferred(); }
    [[nodiscard]] bool choose() const { return m_trial->choose(here()); }
    void setAllowsChance(bool allows) { m_allowsChance = allows; }
    [[nodiscard]] bool allowsChance() const { return m_allowsChance; }
    void print(const QString &text) { m_printed.append(text); }
    [[nodiscard]] QString exceptionText(const Value &exception);

    // Making objects
    template <typename T, typename... A>
    T *make(A &&...arguments)
    {
        auto *object = new T(std::forward<A>(arguments)...);
        object->track(m_heap);
        m_charged += object->cost();
        return object;
    }
    Value string(QString text);
    Value bytes(QByteArray bytes);
    Value list(Values items = {});
    Value tuple(Values items = {});
    DictObject *makeDict(Kind kind = Kind::Dict) { return make<DictObject>(kind); }
    Value bigInteger(const BigInt &integer);
    Value set(const Values &items, Kind kind);

    // Modules and statements (machinemodules.cpp, machinestatements.cpp)
    Value runModule(const Module &tree, const QString &name, bool isPackage);
    Value importModule(const QString &name);
    /// Runs `name` as the program itself: what isLoaded() counts from.
    Value runProgram(const Module &tree, const QString &name, bool isPackage);
    /// The module whose loading led here; the program itself when none is being loaded.
    [[nodiscard]] QString loadingModule() const;
    /// Whether the program has imported `module`, itself or through what it imported. Modules stay loaded from one program to the next,
    /// this does not: it is what it would be if the program had run alone.
    [[nodiscard]] bool isLoaded(const QString &module) const;
    Flow execute(Statements body);
    Flow execute(const Statement &statement);
    void assign(const Expression &target, const Value &value);
    void bindName(Identifier name, const Value &value);
    void unpack(Expressions targets, const Value &value);
    void remove(const Expression &target);
    bool matches(const Pattern &pattern, const Value &subject);
    [[nodiscard]] bool handles(const ExceptHandler &handler, const Value &exception);
    Value enter(const Value &manager, Value &exit);
    bool leave(const Value &manager, const Value &exit, const Value &exception);
    void defineFunction(const FunctionDef &definition);
    void defineClass(const ClassDef &definition);
    Value makeClass(const QString &name, const Values &bases, Dictionary attributes, const CallArguments &keywords, Ref<Scope> scope);

    // Expressions (machineexpressions.cpp)
    Value evaluate(const Expression &expression);
    bool isTrue(const Value &value);
    /// A Bool or an Unknown.
    Value truth(const Value &value);
    Value lookUp(Identifier name);
    [[nodiscard]] Value constant(const Constant &constant);
    /// The value of an annotation's text with the names of the class it stands in, or of the module where that was made.
    Value evaluateAnnotation(const ClassObject &cls, const QString &text);

    // Calls (machinecalls.cpp)
    Value call(const Value &function, CallArguments arguments);
    Value call(const Value &function, Values positional = {}) { return call(function, CallArguments{std::move(positional), {}}); }
    Value callFunction(FunctionObject &function, CallArguments &arguments);
    Value callNative(const NativeFunctionObject &function, const CallArguments &arguments);
    Value instantiate(ClassObject &cls, const CallArguments &arguments);
    Value makeInstance(ClassObject &cls, const CallArguments &arguments);
    /// Calls a method of the value's class when it has it; Unset otherwise.
    Value callSpecial(const Value &self, QLatin1StringView name, Values arguments = {});
    Value runBody(const Code &code, Ref<Scope> scope, Ref<ModuleObject> module);
    std::shared_ptr<const Code> codeOf(const void *node, const Arguments *args, Statements body, const Expression *result,
                                       const QString &name, bool isAsync);
    std::shared_ptr<const Code> comprehensionCode(const Expression &comprehension);
    Value makeFunction(std::shared_ptr<const Code> code, const Arguments &args, const QString &name);

    // Attributes (machineattributes.cpp)
    Value attribute(const Value &object, AttributeName name);
    /// Unset when there is none.
    Value findAttribute(const Value &object, AttributeName name);
    void setAttribute(const Value &object, AttributeName name, const Value &value);
    void removeAttribute(const Value &object, AttributeName name);
    Value bind(const Value &attribute, const Value &self, ClassObject *cls);
    ClassObject &typeOf(const Value &value);
    /// A Bool or an Unknown.
    Value isInstance(const Value &value, const Value &cls);
    Value isSubclass(const Value &cls, const Value &other);
    [[nodiscard]] ClassObject *builtinClass(QLatin1StringView name) const;
    Value makeException(const QString &type, const Values &args);
    Value superAttribute(const DescriptorObject &super, AttributeName name);

    // Operators (machineoperators.cpp)
    Value binary(BinaryOperator op, const Value &a, const Value &b);
    Value inPlace(BinaryOperator op, const Value &a, const Value &b);
    Value unary(UnaryOperator op, const Value &a);
    Value compare(ComparisonOperator op, const Value &a, const Value &b);
    /// A Bool or an Unknown.
    Value equal(const Value &a, const Value &b);
    Value lessThan(const Value &a, const Value &b, ComparisonOperator op = ComparisonOperator::Lt);
    Value contains(const Value &container, const Value &item);
    Value item(const Value &container, const Value &key);
    void setItem(const Value &container, const Value &key, const Value &value);
    void removeItem(const Value &container, const Value &key);
    size_t hash(const Value &value);
    /// Position of a key in a dict or set; -1 when absent. Stops on a key that is not known.
    qsizetype find(const Dictionary &table, const Value &key, size_t *hashOut = nullptr);
    void setEntry(DictObject &dict, const Value &key, const Value &value);
    void resolveSlice(const SliceObject &slice, qsizetype length, qint64 &start, qint64 &stop, qint64 &step);
    qint64 index(const Value &value);

    // Iteration and texts (machineiteration.cpp, machinetext.cpp)
    Value iterator(const Value &iterable);
    Value advance(const Value &iterator);
    void each(const Value &iterable, const std::function<bool(const Value &)> &visitor);
    Values items(const Value &iterable);
    Value length(const Value &value);
    Value text(const Value &value);
    Value representation(const Value &value);
    Value format(const Value &value, const QString &spec);
    Value percentFormat(const Value &format, const Value &arguments);
    Value formatMethod(const QString &format, const CallArguments &arguments);

    // Builtins (builtins*.cpp) and stand-ins (stdlib*.cpp)
    void addBuiltin(const QString &name, const Value &value) { m_builtins.set(name, value); }
    ClassObject *addClass(const QString &name, const std::vector<ClassObject *> &bases, Kind payload, NativeCall construct);
    void addMethod(ClassObject &cls, const QString &name, NativeCall function, UnknownPolicy policy = UnknownPolicy::Propagate);
    [[nodiscard]] const Dictionary &builtins() const { return m_builtins; }

    ModuleLoader &loader() { return m_loader; }
    [[nodiscard]] Frame *frame() const { return m_frame; }
    void setFrame(Frame *frame) { m_frame = frame; }
    QList<Outcome> &findings() { return m_findings; }
    QStringList &printed() { return m_printed; }
    [[nodiscard]] ClassObject *enumClass() const { return m_enum; }

    /// Bounds native recursion; one per nested operation.
    class Depth
    {
    public:
        explicit Depth(Machine &machine) : m_machine(machine)
        {
            if (++machine.m_nesting > 150)
                machine.nestedTooDeeply();
        }
        ~Depth() { --m_machine.m_nesting; }
        Depth(const Depth &) = delete;
        Depth &operator=(const Depth &) = delete;

    private:
        Machine &m_machine;
    };

private:
    friend class Depth;
    friend class CallContext;
    friend class GeneratorObject;

    [[noreturn]] void nestedTooDeeply();
    void measure(qint64 wanted);
    void collect();
    void addBuiltinClasses();
    void addExceptions();
    void addFunctions();
    void addTextMethods();
    void addBytesMethods();
    void addContainerMethods();
    void addObjectMethods();
    Value standIn(const QString &name);

    // Expressions
    Value evaluateBoolOp(const BoolOp &expression);
    Value evaluateCompare(const Compare &expression);
    Value evaluateCall(const Call &expression);
    Value callSuper(const Call &expression);
    void collectArguments(const Call &expression, CallArguments &arguments);
    Value evaluateDict(const Dict &expression);
    Values evaluateList(Expressions elements);
    Value evaluateJoined(const JoinedStr &expression);
    Value evaluateFormatted(const FormattedValue &expression);
    Value evaluateComprehension(const Expression &expression);
    void comprehend(std::span<const Comprehension> generators, size_t at, const Value &first, const std::function<void()> &visit);
    Value evaluateSubscript(const Subscript &expression);
    Value globalOrBuiltin(Identifier name);

    // Statements
    Flow executeTolerantly(Statements body);
    Flow executeInner(Statements body);
    void runClassBody(const ClassDef &definition, const Ref<Scope> &scope);
    Value loadModule(const QString &name);
    QString absoluteName(const ImportFrom &statement);
    void failStatement(const Statement &statement, const Outcome &outcome);
    Flow executeFor(const For &statement);
    Flow executeWhile(const While &statement);
    Flow executeTry(const Try &statement);
    Flow executeHandlers(const Try &statement, const Value &exception);
    Flow executeWith(const With &statement, size_t at);
    Flow executeMatch(const Match &statement);
    void executeRaise(const Raise &statement);
    void executeAugmented(const AugAssign &statement);
    void executeImport(const Import &statement);
    void executeImportFrom(const ImportFrom &statement);
    void importAll(const Value &module);
    Value importName(const QString &name);
    Value fromModule(const Value &module, const QString &moduleName, const QString &name);
    bool matchesSequence(const MatchSequence &pattern, const Value &subject);
    bool matchesMapping(const MatchMapping &pattern, const Value &subject);
    bool matchesClass(const MatchClass &pattern, const Value &subject);

    // Calls
    bool bindArguments(const Code &code, FunctionObject &function, CallArguments &arguments, Scope &scope);
    Value callUnknown(const Value &unknown, const CallArguments &arguments);

    // Classes
    void finishEnum(ClassObject &cls, const Dictionary &body);
    Values linearize(const Values &bases);

    // Attributes
    Value instanceAttribute(const Value &object, AttributeName name);
    Value classAttribute(const Value &object, AttributeName name);
    Value foreignAttribute(ClassObject &cls, const Value &self, const QString &name);

    // Operators
    Value arithmetic(BinaryOperator op, const Value &a, const Value &b);
    Value integerArithmetic(BinaryOperator op, const Value &a, const Value &b);
    Value bigArithmetic(BinaryOperator op, const BigInt &a, const BigInt &b);
    Value realArithmetic(BinaryOperator op, double a, double b);
    Value repeat(const Value &sequence, qint64 count);
    Value setArithmetic(BinaryOperator op, const Value &a, const Value &b);
    Value userBinary(BinaryOperator op, const Value &a, const Value &b);
    Value compareSequences(ComparisonOperator op, const Values &a, const Values &b);
    Value stringItem(const Value &string, const Value &key);

    ModuleLoader &m_loader;
    Budgets m_budgets;
    std::optional<Trial> m_trial;
    bool m_allowsChance = false;
    Frame *m_frame = nullptr;
    qint64 m_steps = 0;
    qint64 m_charged = 0;
    qint64 m_alive = 0;
    int m_depth = 0;
    int m_nesting = 0;
    quintptr m_stackStart = 0;
    QElapsedTimer m_clock;
    Value m_pending; // raised while host code was running
    std::optional<Outcome> m_pendingStop;
    QList<Outcome> m_findings;
    QStringList m_printed;

    struct Head : Tracked {
        Head() : Tracked(Kind::Unset) {}
        void drop() override {}
        void visit(const std::function<void(const Value &)> &) const override {}
        [[nodiscard]] qint64 cost() const override { return 0; }
    };
    Head m_heap;
    Dictionary m_builtins;
    Dictionary m_modules; // what sys.modules is
    QString m_program;
    QHash<QString, QSet<QString>> m_imports; // by the module whose loading imported them
    ClassObject *m_types[size_t(Kind::Failure) + 1] = {};
    ClassObject *m_object = nullptr;
    ClassObject *m_type = nullptr;
    ClassObject *m_baseException = nullptr;
    ClassObject *m_enum = nullptr;
    Values m_keptClasses;
    std::unordered_map<const void *, std::shared_ptr<const Code>> m_codes;
    std::vector<std::pair<Value, Value>> m_comparing; // containers under comparison or representation
};

} // namespace retort::python
