#include "database/databaseurl.h"

#include "base/translation.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// urllib.parse.unquote: a "%" that starts no escape stays.
QString unquoted(const QString &text)
{
    const QByteArray in = text.toUtf8();
    QByteArray out;
    out.reserve(in.size());
    for (qsizetype i = 0; i < in.size(); ++i) {
        bool isHex = false;
        const uint byte = in.at(i) == '%' && i + 2 < in.size() ? in.mid(i + 1, 2).toUInt(&isHex, 16) : 0;
        const bool isEscape = isHex && in.at(i + 1) != '+' && in.at(i + 1) != '-' && in.at(i + 1) != ' ';
        out.append(isEscape ? char(byte) : in.at(i));
        if (isEscape)
            i += 2;
    }
    return QString::fromUtf8(out);
}

QString quoted(const QString &text)
{
    return QString::fromLatin1(text.toUtf8().toPercentEncoding(" +"));
}

/// urllib.parse.parse_qsl: "+" is a blank, an option without a value is left out.
QList<QPair<QString, QString>> parsedQuery(const QString &text)
{
    QList<QPair<QString, QString>> query;
    for (QString item : text.split(u'&', Qt::SkipEmptyParts)) {
        item.replace(u'+', u' ');
        const qsizetype equals = item.indexOf(u'=');
        if (equals >= 0 && equals + 1 < item.size())
            query.append({unquoted(item.left(equals)), unquoted(item.mid(equals + 1))});
    }
    return query;
}

bool isSecret(const QString &key)
{
    static const QStringList words{u"pass"_s, u"pwd"_s, u"token"_s, u"secret"_s};
    return std::any_of(words.begin(), words.end(), [&](const QString &word) { return key.contains(word, Qt::CaseInsensitive); });
}

Error urlError(const QString &message, const QString &detail = {})
{
    return {u"database.url"_s, message, detail};
}

/// The pattern of sqlalchemy.engine.url: what does not fit is not an error but ends the match, as there.
const QRegularExpression &urlPattern()
{
    static const QRegularExpression pattern(uR"(
        ^(?<name>[\w\+]+)://
        (?:(?<username>[^:/]*)(?::(?<password>[^@]*))?@)?
        (?:(?:\[(?<ipv6host>[^/\?]+)\]|(?<ipv4host>[^/:\?]+))?(?::(?<port>[^/\?]*))?)?
        (?:/(?<database>[^\?]*))?
        (?:\?(?<query>.*))?
        )"_s,
                                            QRegularExpression::ExtendedPatternSyntaxOption
                                                | QRegularExpression::UseUnicodePropertiesOption);
    return pattern;
}

Result<int> parsedPort(const QRegularExpressionMatch &match)
{
    const QString text = match.captured(u"port"_s);
    if (text.isEmpty())
        return 0;
    bool isNumber = false;
    const int port = text.toInt(&isNumber);
    if (isNumber && port > 0 && port <= 65535)
        return port;
    // What stands after the last ":" may be the tail of a password with an unescaped "@" or "/": it is not repeated.
    return urlError(
        tr("The port in the database URL, from character %1, is not a number from 1 to 65535.").arg(match.capturedStart(u"port"_s) + 1),
        tr("Write \"@\" as %40, \"/\" as %2F and \":\" as %3A in a password."));
}

/// A path as it is on disk, also when its last part does not exist yet.
QString canonicalPath(const QString &path)
{
    const QFileInfo info(path);
    if (info.exists())
        return info.canonicalFilePath();
    const QString directory = QFileInfo(info.absolutePath()).canonicalFilePath();
    if (directory.isEmpty())
        return path;
    return QDir(directory).filePath(info.fileName());
}

} // namespace

Result<DatabaseUrl> DatabaseUrl::parse(const QString &text, const QString &baseDirectory)
{
    const QRegularExpressionMatch match = urlPattern().match(text);
    if (!match.hasMatch()) {
        const qsizetype scheme = text.indexOf("://"_L1);
        if (scheme < 0)
            return urlError(tr("This is not a database URL: there is no \"://\" in it."),
                            tr("A URL looks like postgresql://user@host/database or sqlite:///file.db."));
        return urlError(tr("This is not a database URL: what stands before \"://\" at character %1 is no driver name.").arg(scheme + 1));
    }
    const Result<int> port = parsedPort(match);
    if (!port)
        return port.error();
    DatabaseUrl url;
    url.m_driverName = match.captured(u"name"_s);
    url.m_userName = unquoted(match.captured(u"username"_s));
    url.m_hasPassword = match.capturedStart(u"password"_s) >= 0;
    url.m_password = unquoted(match.captured(u"password"_s));
    const QString ipv4 = match.captured(u"ipv4host"_s);
    url.m_host = ipv4.isEmpty() ? match.captured(u"ipv6host"_s) : ipv4;
    url.m_port = *port;
    url.m_database = match.captured(u"database"_s);
    url.m_query = parsedQuery(match.captured(u"query"_s));
    url.m_baseDirectory = baseDirectory.isEmpty() ? QDir::currentPath() : baseDirectory;
    if (url.m_host.contains(u'@'))
        return urlError(tr("There is more than one \"@\" in the database URL, the second at character %1.")
                            .arg(match.capturedStart(u"ipv4host"_s) + ipv4.indexOf(u'@') + 1),
                        tr("Write \"@\" as %40 in a user name or password."));
    // The rest of a password with an unescaped "@" and "/", "?" or brackets would be taken for a database, an option or a host, and be
    // shown.
    static const QRegularExpression authority(u"@[^/&]*/"_s);
    const bool isCut = text.indexOf(u'@', match.capturedEnd()) >= 0;
    if (url.m_hasPassword && (isCut || url.m_database.contains(u'@') || authority.match(match.captured(u"query"_s)).hasMatch()))
        return urlError(
            tr("There is an \"@\" after the host in the database URL, which is what an unescaped one in a password looks like."),
            tr("Write \"@\" as %40, \"/\" as %2F and \"?\" as %3F in a password or an option."));
    if (url.filePath().contains(QChar(u'\0')))
        return urlError(tr("The path in the database URL contains a zero character."));
    if (url.isSqlite() && (!url.m_host.isEmpty() || !url.m_userName.isEmpty() || url.m_hasPassword || url.m_port != 0))
        return urlError(tr("This SQLite URL names a host or a user after \"://\"."),
                        tr("A relative path is written sqlite:///file.db, an absolute one sqlite:////srv/file.db."));
    return url;
}

