#include "comparison/drift.h"

#include "base/translation.h"
#include "comparison/autogeneration.h"
#include "comparison/projectmodels.h"
#include "database/schemajson.h"
#include "operations/apply.h"

#include <QSet>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// What the operation says about the database.
struct KindOf {
    using Kind = Difference::Kind;
    Kind operator()(const CreateTableOp &) const { return Kind::Missing; }
    Kind operator()(const AddColumnOp &) const { return Kind::Missing; }
    Kind operator()(const CreateIndexOp &) const { return Kind::Missing; }
    Kind operator()(const CreatePrimaryKeyOp &) const { return Kind::Missing; }
    Kind operator()(const CreateConstraintOp &) const { return Kind::Missing; }
    Kind operator()(const DropTableOp &) const { return Kind::Surplus; }
    Kind operator()(const DropColumnOp &) const { return Kind::Surplus; }
    Kind operator()(const DropIndexOp &) const { return Kind::Surplus; }
    Kind operator()(const DropConstraintOp &) const { return Kind::Surplus; }
    Kind operator()(const EnumTypeOp &op) const { return op.create ? Kind::Missing : Kind::Surplus; }
    Kind operator()(const SequenceOp &op) const { return op.create ? Kind::Missing : Kind::Surplus; }
    template <typename Other>
    Kind operator()(const Other &) const
    {
        return Kind::Changed;
    }
};

QString nullability(bool nullable)
{
    return nullable ? u"NULL"_s : u"NOT NULL"_s;
}

QString defaultText(const Change<AnyDefault> &given)
{
    if (!given.value)
        return tr("none");
    if (!given.value->plain || given.value->plain->text.isEmpty())
        return tr("an SQL expression");
    return given.value->plain->text;
}

QString detailOf(const Operation &operation)
{
    const auto *alter = std::get_if<AlterColumnOp>(&operation.content);
    if (!alter)
        return {};
    QStringList parts;
    if (alter->type)
        parts.append(tr("type %1 → %2")
                         .arg(alter->existingType ? inspectedTypeText(*alter->existingType) : u"?"_s, inspectedTypeText(*alter->type)));
    if (alter->nullable)
        parts.append(u"%1 → %2"_s.arg(nullability(!*alter->nullable), nullability(*alter->nullable)));
    if (alter->serverDefault.given)
        parts.append(tr("default %1 → %2").arg(defaultText(alter->existingServerDefault), defaultText(alter->serverDefault)));
    if (alter->comment.given)
        parts.append(tr("comment “%1” → “%2”").arg(alter->existingComment.value_or(QString()), alter->comment.value.value_or(QString())));
    return parts.join(u", "_s);
}

/// Differences between the database and the revisions up to `heads`.
Result<Comparison> againstRevisions(const ComparedDatabase &database, const QStringList &heads, const RunContext &run)
{
    const Planner planner(database.project.planningContext(database.dialect.name(), database.snapshot.mode));
    const Result<Schema> folded = heads.isEmpty() ? Result<Schema>(Schema()) : planner.schemaAt(heads, run);
    if (!folded)
        return folded.error();
    return compareWith(database, *folded);
}

} // namespace

QList<Difference> differences(const Operations &operations)
{
    QList<Difference> found;
    for (const Operation &operation : operations)
        found.append({std::visit(KindOf{}, operation.content), operation, detailOf(operation), false});
    return found;
}

Result<Drift> DriftReader::read(const Project &project, const ProjectTarget &target, const RunContext &run)
{
    const auto dialect = Dialect::byName(target.url.dialectName());
    if (!dialect)
        return Error{u"drift.dialect"_s, tr("Databases of the sort “%1” are not supported.").arg(target.url.dialectName()), {}};
    run.progress(tr("Reading the database"));
    Result<DatabaseSnapshot> snapshot = readDatabase(project, target);
    if (!snapshot)
        return snapshot.error();
    const ComparedDatabase database{project, target, *dialect, std::move(*snapshot)};
    Drift drift;
    drift.databaseHeads = database.snapshot.versions.heads;
    drift.fileHeads = project.graph->realHeads();

    run.progress(tr("Reading the models"));
    const Result<ModelSchema> models = readModels(project, dialect->name(), database.snapshot.schema);
    const Result<Comparison> comparison = models ? compareWithModels(database, *models) : Result<Comparison>(models.error());
    if (comparison) {
        drift.models = differences(comparison->operations);
        drift.modelNotes = models->schema.uncertainties + comparison->notes;
    } else {
        drift.noModels = comparison.error();
    }

    run.progress(tr("Reading the revisions"));
    const Result<Comparison> applied = againstRevisions(database, drift.databaseHeads, run);
    const Result<Comparison> ahead = applied ? againstRevisions(database, drift.fileHeads, run) : Result<Comparison>(applied.error());
    if (run.stopRequested())
        return Error{u"drift.stopped"_s, tr("Stopped."), {}};
    if (!ahead) {
        drift.noRevisions = ahead.error();
        return drift;
    }
    drift.byHand = differences(applied->operations);
    drift.revisionNotes = applied->notes;
    QSet<QString> byPending;
    for (const Operation &operation : ahead->operations)
        byPending.insert(describe(operation));
    for (const Operation &operation : applied->operations)
        byPending.remove(describe(operation));
    for (Difference &difference : drift.models)
        difference.pending = byPending.contains(describe(difference.operation));
    return drift;
}

} // namespace retort
