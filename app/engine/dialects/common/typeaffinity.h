#pragma once

#include "schema/sqltype.h"
#include "schema/table.h"

#include <cstdint>

namespace retort {

/// What SQLAlchemy calls a type's affinity: the family that decides autoincrement, the copying CAST of a table rebuild and how a
/// literal is written.
enum class TypeAffinity : std::uint8_t {
    Null,
    Integer,
    Numeric,
    String,
    Boolean,
    Date,
    Time,
    DateTime,
    Interval,
    Binary,
    Uuid,
    Json,
    Array,
    Other
};

/// `dialect` chooses among variants, as with_variant() does; TypeDecorators have the affinity of what they decorate.
[[nodiscard]] TypeAffinity typeAffinity(const SqlType &type, const QString &dialect);

/// The type that is really rendered on `dialect`: the variant chosen, TypeDecorators replaced by their implementation.
[[nodiscard]] const SqlType &effectiveType(const SqlType &type, const QString &dialect);

/// "TINYINT" of "mysql.TINYINT", and "mysql".
[[nodiscard]] QString typeBaseName(const SqlType &type);
[[nodiscard]] QString typePackage(const SqlType &type);

/// Enum, or PostgreSQL's and MySQL's ENUM.
[[nodiscard]] bool isEnumType(const SqlType &type);

/// SQLAlchemy's autoincrement column of a table; null when it has none.
[[nodiscard]] const Column *autoincrementColumn(const Table &table, const QString &dialect);

} // namespace retort
