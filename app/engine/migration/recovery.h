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
    /// With the states of its statements as far as they are known.
    JournalRun run;
    State state = State::NothingToRepair;
    /// The step that stopped half-way; -1 when there is none.
    int step = -1;
};

/// Finds out what an interrupted run left behind. It only reads; repairs are plans like any other.
class Recovery
{
public:
    /// The last run of the target that is still open; empty when every run came to its end. `headsNow` are the version rows as
    /// just read; an empty optional means that the database was not asked, and then what only the rows could decide counts as
    /// half-way.
    [[nodiscard]] static Result<std::optional<InterruptedRun>> inspect(const QString &journalDirectory, const QString &targetIdentity,
                                                                       const std::optional<QStringList> &headsNow = {});
    /// The same for one open run that is known not to be running any more.
    [[nodiscard]] static InterruptedRun assess(JournalRun run, const std::optional<QStringList> &headsNow);
};

} // namespace retort
