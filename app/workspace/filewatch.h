#pragma once

#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>
#include <QTimer>

namespace retort {

/// Tells when any of a project's files changed, never losing a change: it watches the files and their folders, re-adds what an
/// atomic save replaced, gathers bursts into one signal, and falls back to looking every two seconds where the system refuses watches.
class FileWatch : public QObject
{
    Q_OBJECT

public:
    explicit FileWatch(QObject *parent = nullptr);

    /// Replaces what is watched; files that do not exist yet are noticed when they appear in a watched folder.
    void watch(const QStringList &files, const QStringList &folders);
    /// True when some path could not be watched and is looked at every two seconds instead.
    [[nodiscard]] bool isPolling() const { return m_poll.isActive(); }

    static constexpr int settleMilliseconds = 300;
    static constexpr int pollMilliseconds = 2000;

signals:
    /// Size, time or presence of a watched file changed, or of a Python, settings or configuration file in a watched folder.
    void changed();

private:
    void addPaths();
    void settle();
    [[nodiscard]] QHash<QString, QString> fingerprints() const;

    QFileSystemWatcher m_watcher;
    QTimer m_settle;
    QTimer m_poll;
    QStringList m_files, m_folders;
    QHash<QString, QString> m_known;
};

} // namespace retort
