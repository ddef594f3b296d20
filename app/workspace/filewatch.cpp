#include "workspace/filewatch.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

namespace retort {

namespace {

/// What a folder may hold that says something about the project. A SQLite database beside alembic.ini does not, nor do
/// editors' swap files: otherwise each run would make its own plan out of date.
bool isOfProject(const QString &name)
{
    if (name.startsWith(QLatin1StringView(".env")))
        return !name.endsWith(QLatin1Char('~')) && !name.endsWith(QLatin1StringView(".swp"));
    return !name.startsWith(QLatin1Char('.'))
        && (name.endsWith(QLatin1StringView(".py")) || name.endsWith(QLatin1StringView(".ini")) || name.endsWith(QLatin1StringView(".toml")));
}

QString stamp(const QFileInfo &info)
{
    return info.exists() ? QString::number(info.size()) + QLatin1Char('@') + QString::number(info.lastModified().toMSecsSinceEpoch())
                         : QString();
}

} // namespace

FileWatch::FileWatch(QObject *parent) : QObject(parent)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMilliseconds);
    m_poll.setInterval(pollMilliseconds);
    connect(&m_settle, &QTimer::timeout, this, &FileWatch::settle);
    connect(&m_poll, &QTimer::timeout, this, &FileWatch::settle);
    const auto begin = [this] { m_settle.start(); };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, begin);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, begin);
}

void FileWatch::watch(const QStringList &files, const QStringList &folders)
{
    m_files = files;
    m_folders = folders;
    if (const QStringList old = m_watcher.files() + m_watcher.directories(); !old.isEmpty())
        m_watcher.removePaths(old);
    m_known = fingerprints();
    addPaths();
}

void FileWatch::addPaths()
{
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    const QSet<QString> have(watched.cbegin(), watched.cend());
    QStringList wanted;
    for (const QString &path : m_files + m_folders) {
        if (!have.contains(path) && QFileInfo::exists(path))
            wanted.append(path);
    }
    const QStringList failed = wanted.isEmpty() ? QStringList() : m_watcher.addPaths(wanted);
    if (failed.isEmpty())
        m_poll.stop();
    else
        m_poll.start();
}

void FileWatch::settle()
{
    addPaths();
    auto now = fingerprints();
    if (now == m_known)
        return;
    m_known = std::move(now);
    emit changed();
}

QHash<QString, QString> FileWatch::fingerprints() const
{
    QHash<QString, QString> stamps;
    for (const QString &file : m_files)
        stamps.insert(file, stamp(QFileInfo(file)));
    for (const QString &folder : m_folders) {
        const auto entries = QDir(folder).entryInfoList(QDir::Files | QDir::Hidden | QDir::NoDotAndDotDot);
        for (const QFileInfo &entry : entries) {
            if (isOfProject(entry.fileName()))
                stamps.insert(entry.filePath(), stamp(entry));
        }
    }
    return stamps;
}

} // namespace retort
