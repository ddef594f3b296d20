#pragma once

#include "base/result.h"
#include "base/runcontext.h"
#include "database/connection.h"
#include "guard/guard.h"
#include "migration/versiontable.h"

#include <QString>

namespace retort {

/// What must still be as it was when a plan was approved. Each check names the difference it finds.
class PlanCheck
{
public:
    explicit PlanCheck(const ApprovedPlan &approved) : m_approved(approved), m_plan(approved.plan()) {}

    /// Without the database: the plan is the confirmed one and runnable, the URL is its target, and every revision file is byte
    /// for byte what was planned.
    [[nodiscard]] Result<void> beforeOpening(const DatabaseUrl &url, const RunContext &context) const;
    /// The server that SQL was written for.
    [[nodiscard]] Result<void> server(const Connection &connection) const;
    /// The version rows the plan starts from.
    [[nodiscard]] Result<void> versionTable(const VersionTableState &state) const;

private:
    [[nodiscard]] Result<void> files(const RunContext &context) const;
    [[nodiscard]] static Result<void> file(const PlanStep &step);

    const ApprovedPlan &m_approved;
    const MigrationPlan &m_plan;
};

/// The same rows, in whatever order.
[[nodiscard]] bool sameRows(QStringList a, QStringList b);

} // namespace retort
