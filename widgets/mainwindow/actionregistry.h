#pragma once

#include <QAction>
#include <QHash>
#include <QList>
#include <QObject>

#include <functional>

namespace retort {

/// Every command of the window once: menus, toolbar, shortcuts and the command palette all show these same actions. A command that
/// cannot be used now is disabled with the reason why.
class ActionRegistry : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    QAction *add(const QString &id, const QString &text, const QKeySequence &shortcut, QLatin1StringView icon, std::function<void()> run);
    [[nodiscard]] QAction *action(const QString &id) const { return m_byId.value(id); }
    /// In the order they were added.
    [[nodiscard]] const QList<QAction *> &actions() const { return m_actions; }
    /// An empty reason enables the command.
    void setReason(const QString &id, const QString &reason);
    [[nodiscard]] static QString reason(const QAction *action);

private:
    QHash<QString, QAction *> m_byId;
    QList<QAction *> m_actions;
};

} // namespace retort
