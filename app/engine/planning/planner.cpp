#include "planning/planner.h"

#include "alembic/revisionresolver.h"
#include "base/translation.h"
#include "planning/stepbuilder.h"

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

Error stopped()
{
    return {u"planning.stopped"_s, tr("Planning was stopped. Nothing was run."), {}};
}

/// The steps of db:fresh: everything down, then everything up.
Result<RevisionPath> freshPath(const RevisionResolver &resolver, const QStringList &currentHeads)
{
    RevisionPath path;
    if (!currentHeads.isEmpty()) {
        auto down = resolver.downgrade(u"base"_s, currentHeads);
        if (!down)
            return down.error();
        path = std::move(*down);
    }
    auto up = resolver.upgrade(u"heads"_s, {});
    if (!up)
        return up.error();
    path.steps += up->steps;
    path.warnings += up->warnings;
    return path;
}

/// A purge begins with an empty version table, unless all it is asked for is an empty one.
Result<RevisionPath> stampPath(const RevisionResolver &resolver, const PlanRequest &request)
{
    const bool empties = request.revisions == QStringList(u"base"_s);
    return resolver.stamp(request.revisions, request.purge && !empties ? QStringList() : request.currentHeads);
}

QList<Statement> rowDeletions(const QStringList &heads, const PlanningContext &context)
{
    VersionChange change;
    change.deletes = heads;
    return versionStatements(change, *context.dialect, context.versionTable);
}

Result<RevisionPath> pathFor(const RevisionResolver &resolver, const PlanRequest &request)
{
    switch (request.kind) {
    case PlanKind::Upgrade: return resolver.upgrade(request.revisions.value(0), request.currentHeads);
    case PlanKind::Downgrade: return resolver.downgrade(request.revisions.value(0), request.currentHeads);
    case PlanKind::Stamp: return stampPath(resolver, request);
    case PlanKind::Fresh: break;
    }
    return freshPath(resolver, request.currentHeads);
}

TransactionMode transactionsFor(const PlanningContext &context)
{
    const bool transactional = context.mode.transactionalDdl.value_or(context.dialect->transactionalDdl());
    // A live SQLite run is one transaction for the whole plan: SQLite rolls DDL back, whatever Alembic assumes of it.
    if (!context.mode.offline && context.dialect->name() == "sqlite"_L1)
        return TransactionMode::WholePlan;
    if (!transactional)
        return TransactionMode::None;
    return context.transactionPerMigration ? TransactionMode::PerMigration : TransactionMode::WholePlan;
}

QList<AwaitedRevision> awaitedBy(const QList<RevisionStep> &steps, const RevisionGraph &graph)
{
    QList<AwaitedRevision> awaited;
    for (const RevisionStep &step : steps) {
        const RevisionHeader *header = graph.find(step.revision);
        if (!step.isStamp && header)
            awaited.append({header->file, step.direction});
    }
    return awaited;
}

} // namespace

Result<Schema> Planner::schemaAt(const QStringList &heads, const RunContext &run) const
{
    const RevisionGraph &graph = *m_context.graph;
    std::vector<int> from;
    for (const QString &head : heads) {
        const int index = graph.indexOf(head);
        if (index < 0)
            return Error{u"graph.no-such-revision"_s, tr("Can't locate revision identified by '%1'").arg(head), {}};
        from.push_back(index);
    }
    const std::vector<bool> members = graph.ancestors(from);
    std::vector<int> order = graph.sorted(members, from);
    std::reverse(order.begin(), order.end());
    QList<AwaitedRevision> awaited;
    for (const int index : order)
        awaited.append({graph.at(index).file, Direction::Upgrade});
    StepBuilder builder(m_context, {}, std::move(awaited));
    qint64 done = 0;
    for (const int index : order) {
        if (run.stopRequested())
            return stopped();
        builder.fold(graph.at(index), Direction::Upgrade);
        run.progress(tr("Reading applied revisions"), ++done, qint64(order.size()));
    }
    return builder.takeSchema();
}

