#pragma once

#include <QDateTime>
#include <QObject>
#include <QStringList>
#include <QThread>

namespace retort {

class FileWatcher;

/// Tells when any of a project's files changed, never losing a change: it watches the files and their folders, re-adds what an
/// atomic save replaced, gathers bursts into one signal, and falls back to looking every two seconds where the system refuses watches.
/// All looking is done in a thread of its own: ten thousand files take a second.
class FileWatch : public QObject
{
    Q_OBJECT

public:
    explicit FileWatch(QObject *parent = nullptr);
    ~FileWatch() override;

    /// Replaces what is watched; files that do not exist yet are noticed when they appear in a watched folder. What changed after `since`
    /// (when reading the files began) counts as a change too.
    void watch(const QStringList &files, const QStringList &folders, const QDateTime &since = QDateTime::currentDateTime());
    /// True when some path could not be watched and is looked at every two seconds instead.
    [[nodiscard]] bool isPolling() const { return m_polling; }

    static constexpr int settleMilliseconds = 300;
    static constexpr int pollMilliseconds = 2000;

signals:
    /// What watch() asked for is watched from now on.
    void watching();
    /// Size, time or presence of a watched file changed, or of a Python, settings or configuration file in a watched folder.
    void changed();

private:
    QThread m_thread;
    FileWatcher *m_watcher;
    bool m_polling = false;
    /// Counts the calls of watch(): what an earlier one finds is of no interest any more.
    int m_round = 0;
};

} // namespace retort
