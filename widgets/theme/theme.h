#pragma once

#include <QColor>
#include <QPalette>

class QApplication;

namespace retort {

/// What a colour means, never what it looks like. Each role has a light and a dark value, both readable on the palette's base.
enum class ColorRole {
    Development,
    Test,
    Staging,
    Production,
    Unknown,
    Applied,
    Current,
    Pending,
    Missing,
    Error,
    Warning,
    Information,
    Success,
    Muted,
};

/// The meaning of colours for the palette in use: nothing in the windows names a fixed colour.
class Theme
{
public:
    /// By the lightness of the window colour: Qt 6.4 knows no colour scheme.
    [[nodiscard]] static bool isDark(const QPalette &palette);
    [[nodiscard]] static QColor color(ColorRole role, const QPalette &palette);
    /// A tint of the role for the background of a banner or a row: text in the palette's own colour stays readable on it.
    [[nodiscard]] static QColor tint(ColorRole role, const QPalette &palette);
    /// Colours of the graph's lanes; the first is the trunk's.
    [[nodiscard]] static QColor lane(int index, const QPalette &palette);
    static constexpr int laneColors = 8;

    /// WCAG 2 contrast ratio, 1 to 21.
    [[nodiscard]] static double contrast(const QColor &a, const QColor &b);

    [[nodiscard]] static QPalette lightPalette();
    [[nodiscard]] static QPalette darkPalette();
    /// Fusion with our palette, whatever the desktop says: --light and --dark.
    /// The system's own colours, but fields that can be seen in dark ones.
    static void adopt(QApplication &application);
    static void force(QApplication &application, bool dark);
};

} // namespace retort
