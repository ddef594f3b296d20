#include "planning/stepbuilder.h"

#include "alembic/scriptdirectory.h"
#include "base/filecontents.h"
#include "operations/apply.h"

#include <QCoreApplication>

#include <utility>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text) { return QCoreApplication::translate("Planner", text); }

PlanProblem unreadable(const QString &file, const QString &why)
{
    return {{file, {}, 0}, u"script.unreadable"_s, tr("The file cannot be read: %1").arg(why)};
}

} // namespace

void StepBuilder::build(PlanStep &step)
{
    const Result<QByteArray> bytes = readFile(step.file);
    if (!bytes) {
        step.problems.append(unreadable(step.file, bytes.error().message));
        return;
    }
    step.fileHash = contentHash(*bytes);
    const Result<SourceText> source = ScriptDirectory::decode(step.file, *bytes);
    if (!source) {
        step.problems.append(unreadable(step.file, source.error().message));
        return;
    }
    ReadResult reading = read(*source, step.direction);
    step.diagnostics = std::move(reading.diagnostics);
    step.operations = std::move(reading.operations);
    for (const Operation &operation : step.operations) {
        renderOperation(operation, step);
        advance(operation);
    }
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
    const Result<QByteArray> bytes = readFile(header.file);
    const Result<SourceText> source = bytes ? ScriptDirectory::decode(header.file, *bytes) : Result<SourceText>(bytes.error());
    if (!source) {
        m_schema.uncertainties.append(header.file);
        return;
    }
    const ReadResult reading = read(*source, direction);
    for (const Operation &operation : reading.operations)
        advance(operation);
}

ReadResult StepBuilder::read(const SourceText &source, Direction direction)
{
    ReadOptions options;
    options.dialect = m_context.dialect->name();
    options.offline = m_context.mode.offline;
    options.serverVersion = m_context.mode.serverVersion;
    options.before = m_schema;
    options.namingConvention = m_context.namingConvention;
    options.sourceRoots = m_context.sourceRoots;
    options.xArguments = m_context.xArguments;
    options.functionArguments = m_context.functionArguments;
    ReadResult result = m_reader.read(source, direction, options);
    if (!options.offline || opaqueOperations(result.operations).empty())
        return result;
    // Alembic cannot write a script for a migration that asks its database; the simulated schema can answer for it. Where even that is not enough, its
    // reason is the one that counts.
    options.offline = false;
    return m_reader.read(source, direction, options);
}

void StepBuilder::renderOperation(const Operation &operation, PlanStep &step)
{
    if (const auto *opaque = operation.as<OpaqueOp>()) {
        step.problems.append({operation.source, u"script.opaque"_s, opaque->reason});
        return;
    }
    if (const auto *live = operation.as<LiveStepOp>()) {
        step.problems.append({operation.source, u"script.live"_s, live->reason});
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
