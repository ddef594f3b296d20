#include "migration/planexecution.h"

#include "base/translation.h"
#include "database/inspector.h"
#include "migration/implicitcommit.h"
#include "migration/liveexecution.h"

#include <QElapsedTimer>
#include <QRegularExpression>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

qint64 microseconds(const QElapsedTimer &timer)
{
    return timer.nsecsElapsed() / 1000;
}

/// Alembic's check that a version row was where it should be, in its words; empty when all is well.
QString versionRowProblem(const QString &sql, const QString &table, qint64 rows)
{
    if (rows == 1 || rows < 0)
        return {};
    static const QRegularExpression literal(u"'((?:[^']|'')*)'"_s);
    QStringList ids;
    for (auto match = literal.globalMatch(sql); match.hasNext();)
        ids.append(match.next().captured(1));
    if (sql.startsWith("UPDATE"_L1, Qt::CaseInsensitive) && ids.size() == 2)
        return u"Online migration expected to match one row when updating '%1' to '%2' in '%3'; %4 found"_s.arg(ids.at(1), ids.at(0), table)
            .arg(rows);
    if (sql.startsWith("DELETE"_L1, Qt::CaseInsensitive) && ids.size() == 1)
        return u"Online migration expected to match one row when deleting '%1' in '%2'; %3 found"_s.arg(ids.at(0), table).arg(rows);
    return {};
}

} // namespace

PlanExecution::PlanExecution(const Parties &parties, bool makeVersionTable, MigrationReport &report)
    : m_p(parties),
      m_makeVersionTable(makeVersionTable),
      m_report(report),
      m_stays(parties.plan.steps.size(), false),
      m_recorded(parties.plan.steps.size(), false),
      m_versionPending(parties.plan.steps.size(), false)
{
    for (const PlanStep &step : parties.plan.steps)
        m_report.steps.append({step.revision, step.direction, StepState::NotReached, 0, {}});
}

void PlanExecution::run()
{
    if (!runSteps() && !m_commitUnknown)
        undo();
    if (m_report.failure)
        m_report.outcome = m_p.cancel.stop_requested() ? RunOutcome::Stopped : RunOutcome::Failed;
    else
        m_report.outcome = m_stopped ? RunOutcome::Stopped : RunOutcome::Succeeded;
}

bool PlanExecution::runSteps()
{
    if (m_makeVersionTable && !runPreparation())
        return false;
    for (int i = 0; i < m_p.plan.steps.size(); ++i) {
        if (stopsHere(i) || !runStep(i))
            return false;
    }
    const int last = int(m_p.plan.steps.size()) - 1;
    const StatementId end{last, StatementId::Part::Version, last < 0 ? 0 : int(m_p.plan.steps.last().versionStatements.size()) - 1};
    return !m_p.connection.inTransaction() || commitUnit(end);
}

bool PlanExecution::runPreparation()
{
    for (int i = 0; i < m_p.plan.preparation.size(); ++i) {
        const StatementId id{-1, StatementId::Part::Preparation, i};
        if ((isTransactional() && !ensureTransaction(id)) || !runStatement(id, m_p.plan.preparation.at(i)))
            return false;
    }
    return true;
}

