#pragma once

#include "base/result.h"
#include "guard/target.h"
#include "planning/migrationplan.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace retort {

/// How a person has to agree before a plan may run.
enum class ConfirmationLevel {
    PlanOnly, ///< the shown plan is the confirmation
    Confirm,  ///< a dialog or prompt whose default is no
    TypeName, ///< the target's name typed
    Blocked,  ///< nothing allows it
};

/// The guard's answer about one plan on one target.
struct Verdict {
    ConfirmationLevel level = ConfirmationLevel::Blocked;
    /// Stable codes and sentences: why it is blocked, or why this level was chosen.
    QString code;
    QStringList reasons;
    /// What can be done instead of a blocked plan.
    QStringList alternatives;

    [[nodiscard]] bool isBlocked() const { return level == ConfirmationLevel::Blocked; }
};

/// What the person did to confirm.
struct Confirmation {
    /// The plan they saw.
    QByteArray fingerprint;
    /// They pressed the verb button, answered yes, or passed --yes.
    bool confirmed = false;
    /// What they typed where a name was asked for.
    QString typedName;
};

/// A plan that may run, once, on the target it was judged for. Only Guard makes one: what was not judged cannot be run.
class ApprovedPlan
{
public:
    [[nodiscard]] const MigrationPlan &plan() const { return *m_plan; }
    [[nodiscard]] const Target &target() const { return m_target; }
    [[nodiscard]] const Confirmation &confirmation() const { return m_confirmation; }

private:
    friend class Guard;
    ApprovedPlan(std::shared_ptr<const MigrationPlan> plan, Target target, Confirmation confirmation)
        : m_plan(std::move(plan)),
          m_target(std::move(target)),
          m_confirmation(std::move(confirmation))
    {}

    std::shared_ptr<const MigrationPlan> m_plan;
    Target m_target;
    Confirmation m_confirmation;
};

/// May this plan run, here, now? Pure: no dialog and no flag gets round it. Production and unknown targets block db:fresh, reset and
/// downgrade to base; nothing overrides that.
class Guard
{
public:
    [[nodiscard]] static Verdict judge(const MigrationPlan &plan, const Target &target);
    /// Whether db:fresh, reset and downgrade to base are blocked on `target` whatever the plan: for banners and disabled actions.
    [[nodiscard]] static Verdict judgeDestruction(const Target &target);
    /// Error codes: "guard.blocked", "guard.not-confirmed", "guard.name-differs", "guard.plan-changed", "guard.wrong-target",
    /// "guard.not-runnable".
    [[nodiscard]] static Result<ApprovedPlan> approve(std::shared_ptr<const MigrationPlan> plan, const Target &target,
                                                      const Confirmation &confirmation);
};

} // namespace retort
