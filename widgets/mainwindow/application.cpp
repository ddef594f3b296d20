#include "mainwindow/application.h"

#include <QEvent>
#include <QThread>

namespace retort {

using namespace Qt::StringLiterals;

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
    ++m_depth;
    const bool handled = QApplication::notify(receiver, event);
    --m_depth;
    if (timer.elapsed() > budgetMilliseconds)
        m_slow.append({name, type, timer.elapsed()});
    return handled;
}

} // namespace retort
