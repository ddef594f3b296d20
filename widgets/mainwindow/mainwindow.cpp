#include "mainwindow/mainwindow.h"

#include "confirm/confirmdialog.h"
#include "editor/syntaxlibrary.h"
#include "mainwindow/commandpalette.h"
#include "mainwindow/detailspane.h"
#include "mainwindow/outputpane.h"
#include "mainwindow/projectview.h"
#include "mainwindow/sampleproject.h"
#include "mainwindow/statusline.h"
#include "mainwindow/targetspane.h"
#include "mainwindow/timelinefeed.h"
#include "plan/rollbackdialog.h"
#include "start/startpage.h"
#include "theme/icons.h"

#include <QCloseEvent>
#include <QComboBox>
#include <QDir>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QInputDialog>
#include <QMenu>
#include <QMimeData>
#include <QStackedWidget>
#include <QStatusBar>

namespace retort {

using namespace Qt::StringLiterals;

MainWindow::MainWindow(Settings *settings, const QString &targetRegisterFile, QWidget *parent)
    : QMainWindow(parent),
      m_settings(settings),
      m_tasks(new Tasks(this)),
      m_workspace(new Workspace(settings, m_tasks, targetRegisterFile, this)),
      m_actions(new ActionRegistry(this)),
      m_feed(new TimelineFeed(m_workspace, this)),
      m_library(std::make_shared<const SyntaxLibrary>())
{
    setObjectName(u"mainWindow"_s);
    setAcceptDrops(true);
    setDockNestingEnabled(false);
    m_pages = new QStackedWidget(this);
    m_start = new StartPage(m_pages);
    m_view = new ProjectView(m_workspace, m_library, m_pages);
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_view);
    setCentralWidget(m_pages);
    m_status = new StatusLine(statusBar(), m_workspace);
    makeDocks();
    makeActions();
    makeViewActions();
    makeMenus();
    makeToolBar();
    connectParts();
    m_defaultState = saveState();
    resize(1280, 800);
    restoreGeometry(m_settings->windowGeometry());
    restoreState(m_settings->windowState());
    m_start->setRecentProjects(m_settings->recentProjects());
    onProjectChanged();
    onTargetsChanged();
}

MainWindow::~MainWindow() = default;

