#include "plan/planpage.h"

#include "banner/noticebar.h"
#include "confirm/confirmdialog.h"
#include "plan/planview.h"
#include "plan/runsummary.h"
#include "start/emptystate.h"
#include "theme/icons.h"
#include "workspace/plantitle.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSaveFile>
#include <QSet>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QSet<QString> setOf(const QStringList &list)
{
    return {list.cbegin(), list.cend()};
}

} // namespace

PlanPage::PlanPage(Workspace *workspace, const std::shared_ptr<const SyntaxLibrary> &library, PlanKind kind, QStringList revisions,
                   QWidget *parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_kind(kind),
      m_revisions(std::move(revisions))
{
    setObjectName(u"planPage"_s);
    m_pages = new QStackedLayout(this);
    m_empty = new EmptyState(this);
    m_content = new QWidget(this);
    auto *layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_notice = new NoticeBar(m_content);
    m_notice->setObjectName(u"planNotice"_s);
    m_notice->hide();
    m_view = new PlanView(library, m_content);
    layout->addWidget(m_notice);
    layout->addWidget(m_view, 1);
    layout->addWidget(bottomBar());
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_content);
    setFocusProxy(m_view);

    connect(m_view, &PlanView::reviewRequested, this, &PlanPage::reviewRequested);
    connect(m_empty, &EmptyState::actionTriggered, this, &PlanPage::makePlan);
    connect(&m_workspace->tasks(), &Tasks::progressed, this, &PlanPage::onProgress);
    connect(m_workspace, &Workspace::targetChanged, this, [this] {
        // What is asked must not change its meaning while it is asked.
        if (m_dialog)
            m_dialog->reject();
        showState();
    });
    connect(m_workspace, &Workspace::projectChanged, this, [this] {
        if (m_change && !m_ran && !isRunning())
            m_stale = tr("The project's files changed after this plan was made.");
        if (m_dialog)
            m_dialog->reject();
        showState();
    });
    connect(m_workspace, &Workspace::databaseChanged, this, &PlanPage::showState);
    m_empty->setState("plan"_L1, tr("Making the plan…"), tr("Reading the migrations and asking the database where it is."));
}

QWidget *PlanPage::bottomBar()
{
    auto *bar = new QWidget(m_content);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(12, 8, 12, 8);
    m_level = new QLabel(bar);
    m_level->setWordWrap(true);
    m_level->setTextFormat(Qt::PlainText);
    m_progress = new QProgressBar(bar);
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_progress->setMaximumWidth(260);
    m_progress->hide();
    const auto addButton = [&](const QString &text, const QString &name, QLatin1StringView icon) {
        auto *button = new QPushButton(Icons::icon(icon), text, bar);
        button->setObjectName(name);
        button->setAutoDefault(false);
        return button;
    };
    m_stop = addButton(tr("S&top"), u"planStop"_s, "stop"_L1);
    m_export = addButton(tr("&Export SQL…"), u"planExport"_s, "save"_L1);
    m_again = addButton(tr("Plan A&gain"), u"planAgain"_s, "refresh"_L1);
    m_start = addButton({}, u"planStart"_s, "apply"_L1);
    m_stop->hide();
    layout->addWidget(m_level, 1);
    layout->addWidget(m_progress);
    for (QPushButton *button : {m_stop, m_export, m_again, m_start})
        layout->addWidget(button);
    connect(m_stop, &QPushButton::clicked, this, [this] { m_workspace->tasks().stop(m_task); });
    connect(m_export, &QPushButton::clicked, this, &PlanPage::exportScript);
    connect(m_again, &QPushButton::clicked, this, &PlanPage::makePlan);
    connect(m_start, &QPushButton::clicked, this, &PlanPage::start);
    return bar;
}

void PlanPage::makePlan()
{
    if (isRunning())
        return;
    m_change.reset();
    m_stale.clear();
    m_ran = false;
    if (m_dialog)
        m_dialog->reject();
    m_empty->setState("plan"_L1, tr("Making the plan…"), tr("Reading the migrations and asking the database where it is."));
    m_pages->setCurrentWidget(m_empty);
    if (m_workspace->target())
        m_target = m_workspace->target()->target;
    m_workspace->plan(m_kind, m_revisions, this, [this](Result<PlannedChange> planned) { take(std::move(planned)); });
}

