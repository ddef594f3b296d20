#pragma once

#include "schema/sqltype.h"

#include <QString>

#include <optional>

namespace retort {

class Compilation;

/// Writes column types as SQLAlchemy's type compilers do; this base is the generic one, each dialect overrides what it spells
/// differently.
class TypeCompiler
{
public:
    explicit TypeCompiler(Compilation &compilation) : m_compilation(compilation) {}
    virtual ~TypeCompiler() = default;

    /// `tableSchema` is for enumeration types with inherit_schema=True.
    [[nodiscard]] QString compile(const SqlType &type, const QString &tableSchema = {});
    /// The type in CAST(x AS ...); empty when the dialect casts to no such type.
    [[nodiscard]] virtual QString castType(const SqlType &type) { return compile(type); }

    /// Whether the CHECK that Boolean or Enum with create_constraint=True stands for exists on this dialect.
    [[nodiscard]] bool needsTypeCheck(const SqlType &type) const;
    /// The length of the VARCHAR an enumeration becomes where it is not native.
    [[nodiscard]] static qsizetype enumLength(const SqlType &type);

protected:
    /// `name` is SQLAlchemy's visit name: CamelCase for generic types, upper case for those that spell themselves. The base knows
    /// the generic ones and calls unsupported() for the rest.
    [[nodiscard]] virtual QString visit(const QString &name, const SqlType &type);
    [[nodiscard]] virtual QString visitString(const QString &keyword, const SqlType &type);
    [[nodiscard]] virtual QString collation(const QString &name) const;
    [[nodiscard]] virtual QString className() const = 0;

    [[nodiscard]] QString unsupported(const QString &name);
    [[nodiscard]] QString stringType(const QString &keyword, const QString &length, const SqlType &type) const;
    [[nodiscard]] static QString numericType(const QString &keyword, const SqlType &type);
    [[nodiscard]] static std::optional<QString> given(const SqlType &type, const QString &argument);

    Compilation &m_compilation;
    QString m_tableSchema;

private:
    [[nodiscard]] QString visitGeneric(const QString &name, const SqlType &type, bool *known);
    [[nodiscard]] std::optional<QString> userDefined(const SqlType &type);

    int m_depth = 0;
};

} // namespace retort
