#pragma once

#include <QCoreApplication>

namespace retort {

/// Translates a text of the engine or the console program. All of them share the context "retort": lupdate would give each call the name
/// of the class or namespace around it, so translations/engine_texts.cmake hands it copies in which the context stands.
[[nodiscard]] inline QString tr(const char *text, const char *disambiguation = nullptr, int n = -1)
{
    return QCoreApplication::translate("retort", text, disambiguation, n);
}

} // namespace retort
