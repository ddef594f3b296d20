#pragma once

#include <QThreadPool>

#include <memory>

namespace retort {

/// A shared snapshot that is destroyed off the GUI thread, whoever lets go of it last: the plan of ten thousand revisions takes a while.
template <typename T>
[[nodiscard]] std::shared_ptr<const T> sharedValue(T value)
{
    return std::shared_ptr<const T>(new T(std::move(value)),
                                    [](const T *gone) { QThreadPool::globalInstance()->start([gone] { delete gone; }); });
}

} // namespace retort
