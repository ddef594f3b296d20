#include "mainwindow/targetspane.h"

#include "theme/icons.h"
#include "workspace/workspace.h"

#include <QDir>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace retort {

using namespace Qt::StringLiterals;

TargetsPane::TargetsPane(Workspace *workspace, QWidget *parent) : QWidget(parent), m_workspace(workspace), m_tree(new QTreeWidget(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 6);
    m_tree->setObjectName(u"targets"_s);
    m_tree->setAccessibleName(tr("Project and targets"));
    m_tree->setHeaderHidden(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setIndentation(14);
    m_tree->setRootIsDecorated(false);
    m_tree->setExpandsOnDoubleClick(false);
    layout->addWidget(m_tree, 1);
    auto *add = new QPushButton(Icons::icon("new"_L1), tr("Add &Target…"), this);
    add->setAutoDefault(false);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(8, 0, 8, 0);
    row->addWidget(add);
    row->addStretch();
    layout->addLayout(row);
    connect(add, &QPushButton::clicked, this, &TargetsPane::addRequested);
    connect(m_workspace, &Workspace::targetsChanged, this, &TargetsPane::fill);
    connect(m_workspace, &Workspace::targetChanged, this, &TargetsPane::fill);
    connect(m_tree, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem *item) {
        if (item->parent())
            m_workspace->setActiveTarget(item->data(0, Qt::UserRole).toInt());
    });
}

void TargetsPane::fill()
{
    m_tree->clear();
    if (!m_workspace->project())
        return;
    auto *project = new QTreeWidgetItem(m_tree, {m_workspace->project()->name});
    project->setIcon(0, Icons::icon("project"_L1));
    project->setToolTip(0, QDir::toNativeSeparators(m_workspace->project()->root));
    project->setSizeHint(0, QSize(0, fontMetrics().height() + 10));
    QFont bold = m_tree->font();
    bold.setBold(true);
    project->setFont(0, bold);
    const auto &targets = m_workspace->targets();
    for (int i = 0; i < targets.size(); ++i) {
        const ProjectTarget &target = targets.at(i);
        const bool active = i == m_workspace->activeTarget();
        const QString kind = target.problem ? tr("no usable address") : environmentClassName(target.target.environment);
        auto *item = new QTreeWidgetItem(project, {tr("%1 (%2)").arg(target.target.name, kind)});
        item->setIcon(0, target.problem ? Icons::icon("warning"_L1, ColorRole::Warning) : Icons::forEnvironment(target.target.environment));
        item->setToolTip(0, target.problem ? target.problem->message : target.target.identity + u'\n' + target.origin);
        item->setData(0, Qt::UserRole, i);
        item->setSizeHint(0, QSize(0, fontMetrics().height() + 10));
        if (active) {
            item->setFont(0, bold);
            item->setData(0, Qt::AccessibleTextRole, tr("%1, active").arg(item->text(0)));
            m_tree->setCurrentItem(item);
        }
    }
    m_tree->expandAll();
}

} // namespace retort
