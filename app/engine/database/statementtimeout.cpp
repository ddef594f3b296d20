#include "database/statementtimeout.h"

#include "database/canceller.h"

namespace retort {

StatementTimeout::StatementTimeout(std::shared_ptr<Canceller> canceller, std::chrono::milliseconds limit)
{
    if (!canceller || limit.count() <= 0)
        return;
    m_thread = std::thread([this, canceller = std::move(canceller), limit] {
        std::unique_lock lock(m_mutex);
        if (m_wake.wait_for(lock, limit, [this] { return m_done; }))
            return;
        m_expired = true;
        lock.unlock();
        canceller->cancel();
    });
}

StatementTimeout::~StatementTimeout()
{
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_done = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

} // namespace retort
