#pragma once

#include "alembic/writing/scriptwriter.h"
#include "guard/guard.h"
#include "migration/migrationreport.h"
#include "project/project.h"
#include "tasks/tasks.h"
#include "workspace/databasestate.h"
#include "workspace/filewatch.h"
#include "workspace/runlog.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>

namespace retort {

class Settings;

/// A plan and what the database said when it was made.
struct PlannedChange {
    std::shared_ptr<const MigrationPlan> plan;
    /// offlineScript() of the plan: made in the worker, a long one takes its time.
    QString script;
    /// The plan that leads back from an upgrade; null with the reason when there is none.
    std::shared_ptr<const MigrationPlan> wayBack;
    QString wayBackScript;
    QString noWayBack;
    DatabaseState database;
};

/// The open project as the windows see it: an immutable snapshot that is replaced when files change, its targets, which of them is active,
/// and what that one's database last said. Every question to files or databases runs in a task; GUI thread only.
class Workspace : public QObject
{
    Q_OBJECT

public:
    /// `registerFile` keeps the user's classifications; empty: the one shared with retort-cli.
    Workspace(Settings *settings, Tasks *tasks, const QString &registerFile = {}, QObject *parent = nullptr);
    ~Workspace() override;

    void open(const QString &path);
    void close();
    /// Reads the files again; views get a new snapshot when that is done.
    void reload();

    [[nodiscard]] const std::shared_ptr<const Project> &project() const { return m_project; }
    [[nodiscard]] bool isLoading() const { return m_loading > 0; }
    [[nodiscard]] Tasks &tasks() const { return *m_tasks; }

    [[nodiscard]] const QList<ProjectTarget> &targets() const { return m_targets; }
    [[nodiscard]] int activeTarget() const { return m_active; }
    /// Null when the project has no target.
    [[nodiscard]] const ProjectTarget *target() const;
    void setActiveTarget(int index);
    /// Adds a target for a URL given by hand, for this session, and makes it the active one.
    [[nodiscard]] Result<void> addTarget(const QString &url);
    /// The user's word about what the active target is; see TargetRegister.
    [[nodiscard]] Result<void> classify(EnvironmentClass environment, const QString &typedName);

    [[nodiscard]] const DatabaseState &database() const { return m_database; }
    [[nodiscard]] bool isAsking() const { return m_asking; }
    /// Asks the active target's database where it is.
    void refresh();

    /// Makes a plan for the active target from what its database says now.
    void plan(PlanKind kind, const QStringList &revisions, QObject *context, std::function<void(Result<PlannedChange>)> done);
    /// Runs a confirmed plan on the active target. Refused at once when the guard refuses, when the plan is for another target, or when a
    /// change runs there. `log` is filled while it runs.
    [[nodiscard]] Result<int> run(const std::shared_ptr<const MigrationPlan> &plan, const Confirmation &confirmation,
                                  const std::shared_ptr<RunLog> &log, QObject *context, std::function<void(Result<MigrationReport>)> done);

    /// The revision file that `request` describes, as it would be written now.
    void composeRevision(const RevisionRequest &request, QObject *context, std::function<void(Result<NewRevision>)> done);
    /// What the lines that end in `heads` did since they parted, as the active target's database would have it.
    void explainFork(const QStringList &heads, QObject *context, std::function<void(Result<Fork>)> done);
    /// Writes it and reads the project again.
    void writeRevision(const NewRevision &revision, QObject *context, std::function<void(Result<void>)> done);

    /// The person undid by hand what the interrupted run left behind: its entry in the journal is closed. `typedName` must be the target's
    /// name.
    [[nodiscard]] Result<void> closeInterruptedRun(const QString &runId, const QString &typedName);

signals:
    void projectChanged();
    void openFailed(const QString &path, const retort::Error &error);
    void targetsChanged();
    void targetChanged();
    void databaseChanged();
    void loadingChanged();

private:
    struct Loaded;

    void load(const QString &path, bool again);
    void take(Project project, bool again, const QDateTime &began);
    void watchFiles(const QDateTime &since);
    void askUnlessProduction();
    void setLoading(int step);
    /// Remembers the answer if it is still about the active target.
    void takeDatabase(const QString &identity, const DatabaseState &state);
    [[nodiscard]] QList<ProjectTarget> allTargets(const Project &project) const;

    Settings *m_settings;
    Tasks *m_tasks;
    QString m_registerFile;
    std::shared_ptr<const Project> m_project;
    QString m_path;
    QStringList m_extraUrls;
    QList<ProjectTarget> m_targets;
    int m_active = -1;
    DatabaseState m_database;
    bool m_asking = false;
    int m_loading = 0;
    int m_generation = 0;
    bool m_reloadAgain = false;
    FileWatch m_watch;
};

} // namespace retort
