#pragma once

#include "python/ast.h"
#include "python/value.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace retort::python {

/// Where imported modules come from: registered ones, then the project's source folders. Keeps what it has read and parsed, so that
/// one loader serves many interpreters in a row. It reads files under its roots and runs nothing.
class ModuleLoader
{
public:
    struct Source {
        std::shared_ptr<const Module> module; ///< null for a folder without __init__.py
        QString folder;                       ///< of a package, where its modules are; empty for a plain module
    };

    explicit ModuleLoader(QStringList roots = {});

    [[nodiscard]] const QStringList &roots() const { return m_roots; }
    /// `module` answers `import name`: a host object or a native module. "a.b" needs no "a".
    void registerModule(const QString &name, const Value &module);
    /// Serves this text as a module of the project, before any file; for the texts of unsaved editors and for tests.
    void registerSource(const QString &name, const SourceText &source, bool isPackage = false);
    /// Whether a name that is not found anywhere is surely absent in the real program as well (`try: import x except ImportError`): never
    /// assumed, unless named here.
    void setAbsent(const QStringList &names) { m_absent = names; }

    /// Unset when not registered.
    [[nodiscard]] Value registered(const QString &name) const;
    /// Whether a registered name starts with `name` and a dot.
    [[nodiscard]] bool isNamespace(const QString &name) const;
    [[nodiscard]] bool isAbsent(const QString &name) const { return m_absent.contains(name); }
    /// The source of a dotted module name under the roots; nothing when there is none.
    [[nodiscard]] std::optional<Source> find(const QString &name);
    /// The module name of a file under the roots ("pkg.sub.mod"); empty otherwise.
    [[nodiscard]] QString nameOf(const QString &file) const;

private:
    [[nodiscard]] std::optional<Source> search(const QString &name) const;

    QStringList m_roots;
    QStringList m_absent;
    QHash<QString, Value> m_registered;
    QHash<QString, std::optional<Source>> m_sources;
};

} // namespace retort::python
