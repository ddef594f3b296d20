#include "workspace/settings.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

constexpr int schemaVersion = 1;

QString defaultFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/retort/retort.conf"_s;
}

/// A key that any path or address can have: QSettings gives "/" a meaning of its own.
QString hashed(const QString &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().left(32));
}

QString canonical(const QString &path)
{
    const QString real = QFileInfo(path).canonicalFilePath();
    return real.isEmpty() ? QDir::cleanPath(QFileInfo(path).absoluteFilePath()) : real;
}

} // namespace

Settings::Settings(const QString &file) : m_store(file.isEmpty() ? defaultFile() : file, QSettings::IniFormat)
{
    if (!m_store.contains(u"schemaVersion"_s))
        m_store.setValue(u"schemaVersion"_s, schemaVersion);
}

QStringList Settings::recentProjects() const
{
    return m_store.value(u"recent/projects"_s).toStringList();
}

void Settings::addRecentProject(const QString &path)
{
    QStringList recent = recentProjects();
    const QString real = canonical(path);
    recent.removeAll(real);
    recent.prepend(real);
    m_store.setValue(u"recent/projects"_s, recent.mid(0, maxRecent));
}

void Settings::removeRecentProject(const QString &path)
{
    QStringList recent = recentProjects();
    recent.removeAll(path);
    m_store.setValue(u"recent/projects"_s, recent);
}

bool Settings::isTrusted(const QString &projectPath) const
{
    const QString real = canonical(projectPath);
    const QString key = u"trust/"_s + hashed(real);
    // The path is kept beside the hash, so that a collision or a moved entry trusts nothing.
    return m_store.value(key + u"/trusted"_s, false).toBool() && m_store.value(key + u"/path"_s).toString() == real;
}

void Settings::setTrusted(const QString &projectPath, bool trusted)
{
    const QString real = canonical(projectPath);
    const QString key = u"trust/"_s + hashed(real);
    m_store.setValue(key + u"/path"_s, real);
    m_store.setValue(key + u"/trusted"_s, trusted);
}

QByteArray Settings::windowGeometry() const
{
    return m_store.value(u"window/geometry"_s).toByteArray();
}

QByteArray Settings::windowState() const
{
    return m_store.value(u"window/state"_s).toByteArray();
}

void Settings::setWindow(const QByteArray &geometry, const QByteArray &state)
{
    m_store.setValue(u"window/geometry"_s, geometry);
    m_store.setValue(u"window/state"_s, state);
}

} // namespace retort
