#pragma once

#include "timeline/timelinesnapshot.h"
#include "workspace/workspace.h"

#include <QObject>

class QLabel;
class QStatusBar;
class QToolButton;

namespace retort {

/// The fields of the status bar: heads, current revision, what is pending, when the database was asked, and what is running.
class StatusLine : public QObject
{
    Q_OBJECT

public:
    StatusLine(QStatusBar *bar, Workspace *workspace);

    void setSnapshot(const TimelineSnapshot &snapshot);
    [[nodiscard]] static QString stateText(const TimelineSnapshot &snapshot);

private:
    void showTasks();
    void showTarget();

    Workspace *m_workspace;
    QLabel *m_state;
    QLabel *m_task;
    QToolButton *m_stop;
    QLabel *m_server;
    int m_shownTask = 0;
};

} // namespace retort
