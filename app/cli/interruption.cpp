#include "interruption.h"

#include <csignal>

namespace retort {

namespace {

sigset_t endingSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

} // namespace

Interruption::Interruption()
{
    // Blocked before the watcher starts, so that it and every later thread inherit the mask and only the watcher receives them.
    const sigset_t signals = endingSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    m_watcher = std::jthread([this](const std::stop_token &done) { watch(done); });
}

Interruption::~Interruption()
{
    m_watcher.request_stop();
    // Wakes the watcher; only this thread gets it, as every other one has it blocked.
    pthread_kill(m_watcher.native_handle(), SIGTERM);
    m_watcher.join();
    const sigset_t signals = endingSignals();
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

void Interruption::watch(const std::stop_token &done)
{
    const sigset_t signals = endingSignals();
    for (;;) {
        if (sigwaitinfo(&signals, nullptr) < 0)
            continue;
        if (done.stop_requested())
            return;
        if (m_stop.stop_requested())
            m_cancel.request_stop();
        m_stop.request_stop();
    }
}

} // namespace retort
