#include "migration/plancheck.h"

#include "base/filecontents.h"
#include "base/parallelmap.h"
#include "base/translation.h"

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// "a, b", or the word for no row at all.
QString display(const QStringList &heads)
{
    return heads.isEmpty() ? u"base"_s : heads.join(u", "_s);
}

Error changed(const QString &code, const QString &message)
{
    return {code, message, tr("Nothing was run. Make the plan again, look at it, and confirm it.")};
}

Result<void> stopped()
{
    return Error{u"migration.stopped"_s, tr("Stopped before the first statement. Nothing was run."), {}};
}

} // namespace

bool sameRows(QStringList a, QStringList b)
{
    a.sort();
    b.sort();
    return a == b;
}

Result<void> PlanCheck::beforeOpening(const DatabaseUrl &url, const RunContext &context) const
{
    if (!m_plan.isRunnable())
        return changed(u"migration.not-runnable"_s, tr("The plan contains parts that are not understood and cannot be run."));
    if (fingerprintOf(m_plan) != m_plan.fingerprint || m_approved.confirmation().fingerprint != m_plan.fingerprint)
        return changed(u"migration.plan-changed"_s, tr("The plan is not the one that was confirmed."));
    const QString identity = url.identity();
    if (identity != m_plan.targetIdentity || identity != m_approved.target().identity)
        return changed(u"migration.wrong-target"_s,
                       tr("The plan was confirmed for %1, and this is %2.").arg(m_plan.targetIdentity, identity));
    if (url.dialectName() != m_plan.dialect)
        return changed(u"migration.wrong-target"_s,
                       tr("The plan's SQL is for %1, and the target is %2.").arg(m_plan.dialect, url.dialectName()));
    return files(context);
}

Result<void> PlanCheck::files(const RunContext &context) const
{
    const auto check = [&context](const PlanStep &step) { return context.stopRequested() ? stopped() : file(step); };
    for (const Result<void> &checked : parallelMap<Result<void>>(m_plan.steps, check)) {
        if (!checked)
            return checked;
    }
    return {};
}

Result<void> PlanCheck::file(const PlanStep &step)
{
    // A movement of stamp belongs to no file.
    if (step.file.isEmpty() || step.fileHash.isEmpty())
        return {};
    const Result<QByteArray> bytes = readFile(step.file);
    if (!bytes)
        return changed(u"migration.file-changed"_s, tr("The file of revision %1 can no longer be read: %2").arg(step.revision, step.file));
    if (contentHash(*bytes) != step.fileHash)
        return changed(u"migration.file-changed"_s,
                       tr("The file of revision %1 was changed after the plan was confirmed: %2").arg(step.revision, step.file));
    return {};
}

Result<void> PlanCheck::server(const Connection &connection) const
{
    const int planned = m_plan.mode.serverVersion;
    if (planned != 0 && connection.serverVersion() != 0 && planned != connection.serverVersion())
        return changed(u"migration.server-changed"_s,
                       tr("The server is now %1; the plan's SQL was written for another version.").arg(connection.serverDescription()));
    return {};
}

Result<void> PlanCheck::versionTable(const VersionTableState &state) const
{
    if (!sameRows(state.heads, m_plan.currentHeads))
        return changed(u"migration.heads-changed"_s,
                       tr("The database was at %1 when the plan was confirmed and is at %2 now.")
                           .arg(display(m_plan.currentHeads), display(state.heads)));
    if (!state.exists && m_plan.preparation.isEmpty())
        return changed(u"migration.version-table-missing"_s,
                       tr("The version table %1 does not exist, and the plan does not make it.").arg(m_plan.versionTable.table.display()));
    return {};
}

} // namespace retort