QString DatabaseUrl::dialectName() const
{
    const QString name = m_driverName.section(u'+', 0, 0);
    return name == "postgres"_L1 ? u"postgresql"_s : name;
}

QString DatabaseUrl::driver() const
{
    return m_driverName.section(u'+', 1);
}

DatabaseKind DatabaseUrl::kind() const
{
    const QString name = dialectName();
    if (name == "sqlite"_L1)
        return DatabaseKind::Sqlite;
    if (name == "postgresql"_L1)
        return DatabaseKind::PostgreSql;
    if (name == "mysql"_L1 || name == "mariadb"_L1)
        return DatabaseKind::MySql;
    return DatabaseKind::Other;
}

QString DatabaseUrl::host() const
{
    if (!m_host.isEmpty() || kind() != DatabaseKind::PostgreSql)
        return m_host;
    QStringList hosts;
    for (const auto &[key, value] : m_query) {
        if (key == "host"_L1)
            hosts.append(value);
    }
    return hosts.join(u',');
}

QString DatabaseUrl::queryValue(const QString &key) const
{
    for (const auto &[name, value] : m_query) {
        if (name == key)
            return value;
    }
    return {};
}

bool DatabaseUrl::isFileUri() const
{
    static const QStringList yes{u"true"_s, u"yes"_s, u"on"_s, u"y"_s, u"t"_s, u"1"_s};
    return isSqlite() && m_database.startsWith("file:"_L1) && yes.contains(queryValue(u"uri"_s).trimmed().toLower());
}

bool DatabaseUrl::isMemory() const
{
    if (!isSqlite())
        return false;
    if (m_database.isEmpty() || m_database == ":memory:"_L1)
        return true;
    return isFileUri()
        && (m_database.startsWith("file::memory:"_L1) || queryValue(u"mode"_s) == "memory"_L1 || m_database.contains("mode=memory"_L1));
}

QString DatabaseUrl::filePath() const
{
    if (!isSqlite() || isMemory())
        return {};
    QString path = m_database;
    if (isFileUri()) {
        path = path.mid(5).section(u'?', 0, 0).section(u'#', 0, 0);
        if (path.startsWith("//"_L1))
            path = path.mid(path.indexOf(u'/', 2));
        path = unquoted(path);
    }
    return QDir::cleanPath(QDir(m_baseDirectory).absoluteFilePath(path));
}

QString DatabaseUrl::display() const
{
    QString text = m_driverName + "://"_L1;
    if (!m_userName.isEmpty() || m_hasPassword) {
        text += quoted(m_userName);
        if (m_hasPassword)
            text += ":***"_L1;
        text += u'@';
    }
    text += m_host.contains(u':') ? QString(u'[' + m_host + u']') : m_host;
    if (m_port != 0)
        text += u':' + QString::number(m_port);
    if (!m_database.isEmpty())
        text += u'/' + m_database;
    QChar separator = u'?';
    for (const auto &[key, value] : m_query) {
        text += separator + quoted(key) + u'=' + (isSecret(key) ? u"***"_s : quoted(value));
        separator = u'&';
    }
    return text;
}

QString DatabaseUrl::identity() const
{
    if (isSqlite())
        return isMemory() ? u"sqlite:///:memory:"_s : QString(u"sqlite:///"_s + canonicalPath(filePath()));
    static const QHash<DatabaseKind, int> usualPorts{{DatabaseKind::PostgreSql, 5432}, {DatabaseKind::MySql, 3306}};
    const int port = m_port != 0 ? m_port : usualPorts.value(kind());
    const QString user = m_userName.isEmpty() ? queryValue(u"user"_s) : m_userName;
    const QString address = host().startsWith(u'/') ? host() : host().toLower();
    QString text = dialectName() + "://"_L1;
    if (!user.isEmpty())
        text += quoted(user) + u'@';
    text += address.contains(u':') && !address.contains(u',') ? QString(u'[' + address + u']') : address;
    if (port != 0)
        text += u':' + QString::number(port);
    return text + u'/' + m_database;
}

QString DatabaseUrl::databaseLabel() const
{
    if (!isSqlite())
        return m_database;
    return isMemory() ? u":memory:"_s : QFileInfo(filePath()).fileName();
}

} // namespace retort
