#pragma once

#include "alembic/liveconnection.h"
#include "planning/migrationplan.h"

#include <QString>

#include <memory>
#include <optional>

namespace retort {

class PlanExecution;

/// Why a live step could not be carried out to its end, other than by a failed statement.
struct LiveObstacle {
    QString code;
    QString message;
    OperationSource source;
};

/// Interprets the file of one live step and hands every statement it comes to, rendered on the schema of that moment, to the PlanExecution.
class LiveExecution : public LiveConnection
{
public:
    LiveExecution(PlanExecution &execution, int step, const MigrationPlan &plan, const LivePart &part);

    /// Nothing: it ran to its end, or a statement failed or the run was stopped, which the PlanExecution knows.
    [[nodiscard]] std::optional<LiveObstacle> run(const PlanStep &step);
    [[nodiscard]] int statementsRun() const { return m_statements; }

    [[nodiscard]] Result<TypedRows> execute(const Operation &operation) override;
    [[nodiscard]] const Schema &schema() override;

private:
    [[nodiscard]] bool leavesForeseenSchema(int step) const;

    PlanExecution &m_execution;
    const int m_step;
    const MigrationPlan &m_plan;
    const LivePart &m_part;
    const std::shared_ptr<const Dialect> m_dialect;
    Schema m_schema;
    /// m_schema is what the database said after the last operation.
    bool m_isInspected = false;
    RenderMemory m_memory;
    int m_statements = 0;
};

} // namespace retort
