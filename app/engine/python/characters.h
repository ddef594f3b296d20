#pragma once

#include <QString>

/// Characters as Python sees them, by the Unicode data that Qt has.
namespace retort::python {

/// What `\w` of a str pattern matches: str.isalnum(), or an underscore.
[[nodiscard]] bool isWordCharacter(char32_t character);
/// str.lower(): the full case mapping, a capital sigma at the end of a word becoming a final one.
[[nodiscard]] QString lowered(const QString &text);

} // namespace retort::python
