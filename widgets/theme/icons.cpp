#include "theme/icons.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

class RecoloredIcon : public QIconEngine
{
public:
    RecoloredIcon(QByteArray svg, std::optional<ColorRole> role) : m_svg(std::move(svg)), m_role(role) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const QByteArray color = colorFor(mode).name().toLatin1();
        QSvgRenderer(QByteArray(m_svg).replace("currentColor", color)).render(painter, QRectF(rect));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine *clone() const override { return new RecoloredIcon(m_svg, m_role); }

private:
    [[nodiscard]] QColor colorFor(QIcon::Mode mode) const
    {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled)
            return palette.color(QPalette::Disabled, QPalette::ButtonText);
        if (mode == QIcon::Selected)
            return palette.color(QPalette::HighlightedText);
        return m_role ? Theme::color(*m_role, palette) : palette.color(QPalette::ButtonText);
    }

    QByteArray m_svg;
    std::optional<ColorRole> m_role;
};

} // namespace

QIcon Icons::icon(QLatin1StringView name, std::optional<ColorRole> role)
{
    QFile file(u":/icons/"_s + name + u".svg"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QIcon(new RecoloredIcon(file.readAll(), role));
}

QIcon Icons::forEnvironment(EnvironmentClass environment)
{
    const auto role = roleOf(environment);
    switch (environment) {
    case EnvironmentClass::Development: return icon("class-development"_L1, role);
    case EnvironmentClass::Test: return icon("class-test"_L1, role);
    case EnvironmentClass::Staging: return icon("class-staging"_L1, role);
    case EnvironmentClass::Production: return icon("class-production"_L1, role);
    case EnvironmentClass::Unknown: break;
    }
    return icon("class-unknown"_L1, role);
}

ColorRole Icons::roleOf(EnvironmentClass environment)
{
    switch (environment) {
    case EnvironmentClass::Development: return ColorRole::Development;
    case EnvironmentClass::Test: return ColorRole::Test;
    case EnvironmentClass::Staging: return ColorRole::Staging;
    case EnvironmentClass::Production: return ColorRole::Production;
    case EnvironmentClass::Unknown: break;
    }
    return ColorRole::Unknown;
}

} // namespace retort
