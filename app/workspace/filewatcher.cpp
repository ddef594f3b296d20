#include "workspace/filewatcher.h"

#include "workspace/filewatch.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

namespace retort {

namespace {

/// What a folder may hold that says something about the project. A SQLite database beside alembic.ini does not, nor do
/// editors' swap files: otherwise each run would make its own plan out of date.
bool isOfProject(const QString &name)
{
    if (name.startsWith(QLatin1StringView(".env")))
        return !name.endsWith(QLatin1Char('~')) && !name.endsWith(QLatin1StringView(".swp"));
    return !name.startsWith(QLatin1Char('.'))
        && (name.endsWith(QLatin1StringView(".py")) || name.endsWith(QLatin1StringView(".ini"))
            || name.endsWith(QLatin1StringView(".toml")));
}

QString stamp(const QFileInfo &info)
{
    return info.exists() ? QString::number(info.size()) + QLatin1Char('@') + QString::number(info.lastModified().toMSecsSinceEpoch())
                         : QString();
}

} // namespace

FileWatcher::FileWatcher() : m_watcher(this), m_settle(this), m_poll(this)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(FileWatch::settleMilliseconds);
    m_poll.setInterval(FileWatch::pollMilliseconds);
    connect(&m_settle, &QTimer::timeout, this, &FileWatcher::settle);
    connect(&m_poll, &QTimer::timeout, this, &FileWatcher::settle);
    const auto begin = [this] { m_settle.start(); };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, begin);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, begin);
}

void FileWatcher::watch(int round, const QStringList &files, const QStringList &folders, const QDateTime &since)
{
    m_round = round;
    m_files = files;
    m_folders = folders;
    if (const QStringList old = m_watcher.files() + m_watcher.directories(); !old.isEmpty())
        m_watcher.removePaths(old);
    addPaths();
    m_newest = {};
    m_known = fingerprints();
    emit watching(m_round, m_poll.isActive());
    // A time in the future is a clock that goes wrong and says nothing.
    if (m_newest.isValid() && m_newest >= since && m_newest <= QDateTime::currentDateTime())
        emit changed(m_round, m_poll.isActive());
}

void FileWatcher::addPaths()
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

void FileWatcher::settle()
{
    addPaths();
    auto now = fingerprints();
    if (now == m_known)
        return;
    m_known = std::move(now);
    emit changed(m_round, m_poll.isActive());
}

QHash<QString, QString> FileWatcher::fingerprints()
{
    QHash<QString, QString> stamps;
    const auto add = [&](const QString &path, const QFileInfo &info) {
        stamps.insert(path, stamp(info));
        if (info.exists() && (!m_newest.isValid() || info.lastModified() > m_newest))
            m_newest = info.lastModified();
    };
    for (const QString &file : std::as_const(m_files))
        add(file, QFileInfo(file));
    for (const QString &folder : std::as_const(m_folders)) {
        const auto entries = QDir(folder).entryInfoList(QDir::Files | QDir::Hidden | QDir::NoDotAndDotDot);
        for (const QFileInfo &entry : entries) {
            if (isOfProject(entry.fileName()))
                add(entry.filePath(), entry);
        }
    }
    return stamps;
}

} // namespace retort
