#include "mainwindow/timelinefeed.h"

#include "timeline/timelinesource.h"

namespace retort {

namespace {

using Reasons = QHash<QString, QString>;

Result<Reasons> reasonsIn(const Project &project, const QString &dialect, const RunContext &run)
{
    RenderMode mode;
    mode.offline = false;
    const auto survey = Planner(project.planningContext(dialect, mode)).survey(run);
    if (!survey)
        return survey.error();
    Reasons reasons;
    for (const SurveyedRevision &revision : *survey) {
        for (const auto *direction : {&revision.upgrade, &revision.downgrade}) {
            if (!direction->problems.isEmpty() && !reasons.contains(revision.revision)) {
                const PlanProblem &problem = direction->problems.first();
                reasons.insert(revision.revision, TimelineFeed::tr("Line %1: %2").arg(problem.source.line).arg(problem.reason));
            }
        }
    }
    return reasons;
}

} // namespace

TimelineFeed::TimelineFeed(Workspace *workspace, QObject *parent)
    : QObject(parent),
      m_workspace(workspace),
      m_snapshot(TimelineSnapshot::build({}, {}))
{
    connect(m_workspace, &Workspace::projectChanged, this, &TimelineFeed::rebuild);
    connect(m_workspace, &Workspace::databaseChanged, this, &TimelineFeed::rebuild);
    connect(m_workspace, &Workspace::targetChanged, this, &TimelineFeed::check);
    connect(m_workspace, &Workspace::projectChanged, this, &TimelineFeed::check);
}

void TimelineFeed::rebuild()
{
    if (m_building) {
        m_dirty = true;
        return;
    }
    m_dirty = false;
    const auto project = m_workspace->project();
    if (!project) {
        m_snapshot = TimelineSnapshot::build({}, {});
        emit snapshotChanged(m_snapshot);
        return;
    }
    m_building = true;
    using Built = std::shared_ptr<const TimelineSnapshot>;
    m_workspace->tasks().start<Built>(
        tr("Lay out the timeline"), this,
        [project, reasons = m_notUnderstood, database = m_workspace->database()](const RunContext &) -> Result<Built> {
            return TimelineSnapshot::build(timelineEntries(*project, reasons), database, unusableFiles(*project));
        },
        [this, project](Result<Built> built) {
            m_building = false;
            if (built && project == m_workspace->project()) {
                m_snapshot = *built;
                emit snapshotChanged(m_snapshot);
            }
            if (m_dirty || project != m_workspace->project())
                rebuild();
            reportSettled();
        });
}

void TimelineFeed::check()
{
    const auto project = m_workspace->project();
    const QString dialect = m_workspace->target() && !m_workspace->target()->target.dialect.isEmpty()
        ? m_workspace->target()->target.dialect
        : QStringLiteral("sqlite");
    if (!project || m_checking || (project == m_checked && dialect == m_checkedDialect))
        return;
    m_checking = true;
    m_workspace->tasks().start<Reasons>(
        tr("Check the revisions"), this, [project, dialect](const RunContext &run) { return reasonsIn(*project, dialect, run); },
        [this, project, dialect](Result<Reasons> reasons) {
            m_checking = false;
            m_checked = project;
            m_checkedDialect = dialect;
            if (reasons && *reasons != m_notUnderstood) {
                m_notUnderstood = std::move(*reasons);
                rebuild();
            }
            check();
            reportSettled();
        });
}

void TimelineFeed::reportSettled()
{
    if (isSettled())
        emit settled();
}

} // namespace retort
