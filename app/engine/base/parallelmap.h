#pragma once

#include <QList>
#include <QtConcurrentMap>

namespace retort {

/// What `function` gives for each of `items`, in their order, computed on all processors; in this thread alone when there are only a few.
template <typename Result, typename Item, typename Function>
[[nodiscard]] QList<Result> parallelMap(const QList<Item> &items, const Function &function)
{
    // Below this, starting a thread takes longer than reading the files.
    constexpr qsizetype worthThreads = 32;
    if (items.size() >= worthThreads)
        return QtConcurrent::blockingMapped<QList<Result>>(items, function);
    QList<Result> results;
    results.reserve(items.size());
    for (const Item &item : items)
        results.append(function(item));
    return results;
}

} // namespace retort
