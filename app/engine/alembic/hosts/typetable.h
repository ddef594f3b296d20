#pragma once

#include <QLatin1StringView>
#include <QList>
#include <QString>
#include <QStringList>

namespace retort::hosts {

/// One SQLAlchemy type class: how it is called and what it derives from (SQLAlchemy 2.0.52).
struct TypeEntry {
    /// As SqlType::name has it.
    QLatin1StringView name;
    /// Nearest first, comma-separated.
    QLatin1StringView ancestors;
    /// Positional parameters in order, comma-separated; "*" takes any number of values (enumerations).
    QLatin1StringView positional;
    /// Parameters that can only be given by keyword.
    QLatin1StringView keywords;

    [[nodiscard]] bool derivesFrom(QStringView ancestor) const;
    /// The class name without the dialect.
    [[nodiscard]] QString className() const;
};

/// The entry of a type by SqlType's name; null when there is none.
[[nodiscard]] const TypeEntry *typeEntry(QStringView name);

/// What a module of SQLAlchemy ("sqlalchemy", "types", "postgresql", "mysql", "sqlite", "mssql", "oracle") calls its types: pairs of
/// attribute and SqlType name.
[[nodiscard]] QList<std::pair<QString, QString>> exportedTypes(QLatin1StringView module);

} // namespace retort::hosts
