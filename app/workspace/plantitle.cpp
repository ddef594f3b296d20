#include "workspace/plantitle.h"

#include <QCoreApplication>

namespace retort {

QString planTitle(const MigrationPlan &plan)
{
    const qsizetype steps = plan.steps.size();
    switch (plan.kind) {
    case PlanKind::Upgrade:
        return steps == 1 ? QCoreApplication::translate("PlanTitle", "Apply 1 Migration")
                          : QCoreApplication::translate("PlanTitle", "Apply %1 Migrations").arg(steps);
    case PlanKind::Downgrade:
        return steps == 1 ? QCoreApplication::translate("PlanTitle", "Roll Back 1 Migration")
                          : QCoreApplication::translate("PlanTitle", "Roll Back %1 Migrations").arg(steps);
    case PlanKind::Stamp: return QCoreApplication::translate("PlanTitle", "Set the Revision");
    case PlanKind::Fresh: break;
    }
    return QCoreApplication::translate("PlanTitle", "Recreate from Scratch");
}

} // namespace retort
