#pragma once

#include "database/inspection/postgresqlscope.h"
#include "schema/table.h"

#include <QVariant>

#include <optional>

namespace retort {

/// A constraint of a table as its catalogue row describes it.
struct PostgresqlConstraint {
    QualifiedName table;
    std::optional<PrimaryKey> primaryKey;
    std::optional<Constraint> constraint;
};

/// One row for each primary key, foreign key, unique, check and exclusion constraint, by table and name.
[[nodiscard]] QString postgresqlConstraintQuery(const PostgresqlScope &scope, int serverVersion);
/// Reads a row of that query.
[[nodiscard]] PostgresqlConstraint postgresqlConstraint(const QVariantList &row);

/// One row for each index that no constraint made, by table and name.
[[nodiscard]] QString postgresqlIndexQuery(const PostgresqlScope &scope, int serverVersion);
/// Reads a row of that query.
[[nodiscard]] Index postgresqlIndex(const QVariantList &row);

} // namespace retort
