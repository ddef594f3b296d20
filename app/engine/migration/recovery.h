#pragma once

#include "base/result.h"
#include "migration/journalentry.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace retort {

/// A run that did not come to its end, and what that means for the database.
struct InterruptedRun {
    enum class State {
        NothingToRepair, ///< the database undid it, or it had come to its end: the version rows tell the truth
        Halfway,         ///< `step` is partly in the database and its version row is not written
        StillRunning,    ///< the process that began it is alive
    };
    JournalRun run;
    State state = State::NothingToRepair;
    /// The step that stopped half-way; -1 when there is none. Its statements carry their states.
    int step = -1;
};

/// Finds out what an interrupted run left behind. It only reads; repairs are plans like any other.
class Recovery
{
public:
    /// The last run of the target that is still open; empty when every run came to its end. `headsNow` are the version rows as just read; empty optional: the
    /// database was not asked, then a state that only the rows could decide counts as Halfway.
    [[nodiscard]] static Result<std::optional<InterruptedRun>> inspect(const QString &journalDirectory, const QString &targetIdentity,
                                                                       const std::optional<QStringList> &headsNow = {});
    [[nodiscard]] static InterruptedRun assess(const JournalRun &run, const std::optional<QStringList> &headsNow);
};

} // namespace retort
