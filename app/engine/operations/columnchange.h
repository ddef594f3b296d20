#pragma once

#include "operations/operation.h"
#include "schema/table.h"

#include <optional>

namespace retort {

// Changes of one table in place, with everything of the table that names the column. The column must exist.

void insertColumn(Table &table, const Column &column, const QString &before, const QString &after);
/// Keys, constraints and indexes over the column go with it, as in PostgreSQL and in a SQLite rebuild.
void dropColumn(Table &table, const QString &column);
void renameColumn(Table &table, const QString &from, const QString &to);
/// Everything of `op` but the new name.
void alterColumn(Table &table, Column &column, const AlterColumnOp &op);
/// True when a constraint of that name was found: by its own name, or by the name PostgreSQL gives an unnamed one.
bool dropConstraint(Table &table, const QString &name, DropConstraintOp::Type type);

/// The name of any constraint.
[[nodiscard]] const Name &nameOf(const Constraint &constraint);
/// The CHECK that Boolean or Enum with create_constraint=True stands for; a dialect that has the type does not render it.
[[nodiscard]] std::optional<CheckConstraint> typeCheck(const QString &column, const SqlType &type);
/// Whether the constraint is over that column; a CHECK also when its condition names it.
[[nodiscard]] bool involves(const Constraint &constraint, const QString &column);
/// Whether the index is over that column.
[[nodiscard]] bool involves(const Index &index, const QString &column);

} // namespace retort
