#pragma once

#include "base/result.h"
#include "migration/journalentry.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <memory>

namespace retort {

/// The append-only diary of one target: who changed what, when, and how far it came. One JSON Lines file per target, readable by
/// its owner only; passwords are not written. Written by the run that holds the target's MigrationLock. Entries of a run that is
/// still open are what Recovery works from.
///
/// Entries are kept in memory until flush(); a failed write is reported by the next flush().
class Journal
{
public:
    /// $XDG_STATE_HOME/retort/journal (on Windows and macOS the place for local application data).
    [[nodiscard]] static QString defaultDirectory();
    /// The file of one target in `directory`.
    [[nodiscard]] static QString fileFor(const QString &directory, const QString &targetIdentity);

    /// Creates directory and file where needed. Error "journal.not-writable".
    [[nodiscard]] static Result<std::unique_ptr<Journal>> open(const QString &directory, const QString &targetIdentity);

    /// Every run in the file, oldest first. A torn last line (a crash while it was written) is left out. An absent file is an
    /// empty history.
    [[nodiscard]] static Result<QList<JournalRun>> read(const QString &directory, const QString &targetIdentity);
    /// Only the runs that are still open; as fast on a long history as on a short one.
    [[nodiscard]] static Result<QList<JournalRun>> readOpen(const QString &directory, const QString &targetIdentity);

    void begin(const JournalRun &run);
    void intent(const StatementId &id);
    /// Of a statement that the run's plan does not have: a live step's.
    void intent(const StatementId &id, const JournalStatement &statement);
    void done(const StatementId &id, qint64 microseconds, qint64 rowsAffected);
    void failed(const StatementId &id, const Error &error);
    /// Everything done so far is permanent.
    void committed();
    /// Everything done since the last committed() is gone.
    void rolledBack();
    void end(const JournalEnd &end);
    /// Closes a run that stopped half-way: "repaired", "automatic", or what a person did; `runId` need not be the current one.
    void resolve(const QString &runId, const QString &how);

    /// No run in the file is open: what was written until here need not be looked through for one again.
    void allClosed();

    /// Hands everything to the operating system; with `durable` also to the disk. The intent of a statement that cannot be rolled
    /// back must be durable before the statement starts.
    [[nodiscard]] Result<void> flush(bool durable);

    [[nodiscard]] QString fileName() const { return m_file.fileName(); }

private:
    Journal() = default;
    QFile m_file;
    QByteArray m_buffer;
};

} // namespace retort
