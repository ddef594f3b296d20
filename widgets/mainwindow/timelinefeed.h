#pragma once

#include "timeline/timelinesnapshot.h"
#include "workspace/workspace.h"

#include <QHash>
#include <QObject>

namespace retort {

/// Builds timeline snapshots in the background whenever the project or the state of its database changes, and checks once per project
/// which revisions are not understood.
class TimelineFeed : public QObject
{
    Q_OBJECT

public:
    explicit TimelineFeed(Workspace *workspace, QObject *parent = nullptr);

    [[nodiscard]] const TimelineSnapshot &snapshot() const { return *m_snapshot; }
    /// Nothing is being built or checked: what is shown is all there is to show.
    [[nodiscard]] bool isSettled() const { return !m_building && !m_dirty && !m_checking; }

signals:
    void snapshotChanged(const std::shared_ptr<const retort::TimelineSnapshot> &snapshot);
    void settled();

private:
    void rebuild();
    void check();
    void reportSettled();

    Workspace *m_workspace;
    std::shared_ptr<const TimelineSnapshot> m_snapshot;
    QHash<QString, QString> m_notUnderstood;
    std::shared_ptr<const Project> m_checked;
    QString m_checkedDialect;
    bool m_building = false;
    bool m_dirty = false;
    bool m_checking = false;
};

} // namespace retort
