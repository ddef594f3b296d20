#include "database/driverhandle.h"

#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlQuery>
#include <QVariant>

#include <algorithm>
#include <initializer_list>
#include <sqlite3.h>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

template <typename T>
T *handleOf(const QVariant &handle, std::initializer_list<const char *> typeNames)
{
    const auto isItsName = [&](const char *name) { return qstrcmp(handle.typeName(), name) == 0; };
    if (!handle.isValid() || std::none_of(typeNames.begin(), typeNames.end(), isItsName))
        return nullptr;
    return *static_cast<T *const *>(handle.constData());
}

/// A handle may only be given to the very library that made it.
bool sameSqliteLibrary(const QSqlDatabase &database)
{
    QSqlQuery query(database);
    return query.exec(u"SELECT sqlite_source_id()"_s) && query.next()
        && query.value(0).toString() == QString::fromLatin1(sqlite3_sourceid());
}

} // namespace

DriverHandle DriverHandle::of(const QSqlDatabase &database)
{
    const QVariant handle = database.driver()->handle();
    DriverHandle result;
    result.postgresql = handleOf<PGconn>(handle, {"PGconn*", "pg_conn*"});
    result.sqlite = handleOf<sqlite3>(handle, {"sqlite3*"});
    if (result.sqlite && !sameSqliteLibrary(database))
        result.sqlite = nullptr;
    return result;
}

SqliteExtent firstSqliteStatement(sqlite3 *handle, const QString &sql)
{
    SqliteExtent extent;
    sqlite3_stmt *statement = nullptr;
    const void *tail = nullptr;
    if (sqlite3_prepare16_v2(handle, sql.utf16(), int((sql.size() + 1) * 2), &statement, &tail) != SQLITE_OK)
        return extent;
    extent.empty = statement == nullptr;
    sqlite3_finalize(statement);
    extent.length = static_cast<const ushort *>(tail) - sql.utf16();
    if (extent.empty || extent.length >= sql.size())
        return extent;
    const QString rest = sql.mid(extent.length);
    sqlite3_stmt *next = nullptr;
    extent.more = sqlite3_prepare16_v2(handle, rest.utf16(), int((rest.size() + 1) * 2), &next, nullptr) != SQLITE_OK || next;
    sqlite3_finalize(next);
    return extent;
}

} // namespace retort
