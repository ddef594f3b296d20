#include "planoutput.h"

#include "base/translation.h"

#include <QJsonArray>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QString kindTitle(const MigrationPlan &plan)
{
    const int count = int(plan.steps.size());
    switch (plan.kind) {
    case PlanKind::Upgrade: return tr("Apply %n migration(s)", nullptr, count);
    case PlanKind::Downgrade: return tr("Roll back %n migration(s)", nullptr, count);
    case PlanKind::Stamp: return tr("Stamp: %n change(s) of the version table, no migration is run", nullptr, count);
    case PlanKind::Fresh: break;
    }
    return tr("Recreate from scratch: %n migration(s) down and up", nullptr, count);
}

QString transactionText(TransactionMode mode)
{
    switch (mode) {
    case TransactionMode::WholePlan: return tr("one transaction for everything");
    case TransactionMode::PerMigration: return tr("one transaction for each migration");
    case TransactionMode::None: break;
    }
    return tr("no transaction: a failure leaves what was done before it");
}

/// Said wherever the statements of a step would stand.
QString liveText(const LivePart &live)
{
    return tr("This migration is run live: its statements are known only when it runs (line %1: %2).")
        .arg(live.source.line)
        .arg(live.reason);
}

QJsonArray statementsJson(const QList<Statement> &statements)
{
    QJsonArray array;
    for (const Statement &statement : statements) {
        QJsonObject object{{u"sql"_s, statement.sql}};
        if (statement.source.line > 0)
            object.insert(u"line"_s, statement.source.line);
        if (statement.autocommit)
            object.insert(u"autocommit"_s, true);
        array.append(object);
    }
    return array;
}

QJsonArray stringsJson(const QStringList &strings)
{
    return QJsonArray::fromStringList(strings);
}

QString outcomeId(RunOutcome outcome)
{
    switch (outcome) {
    case RunOutcome::Succeeded: return u"succeeded"_s;
    case RunOutcome::Failed: return u"failed"_s;
    case RunOutcome::Stopped: break;
    }
    return u"stopped"_s;
}

QString kindId(PlanKind kind)
{
    switch (kind) {
    case PlanKind::Upgrade: return u"upgrade"_s;
    case PlanKind::Downgrade: return u"downgrade"_s;
    case PlanKind::Stamp: return u"stamp"_s;
    case PlanKind::Fresh: break;
    }
    return u"fresh"_s;
}

} // namespace

QString PlanOutput::headsText(const QStringList &heads)
{
    return heads.isEmpty() ? u"<base>"_s : heads.join(u", "_s);
}

QString PlanOutput::stepText(const PlanStep &step)
{
    const QString arrow = headsText(step.fromRevisions) % u" -> "_s % headsText(step.toRevisions);
    return step.message.isEmpty() ? arrow : QString(arrow % u", "_s % step.message);
}

QString PlanOutput::findingText(const QString &file, int line, const QString &text)
{
    return line > 0 ? u"%1:%2: %3"_s.arg(file, QString::number(line), text) : u"%1: %2"_s.arg(file, text);
}

QString PlanOutput::levelId(ConfirmationLevel level)
{
    switch (level) {
    case ConfirmationLevel::PlanOnly: return u"plan-only"_s;
    case ConfirmationLevel::Confirm: return u"confirm"_s;
    case ConfirmationLevel::TypeName: return u"type-name"_s;
    case ConfirmationLevel::Blocked: break;
    }
    return u"blocked"_s;
}

void PlanOutput::print(const MigrationPlan &plan, const Target &target, const Verdict &verdict, bool withSql) const
{
    m_console.out(m_console.styled(kindTitle(plan), Console::Style::Bold));
    m_console.out(tr("Target:       %1 (%2), %3").arg(target.name, environmentClassName(target.environment), target.identity));
    m_console.out(tr("From:         %1").arg(headsText(plan.currentHeads)));
    m_console.out(tr("To:           %1").arg(headsText(plan.resultingHeads)));
    m_console.out(tr("Transactions: %1").arg(transactionText(plan.transactions)));
    m_console.out(tr("Plan:         %1").arg(plan.shortFingerprint()));
    m_console.out();
    for (const PlanStep &step : plan.steps) {
        m_console.out(u"  %1  %2"_s.arg(step.direction == Direction::Upgrade ? u"+"_s : u"-"_s, stepText(step)));
        if (step.live)
            m_console.out(m_console.styled(u"        "_s % liveText(*step.live), Console::Style::Warning));
        if (!withSql)
            continue;
        for (const Statement &statement : step.statements + step.versionStatements) {
            QString text = statement.sql.trimmed();
            text.replace(u'\n', u"\n        "_s);
            m_console.out(u"        %1;"_s.arg(text));
        }
    }
    m_console.out();
    for (const QString &warning : plan.warnings)
        m_console.note(m_console.styled(tr("Warning: %1").arg(warning), Console::Style::Warning));
    if (verdict.isBlocked()) {
        for (const QString &reason : verdict.reasons)
            m_console.out(m_console.styled(tr("Blocked: %1").arg(reason), Console::Style::Bad));
    }
}

void PlanOutput::printProblems(const QList<PlanProblem> &problems) const
{
    for (const PlanProblem &problem : problems) {
        const QString text = tr("not understood: %1").arg(problem.reason);
        m_console.note(m_console.styled(findingText(problem.source.file, problem.source.line, text), Console::Style::Bad));
    }
}

