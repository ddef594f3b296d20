#include "database/connectionsettings.h"

#include "base/translation.h"

#include <QSet>
#include <QSqlDatabase>
#include <QUrl>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

Error unsupported(const QString &message)
{
    return {u"database.unsupported"_s, message, {}};
}

qint64 wholeSeconds(std::chrono::milliseconds time)
{
    return (time.count() + 999) / 1000;
}

QString sqliteUri(const DatabaseUrl &url, const QString &mode)
{
    QString uri = "file:"_L1 + QString::fromLatin1(url.filePath().toUtf8().toPercentEncoding("/:"));
    QStringList parameters;
    const QString written = url.isFileUri() ? url.database().section(u'?', 1) : QString();
    for (const QString &parameter : written.split(u'&', Qt::SkipEmptyParts)) {
        if (mode.isEmpty() || !parameter.startsWith("mode="_L1))
            parameters.append(parameter);
    }
    // sqlite3.connect's own arguments are not part of the URI (SQLAlchemy, pysqlite dialect).
    static const QSet<QString> ofPython{u"uri"_s,          u"timeout"_s,           u"isolation_level"_s,
                                        u"detect_types"_s, u"check_same_thread"_s, u"cached_statements"_s};
    for (const auto &[key, value] : url.query()) {
        if (url.isFileUri() && !ofPython.contains(key) && (mode.isEmpty() || key != "mode"_L1))
            parameters.append(key + u'=' + value);
    }
    if (!mode.isEmpty())
        parameters.append("mode="_L1 + mode);
    if (!parameters.isEmpty())
        uri += u'?' + parameters.join(u'&');
    return uri;
}

Result<ConnectionSettings> sqliteSettings(const DatabaseUrl &url, OpenMode mode, const ConnectionTimeouts &timeouts)
{
    static const QSet<QString> drivers{{}, u"pysqlite"_s, u"aiosqlite"_s};
    if (!drivers.contains(url.driver()))
        return unsupported(tr("SQLite databases for the driver \"%1\" cannot be opened.").arg(url.driver()));
    ConnectionSettings settings;
    settings.driver = u"QSQLITE"_s;
    QStringList options{u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(timeouts.lock.count())};
    if (url.isMemory()) {
        settings.database = u":memory:"_s;
    } else if (url.isFileUri()) {
        settings.database = sqliteUri(url, {});
        options.append(u"QSQLITE_OPEN_URI"_s);
    } else {
        settings.database = url.filePath();
    }
    if (mode == OpenMode::ReadOnly && !url.isMemory())
        options.append(u"QSQLITE_OPEN_READONLY"_s);
    settings.options = options.join(u';');
    return settings;
}

/// key='value' of a libpq connection string. Qt separates options by ";", which no escape gets through.
Result<QString> libpqOption(const QString &key, QString value)
{
    if (value.contains(u';'))
        return unsupported(tr("The option \"%1\" of the database URL contains a semicolon, which cannot be passed on.").arg(key));
    value.replace(u'\\', "\\\\"_L1).replace(u'\'', "\\'"_L1);
    return QString(key + "='"_L1 + value + u'\'');
}

/// Several ?host= (each with its own port, or ?port= beside them) in libpq's comma lists, as SQLAlchemy does.
void addHosts(const DatabaseUrl &url, QList<QPair<QString, QString>> &options)
{
    QStringList hosts, ports;
    for (const auto &[key, value] : url.query()) {
        if (key == "host"_L1) {
            const qsizetype colon = value.startsWith(u'/') ? -1 : value.lastIndexOf(u':');
            hosts.append(colon < 0 ? value : value.left(colon));
            if (colon >= 0)
                ports.append(value.mid(colon + 1));
        } else if (key == "port"_L1) {
            ports.append(value);
        }
    }
    if (!hosts.isEmpty())
        options.append({u"host"_s, hosts.join(u',')});
    if (!ports.isEmpty())
        options.append({u"port"_s, ports.join(u',')});
}