void PlanPage::take(Result<PlannedChange> planned)
{
    if (!planned) {
        const Error &error = planned.error();
        const QString detail = error.detail == error.message ? QString() : error.detail;
        m_empty->setState("blocked"_L1, error.message, detail, tr("Try &Again"));
        m_pages->setCurrentWidget(m_empty);
        emit titleChanged(title());
        return;
    }
    m_change = std::move(*planned);
    m_notice->hide();
    m_view->showPlan(*m_change, m_target);
    m_pages->setCurrentWidget(m_content);
    showState();
    emit titleChanged(title());
}

QString PlanPage::title() const
{
    if (!m_change)
        return tr("Plan");
    return m_change->plan->isEmpty() && m_kind == PlanKind::Upgrade ? tr("Plan: nothing to apply")
                                                                    : tr("Plan: %1").arg(planTitle(*m_change->plan));
}

QString PlanPage::reasonNotToStart() const
{
    if (!m_change)
        return tr("There is no plan yet.");
    if (isRunning())
        return tr("It is running.");
    if (m_ran)
        return tr("This plan has run. A plan runs only once.");
    if (m_change->plan->isEmpty())
        return m_kind == PlanKind::Upgrade ? tr("The database is up to date.") : tr("The plan changes nothing.");
    if (!m_workspace->target() || m_workspace->target()->target.identity != m_change->plan->targetIdentity)
        return tr("This plan is for “%1”, which is not the active target.").arg(m_target.name);
    if (!m_stale.isEmpty())
        return m_stale;
    const DatabaseState &database = m_workspace->database();
    if (database.known && setOf(database.heads) != setOf(m_change->plan->currentHeads))
        return tr("The database has moved to another revision since this plan was made.");
    if (database.interrupted && m_kind != PlanKind::Stamp)
        return tr("An earlier migration stopped half-way on this target. That has to be settled first.");
    if (m_verdict.isBlocked())
        return m_verdict.code == "guard.not-runnable"_L1 ? tr("A part of the plan is not understood. What is not understood is never run.")
                                                         : m_verdict.reasons.value(0);
    return {};
}

void PlanPage::showState()
{
    if (!m_change)
        return;
    const ProjectTarget *target = m_workspace->target();
    const bool ours = target && target->target.identity == m_change->plan->targetIdentity;
    if (ours)
        m_target = target->target;
    m_verdict = Guard::judge(*m_change->plan, m_target);
    const QString reason = reasonNotToStart();
    m_start->setText(m_verdict.level == ConfirmationLevel::PlanOnly ? planTitle(*m_change->plan) : planTitle(*m_change->plan) + u'…');
    m_start->setIcon(Icons::icon(m_kind == PlanKind::Upgrade ? "apply"_L1 : "rollback"_L1));
    m_start->setEnabled(reason.isEmpty());
    m_start->setToolTip(reason);
    m_start->setVisible(!m_ran);
    m_again->setVisible(!isRunning());
    m_stop->setVisible(isRunning());
    m_progress->setVisible(isRunning());
    emit stateChanged();
    if (m_ran)
        return;
    if (!reason.isEmpty()) {
        m_level->setText(reason);
    } else if (m_verdict.level == ConfirmationLevel::PlanOnly) {
        m_level->setText(tr("Starts at once: %1, and nothing is lost.").arg(environmentClassName(m_target.environment)));
    } else if (m_verdict.level == ConfirmationLevel::Confirm) {
        m_level->setText(tr("Asks before it starts. %1").arg(m_verdict.reasons.join(u' ')));
    } else {
        m_level->setText(tr("Asks for the name “%1” before it starts. %2").arg(m_target.name, m_verdict.reasons.join(u' ')));
    }
    if (m_verdict.isBlocked() && !m_change->plan->isEmpty())
        m_notice->setNotice(ColorRole::Error, "blocked"_L1, reason,
                            m_verdict.reasons.mid(m_verdict.code == "guard.not-runnable"_L1 ? 0 : 1).join(u'\n'));
    m_notice->setVisible(m_verdict.isBlocked() && !m_change->plan->isEmpty());
}

void PlanPage::start()
{
    if (!reasonNotToStart().isEmpty() || (m_dialog && m_dialog->isVisible()))
        return;
    if (m_verdict.level == ConfirmationLevel::PlanOnly)
        run({});
    else
        confirmAndRun();
}

void PlanPage::confirmAndRun()
{
    m_dialog = new ConfirmDialog(ConfirmRequest::forPlan(*m_change->plan, m_target, m_verdict), window());
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &ConfirmDialog::confirmed, this, &PlanPage::run);
    m_dialog->open();
}

