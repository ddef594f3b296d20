#include "planning/migrationplan.h"

#include "base/filecontents.h"
#include "base/translation.h"

#include <algorithm>
#include <charconv>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// Gathers length-prefixed pieces for one hash, so that no two different plans give the same bytes.
class Fingerprinter
{
public:
    void add(QByteArrayView bytes)
    {
        char digits[24];
        const auto end = std::to_chars(digits, digits + sizeof digits, bytes.size()).ptr;
        m_bytes.append(digits, end - digits).append(':').append(bytes);
    }
    void add(const QString &text) { add(QByteArrayView(text.toUtf8())); }
    void add(const QStringList &texts)
    {
        add(int(texts.size()));
        for (const QString &text : texts)
            add(text);
    }
    void add(int number) { add(QByteArrayView(QByteArray::number(number))); }
    void add(const QList<Statement> &statements)
    {
        add(int(statements.size()));
        for (const Statement &statement : statements) {
            add(statement.sql);
            add(int(statement.autocommit));
        }
    }
    [[nodiscard]] QByteArray result() const { return contentHash(m_bytes); }

private:
    QByteArray m_bytes;
};

/// Writes the offline script, keeping track of whether a transaction is open.
class ScriptWriter
{
public:
    ScriptWriter(const Dialect &dialect, bool transactional) : m_dialect(dialect), m_transactional(transactional) {}

    void begin()
    {
        if (m_transactional)
            m_text += m_dialect.scriptBegin();
    }
    void commit()
    {
        if (m_transactional)
            m_text += m_dialect.scriptCommit();
    }
    void comment(const QString &text) { m_text += u"-- "_s % text % u"\n\n"_s; }
    void statements(const QList<Statement> &list)
    {
        bool outside = false;
        for (const Statement &statement : list) {
            if (statement.autocommit != outside) {
                outside ? begin() : commit();
                outside = statement.autocommit;
            }
            m_text += m_dialect.scriptText(statement.sql);
        }
        if (outside)
            begin();
    }
    [[nodiscard]] QString text() const { return m_text; }

private:
    const Dialect &m_dialect;
    bool m_transactional;
    QString m_text;
};

QString runningLine(const PlanStep &step)
{
    const QString command = step.isStamp ? u"stamp_revision"_s : step.direction == Direction::Upgrade ? u"upgrade"_s : u"downgrade"_s;
    return u"Running %1 %2 -> %3"_s.arg(command, step.fromRevisions.join(u", "_s), step.toRevisions.join(u", "_s));
}

} // namespace

bool MigrationPlan::isRunnable() const
{
    return std::all_of(steps.begin(), steps.end(), [](const PlanStep &step) { return step.problems.isEmpty(); });
}

QList<PlanProblem> MigrationPlan::problems() const
{
    QList<PlanProblem> all;
    for (const PlanStep &step : steps)
        all.append(step.problems);
    return all;
}

bool MigrationPlan::hasLiveSteps() const
{
    return std::any_of(steps.begin(), steps.end(), [](const PlanStep &step) { return step.live != nullptr; });
}

qsizetype MigrationPlan::statementCount() const
{
    qsizetype count = preparation.size();
    for (const PlanStep &step : steps)
        count += step.statements.size() + step.versionStatements.size();
    return count;
}

bool MigrationPlan::reachesBase() const
{
    return std::any_of(steps.begin(), steps.end(), [](const PlanStep &step) {
        return step.direction == Direction::Downgrade && !step.isStamp && step.toRevisions.isEmpty();
    });
}

QString MigrationPlan::shortFingerprint() const
{
    const QString hex = QString::fromLatin1(fingerprint.toHex().left(12));
    return hex.mid(0, 4) % u'-' % hex.mid(4, 4) % u'-' % hex.mid(8, 4);
}

QByteArray fingerprintOf(const MigrationPlan &plan)
{
    Fingerprinter hash;
    hash.add(int(plan.kind));
    hash.add(plan.dialect);
    hash.add(plan.targetIdentity);
    hash.add(plan.currentHeads);
    hash.add(plan.resultingHeads);
    hash.add(int(plan.transactions));
    hash.add(plan.versionTable.table.display());
    hash.add(plan.preparation);
    for (const PlanStep &step : plan.steps) {
        hash.add(step.revision);
        hash.add(step.fromRevisions);
        hash.add(step.toRevisions);
        hash.add(int(step.direction));
        hash.add(QByteArrayView(step.fileHash));
        hash.add(step.statements);
        hash.add(step.versionStatements);
        hash.add(int(step.problems.size()));
        hash.add(step.live ? step.live->reason : QString());
    }
    return hash.result();
}

QString offlineScript(const MigrationPlan &plan)
{
    const std::shared_ptr<const Dialect> dialect = Dialect::byName(plan.dialect);
    if (!dialect)
        return {};
    const bool transactional = plan.mode.transactionalDdl.value_or(dialect->transactionalDdl());
    const bool perMigration = plan.transactions == TransactionMode::PerMigration;
    ScriptWriter script(*dialect, transactional);
    if (!perMigration) {
        script.begin();
        script.statements(plan.preparation);
    }
    bool first = true;
    for (const PlanStep &step : plan.steps) {
        if (perMigration) {
            script.begin();
            if (first)
                script.statements(plan.preparation);
        }
        first = false;
        script.comment(runningLine(step));
        if (step.live)
            script.comment(tr("This migration is run live: its statements are known only when it runs (line %1: %2).")
                               .arg(step.live->source.line)
                               .arg(step.live->reason));
        script.statements(step.statements);
        script.statements(step.versionStatements);
        if (perMigration)
            script.commit();
    }
    if (!perMigration)
        script.commit();
    return script.text();
}

} // namespace retort
