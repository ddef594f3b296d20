#pragma once

#include "alembic/hosts/expressionhost.h"
#include "alembic/hosts/made.h"
#include "alembic/hosts/reading.h"
#include "python/hostobject.h"

#include <QString>

#include <optional>

namespace retort::hosts {

/// sqlalchemy.ext.compiler.compiles(class, *dialects): a program's own way to write something as SQL.
[[nodiscard]] python::Value compilesDecorator(const ReadingPtr &reading);

/// How an instance of a class of the project's own is written on `dialect` when a function decorated with compiles() says so: the text
/// that function returns. Nothing when there is no such function.
[[nodiscard]] Made<std::optional<QString>> hookedText(python::CallContext &context, const ReadingPtr &reading,
                                                      const python::Value &instance);
/// The same for an element of SQLAlchemy itself, whose hooks are those on `name`.
[[nodiscard]] Made<std::optional<QString>> hookedText(python::CallContext &context, const ReadingPtr &reading, const QString &name,
                                                      const python::Value &element);

/// A class of SQLAlchemy from which a project derives elements of its own that a compiles() function writes: FunctionElement, Executable.
class ElementClassHost : public python::HostObject
{
public:
    ElementClassHost(ReadingPtr reading, QString name) : m_reading(std::move(reading)), m_name(std::move(name)) {}

    [[nodiscard]] static QStringList names();

    [[nodiscard]] QString typeName() const override;
    [[nodiscard]] bool isClass() const override { return true; }
    python::Value attribute(python::CallContext &context, const QString &name) override;
    python::Value call(python::CallContext &context, const python::CallArguments &arguments) override;
    python::Value item(python::CallContext &context, const python::Value &key) override;
    python::Value isInstance(python::CallContext &context, const python::Value &value) override;
    python::Value subclassed(python::CallContext &context, const python::Value &cls) override;
    python::Value inheritedAttribute(python::CallContext &context, const python::Value &self, const QString &name) override;

    /// The expression that an instance of a derived class stands for.
    [[nodiscard]] Made<Expr> ofInstance(python::CallContext &context, const python::Value &instance) const;

private:
    ReadingPtr m_reading;
    QString m_name;
};

/// The element class that `value` is an instance of; null when it is none.
[[nodiscard]] std::shared_ptr<ElementClassHost> elementClassOf(const python::Value &value);

} // namespace retort::hosts
