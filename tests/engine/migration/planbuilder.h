#pragma once

#include "base/filecontents.h"
#include "database/connection.h"
#include "guard/guard.h"
#include "migration/migrator.h"

#include <QFile>
#include <QTemporaryDir>

#include <memory>

namespace retort {

/// Makes plans of hand-written SQL, approves them as a person would, and runs them with a journal of its own.
class PlanBuilder
{
public:
    explicit PlanBuilder(const DatabaseUrl &url) : m_url(url), m_plan(std::make_shared<MigrationPlan>())
    {
        using namespace Qt::StringLiterals;
        m_plan->dialect = url.dialectName();
        m_plan->targetName = url.databaseLabel();
        m_plan->targetIdentity = url.identity();
        m_plan->request = u"head"_s;
        m_plan->transactions = url.kind() == DatabaseKind::MySql ? TransactionMode::None : TransactionMode::WholePlan;
        m_plan->preparation.append({u"CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
                                    u"CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"_s,
                                    {},
                                    false});
    }

    /// The rows the plan starts from; the version table then exists already.
    void startAt(const QStringList &heads)
    {
        m_plan->currentHeads = heads;
        m_plan->resultingHeads = heads;
        m_plan->preparation.clear();
    }
    void setTransactions(TransactionMode mode) { m_plan->transactions = mode; }

    /// An upgrade on top of whatever came before; a statement that begins with "!" stands in an autocommit block.
    PlanStep &addStep(const QString &revision, const QStringList &statements)
    {
        using namespace Qt::StringLiterals;
        const QString from = m_plan->resultingHeads.value(0);
        PlanStep &step = addEmptyStep(revision);
        step.fromRevisions = from.isEmpty() ? QStringList() : QStringList(from);
        for (const QString &sql : statements) {
            const bool autocommit = sql.startsWith(u'!');
            const int line = int(step.statements.size()) + 10;
            step.statements.append({autocommit ? sql.mid(1) : sql, {step.file, {}, line}, autocommit});
        }
        step.versionStatements.append(
            {from.isEmpty() ? u"INSERT INTO alembic_version (version_num) VALUES ('%1')"_s.arg(revision)
                            : u"UPDATE alembic_version SET version_num='%1' WHERE alembic_version.version_num = '%2'"_s.arg(revision, from),
             {},
             false});
        step.headsAfter = QStringList(revision);
        m_plan->resultingHeads = step.headsAfter;
        return step;
    }

    /// The caller fills in statements and version statements.
    PlanStep &addEmptyStep(const QString &revision)
    {
        using namespace Qt::StringLiterals;
        PlanStep step;
        step.revision = revision;
        step.toRevisions = QStringList(revision);
        step.file = m_directory.filePath(revision + u".py"_s);
        QFile file(step.file);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write a revision file");
        const QByteArray text = "revision = '" + revision.toUtf8() + "'\n";
        file.write(text);
        step.fileHash = contentHash(text);
        m_plan->steps.append(step);
        return m_plan->steps.last();
    }

    [[nodiscard]] MigrationPlan &plan() { return *m_plan; }

    [[nodiscard]] ApprovedPlan approve()
    {
        m_plan->fingerprint = fingerprintOf(*m_plan);
        Target target;
        target.name = m_plan->targetName;
        target.identity = m_plan->targetIdentity;
        target.dialect = m_plan->dialect;
        target.environment = EnvironmentClass::Development;
        Result<ApprovedPlan> approved = Guard::approve(m_plan, target, {m_plan->fingerprint, true, target.name});
        if (!approved)
            qFatal("%s", qPrintable(approved.error().message));
        return *approved;
    }

    [[nodiscard]] RunOptions options() const
    {
        RunOptions options;
        options.journalDirectory = journalDirectory();
        options.timeouts.lock = std::chrono::milliseconds(200);
        options.program = QStringLiteral("test");
        return options;
    }
    [[nodiscard]] QString journalDirectory() const { return m_directory.filePath(QStringLiteral("journal")); }
    void useJournalOf(const PlanBuilder &other) { m_journalDirectory = other.journalDirectory(); }

    [[nodiscard]] Result<MigrationReport> run() { return Migrator::run(approve(), m_url, optionsWithJournal()); }
    [[nodiscard]] RunOptions optionsWithJournal() const
    {
        RunOptions made = options();
        if (!m_journalDirectory.isEmpty())
            made.journalDirectory = m_journalDirectory;
        return made;
    }

private:
    DatabaseUrl m_url;
    QTemporaryDir m_directory;
    QString m_journalDirectory;
    std::shared_ptr<MigrationPlan> m_plan;
};

} // namespace retort
