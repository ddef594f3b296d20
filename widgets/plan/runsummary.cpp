#include "plan/runsummary.h"

#include <QFileInfo>
#include <QLocale>
#include <QSet>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QString headsText(const QStringList &heads)
{
    return heads.isEmpty() ? RunSummary::tr("at no revision (base)") : RunSummary::tr("at %1").arg(heads.join(u", "_s));
}

QString stateLine(const MigrationReport &report)
{
    if (!report.headsAfter)
        return RunSummary::tr("The database could not be asked where it is now.");
    return RunSummary::tr("The database says it is %1.").arg(headsText(*report.headsAfter));
}

QString duration(qint64 microseconds)
{
    return microseconds < 1'000'000 ? RunSummary::tr("%1 ms").arg(QLocale().toString(double(microseconds) / 1000.0, 'f', 1))
                                    : RunSummary::tr("%1 s").arg(QLocale().toString(double(microseconds) / 1'000'000.0, 'f', 1));
}

QString undoneLine(const MigrationReport &report)
{
    const auto has = [&](StepState state) {
        return std::any_of(report.steps.cbegin(), report.steps.cend(), [state](const StepReport &step) { return step.state == state; });
    };
    if (has(StepState::Halfway) || report.needsRecovery)
        return RunSummary::tr("A migration is half done: some of its statements are permanent, its revision is not recorded.");
    if (has(StepState::Committed))
        return RunSummary::tr("%1 of %2 migrations are permanent; the rest was undone or not reached.")
            .arg(report.committedSteps())
            .arg(report.steps.size());
    return RunSummary::tr("Everything this run did was undone.");
}

bool same(const QStringList &a, const QStringList &b)
{
    return QSet<QString>(a.cbegin(), a.cend()) == QSet<QString>(b.cbegin(), b.cend());
}

} // namespace

RunSummary RunSummary::of(const MigrationReport &report, const MigrationPlan &plan)
{
    if (report.succeeded() && report.headsAfter && same(*report.headsAfter, plan.resultingHeads)) {
        const int steps = int(plan.steps.size());
        const QString what = plan.kind == PlanKind::Stamp ? tr("The revision was set in %1.")
            : plan.kind == PlanKind::Downgrade            ? tr("Rolled back %n migration(s) in %1.", nullptr, steps)
                                                          : tr("Applied %n migration(s) in %1.", nullptr, steps);
        const QString text = what.arg(duration(report.microseconds));
        return {ColorRole::Success, u"ok"_s, text, (QStringList{stateLine(report)} + report.warnings).join(u'\n')};
    }
    if (report.succeeded()) {
        return {ColorRole::Warning, u"warning"_s, tr("Every statement ran, but the database is not where the plan leads."),
                stateLine(report) + u'\n' + tr("The plan leads to: %1.").arg(headsText(plan.resultingHeads))};
    }
    RunSummary summary{ColorRole::Error, u"error"_s, tr("The run was stopped."), {}};
    QStringList detail;
    if (report.failure) {
        const StatementFailure &failure = *report.failure;
        summary.text = tr("Revision %1 failed: %2").arg(failure.revision, failure.error.message);
        if (!failure.file.isEmpty())
            detail.append(tr("Where: %1, line %2").arg(QFileInfo(failure.file).fileName()).arg(failure.line));
        if (!failure.sql.isEmpty())
            detail.append(tr("Statement: %1").arg(failure.sql.simplified().left(300)));
        if (!failure.error.detail.isEmpty())
            detail.append(failure.error.detail);
    }
    detail.append(undoneLine(report) + u' ' + stateLine(report));
    detail.append(report.needsRecovery
                      ? tr("What to do: look at the statements that ran, then finish or undo the migration by hand, and set its revision.")
                      : tr("What to do: mend the cause, then make a new plan."));
    summary.detail = (detail + report.warnings).join(u'\n');
    return summary;
}

RunSummary RunSummary::refused(const Error &error)
{
    const QString nothing = tr("Nothing was run.");
    QStringList detail;
    if (!error.message.contains(nothing))
        detail.append(nothing);
    if (!error.detail.isEmpty())
        detail.append(error.detail);
    return {ColorRole::Error, u"blocked"_s, error.message, detail.join(u'\n')};
}

} // namespace retort
