#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace retort {

/// What an empty view shows: an icon, one sentence, one action. Nothing is ever shown as nothing at all.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);

    /// Without `action` there is no button.
    void setState(QLatin1StringView icon, const QString &title, const QString &detail, const QString &action = {});
    [[nodiscard]] QString title() const;

signals:
    void actionTriggered();

private:
    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_detail;
    QPushButton *m_action;
};

} // namespace retort
