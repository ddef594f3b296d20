#pragma once

#include "alembic/revisiongraph.h"
#include "alembic/scriptreader.h"
#include "base/runcontext.h"
#include "planning/migrationplan.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <memory>

namespace retort {

/// What plans of one project for one sort of database have in common.
struct PlanningContext {
    std::shared_ptr<const RevisionGraph> graph;
    std::shared_ptr<const Dialect> dialect;
    RenderMode mode;
    VersionTableName versionTable;
    bool transactionPerMigration = false;
    QMap<QString, QString> namingConvention;
    QStringList sourceRoots;
    QStringList xArguments;
    /// Names of the arguments that env.py hands to upgrade() and downgrade().
    QStringList functionArguments;
    /// See ReadOptions::mainOptions.
    std::optional<QMap<QString, QString>> mainOptions;
    /// Why no plan of this project can be certain; Alembic refuses then too.
    std::optional<Error> obstacle;
};

/// What is asked of one target.
struct PlanRequest {
    PlanKind kind = PlanKind::Upgrade;
    /// One identifier as Alembic takes it ("head", "-1", "ab12"); a stamp may have several. Not looked at for Fresh.
    QStringList revisions;
    /// The rows of the version table; offline the start of a range.
    QStringList currentHeads;
    bool versionTableExists = false;
    /// Stamp: every row of the version table is removed first.
    bool purge = false;
    QString targetName;
    QString targetIdentity;
    /// Keep the schema before and after each step in the plan; costs memory on long plans.
    bool keepSchemas = false;
};

/// One direction of one revision as a survey found it.
struct SurveyedDirection {
    /// Why its statements are known only when it runs; empty when they are known.
    QString liveReason;
    QList<Statement> statements;
    QList<PlanProblem> problems;
    Operations operations;
};

/// One revision as a survey found it, rendered on the schema that its predecessors leave.
struct SurveyedRevision {
    QString revision;
    QString message;
    QString file;
    SurveyedDirection upgrade;
    SurveyedDirection downgrade;
};

/// What one head has that the others have not.
struct ForkLine {
    QString head;
    /// Oldest first.
    QStringList revisions;
    /// The tables these revisions name, each once, in their order.
    QList<QualifiedName> tables;
    /// It runs SQL of its own, or something that is not understood or only known when it runs: it may touch more tables.
    bool mayTouchMore = false;
};

/// How several heads came about.
struct Fork {
    /// The last revisions that all heads stand on; empty when they have nothing in common.
    QStringList commonRevisions;
    QList<ForkLine> lines;
    /// Tables that more than one line touches: the order in which the lines are applied may matter there.
    QList<QualifiedName> contested;
};

/// Makes plans: decides which revisions run, reads them, renders each operation on the simulated schema. Runs nothing and asks no database.
class Planner
{
public:
    explicit Planner(PlanningContext context) : m_context(std::move(context)) {}

    /// Error: what Alembic would refuse the request with, in its words; "planning.stopped". What is not understood is no error but a
    /// problem in the plan.
    [[nodiscard]] Result<MigrationPlan> plan(const PlanRequest &request, const RunContext &run = {}) const;

    /// Every revision in both directions, oldest first.
    [[nodiscard]] Result<QList<SurveyedRevision>> survey(const RunContext &run = {}) const;

    /// One revision in both directions, on the schema that its predecessors leave.
    [[nodiscard]] Result<SurveyedRevision> surveyOne(const QString &revision, const RunContext &run = {}) const;

    /// The schema that the revisions up to and including `heads` leave behind.
    [[nodiscard]] Result<Schema> schemaAt(const QStringList &heads, const RunContext &run = {}) const;

    /// What the lines that end in `heads` did since they parted.
    [[nodiscard]] Result<Fork> fork(const QStringList &heads, const RunContext &run = {}) const;

private:
    PlanningContext m_context;
};

} // namespace retort
