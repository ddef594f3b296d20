#pragma once

#include "comparison/drift.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTreeWidget;

namespace retort {

class EmptyState;
class NoticeBar;
class Workspace;

/// Where the active target's database, the models and the revisions differ. Reads only; its way out is a new migration.
class DriftPage : public QWidget
{
    Q_OBJECT

public:
    explicit DriftPage(Workspace *workspace, QWidget *parent = nullptr);

    /// What was found; nothing while it is read or when it cannot be.
    [[nodiscard]] const std::optional<Drift> &drift() const { return m_drift; }
    void compare();

signals:
    void newMigrationRequested();

private:
    void makeTree();
    QWidget *makeButtons();
    void reset();
    void take(const Result<Drift> &drift);
    void show(const Drift &drift);
    void addGroup(const QString &title, const QList<Difference> &differences, const QStringList &notes,
                  const std::optional<Error> &problem);
    [[nodiscard]] QString report() const;

    Workspace *m_workspace;
    NoticeBar *m_summary;
    QStackedWidget *m_contents;
    EmptyState *m_empty;
    QTreeWidget *m_tree;
    QPushButton *m_again = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_generate = nullptr;
    std::optional<Drift> m_drift;
    int m_generation = 0;
};

} // namespace retort
