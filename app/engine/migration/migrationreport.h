#pragma once

#include "base/result.h"
#include "migration/journalentry.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace retort {

/// One statement as it ran.
struct StatementReport {
    StatementId id;
    StatementState state = StatementState::NotReached;
    qint64 microseconds = 0;
    /// -1: the statement has no such number.
    qint64 rowsAffected = -1;
    QStringList notices;
};

enum class StepState {
    NotReached,
    Committed,  ///< permanent, version row included
    RolledBack, ///< undone by the database
    Halfway,    ///< partly permanent, version row not written: see Recovery
};

/// One revision as it ran. `statements` are those that were started, in order; the version statements included.
struct StepReport {
    QString revision;
    Direction direction = Direction::Upgrade;
    StepState state = StepState::NotReached;
    qint64 microseconds = 0;
    QList<StatementReport> statements;
};

/// What stopped a run: the statement, where it stands, and what the database said.
struct StatementFailure {
    StatementId id;
    QString revision;
    QString sql;
    QString file;
    int line = 0;
    Error error;
};

/// What a run did, down to each statement, and where the database is now as it says itself.
struct MigrationReport {
    QString runId;
    RunOutcome outcome = RunOutcome::Succeeded;
    QStringList headsBefore;
    /// As read back after the end; empty optional: the database could not be asked, and nothing is claimed.
    std::optional<QStringList> headsAfter;
    QList<StepReport> steps;
    /// Empty when the outcome is Succeeded, or Stopped between two statements.
    std::optional<StatementFailure> failure;
    QStringList warnings;
    qint64 microseconds = 0;
    /// Something is half-way in the database: Recovery::inspect has the details.
    bool needsRecovery = false;
    QString journalFile;

    [[nodiscard]] bool succeeded() const { return outcome == RunOutcome::Succeeded; }
    [[nodiscard]] qsizetype committedSteps() const;
};

/// One event of a run, for progress and logs; called in the thread of the run.
struct RunEvent {
    enum class Kind { StepStarted, StatementStarted, StatementDone, StatementFailed, StepDone, Committed, RolledBack, Warning };
    Kind kind = Kind::StepStarted;
    StatementId id;
    /// The statement, or the sentence of a warning.
    QString text;
    qint64 microseconds = 0;
    qint64 rowsAffected = -1;
};

} // namespace retort
