#pragma once

#include "database/canceller.h"
#include "database/connectionsettings.h"

#include <libpq-fe.h>
#include <mutex>

struct sqlite3;

namespace retort {

/// libpq's own cancel request: needs no second log-in.
class PostgreSqlCanceller : public Canceller
{
public:
    explicit PostgreSqlCanceller(PGconn *connection);
    ~PostgreSqlCanceller() override;
    bool cancel() override;
    void detach() override;

private:
    std::mutex m_mutex;
    PGcancel *m_cancel;
};

class SqliteCanceller : public Canceller
{
public:
    explicit SqliteCanceller(sqlite3 *connection) : m_connection(connection) {}
    bool cancel() override;
    void detach() override;

private:
    std::mutex m_mutex;
    sqlite3 *m_connection;
};

/// KILL QUERY over a second connection, opened in the thread that cancels.
class MySqlCanceller : public Canceller
{
public:
    MySqlCanceller(ConnectionSettings settings, qint64 backendId) : m_settings(std::move(settings)), m_backendId(backendId) {}
    bool cancel() override;
    void detach() override;

private:
    std::mutex m_mutex;
    ConnectionSettings m_settings;
    qint64 m_backendId;
};

} // namespace retort