void MainWindow::connectParts()
{
    connect(m_start, &StartPage::openRequested, this, &MainWindow::chooseProject);
    connect(m_start, &StartPage::sampleRequested, this, [this] { openSample(); });
    connect(m_start, &StartPage::projectChosen, this, &MainWindow::openProject);
    connect(m_start, &StartPage::forgetRequested, this, [this](const QString &path) {
        m_settings->removeRecentProject(path);
        m_start->setRecentProjects(m_settings->recentProjects());
    });
    connect(m_workspace, &Workspace::projectChanged, this, &MainWindow::onProjectChanged);
    connect(m_workspace, &Workspace::targetsChanged, this, &MainWindow::onTargetsChanged);
    connect(m_workspace, &Workspace::targetChanged, this, &MainWindow::onTargetChanged);
    connect(m_workspace, &Workspace::databaseChanged, this, &MainWindow::updateReasons);
    connect(m_workspace, &Workspace::loadingChanged, this, &MainWindow::updateReasons);
    connect(m_workspace, &Workspace::openFailed, this, [this](const QString &path, const Error &error) {
        const QString text = tr("%1 cannot be opened: %2").arg(QDir::toNativeSeparators(path), error.message);
        addOutput(text);
        m_start->showError(text, error.detail);
        statusBar()->showMessage(text, 15000);
    });
    connect(m_tasks, &Tasks::started, this, &MainWindow::updateReasons);
    connect(m_tasks, &Tasks::finished, this, &MainWindow::updateReasons);
    connect(m_feed, &TimelineFeed::snapshotChanged, this, [this](const std::shared_ptr<const TimelineSnapshot> &snapshot) {
        m_view->setSnapshot(snapshot);
        m_status->setSnapshot(*snapshot);
        updateDetails();
        updateReasons();
    });
    connect(m_view, &ProjectView::selectionMoved, this, [this] {
        updateDetails();
        updateReasons();
    });
    connect(m_view, &ProjectView::shownPageChanged, this, &MainWindow::updateReasons);
    connect(m_view, &ProjectView::menuRequested, this, [this](const QString &, const QPoint &place) { showRevisionMenu(place); });
    connect(m_view, &ProjectView::detailsRequested, this, [this] {
        m_docks.at(1)->show();
        m_docks.at(1)->raise();
    });
    connect(m_view, &ProjectView::applyRequested, this, &MainWindow::planUpgrade);
    connect(m_view, &ProjectView::newMigrationRequested, act("newMigration"), &QAction::trigger);
    connect(m_view, &ProjectView::mergeRequested, act("mergeHeads"), &QAction::trigger);
    connect(m_view, &ProjectView::classifyRequested, this, &MainWindow::askToClassify);
    connect(m_view, &ProjectView::undoneByHand, this, &MainWindow::askToCloseInterruptedRun);
    connect(m_view, &ProjectView::output, this, &MainWindow::addOutput);
    connect(m_targetsPane, &TargetsPane::addRequested, this, &MainWindow::askForTarget);
    connect(m_details, &DetailsPane::revisionActivated, m_view, &ProjectView::selectRevision);
    connect(m_output, &OutputPane::problemActivated, this, [this](const QString &file, int) {
        if (!m_workspace->project())
            return;
        for (const RevisionHeader &header : m_workspace->project()->graph->revisions()) {
            if (header.file == file)
                m_view->openReview(header.revision);
        }
    });
}

bool MainWindow::isSettled() const
{
    return m_tasks->running().isEmpty() && m_feed->isSettled() && !m_workspace->isLoading();
}

void MainWindow::openProject(const QString &path)
{
    if (m_tasks->hasChanges()) {
        statusBar()->showMessage(tr("A change is still running. Another project can be opened when it has ended."), 15000);
        return;
    }
    m_workspace->open(path);
}

void MainWindow::openSample(const QString &parentFolder)
{
    m_tasks->start<SampleProject::Created>(
        tr("Prepare the sample project"), this, [parentFolder](const RunContext &run) { return SampleProject::create(parentFolder, run); },
        [this](Result<SampleProject::Created> created) {
            if (!created) {
                addOutput(created.error().message + u'\n' + created.error().detail);
                m_start->showError(created.error().message, created.error().detail);
                return;
            }
            if (!created->warning.isEmpty())
                addOutput(created->warning);
            openProject(created->folder);
        });
}

void MainWindow::chooseTarget(const QString &name)
{
    const auto &targets = m_workspace->targets();
    for (int i = 0; i < targets.size(); ++i) {
        if (targets.at(i).target.name == name)
            m_workspace->setActiveTarget(i);
    }
}

void MainWindow::addTargetUrl(const QString &url)
{
    if (const auto added = m_workspace->addTarget(url); !added) {
        addOutput(added.error().message);
        statusBar()->showMessage(added.error().message, 15000);
    }
}

void MainWindow::planUpgrade()
{
    if (reasonNotToPlan().isEmpty())
        m_view->openPlan(PlanKind::Upgrade, {m_feed->snapshot().heads().size() > 1 ? u"heads"_s : u"head"_s});
}

void MainWindow::showBlocked()
{
    m_view->openBlocked();
}

void MainWindow::onProjectChanged()
{
    const bool open = hasProject();
    m_pages->setCurrentWidget(open ? static_cast<QWidget *>(m_view) : m_start);
    showDocks(open);
    if (open) {
        m_start->showError({}, {});
        m_output->setProblems(m_workspace->project()->diagnostics(), m_workspace->project()->root);
    } else {
        m_view->closePages();
        m_output->setProblems({}, {});
        m_start->setRecentProjects(m_settings->recentProjects());
    }
    updateTitle();
    updateReasons();
    updateDetails();
    if (open && !m_newRevision.isEmpty() && m_workspace->project()->graph->find(m_newRevision))
        m_view->openReview(std::exchange(m_newRevision, {}));
}

