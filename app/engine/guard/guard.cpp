#include "guard/guard.h"

#include "base/translation.h"

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

bool isProtected(EnvironmentClass environment)
{
    return environment == EnvironmentClass::Production || environment == EnvironmentClass::Unknown;
}

/// The evidence that decided the class, as sentences.
QStringList decidingEvidence(const Target &target)
{
    QStringList sentences;
    for (const EnvironmentEvidence &item : target.evidence) {
        if (item.environment == target.environment)
            sentences.append(item.explanation);
    }
    return sentences;
}

bool destroysEverything(const MigrationPlan &plan)
{
    return plan.kind == PlanKind::Fresh || (plan.kind == PlanKind::Downgrade && plan.reachesBase());
}

/// Whether the plan takes tables, columns or rows away from the database.
bool mayLoseData(const MigrationPlan &plan)
{
    const auto loses = [](const auto &self, const Operations &operations) -> bool {
        return std::any_of(operations.begin(), operations.end(), [&](const Operation &operation) {
            if (const auto *batch = operation.as<BatchAlterTableOp>())
                return self(self, batch->operations);
            if (const auto *block = operation.as<AutocommitBlockOp>())
                return self(self, block->operations);
            if (const auto *live = operation.as<LiveStepOp>())
                return self(self, live->foreseen);
            return operation.as<DropTableOp>() != nullptr || operation.as<DropColumnOp>() != nullptr;
        });
    };
    return std::any_of(plan.steps.begin(), plan.steps.end(), [&](const PlanStep &step) { return loses(loses, step.operations); });
}

ConfirmationLevel levelFor(const MigrationPlan &plan, const Target &target)
{
    if (plan.kind == PlanKind::Stamp || plan.kind == PlanKind::Fresh || isProtected(target.environment))
        return ConfirmationLevel::TypeName;
    const bool loses = mayLoseData(plan);
    const bool staging = target.environment == EnvironmentClass::Staging;
    if (plan.kind == PlanKind::Downgrade)
        return loses || staging ? ConfirmationLevel::TypeName : ConfirmationLevel::Confirm;
    return loses || staging || target.environment == EnvironmentClass::Test || plan.hasLiveSteps() ? ConfirmationLevel::Confirm
                                                                                                   : ConfirmationLevel::PlanOnly;
}

QString levelReason(const MigrationPlan &plan, const Target &target)
{
    if (mayLoseData(plan))
        return tr("The plan drops tables or columns; what they hold is lost.");
    return tr("The target is classified as %1.").arg(environmentClassName(target.environment));
}

} // namespace

Verdict Guard::judgeDestruction(const Target &target)
{
    Verdict verdict;
    if (!isProtected(target.environment)) {
        verdict.level = ConfirmationLevel::TypeName;
        return verdict;
    }
    verdict.code = target.environment == EnvironmentClass::Production ? u"guard.production"_s : u"guard.unknown-environment"_s;
    verdict.reasons.append(
        target.environment == EnvironmentClass::Production
            ? tr("“%1” is a production database: db:fresh, reset and downgrade to base are blocked, and no option overrides that.")
                  .arg(target.name)
            : tr("Nothing says what kind of database “%1” is: db:fresh, reset and downgrade to base are blocked until it is classified.")
                  .arg(target.name));
    verdict.reasons.append(decidingEvidence(target));
    verdict.alternatives.append(tr("Apply pending migrations"));
    verdict.alternatives.append(tr("Restore a backup"));
    if (target.environment == EnvironmentClass::Unknown)
        verdict.alternatives.append(tr("Classify the database once: retort-cli target --classify development"));
    return verdict;
}

Verdict Guard::judge(const MigrationPlan &plan, const Target &target)
{
    if (destroysEverything(plan)) {
        Verdict verdict = judgeDestruction(target);
        if (verdict.isBlocked())
            return verdict;
    }
    Verdict verdict;
    if (!plan.isRunnable()) {
        verdict.code = u"guard.not-runnable"_s;
        const QList<PlanProblem> problems = plan.problems();
        for (const PlanProblem &problem : problems) {
            verdict.reasons.append(problem.source.file.isEmpty()
                                       ? problem.reason
                                       : u"%1:%2: %3"_s.arg(problem.source.file, QString::number(problem.source.line), problem.reason));
        }
        return verdict;
    }
    verdict.level = levelFor(plan, target);
    verdict.code = u"guard.confirm"_s;
    verdict.reasons.append(levelReason(plan, target));
    for (const PlanStep &step : plan.steps) {
        if (step.live)
            verdict.reasons.append(tr("Revision %1 is run live: its statements are known only when it runs.").arg(step.revision));
    }
    return verdict;
}

Result<ApprovedPlan> Guard::approve(std::shared_ptr<const MigrationPlan> plan, const Target &target, const Confirmation &confirmation)
{
    const Verdict verdict = judge(*plan, target);
    if (verdict.isBlocked()) {
        const bool unreadable = verdict.code == "guard.not-runnable"_L1;
        return Error{unreadable ? verdict.code : u"guard.blocked"_s, verdict.reasons.join(u'\n'), verdict.alternatives.join(u'\n')};
    }
    if (plan->targetIdentity != target.identity) {
        return Error{u"guard.wrong-target"_s,
                     tr("This plan was made for %1, not for %2. Nothing was run.").arg(plan->targetIdentity, target.identity),
                     tr("Make a new plan for the target.")};
    }
    if (confirmation.fingerprint != plan->fingerprint || fingerprintOf(*plan) != plan->fingerprint) {
        return Error{u"guard.plan-changed"_s, tr("The plan is not the one that was confirmed. Nothing was run."),
                     tr("Look at the plan again and confirm it.")};
    }
    if (verdict.level == ConfirmationLevel::TypeName && confirmation.typedName != target.name) {
        return Error{u"guard.name-differs"_s, tr("The name typed is not the target's name, “%1”. Nothing was run.").arg(target.name), {}};
    }
    if (verdict.level != ConfirmationLevel::PlanOnly && !confirmation.confirmed)
        return Error{u"guard.not-confirmed"_s, tr("The plan was not confirmed. Nothing was run."), {}};
    return ApprovedPlan(std::move(plan), target, confirmation);
}

} // namespace retort
