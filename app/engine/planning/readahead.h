#pragma once

#include "planning/revisionreader.h"

#include <QList>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace retort {

/// A revision file that will be read, and which of its functions.
struct AwaitedRevision {
    QString file;
    Direction direction = Direction::Upgrade;

    bool operator==(const AwaitedRevision &) const = default;
};

/// Reads revision files on all processors ahead of the thread that renders them. Rendering needs the schema that the revisions before leave
/// and must go in order; reading does not, unless a revision asks its database something: such a reading is thrown away and made again in
/// its turn.
class ReadAhead
{
public:
    /// `context` must outlive this. Starts no thread for a few files.
    ReadAhead(const PlanningContext &context, QList<AwaitedRevision> revisions);
    ~ReadAhead();
    ReadAhead(const ReadAhead &) = delete;
    ReadAhead &operator=(const ReadAhead &) = delete;

    /// What `revision` reads as, when it is the next of those announced and its reading holds whatever the schema is. Waits for the thread
    /// that reads it.
    [[nodiscard]] std::optional<RevisionReading> take(const AwaitedRevision &revision);

private:
    void work(const std::stop_token &stop);

    const PlanningContext &m_context;
    const QList<AwaitedRevision> m_revisions;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::vector<std::optional<RevisionReading>> m_readings;
    qsizetype m_started = 0;
    qsizetype m_taken = 0;
    std::vector<std::jthread> m_threads;
};

} // namespace retort
