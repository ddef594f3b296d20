#include "changerunner.h"

#include "base/translation.h"
#include "interruption.h"
#include "planoutput.h"

#include "alembic/revisionresolver.h"
#include "migration/migrator.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// "a:b" as start and destination; a single identifier has an empty start.
std::pair<QString, QString> splitRange(const QString &identifier)
{
    const qsizetype colon = identifier.indexOf(u':');
    return colon < 0 ? std::pair{QString(), identifier} : std::pair{identifier.left(colon), identifier.mid(colon + 1)};
}

Error refused(const QString &alembicText)
{
    return {u"cli.range"_s, alembicText, {}};
}

} // namespace

ExitCode ChangeRunner::fail(const Error &error) const
{
    printError(error, m_options, m_console);
    return ExitCode::Failed;
}

ExitCode ChangeRunner::run(const ChangeRequest &request) const
{
    const Result<Session> session = Session::open(m_options);
    if (!session)
        return fail(session.error());
    if (request.sql)
        return printScript(*session, request);
    for (const QString &revision : request.revisions) {
        if (revision.contains(u':'))
            return fail(refused(u"Range revision not allowed"_s));
    }
    const Result<ProjectTarget> target = session->target();
    if (!target)
        return fail(target.error());
    if (request.kind == PlanKind::Fresh) {
        const Verdict verdict = Guard::judgeDestruction(target->target);
        if (verdict.isBlocked())
            return judgeAndRun(*target, nullptr, request.dryRun);
        if (request.seed) {
            return fail({u"cli.no-seeding"_s, tr("This version cannot run seeders yet. Nothing was run."),
                         tr("Run fresh without --seed, then the seeders with the project's own command.")});
        }
    }
    const Result<LiveState> live = session->live();
    if (!live)
        return fail(live.error());
    const Result<QString> dialect = session->dialect({});
    if (!dialect)
        return fail(dialect.error());
    PlanningContext context = session->project().planningContext(*dialect, live->mode);
    context.xArguments = request.xArguments;
    PlanRequest wanted;
    wanted.kind = request.kind;
    wanted.revisions = request.revisions;
    wanted.currentHeads = live->rows.heads;
    wanted.versionTableExists = live->rows.exists;
    wanted.targetName = target->target.name;
    wanted.targetIdentity = target->target.identity;
    wanted.purge = request.purge;
    Result<MigrationPlan> plan = Planner(context).plan(wanted);
    if (!plan)
        return fail(plan.error());
    return judgeAndRun(*target, std::make_shared<const MigrationPlan>(std::move(*plan)), request.dryRun);
}

ExitCode ChangeRunner::printScript(const Session &session, const ChangeRequest &request) const
{
    const auto [start, destination] = splitRange(request.revisions.value(0));
    if (request.kind == PlanKind::Downgrade && start.isEmpty())
        return fail(refused(u"downgrade with --sql requires <fromrev>:<torev>"_s));
    if (request.kind == PlanKind::Stamp && request.purge)
        return fail(refused(u"Can't use --purge with --sql mode"_s));
    const Result<QString> dialect = session.dialect(request.dialect);
    if (!dialect)
        return fail(dialect.error());
    const Result<QStringList> heads = RevisionResolver(*session.project().graph).offlineStart(start);
    if (!heads)
        return fail(heads.error());
    RenderMode mode;
    PlanningContext context = session.project().planningContext(*dialect, mode);
    context.xArguments = request.xArguments;
    PlanRequest wanted;
    wanted.kind = request.kind;
    wanted.revisions = request.revisions;
    if (!wanted.revisions.isEmpty())
        wanted.revisions[0] = destination;
    wanted.currentHeads = *heads;
    const Result<MigrationPlan> plan = Planner(context).plan(wanted);
    if (!plan)
        return fail(plan.error());
    if (!plan->isRunnable()) {
        // A script with a hole in it would look complete: none is printed.
        if (m_options.json) {
            const QJsonObject object{{u"runnable"_s, false}, {u"problems"_s, PlanOutput::json(plan->problems())}};
            m_console.write(QString::fromUtf8(QJsonDocument(object).toJson()));
        }
        PlanOutput(m_console).printProblems(plan->problems());
        return ExitCode::NotUnderstood;
    }
    m_console.write(offlineScript(*plan));
    return ExitCode::Done;
}

