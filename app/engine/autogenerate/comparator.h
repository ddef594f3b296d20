#pragma once

#include "dialects/dialect.h"
#include "operations/operation.h"
#include "schema/schema.h"

#include <QStringList>

namespace retort {

/// What is compared, as env.py configures it.
struct ComparisonOptions {
    bool compareType = true;
    /// Alembic's compare_server_default, off unless env.py says so.
    bool compareServerDefault = false;
    VersionTableName versionTable;
};

/// The operations that lead from the database to the models, and what a person should know besides: what could not be compared, what
/// differs but cannot be altered, what was not dropped because something about it is not known.
struct Comparison {
    Operations operations;
    QStringList notes;

    bool operator==(const Comparison &) const = default;
};

/// Autogenerate: what Alembic 1.19's comparators detect, in their order (alembic.autogenerate.compare). Where Alembic goes through a set,
/// the order here is that of the tables' dependencies, of the columns or of the constraints.
///
/// Nothing that destroys (a drop, a change of a column) is ever derived from a table or a schema that is marked uncertain.
class Comparator
{
public:
    /// `database` as Inspector::schema() tells it, `models` as they are declared.
    [[nodiscard]] static Comparison compare(const Schema &database, const Schema &models, const Dialect &dialect,
                                            const ComparisonOptions &options = {}, const RenderMode &mode = RenderMode{false, 0, {}});
};

} // namespace retort
