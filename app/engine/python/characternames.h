#pragma once

#include <QByteArrayView>

#include <optional>

namespace retort::python {

/// The character that `\N{name}` means, in any letter case; nothing for unknown names, for named sequences, and for Hangul
/// syllables and some ideographic scripts, whose names are not kept. Thread-safe.
[[nodiscard]] std::optional<char32_t> characterNamed(QByteArrayView name);

} // namespace retort::python
