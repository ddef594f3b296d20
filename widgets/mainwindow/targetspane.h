#pragma once

#include <QWidget>

class QTreeWidget;

namespace retort {

class Workspace;

/// The project and its databases, each with its class; the active one is chosen here or in the toolbar.
class TargetsPane : public QWidget
{
    Q_OBJECT

public:
    explicit TargetsPane(Workspace *workspace, QWidget *parent = nullptr);

signals:
    void addRequested();

private:
    void fill();

    Workspace *m_workspace;
    QTreeWidget *m_tree;
};

} // namespace retort
