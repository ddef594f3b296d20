#include "planning/readahead.h"

#include <algorithm>

namespace retort {

namespace {

/// Below this a thread costs more than it saves.
constexpr qsizetype worthThreads = 16;
/// A thread takes this many files at once, so that threads seldom meet.
constexpr qsizetype filesAtOnce = 8;
/// How many readings may wait to be taken: enough that no thread idles, few enough that long histories do not fill the memory.
constexpr qsizetype window = 512;

unsigned threadsFor(qsizetype files)
{
    return files < worthThreads ? 0 : std::clamp(std::thread::hardware_concurrency(), 1U, 8U);
}

} // namespace

ReadAhead::ReadAhead(const PlanningContext &context, QList<AwaitedRevision> revisions)
    : m_context(context),
      m_revisions(std::move(revisions)),
      m_readings(size_t(m_revisions.size()))
{
    for (unsigned remaining = threadsFor(m_revisions.size()); remaining > 0; --remaining)
        m_threads.emplace_back([this](const std::stop_token &stop) { work(stop); });
}

ReadAhead::~ReadAhead()
{
    for (std::jthread &thread : m_threads)
        thread.request_stop();
}

std::optional<RevisionReading> ReadAhead::take(const AwaitedRevision &revision)
{
    if (m_threads.empty() || m_taken >= m_revisions.size() || m_revisions.at(m_taken) != revision)
        return std::nullopt;
    std::unique_lock lock(m_mutex);
    std::optional<RevisionReading> &slot = m_readings.at(size_t(m_taken));
    m_changed.wait(lock, [&slot] { return slot.has_value(); });
    std::optional<RevisionReading> reading = std::exchange(slot, std::nullopt);
    if (++m_taken % filesAtOnce == 0)
        m_changed.notify_all();
    lock.unlock();
    if (reading->result.dependsOnSchema)
        return std::nullopt;
    return reading;
}

void ReadAhead::work(const std::stop_token &stop)
{
    RevisionReader reader(m_context);
    std::vector<RevisionReading> read;
    for (;;) {
        qsizetype begin = 0;
        {
            std::unique_lock lock(m_mutex);
            const bool room = m_changed.wait(lock, stop, [this] { return m_started < m_taken + window; });
            if (!room || m_started >= m_revisions.size())
                return;
            begin = m_started;
            m_started = std::min(begin + filesAtOnce, m_revisions.size());
        }
        const qsizetype end = std::min(begin + filesAtOnce, m_revisions.size());
        read.clear();
        for (qsizetype index = begin; index < end && !stop.stop_requested(); ++index)
            read.push_back(reader.read(m_revisions.at(index).file, m_revisions.at(index).direction, {}));
        if (stop.stop_requested())
            return;
        {
            const std::scoped_lock lock(m_mutex);
            for (size_t offset = 0; offset < read.size(); ++offset)
                m_readings[size_t(begin) + offset] = std::move(read[offset]);
        }
        m_changed.notify_all();
    }
}

} // namespace retort
