#pragma once

#include "base/result.h"
#include "planning/migrationplan.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace retort {

/// Which statement of a plan: the preparation (step -1), a step's own or its version statements.
struct StatementId {
    enum class Part { Preparation, Migration, Version };
    int step = -1;
    Part part = Part::Migration;
    int index = 0;

    bool operator==(const StatementId &) const = default;
};

/// What is known of one statement of a run.
enum class StatementState {
    NotReached,
    Started, ///< begun, and nothing is known of its end
    Done,    ///< ran, not yet permanent
    Failed,
    Committed,  ///< ran and is permanent
    RolledBack, ///< ran, and was undone by the database
};

struct JournalStatement {
    QString sql;
    bool autocommit = false;
    int line = 0;
    StatementState state = StatementState::NotReached;
    QDateTime started;
    qint64 microseconds = 0;
    qint64 rowsAffected = -1;
    /// The driver's text when it failed.
    QString error;
};

struct JournalStep {
    QString revision;
    QString message;
    QString file;
    QByteArray fileHash;
    Direction direction = Direction::Upgrade;
    QStringList headsAfter;
    QList<JournalStatement> statements;
    QList<JournalStatement> versionStatements;
};

enum class RunOutcome { Succeeded, Failed, Stopped };

struct JournalEnd {
    RunOutcome outcome = RunOutcome::Succeeded;
    /// As read back from the database; empty optional: it could not be asked.
    std::optional<QStringList> headsAfter;
    qint64 microseconds = 0;
    /// A revision is half-way in the database: what ran is permanent, its version row is not written.
    bool needsRecovery = false;
    QString error;
};

/// One run as the journal has it.
struct JournalRun {
    QString id;
    QDateTime started;
    /// "ana@laptop", the program with its version, and its process.
    QString who;
    QString program;
    qint64 process = 0;
    QString targetName;
    QString targetIdentity;
    /// environmentClassId().
    QString environment;
    PlanKind kind = PlanKind::Upgrade;
    QString request;
    QByteArray fingerprint;
    TransactionMode transactions = TransactionMode::WholePlan;
    /// The person typed the target's name.
    bool nameTyped = false;
    QStringList headsBefore;
    QStringList headsPlanned;
    QList<JournalStatement> preparation;
    QList<JournalStep> steps;
    /// Empty while it runs, and for ever when the program died.
    std::optional<JournalEnd> end;
    /// How a run that stopped half-way was closed; empty: it was not.
    QString resolution;

    [[nodiscard]] bool isOpen() const { return resolution.isEmpty() && (!end || end->needsRecovery); }
};

} // namespace retort