void PlanPage::run(const QString &typedName)
{
    const Confirmation confirmation{m_change->plan->fingerprint, true, typedName};
    m_log = std::make_shared<RunLog>();
    const auto started =
        m_workspace->run(m_change->plan, confirmation, m_log, this, [this](const Result<MigrationReport> &result) { finish(result); });
    if (!started) {
        const RunSummary summary = RunSummary::refused(started.error());
        m_notice->setNotice(summary.role, QLatin1StringView(summary.icon.toLatin1()), summary.text, summary.detail);
        m_notice->show();
        emit output(summary.text);
        return;
    }
    m_task = *started;
    m_progress->setRange(0, 0);
    emit output(tr("%1 on %2, plan %3").arg(planTitle(*m_change->plan), m_target.name, m_change->plan->shortFingerprint()));
    showState();
    m_level->setText(tr("Running…"));
}

void PlanPage::onProgress(const TaskInfo &task)
{
    if (task.id != m_task || m_task == 0)
        return;
    m_progress->setRange(0, int(task.progress.total));
    m_progress->setValue(int(task.progress.done));
    m_stop->setEnabled(!task.stopping);
    if (task.stopping)
        m_level->setText(tr("Stopping at the next safe place…"));
    drainLog();
}

void PlanPage::drainLog()
{
    const auto events = m_log->take();
    int last = -1;
    for (const RunEvent &event : events) {
        const int step = event.id.step;
        last = qMax(last, step);
        const PlanStep *planned = step >= 0 && step < m_change->plan->steps.size() ? &m_change->plan->steps.at(step) : nullptr;
        switch (event.kind) {
        case RunEvent::Kind::StepStarted: m_view->setStepState(step, tr("running"), "apply"_L1, ColorRole::Current); break;
        case RunEvent::Kind::StepDone:
            m_view->setStepState(step, tr("done"), "ok"_L1, ColorRole::Success);
            if (planned)
                emit output(u"✓ %1  %2"_s.arg(planned->revision, planned->message));
            break;
        case RunEvent::Kind::StatementFailed:
            m_view->setStepState(step, tr("failed"), "error"_L1, ColorRole::Error);
            emit output(u"✖ %1: %2"_s.arg(planned ? planned->revision : QString(), event.text));
            break;
        case RunEvent::Kind::Warning: emit output(u"⚠ "_s + event.text); break;
        default: break;
        }
    }
    if (last >= 0)
        m_view->showStep(last);
}

void PlanPage::finish(const Result<MigrationReport> &result)
{
    drainLog();
    m_task = 0;
    RunSummary summary;
    if (result) {
        m_ran = true;
        summary = RunSummary::of(*result, *m_change->plan);
        for (qsizetype i = 0; i < result->steps.size(); ++i) {
            const StepState state = result->steps.at(i).state;
            if (state == StepState::RolledBack)
                m_view->setStepState(int(i), tr("undone"), "rollback"_L1, ColorRole::Warning);
            else if (state == StepState::Halfway)
                m_view->setStepState(int(i), tr("half done"), "error"_L1, ColorRole::Error);
            else if (state == StepState::NotReached)
                m_view->setStepState(int(i), tr("not reached"), "pending"_L1, ColorRole::Muted);
        }
    } else {
        // It did not start: the plan can be started again when the cause is gone, unless it is the plan itself that is out of date.
        summary = RunSummary::refused(result.error());
        if (result.error().code.startsWith("migration."_L1))
            m_stale = result.error().message;
    }
    showState();
    m_level->setText(m_ran ? tr("This plan has run.") : summary.text);
    m_notice->setNotice(summary.role, QLatin1StringView(summary.icon.toLatin1()), summary.text, summary.detail);
    m_notice->show();
    emit output(summary.text);
    if (!summary.detail.isEmpty())
        emit output(summary.detail);
    emit ended();
}

void PlanPage::exportScript()
{
    if (!m_change)
        return;
    auto *dialog =
        new QFileDialog(this, tr("Export SQL"), u"plan-%1.sql"_s.arg(m_change->plan->shortFingerprint()), tr("SQL files (*.sql)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, [this, script = m_change->script](const QString &path) {
        QSaveFile file(path);
        const bool written = file.open(QIODevice::WriteOnly) && file.write(script.toUtf8()) >= 0 && file.commit();
        emit output(written ? tr("Written: %1").arg(path) : tr("%1 could not be written: %2").arg(path, file.errorString()));
    });
    dialog->open();
}

} // namespace retort
