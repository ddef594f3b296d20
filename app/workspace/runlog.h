#pragma once

#include "migration/migrationreport.h"

#include <QList>
#include <QMutex>
#include <QMutexLocker>

#include <utility>

namespace retort {

/// Events of a run on their way from the thread that runs it to the page that shows it.
class RunLog
{
public:
    void add(const RunEvent &event)
    {
        const QMutexLocker lock(&m_mutex);
        m_events.append(event);
    }
    /// What came since the last call.
    [[nodiscard]] QList<RunEvent> take()
    {
        const QMutexLocker lock(&m_mutex);
        return std::exchange(m_events, {});
    }

private:
    QMutex m_mutex;
    QList<RunEvent> m_events;
};

} // namespace retort
