#pragma once

#include "python/value.h"

#include <optional>

namespace retort::python {

/// repr() of a float: the shortest digits that read back the same.
[[nodiscard]] QString realText(double value);
/// The digits of a finite number that is not negative, as printf's %.*f, %.*e and %.*g ("f", "e", "g") gives them in the C locale.
[[nodiscard]] QString realDigits(double magnitude, char format, int precision);
/// repr() of a str and of bytes.
[[nodiscard]] QString quotedText(const QString &text);
[[nodiscard]] QString quotedBytes(const QByteArray &bytes);

/// A format specification: [[fill]align][sign][z][#][0][width][grouping][.precision][type].
struct FormatSpec {
    QString fill = QStringLiteral(" ");
    char16_t align = 0;
    char16_t sign = u'-';
    bool alternate = false;
    bool zero = false;
    int width = 0;
    char16_t grouping = 0;
    int precision = -1;
    char16_t type = 0;

    /// Nothing when it is not one.
    [[nodiscard]] static std::optional<FormatSpec> parse(const QString &text);
    /// Fills up to the width; `defaultAlign` when none is given.
    [[nodiscard]] QString pad(const QString &text, char16_t defaultAlign) const;
    /// A number from its sign and digits: grouping, prefix and padding.
    [[nodiscard]] QString number(bool negative, const QString &prefix, const QString &digits) const;
    /// Nothing when the type is not one for floats, or the alternate form is wanted.
    [[nodiscard]] std::optional<QString> real(double value) const;
};

} // namespace retort::python
