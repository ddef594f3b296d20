#pragma once

#include "schema/schema.h"

#include <QJsonObject>

namespace retort {

/// An inspected schema for programs: lists of objects in the order of their names, constraints and indexes in the order they were found.
/// What is not there is left out. Expressions are the database's own text; a type is {"name", "arguments", "values", "item"} in
/// SQLAlchemy's words. Not for schemas that migrations or models declare: their expressions are no text yet.
[[nodiscard]] QJsonObject schemaJson(const Schema &schema);
[[nodiscard]] QJsonObject tableJson(const Table &table);

/// The text of an inspected expression: "lower(name)", "name DESC NULLS LAST".
[[nodiscard]] QString inspectedText(const SqlExpression &expression);
/// A type for people: "VARCHAR(50)", "INTEGER[]", "ENUM('a', 'b')"; "?" for a type that is not understood.
[[nodiscard]] QString inspectedTypeText(const SqlType &type);

} // namespace retort
