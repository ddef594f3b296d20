#pragma once

#include "theme/theme.h"
#include "workspace/workspace.h"

#include <QWidget>

#include <memory>

class QLabel;
class QListWidget;
class QTabWidget;
class QTreeView;

namespace retort {

class CodeEditor;
class PlanStepsModel;
class SyntaxLibrary;

/// Shows a plan completely: target, from and to, each step, all of its SQL, the way back and the problems. Only shows.
class PlanView : public QWidget
{
    Q_OBJECT

public:
    explicit PlanView(const std::shared_ptr<const SyntaxLibrary> &library, QWidget *parent = nullptr);

    void showPlan(const PlannedChange &change, const Target &target);
    /// A mark in the last column: what has become of the step. showStep() brings the row into view.
    void setStepState(int step, const QString &text, QLatin1StringView icon, ColorRole role);
    void showStep(int step);

signals:
    void reviewRequested(const QString &revision);

private:
    QWidget *header();
    void arrangeColumns();
    void fillProblems(const MigrationPlan &plan);

    QLabel *m_title = nullptr;
    QLabel *m_targetIcon = nullptr;
    QLabel *m_target = nullptr;
    QLabel *m_range = nullptr;
    QLabel *m_fingerprint = nullptr;
    QTreeView *m_steps = nullptr;
    PlanStepsModel *m_model = nullptr;
    QTabWidget *m_tabs = nullptr;
    CodeEditor *m_sql = nullptr;
    CodeEditor *m_wayBack = nullptr;
    QListWidget *m_problems = nullptr;
};

} // namespace retort