Result<ConnectionSettings> postgresqlSettings(const DatabaseUrl &url, const ConnectionTimeouts &timeouts)
{
    ConnectionSettings settings;
    settings.driver = u"QPSQL"_s;
    settings.host = url.queryValue(u"host"_s).isEmpty() ? url.host() : QString();
    settings.port = url.port() != 0 ? url.port() : -1;
    settings.user = url.userName();
    settings.password = url.password();
    settings.database = url.database();
    QList<QPair<QString, QString>> options;
    addHosts(url, options);
    const bool isAsyncpg = url.driver() == "asyncpg"_L1;
    for (const auto &[key, value] : url.query()) {
        if (key == "host"_L1 || key == "port"_L1 || key.startsWith("prepared_statement"_L1) || key == "async_fallback"_L1)
            continue;
        options.append({isAsyncpg && key == "ssl"_L1 ? u"sslmode"_s : key, value});
    }
    if (url.queryValue(u"connect_timeout"_s).isEmpty() && timeouts.connect.count() > 0)
        options.append({u"connect_timeout"_s, QString::number(std::max<qint64>(2, wholeSeconds(timeouts.connect)))});
    if (url.queryValue(u"application_name"_s).isEmpty())
        options.append({u"application_name"_s, u"retort"_s});
    QStringList texts;
    for (const auto &[key, value] : options) {
        const Result<QString> text = libpqOption(key, value);
        if (!text)
            return text.error();
        texts.append(*text);
    }
    settings.options = texts.join(u';');
    return settings;
}

Result<ConnectionSettings> mysqlSettings(const DatabaseUrl &url, const ConnectionTimeouts &timeouts)
{
    ConnectionSettings settings;
    settings.driver = u"QMYSQL"_s;
    settings.host = url.host();
    settings.port = url.port() != 0 ? url.port() : -1;
    settings.user = url.userName();
    settings.password = url.password();
    settings.database = url.database();
    // As SQLAlchemy connects: an UPDATE counts the rows it found, not those it changed.
    QStringList options{u"CLIENT_FOUND_ROWS=1"_s};
    const QString socket = url.queryValue(u"unix_socket"_s);
    if (!socket.isEmpty())
        options.append(u"UNIX_SOCKET="_s + socket);
    // To libmysqlclient "localhost" means the socket; most Python drivers use TCP, where a port or another socket directory may
    // be set.
    const bool nativeClient = url.driver().isEmpty() || url.driver() == "mysqldb"_L1;
    if (socket.isEmpty() && (settings.host == "localhost"_L1 || settings.host.isEmpty()) && (!nativeClient || url.port() != 0))
        settings.host = u"127.0.0.1"_s;
    for (const QString &key : {u"ssl_ca"_s, u"ssl_cert"_s, u"ssl_key"_s, u"ssl_capath"_s, u"ssl_cipher"_s}) {
        if (!url.queryValue(key).isEmpty())
            options.append(key.toUpper() + u'=' + url.queryValue(key));
    }
    if (timeouts.connect.count() > 0)
        options.append(u"MYSQL_OPT_CONNECT_TIMEOUT=%1"_s.arg(wholeSeconds(timeouts.connect)));
    for (const QString &option : options) {
        if (option.contains(u';'))
            return unsupported(tr("An option of the database URL contains a semicolon, which cannot be passed on."));
    }
    settings.options = options.join(u';');
    return settings;
}

} // namespace

Result<ConnectionSettings> ConnectionSettings::of(const DatabaseUrl &url, OpenMode mode, const ConnectionTimeouts &timeouts)
{
    switch (url.kind()) {
    case DatabaseKind::Sqlite: return sqliteSettings(url, mode, timeouts);
    case DatabaseKind::PostgreSql: return postgresqlSettings(url, timeouts);
    case DatabaseKind::MySql: return mysqlSettings(url, timeouts);
    case DatabaseKind::Other: break;
    }
    return unsupported(tr("Retort cannot connect to %1 databases; their SQL can be previewed and exported.").arg(url.dialectName()));
}

void ConnectionSettings::applyTo(QSqlDatabase &db) const
{
    db.setHostName(host);
    if (port > 0)
        db.setPort(port);
    db.setUserName(user);
    db.setPassword(password);
    db.setDatabaseName(database);
    db.setConnectOptions(options);
    db.setNumericalPrecisionPolicy(QSql::HighPrecision);
}

ConnectionSettings sqliteRecoverySettings(const DatabaseUrl &url, const ConnectionTimeouts &timeouts)
{
    ConnectionSettings settings;
    settings.driver = u"QSQLITE"_s;
    settings.database = sqliteUri(url, u"rw"_s);
    settings.options = u"QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=%1"_s.arg(timeouts.lock.count());
    return settings;
}

} // namespace retort
