#include "plan/rollbackdialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace retort {

using namespace Qt::StringLiterals;

RollbackDialog::RollbackDialog(const QString &targetName, int applied, QWidget *parent) : QDialog(parent), m_count(new QSpinBox(this))
{
    setObjectName(u"rollbackDialog"_s);
    setWindowTitle(tr("Roll Back"));
    setWindowModality(Qt::WindowModal);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->setContentsMargins(18, 16, 18, 14);
    auto *row = new QHBoxLayout;
    auto *label = new QLabel(tr("&Migrations to roll back on %1:").arg(targetName), this);
    label->setBuddy(m_count);
    m_count->setObjectName(u"rollbackCount"_s);
    m_count->setAccessibleName(tr("Number of migrations to roll back"));
    m_count->setRange(1, qMax(1, applied));
    row->addWidget(label);
    row->addWidget(m_count);
    row->addStretch();
    layout->addLayout(row);
    layout->addWidget(new QLabel(tr("This makes a plan. Nothing runs before you have seen and confirmed it."), this));
    auto *buttons = new QHBoxLayout;
    auto *cancel = new QPushButton(tr("&Cancel"), this);
    auto *plan = new QPushButton(tr("&Show Plan"), this);
    plan->setObjectName(u"rollbackPlan"_s);
    cancel->setAutoDefault(false);
    plan->setDefault(true);
    plan->setEnabled(applied > 0);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(plan);
    layout->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(plan, &QPushButton::clicked, this, [this] {
        const int count = m_count->value();
        accept();
        emit chosen(count);
    });
    m_count->setFocus();
    m_count->selectAll();
}

} // namespace retort
