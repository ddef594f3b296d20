#include "banner/noticebar.h"

#include "theme/icons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace retort {

NoticeBar::NoticeBar(QWidget *parent)
    : QFrame(parent),
      m_iconLabel(new QLabel(this)),
      m_text(new QLabel(this)),
      m_detail(new QLabel(this)),
      m_buttons(new QHBoxLayout)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 6, 8, 6);
    layout->setSpacing(10);
    layout->addWidget(m_iconLabel, 0, Qt::AlignVCenter);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    for (QLabel *label : {m_text, m_detail}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setFocusPolicy(Qt::NoFocus);
        texts->addWidget(label);
    }
    m_detail->hide();
    layout->addLayout(texts, 1);
    layout->addLayout(m_buttons);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void NoticeBar::setNotice(ColorRole role, QLatin1StringView icon, const QString &text, const QString &detail)
{
    m_role = role;
    m_icon = icon;
    m_text->setText(text);
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    setAccessibleName(text);
    updateColours();
}

QPushButton *NoticeBar::addButton(const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setAutoDefault(false);
    m_buttons->addWidget(button, 0, Qt::AlignVCenter);
    return button;
}

QString NoticeBar::text() const
{
    return m_text->text();
}

QString NoticeBar::detail() const
{
    return m_detail->text();
}

void NoticeBar::updateColours()
{
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
    m_iconLabel->setPixmap(Icons::icon(QLatin1StringView(m_icon.toLatin1()), m_role).pixmap(QSize(size, size), devicePixelRatioF()));
    update();
}

void NoticeBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateColours();
}

void NoticeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::tint(m_role, palette()));
    const QColor color = Theme::color(m_role, palette());
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, 4, height())), color);
    QColor line = color;
    line.setAlpha(110);
    painter.fillRect(0, height() - 1, width(), 1, line);
}

} // namespace retort
