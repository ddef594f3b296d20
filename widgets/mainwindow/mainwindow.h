#pragma once

#include "mainwindow/actionregistry.h"
#include "newmigration/newmigrationdialog.h"
#include "timeline/timelinesnapshot.h"
#include "workspace/settings.h"
#include "workspace/workspace.h"

#include <QMainWindow>

#include <memory>

class QComboBox;
class QLabel;
class QStackedWidget;

namespace retort {

class DetailsPane;
class OutputPane;
class ProjectView;
class StartPage;
class StatusLine;
class SyntaxLibrary;
class TargetsPane;
class TimelineFeed;

/// The window: one project, one active target. It puts the parts together and keeps the commands and their reasons up to date.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(Settings *settings, const QString &targetRegisterFile, QWidget *parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] Workspace &workspace() { return *m_workspace; }
    [[nodiscard]] ActionRegistry &actions() { return *m_actions; }
    [[nodiscard]] ProjectView *projectView() const { return m_view; }
    [[nodiscard]] bool hasProject() const { return m_workspace->project() != nullptr; }
    /// Nothing is running and nothing is waiting to be shown.
    [[nodiscard]] bool isSettled() const;

    void openProject(const QString &path);
    /// A fresh copy of the sample below `parentFolder`; empty: the temporary folder, where it stays.
    void openSample(const QString &parentFolder = {});
    void chooseTarget(const QString &name);
    void addTargetUrl(const QString &url);
    void planUpgrade();
    void showBlocked();

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makeActions();
    void makeViewActions();
    void makeMenus();
    void makeToolBar();
    void makeDocks();
    void connectParts();
    QAction *act(const char *id) const;

    void onProjectChanged();
    void onTargetsChanged();
    void showDocks(bool show);
    void onTargetChanged();
    void updateReasons();
    void updateTitle();
    void updateDetails();
    [[nodiscard]] QString reasonNotToPlan() const;
    [[nodiscard]] QString reasonNotToUseSelection(const TimelineSnapshot::Revision *selected) const;
    [[nodiscard]] QString selectedRevision() const;
    [[nodiscard]] int appliedCount() const;

    void chooseProject();
    void askForTarget();
    void askForRollback();
    void askForRevision(NewMigrationDialog::Kind kind);
    void askToClassify();
    void askToCloseInterruptedRun(const QString &runId);
    void showPalette();
    void showRevisionMenu(const QPoint &place);
    void addOutput(const QString &line);

    Settings *m_settings;
    Tasks *m_tasks;
    Workspace *m_workspace;
    ActionRegistry *m_actions;
    TimelineFeed *m_feed;
    std::shared_ptr<const SyntaxLibrary> m_library;
    QStackedWidget *m_pages = nullptr;
    StartPage *m_start = nullptr;
    ProjectView *m_view = nullptr;
    TargetsPane *m_targetsPane = nullptr;
    DetailsPane *m_details = nullptr;
    OutputPane *m_output = nullptr;
    StatusLine *m_status = nullptr;
    QComboBox *m_targetBox = nullptr;
    QList<QDockWidget *> m_docks;
    /// Written by this window; shown as soon as the project with it is read.
    QString m_newRevision;
    QByteArray m_defaultState;
    QByteArray m_layoutWithProject;
    bool m_docksShown = true;
};

} // namespace retort
