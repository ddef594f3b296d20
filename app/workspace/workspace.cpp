#include "workspace/workspace.h"

#include "comparison/projectmodels.h"
#include "migration/journal.h"
#include "migration/migrator.h"
#include "project/projectloader.h"
#include "project/targetreader.h"
#include "tasks/sharedvalue.h"
#include "workspace/databasequestions.h"
#include "workspace/plantitle.h"
#include "workspace/settings.h"

namespace retort {

using namespace Qt::StringLiterals;

namespace {

ProjectLocation locationOf(const QString &path, const QString &registerFile)
{
    ProjectLocation location;
    location.path = path;
    location.processEnvironment = ProjectLocation::currentProcessEnvironment();
    location.targetRegisterFile = registerFile;
    return location;
}

/// The environment's class as the project's files say it now: it must still be what was confirmed.
Result<void> verifyClass(const ApprovedPlan &approved, const ProjectLocation &location, const QStringList &extraUrls)
{
    const auto project = ProjectLoader::load(location);
    if (!project)
        return project.error();
    QList<ProjectTarget> targets = project->targets;
    const TargetRegister remembered(location.targetRegisterFile);
    for (const QString &url : extraUrls) {
        if (auto target = TargetReader(*project, remembered).forUrl(url))
            targets.append(*target);
    }
    for (const ProjectTarget &target : targets) {
        if (target.target.identity == approved.target().identity && target.target.environment != approved.target().environment) {
            return Error{u"workspace.class-changed"_s,
                         Workspace::tr("“%1” now counts as %2; the plan was confirmed for %3. Nothing was run.")
                             .arg(target.target.name, environmentClassName(target.target.environment),
                                  environmentClassName(approved.target().environment)),
                         {}};
        }
    }
    return {};
}

} // namespace

Workspace::Workspace(Settings *settings, Tasks *tasks, const QString &registerFile, QObject *parent)
    : QObject(parent),
      m_settings(settings),
      m_tasks(tasks),
      m_registerFile(registerFile.isEmpty() ? TargetRegister::defaultFile() : registerFile)
{
    connect(&m_watch, &FileWatch::changed, this, &Workspace::reload);
}

Workspace::~Workspace() = default;

void Workspace::open(const QString &path)
{
    m_extraUrls.clear();
    load(path, false);
}

void Workspace::reload()
{
    if (!m_project)
        return;
    // A change during a load would be missed if the load that is running were the last one.
    if (isLoading())
        m_reloadAgain = true;
    else
        load(m_path, true);
}

void Workspace::load(const QString &path, bool again)
{
    const int generation = ++m_generation;
    setLoading(1);
    const auto location = locationOf(path, m_registerFile);
    const QDateTime began = QDateTime::currentDateTime();
    m_tasks->start<Project>(
        tr("Read the project"), this, [location](const RunContext &) { return ProjectLoader::load(location); },
        [this, path, generation, again, began](Result<Project> project) {
            setLoading(-1);
            if (generation != m_generation)
                return;
            if (project) {
                m_path = path;
                take(std::move(*project), again, began);
            } else {
                emit openFailed(path, project.error());
            }
            if (std::exchange(m_reloadAgain, false))
                reload();
        });
}

void Workspace::take(Project project, bool again, const QDateTime &began)
{
    const QString active = target() ? target()->target.identity : QString();
    const auto before = target() ? target()->target.environment : EnvironmentClass::Unknown;
    m_project = sharedValue(std::move(project));
    m_targets = allTargets(*m_project);
    m_active = m_targets.isEmpty() ? -1 : 0;
    for (int i = 0; again && i < m_targets.size(); ++i) {
        if (m_targets.at(i).target.identity == active)
            m_active = i;
    }
    const bool sameTarget = again && target() && target()->target.identity == active;
    if (!sameTarget)
        m_database = {};
    if (!again)
        m_settings->addRecentProject(m_project->root);
    watchFiles(began);
    emit projectChanged();
    emit targetsChanged();
    if (!sameTarget || (target() && target()->target.environment != before))
        emit targetChanged();
    askUnlessProduction();
}

void Workspace::close()
{
    ++m_generation;
    m_project.reset();
    m_targets.clear();
    m_active = -1;
    m_database = {};
    m_watch.watch({}, {});
    emit projectChanged();
    emit targetsChanged();
    emit targetChanged();
}

void Workspace::watchFiles(const QDateTime &since)
{
    QStringList files{m_project->config.iniFile, m_project->config.pyprojectFile, m_project->environmentFile};
    for (const RevisionHeader &header : m_project->scripts.revisions)
        files.append(header.file);
    files.removeAll(QString());
    QStringList folders = m_project->scripts.versionLocations;
    folders.append(m_project->root);
    m_watch.watch(files, folders, since);
}

void Workspace::setLoading(int step)
{
    m_loading += step;
    emit loadingChanged();
}

QList<ProjectTarget> Workspace::allTargets(const Project &project) const
{
    QList<ProjectTarget> targets = project.targets;
    const TargetRegister remembered(m_registerFile);
    for (const QString &url : m_extraUrls) {
        auto added = TargetReader(project, remembered).forUrl(url);
        const auto same = [&](const ProjectTarget &target) { return added && target.target.identity == added->target.identity; };
        if (added && std::none_of(targets.cbegin(), targets.cend(), same))
            targets.append(std::move(*added));
    }
    return targets;
}

const ProjectTarget *Workspace::target() const
{
    return m_active < 0 || m_active >= m_targets.size() ? nullptr : &m_targets.at(m_active);
}

void Workspace::setActiveTarget(int index)
{
    if (index == m_active || index < 0 || index >= m_targets.size())
        return;
    m_active = index;
    m_database = {};
    m_asking = false;
    emit targetChanged();
    askUnlessProduction();
}

void Workspace::askUnlessProduction()
{
    if (target() && target()->target.environment != EnvironmentClass::Production) {
        refresh();
        return;
    }
    // A state that was asked for stays; nothing connects to production by itself.
    m_database.notAsked = !m_database.asked.isValid();
    emit databaseChanged();
}

Result<void> Workspace::addTarget(const QString &url)
{
    if (!m_project)
        return Error{u"workspace.no-project"_s, tr("No project is open."), {}};
    const TargetRegister remembered(m_registerFile);
    auto added = TargetReader(*m_project, remembered).forUrl(url);
    if (!added)
        return added.error();
    m_extraUrls.append(url);
    m_targets = allTargets(*m_project);
    emit targetsChanged();
    for (int i = 0; i < m_targets.size(); ++i) {
        if (m_targets.at(i).target.identity == added->target.identity)
            setActiveTarget(i);
    }
    return {};
}

Result<void> Workspace::classify(EnvironmentClass environment, const QString &typedName)
{
    if (!target())
        return Error{u"workspace.no-target"_s, tr("The project has no database."), {}};
    auto done = TargetRegister(m_registerFile).classify(target()->target, environment, typedName);
    if (done)
        reload();
    return done;
}

void Workspace::refresh()
{
    const ProjectTarget *asked = target();
    if (!asked)
        return;
    const QString identity = asked->target.identity;
    if (asked->problem) {
        DatabaseState state;
        state.error = asked->problem->message;
        takeDatabase(identity, state);
        return;
    }
    m_asking = true;
    emit databaseChanged();
    m_tasks->start<DatabaseState>(
        tr("Ask the database"), this,
        [url = asked->url, table = m_project->versionTable()](const RunContext &) -> Result<DatabaseState> {
            return askDatabase(url, table);
        },
        [this, identity](Result<DatabaseState> answer) {
            if (answer)
                takeDatabase(identity, *answer);
        });
}

void Workspace::takeDatabase(const QString &identity, const DatabaseState &state)
{
    if (!target() || target()->target.identity != identity)
        return;
    m_asking = false;
    if (state.known) {
        m_database = state;
    } else {
        // The last answer stays, with its time, but nothing of it is called current any more.
        m_database.known = false;
        m_database.notAsked = false;
        m_database.error = state.error;
    }
    emit databaseChanged();
}

void Workspace::plan(PlanKind kind, const QStringList &revisions, QObject *context, std::function<void(Result<PlannedChange>)> done)
{
    const ProjectTarget *chosen = target();
    if (!m_project || !chosen || chosen->problem) {
        done(chosen && chosen->problem ? *chosen->problem : Error{u"workspace.no-target"_s, tr("The project has no database."), {}});
        return;
    }
    const auto job = [project = m_project, planned = *chosen, kind, revisions](const RunContext &run) -> Result<PlannedChange> {
        return planChange(*project, planned, kind, revisions, run);
    };
    m_tasks->start<PlannedChange>(tr("Make a plan"), context, job,
                                  [self = QPointer(this), identity = chosen->target.identity, done](Result<PlannedChange> planned) {
                                      if (self && planned)
                                          self->takeDatabase(identity, planned->database);
                                      done(std::move(planned));
                                  });
}

void Workspace::composeRevision(const RevisionRequest &request, QObject *context, std::function<void(Result<NewRevision>)> done)
{
    const auto job = [project = m_project, request](const RunContext &) -> Result<NewRevision> {
        const auto createDate = CreateDate::now(project->config.timezone);
        if (!createDate)
            return createDate.error();
        return ScriptWriter(project->config, *project->graph, project->environment).compose(request, *createDate);
    };
    m_tasks->start<NewRevision>(tr("Compose the revision file"), context, job, std::move(done));
}

QString Workspace::dialect() const
{
    return target() && !target()->target.dialect.isEmpty() ? target()->target.dialect : u"sqlite"_s;
}

Result<ProjectTarget> Workspace::usableTarget() const
{
    const ProjectTarget *chosen = target();
    if (chosen == nullptr)
        return Error{u"workspace.no-target"_s, tr("The project names no database."), {}};
    return chosen->problem ? Result<ProjectTarget>(*chosen->problem) : Result<ProjectTarget>(*chosen);
}

void Workspace::generateRevision(const GenerationOptions &options, QObject *context, std::function<void(Result<Autogenerated>)> done)
{
    const auto chosen = usableTarget();
    if (!chosen) {
        done(chosen.error());
        return;
    }
    const auto job = [project = m_project, target = *chosen, options](const RunContext &run) {
        return Autogeneration::generate(*project, target, options, run);
    };
    m_tasks->start<Autogenerated>(tr("Compare models and database"), context, job, std::move(done));
}

void Workspace::readDrift(QObject *context, std::function<void(Result<Drift>)> done)
{
    const auto chosen = usableTarget();
    if (!chosen) {
        done(chosen.error());
        return;
    }
    const auto job = [project = m_project, target = *chosen](const RunContext &run) { return DriftReader::read(*project, target, run); };
    m_tasks->start<Drift>(tr("Compare database, models and revisions"), context, job, std::move(done));
}

void Workspace::readModels(QObject *context, std::function<void(Result<ModelSchema>)> done)
{
    const auto job = [project = m_project, dialect = dialect()](const RunContext &) { return retort::readModels(*project, dialect); };
    m_tasks->start<ModelSchema>(tr("Read the models"), context, job, std::move(done));
}

void Workspace::explainFork(const QStringList &heads, QObject *context, std::function<void(Result<Fork>)> done)
{
    const auto job = [project = m_project, heads, dialect = dialect()](const RunContext &run) {
        RenderMode mode;
        mode.offline = false;
        return Planner(project->planningContext(dialect, mode)).fork(heads, run);
    };
    m_tasks->start<Fork>(tr("Compare the lines"), context, job, std::move(done));
}

void Workspace::writeRevision(const NewRevision &revision, QObject *context, std::function<void(Result<void>)> done)
{
    m_tasks->start<void>(
        tr("Write the revision file"), context, [revision](const RunContext &) { return ScriptWriter::write(revision); },
        [self = QPointer(this), done](Result<void> written) {
            if (self && written)
                self->reload();
            done(std::move(written));
        });
}

Result<void> Workspace::closeInterruptedRun(const QString &runId, const QString &typedName)
{
    if (!target() || typedName != target()->target.name)
        return Error{u"workspace.name-differs"_s, tr("The name typed is not the target's name. Nothing was changed."), {}};
    auto journal = Journal::open(Journal::defaultDirectory(), target()->target.identity);
    if (!journal)
        return journal.error();
    (*journal)->resolve(runId, u"undone"_s);
    const auto written = (*journal)->flush(true);
    refresh();
    return written;
}

Result<int> Workspace::run(const std::shared_ptr<const MigrationPlan> &plan, const Confirmation &confirmation,
                           const std::shared_ptr<RunLog> &log, QObject *context, std::function<void(Result<MigrationReport>)> done)
{
    const ProjectTarget *chosen = target();
    if (!chosen)
        return Error{u"workspace.no-target"_s, tr("The project has no database."), {}};
    auto approved = Guard::approve(plan, chosen->target, confirmation);
    if (!approved)
        return approved.error();
    // Setting the revision by hand is how an interrupted run is settled; everything else waits until it is.
    const bool repairs = plan->kind == PlanKind::Stamp && m_database.interrupted;
    const auto job = [approved = std::move(*approved), url = chosen->url, log, location = locationOf(m_path, m_registerFile),
                      extra = m_extraUrls, repairs](const RunContext &runContext) -> Result<MigrationReport> {
        RunOptions options;
        options.program = u"retort " RETORT_VERSION ""_s;
        options.repairsInterruptedRun = repairs;
        options.verify = [&](const ApprovedPlan &about) { return verifyClass(about, location, extra); };
        const qint64 total = approved.plan().statementCount();
        qint64 ran = 0;
        const auto observer = [&](const RunEvent &event) {
            log->add(event);
            ran += event.kind == RunEvent::Kind::StatementDone && event.id.part == StatementId::Part::Migration;
            runContext.progress({}, ran, total);
        };
        return Migrator::run(approved, url, options, runContext, observer);
    };
    // The database is asked again also when the page that started the run is gone by then.
    return m_tasks->startChange<MigrationReport>(planTitle(*plan), chosen->target.identity, this, job,
                                                 [this, page = QPointer(context), done](Result<MigrationReport> report) {
                                                     if (page)
                                                         done(std::move(report));
                                                     refresh();
                                                 });
}

} // namespace retort
