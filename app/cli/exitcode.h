#pragma once

namespace retort {

/// What retort-cli tells its caller. Documented in `retort-cli --help`.
enum class ExitCode : int {
    Done = 0,
    Failed = 1,        ///< an error of the project, the database or the engine; the text says which
    Usage = 2,         ///< the command line was not understood
    Blocked = 3,       ///< the guard blocks it on this target; nothing was run
    NotConfirmed = 4,  ///< nobody said yes; nothing was run
    NotUnderstood = 5, ///< a revision contains something that is not understood; nothing was run
    Differs = 6,       ///< check and drift: there are differences
};

} // namespace retort
