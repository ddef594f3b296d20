#pragma once

#include "workspace/workspace.h"

#include <QPointer>
#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedLayout;

namespace retort {

class ConfirmDialog;
class EmptyState;
class NoticeBar;
class PlanView;
class SyntaxLibrary;

/// The way of one change from plan to result: makes the plan, shows it, asks as the guard demands, runs exactly what was shown, and
/// says what became of it. A plan runs at most once, and only while its target is the active one.
class PlanPage : public QWidget
{
    Q_OBJECT

public:
    PlanPage(Workspace *workspace, const std::shared_ptr<const SyntaxLibrary> &library, PlanKind kind, QStringList revisions,
             QWidget *parent = nullptr);

    void makePlan();
    /// What the start button does; does nothing while it is disabled.
    void start();
    [[nodiscard]] const MigrationPlan *plan() const { return m_change ? m_change->plan.get() : nullptr; }
    [[nodiscard]] bool isRunning() const { return m_task != 0; }
    /// Empty when the plan can be started.
    [[nodiscard]] QString reasonNotToStart() const;
    /// Short, for the tab.
    [[nodiscard]] QString title() const;

signals:
    /// Whether it can be started, or why not, may have changed.
    void stateChanged();
    void titleChanged(const QString &title);
    void reviewRequested(const QString &revision);
    void output(const QString &line);
    /// Something was run and has ended.
    void ended();

private:
    QWidget *bottomBar();
    void take(Result<PlannedChange> planned);
    void showState();
    void confirmAndRun();
    void run(const QString &typedName);
    void onProgress(const TaskInfo &task);
    void drainLog();
    void finish(const Result<MigrationReport> &result);
    void exportScript();

    Workspace *m_workspace;
    PlanKind m_kind;
    QStringList m_revisions;
    std::optional<PlannedChange> m_change;
    Target m_target;
    Verdict m_verdict;
    QString m_stale;
    bool m_ran = false;
    int m_task = 0;
    std::shared_ptr<RunLog> m_log;
    QPointer<ConfirmDialog> m_dialog;

    QStackedLayout *m_pages = nullptr;
    EmptyState *m_empty = nullptr;
    QWidget *m_content = nullptr;
    NoticeBar *m_notice = nullptr;
    PlanView *m_view = nullptr;
    QLabel *m_level = nullptr;
    QProgressBar *m_progress = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_export = nullptr;
    QPushButton *m_again = nullptr;
    QPushButton *m_start = nullptr;
};

} // namespace retort
