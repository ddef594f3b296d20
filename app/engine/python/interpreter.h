#pragma once

#include "python/ast.h"
#include "python/hostobject.h"
#include "python/moduleloader.h"
#include "python/value.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace retort::python {

/// How much one run may use. A run that would use more ends at once with Outcome::BudgetExceeded.
struct Budgets {
    qint64 steps = 5'000'000;          ///< statements, calls and iterations
    int depth = 200;                   ///< calls within calls
    qint64 bytes = 256 << 20;          ///< alive at one time, approximately
    qsizetype stackBytes = 3 << 20;    ///< of the native stack, counted from the start of the run
    std::chrono::milliseconds time{0}; ///< a last resort; 0: no limit
};

/// How a program is tried out that will know more when it really runs.
struct Trial {
    /// What a deferred Unknown at this place is taken for: true or one item, false or none. The run ends at every other Unknown, as it
    /// always does.
    std::function<bool(const Location &at)> choose;
};

/// How a run ended.
struct Outcome {
    enum Kind { Finished, Raised, NotUnderstood, BudgetExceeded };

    Kind kind = Finished;
    Value value;               ///< what it returned, when Finished
    Value exception;           ///< the instance, when Raised
    QString exceptionType;     ///< "ValueError"
    QString message;           ///< of the exception; the reason; which budget
    bool isDeferred = false;   ///< when NotUnderstood: because of a deferred Unknown
    Location location;         ///< where it happened
    QList<Location> traceback; ///< the calls that led there, outermost first

    [[nodiscard]] bool finished() const { return kind == Finished; }
};

/// Runs Python programs without touching anything outside them: no files, network, clock, environment. What it does not understand
/// it says; it never guesses. Deterministic. One thread at a time.
class Interpreter
{
public:
    explicit Interpreter(ModuleLoader &loader, Budgets budgets = {});
    ~Interpreter();
    Interpreter(const Interpreter &) = delete;
    Interpreter &operator=(const Interpreter &) = delete;

    /// Runs a module's statements; the value is the module. A statement that fails or is not understood makes the names it would have
    /// bound Unknown and is kept in `findings`; the run goes on. Only an exceeded budget ends it. `name` is its `__name__`
    /// ("pkg.mod"); relative imports start there.
    Outcome runModule(const Module &module, const QString &name, bool isPackage = false);
    /// As `import name` in a program would.
    Outcome importModule(const QString &name);
    /// An Unknown as function is not understood. The value may be an Unknown: what the function did last is then not known either.
    Outcome callFunction(const Value &function, const CallArguments &arguments = {});
    /// Evaluates an expression with the names of `module` (a Module value); its place is reported in `source`.
    Outcome evaluate(const Expression &expression, const Module &tree, const Value &module);
    /// From now on conditions and loops over open Unknowns go on as `trial` says, and changes under unknown keys are passed over: to see
    /// what a program may do on one of its ways. Nothing ends this.
    void tryOut(std::optional<Trial> trial);
    /// Whether the program may ask for the time and for random numbers, for which there is only an Unknown otherwise.
    void allowChance(bool allows);

    /// For anything else: `job` works through the context and returns a value.
    Outcome run(const std::function<Value(CallContext &)> &job);

    /// What failed at module level, in the order it happened; each once.
    [[nodiscard]] const QList<Outcome> &findings() const;
    /// What the programs printed, one entry per print().
    [[nodiscard]] const QStringList &printed() const;
    void clearPrinted();

private:
    std::unique_ptr<Machine> m_machine;
};

} // namespace retort::python
