#pragma once

#include "base/result.h"
#include "operations/operation.h"
#include "schema/schema.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace retort {

/// What `operation` leaves of `schema`. What cannot be known (raw DDL, an opaque operation) makes the table or the schema uncertain.
/// Errors, only on a certain schema and then without a change: "apply.no-such-table", "apply.no-such-column", "apply.table-exists",
/// "apply.column-exists".
[[nodiscard]] Result<void> applyTo(Schema &schema, const Operation &operation);
[[nodiscard]] Result<Schema> apply(const Operation &operation, Schema schema);

/// The operation that undoes `operation` on the schema it leaves, given the schema `before` it; none for what cannot be undone (data, raw
/// SQL).
[[nodiscard]] std::optional<Operation> reverse(const Operation &operation, const Schema &before);

/// One short sentence for people: "Create table users (5 columns)".
[[nodiscard]] QString describe(const Operation &operation);

/// The tables an operation names, in order, each once.
[[nodiscard]] QList<QualifiedName> touchedTables(const Operation &operation);

} // namespace retort
