#pragma once

#include "alembic/scriptreader.h"
#include "alembic/versionchange.h"
#include "base/diagnostic.h"
#include "base/result.h"
#include "dialects/dialect.h"
#include "operations/operation.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace retort {

/// What a plan is for; decides which rules of the Guard apply.
enum class PlanKind { Upgrade, Downgrade, Stamp, Fresh };

/// How many transactions a run uses: Alembic's transaction_per_migration and transactional_ddl, and SQLite's own "all or nothing".
enum class TransactionMode {
    WholePlan,    ///< one transaction for everything
    PerMigration, ///< one transaction for each revision
    None,         ///< each statement stands for itself (MySQL, MariaDB, Oracle)
};

/// Something in a plan that is not understood or that Alembic itself would refuse: the plan can be shown but not run.
struct PlanProblem {
    OperationSource source;
    QString code;
    QString reason;

    bool operator==(const PlanProblem &) const = default;
};

/// What a step needs besides its file to be interpreted when it runs: its statements depend on rows (or the clock, or chance).
struct LivePart {
    /// Why, and where.
    QString reason;
    OperationSource source;
    /// How the file is to be read; `before` is the simulated schema at that point.
    ReadOptions options;
    /// What was rendered before it remembers.
    RenderMemory memory;
    /// The schema that the statements of later steps were rendered on.
    Schema after;
};

/// One revision in one direction, completely: what it does and every statement that does it.
struct PlanStep : RevisionStep {
    QString message;
    QString file;
    /// contentHash() of the revision file's bytes, as planned.
    QByteArray fileHash;
    Operations operations;
    QList<Statement> statements;
    /// Not null: `statements` is empty, and what will be run is known only then.
    std::shared_ptr<const LivePart> live;
    /// The statements that record the step in the version table, run after `statements` in the same transaction.
    QList<Statement> versionStatements;
    QList<PlanProblem> problems;
    Diagnostics diagnostics;
    /// The simulated schema around this step; null unless PlanOptions::keepSchemas.
    std::shared_ptr<const Schema> before, after;
};

/// What would be done to one target, completely, as data. The same value is previewed, checked, exported with --sql and run.
struct MigrationPlan {
    PlanKind kind = PlanKind::Upgrade;
    /// What was asked for, in the caller's words ("head", "-1").
    QString request;
    QString dialect;
    RenderMode mode;
    /// The target's name for people, and its identity without password ("postgresql://app@db1:5432/shop"); both empty offline.
    QString targetName;
    QString targetIdentity;
    QStringList currentHeads;
    QStringList resultingHeads;
    TransactionMode transactions = TransactionMode::WholePlan;
    VersionTableName versionTable;
    /// CREATE TABLE alembic_version, when the run has to make it first.
    QList<Statement> preparation;
    QList<PlanStep> steps;
    /// What Alembic would warn about while finding the way (ambiguous identifiers).
    QStringList warnings;
    /// contentHash() over everything that decides what will happen: kind, target identity, current heads, file hashes, every statement.
    QByteArray fingerprint;

    [[nodiscard]] bool isEmpty() const { return steps.isEmpty(); }
    [[nodiscard]] bool isRunnable() const;
    [[nodiscard]] QList<PlanProblem> problems() const;
    /// Some of it is known only when it runs.
    [[nodiscard]] bool hasLiveSteps() const;
    [[nodiscard]] qsizetype statementCount() const;
    /// Goes down to base: every migrated table is dropped.
    [[nodiscard]] bool reachesBase() const;
    /// The first twelve hexadecimal digits, in groups of four, for people: "7f3c-91ab-04de".
    [[nodiscard]] QString shortFingerprint() const;
};

/// The fingerprint of `plan` as it is now (its own `fingerprint` member is not looked at).
[[nodiscard]] QByteArray fingerprintOf(const MigrationPlan &plan);

/// The plan as Alembic's --sql prints it: BEGIN, version table, "-- Running upgrade a -> b", statements, version statements, COMMIT.
[[nodiscard]] QString offlineScript(const MigrationPlan &plan);

} // namespace retort
