#pragma once

#include "base/result.h"
#include "base/runcontext.h"
#include "comparison/databasesnapshot.h"
#include "operations/operation.h"

namespace retort {

/// One way in which a database differs from what it is held against, as the operation that would do away with the difference.
struct Difference {
    enum class Kind {
        Missing, ///< not in the database
        Surplus, ///< only in the database
        Changed, ///< in both, but not alike
    };
    Kind kind = Kind::Changed;
    Operation operation;
    /// What differs about a column: "type VARCHAR(50) → TEXT"; empty where the operation says it all.
    QString detail;
    /// A revision that is not applied yet does away with it.
    bool pending = false;

    /// Whether doing away with it destroys something.
    [[nodiscard]] bool destroys() const { return kind == Kind::Surplus; }
};

/// What operations that lead away from a database say about it.
[[nodiscard]] QList<Difference> differences(const Operations &operations);

/// Where a database, the models and the revision files differ from each other. Always seen from the database.
struct Drift {
    QStringList databaseHeads;
    QStringList fileHeads;
    /// Database and models.
    QList<Difference> models;
    QStringList modelNotes;
    /// Why the models could not be read; then `models` is empty.
    std::optional<Error> noModels;
    /// Database and what the revisions that it has applied lead to: somebody changed it by hand, or a revision does not do what it says.
    QList<Difference> byHand;
    QStringList revisionNotes;
    /// Why the revisions could not be folded to a schema; then `byHand` is empty and nothing is marked as pending.
    std::optional<Error> noRevisions;

    [[nodiscard]] bool isEmpty() const { return models.isEmpty() && byHand.isEmpty(); }
};

/// Compares the three sources of a schema: models, database, revisions. Reads only.
class DriftReader
{
public:
    /// Errors: those of readDatabase(); "drift.stopped".
    [[nodiscard]] static Result<Drift> read(const Project &project, const ProjectTarget &target, const RunContext &run = {});
};

} // namespace retort
