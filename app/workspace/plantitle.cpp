#include "workspace/plantitle.h"

#include "base/translation.h"

namespace retort {

QString planTitle(const MigrationPlan &plan)
{
    const qsizetype steps = plan.steps.size();
    switch (plan.kind) {
    case PlanKind::Upgrade: return steps == 1 ? tr("Apply 1 Migration") : tr("Apply %1 Migrations").arg(steps);
    case PlanKind::Downgrade: return steps == 1 ? tr("Roll Back 1 Migration") : tr("Roll Back %1 Migrations").arg(steps);
    case PlanKind::Stamp: return tr("Set the Revision");
    case PlanKind::Fresh: break;
    }
    return tr("Recreate from Scratch");
}

} // namespace retort
