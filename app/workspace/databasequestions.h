#pragma once

#include "workspace/workspace.h"

namespace retort {

/// Asks a database where it is. Reads only; a SQLite file that does not exist is not made, it is "not created yet". Any thread.
[[nodiscard]] DatabaseState askDatabase(const DatabaseUrl &url, const VersionTableName &table);

/// Asks the target's database where it is and plans from there. Any thread.
[[nodiscard]] Result<PlannedChange> planChange(const Project &project, const ProjectTarget &target, PlanKind kind,
                                               const QStringList &revisions, const RunContext &run);

} // namespace retort
