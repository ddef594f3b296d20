#pragma once

namespace retort {

/// Ends the statement that a Connection is running, from another thread: no Qt Sql driver can. The statement then fails with
/// "database.cancelled". Outlives its connection safely; cancelling an idle or a closed connection does nothing.
class Canceller
{
public:
    Canceller() = default;
    Canceller(const Canceller &) = delete;
    Canceller &operator=(const Canceller &) = delete;
    virtual ~Canceller() = default;

    /// Any thread. False when the request could not be delivered.
    virtual bool cancel() = 0;
    /// Called by the connection before it closes.
    virtual void detach() = 0;
};

} // namespace retort
