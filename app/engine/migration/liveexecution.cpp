#include "migration/liveexecution.h"

#include "alembic/scriptdirectory.h"
#include "base/filecontents.h"
#include "base/translation.h"
#include "migration/planexecution.h"
#include "operations/apply.h"

#include <algorithm>

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

/// The statements of later steps were rendered on the schema that was foreseen. Where that is not certain, a later step that asks what
/// there is will be a live step of its own, and the others only change tables that they name: those must be as foreseen, which can be told
/// as long as the schema was followed from the start.
bool LiveExecution::leavesForeseenSchema(int step) const
{
    if (step + 1 == m_plan.steps.size() || !m_part.options.before.isCertain())
        return true;
    const Schema &foreseen = m_part.after;
    Schema reached = m_schema;
    if (foreseen.isCertain()) {
        reached.uncertainties.clear();
        return reached == foreseen;
    }
    return std::all_of(foreseen.tables.cbegin(), foreseen.tables.cend(), [&reached](const Table &table) {
        const Table *now = reached.table(table.name);
        return now == nullptr || *now == table;
    });
}

const Schema &LiveExecution::schema()
{
    const auto isUncertain = [](const Table &table) { return table.uncertain; };
    const bool isFollowed = m_schema.isCertain() && std::none_of(m_schema.tables.cbegin(), m_schema.tables.cend(), isUncertain);
    if (isFollowed || m_isInspected)
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
    // SQLite's move and copy is written from the whole table.
    const Schema &before = operation.as<BatchAlterTableOp>() ? schema() : m_schema;
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
