#pragma once

#include <QDateTime>
#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QStringList>
#include <QTimer>

namespace retort {

/// The part of FileWatch that looks; lives in its thread.
class FileWatcher : public QObject
{
    Q_OBJECT

public:
    FileWatcher();

    void watch(int round, const QStringList &files, const QStringList &folders, const QDateTime &since);

signals:
    void watching(int round, bool polling);
    void changed(int round, bool polling);

private:
    void addPaths();
    void settle();
    [[nodiscard]] QHash<QString, QString> fingerprints();

    QFileSystemWatcher m_watcher;
    QTimer m_settle;
    QTimer m_poll;
    QStringList m_files, m_folders;
    QHash<QString, QString> m_known;
    QDateTime m_newest;
    int m_round = 0;
};

} // namespace retort
