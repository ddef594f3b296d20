#pragma once

#include "models/modelreader.h"

#include <QString>
#include <QStringList>

namespace retort {

/// What models declare or a database holds, in the words that the console and the windows show.

/// "PK NOT NULL FK -> users.id"; empty for a column that may hold anything.
[[nodiscard]] QString columnRules(const Table &table, const Column &column);
/// The default's text; "in Python" for one that the database does not know; empty for none.
[[nodiscard]] QString columnDefault(const Column &column);
/// "id" or, for what is no column, "an SQL expression".
[[nodiscard]] QStringList indexedColumns(const Index &index);
/// "Foreign key fk_orders_user: (user_id) → users (id)".
[[nodiscard]] QString constraintText(const Constraint &constraint);
/// The statements that create the table, its indexes included. Empty for a table that is not known for certain.
[[nodiscard]] QStringList createStatements(const Schema &schema, const Table &table, const QString &dialect);

} // namespace retort
