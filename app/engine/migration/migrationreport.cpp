#include "migration/migrationreport.h"

#include <algorithm>

namespace retort {

qsizetype MigrationReport::committedSteps() const
{
    return std::count_if(steps.begin(), steps.end(), [](const StepReport &step) { return step.state == StepState::Committed; });
}

} // namespace retort
