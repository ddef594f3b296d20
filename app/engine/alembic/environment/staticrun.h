#pragma once

#include "alembic/environment/staticvalue.h"
#include "base/diagnostic.h"

#include <functional>
#include <optional>
#include <vector>

namespace retort::environment {

class StaticRun;

/// Answers for what is not the project's own: libraries, the process, settings classes.
class StaticHost
{
public:
    virtual ~StaticHost() = default;
    /// `callee` is an External.
    virtual StaticValue call(StaticRun &run, const StaticValue &callee, const StaticArguments &arguments) = 0;
    virtual StaticValue attribute(StaticRun &run, const StaticValue &object, const QString &name) = 0;
    virtual StaticValue item(StaticRun &run, const StaticValue &object, const StaticValue &key) = 0;
    virtual void setAttribute(const StaticValue &object, const QString &name, const StaticValue &value) = 0;
    virtual void setItem(const StaticValue &object, const StaticValue &key, const StaticValue &value) = 0;
    /// A field of an instance that reads its values from outside (pydantic-settings); no value: an ordinary attribute.
    virtual std::optional<StaticValue> field(StaticRun &run, const StaticValue &instance, const QString &name) = 0;
};

/// Follows Python statements as far as they can be followed without running them: constants, names, calls of the project's own
/// functions, both sides of conditions that are not known. Bounded in steps and depth.
class StaticRun
{
public:
    StaticRun(StaticHost &host, const QStringList &sourceRoots) : m_host(host), m_roots(sourceRoots) {}
    /// Values and scopes are not to be used after it.
    ~StaticRun();
    StaticRun(const StaticRun &) = delete;
    StaticRun &operator=(const StaticRun &) = delete;

    /// Follows a whole module text as its own scope.
    std::shared_ptr<StaticScope> runModule(const SourceText &source, const QString &package);
    [[nodiscard]] StaticValue evaluate(const python::Expression *expression, const std::shared_ptr<StaticScope> &scope);
    [[nodiscard]] StaticValue call(const StaticValue &callee, const StaticArguments &arguments);
    [[nodiscard]] StaticValue attribute(StaticValue object, const QString &name);
    /// `value` with a lazy import followed.
    [[nodiscard]] StaticValue resolved(const StaticValue &value);
    /// The class itself and its bases of the project, nearest first; external bases as their dotted names in `external`.
    [[nodiscard]] QList<StaticValue> lineage(const StaticValue &classValue, QStringList *external);
    [[nodiscard]] StaticValue unknown(const QString &reason, const std::shared_ptr<StaticScope> &scope, const python::Located &at) const;
    /// A class body's names, followed once for each class.
    std::shared_ptr<StaticScope> classScope(const StaticValue &classValue);
    void addSourceRoot(const QString &folder);
    /// Modules that statements name, dotted, in order.
    [[nodiscard]] const QStringList &importedModules() const { return m_imported; }
    /// Inside a loop that runs an unknown number of times.
    [[nodiscard]] bool isInOpenLoop() const { return m_openLoops > 0; }
    [[nodiscard]] static std::optional<bool> truth(const StaticValue &value);

private:
    using Scope = std::shared_ptr<StaticScope>;
    /// What a block came to: a returned value, when it returned.
    using Flow = std::optional<StaticValue>;

    Scope newScope();
    Flow run(python::Statements statements, const Scope &scope);
    Flow runStatement(const python::Statement &statement, const Scope &scope);
    Flow runIf(const python::If &statement, const Scope &scope);
    Flow runFor(const python::For &statement, const Scope &scope);
    Flow runTry(const python::Try &statement, const Scope &scope);
    Flow runWith(const python::With &statement, const Scope &scope);
    void runImport(const python::Import &statement, const Scope &scope);
    void runImportFrom(const python::ImportFrom &statement, const Scope &scope);
    void assign(const python::Expression *target, const StaticValue &value, const Scope &scope);
    void bindImport(const QString &module);

    StaticValue lookUp(const QString &name, const Scope &scope);
    StaticValue evaluateCall(const python::Call &call, const Scope &scope);
    StaticValue evaluateBinary(const python::BinOp &expression, const Scope &scope);
    StaticValue evaluateCompare(const python::Compare &expression, const Scope &scope);
    StaticValue evaluateBoolean(const python::BoolOp &expression, const Scope &scope);
    StaticValue evaluateFormatted(const python::JoinedStr &expression, const Scope &scope);
    StaticValue evaluateSubscript(const python::Subscript &expression, const Scope &scope);
    StaticValue evaluateContainer(const python::Expression *expression, const Scope &scope);
    StaticValue constant(const python::Constant &constant, const Scope &scope, const python::Located &at) const;
    StaticValue callFunction(const StaticValue &function, const StaticArguments &arguments);
    StaticValue callMethod(const StaticValue &object, const QString &name, const StaticArguments &arguments);
    StaticValue builtin(const QString &name, const StaticArguments &arguments);
    StaticValue makeInstance(const StaticValue &classValue, const StaticArguments &arguments);

    [[nodiscard]] QString fileOf(const QString &module) const;
    /// A package without __init__.py.
    [[nodiscard]] bool isFolder(const QString &module) const;
    Scope moduleScope(const QString &module);

    StaticHost &m_host;
    QStringList m_roots;
    QHash<QString, Scope> m_modules;
    QHash<const python::ClassDef *, Scope> m_classes;
    QStringList m_imported;
    std::vector<std::weak_ptr<StaticScope>> m_scopes;
    int m_depth = 0;
    int m_steps = 0;
    int m_openLoops = 0;
};

} // namespace retort::environment
