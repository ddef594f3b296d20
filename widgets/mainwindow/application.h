#pragma once

#include <QApplication>
#include <QElapsedTimer>
#include <QList>
#include <QString>

namespace retort {

/// One event whose handling kept the window from answering.
struct SlowDispatch {
    QString receiver;
    int eventType = 0;
    qint64 milliseconds = 0;
    /// What the GUI thread itself worked; far less than `milliseconds` when it waited, or when the machine was busy.
    qint64 cpuMilliseconds = 0;
};

/// The application with a watch on itself: every event that takes longer than the budget is remembered, so that a test can fail on it.
class Application : public QApplication
{
    Q_OBJECT

public:
    Application(int &argc, char **argv);

    bool notify(QObject *receiver, QEvent *event) override;

    [[nodiscard]] const QList<SlowDispatch> &slowDispatches() const { return m_slow; }
    void forgetSlowDispatches() { m_slow.clear(); }

    /// Between what is noticed as a delay and what is felt as one.
    static constexpr qint64 budgetMilliseconds = 50;

private:
    QList<SlowDispatch> m_slow;
    int m_depth = 0;
};

} // namespace retort