void MainWindow::showDocks(bool show)
{
    // Without a project they would be empty; which of them the user had hidden is remembered for the next one.
    if (show == m_docksShown)
        return;
    m_docksShown = show;
    if (!show)
        m_layoutWithProject = saveState();
    for (QDockWidget *dock : m_docks)
        dock->setVisible(show);
    if (show && !m_layoutWithProject.isEmpty())
        restoreState(m_layoutWithProject);
}

void MainWindow::onTargetsChanged()
{
    const QSignalBlocker blocker(m_targetBox);
    m_targetBox->clear();
    for (const ProjectTarget &target : m_workspace->targets()) {
        const QString text = tr("%1 – %2").arg(environmentClassName(target.target.environment), target.target.name);
        m_targetBox->addItem(Icons::forEnvironment(target.target.environment), text);
        m_targetBox->setItemData(m_targetBox->count() - 1, target.target.identity, Qt::ToolTipRole);
    }
    m_targetBox->setEnabled(!m_workspace->targets().isEmpty());
    if (m_workspace->targets().isEmpty())
        m_targetBox->addItem(tr("No target"));
    m_targetBox->setCurrentIndex(qMax(0, m_workspace->activeTarget()));
}

void MainWindow::onTargetChanged()
{
    const QSignalBlocker blocker(m_targetBox);
    m_targetBox->setCurrentIndex(qMax(0, m_workspace->activeTarget()));
    updateTitle();
    updateReasons();
}

void MainWindow::updateTitle()
{
    if (!hasProject()) {
        setWindowTitle(u"Retort"_s);
        return;
    }
    const ProjectTarget *target = m_workspace->target();
    setWindowTitle(
        target ? tr("%1 — %2 %3 — Retort")
                     .arg(m_workspace->project()->name, environmentClassName(target->target.environment).toUpper(), target->target.name)
               : tr("%1 — Retort").arg(m_workspace->project()->name));
}

QString MainWindow::selectedRevision() const
{
    return hasProject() ? m_view->selectedRevision() : QString();
}

void MainWindow::updateDetails()
{
    m_details->showRevision(m_feed->snapshot(), selectedRevision(), hasProject() ? m_workspace->project()->root : QString());
}

int MainWindow::appliedCount() const
{
    int applied = 0;
    for (int row = 0; row < int(m_feed->snapshot().rows().size()); ++row) {
        const auto *revision = m_feed->snapshot().revisionAt(row);
        applied += revision && (revision->state == RevisionState::Applied || revision->state == RevisionState::Current);
    }
    return applied;
}

void MainWindow::chooseProject()
{
    auto *dialog = new QFileDialog(this, tr("Open Project"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openProject);
    dialog->open();
}

void MainWindow::askForTarget()
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Add Target"));
    dialog->setLabelText(
        tr("Address of the database, for this session only:\npostgresql://user:password@host/database or sqlite:///file.db"));
    dialog->setTextEchoMode(QLineEdit::Normal);
    dialog->resize(560, dialog->sizeHint().height());
    connect(dialog, &QInputDialog::textValueSelected, this, &MainWindow::addTargetUrl);
    dialog->open();
}

