#pragma once

#include <QString>

#include <functional>
#include <stop_token>

namespace retort {

/// How far a long call has come. `total` is 0 when it is not known: show a busy indicator, never a made-up percentage.
struct Progress {
    QString phase;
    qint64 done = 0;
    qint64 total = 0;
};

/// What every long engine call takes: a way to be stopped and a place to report progress. Both may be empty. `report` is
/// called in the thread of the engine call.
struct RunContext {
    std::stop_token stop;
    std::function<void(const Progress &)> report;

    [[nodiscard]] bool stopRequested() const { return stop.stop_requested(); }
    void progress(const QString &phase, qint64 done = 0, qint64 total = 0) const
    {
        if (report)
            report({phase, done, total});
    }
};

} // namespace retort
