#include "database/sqlerror.h"

#include "base/translation.h"

#include <QFileInfo>
#include <QHash>
#include <QSqlError>

#include <sqlite3.h>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QString sqliteCode(const DatabaseUrl &url, int nativeCode)
{
    switch (nativeCode & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return u"database.locked"_s;
    case SQLITE_READONLY: return u"database.read-only"_s;
    case SQLITE_INTERRUPT: return u"database.cancelled"_s;
    case SQLITE_CANTOPEN: return QFileInfo::exists(url.filePath()) ? u"database.permission"_s : u"database.no-such-database"_s;
    case SQLITE_PERM:
    case SQLITE_AUTH: return u"database.permission"_s;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT: return u"database.not-a-database"_s;
    case SQLITE_CONSTRAINT: return u"database.constraint"_s;
    case SQLITE_ERROR: return u"database.syntax"_s;
    default: return u"database.failed"_s;
    }
}

/// By SQLSTATE (PostgreSQL manual, appendix A).
QString postgresqlCode(const QString &state)
{
    static const QHash<QString, QString> exact{
        {u"3D000"_s, u"database.no-such-database"_s}, {u"55P03"_s, u"database.locked"_s},          {u"40P01"_s, u"database.locked"_s},
        {u"57014"_s, u"database.cancelled"_s},        {u"42501"_s, u"database.permission"_s},      {u"25006"_s, u"database.read-only"_s},
        {u"57P01"_s, u"database.connection-lost"_s},  {u"57P02"_s, u"database.connection-lost"_s}, {u"57P03"_s, u"database.unreachable"_s},
    };
    static const QHash<QString, QString> classes{
        {u"08"_s, u"database.connection-lost"_s},
        {u"28"_s, u"database.authentication"_s},
        {u"23"_s, u"database.constraint"_s},
        {u"42"_s, u"database.syntax"_s},
    };
    return exact.value(state, classes.value(state.left(2), u"database.failed"_s));
}

/// libpq gives no SQLSTATE for a connection that did not come about: only its English text tells. Anything else stays
/// "database.failed".
QString postgresqlOpenCode(const QString &text)
{
    static const QList<std::pair<QString, QString>> signs{
        {u"permission denied"_s, u"database.permission"_s},
        {u"authentication failed"_s, u"database.authentication"_s},
        {u"no password supplied"_s, u"database.authentication"_s},
        {u"no pg_hba.conf entry"_s, u"database.authentication"_s},
        {u"role \""_s, u"database.authentication"_s},
        {u"database \""_s, u"database.no-such-database"_s},
        {u"refused"_s, u"database.unreachable"_s},
        {u"timeout"_s, u"database.unreachable"_s},
        {u"timed out"_s, u"database.unreachable"_s},
        {u"could not translate host name"_s, u"database.unreachable"_s},
        {u"no such file or directory"_s, u"database.unreachable"_s},
        {u"no route to host"_s, u"database.unreachable"_s},
        {u"unreachable"_s, u"database.unreachable"_s},
        {u"starting up"_s, u"database.unreachable"_s},
        {u"shutting down"_s, u"database.unreachable"_s},
        {u"closed the connection"_s, u"database.unreachable"_s},
    };
    for (const auto &[sign, code] : signs) {
        if (text.contains(sign, Qt::CaseInsensitive))
            return code;
    }
    return u"database.failed"_s;
}

/// By error number (MySQL manual, server and client error references; MariaDB shares them).
QString mysqlCode(int number)
{
    switch (number) {
    case 1045:
    case 1698:
    case 1251:
    case 1862:
    case 2059: return u"database.authentication"_s;
    case 1049: return u"database.no-such-database"_s;
    case 2002:
    case 2003:
    case 2005:
    case 1040: return u"database.unreachable"_s;
    case 2006:
    case 2013:
    case 2055:
    case 1053:
    case 1927:
    case 1080: return u"database.connection-lost"_s;
    case 1205:
    case 1213:
    case 3572: return u"database.locked"_s;
    case 1317:
    case 1969:
    case 3024: return u"database.cancelled"_s;
    case 1044:
    case 1142:
    case 1143:
    case 1227:
    case 1370: return u"database.permission"_s;
    case 1792:
    case 1290:
    case 1836: return u"database.read-only"_s;
    case 1048:
    case 1062:
    case 1169:
    case 1216:
    case 1217:
    case 1451:
    case 1452:
    case 1557:
    case 3819:
    case 4025: return u"database.constraint"_s;
    case 1064:
    case 1054:
    case 1050:
    case 1051:
    case 1060:
    case 1061:
    case 1072:
    case 1091:
    case 1146: return u"database.syntax"_s;
    default: return u"database.failed"_s;
    }
}

QString serverName(const DatabaseUrl &url)
{
    if (url.isSqlite())
        return url.filePath();
    const QString host = url.host().isEmpty() ? tr("this computer") : url.host();
    return url.port() != 0 ? QString(host + u':' + QString::number(url.port())) : host;
}

QString sentence(const DatabaseUrl &url, const QString &code, const QString &driverText)
{
    const QString firstLine = driverText.section(u'\n', 0, 0).trimmed();
    if (code == "database.unreachable"_L1)
        return tr("The database server at %1 cannot be reached.").arg(serverName(url));
    if (code == "database.authentication"_L1)
        return tr("The server at %1 did not accept the user \"%2\" or the password.").arg(serverName(url), url.userName());
    if (code == "database.no-such-database"_L1 && url.isSqlite())
        return tr("There is no database file %1.").arg(url.filePath());
    if (code == "database.no-such-database"_L1)
        return tr("There is no database \"%1\" on the server at %2.").arg(url.database(), serverName(url));
    if (code == "database.locked"_L1)
        return tr("Somebody else is holding a lock in %1: %2").arg(url.databaseLabel(), firstLine);
    if (code == "database.permission"_L1)
        return tr("The database does not allow this: %1").arg(firstLine);
    if (code == "database.read-only"_L1)
        return tr("The database was opened for reading only: %1").arg(firstLine);
    if (code == "database.connection-lost"_L1)
        return tr("The connection to the server at %1 was lost.").arg(serverName(url));
    if (code == "database.cancelled"_L1)
        return tr("The statement was cancelled.");
    if (code == "database.not-a-database"_L1)
        return tr("%1 is not a SQLite database, or it is damaged.").arg(url.filePath());
    return firstLine.isEmpty() ? tr("The database reported an error without a text.") : firstLine;
}

} // namespace

QString withoutPassword(const DatabaseUrl &url, QString text)
{
    // One or two letters would tear ordinary words apart, and hide nothing.
    if (url.password().size() > 2)
        text.replace(url.password(), u"***"_s);
    return text;
}

Error databaseError(const DatabaseUrl &url, const QString &code, const QString &driverText)
{
    const QString text = withoutPassword(url, driverText).trimmed();
    return {code, sentence(url, code, text), text};
}

Error describeSqlError(const DatabaseUrl &url, const QSqlError &error, bool wasOpening)
{
    const QString text = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    const QString native = error.nativeErrorCode();
    QString code = u"database.failed"_s;
    switch (url.kind()) {
    case DatabaseKind::Sqlite: code = sqliteCode(url, native.toInt()); break;
    case DatabaseKind::PostgreSql: code = wasOpening && native.isEmpty() ? postgresqlOpenCode(text) : postgresqlCode(native); break;
    case DatabaseKind::MySql: code = mysqlCode(native.toInt()); break;
    case DatabaseKind::Other: break;
    }
    return databaseError(url, code, text);
}

} // namespace retort
