#include "confirm/confirmrequest.h"

#include "workspace/plantitle.h"

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QString effectOf(const MigrationPlan &plan)
{
    const QString whole = plan.dialect == u"sqlite" || plan.transactions == TransactionMode::WholePlan
        ? ConfirmRequest::tr("If a statement fails, everything is undone.")
        : plan.transactions == TransactionMode::PerMigration
        ? ConfirmRequest::tr("If a statement fails, its migration is undone; the ones before it stay.")
        : ConfirmRequest::tr("This database cannot undo its statements: after a failure the ones before it stay.");
    switch (plan.kind) {
    case PlanKind::Upgrade: return whole;
    case PlanKind::Downgrade: return ConfirmRequest::tr("What these migrations added is removed, with the data in it.") + u' ' + whole;
    case PlanKind::Stamp: return ConfirmRequest::tr("Only the version table is written. Nothing else in the database changes.");
    case PlanKind::Fresh:
        return ConfirmRequest::tr("Every table of the migrations is dropped with its rows, then all migrations are applied again.");
    }
    return whole;
}

} // namespace

ConfirmRequest ConfirmRequest::forPlan(const MigrationPlan &plan, const Target &target, const Verdict &verdict)
{
    ConfirmRequest request;
    request.title = planTitle(plan);
    request.action = u'&' + request.title;
    request.targetName = target.name;
    request.environment = target.environment;
    request.effect = effectOf(plan);
    for (const PlanStep &step : plan.steps)
        request.items.append(step.revision + u"  "_s + step.message);
    if (plan.kind == PlanKind::Stamp && request.items.isEmpty())
        request.items.append(plan.resultingHeads.join(u", "_s));
    request.reasons = verdict.reasons;
    request.typeName = verdict.level == ConfirmationLevel::TypeName;
    request.destructive = plan.kind == PlanKind::Downgrade || plan.kind == PlanKind::Fresh;
    return request;
}

} // namespace retort
