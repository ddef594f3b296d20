#include "mainwindow/detailspane.h"
#include "mainwindow/mainwindow.h"
#include "mainwindow/outputpane.h"
#include "mainwindow/projectview.h"
#include "mainwindow/targetspane.h"
#include "mainwindow/timelinefeed.h"
#include "plan/planpage.h"
#include "review/reviewpage.h"
#include "theme/icons.h"
#include "timeline/timelinepage.h"

#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QGuiApplication>
#include <QMenuBar>
#include <QToolBar>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QKeySequence keys(const char *text)
{
    return QKeySequence(QString::fromLatin1(text), QKeySequence::PortableText);
}

} // namespace

QAction *MainWindow::act(const char *id) const
{
    QAction *action = m_actions->action(QString::fromLatin1(id));
    Q_ASSERT(action);
    return action;
}

void MainWindow::makeActions()
{
    const auto add = [this](const char *id, const QString &text, const QKeySequence &key, QLatin1StringView icon, auto &&run) {
        return m_actions->add(QString::fromLatin1(id), text, key, icon, run);
    };
    const auto planFor = [this](PlanKind kind) { return [this, kind] { m_view->openPlan(kind, {selectedRevision()}); }; };
    add("open", tr("&Open Project…"), QKeySequence::Open, "open"_L1, [this] { chooseProject(); });
    add("sample", tr("Try the &Sample Project"), {}, "database"_L1, [this] { openSample(); });
    add("close", tr("&Close Project"), {}, "close"_L1, [this] { m_workspace->close(); });
    add("quit", tr("&Quit"), QKeySequence::Quit, {}, [this] { close(); });
    add("refresh", tr("&Refresh"), keys("Ctrl+R"), "refresh"_L1, [this] {
        m_workspace->reload();
        m_workspace->refresh();
    })->setShortcuts({keys("Ctrl+R"), keys("F5")});
    add("switchTarget", tr("Switch &Target"), keys("Ctrl+Shift+T"), "database"_L1, [this] { m_targetBox->showPopup(); });
    add("addTarget", tr("Add Tar&get…"), {}, "new"_L1, [this] { askForTarget(); });
    add("newMigration", tr("&New Migration…"), QKeySequence::New, "new"_L1, [this] { askForRevision(NewMigrationDialog::Kind::Revision); });
    add("mergeHeads", tr("&Merge Heads…"), {}, "merge"_L1, [this] { askForRevision(NewMigrationDialog::Kind::Merge); });
    add("review", tr("Re&view Revision"), {}, "review"_L1, [this] { m_view->openReview(selectedRevision()); });
    add("applyHead", tr("&Apply Pending Migrations…"), keys("Ctrl+Shift+U"), "apply"_L1, [this] { planUpgrade(); });
    add("applyHere", tr("Apply Up to &Here…"), {}, "apply"_L1, planFor(PlanKind::Upgrade));
    add("rollback", tr("Roll &Back…"), keys("Ctrl+Shift+B"), "rollback"_L1, [this] { askForRollback(); });
    add("rollbackHere", tr("Roll Back to H&ere…"), {}, "rollback"_L1, planFor(PlanKind::Downgrade));
    add("stampHere", tr("&Set the Revision to Here…"), {}, "edit"_L1, planFor(PlanKind::Stamp));
    add("startPlan", tr("Start the Shown &Plan"), keys("Ctrl+Shift+Return"), "apply"_L1, [this] { m_view->startShownPlan(); });
    add("stopTask", tr("St&op the Running Change"), keys("Ctrl+Shift+X"), "stop"_L1, [this] {
        for (const TaskInfo &task : m_tasks->running()) {
            if (!task.changes.isEmpty())
                m_tasks->stop(task.id);
        }
    });
    add("fresh", tr("Re&create from Scratch (db:fresh)…"), {}, "warning"_L1, [this] { m_view->openPlan(PlanKind::Fresh, {}); });
    add("whyBlocked", tr("Why Is Recreating &Blocked?"), {}, "blocked"_L1, [this] { showBlocked(); });
    add("classify", tr("This Is a &Development Database…"), {}, "class-development"_L1, [this] { askToClassify(); });
    add("copyRevision", tr("Cop&y Revision"), {}, "copy"_L1, [this] { QGuiApplication::clipboard()->setText(selectedRevision()); });
}

