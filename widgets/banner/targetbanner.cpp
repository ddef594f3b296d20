#include "banner/targetbanner.h"

#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QWidgetAction>

namespace retort {

using namespace Qt::StringLiterals;

TargetBanner::TargetBanner(QWidget *parent)
    : NoticeBar(parent),
      m_why(addButton(tr("&Why?"))),
      m_classify(addButton(tr("This Is a &Development Database…")))
{
    setObjectName(u"targetBanner"_s);
    m_why->setObjectName(u"bannerWhy"_s);
    m_classify->setObjectName(u"bannerClassify"_s);
    connect(m_why, &QPushButton::clicked, this, &TargetBanner::showEvidence);
    connect(m_classify, &QPushButton::clicked, this, &TargetBanner::classifyRequested);
    hide();
}

void TargetBanner::setTarget(const Target &target)
{
    m_target = target;
    const QString place = target.host.isEmpty() ? target.database : u"%1/%2"_s.arg(target.host, target.database);
    m_classify->setVisible(target.environment == EnvironmentClass::Unknown);
    switch (target.environment) {
    case EnvironmentClass::Production:
        setNotice(ColorRole::Production, "class-production"_L1,
                  tr("Production – %1. Recreating and resetting are blocked. Applying needs the target's name.").arg(place));
        break;
    case EnvironmentClass::Unknown:
        setNotice(ColorRole::Unknown, "class-unknown"_L1,
                  tr("Nothing says what kind of database %1 is. It is treated like production until you say so.").arg(place));
        break;
    default: hide(); return;
    }
    show();
}

QString TargetBanner::evidenceText(const Target &target)
{
    QStringList lines;
    for (const EnvironmentEvidence &evidence : target.evidence)
        lines.append(u"• %1 → %2"_s.arg(evidence.explanation, environmentClassName(evidence.environment)));
    if (lines.isEmpty())
        lines.append(tr("No setting, no address rule and no classification of yours says anything about this database."));
    else if (lines.size() > 1)
        lines.append(tr("The strictest source counts."));
    return lines.join(u'\n');
}

void TargetBanner::showEvidence()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *label = new QLabel(evidenceText(m_target), menu);
    label->setObjectName(u"bannerEvidence"_s);
    label->setTextFormat(Qt::PlainText);
    label->setMargin(12);
    label->setWordWrap(true);
    label->setMinimumWidth(420);
    auto *action = new QWidgetAction(menu);
    action->setDefaultWidget(label);
    action->setText(label->text());
    menu->addAction(action);
    menu->popup(m_why->mapToGlobal(QPoint(0, m_why->height())));
}

} // namespace retort
