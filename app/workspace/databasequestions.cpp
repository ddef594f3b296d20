#include "workspace/databasequestions.h"

#include "base/translation.h"
#include "database/connection.h"
#include "migration/journal.h"
#include "migration/versiontable.h"
#include "tasks/sharedvalue.h"

#include <QFileInfo>

namespace retort {

namespace {

DatabaseState unanswered(const Error &error)
{
    DatabaseState state;
    state.error = error.detail.isEmpty() ? error.message : QString(error.message + QLatin1Char('\n') + error.detail);
    return state;
}

/// The downgrade that undoes `plan`, made offline from where the plan ends.
void addWayBack(PlannedChange &change, const Planner &planner, const PlanRequest &asked, const RunContext &run)
{
    if (change.plan->kind != PlanKind::Upgrade || change.plan->isEmpty())
        return;
    if (change.plan->currentHeads.size() > 1) {
        change.noWayBack = tr("The database is at several heads. Roll back to each of them by itself.");
        return;
    }
    PlanRequest back = asked;
    back.kind = PlanKind::Downgrade;
    back.revisions = change.plan->currentHeads.isEmpty() ? QStringList{QStringLiteral("base")} : change.plan->currentHeads;
    back.currentHeads = change.plan->resultingHeads;
    back.versionTableExists = true;
    auto plan = planner.plan(back, run);
    if (!plan) {
        change.noWayBack = plan.error().message;
        return;
    }
    change.wayBack = sharedValue(std::move(*plan));
    change.wayBackScript = offlineScript(*change.wayBack);
}

} // namespace

DatabaseState askDatabase(const DatabaseUrl &url, const VersionTableName &table)
{
    DatabaseState state;
    if (url.isSqlite() && !url.isMemory() && !url.isFileUri() && !QFileInfo::exists(url.filePath())) {
        state.known = true;
        state.notCreatedYet = true;
        state.server = QStringLiteral("SQLite");
        state.asked = QDateTime::currentDateTime();
        return state;
    }
    auto connection = Connection::open(url, OpenMode::ReadOnly);
    if (!connection)
        return unanswered(connection.error());
    const auto version = VersionTable(table).read(**connection);
    if (!version)
        return unanswered(version.error());
    state.known = true;
    state.heads = version->heads;
    state.versionTableExists = version->exists;
    state.server = (*connection)->serverDescription();
    state.serverVersion = (*connection)->serverVersion();
    state.asked = QDateTime::currentDateTime();
    auto interrupted = Recovery::inspect(Journal::defaultDirectory(), url.identity(), state.heads);
    if (interrupted && *interrupted && (*interrupted)->state == InterruptedRun::State::Halfway)
        state.interrupted = std::move(*interrupted);
    return state;
}

Result<PlannedChange> planChange(const Project &project, const ProjectTarget &target, PlanKind kind, const QStringList &revisions,
                                 const RunContext &run)
{
    PlannedChange change;
    run.progress(tr("Asking the database"));
    change.database = askDatabase(target.url, project.versionTable());
    if (!change.database.known) {
        return Error{QStringLiteral("workspace.database-silent"),
                     tr("The database of “%1” did not say where it is, so no plan can be made.").arg(target.target.name),
                     change.database.error};
    }
    RenderMode mode;
    mode.offline = false;
    mode.serverVersion = change.database.serverVersion;
    PlanRequest request;
    request.kind = kind;
    request.revisions = revisions;
    request.currentHeads = change.database.heads;
    request.versionTableExists = change.database.versionTableExists;
    request.targetName = target.target.name;
    request.targetIdentity = target.target.identity;
    run.progress(tr("Reading the migrations"));
    const Planner planner(project.planningContext(target.url.dialectName(), mode));
    auto plan = planner.plan(request, run);
    if (!plan)
        return plan.error();
    change.plan = sharedValue(std::move(*plan));
    change.script = offlineScript(*change.plan);
    addWayBack(change, planner, request, run);
    return change;
}

} // namespace retort