bool PlanExecution::runStep(int index)
{
    const PlanStep &step = m_p.plan.steps.at(index);
    QElapsedTimer timer;
    timer.start();
    emitEvent({RunEvent::Kind::StepStarted, {index, StatementId::Part::Migration, 0}, step.revision});
    m_p.context.progress(tr("Running migrations"), index, m_p.plan.steps.size());
    m_inAutocommitBlock = false;
    if (!ensureTransaction({index, StatementId::Part::Migration, 0}))
        return false;
    bool ran = !step.live || runLive(index);
    bool outside = false;
    for (int i = 0; ran && i < step.statements.size(); ++i) {
        const Statement &statement = step.statements.at(i);
        const StatementId id{index, StatementId::Part::Migration, i};
        if (i > 0 && stopsHere(index))
            return false;
        // After an autocommit block Alembic begins again; after a COMMIT of the migration's own it does not.
        if (outside && !statement.autocommit)
            ran = ensureTransaction(id);
        outside = statement.autocommit;
        ran = ran && runStatement(id, statement);
    }
    if (!ran || (!step.statements.isEmpty() && stopsHere(index)) || !runVersionStatements(index))
        return false;
    const StatementId end{index, StatementId::Part::Version, int(step.versionStatements.size()) - 1};
    // Where a part of the step is permanent already, its version rows must not hang on what later revisions do (Alembic lets
    // them).
    if ((m_p.plan.transactions != TransactionMode::WholePlan || m_stays.at(index)) && !commitUnit(end))
        return false;
    m_report.steps[index].microseconds = microseconds(timer);
    emitEvent({RunEvent::Kind::StepDone, end, step.revision, microseconds(timer)});
    // One transaction for everything stands or falls as a whole: its entries need not be on the disk step by step.
    return m_p.plan.transactions != TransactionMode::WholePlan || flush(end, false);
}

bool PlanExecution::runLive(int index)
{
    const PlanStep &step = m_p.plan.steps.at(index);
    LiveExecution live(*this, index, m_p.plan, *step.live);
    const std::optional<LiveObstacle> obstacle = live.run(step);
    if (m_report.failure || m_stopped)
        return false;
    if (!obstacle)
        return true;
    m_liveSource = obstacle->source;
    return fail({index, StatementId::Part::Migration, live.statementsRun()}, {}, {obstacle->code, obstacle->message, {}});
}

bool PlanExecution::runLiveStatement(int step, int index, const Statement &statement, TypedRows &rows)
{
    const StatementId id{step, StatementId::Part::Migration, index};
    if (index > 0 && stopsHere(step))
        return false;
    if (!statement.autocommit && !ensureTransaction(id))
        return false;
    m_liveRows = &rows;
    m_liveSource = statement.source;
    const bool ran = runStatement(id, statement);
    m_liveRows = nullptr;
    return ran;
}

Result<Schema> PlanExecution::inspect() const
{
    const Inspector inspector(m_p.connection);
    const Result<QStringList> names = inspector.schemaNames();
    return names ? inspector.schema(QStringList(QString()) + *names) : names.error();
}

bool PlanExecution::runVersionStatements(int index)
{
    const QList<Statement> &statements = m_p.plan.steps.at(index).versionStatements;
    if (!ensureTransaction({index, StatementId::Part::Version, 0}))
        return false;
    for (int i = 0; i < statements.size(); ++i) {
        if (!runStatement({index, StatementId::Part::Version, i}, statements.at(i)))
            return false;
    }
    m_versionPending[index] = true;
    return true;
}

bool PlanExecution::runStatement(const StatementId &id, const Statement &statement)
{
    const bool entersBlock = statement.autocommit && !m_inAutocommitBlock;
    m_inAutocommitBlock = statement.autocommit;
    if (entersBlock && isTransactional() && m_p.connection.inTransaction() && !commitUnit(id))
        return false;
    // The database would commit on its own, and also when the statement then fails: done openly, it is certain what is permanent.
    if (!isTransactional() && !m_pending.isEmpty() && commitsImplicitly(statement.sql) && !commitUnit(id))
        return false;
    if (m_p.connection.kind() == DatabaseKind::Sqlite)
        warnOfPragma(id, statement.sql);
    if (m_liveRows)
        m_p.journal.intent(id, {statement.sql, statement.autocommit, statement.source.line, {}, {}, 0, -1, {}});
    else
        m_p.journal.intent(id);
    // What cannot be undone must be known to have been begun even if the power fails now.
    const bool permanent = !isTransactional() || !m_p.connection.inTransaction();
    if (permanent && !flush(id, true))
        return false;
    emitEvent({RunEvent::Kind::StatementStarted, id, statement.sql});
    return execute(id, statement) && afterStatement(id, statement);
}

