#pragma once

#include "planning/migrationplan.h"

namespace retort {

/// What carrying out the plan is called everywhere: "Apply 3 Migrations", "Roll Back 1 Migration", "Set the Revision", "Recreate from
/// Scratch".
[[nodiscard]] QString planTitle(const MigrationPlan &plan);

} // namespace retort
