#pragma once

#include <QProxyStyle>

namespace retort {

/// Fusion draws the outline of fields darker than the window, which on a dark window nobody sees: here it is lighter then.
class OutlinedFusion : public QProxyStyle
{
    Q_OBJECT

public:
    OutlinedFusion();

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget = nullptr) const override;
};

} // namespace retort
