#pragma once

#include "base/result.h"
#include "base/runcontext.h"

#include <QElapsedTimer>
#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <stop_token>

class QThread;

namespace retort {

/// A task as the windows show it.
struct TaskInfo {
    int id = 0;
    QString title;
    /// Identity of the target it changes; empty for a task that only reads.
    QString changes;
    Progress progress;
    bool stopping = false;
};

/// Runs engine calls off the GUI thread, each in a thread of its own, and delivers their Result in the thread of this object.
/// A connection to a database is bound to its thread, so nothing is pooled. The destructor asks all tasks to stop and waits for them.
class Tasks : public QObject
{
    Q_OBJECT

public:
    explicit Tasks(QObject *parent = nullptr);
    ~Tasks() override;

    /// Runs `job` in the background and hands its result to `done`, unless `context` is gone by then. Returns the task's id.
    template <typename T>
    int start(const QString &title, QObject *context, std::function<Result<T>(const RunContext &)> job, std::function<void(Result<T>)> done)
    {
        return launch(title, {}, context, wrap<T>(std::move(job), std::move(done)));
    }

    /// The same for a job that changes `target` (an identity): refused with "tasks.target-busy" while another one runs there.
    template <typename T>
    Result<int> startChange(const QString &title, const QString &target, QObject *context, std::function<Result<T>(const RunContext &)> job,
                            std::function<void(Result<T>)> done)
    {
        if (const auto busy = changeOn(target))
            return busyError(*busy);
        return launch(title, target, context, wrap<T>(std::move(job), std::move(done)));
    }

    /// Asks the task to stop; it ends by itself at the next safe place.
    void stop(int id);
    [[nodiscard]] QList<TaskInfo> running() const;
    [[nodiscard]] std::optional<TaskInfo> changeOn(const QString &target) const;
    [[nodiscard]] bool hasChanges() const;

signals:
    void started(const retort::TaskInfo &task);
    void progressed(const retort::TaskInfo &task);
    void finished(const retort::TaskInfo &task);

private:
    /// Runs the job in the worker; returns what has to be done in the main thread.
    using Work = std::function<std::function<void()>(const RunContext &)>;

    template <typename T>
    static Work wrap(std::function<Result<T>(const RunContext &)> job, std::function<void(Result<T>)> done)
    {
        return [job = std::move(job), done = std::move(done)](const RunContext &context) -> std::function<void()> {
            auto result = std::make_shared<Result<T>>(job(context));
            return [result, done] { done(std::move(*result)); };
        };
    }

    struct Running;

    int launch(const QString &title, const QString &changes, QObject *context, Work work);
    void takeProgress(int id);
    void finish(int id, const std::function<void()> &deliver);
    static Error busyError(const TaskInfo &task);

    QHash<int, std::shared_ptr<Running>> m_running;
    int m_lastId = 0;
};

} // namespace retort