bool PlanExecution::execute(const StatementId &id, const Statement &statement)
{
    QList<StatementReport> &list = id.step < 0 ? m_preparation : m_report.steps[id.step].statements;
    list.append({id, StatementState::Started, 0, -1, {}});
    QElapsedTimer timer;
    timer.start();
    Result<ExecOutcome> outcome = send(statement);
    StatementReport &report = list.last();
    report.microseconds = microseconds(timer);
    if (!outcome) {
        // Nobody knows whether a statement outside a transaction came to its end when the connection went away in the middle.
        const bool unknown = outcome.error().code == "database.connection-lost"_L1 && (!isTransactional() || statement.autocommit);
        report.state = unknown ? StatementState::Started : StatementState::Failed;
        if (unknown && id.step >= 0)
            m_stays[id.step] = true;
        else
            m_p.journal.failed(id, outcome.error());
        return fail(id, statement.sql, outcome.error());
    }
    report.rowsAffected = outcome->rowsAffected;
    report.notices = outcome->notices;
    report.state = StatementState::Done;
    m_pending.append({id.step, list.size() - 1});
    m_p.journal.done(id, report.microseconds, report.rowsAffected);
    emitEvent({RunEvent::Kind::StatementDone, id, statement.sql, report.microseconds, report.rowsAffected});
    return true;
}

Result<ExecOutcome> PlanExecution::send(const Statement &statement)
{
    if (!m_liveRows)
        return m_p.connection.exec(statement.sql);
    Result<TypedRows> rows = m_p.connection.fetch(statement.sql);
    if (!rows)
        return rows.error();
    *m_liveRows = std::move(*rows);
    return ExecOutcome{m_liveRows->rowCount, {}};
}

bool PlanExecution::afterStatement(const StatementId &id, const Statement &statement)
{
    if (id.part == StatementId::Part::Version) {
        const QString problem =
            versionRowProblem(statement.sql, m_p.plan.versionTable.table.name, m_report.steps.at(id.step).statements.last().rowsAffected);
        if (!problem.isEmpty())
            return fail(id, statement.sql, {u"migration.version-row"_s, problem, {}});
        return true;
    }
    if (isTransactional()) {
        if (m_p.connection.inTransaction())
            return true;
        if (!statement.autocommit && !m_pending.isEmpty() && m_pending.size() > 1)
            warn(id, tr("This migration ended the transaction itself: what it did so far can no longer be undone."));
        markCommitted();
        return flush(id, true);
    }
    if (!commitsImplicitly(statement.sql))
        return true;
    markCommitted();
    // What follows is again undone together when it fails, as far as the database can.
    const Result<void> begun = m_p.connection.begin();
    if (!begun)
        return fail(id, u"BEGIN"_s, begun.error());
    return flush(id, true);
}

bool PlanExecution::ensureTransaction(const StatementId &id)
{
    if (m_p.connection.inTransaction())
        return true;
    const Result<void> begun = m_p.connection.begin();
    return begun.ok() || fail(id, u"BEGIN"_s, begun.error());
}

bool PlanExecution::commitUnit(const StatementId &id)
{
    if (!m_p.connection.inTransaction())
        return true;
    if (!flush(id, true))
        return false;
    const Result<void> done = m_p.connection.commit();
    if (!done) {
        m_commitUnknown = done.error().code == "database.connection-lost"_L1;
        return fail(id, u"COMMIT"_s, done.error());
    }
    markCommitted();
    emitEvent({RunEvent::Kind::Committed, id, {}});
    return flush(id, false);
}

/// A stop is obeyed where the database can undo what the step did so far, else after the step; cancelling is obeyed everywhere.
bool PlanExecution::stopsHere(int step)
{
    if (!m_p.cancel.stop_requested() && !(m_p.context.stopRequested() && !m_stays.at(step)))
        return false;
    m_stopped = true;
    return true;
}

bool PlanExecution::flush(const StatementId &id, bool durable)
{
    const Result<void> written = m_p.journal.flush(durable);
    return written.ok() || fail(id, {}, written.error());
}

