#include "migration/recovery.h"

#include "migration/journal.h"
#include "migration/whoami.h"

#include <algorithm>

namespace retort {

namespace {

using State = StatementState;

bool anyIn(const QList<JournalStatement> &statements, std::initializer_list<State> states)
{
    return std::any_of(statements.begin(), statements.end(), [&](const JournalStatement &statement) {
        return std::find(states.begin(), states.end(), statement.state) != states.end();
    });
}

bool sameHeads(QStringList a, QStringList b)
{
    a.sort();
    b.sort();
    return a == b;
}

/// The version rows of `step` are permanent as far as the journal knows.
bool isRecorded(const JournalStep &step)
{
    return std::all_of(step.versionStatements.begin(), step.versionStatements.end(),
                       [](const JournalStatement &statement) { return statement.state == State::Committed; });
}

void settleStep(JournalStep &step, State to)
{
    for (QList<JournalStatement> *list : {&step.statements, &step.versionStatements}) {
        for (JournalStatement &statement : *list) {
            if (statement.state == State::Done || statement.state == State::Started)
                statement.state = to;
        }
    }
}

/// Statements outside a transaction, and everything where the database has no transactional DDL: what was begun may have
/// happened.
bool mayHaveStayed(const JournalRun &run, const JournalStep &step)
{
    if (anyIn(step.statements, {State::Committed}) || anyIn(step.versionStatements, {State::Committed}))
        return true;
    if (run.transactions == TransactionMode::None)
        return anyIn(step.statements, {State::Started, State::Done}) || anyIn(step.versionStatements, {State::Started, State::Done});
    return std::any_of(step.statements.begin(), step.statements.end(), [](const JournalStatement &statement) {
        return statement.autocommit && (statement.state == State::Started || statement.state == State::Done);
    });
}

} // namespace

InterruptedRun Recovery::assess(JournalRun run, const std::optional<QStringList> &headsNow)
{
    InterruptedRun result;
    // The last step whose outcome the version rows prove: it and all before it are complete.
    int proven = -1;
    for (int i = 0; headsNow && i < run.steps.size(); ++i) {
        const JournalStep &step = run.steps.at(i);
        const bool begun = anyIn(step.versionStatements, {State::Started, State::Done, State::Committed});
        if (begun && sameHeads(step.headsAfter, *headsNow))
            proven = i;
    }
    for (int i = 0; i < run.steps.size(); ++i) {
        JournalStep &step = run.steps[i];
        if (i <= proven) {
            settleStep(step, State::Committed);
        } else if (isRecorded(step) && !step.versionStatements.isEmpty()) {
            continue;
        } else if (mayHaveStayed(run, step)) {
            if (result.step < 0)
                result.step = i;
        } else if (headsNow || run.transactions == TransactionMode::None) {
            settleStep(step, State::RolledBack);
        } else if (result.step < 0 && anyIn(step.versionStatements, {State::Started, State::Done})) {
            // The end may have come between the commit and its entry: only the version rows know.
            result.step = i;
        }
    }
    result.state = result.step < 0 ? InterruptedRun::State::NothingToRepair : InterruptedRun::State::Halfway;
    result.run = std::move(run);
    return result;
}

Result<std::optional<InterruptedRun>> Recovery::inspect(const QString &journalDirectory, const QString &targetIdentity,
                                                        const std::optional<QStringList> &headsNow)
{
    const Result<QList<JournalRun>> open = Journal::readOpen(journalDirectory, targetIdentity);
    if (!open)
        return open.error();
    if (open->isEmpty())
        return std::optional<InterruptedRun>();
    const JournalRun &last = open->last();
    if (!last.end && last.who == whoAmI() && isProcessAlive(last.process))
        return std::optional(InterruptedRun{last, InterruptedRun::State::StillRunning, -1});
    std::optional<InterruptedRun> worst;
    for (const JournalRun &run : *open) {
        InterruptedRun found = assess(run, headsNow);
        if (!worst || found.state == InterruptedRun::State::Halfway || worst->state != InterruptedRun::State::Halfway)
            worst = std::move(found);
    }
    return worst;
}

} // namespace retort
