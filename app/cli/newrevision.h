#pragma once

#include "alembic/writing/scriptwriter.h"
#include "session.h"

namespace retort {

/// Where the operations of a new revision come from.
enum class RevisionSource {
    Empty,          ///< there are none
    Models,         ///< the comparison of models and database; the file is written even when there is no difference, as Alembic does
    ModelsIfDiffer, ///< the same, but without a difference nothing is written
};

/// Writes the revision file that `asked` describes and tells where it is.
[[nodiscard]] ExitCode writeNewRevision(const RevisionRequest &asked, RevisionSource source, const GlobalOptions &options,
                                        Console &console);

} // namespace retort
