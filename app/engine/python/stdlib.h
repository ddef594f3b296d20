#pragma once

#include "python/builtins.h"

/// Stand-ins for modules of the standard library: what migrations and settings use of them, as far as it is deterministic. What
/// asks the clock, chance, the environment or the disk is an Unknown. Each function gives Unset for a module it does not have.
namespace retort::python {

/// The stand-ins that are themselves written in Python.
[[nodiscard]] Value writtenModule(Machine &machine, const QString &name);
/// Their text; empty for a module that is not among them.
[[nodiscard]] QByteArray toolSource(const QString &name);
[[nodiscard]] QByteArray dataSource(const QString &name);
[[nodiscard]] QByteArray timeSource(const QString &name);

using ModuleAttributes = std::vector<std::pair<QString, Value>>;
[[nodiscard]] Value nativeValue(const QString &name, NativeBody body, bool acceptsUnknown = false);
/// A function whose result nobody can know without running it.
[[nodiscard]] Value unknownFunction(const QString &name, const QString &reason);
/// A function that does nothing that a migration could see; its value is None.
[[nodiscard]] Value inertFunction(const QString &name);
/// `_find(pattern, flags, text, position, anchored)` behind the stand-in of re.
[[nodiscard]] Value regexFinder();

} // namespace retort::python