void PlanExecution::undo()
{
    if (!m_p.connection.inTransaction() && m_pending.isEmpty())
        return;
    // A connection that is gone has taken its transaction with it: the server undoes it.
    (void)m_p.connection.rollback();
    markRolledBack();
    emitEvent({RunEvent::Kind::RolledBack, {}, {}});
}

void PlanExecution::markCommitted()
{
    for (const Started &started : m_pending) {
        reportOf(started).state = StatementState::Committed;
        if (started.step >= 0)
            m_stays[started.step] = true;
    }
    m_pending.clear();
    for (qsizetype i = 0; i < m_versionPending.size(); ++i) {
        m_recorded[i] = m_recorded.at(i) || m_versionPending.at(i);
        m_versionPending[i] = false;
    }
    m_p.journal.committed();
}

void PlanExecution::markRolledBack()
{
    for (const Started &started : m_pending)
        reportOf(started).state = StatementState::RolledBack;
    m_pending.clear();
    m_versionPending.fill(false);
    m_p.journal.rolledBack();
}

void PlanExecution::settleUnknownCommit(bool worked)
{
    m_commitUnknown = false;
    worked ? markCommitted() : markRolledBack();
}

void PlanExecution::concludeSteps()
{
    for (qsizetype i = 0; i < m_report.steps.size(); ++i) {
        StepReport &step = m_report.steps[i];
        if (m_recorded.at(i))
            step.state = StepState::Committed;
        else if (m_stays.at(i) || (m_commitUnknown && !step.statements.isEmpty()))
            step.state = StepState::Halfway;
        else
            step.state = step.statements.isEmpty() ? StepState::NotReached : StepState::RolledBack;
        m_report.needsRecovery = m_report.needsRecovery || step.state == StepState::Halfway;
    }
}

bool PlanExecution::fail(const StatementId &id, const QString &sql, const Error &error)
{
    StatementFailure failure;
    failure.id = id;
    failure.sql = sql;
    failure.error = error;
    if (id.step >= 0) {
        const PlanStep &step = m_p.plan.steps.at(id.step);
        failure.revision = step.revision;
        failure.file = step.file;
        const QList<Statement> &statements = step.statements;
        if (id.part == StatementId::Part::Migration && id.index < statements.size() && statements.at(id.index).source.line > 0) {
            failure.line = statements.at(id.index).source.line;
            failure.file = statements.at(id.index).source.file;
        }
        if (step.live && id.part == StatementId::Part::Migration && m_liveSource.line > 0) {
            failure.line = m_liveSource.line;
            failure.file = m_liveSource.file;
        }
    }
    m_report.failure = failure;
    emitEvent({RunEvent::Kind::StatementFailed, id, error.message});
    return false;
}

void PlanExecution::warn(const StatementId &id, const QString &sentence)
{
    m_report.warnings.append(sentence);
    emitEvent({RunEvent::Kind::Warning, id, sentence});
}

/// SQLite manual, PRAGMA foreign_keys: a no-op within a transaction. Alembic's runs have none yet when a migration begins with
/// it.
void PlanExecution::warnOfPragma(const StatementId &id, const QString &sql)
{
    static const QRegularExpression pattern(u"^\\s*PRAGMA\\s+(?:\\w+\\.)?foreign_keys\\s*[=(]"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    if (!sql.trimmed().startsWith("PRAGMA"_L1, Qt::CaseInsensitive) || !m_p.connection.inTransaction() || !pattern.match(sql).hasMatch())
        return;
    warn(id,
         tr("“%1” had no effect: SQLite does not switch foreign keys inside a transaction. They are off for the whole run.")
             .arg(sql.trimmed()));
}

void PlanExecution::emitEvent(RunEvent event) const
{
    if (m_p.observer)
        m_p.observer(event);
}

StatementReport &PlanExecution::reportOf(const Started &started)
{
    return started.step < 0 ? m_preparation[started.statement] : m_report.steps[started.step].statements[started.statement];
}

} // namespace retort