void MainWindow::makeViewActions()
{
    const auto add = [this](const char *id, const QString &text, const QKeySequence &key, QLatin1StringView icon, auto &&run) {
        return m_actions->add(QString::fromLatin1(id), text, key, icon, run);
    };
    add("timeline", tr("&Timeline"), keys("Ctrl+1"), "timeline"_L1, [this] { m_view->showTimeline(); });
    add("drift", tr("&Drift"), keys("Ctrl+2"), "compare"_L1, [this] { m_view->openDrift(); });
    add("models", tr("&Models"), keys("Ctrl+4"), "table"_L1, [this] { m_view->openModels(); });
    add("filter", tr("&Find Revision"), QKeySequence::Find, "search"_L1, [this] {
        m_view->showTimeline();
        m_view->timeline()->focusFilter();
    });
    add("switchDirection", tr("Switch &Upgrade and Downgrade SQL"), keys("Ctrl+D"), "review"_L1, [this] {
        if (ReviewPage *page = m_view->shownReview())
            page->setDirection(page->direction() == Direction::Upgrade ? Direction::Downgrade : Direction::Upgrade);
    });
    add("closeTab", tr("&Close Tab"), QKeySequence::Close, "close"_L1, [this] { m_view->closeShownTab(); });
    add("palette", tr("Find &Command…"), keys("Ctrl+Shift+P"), "search"_L1, [this] {
        showPalette();
    })->setShortcuts({keys("Ctrl+Shift+P"), keys("Ctrl+P"), keys("Ctrl+Alt+I")});
    add("resetLayout", tr("&Reset Layout"), {}, {}, [this] { restoreState(m_defaultState); });
}

void MainWindow::makeDocks()
{
    const auto add = [this](const QString &title, const QString &name, QWidget *content, Qt::DockWidgetArea area) {
        auto *dock = new QDockWidget(title, this);
        dock->setObjectName(name);
        // Not floatable: floating docks cannot be moved back on Wayland with this Qt.
        dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
        dock->setWidget(content);
        addDockWidget(area, dock);
        m_docks.append(dock);
    };
    m_targetsPane = new TargetsPane(m_workspace, this);
    m_details = new DetailsPane(this);
    m_output = new OutputPane(this);
    add(tr("Project"), u"projectDock"_s, m_targetsPane, Qt::LeftDockWidgetArea);
    add(tr("Details"), u"detailsDock"_s, m_details, Qt::RightDockWidgetArea);
    add(tr("Output"), u"outputDock"_s, m_output, Qt::BottomDockWidgetArea);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    resizeDocks({m_docks.at(0), m_docks.at(1)}, {210, 250}, Qt::Horizontal);
    resizeDocks({m_docks.at(2)}, {130}, Qt::Vertical);
}

void MainWindow::makeMenus()
{
    const auto fill = [this](const QString &title, std::initializer_list<const char *> ids) {
        QMenu *menu = menuBar()->addMenu(title);
        menu->setToolTipsVisible(true);
        for (const char *id : ids) {
            if (*id)
                menu->addAction(act(id));
            else
                menu->addSeparator();
        }
        return menu;
    };
    fill(tr("&File"), {"open", "sample", "", "close", "quit"});
    QMenu *view = fill(tr("&View"), {"timeline", "drift", "models", "filter", "switchDirection", "closeTab", "", "palette", ""});
    for (int i = 0; i < m_docks.size(); ++i) {
        QAction *toggle = m_docks.at(i)->toggleViewAction();
        toggle->setShortcut(QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key(Qt::Key_1 + i)));
        view->addAction(toggle);
    }
    view->addAction(act("resetLayout"));
    fill(tr("&Migration"),
         {"newMigration", "mergeHeads", "", "review", "copyRevision", "", "applyHead", "applyHere", "", "rollback", "rollbackHere", "",
          "stampHere", "", "startPlan", "stopTask"});
    fill(tr("&Database"), {"refresh", "switchTarget", "addTarget", "", "classify", "", "fresh", "whyBlocked"});
}

void MainWindow::makeToolBar()
{
    QToolBar *bar = addToolBar(tr("Main Toolbar"));
    bar->setObjectName(u"mainToolBar"_s);
    bar->setMovable(false);
    bar->setIconSize(QSize(20, 20));
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->addAction(act("open"));
    bar->addSeparator();
    m_targetBox = new QComboBox(bar);
    m_targetBox->setObjectName(u"targetBox"_s);
    m_targetBox->setAccessibleName(tr("Active target"));
    m_targetBox->setMinimumContentsLength(22);
    m_targetBox->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_targetBox, &QComboBox::activated, m_workspace, &Workspace::setActiveTarget);
    bar->addWidget(m_targetBox);
    bar->addAction(act("refresh"));
    bar->addSeparator();
    bar->addAction(act("newMigration"));
    bar->addAction(act("review"));
    bar->addAction(act("applyHead"));
    bar->addAction(act("rollback"));
    // Buttons say what they do, not what the menu calls it.
    act("open")->setIconText(tr("Open"));
    act("newMigration")->setIconText(tr("New…"));
    act("refresh")->setIconText(tr("Refresh"));
    act("review")->setIconText(tr("Review"));
    act("applyHead")->setIconText(tr("Apply…"));
    act("rollback")->setIconText(tr("Roll Back…"));
}

