#pragma once

#include "base/result.h"
#include "base/runcontext.h"
#include "database/connection.h"
#include "guard/guard.h"
#include "migration/migrationreport.h"

#include <QString>

#include <functional>
#include <stop_token>

namespace retort {

struct RunOptions {
    ConnectionTimeouts timeouts;
    /// Where the journal is kept; empty: Journal::defaultDirectory().
    QString journalDirectory;
    /// The program and its version, for the journal.
    QString program;
    /// Ends the running statement too, where RunContext::stop only waits for its end.
    std::stop_token cancel;
    /// This plan is the repair of a run that stopped half-way, which otherwise keeps every other run from starting.
    bool repairsInterruptedRun = false;
    /// Asked right before the first statement, with the lock held: whatever else must still be as it was when the plan was
    /// approved (the environment's class). An error refuses to start.
    std::function<Result<void>(const ApprovedPlan &)> verify;
};

/// Carries an approved plan out, once, and writes it down. Nothing is asked and nothing is decided here.
///
/// Before the first statement it checks again that the target, the version rows, every file and the fingerprint are those of the
/// approved plan. An Error means that it did not start and the database is untouched; once started it always returns a report.
///
/// Error codes: "migration.wrong-target", "migration.plan-changed", "migration.file-changed", "migration.heads-changed",
/// "migration.version-table-missing", "migration.server-changed", "migration.interrupted-run", "migration.stopped",
/// "migration.not-runnable", "database.*", "journal.*".
///
/// RunContext::stop ends the run between two statements, where the database can undo what it did; where it cannot (MySQL), after
/// the revision. Synchronous; any thread.
class Migrator
{
public:
    [[nodiscard]] static Result<MigrationReport> run(const ApprovedPlan &approved, const DatabaseUrl &url, const RunOptions &options = {},
                                                     const RunContext &context = {},
                                                     const std::function<void(const RunEvent &)> &observer = {});
};

} // namespace retort
