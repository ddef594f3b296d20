#include "migration/migrator.h"

#include "base/translation.h"
#include "database/migrationlock.h"
#include "migration/journal.h"
#include "migration/plancheck.h"
#include "migration/planexecution.h"
#include "migration/recovery.h"
#include "migration/versiontable.h"
#include "migration/whoami.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QUuid>

#include <optional>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QList<JournalStatement> toJournal(const QList<Statement> &statements)
{
    QList<JournalStatement> entries;
    for (const Statement &statement : statements) {
        JournalStatement entry;
        entry.sql = statement.sql;
        entry.autocommit = statement.autocommit;
        entry.line = statement.source.line;
        entries.append(entry);
    }
    return entries;
}

JournalRun toJournal(const ApprovedPlan &approved, const RunOptions &options, bool makesVersionTable)
{
    const MigrationPlan &plan = approved.plan();
    JournalRun run;
    run.id = QUuid::createUuid().toString(QUuid::Id128);
    run.started = QDateTime::currentDateTimeUtc();
    run.who = whoAmI();
    run.program = options.program;
    run.process = QCoreApplication::applicationPid();
    run.targetName = approved.target().name;
    run.targetIdentity = plan.targetIdentity;
    run.environment = environmentClassId(approved.target().environment);
    run.kind = plan.kind;
    run.request = plan.request;
    run.fingerprint = plan.fingerprint;
    run.transactions = plan.transactions;
    run.nameTyped = !approved.confirmation().typedName.isEmpty();
    run.headsBefore = plan.currentHeads;
    run.headsPlanned = plan.resultingHeads;
    if (makesVersionTable)
        run.preparation = toJournal(plan.preparation);
    for (const PlanStep &step : plan.steps) {
        JournalStep entry;
        entry.revision = step.revision;
        entry.message = step.message;
        entry.file = step.file;
        entry.fileHash = step.fileHash;
        entry.direction = step.direction;
        entry.headsAfter = step.headsAfter;
        entry.statements = toJournal(step.statements);
        entry.versionStatements = toJournal(step.versionStatements);
        run.steps.append(entry);
    }
    return run;
}

/// One call of Migrator::run: its members are taken in the order in which they must be given back.
class Run
{
public:
    Run(const ApprovedPlan &approved, const DatabaseUrl &url, const RunOptions &options, const RunContext &context,
        const std::function<void(const RunEvent &)> &observer)
        : m_approved(approved),
          m_plan(approved.plan()),
          m_url(url),
          m_options(options),
          m_context(context),
          m_observer(observer)
    {
        m_timer.start();
    }

    Result<MigrationReport> carryOut();

private:
    [[nodiscard]] Result<void> open();
    [[nodiscard]] Result<void> checkInTransaction();
    [[nodiscard]] Result<void> checkInterruptedRuns(const QStringList &headsNow);
    [[nodiscard]] Result<void> beginJournal();
    [[nodiscard]] MigrationReport execute();
    void readBack(PlanExecution &execution, MigrationReport &report);
    void endJournal(MigrationReport &report);

    const ApprovedPlan &m_approved;
    const MigrationPlan &m_plan;
    const DatabaseUrl &m_url;
    const RunOptions &m_options;
    const RunContext &m_context;
    const std::function<void(const RunEvent &)> &m_observer;
    QElapsedTimer m_timer;
    std::unique_ptr<MigrationLock> m_fileLock;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<MigrationLock> m_serverLock;
    std::unique_ptr<Journal> m_journal;
    VersionTableState m_state;
    QList<InterruptedRun> m_interrupted;
    QString m_runId;
};

Result<void> Run::open()
{
    Result<std::unique_ptr<MigrationLock>> fileLock = MigrationLock::acquireFile(m_url);
    if (!fileLock)
        return fileLock.error();
    m_fileLock = std::move(*fileLock);
    Result<std::unique_ptr<Connection>> connection = Connection::open(m_url, OpenMode::ReadWrite, m_options.timeouts);
    if (!connection)
        return connection.error();
    m_connection = std::move(*connection);
    Result<std::unique_ptr<MigrationLock>> serverLock = MigrationLock::acquire(*m_connection);
    if (!serverLock)
        return serverLock.error();
    m_serverLock = std::move(*serverLock);
    return PlanCheck(m_approved).server(*m_connection);
}

Result<void> Run::checkInTransaction()
{
    const Result<VersionTableState> state = VersionTable(m_plan.versionTable).read(*m_connection);
    if (!state)
        return state.error();
    m_state = *state;
    const Result<void> interrupted = checkInterruptedRuns(m_state.heads);
    if (!interrupted)
        return interrupted;
    const Result<void> same = PlanCheck(m_approved).versionTable(m_state);
    if (!same)
        return same;
    if (m_context.stopRequested() || m_options.cancel.stop_requested())
        return Error{u"migration.stopped"_s, tr("Stopped before the first statement. Nothing was run."), {}};
    return m_options.verify ? m_options.verify(m_approved) : Result<void>();
}