Result<MigrationPlan> Planner::plan(const PlanRequest &request, const RunContext &run) const
{
    const RevisionGraph &graph = *m_context.graph;
    // A file that cannot be read comes first: the revision that the graph then misses is its consequence.
    if (m_context.obstacle)
        return *m_context.obstacle;
    if (graph.error())
        return *graph.error();
    Result<RevisionPath> path = pathFor(RevisionResolver(graph), request);
    if (!path)
        return path.error();

    MigrationPlan plan;
    plan.kind = request.kind;
    plan.request = request.revisions.join(u' ');
    plan.dialect = m_context.dialect->name();
    plan.mode = m_context.mode;
    plan.targetName = request.targetName;
    plan.targetIdentity = request.targetIdentity;
    plan.currentHeads = request.currentHeads;
    plan.resultingHeads = path->steps.isEmpty() ? request.currentHeads : path->steps.last().headsAfter;
    plan.transactions = transactionsFor(m_context);
    plan.versionTable = m_context.versionTable;
    plan.warnings = path->warnings;
    const bool makesTable = m_context.mode.offline ? request.currentHeads.isEmpty() : !request.versionTableExists;
    if (makesTable && !path->steps.isEmpty())
        plan.preparation.append({m_context.dialect->createVersionTable(m_context.versionTable), {}, false});

    const bool runsCode = std::any_of(path->steps.begin(), path->steps.end(), [](const RevisionStep &step) { return !step.isStamp; });
    Schema start;
    if (runsCode && !request.currentHeads.isEmpty()) {
        Result<Schema> folded = schemaAt(request.currentHeads, run);
        if (!folded)
            return folded.error();
        start = std::move(*folded);
    }
    StepBuilder builder(m_context, std::move(start), awaitedBy(path->steps, graph));
    qint64 done = 0;
    for (RevisionStep &revisionStep : path->steps) {
        if (run.stopRequested())
            return stopped();
        PlanStep step;
        static_cast<RevisionStep &>(step) = std::move(revisionStep);
        if (const RevisionHeader *header = graph.find(step.revision)) {
            step.message = header->message;
            step.file = header->file;
        }
        if (request.keepSchemas)
            step.before = std::make_shared<const Schema>(builder.schema());
        if (!step.isStamp)
            builder.build(step);
        if (request.keepSchemas)
            step.after = std::make_shared<const Schema>(builder.schema());
        step.versionStatements = versionStatements(step.versionChange, *m_context.dialect, m_context.versionTable);
        plan.steps.append(std::move(step));
        run.progress(tr("Reading revisions"), ++done, path->steps.size());
    }
    if (request.purge && !plan.steps.isEmpty() && request.revisions != QStringList(u"base"_s))
        plan.steps.first().versionStatements = rowDeletions(request.currentHeads, m_context) + plan.steps.first().versionStatements;
    plan.fingerprint = fingerprintOf(plan);
    return plan;
}

namespace {

PlanStep stepOf(const RevisionHeader &header, Direction direction)
{
    PlanStep step;
    step.revision = header.revision;
    step.direction = direction;
    step.message = header.message;
    step.file = header.file;
    return step;
}

SurveyedDirection surveyed(PlanStep step)
{
    // A survey is no script: what needs its rows is understood.
    step.problems.removeIf([](const PlanProblem &problem) { return problem.code == liveProblem; });
    return {step.live ? step.live->reason : QString(), std::move(step.statements), std::move(step.problems), std::move(step.operations)};
}

/// Both directions of one revision; `builder` stands after the upgrade afterwards.
SurveyedRevision surveyRevision(StepBuilder &builder, const RevisionHeader &header)
{
    PlanStep up = stepOf(header, Direction::Upgrade);
    builder.build(up);
    PlanStep down = stepOf(header, Direction::Downgrade);
    builder.buildAside(down);
    return {header.revision, header.message, header.file, surveyed(std::move(up)), surveyed(std::move(down))};
}

} // namespace

Result<QList<SurveyedRevision>> Planner::survey(const RunContext &run) const
{
    const RevisionGraph &graph = *m_context.graph;
    std::vector<int> order = graph.history();
    std::reverse(order.begin(), order.end());
    QList<AwaitedRevision> awaited;
    for (const int index : order) {
        for (const Direction direction : {Direction::Upgrade, Direction::Downgrade})
            awaited.append({graph.at(index).file, direction});
    }
    QList<SurveyedRevision> found;
    StepBuilder builder(m_context, {}, std::move(awaited));
    for (const int index : order) {
        if (run.stopRequested())
            return stopped();
        found.append(surveyRevision(builder, graph.at(index)));
        run.progress(tr("Reading revisions"), found.size(), qint64(order.size()));
    }
    return found;
}

Result<SurveyedRevision> Planner::surveyOne(const QString &revision, const RunContext &run) const
{
    const RevisionHeader *header = m_context.graph->find(revision);
    if (header == nullptr)
        return Error{u"graph.no-such-revision"_s, tr("Can't locate revision identified by '%1'").arg(revision), {}};
    std::vector<int> parents = m_context.graph->parents(m_context.graph->indexOf(revision), Edges::All);
    QStringList heads;
    for (const int parent : parents)
        heads.append(m_context.graph->id(parent));
    Result<Schema> before = schemaAt(heads, run);
    if (!before)
        return before.error();
    StepBuilder builder(m_context, std::move(*before));
    return surveyRevision(builder, *header);
}

} // namespace retort
