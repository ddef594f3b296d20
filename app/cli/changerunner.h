#pragma once

#include "command.h"
#include "session.h"

#include "guard/guard.h"
#include "planning/planner.h"

namespace retort {

/// What upgrade, downgrade, stamp and fresh have in common: plan, show, judge, confirm, run, report.
struct ChangeRequest {
    PlanKind kind = PlanKind::Upgrade;
    QStringList revisions;
    /// Print the script instead of running it (Alembic's --sql).
    bool sql = false;
    /// Show the plan and the guard's verdict; run nothing.
    bool dryRun = false;
    /// Remove every row of the version table first (stamp --purge).
    bool purge = false;
    /// Run the seeders afterwards (fresh --seed).
    bool seed = false;
    QString dialect;
    QStringList xArguments;
};

class ChangeRunner
{
public:
    ChangeRunner(const GlobalOptions &options, Console &console) : m_options(options), m_console(console) {}

    [[nodiscard]] ExitCode run(const ChangeRequest &request) const;

private:
    [[nodiscard]] ExitCode printScript(const Session &session, const ChangeRequest &request) const;
    [[nodiscard]] ExitCode fail(const Error &error) const;
    [[nodiscard]] ExitCode judgeAndRun(const ProjectTarget &target, std::shared_ptr<const MigrationPlan> plan, bool dryRun) const;
    [[nodiscard]] ExitCode carryOut(const ProjectTarget &target, std::shared_ptr<const MigrationPlan> plan, const Verdict &verdict) const;
    /// What the person did; no value when they said no or nobody can be asked.
    [[nodiscard]] std::optional<Confirmation> ask(const Target &target, const MigrationPlan &plan, ConfirmationLevel level) const;

    const GlobalOptions &m_options;
    Console &m_console;
};

} // namespace retort
