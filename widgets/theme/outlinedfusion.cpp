#include "theme/outlinedfusion.h"

#include "theme/theme.h"

#include <QPainter>
#include <QStyleOption>

namespace retort {

namespace {

void outline(const QStyleOption *option, QPainter *painter)
{
    if (!Theme::isDark(option->palette))
        return;
    const bool focused = option->state & QStyle::State_HasFocus;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    // 3:1 against window and field, as WCAG 2 asks of the edge of a control.
    painter->setPen(focused ? option->palette.color(QPalette::Link) : option->palette.color(QPalette::PlaceholderText));
    painter->drawRoundedRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    painter->restore();
}

} // namespace

OutlinedFusion::OutlinedFusion() : QProxyStyle(QStringLiteral("fusion")) {}

void OutlinedFusion::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (element == PE_FrameLineEdit || element == PE_Frame)
        outline(option, painter);
}

void OutlinedFusion::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                        const QWidget *widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control == CC_SpinBox)
        outline(option, painter);
}

} // namespace retort