QString MainWindow::reasonNotToPlan() const
{
    if (!hasProject())
        return tr("No project is open.");
    const ProjectTarget *target = m_workspace->target();
    if (!target)
        return tr("The project names no database.");
    if (target->problem)
        return target->problem->message;
    if (const auto change = m_tasks->changeOn(target->target.identity))
        return tr("“%1” is running on this target.").arg(change->title);
    return {};
}

QString MainWindow::reasonNotToUseSelection(const TimelineSnapshot::Revision *selected) const
{
    if (!hasProject())
        return tr("No project is open.");
    if (!selected || selected->entry.file.isEmpty())
        return tr("No revision with a file is selected.");
    if (!m_workspace->project()->graph->find(selected->entry.id))
        return tr("The file of this revision cannot be used. %1").arg(selected->entry.problem);
    return {};
}

void MainWindow::updateReasons()
{
    const auto set = [this](const char *id, const QString &reason) { m_actions->setReason(QString::fromLatin1(id), reason); };
    const QString noProject = hasProject() ? QString() : tr("No project is open.");
    const QString noPlan = reasonNotToPlan();
    const auto *selected = m_feed->snapshot().find(selectedRevision());
    const QString noRevision = reasonNotToUseSelection(selected);
    const DatabaseState &database = m_workspace->database();
    const bool known = database.known;
    const auto state = selected ? selected->state : RevisionState::Unknown;
    const auto first = [](std::initializer_list<QString> reasons) {
        for (const QString &reason : reasons) {
            if (!reason.isEmpty())
                return reason;
        }
        return QString();
    };
    set("drift", noPlan);
    for (const char *id : {"newMigration", "models", "timeline", "filter", "switchTarget", "addTarget", "refresh"})
        set(id, noProject);
    set("close", first({noProject, m_tasks->hasChanges() ? tr("A change is still running.") : QString()}));
    set("mergeHeads", first({noProject, m_feed->snapshot().heads().size() < 2 ? tr("There is only one head.") : QString()}));
    set("review", noRevision);
    set("copyRevision", selected ? noProject : noRevision);
    set("applyHead", first({noPlan, known && m_feed->snapshot().pendingCount() == 0 ? tr("The database is up to date.") : QString()}));
    set("applyHere",
        first({noPlan, noRevision,
               state == RevisionState::Applied || state == RevisionState::Current ? tr("This revision is applied already.") : QString()}));
    set("rollback", first({noPlan, known && database.heads.isEmpty() ? tr("Nothing is applied.") : QString()}));
    set("rollbackHere",
        first({noPlan, noRevision, state == RevisionState::Pending ? tr("This revision is not applied.") : QString(),
               state == RevisionState::Current ? tr("The database is at this revision.") : QString()}));
    set("stampHere", first({noPlan, noRevision}));
    set("startPlan", !m_view->shownPlan() ? tr("No plan is shown.") : m_view->shownPlan()->reasonNotToStart());
    set("stopTask", m_tasks->hasChanges() ? QString() : tr("No change is running."));
    set("switchDirection", m_view->shownReview() ? QString() : tr("No review is shown."));
    const ProjectTarget *target = m_workspace->target();
    const Verdict destruction = target ? Guard::judgeDestruction(target->target) : Verdict();
    set("fresh", first({noPlan, destruction.isBlocked() ? destruction.reasons.value(0) : QString()}));
    set("whyBlocked", first({noPlan, destruction.isBlocked() ? QString() : tr("It is not blocked on this target.")}));
    set("classify",
        first({noPlan,
               target && target->target.environment != EnvironmentClass::Unknown ? tr("What kind of database this is, is known.")
                                                                                 : QString()}));
    const int pending = m_feed->snapshot().pendingCount();
    act("applyHead")->setIconText(known && pending > 0 ? tr("Apply %1 Pending…").arg(pending) : tr("Apply…"));
}

} // namespace retort
