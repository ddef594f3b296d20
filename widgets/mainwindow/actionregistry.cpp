#include "mainwindow/actionregistry.h"

#include "theme/icons.h"

namespace retort {

using namespace Qt::StringLiterals;

namespace {
constexpr auto reasonProperty = "retortReason";
}

QAction *ActionRegistry::add(const QString &id, const QString &text, const QKeySequence &shortcut, QLatin1StringView icon,
                             std::function<void()> run)
{
    auto *action = new QAction(text, this);
    action->setObjectName(id);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WindowShortcut);
    if (!icon.isEmpty())
        action->setIcon(Icons::icon(icon));
    connect(action, &QAction::triggered, this, std::move(run));
    m_byId.insert(id, action);
    m_actions.append(action);
    return action;
}

void ActionRegistry::setReason(const QString &id, const QString &reason)
{
    QAction *action = m_byId.value(id);
    if (!action)
        return;
    action->setEnabled(reason.isEmpty());
    action->setProperty(reasonProperty, reason);
    action->setStatusTip(reason);
    const QString name = action->text().remove(u'&');
    action->setToolTip(reason.isEmpty() ? name : tr("%1 – not now: %2").arg(name, reason));
}

QString ActionRegistry::reason(const QAction *action)
{
    return action->property(reasonProperty).toString();
}

} // namespace retort
