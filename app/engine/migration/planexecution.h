#pragma once

#include "base/runcontext.h"
#include "database/connection.h"
#include "migration/journal.h"
#include "migration/migrationreport.h"
#include "planning/migrationplan.h"

#include <functional>
#include <stop_token>

namespace retort {

/// Runs the statements of one plan on one open connection, keeps its transactions, and knows of every statement whether it is
/// permanent. Everything before (checks, locks) and after (reading back) is the Migrator's.
class PlanExecution
{
public:
    struct Parties {
        const MigrationPlan &plan;
        Connection &connection;
        Journal &journal;
        const RunContext &context;
        std::stop_token cancel;
        const std::function<void(const RunEvent &)> &observer;
    };

    PlanExecution(const Parties &parties, bool makeVersionTable, MigrationReport &report);

    /// A transaction that the Migrator opened to read the version rows is used, where the plan begins with one. Fills the report
    /// but for what is read back; afterwards no transaction is open.
    void run();

    /// COMMIT was sent and its answer never came: only the version rows can tell.
    [[nodiscard]] bool isCommitUnknown() const { return m_commitUnknown; }
    /// The unknown COMMIT turned out to have worked, or not.
    void settleUnknownCommit(bool worked);
    /// Writes into the report what became of each step. Call when everything is known.
    void concludeSteps();

    /// Runs one statement of the live step `step` and gives its rows. False: it failed, or the run is to stop.
    [[nodiscard]] bool runLiveStatement(int step, int index, const Statement &statement, TypedRows &rows);
    /// What the database holds at this moment, in every schema but those of the system.
    [[nodiscard]] Result<Schema> inspect() const;

private:
    struct Started {
        int step;
        qsizetype statement;
    };

    [[nodiscard]] bool runSteps();
    [[nodiscard]] bool runStep(int index);
    [[nodiscard]] bool runLive(int index);
    [[nodiscard]] bool runPreparation();
    [[nodiscard]] bool runVersionStatements(int index);
    [[nodiscard]] bool runStatement(const StatementId &id, const Statement &statement);
    [[nodiscard]] bool execute(const StatementId &id, const Statement &statement);
    /// Sends it; in a live step its rows are kept.
    [[nodiscard]] Result<ExecOutcome> send(const Statement &statement);
    [[nodiscard]] bool afterStatement(const StatementId &id, const Statement &statement);
    [[nodiscard]] bool ensureTransaction(const StatementId &id);
    [[nodiscard]] bool commitUnit(const StatementId &id);
    [[nodiscard]] bool stopsHere(int step);
    [[nodiscard]] bool flush(const StatementId &id, bool durable);
    void undo();
    void markCommitted();
    void markRolledBack();
    bool fail(const StatementId &id, const QString &sql, const Error &error);
    void warn(const StatementId &id, const QString &sentence);
    void warnOfPragma(const StatementId &id, const QString &sql);
    void emitEvent(RunEvent event) const;
    [[nodiscard]] StatementReport &reportOf(const Started &started);
    [[nodiscard]] bool isTransactional() const { return m_p.plan.transactions != TransactionMode::None; }

    Parties m_p;
    bool m_makeVersionTable;
    MigrationReport &m_report;
    /// Statements of the preparation; they belong to no step of the report.
    QList<StatementReport> m_preparation;
    /// What has run since the last commit.
    QList<Started> m_pending;
    /// By step: something of it is permanent, or may be.
    QList<bool> m_stays;
    /// By step: its version rows are permanent.
    QList<bool> m_recorded;
    QList<bool> m_versionPending;
    /// Not null while a live step is interpreted: what the statement that ran last gave back.
    TypedRows *m_liveRows = nullptr;
    /// Where the live step's file asked for the statement that runs.
    OperationSource m_liveSource;
    /// The last statement of the step stood in an autocommit block, where the migration may begin and end transactions of its own.
    bool m_inAutocommitBlock = false;
    bool m_stopped = false;
    bool m_commitUnknown = false;
};

} // namespace retort
