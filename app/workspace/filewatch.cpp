#include "workspace/filewatch.h"

#include "workspace/filewatcher.h"

namespace retort {

FileWatch::FileWatch(QObject *parent) : QObject(parent), m_watcher(new FileWatcher)
{
    m_watcher->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_watcher, &QObject::deleteLater);
    connect(m_watcher, &FileWatcher::watching, this, [this](int round, bool polling) {
        m_polling = polling;
        if (round == m_round)
            emit watching();
    });
    connect(m_watcher, &FileWatcher::changed, this, [this](int round, bool polling) {
        m_polling = polling;
        if (round == m_round)
            emit changed();
    });
    m_thread.start(QThread::LowPriority);
}

FileWatch::~FileWatch()
{
    m_thread.quit();
    m_thread.wait();
}

void FileWatch::watch(const QStringList &files, const QStringList &folders, const QDateTime &since)
{
    QMetaObject::invokeMethod(
        m_watcher, [=, watcher = m_watcher, round = ++m_round] { watcher->watch(round, files, folders, since); }, Qt::QueuedConnection);
}

} // namespace retort