Result<void> Run::checkInterruptedRuns(const QStringList &headsNow)
{
    const QString directory = m_options.journalDirectory.isEmpty() ? Journal::defaultDirectory() : m_options.journalDirectory;
    // A database in memory is a new one each time.
    const Result<QList<JournalRun>> open = m_url.isMemory() ? QList<JournalRun>() : Journal::readOpen(directory, m_plan.targetIdentity);
    if (!open)
        return open.error();
    for (const JournalRun &run : *open) {
        // The lock is ours: whatever its process, it does not run any more.
        const InterruptedRun found = Recovery::assess(run, headsNow);
        if (found.state == InterruptedRun::State::Halfway && !m_options.repairsInterruptedRun)
            return Error{u"migration.interrupted-run"_s,
                         tr("Revision %1 stopped half-way in an earlier run, and its version row is not written. Nothing was run.")
                             .arg(found.run.steps.at(found.step).revision),
                         tr("Finish it, undo it, or set the revision first.")};
        m_interrupted.append(found);
    }
    Result<std::unique_ptr<Journal>> journal = Journal::open(directory, m_plan.targetIdentity);
    if (!journal)
        return journal.error();
    m_journal = std::move(*journal);
    return {};
}

Result<void> Run::beginJournal()
{
    for (const InterruptedRun &interrupted : m_interrupted) {
        if (interrupted.state == InterruptedRun::State::NothingToRepair)
            m_journal->resolve(interrupted.run.id, u"automatic"_s);
    }
    const JournalRun run = toJournal(m_approved, m_options, !m_state.exists);
    m_runId = run.id;
    m_journal->begin(run);
    return m_journal->flush(true);
}

Result<MigrationReport> Run::carryOut()
{
    Result<void> ready = PlanCheck(m_approved).beforeOpening(m_url, m_context);
    // Also before anything is opened: opening a SQLite file that is not there makes one. The last word is asked for under the lock.
    if (ready && m_options.verify)
        ready = m_options.verify(m_approved);
    if (ready)
        ready = open();
    const bool wholePlan = m_plan.transactions == TransactionMode::WholePlan;
    if (ready && wholePlan)
        ready = m_connection->begin();
    if (ready)
        ready = checkInTransaction();
    const bool isNothing = m_plan.isEmpty() && (m_plan.preparation.isEmpty() || m_state.exists);
    if (ready && !isNothing)
        ready = beginJournal();
    if (!ready) {
        if (m_connection && m_connection->inTransaction())
            (void)m_connection->rollback();
        return ready.error();
    }
    if (!isNothing)
        return execute();
    if (wholePlan)
        (void)m_connection->rollback();
    MigrationReport report;
    report.headsBefore = m_state.heads;
    report.headsAfter = m_state.heads;
    report.microseconds = m_timer.nsecsElapsed() / 1000;
    return report;
}

MigrationReport Run::execute()
{
    MigrationReport report;
    report.runId = m_runId;
    report.headsBefore = m_state.heads;
    report.journalFile = m_journal->fileName();
    PlanExecution execution({m_plan, *m_connection, *m_journal, m_context, m_options.cancel, m_observer}, !m_state.exists, report);
    {
        const std::shared_ptr<Canceller> canceller = m_connection->canceller();
        const std::stop_callback cancelling(m_options.cancel, [canceller] {
            if (canceller)
                canceller->cancel();
        });
        execution.run();
    }
    readBack(execution, report);
    execution.concludeSteps();
    report.microseconds = m_timer.nsecsElapsed() / 1000;
    endJournal(report);
    return report;
}

void Run::readBack(PlanExecution &execution, MigrationReport &report)
{
    const VersionTable table(m_plan.versionTable);
    Result<VersionTableState> state = table.read(*m_connection);
    if (!state && !m_url.isMemory()) {
        const Result<std::unique_ptr<Connection>> again = Connection::open(m_url, OpenMode::ReadOnly, m_options.timeouts);
        if (again)
            state = table.read(**again);
    }
    if (!state) {
        report.warnings.append(tr("The database could not be asked which revision it is at now: %1").arg(state.error().message));
        return;
    }
    report.headsAfter = state->heads;
    if (execution.isCommitUnknown()) {
        // The unit that was being committed ends with the failed statement's step.
        const int step = report.failure ? report.failure->id.step : -1;
        execution.settleUnknownCommit(step >= 0 && sameRows(state->heads, m_plan.steps.at(step).headsAfter));
    }
    if (report.succeeded() && !sameRows(state->heads, m_plan.resultingHeads)) {
        report.outcome = RunOutcome::Failed;
        StatementFailure failure;
        failure.error = {u"migration.heads-differ"_s,
                         tr("Every statement ran, but the version table does not say what the plan expected: "
                            "somebody else may have changed it."),
                         state->heads.join(u", "_s)};
        report.failure = failure;
    }
}

void Run::endJournal(MigrationReport &report)
{
    // Without an answer to the last COMMIT the run stays open: the next look at the version rows decides.
    const bool isUndecided = report.needsRecovery && !report.headsAfter;
    if (!isUndecided) {
        const QString error = report.failure ? report.failure->error.message : QString();
        m_journal->end({report.outcome, report.headsAfter, report.microseconds, report.needsRecovery, error});
    }
    bool isOneOpen = isUndecided || report.needsRecovery;
    for (const InterruptedRun &interrupted : m_interrupted) {
        if (interrupted.state != InterruptedRun::State::Halfway)
            continue; // closed in beginJournal()
        if (report.succeeded())
            m_journal->resolve(interrupted.run.id, u"repaired"_s);
        else
            isOneOpen = true;
    }
    if (!isOneOpen)
        m_journal->allClosed();
    const Result<void> written = m_journal->flush(true);
    if (!written)
        report.warnings.append(written.error().message);
}

} // namespace

Result<MigrationReport> Migrator::run(const ApprovedPlan &approved, const DatabaseUrl &url, const RunOptions &options,
                                      const RunContext &context, const std::function<void(const RunEvent &)> &observer)
{
    return Run(approved, url, options, context, observer).carryOut();
}

} // namespace retort
