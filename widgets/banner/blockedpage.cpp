#include "banner/blockedpage.h"

#include "banner/targetbanner.h"
#include "theme/icons.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace retort {

using namespace Qt::StringLiterals;

BlockedPage::BlockedPage(const Target &target, const Verdict &verdict, QWidget *parent) : QWidget(parent)
{
    setObjectName(u"blockedPage"_s);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *outer = new QVBoxLayout(this);
    auto *column = new QWidget(this);
    column->setMaximumWidth(720);
    auto *layout = new QVBoxLayout(column);
    layout->setSpacing(14);
    layout->setContentsMargins(32, 28, 32, 28);

    auto *icon = new QLabel(column);
    icon->setPixmap(Icons::icon("blocked"_L1, ColorRole::Production).pixmap(40, 40));
    layout->addWidget(icon);
    const auto addText = [&](const QString &text, bool title) {
        auto *label = new QLabel(text, column);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        if (title) {
            QFont font = label->font();
            font.setPointSizeF(font.pointSizeF() * 1.5);
            font.setBold(true);
            label->setFont(font);
        }
        layout->addWidget(label);
    };
    addText(tr("Recreate from Scratch Is Blocked"), true);
    for (const QString &reason : verdict.reasons.mid(0, 1))
        addText(reason, false);
    addText(tr("Why “%1” counts as %2:").arg(target.name, environmentClassName(target.environment)) + u'\n'
                + TargetBanner::evidenceText(target),
            false);
    addText(tr("Nothing was run. No option of this program and no flag changes this."), false);

    auto *buttons = new QHBoxLayout;
    auto *apply = new QPushButton(Icons::icon("apply"_L1), tr("&Apply Pending Migrations…"), column);
    apply->setAutoDefault(false);
    buttons->addWidget(apply);
    connect(apply, &QPushButton::clicked, this, &BlockedPage::applyRequested);
    if (target.environment == EnvironmentClass::Unknown) {
        auto *classify = new QPushButton(tr("This Is a &Development Database…"), column);
        classify->setAutoDefault(false);
        classify->setObjectName(u"blockedClassify"_s);
        buttons->addWidget(classify);
        connect(classify, &QPushButton::clicked, this, &BlockedPage::classifyRequested);
    }
    buttons->addStretch();
    layout->addLayout(buttons);
    addText(tr("To get the data of an earlier state back, restore a backup with the database's own tools."), false);
    outer->addWidget(column);
    outer->addStretch();
}

} // namespace retort
