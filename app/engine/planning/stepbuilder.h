#pragma once

#include "planning/readahead.h"

namespace retort {

/// Reads and renders one revision after the other while the simulated schema moves along: the part that planning, surveying and folding
/// share.
class StepBuilder
{
public:
    /// `awaited`: the files that will be built or folded, in this order; they are read ahead.
    StepBuilder(const PlanningContext &context, Schema start, QList<AwaitedRevision> awaited = {})
        : m_context(context),
          m_schema(std::move(start)),
          m_reader(context),
          m_ahead(context, std::move(awaited))
    {}

    /// Fills operations, statements, problems and diagnostics of `step` from the file in `step.file` and moves the schema on.
    void build(PlanStep &step);
    /// As build(), but leaves the schema and what was remembered as they are.
    void buildAside(PlanStep &step);
    /// Moves the schema on without rendering.
    void fold(const RevisionHeader &header, Direction direction);

    [[nodiscard]] const Schema &schema() const { return m_schema; }
    [[nodiscard]] Schema takeSchema() { return std::move(m_schema); }

private:
    [[nodiscard]] RevisionReading read(const AwaitedRevision &revision);
    void renderOperation(const Operation &operation, PlanStep &step);
    [[nodiscard]] bool rebuildsUncertainTable(const Operation &operation, const Schema &schema) const;
    [[nodiscard]] std::optional<Operation> rebuildAtRun(const Operations &operations) const;
    void buildLive(const Operation &operation, const LiveStepOp &live, PlanStep &step);
    void advance(const Operation &operation);

    const PlanningContext &m_context;
    Schema m_schema;
    RenderMemory m_memory;
    RevisionReader m_reader;
    ReadAhead m_ahead;
};

/// The code of the problem of a live step in an offline script, where there is no database to read rows from.
inline const QString liveProblem = QStringLiteral("script.live");

/// The statements that carry `change` out in the version table, in Alembic's order.
[[nodiscard]] QList<Statement> versionStatements(const VersionChange &change, const Dialect &dialect, const VersionTableName &table);

} // namespace retort
