#pragma once

#include "alembic/hosts/made.h"
#include "alembic/hosts/reading.h"
#include "alembic/hosts/typetable.h"
#include "python/hostobject.h"
#include "schema/name.h"
#include "schema/sqltype.h"

#include <QHash>

namespace retort::hosts {

/// A type as a column needs it.
struct TypeValue {
    SqlType type;
    /// Of the CHECK constraint that Boolean and Enum may bring along; op.f() is kept.
    Name constraintName;
    /// What an enum member's name is in the database, when values_callable says so.
    QHash<QString, QString> enumValues;
};

/// An instance of an SQLAlchemy type: sa.String(50).
class TypeHost : public python::HostObject
{
public:
    TypeHost(ReadingPtr reading, TypeValue value) : m_reading(std::move(reading)), m_value(std::move(value)) {}

    [[nodiscard]] const TypeValue &value() const { return m_value; }

    [[nodiscard]] QString typeName() const override;
    python::Value attribute(python::CallContext &context, const QString &name) override;
    python::Value representation(python::CallContext &context) override;

private:
    python::Value withVariant(python::CallContext &context, const python::CallArguments &arguments);
    python::Value createOrDrop(python::CallContext &context, const python::CallArguments &arguments, bool create);

    ReadingPtr m_reading;
    TypeValue m_value;
};

/// A type class: sa.String. Can be called, and derived from by the project's own types.
class TypeClassHost : public python::HostObject
{
public:
    TypeClassHost(ReadingPtr reading, QString name) : m_reading(std::move(reading)), m_name(std::move(name)) {}

    /// SqlType's name; "TypeDecorator", "UserDefinedType" and "TypeEngine" besides those of the type table.
    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] Made<TypeValue> construct(python::CallContext &context, const python::CallArguments &arguments) const;
    /// The type an instance of an interpreted class derived from this one stands for.
    [[nodiscard]] Made<TypeValue> ofInstance(python::CallContext &context, const python::Value &instance);

    [[nodiscard]] QString typeName() const override;
    [[nodiscard]] bool isClass() const override { return true; }
    python::Value attribute(python::CallContext &context, const QString &name) override;
    python::Value call(python::CallContext &context, const python::CallArguments &arguments) override;
    python::Value item(python::CallContext &context, const python::Value &key) override;
    python::Value isInstance(python::CallContext &context, const python::Value &value) override;
    python::Value isSubclass(python::CallContext &context, const python::Value &cls) override;
    python::Value inheritedAttribute(python::CallContext &context, const python::Value &self, const QString &name) override;

private:
    /// construct() without the compiles() function that may write the type.
    [[nodiscard]] Made<TypeValue> take(python::CallContext &context, const python::CallArguments &arguments) const;
    [[nodiscard]] Made<TypeValue> writtenAs(python::CallContext &context, const QString &visitName,
                                            const python::CallArguments &arguments) const;

    ReadingPtr m_reading;
    QString m_name;
};

/// A type instance, a type class, or an instance or class of the project's own type; None is the NullType.
[[nodiscard]] Made<TypeValue> toType(python::CallContext &context, const python::Value &value);
[[nodiscard]] python::Value makeType(const ReadingPtr &reading, TypeValue value);

/// Types of packages that are not SQLAlchemy's own: module name, then its attributes.
[[nodiscard]] std::vector<std::pair<QString, std::vector<std::pair<QString, python::Value>>>> thirdPartyTypes(const ReadingPtr &reading);

/// What dialect.type_descriptor(type) gives.
[[nodiscard]] python::Value describedType(const ReadingPtr &reading, python::CallContext &context, const python::Value &type);

/// The `dialect` objects programs ask for their name.
[[nodiscard]] python::Value makeDialect(const ReadingPtr &reading);

} // namespace retort::hosts
