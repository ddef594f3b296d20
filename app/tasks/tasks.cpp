#include "tasks/tasks.h"

#include <QMutex>
#include <QThread>

#include <algorithm>
#include <optional>

namespace retort {

struct Tasks::Running {
    TaskInfo info;
    QPointer<QObject> context;
    std::stop_source stop;
    std::unique_ptr<QThread> thread;
    QMutex mutex;
    /// The latest progress that the main thread has not taken yet: a busy worker must not flood the event queue.
    std::optional<Progress> waiting;
};

Tasks::Tasks(QObject *parent) : QObject(parent) {}

Tasks::~Tasks()
{
    for (const auto &task : std::as_const(m_running))
        task->stop.request_stop();
    for (const auto &task : std::as_const(m_running))
        task->thread->wait();
}

int Tasks::launch(const QString &title, const QString &changes, QObject *context, Work work)
{
    Q_ASSERT(context);
    const int id = ++m_lastId;
    auto task = std::make_shared<Running>();
    task->info = TaskInfo{id, title, changes, {}, false};
    task->context = context;

    RunContext run;
    run.stop = task->stop.get_token();
    run.report = [this, id, task = std::weak_ptr<Running>(task)](const Progress &progress) {
        const auto held = task.lock();
        if (!held)
            return;
        const QMutexLocker lock(&held->mutex);
        const bool posted = held->waiting.has_value();
        held->waiting = progress;
        if (!posted)
            QMetaObject::invokeMethod(
                this, [this, id] { takeProgress(id); }, Qt::QueuedConnection);
    };
    task->thread.reset(QThread::create([this, id, run = std::move(run), work = std::move(work)] {
        auto deliver = work(run);
        QMetaObject::invokeMethod(
            this, [this, id, deliver = std::move(deliver)] { finish(id, deliver); }, Qt::QueuedConnection);
    }));
    // Readers of Python text recurse; the default stack of a secondary thread differs between systems.
    task->thread->setStackSize(8 * 1024 * 1024);
    m_running.insert(id, task);
    task->thread->start();
    emit started(task->info);
    return id;
}

void Tasks::takeProgress(int id)
{
    const auto task = m_running.value(id);
    if (!task)
        return;
    {
        const QMutexLocker lock(&task->mutex);
        if (!task->waiting)
            return;
        task->info.progress = *task->waiting;
        task->waiting.reset();
    }
    emit progressed(task->info);
}

void Tasks::finish(int id, const std::function<void()> &deliver)
{
    takeProgress(id);
    const auto task = m_running.take(id);
    task->thread->wait();
    emit finished(task->info);
    if (task->context)
        deliver();
}

void Tasks::stop(int id)
{
    const auto task = m_running.value(id);
    if (!task || task->info.stopping)
        return;
    task->info.stopping = true;
    task->stop.request_stop();
    emit progressed(task->info);
}

QList<TaskInfo> Tasks::running() const
{
    QList<TaskInfo> tasks;
    for (const auto &task : m_running)
        tasks.append(task->info);
    std::sort(tasks.begin(), tasks.end(), [](const TaskInfo &a, const TaskInfo &b) { return a.id < b.id; });
    return tasks;
}

std::optional<TaskInfo> Tasks::changeOn(const QString &target) const
{
    for (const auto &task : m_running) {
        if (!target.isEmpty() && task->info.changes == target)
            return task->info;
    }
    return std::nullopt;
}

bool Tasks::hasChanges() const
{
    return std::any_of(m_running.cbegin(), m_running.cend(), [](const auto &task) { return !task->info.changes.isEmpty(); });
}

Error Tasks::busyError(const TaskInfo &task)
{
    return Error{QStringLiteral("tasks.target-busy"),
                 tr("“%1” is still running on this target. Wait until it has ended, or stop it.").arg(task.title),
                 {}};
}

} // namespace retort
