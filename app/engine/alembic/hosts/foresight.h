#pragma once

#include "operations/operation.h"
#include "python/interpreter.h"

#include <QString>

#include <optional>
#include <vector>

namespace retort::hosts {

/// The ways through a migration whose conditions only its rows will decide, walked one after the other: every decision is first taken one
/// way, then the other.
class Ways
{
public:
    /// How the interpreter walks the current way. An Unknown that is not deferred ends it.
    [[nodiscard]] python::Trial trial();
    /// Turns to the next way; false when all, or as many as are worth it, have been walked.
    [[nodiscard]] bool next();
    /// More ways were left than walked.
    [[nodiscard]] bool isCutShort() const { return m_cutShort; }

private:
    struct Decision {
        python::Location at;
        bool taken = false;
        /// The third time at one place it goes the other way than before, so that every loop ends.
        bool isForced = false;
    };
    [[nodiscard]] bool decide(const python::Location &at);

    std::vector<Decision> m_decisions;
    size_t m_at = 0;
    int m_walked = 0;
    bool m_cutShort = false;
};

/// What trying a migration out has shown.
class Foresight
{
public:
    /// `stopped`: why the way ended before its end; empty when it did not.
    void add(const Operations &recorded, const QString &stopped);
    /// Something is not understood whatever the rows are.
    [[nodiscard]] const std::optional<Operation> &obstacle() const { return m_obstacle; }
    [[nodiscard]] LiveStepOp result(const QString &python, const QString &reason, bool allWays) const;

private:
    std::optional<Operations> m_schemaOperations;
    std::optional<Operation> m_obstacle;
    bool m_isCertain = true;
};

} // namespace retort::hosts
