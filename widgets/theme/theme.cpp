#include "theme/theme.h"

#include "theme/outlinedfusion.h"

#include <QApplication>
#include <QStyle>

#include <array>
#include <cmath>

namespace retort {

namespace {

struct Pair {
    QRgb light, dark;
};

Pair pairOf(ColorRole role)
{
    switch (role) {
    case ColorRole::Development:
    case ColorRole::Applied:
    case ColorRole::Success: return {0x1e7f46, 0x6fd39a};
    case ColorRole::Test: return {0x0b6e8f, 0x6fc7e8};
    case ColorRole::Staging:
    case ColorRole::Pending:
    case ColorRole::Warning: return {0x8a5a00, 0xf0b955};
    case ColorRole::Production:
    case ColorRole::Missing:
    case ColorRole::Error: return {0xb3261e, 0xff8a80};
    case ColorRole::Unknown: return {0x6b4ba1, 0xc3a6f5};
    case ColorRole::Current:
    case ColorRole::Information: return {0x0f62b8, 0x7ab8ff};
    case ColorRole::Muted: return {0x5b6068, 0xa4a9b2};
    }
    return {0, 0xffffff};
}

constexpr std::array<Pair, Theme::laneColors> lanePairs{{
    {0x0f62b8, 0x7ab8ff},
    {0x9a4a00, 0xf2a65a},
    {0x1e7f46, 0x6fd39a},
    {0x8e2f8a, 0xe59be1},
    {0x0b6e8f, 0x6fc7e8},
    {0xa8324a, 0xff9aae},
    {0x5f6a00, 0xc6d36a},
    {0x5a4bb0, 0xb3a8ff},
}};

double luminance(const QColor &color)
{
    const auto linear = [](double part) { return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

QColor mix(const QColor &a, const QColor &b, double share)
{
    const auto part = [share](int x, int y) { return int(std::lround(x * share + y * (1 - share))); };
    return QColor(part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue()));
}

struct Shades {
    QRgb window, base, alternate, text, button, highlight, highlightedText, link, disabled, mid, toolTip;
};

QPalette paletteOf(const Shades &shades)
{
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(shades.window));
    palette.setColor(QPalette::WindowText, QColor(shades.text));
    palette.setColor(QPalette::Base, QColor(shades.base));
    palette.setColor(QPalette::AlternateBase, QColor(shades.alternate));
    palette.setColor(QPalette::Text, QColor(shades.text));
    palette.setColor(QPalette::Button, QColor(shades.button));
    palette.setColor(QPalette::ButtonText, QColor(shades.text));
    palette.setColor(QPalette::BrightText, QColor(shades.highlightedText));
    palette.setColor(QPalette::Highlight, QColor(shades.highlight));
    palette.setColor(QPalette::HighlightedText, QColor(shades.highlightedText));
    palette.setColor(QPalette::Link, QColor(shades.link));
    palette.setColor(QPalette::LinkVisited, QColor(shades.link));
    palette.setColor(QPalette::ToolTipBase, QColor(shades.toolTip));
    palette.setColor(QPalette::ToolTipText, QColor(shades.text));
    palette.setColor(QPalette::PlaceholderText, QColor(shades.disabled));
    palette.setColor(QPalette::Mid, QColor(shades.mid));
    palette.setColor(QPalette::Light, mix(QColor(shades.button), Qt::white, 0.85));
    palette.setColor(QPalette::Midlight, mix(QColor(shades.button), QColor(shades.mid), 0.6));
    palette.setColor(QPalette::Dark, mix(QColor(shades.mid), Qt::black, 0.7));
    palette.setColor(QPalette::Shadow, mix(QColor(shades.mid), Qt::black, 0.4));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, QColor(shades.disabled));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(shades.mid));
    return palette;
}

} // namespace

bool Theme::isDark(const QPalette &palette)
{
    return luminance(palette.color(QPalette::Window)) < 0.2;
}

QColor Theme::color(ColorRole role, const QPalette &palette)
{
    const Pair pair = pairOf(role);
    return QColor(isDark(palette) ? pair.dark : pair.light);
}

QColor Theme::tint(ColorRole role, const QPalette &palette)
{
    return mix(color(role, palette), palette.color(QPalette::Base), isDark(palette) ? 0.14 : 0.06);
}

QColor Theme::lane(int index, const QPalette &palette)
{
    const Pair pair = lanePairs[std::size_t(index) % lanePairs.size()];
    return QColor(isDark(palette) ? pair.dark : pair.light);
}

double Theme::contrast(const QColor &a, const QColor &b)
{
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

QPalette Theme::lightPalette()
{
    return paletteOf({0xf3f4f6, 0xffffff, 0xf7f8fa, 0x1b1e23, 0xf7f8fa, 0x1c5fb0, 0xffffff, 0x0f62b8, 0x7b818a, 0xc4c8ce, 0xffffff});
}

QPalette Theme::darkPalette()
{
    return paletteOf({0x23262b, 0x1a1c20, 0x202328, 0xe6e8eb, 0x2e3238, 0x2f66a8, 0xffffff, 0x7ab8ff, 0x858b95, 0x484e57, 0x2e3238});
}

void Theme::adopt(QApplication &application)
{
    if (application.style()->name() == QLatin1StringView("fusion"))
        application.setStyle(new OutlinedFusion);
}

void Theme::force(QApplication &application, bool dark)
{
    application.setStyle(new OutlinedFusion);
    application.setPalette(dark ? darkPalette() : lightPalette());
}

} // namespace retort
