#pragma once

#include "python/hostobject.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <vector>

namespace retort::hosts {

/// What the programs of one interpreter have registered with SQLAlchemy: compiles() hooks, and functions of their own under a name of
/// sa.func.
///
/// Alembic runs in one process, where a hook counts from the moment its module is loaded. What counts for a revision file here is what the
/// file itself loads, by itself or through what it imports, no matter which files were read before it in the same interpreter
/// (CallContext::isLoaded): that is what the file has in every process that runs it. A hook in a module that it never imports belongs to
/// env.py or to another revision, which need not be loaded when this one runs.
class HookRegistry
{
public:
    /// The module `name` is run from its beginning: what it registered before is made anew.
    void startProgram(const QString &name);

    /// `subject`: a class of the project's own, or the name of a class of SQLAlchemy (a type's canonical name). `dialect`: "default" for
    /// those that have no hook of their own.
    void add(const python::CallContext &context, const python::Value &subject, const QString &dialect, const python::Value &function);
    /// The function that writes `subject` on `dialect`; Unset when none does. A function for "default" counts as well.
    [[nodiscard]] python::Value hook(const python::CallContext &context, const python::Value &subject, const QString &dialect) const;
    /// The classes of SQLAlchemy that are written by a hook on `dialect`.
    [[nodiscard]] QStringList hookedNames(const python::CallContext &context, const QString &dialect) const;

    /// A class derived from GenericFunction answers sa.func.<name>.
    void addFunction(const python::CallContext &context, const QString &name);
    [[nodiscard]] bool isOwnFunction(const python::CallContext &context, const QString &name) const;

    /// Forgets everything: the interpreter goes away.
    void clear();

private:
    struct Hook {
        QString module;
        python::Value subject;
        QString dialect;
        python::Value function;
    };
    std::vector<Hook> m_hooks;
    QHash<QString, QString> m_functions; // by lower-case name: the module
};

} // namespace retort::hosts
