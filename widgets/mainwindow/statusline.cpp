#include "mainwindow/statusline.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QStatusBar>
#include <QToolButton>

namespace retort {

using namespace Qt::StringLiterals;

StatusLine::StatusLine(QStatusBar *bar, Workspace *workspace)
    : QObject(bar),
      m_workspace(workspace),
      m_state(new QLabel(bar)),
      m_task(new QLabel(bar)),
      m_stop(new QToolButton(bar)),
      m_server(new QLabel(bar))
{
    bar->setSizeGripEnabled(false);
    m_state->setObjectName(u"statusState"_s);
    m_state->setContentsMargins(6, 0, 0, 0);
    m_stop->setText(tr("Stop"));
    m_stop->setAccessibleName(tr("Stop the running task"));
    m_stop->setAutoRaise(true);
    m_stop->hide();
    m_server->setContentsMargins(6, 0, 6, 0);
    bar->addWidget(m_state, 1);
    bar->addPermanentWidget(m_task);
    bar->addPermanentWidget(m_stop);
    bar->addPermanentWidget(m_server);
    connect(m_stop, &QToolButton::clicked, this, [this] { m_workspace->tasks().stop(m_shownTask); });
    for (const auto signal : {&Tasks::started, &Tasks::progressed, &Tasks::finished})
        connect(&m_workspace->tasks(), signal, this, &StatusLine::showTasks);
    connect(m_workspace, &Workspace::databaseChanged, this, &StatusLine::showTarget);
    connect(m_workspace, &Workspace::targetChanged, this, &StatusLine::showTarget);
}

QString StatusLine::stateText(const TimelineSnapshot &snapshot)
{
    const DatabaseState &database = snapshot.database();
    QStringList parts;
    parts.append(snapshot.heads().size() == 1 ? tr("head %1").arg(snapshot.heads().first()) : tr("heads %1").arg(snapshot.heads().size()));
    if (database.known) {
        parts.append(tr("current %1").arg(database.heads.isEmpty() ? tr("none") : database.heads.join(u", "_s)));
        parts.append(snapshot.pendingCount() == 0 ? tr("nothing pending")
                                                  : tr("%1 pending").arg(QLocale().toString(snapshot.pendingCount())));
        parts.append(tr("checked %1").arg(QLocale().toString(database.asked.time(), QLocale::ShortFormat)));
    } else if (database.asked.isValid()) {
        parts.append(tr("current unknown, last answer at %1").arg(QLocale().toString(database.asked.time(), QLocale::ShortFormat)));
    } else {
        parts.append(tr("current unknown"));
    }
    return parts.join(u"  ·  "_s);
}

void StatusLine::setSnapshot(const TimelineSnapshot &snapshot)
{
    m_state->setText(m_workspace->project() ? stateText(snapshot) : QString());
}

void StatusLine::showTasks()
{
    const auto tasks = m_workspace->tasks().running();
    if (tasks.isEmpty()) {
        m_task->clear();
        m_stop->hide();
        return;
    }
    // A change is more important than any question that runs beside it.
    const TaskInfo *shown = &tasks.first();
    for (const TaskInfo &task : tasks) {
        if (!task.changes.isEmpty())
            shown = &task;
    }
    m_shownTask = shown->id;
    QString text = shown->stopping ? tr("Stopping: %1").arg(shown->title) : shown->title;
    if (shown->progress.total > 0)
        text += u" · "_s + tr("%1 of %2").arg(shown->progress.done).arg(shown->progress.total);
    m_task->setText(text + u'…');
    m_stop->setVisible(!shown->changes.isEmpty() && !shown->stopping);
}

void StatusLine::showTarget()
{
    const ProjectTarget *target = m_workspace->target();
    if (!target) {
        m_server->clear();
        return;
    }
    const auto dialect = Dialect::byName(target->target.dialect);
    const QString name = m_workspace->database().server.isEmpty() ? (dialect ? dialect->displayName() : target->target.dialect)
                                                                  : m_workspace->database().server;
    m_server->setText(name);
}

} // namespace retort
