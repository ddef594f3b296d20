#include "mainwindow/application.h"

#include <QEvent>
#include <QThread>

#include <ctime>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// Milliseconds this thread has worked; without such a clock the milliseconds that have passed.
qint64 cpuMilliseconds()
{
#ifdef CLOCK_THREAD_CPUTIME_ID
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return qint64(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
#else
    QElapsedTimer timer;
    timer.start();
    return timer.msecsSinceReference();
#endif
}

} // namespace

Application::Application(int &argc, char **argv) : QApplication(argc, argv)
{
    setApplicationName(u"retort"_s);
    setApplicationDisplayName(u"Retort"_s);
    setDesktopFileName(u"retort"_s);
}

bool Application::notify(QObject *receiver, QEvent *event)
{
    // Other threads deliver their own events here too; only the GUI thread's dispatches block the window.
    if (QThread::currentThread() != thread() || m_depth > 0)
        return QApplication::notify(receiver, event);
    const int type = event->type();
    // The receiver may be gone afterwards.
    const QString name = QString::fromLatin1(receiver->metaObject()->className()) + u' ' + receiver->objectName();
    QElapsedTimer timer;
    timer.start();
    const qint64 cpu = cpuMilliseconds();
    ++m_depth;
    const bool handled = QApplication::notify(receiver, event);
    --m_depth;
    if (timer.elapsed() > budgetMilliseconds)
        m_slow.append({name, type, timer.elapsed(), cpuMilliseconds() - cpu});
    return handled;
}

} // namespace retort
