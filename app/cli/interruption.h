#pragma once

#include <stop_token>
#include <thread>

namespace retort {

/// While it lives, Ctrl+C (SIGINT) and SIGTERM ask a run to stop instead of ending the program in the middle of a statement: the first one
/// between two statements, a second one also ends the statement that runs.
class Interruption
{
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption &) = delete;
    Interruption &operator=(const Interruption &) = delete;

    [[nodiscard]] std::stop_token stop() const { return m_stop.get_token(); }
    [[nodiscard]] std::stop_token cancel() const { return m_cancel.get_token(); }

private:
    void watch(const std::stop_token &done);

    std::stop_source m_stop;
    std::stop_source m_cancel;
    std::jthread m_watcher;
};

} // namespace retort
