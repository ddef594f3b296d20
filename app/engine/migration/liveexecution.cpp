#include "migration/liveexecution.h"

#include "alembic/scriptdirectory.h"
#include "base/filecontents.h"
#include "base/translation.h"
#include "migration/planexecution.h"
#include "operations/apply.h"

namespace retort {

using namespace Qt::StringLiterals;

LiveExecution::LiveExecution(PlanExecution &execution, int step, const MigrationPlan &plan, const LivePart &part)
    : m_execution(execution),
      m_step(step),
      m_plan(plan),
      m_part(part),
      m_dialect(Dialect::byName(plan.dialect)),
      m_schema(part.options.before),
      m_memory(part.memory)
{}

std::optional<LiveObstacle> LiveExecution::run(const PlanStep &step)
{
    const OperationSource file{step.file, {}, 0};
    const Result<QByteArray> bytes = readFile(step.file);
    if (!bytes || contentHash(*bytes) != step.fileHash)
        return LiveObstacle{u"migration.file-changed"_s, tr("The file of this revision was changed after the plan was confirmed."), file};
    const Result<SourceText> source = ScriptDirectory::decode(step.file, *bytes);
    if (!source)
        return LiveObstacle{source.error().code, source.error().message, file};
    ReadOptions options = m_part.options;
    options.live = this;
    const ReadResult result = ScriptReader().read(*source, step.direction, options);
    const std::vector<const Operation *> opaque = opaqueOperations(result.operations);
    if (!opaque.empty())
        return LiveObstacle{u"migration.not-understood"_s, opaque.front()->as<OpaqueOp>()->reason, opaque.front()->source};
    if (!leavesForeseenSchema(m_step))
        return LiveObstacle{
            u"migration.schema-differs"_s,
            tr("With the rows of this database the revision changed the schema in another way than could be foreseen, and the plan "
               "of the revisions after it does not fit any more. Upgrade to this revision alone, then go on."),
            m_part.source};
    return std::nullopt;
}

/// The statements of later steps were rendered on the schema that was foreseen. Where that is not certain, none of them depends on it: a
/// step that asks what there is, or rebuilds a table, is a live step of its own.
bool LiveExecution::leavesForeseenSchema(int step) const
{
    if (step + 1 == m_plan.steps.size() || !m_part.after.isCertain())
        return true;
    Schema reached = m_schema;
    reached.uncertainties.clear();
    return reached == m_part.after;
}

const Schema &LiveExecution::schema()
{
    if (m_isInspected || m_schema.isCertainThroughout())
        return m_schema;
    m_isInspected = true;
    Result<Schema> found = m_execution.inspect();
    if (found)
        m_schema = std::move(*found);
    else
        m_schema.uncertainties.prepend(found.error().message);
    return m_schema;
}

Result<TypedRows> LiveExecution::execute(const Operation &operation)
{
    const Schema &before = m_dialect->rebuiltTables(operation).isEmpty() ? m_schema : schema();
    Result<QList<Statement>> statements = m_dialect->render(operation, before, m_memory, m_plan.mode);
    if (!statements)
        return statements.error();
    TypedRows rows;
    for (Statement &statement : *statements) {
        if (statement.source.file.isEmpty())
            statement.source = operation.source;
        if (!m_execution.runLiveStatement(m_step, m_statements++, statement, rows))
            return Error{u"migration.stopped"_s, tr("The statement did not come to its end."), {}};
    }
    m_isInspected = false;
    const Result<void> applied = applyTo(m_schema, operation);
    if (!applied)
        m_schema.uncertainties.append(applied.error().message);
    return rows;
}

} // namespace retort
