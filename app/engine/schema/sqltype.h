#pragma once

#include "schema/literal.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <vector>

namespace retort {

/// A column type as SQLAlchemy's constructor call describes it; a dialect's type compiler turns it into SQL.
///
/// `name` is SQLAlchemy's class name, with the dialect in front for dialect types: "Integer" (generic), "VARCHAR" (SQL standard
/// spelling), "postgresql.JSONB", "mysql.TINYINT", "pgvector.Vector", "geoalchemy2.Geometry". "NullType" is the type of a column that has
/// none. `arguments` holds only what was given, by SQLAlchemy's parameter name, positional ones included: "length", "precision", "scale",
/// "timezone", "collation", "as_uuid", "native_enum", "create_constraint", "create_type", "name", "schema", "inherit_schema", "dimensions",
/// "unsigned", "display_width", "fsp" ... Enum and SET members are in `values`. `children` holds the item type of ARRAY, the base type of
/// DOMAIN or the implementation of a TypeDecorator (name "TypeDecorator", argument "class" the Python class name).
/// The argument "compiled" is the whole text of the type as a compiles() function of the project wrote it for the dialect of the run.
struct SqlType {
    struct Variant;

    QString name = QStringLiteral("NullType");
    QMap<QString, Literal> arguments;
    QStringList values;
    std::vector<SqlType> children;
    std::vector<Variant> variants;

    [[nodiscard]] bool isNull() const { return name == QLatin1StringView("NullType"); }
    [[nodiscard]] bool has(const QString &argument) const { return arguments.contains(argument); }
    /// The argument as text; `fallback` when it was not given or is None.
    [[nodiscard]] QString text(const QString &argument, const QString &fallback = {}) const;
    [[nodiscard]] bool flag(const QString &argument, bool fallback = false) const;
    /// The type that with_variant() chose for `dialect` (exact dialect name: "mysql" is not "mariadb"), else this type.
    [[nodiscard]] const SqlType &forDialect(const QString &dialect) const;

    bool operator==(const SqlType &) const;
};

/// One with_variant(type, dialect).
struct SqlType::Variant {
    QString dialect;
    SqlType type;

    bool operator==(const Variant &) const = default;
};

inline bool SqlType::operator==(const SqlType &) const = default;

} // namespace retort
