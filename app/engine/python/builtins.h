#pragma once

#include "python/machine.h"

namespace retort::python {

/// The arguments of one of our own functions, with the checks they all need.
class NativeArguments
{
public:
    NativeArguments(Machine &m, const CallArguments &arguments, size_t skip) : machine(m), all(arguments), m_skip(skip) {}

    /// The instance a method was called on, as the str, list ... that it is.
    [[nodiscard]] Value self() const { return all.positional.empty() ? Value::none() : all.positional.front().plain(); }
    /// As it was given, not reduced to its plain value.
    [[nodiscard]] Value receiver() const { return all.positional.empty() ? Value::none() : all.positional.front(); }
    [[nodiscard]] size_t count() const { return all.positional.size() - std::min(m_skip, all.positional.size()); }
    /// Unset when not given.
    [[nodiscard]] Value get(size_t index, const char *name = "") const { return all.get(index + m_skip, QLatin1StringView(name)); }
    /// TypeError when not given.
    [[nodiscard]] Value need(size_t index, const char *name = "") const;
    [[nodiscard]] QString text(size_t index, const char *name = "") const;
    [[nodiscard]] qint64 integer(size_t index, qint64 fallback, const char *name = "") const;
    void atMost(size_t count) const;

    Machine &machine;
    const CallArguments &all;

private:
    size_t m_skip;
};

using NativeBody = Value (*)(const NativeArguments &);

/// A method: its first argument is the instance.
[[nodiscard]] NativeCall asMethod(NativeBody body);
/// A function, or the constructor of a class (whose first argument, the class, is then skipped with `skip` 1).
[[nodiscard]] NativeCall asFunction(NativeBody body, size_t skip = 0);

/// An iterator from a C++ function that gives Unset at its end.
[[nodiscard]] Value makeIterator(Machine &machine, std::function<Value(Machine &)> next, const QString &typeName);

/// Sorts as list.sort() does: stable, by key, descending without disturbing equal ones.
void sortValues(Machine &machine, Values &values, const Value &key, const Value &reverse);

} // namespace retort::python