void PlanOutput::print(const MigrationReport &report, const MigrationPlan &plan) const
{
    const QString seconds = QString::number(double(report.microseconds) / 1e6, 'f', 2);
    for (const QString &warning : report.warnings)
        m_console.note(m_console.styled(tr("Warning: %1").arg(warning), Console::Style::Warning));
    const QString where = report.headsAfter ? tr("The database is at %1.").arg(headsText(*report.headsAfter))
                                            : tr("The database could not be asked where it is now.");
    if (report.succeeded()) {
        const QString done = tr("Done: %n migration(s) in %1 s. %2", nullptr, int(plan.steps.size())).arg(seconds, where);
        m_console.out(m_console.styled(done, Console::Style::Good));
        return;
    }
    m_console.note(m_console.styled(report.outcome == RunOutcome::Stopped ? tr("Stopped.") : tr("Failed."), Console::Style::Bad));
    if (report.failure) {
        const StatementFailure &failure = *report.failure;
        m_console.note(tr("What happened: %1").arg(failure.error.message));
        if (!failure.error.detail.isEmpty())
            m_console.note(u"  "_s % failure.error.detail);
        m_console.note(failure.line > 0 ? tr("Where:         revision %1, %2:%3").arg(failure.revision, failure.file).arg(failure.line)
                                        : tr("Where:         revision %1").arg(failure.revision));
        m_console.note(tr("Statement:     %1").arg(failure.sql.simplified()));
    }
    m_console.note(tr("Database:      %1 %n of the plan's migrations stayed applied.", nullptr, int(report.committedSteps())).arg(where));
    if (report.outcome == RunOutcome::Stopped && !report.needsRecovery) {
        m_console.note(tr("Next:          run the command again to do the rest."));
        return;
    }
    if (report.needsRecovery)
        m_console.note(tr("Next:          a migration stopped half-way; see what ran in %1 before anything else.").arg(report.journalFile));
    else if (report.failure && report.failure->error.code == "database.connection-lost"_L1)
        m_console.note(tr("Next:          make sure that the server runs, then run the command again."));
    else
        m_console.note(tr("Next:          mend the migration and run the command again."));
}

QJsonObject PlanOutput::json(const Target &target)
{
    QJsonArray evidence;
    for (const EnvironmentEvidence &item : target.evidence)
        evidence.append(QJsonObject{{u"environment"_s, environmentClassId(item.environment)}, {u"explanation"_s, item.explanation}});
    return {{u"name"_s, target.name},
            {u"identity"_s, target.identity},
            {u"dialect"_s, target.dialect},
            {u"environment"_s, environmentClassId(target.environment)},
            {u"evidence"_s, evidence}};
}

QJsonArray PlanOutput::json(const QList<PlanProblem> &problems)
{
    QJsonArray array;
    for (const PlanProblem &problem : problems) {
        array.append(QJsonObject{
            {u"file"_s, problem.source.file}, {u"line"_s, problem.source.line}, {u"code"_s, problem.code}, {u"reason"_s, problem.reason}});
    }
    return array;
}

QJsonObject PlanOutput::json(const MigrationPlan &plan, const Target &target, const Verdict &verdict)
{
    QJsonArray steps;
    for (const PlanStep &step : plan.steps) {
        steps.append(QJsonObject{
            {u"revision"_s, step.revision},
            {u"direction"_s, step.direction == Direction::Upgrade ? u"upgrade"_s : u"downgrade"_s},
            {u"from"_s, stringsJson(step.fromRevisions)},
            {u"to"_s, stringsJson(step.toRevisions)},
            {u"message"_s, step.message},
            {u"file"_s, step.file},
            {u"statements"_s, statementsJson(step.statements)},
            {u"version_statements"_s, statementsJson(step.versionStatements)},
            {u"live"_s,
             step.live ? QJsonValue(QJsonObject{{u"reason"_s, step.live->reason}, {u"line"_s, step.live->source.line}}) : QJsonValue()},
            {u"problems"_s, json(step.problems)}});
    }
    return {{u"kind"_s, kindId(plan.kind)},
            {u"dialect"_s, plan.dialect},
            {u"target"_s, json(target)},
            {u"from"_s, stringsJson(plan.currentHeads)},
            {u"to"_s, stringsJson(plan.resultingHeads)},
            {u"fingerprint"_s, QString::fromLatin1(plan.fingerprint.toHex())},
            {u"runnable"_s, plan.isRunnable()},
            {u"preparation"_s, statementsJson(plan.preparation)},
            {u"steps"_s, steps},
            {u"warnings"_s, stringsJson(plan.warnings)},
            {u"verdict"_s,
             QJsonObject{{u"level"_s, levelId(verdict.level)},
                         {u"code"_s, verdict.code},
                         {u"reasons"_s, stringsJson(verdict.reasons)},
                         {u"alternatives"_s, stringsJson(verdict.alternatives)}}}};
}

QJsonObject PlanOutput::json(const MigrationReport &report, const MigrationPlan &plan)
{
    QJsonObject object{{u"outcome"_s, outcomeId(report.outcome)},
                       {u"heads_before"_s, stringsJson(report.headsBefore)},
                       {u"heads_after"_s, report.headsAfter ? QJsonValue(stringsJson(*report.headsAfter)) : QJsonValue()},
                       {u"planned_steps"_s, int(plan.steps.size())},
                       {u"committed_steps"_s, int(report.committedSteps())},
                       {u"microseconds"_s, report.microseconds},
                       {u"needs_recovery"_s, report.needsRecovery},
                       {u"warnings"_s, stringsJson(report.warnings)}};
    if (report.failure) {
        const StatementFailure &failure = *report.failure;
        object.insert(u"failure"_s,
                      QJsonObject{{u"revision"_s, failure.revision},
                                  {u"sql"_s, failure.sql},
                                  {u"file"_s, failure.file},
                                  {u"line"_s, failure.line},
                                  {u"code"_s, failure.error.code},
                                  {u"message"_s, failure.error.message},
                                  {u"detail"_s, failure.error.detail}});
    }
    return object;
}

} // namespace retort
