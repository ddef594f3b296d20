#include "mainwindow/projectview.h"

#include "banner/blockedpage.h"
#include "banner/targetbanner.h"
#include "drift/driftpage.h"
#include "models/modelspage.h"
#include "plan/planpage.h"
#include "recovery/recoverypage.h"
#include "review/reviewpage.h"
#include "theme/icons.h"
#include "timeline/timelinepage.h"
#include "timeline/timelineview.h"
#include "workspace/surveyedfile.h"
#include "workspace/workspace.h"

#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace retort {

using namespace Qt::StringLiterals;

ProjectView::ProjectView(Workspace *workspace, std::shared_ptr<const SyntaxLibrary> library, QWidget *parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_library(std::move(library)),
      m_banner(new TargetBanner(this)),
      m_tabs(new QTabWidget(this)),
      m_timeline(new TimelinePage(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_tabs, 1);
    m_tabs->setObjectName(u"projectTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->setMovable(false);
    m_tabs->setElideMode(Qt::ElideRight);
    m_tabs->tabBar()->setAccessibleName(tr("Pages"));
    m_tabs->addTab(m_timeline, Icons::icon("timeline"_L1), tr("Timeline"));
    connect(m_tabs, &QTabWidget::currentChanged, this, &ProjectView::shownPageChanged);

    TimelineView *view = m_timeline->view();
    connect(view, &TimelineView::selectionMoved, this, &ProjectView::selectionMoved);
    connect(view, &TimelineView::reviewRequested, this, &ProjectView::openReview);
    connect(view, &TimelineView::menuRequested, this, &ProjectView::menuRequested);
    connect(view, &TimelineView::detailsRequested, this, &ProjectView::detailsRequested);
    connect(m_timeline, &TimelinePage::retryRequested, m_workspace, &Workspace::refresh);
    connect(m_timeline, &TimelinePage::recoveryRequested, this, &ProjectView::openRecovery);
    connect(m_timeline, &TimelinePage::mergeRequested, this, &ProjectView::mergeRequested);
    connect(m_banner, &TargetBanner::classifyRequested, this, &ProjectView::classifyRequested);
    connect(m_workspace, &Workspace::targetChanged, this, [this] {
        // Without an address there is nothing that could be in danger.
        const ProjectTarget *target = m_workspace->target();
        if (target && !target->problem)
            m_banner->setTarget(target->target);
        else
            m_banner->hide();
    });
    connect(m_workspace, &Workspace::projectChanged, this, [this] {
        for (int i = 1; i < m_tabs->count(); ++i) {
            if (auto *page = qobject_cast<ReviewPage *>(m_tabs->widget(i)))
                load(page);
        }
    });
}

QString ProjectView::selectedRevision() const
{
    return m_timeline->view()->selectedRevision();
}

void ProjectView::selectRevision(const QString &revision)
{
    showTimeline();
    m_timeline->view()->select(revision);
}

void ProjectView::setSnapshot(const std::shared_ptr<const TimelineSnapshot> &snapshot)
{
    m_timeline->setSnapshot(snapshot);
}

void ProjectView::showTimeline()
{
    m_tabs->setCurrentIndex(0);
    m_timeline->view()->setFocus();
}

int ProjectView::addPage(QWidget *page, QLatin1StringView icon, const QString &title)
{
    const int index = m_tabs->addTab(page, Icons::icon(icon), title);
    auto *close = new QToolButton(m_tabs->tabBar());
    close->setIcon(Icons::icon("close"_L1));
    close->setIconSize(QSize(14, 14));
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::NoFocus);
    close->setToolTip(tr("Close"));
    close->setAccessibleName(tr("Close"));
    connect(close, &QToolButton::clicked, page, [this, page] { closeTab(m_tabs->indexOf(page)); });
    m_tabs->tabBar()->setTabButton(index, QTabBar::RightSide, close);
    m_tabs->setCurrentIndex(index);
    page->setFocus();
    return index;
}

void ProjectView::openReview(const QString &revision)
{
    if (revision.isEmpty() || !m_workspace->project() || !m_workspace->project()->graph->find(revision))
        return;
    for (int i = 1; i < m_tabs->count(); ++i) {
        const auto *open = qobject_cast<ReviewPage *>(m_tabs->widget(i));
        if (open && open->revision() == revision) {
            m_tabs->setCurrentIndex(i);
            return;
        }
    }
    auto *page = new ReviewPage(revision, m_library, m_tabs);
    const QString dialect = m_workspace->target() ? m_workspace->target()->target.dialect : QString();
    page->setDialects(Dialect::names(), dialect.isEmpty() ? u"sqlite"_s : dialect);
    connect(page, &ReviewPage::dialectChanged, this, [this, page] { load(page); });
    addPage(page, "review"_L1, tr("Review %1").arg(revision.left(12)));
    load(page);
}

void ProjectView::load(ReviewPage *page)
{
    if (!m_workspace->project())
        return;
    m_workspace->tasks().start<ReviewDocument>(
        tr("Read revision %1").arg(page->revision()), page,
        [project = m_workspace->project(), revision = page->revision(),
         dialect = page->dialect()](const RunContext &run) -> Result<ReviewDocument> {
            const auto file = SurveyedFile::make(*project, revision, dialect, run);
            if (!file)
                return file.error();
            return ReviewDocument::make(file->source, file->survey, *Dialect::byName(dialect));
        },
        [page, dialect = page->dialect()](const Result<ReviewDocument> &document) {
            if (!document)
                page->showError(document.error());
            else if (page->dialect() == dialect)
                page->showDocument(*document);
        });
}

PlanPage *ProjectView::openPlan(PlanKind kind, const QStringList &revisions)
{
    auto *page = new PlanPage(m_workspace, m_library, kind, revisions, m_tabs);
    connect(page, &PlanPage::reviewRequested, this, &ProjectView::openReview);
    connect(page, &PlanPage::stateChanged, this, &ProjectView::shownPageChanged);
    connect(page, &PlanPage::output, this, &ProjectView::output);
    connect(page, &PlanPage::titleChanged, this, [this, page](const QString &title) { m_tabs->setTabText(m_tabs->indexOf(page), title); });
    addPage(page, kind == PlanKind::Downgrade ? "rollback"_L1 : "plan"_L1, page->title());
    page->makePlan();
    return page;
}

void ProjectView::openBlocked()
{
    const ProjectTarget *target = m_workspace->target();
    if (!target)
        return;
    const Verdict verdict = Guard::judgeDestruction(target->target);
    if (!verdict.isBlocked())
        return;
    auto *page = new BlockedPage(target->target, verdict, m_tabs);
    connect(page, &BlockedPage::applyRequested, this, &ProjectView::applyRequested);
    connect(page, &BlockedPage::classifyRequested, this, &ProjectView::classifyRequested);
    // What the page says is about this target as it is now.
    connect(m_workspace, &Workspace::targetChanged, page, [this, page] { closeTab(m_tabs->indexOf(page)); });
    addPage(page, "blocked"_L1, tr("Blocked"));
}

template <typename Page>
Page *ProjectView::shownAgain()
{
    for (int i = 1; i < m_tabs->count(); ++i) {
        auto *page = qobject_cast<Page *>(m_tabs->widget(i));
        if (page) {
            m_tabs->setCurrentIndex(i);
            return page;
        }
    }
    return nullptr;
}

ModelsPage *ProjectView::openModels()
{
    if (auto *open = shownAgain<ModelsPage>())
        return open;
    auto *page = new ModelsPage(m_workspace, m_library, m_tabs);
    addPage(page, "table"_L1, tr("Models"));
    return page;
}

void ProjectView::openDrift()
{
    if (shownAgain<DriftPage>())
        return;
    auto *page = new DriftPage(m_workspace, m_tabs);
    connect(page, &DriftPage::newMigrationRequested, this, &ProjectView::newMigrationRequested);
    addPage(page, "compare"_L1, tr("Drift"));
}

void ProjectView::openRecovery()
{
    const auto &interrupted = m_workspace->database().interrupted;
    if (!interrupted)
        return;
    auto *page = new RecoveryPage(*interrupted, m_tabs);
    connect(page, &RecoveryPage::finishedByHand, this, [this](const QString &revision) { openPlan(PlanKind::Stamp, {revision}); });
    connect(page, &RecoveryPage::undoneByHand, this, &ProjectView::undoneByHand);
    // It tells of this target; and when the run is settled there is nothing left to tell.
    connect(m_workspace, &Workspace::targetChanged, page, [this, page] { closeTab(m_tabs->indexOf(page)); });
    connect(m_workspace, &Workspace::databaseChanged, page, [this, page] {
        if (m_workspace->database().known && !m_workspace->database().interrupted)
            closeTab(m_tabs->indexOf(page));
    });
    addPage(page, "error"_L1, tr("Stopped Half-Way"));
}

PlanPage *ProjectView::shownPlan() const
{
    return qobject_cast<PlanPage *>(m_tabs->currentWidget());
}

ReviewPage *ProjectView::shownReview() const
{
    return qobject_cast<ReviewPage *>(m_tabs->currentWidget());
}

void ProjectView::startShownPlan()
{
    if (PlanPage *page = shownPlan())
        page->start();
}

void ProjectView::closeShownTab()
{
    closeTab(m_tabs->currentIndex());
}

void ProjectView::closeTab(int index)
{
    if (index < 1)
        return;
    QWidget *page = m_tabs->widget(index);
    if (const auto *plan = qobject_cast<PlanPage *>(page); plan && plan->isRunning()) {
        emit output(tr("This plan is running; its page can be closed when it has ended."));
        return;
    }
    m_tabs->removeTab(index);
    page->deleteLater();
}

void ProjectView::closePages()
{
    for (int i = m_tabs->count() - 1; i >= 1; --i)
        closeTab(i);
}

} // namespace retort
