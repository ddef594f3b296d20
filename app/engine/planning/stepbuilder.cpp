#include "planning/stepbuilder.h"

#include "base/translation.h"
#include "operations/apply.h"

#include <algorithm>
#include <utility>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

PlanProblem unreadable(const QString &file, const QString &why)
{
    return {{file, {}, 0}, u"script.unreadable"_s, tr("The file cannot be read: %1").arg(why)};
}

} // namespace

void StepBuilder::build(PlanStep &step)
{
    RevisionReading reading = read({step.file, step.direction});
    step.fileHash = std::move(reading.fileHash);
    if (reading.failure) {
        step.problems.append(unreadable(step.file, reading.failure->message));
        return;
    }
    step.diagnostics = std::move(reading.result.diagnostics);
    step.operations = std::move(reading.result.operations);
    if (std::optional<Operation> live = rebuildAtRun(step.operations))
        step.operations = {*std::move(live)};
    for (const Operation &operation : step.operations) {
        if (const auto *live = operation.as<LiveStepOp>()) {
            buildLive(operation, *live, step);
            continue;
        }
        renderOperation(operation, step);
        advance(operation);
    }
}

bool StepBuilder::rebuildsUncertainTable(const Operation &operation, const Schema &schema) const
{
    const QList<QualifiedName> tables = m_context.dialect->rebuiltTables(operation);
    return std::any_of(tables.begin(), tables.end(), [&schema](const QualifiedName &name) {
        const Table *table = schema.table(name);
        return !schema.isCertain() || (table != nullptr && table->uncertain);
    });
}

/// A move and copy drops what it does not know of. Where the table is not certain, the step waits for what the database says of it when it
/// runs; nothing for a step without one.
std::optional<Operation> StepBuilder::rebuildAtRun(const Operations &operations) const
{
    const auto isLive = [](const Operation &operation) { return operation.as<LiveStepOp>() != nullptr; };
    const auto rebuilds = [this](const Operation &operation) { return !m_context.dialect->rebuiltTables(operation).isEmpty(); };
    if (std::any_of(operations.begin(), operations.end(), isLive) || std::none_of(operations.begin(), operations.end(), rebuilds))
        return std::nullopt;
    Schema schema = m_schema;
    for (const Operation &operation : operations) {
        if (rebuildsUncertainTable(operation, schema)) {
            const QString reason = tr("a table is rebuilt from what the database holds, which is not known beforehand");
            return Operation{LiveStepOp{{}, reason, operations, true}, operation.source};
        }
        if (&operation != &operations.back() && !applyTo(schema, operation))
            schema.uncertainties.append(QString());
    }
    return std::nullopt;
}

void StepBuilder::buildLive(const Operation &operation, const LiveStepOp &live, PlanStep &step)
{
    if (m_context.mode.offline)
        step.problems.append({operation.source, liveProblem, live.reason});
    LivePart part{live.reason, operation.source, RevisionReader::optionsFor(m_context, m_schema), m_memory, {}};
    const bool isFollowed = live.isCertain && m_schema.isCertainThroughout();
    // What can be foreseen moves the schema on, and what rendering remembers; the statements themselves are those of the run.
    PlanStep aside;
    for (const Operation &foreseen : live.foreseen) {
        if (!rebuildsUncertainTable(foreseen, m_schema))
            renderOperation(foreseen, aside);
        advance(foreseen);
    }
    step.problems.append(aside.problems);
    if (!isFollowed)
        m_schema.uncertainties.append(live.reason);
    part.after = m_schema;
    step.live = std::make_shared<const LivePart>(std::move(part));
}

void StepBuilder::buildAside(PlanStep &step)
{
    const Schema schema = m_schema;
    RenderMemory memory = std::exchange(m_memory, {});
    build(step);
    m_schema = schema;
    m_memory = std::move(memory);
}

void StepBuilder::fold(const RevisionHeader &header, Direction direction)
{
    const RevisionReading reading = read({header.file, direction});
    if (reading.failure)
        m_schema.uncertainties.append(header.file);
    for (const Operation &operation : reading.result.operations)
        advance(operation);
}

RevisionReading StepBuilder::read(const AwaitedRevision &revision)
{
    std::optional<RevisionReading> ahead = m_ahead.take(revision);
    return ahead ? std::move(*ahead) : m_reader.read(revision.file, revision.direction, m_schema);
}

void StepBuilder::renderOperation(const Operation &operation, PlanStep &step)
{
    if (const auto *opaque = operation.as<OpaqueOp>()) {
        step.problems.append({operation.source, u"script.opaque"_s, opaque->reason});
        return;
    }
    Result<QList<Statement>> statements = m_context.dialect->render(operation, m_schema, m_memory, m_context.mode);
    if (!statements && m_context.mode.offline) {
        // What needs a connection only to look at a table (SQLite's move and copy) is rendered from the simulated schema.
        RenderMode live = m_context.mode;
        live.offline = false;
        Result<QList<Statement>> fromSchema = m_context.dialect->render(operation, m_schema, m_memory, live);
        if (fromSchema)
            statements = std::move(fromSchema);
    }
    if (!statements) {
        step.problems.append({operation.source, statements.error().code, statements.error().message});
        return;
    }
    for (Statement &statement : *statements) {
        if (statement.source.file.isEmpty())
            statement.source = operation.source;
    }
    step.statements.append(std::move(*statements));
}

void StepBuilder::advance(const Operation &operation)
{
    const Result<void> done = applyTo(m_schema, operation);
    if (!done)
        m_schema.uncertainties.append(done.error().message);
}

QList<Statement> versionStatements(const VersionChange &change, const Dialect &dialect, const VersionTableName &table)
{
    QList<Statement> statements;
    for (const QString &revision : change.deletes)
        statements.append({dialect.deleteVersion(table, revision), {}, false});
    for (const QString &revision : change.inserts)
        statements.append({dialect.insertVersion(table, revision), {}, false});
    for (const auto &[from, to] : change.updates)
        statements.append({dialect.updateVersion(table, from, to), {}, false});
    return statements;
}

} // namespace retort