ExitCode ChangeRunner::judgeAndRun(const ProjectTarget &target, std::shared_ptr<const MigrationPlan> plan, bool dryRun) const
{
    const PlanOutput output(m_console);
    // A plan for db:fresh on a protected target is not even made: the verdict does not depend on it.
    const Verdict verdict = plan ? Guard::judge(*plan, target.target) : Guard::judgeDestruction(target.target);
    if (!plan) {
        const MigrationPlan none;
        if (m_options.json)
            m_console.write(QString::fromUtf8(QJsonDocument(PlanOutput::json(none, target.target, verdict)).toJson()));
        for (const QString &reason : verdict.reasons)
            m_console.note(m_console.styled(tr("Blocked: %1").arg(reason), Console::Style::Bad));
        for (const QString &alternative : verdict.alternatives)
            m_console.note(tr("Instead: %1").arg(alternative));
        m_console.note(tr("Nothing was run."));
        return ExitCode::Blocked;
    }
    if (plan->isEmpty()) {
        if (m_options.json)
            m_console.write(QString::fromUtf8(QJsonDocument(PlanOutput::json(*plan, target.target, verdict)).toJson()));
        else
            m_console.out(tr("Nothing to do. The database is at %1.").arg(PlanOutput::headsText(plan->currentHeads)));
        return ExitCode::Done;
    }
    if (m_options.json && (dryRun || verdict.isBlocked()))
        m_console.write(QString::fromUtf8(QJsonDocument(PlanOutput::json(*plan, target.target, verdict)).toJson()));
    else if (!m_options.json)
        output.print(*plan, target.target, verdict, dryRun);
    if (!plan->isRunnable()) {
        output.printProblems(plan->problems());
        return ExitCode::NotUnderstood;
    }
    if (verdict.isBlocked()) {
        for (const QString &alternative : verdict.alternatives)
            m_console.note(tr("Instead: %1").arg(alternative));
        m_console.note(tr("Nothing was run."));
        return ExitCode::Blocked;
    }
    return dryRun ? ExitCode::Done : carryOut(target, std::move(plan), verdict);
}

std::optional<Confirmation> ChangeRunner::ask(const Target &target, const MigrationPlan &plan, ConfirmationLevel level) const
{
    Confirmation confirmation{plan.fingerprint, true, {}};
    if (m_options.yes) {
        confirmation.typedName = target.name;
        return confirmation;
    }
    if (!m_console.isInteractive()) {
        m_console.note(tr("Nothing was run: there is no terminal to confirm the plan on. Pass --yes to confirm it."));
        return {};
    }
    for (const PlanStep &step : plan.steps) {
        if (step.live)
            m_console.note(tr("Revision %1 is run live: its statements are known only when it runs.").arg(step.revision));
    }
    if (level == ConfirmationLevel::TypeName) {
        confirmation.typedName = m_console.ask(tr("Type %1 to go on:").arg(target.name)).trimmed();
        if (confirmation.typedName == target.name)
            return confirmation;
    } else if (m_console.confirm(tr("Run this plan?"))) {
        return confirmation;
    }
    m_console.note(tr("Not confirmed. Nothing was run."));
    return {};
}

ExitCode ChangeRunner::carryOut(const ProjectTarget &target, std::shared_ptr<const MigrationPlan> plan, const Verdict &verdict) const
{
    const std::optional<Confirmation> confirmation = ask(target.target, *plan, verdict.level);
    if (!confirmation)
        return ExitCode::NotConfirmed;
    const Result<ApprovedPlan> approved = Guard::approve(plan, target.target, *confirmation);
    if (!approved)
        return fail(approved.error());
    RunOptions options;
    options.program = QCoreApplication::applicationName() % u' ' % QCoreApplication::applicationVersion();
    const auto observe = [&](const RunEvent &event) {
        if (event.kind == RunEvent::Kind::StepStarted && !m_options.json && event.id.step >= 0) {
            const PlanStep &step = plan->steps[event.id.step];
            m_console.out(tr("Running %1").arg(PlanOutput::stepText(step)));
        }
    };
    const Interruption interruption;
    options.cancel = interruption.cancel();
    RunContext context;
    context.stop = interruption.stop();
    const Result<MigrationReport> report = Migrator::run(*approved, target.url, options, context, observe);
    if (!report)
        return fail(report.error());
    if (m_options.json)
        m_console.write(QString::fromUtf8(QJsonDocument(PlanOutput::json(*report, *plan)).toJson()));
    else
        PlanOutput(m_console).print(*report, *plan);
    return report->succeeded() ? ExitCode::Done : ExitCode::Failed;
}

} // namespace retort
