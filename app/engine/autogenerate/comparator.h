#pragma once

#include "dialects/dialect.h"
#include "operations/operation.h"
#include "schema/schema.h"

#include <QHash>
#include <QStringList>

namespace retort {

/// What is compared, as env.py configures it.
struct ComparisonOptions {
    bool compareType = true;
    /// Alembic's compare_server_default, off unless env.py says so.
    bool compareServerDefault = false;
    VersionTableName versionTable;
    /// The schema that unqualified names belong to ("public"): models that name it mean the same tables.
    QString defaultSchema;
    /// Off: the operations are Alembic's also where those cannot run. On: constraints that are added get a name, so that they can be
    /// dropped again, and there is a note instead of a drop_constraint() of a foreign key that has none; tables go last, when nothing
    /// refers to them any more; foreign keys that form a circle, or have use_alter, are made when all tables are there and dropped while
    /// they are; an identity that is made knows that there was none; on SQLite indexes over expressions are made, and one of the same name
    /// in the database is not touched; an empty comment is none; the check of a Boolean or Enum type is not dropped while the type is
    /// there.
    bool improvements = true;
    /// What the database says to Comparison::questions.
    QHash<QString, bool> answers;
};

/// The operations that lead from the database to the models, and what a person should know besides: what could not be compared, what
/// differs but cannot be altered, what was not dropped because something about it is not known.
struct Comparison {
    Operations operations;
    /// What undoes them, last first: each operation has its one counterpart, as Alembic's reverse() gives it.
    Operations downgrade;
    QStringList notes;
    /// SELECTs of one boolean that only the database can answer: whether two defaults are equal, as Alembic asks PostgreSQL. A second
    /// comparison that is given the answers knows more; one without them has a note for each instead. A NULL is the answer no.
    QStringList questions;

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
