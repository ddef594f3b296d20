#include "tasks/tasks.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QThread>
#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

class TestTasks : public QObject
{
    Q_OBJECT

private slots:
    void aResultArrivesInTheThreadOfTheCaller()
    {
        Tasks tasks;
        QThread *worker = nullptr;
        std::optional<Result<int>> result;
        tasks.start<int>(
            u"Count"_s, this,
            [&](const RunContext &) -> Result<int> {
                worker = QThread::currentThread();
                return 7;
            },
            [&](Result<int> answer) {
                QCOMPARE(QThread::currentThread(), thread());
                result = std::move(answer);
            });
        QTRY_VERIFY(result.has_value());
        QCOMPARE(result->value(), 7);
        QVERIFY(worker && worker != thread());
        QVERIFY(tasks.running().isEmpty());
    }

    void aResultForAContextThatIsGoneIsDropped()
    {
        Tasks tasks;
        auto context = std::make_unique<QObject>();
        QSemaphore go;
        bool delivered = false;
        QSignalSpy finished(&tasks, &Tasks::finished);
        tasks.start<int>(
            u"Count"_s, context.get(),
            [&](const RunContext &) -> Result<int> {
                go.acquire();
                return 1;
            },
            [&](const Result<int> &) { delivered = true; });
        context.reset();
        go.release();
        QVERIFY(finished.wait());
        QVERIFY(!delivered);
    }

    void aStoppedTaskSeesTheRequest()
    {
        Tasks tasks;
        std::optional<Result<int>> result;
        const int id = tasks.start<int>(
            u"Wait"_s, this,
            [](const RunContext &context) -> Result<int> {
                while (!context.stopRequested())
                    QThread::yieldCurrentThread();
                return Error{u"stopped"_s, {}, {}};
            },
            [&](Result<int> answer) { result = std::move(answer); });
        tasks.stop(id);
        QTRY_VERIFY(result.has_value());
        QCOMPARE(result->error().code, u"stopped"_s);
    }

    void twoChangesOnOneTargetNeverRunTogether()
    {
        Tasks tasks;
        QSemaphore go;
        int ended = 0;
        const auto job = [&](const RunContext &) -> Result<int> {
            go.acquire();
            return 1;
        };
        const auto done = [&](const Result<int> &) { ++ended; };
        QVERIFY(tasks.startChange<int>(u"Apply 3"_s, u"sqlite:///a.db"_s, this, job, done).ok());
        const auto second = tasks.startChange<int>(u"Roll back 1"_s, u"sqlite:///a.db"_s, this, job, done);
        QVERIFY(!second.ok());
        QCOMPARE(second.error().code, u"tasks.target-busy"_s);
        QVERIFY(second.error().message.contains(u"Apply 3"_s));
        QVERIFY(tasks.startChange<int>(u"Apply 1"_s, u"sqlite:///b.db"_s, this, job, done).ok());
        QVERIFY(tasks.hasChanges());
        go.release(2);
        QTRY_COMPARE(ended, 2);
        QVERIFY(!tasks.hasChanges());
        QVERIFY(!tasks.changeOn(u"sqlite:///a.db"_s));
    }

    void manyReportsOfProgressDoNotFloodTheEventQueue()
    {
        Tasks tasks;
        bool done = false;
        int shown = 0;
        Progress last;
        connect(&tasks, &Tasks::progressed, this, [&](const TaskInfo &task) {
            ++shown;
            last = task.progress;
        });
        QSemaphore reported;
        tasks.start<int>(
            u"Count"_s, this,
            [&](const RunContext &context) -> Result<int> {
                for (int i = 1; i <= 100'000; ++i)
                    context.progress(u"counting"_s, i, 100'000);
                reported.release();
                return 1;
            },
            [&](const Result<int> &) { done = true; });
        reported.acquire();
        QTRY_VERIFY(done);
        QCOMPARE(last.done, 100'000);
        QVERIFY2(shown < 10, qPrintable(QString::number(shown)));
    }

    void theEndOfTheProgramStopsWhatIsRunning()
    {
        bool saw = false;
        {
            Tasks tasks;
            tasks.start<int>(
                u"Wait"_s, this,
                [&](const RunContext &context) -> Result<int> {
                    while (!context.stopRequested())
                        QThread::yieldCurrentThread();
                    saw = true;
                    return 1;
                },
                [](const Result<int> &) { QFAIL("delivered after the end"); });
        }
        QVERIFY(saw);
    }
};

QTEST_GUILESS_MAIN(TestTasks)
#include "tst_tasks.moc"
