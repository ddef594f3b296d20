#pragma once

#include "alembic/writing/scriptwriter.h"
#include "session.h"

namespace retort {

/// Writes the revision file that `request` describes and tells where it is.
[[nodiscard]] ExitCode writeNewRevision(const RevisionRequest &request, const GlobalOptions &options, Console &console);

} // namespace retort
