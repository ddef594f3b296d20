#pragma once

#include "python/value.h"

#include <optional>
#include <utility>

namespace retort::hosts {

/// A value made from Python values, or what to hand back to the interpreter instead: a Failure, or the Unknown it would depend on.
template <typename T>
class [[nodiscard]] Made
{
public:
    Made(T value) : m_value(std::move(value)) {}
    Made(python::Value instead) : m_instead(std::move(instead)) {}

    explicit operator bool() const { return m_value.has_value(); }
    T &operator*() { return *m_value; }
    const T &operator*() const { return *m_value; }
    T *operator->() { return &*m_value; }
    const T *operator->() const { return &*m_value; }
    /// Only when there is no value.
    [[nodiscard]] const python::Value &instead() const { return m_instead; }

private:
    std::optional<T> m_value;
    python::Value m_instead;
};

} // namespace retort::hosts
