#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace retort {

class Canceller;

/// Cancels what a connection is running when it takes too long: the same on every database. Lives as long as the statement may.
class StatementTimeout
{
public:
    /// Zero: no limit.
    StatementTimeout(std::shared_ptr<Canceller> canceller, std::chrono::milliseconds limit);
    ~StatementTimeout();
    StatementTimeout(const StatementTimeout &) = delete;
    StatementTimeout &operator=(const StatementTimeout &) = delete;

    [[nodiscard]] bool expired() const { return m_expired; }

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_done = false;
    std::atomic_bool m_expired = false;
    std::thread m_thread;
};

} // namespace retort
