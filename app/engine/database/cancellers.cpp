#include "database/cancellers.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QUuid>

#include <array>
#include <sqlite3.h>

namespace retort {

using namespace Qt::StringLiterals;

PostgreSqlCanceller::PostgreSqlCanceller(PGconn *connection) : m_cancel(PQgetCancel(connection)) {}

PostgreSqlCanceller::~PostgreSqlCanceller()
{
    PQfreeCancel(m_cancel);
}

bool PostgreSqlCanceller::cancel()
{
    const std::lock_guard lock(m_mutex);
    std::array<char, 256> reason{};
    return m_cancel && PQcancel(m_cancel, reason.data(), int(reason.size())) == 1;
}

void PostgreSqlCanceller::detach()
{
    const std::lock_guard lock(m_mutex);
    PQfreeCancel(m_cancel);
    m_cancel = nullptr;
}

bool SqliteCanceller::cancel()
{
    const std::lock_guard lock(m_mutex);
    if (!m_connection)
        return false;
    sqlite3_interrupt(m_connection);
    return true;
}

void SqliteCanceller::detach()
{
    const std::lock_guard lock(m_mutex);
    m_connection = nullptr;
}

bool MySqlCanceller::cancel()
{
    const std::lock_guard lock(m_mutex);
    if (m_backendId == 0)
        return false;
    const QString name = u"retort-cancel-"_s + QUuid::createUuid().toString(QUuid::Id128);
    bool delivered = false;
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(m_settings.driver, name);
        m_settings.applyTo(db);
        if (db.open()) {
            QSqlQuery query(db);
            delivered = query.exec(u"KILL QUERY %1"_s.arg(m_backendId));
        }
        db.close();
    }
    QSqlDatabase::removeDatabase(name);
    return delivered;
}

void MySqlCanceller::detach()
{
    const std::lock_guard lock(m_mutex);
    m_backendId = 0;
}

} // namespace retort
