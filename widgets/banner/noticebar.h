#pragma once

#include "theme/theme.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace retort {

/// A line that says something in place: a stripe, an icon, text and the buttons that help. Never colour alone.
class NoticeBar : public QFrame
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget *parent = nullptr);

    /// `text` is plain text; `detail` (may be empty) stands under it in small print.
    void setNotice(ColorRole role, QLatin1StringView icon, const QString &text, const QString &detail = {});
    QPushButton *addButton(const QString &text);
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString detail() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void updateColours();

    ColorRole m_role = ColorRole::Information;
    QString m_icon;
    QLabel *m_iconLabel;
    QLabel *m_text;
    QLabel *m_detail;
    QHBoxLayout *m_buttons;
};

} // namespace retort