void MainWindow::askForRollback()
{
    const ProjectTarget *target = m_workspace->target();
    if (!target)
        return;
    auto *dialog = new RollbackDialog(target->target.name, appliedCount(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RollbackDialog::chosen, this,
            [this](int count) { m_view->openPlan(PlanKind::Downgrade, {u'-' + QString::number(count)}); });
    dialog->open();
}

void MainWindow::askForRevision(NewMigrationDialog::Kind kind)
{
    auto *dialog = new NewMigrationDialog(kind, m_workspace, m_feed->snapshot(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NewMigrationDialog::written, this, [this](const QString &revision, const QString &file) {
        m_newRevision = revision;
        addOutput(tr("Written: %1").arg(QDir::toNativeSeparators(file)));
    });
    connect(dialog, &NewMigrationDialog::applyRequested, this, &MainWindow::planUpgrade);
    dialog->open();
}

void MainWindow::askToClassify()
{
    const ProjectTarget *target = m_workspace->target();
    if (!target)
        return;
    ConfirmRequest request;
    request.title = tr("Classify as Development");
    request.action = tr("&Classify as Development");
    request.targetName = target->target.name;
    request.environment = target->target.environment;
    request.effect = tr("Recreating, resetting and rolling back to the start become possible on this database.");
    request.items = {target->target.identity};
    request.reasons = {tr("Say this only of a database whose data you can lose.")};
    request.typeName = true;
    auto *dialog = new ConfirmDialog(request, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_workspace, &Workspace::targetChanged, dialog, &QDialog::reject);
    connect(dialog, &ConfirmDialog::confirmed, this, [this](const QString &name) {
        if (const auto done = m_workspace->classify(EnvironmentClass::Development, name); !done) {
            addOutput(done.error().message);
            statusBar()->showMessage(done.error().message, 15000);
        }
    });
    dialog->open();
}

void MainWindow::askToCloseInterruptedRun(const QString &runId)
{
    const ProjectTarget *target = m_workspace->target();
    if (!target)
        return;
    ConfirmRequest request;
    request.title = tr("Close the Interrupted Run");
    request.action = tr("C&lose the Interrupted Run");
    request.targetName = target->target.name;
    request.environment = target->target.environment;
    request.effect = tr("Nothing in the database changes. Other plans may run on it again.");
    request.reasons = {tr("Say this only when you have undone in the database whatever the run had left there.")};
    request.typeName = true;
    auto *dialog = new ConfirmDialog(request, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_workspace, &Workspace::targetChanged, dialog, &QDialog::reject);
    connect(dialog, &ConfirmDialog::confirmed, this, [this, runId](const QString &name) {
        if (const auto closed = m_workspace->closeInterruptedRun(runId, name); !closed)
            addOutput(closed.error().message);
    });
    dialog->open();
}

void MainWindow::showPalette()
{
    auto *palette = new CommandPalette(*m_actions, m_feed->snapshot(), this);
    palette->setAttribute(Qt::WA_DeleteOnClose);
    connect(palette, &CommandPalette::revisionChosen, m_view, &ProjectView::selectRevision);
    // A new snapshot would leave the palette with the old one.
    connect(m_feed, &TimelineFeed::snapshotChanged, palette, &QDialog::reject);
    palette->open();
}

void MainWindow::showRevisionMenu(const QPoint &place)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    menu->addAction(act("review"));
    menu->addSeparator();
    menu->addAction(act("applyHere"));
    menu->addAction(act("rollbackHere"));
    menu->addAction(act("stampHere"));
    menu->addSeparator();
    menu->addAction(act("copyRevision"));
    menu->popup(place);
}

void MainWindow::addOutput(const QString &line)
{
    m_output->addLine(line);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_tasks->hasChanges()) {
        // Closing must never kill a change; whoever wants that stops it first, where it says what that means.
        event->ignore();
        statusBar()->showMessage(tr("A change is still running. Stop it or wait for its end before closing the window."), 15000);
        return;
    }
    m_settings->setWindow(saveGeometry(), m_docksShown ? saveState() : m_layoutWithProject);
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile())
        openProject(urls.first().toLocalFile());
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    // Icons are drawn in the palette's colours, but Qt keeps what it has drawn.
    if (event->type() == QEvent::PaletteChange && m_targetBox)
        onTargetsChanged();
}

} // namespace retort
