#include "comparison/autogeneration.h"

#include "autogenerate/operationcode.h"
#include "base/translation.h"
#include "comparison/projectmodels.h"
#include "comparison/registration.h"
#include "operations/apply.h"

#include <QDir>
#include <QFile>
#include <QSet>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// Functions of env.py that have a say in what Alembic writes, and are not run here.
QStringList calledByAlembic(const EnvironmentSettings &environment)
{
    QStringList notes;
    for (const QString &name : environment.callables) {
        if (name == "process_revision_directives"_L1 || name == "render_item"_L1)
            notes.append(
                tr("env.py changes with the function %1 what Alembic writes. It is not run: the file is written without it.").arg(name));
    }
    return notes;
}

const QualifiedName *tableOfIndexDrop(const Operation &operation)
{
    const auto *drop = std::get_if<DropIndexOp>(&operation.content);
    return drop ? &drop->table : nullptr;
}

bool dropsForeignKey(const Operation &operation, const QualifiedName &table)
{
    const auto *drop = std::get_if<DropConstraintOp>(&operation.content);
    return drop && drop->table == table && drop->type == DropConstraintOp::Type::ForeignKey;
}

/// MySQL and MariaDB refuse to drop an index while a foreign key needs it. So an index goes with its table, and a foreign key goes before
/// the index; Alembic writes both the other way round, and its files fail there.
Operations inMysqlsOrder(const Operations &operations)
{
    const auto dropsTable = [](const Operation &operation, const QualifiedName &table) {
        const auto *drop = std::get_if<DropTableOp>(&operation.content);
        return drop && drop->table == table;
    };
    Operations ordered;
    std::vector<bool> taken(operations.size(), false);
    for (size_t i = 0; i < operations.size(); ++i) {
        const QualifiedName *table = tableOfIndexDrop(operations[i]);
        if (table != nullptr) {
            const auto from = operations.begin() + std::ptrdiff_t(i);
            if (std::any_of(from, operations.end(), [&](const Operation &later) { return dropsTable(later, *table); }))
                continue;
            for (size_t later = i + 1; later < operations.size(); ++later) {
                if (!taken[later] && dropsForeignKey(operations[later], *table)) {
                    ordered.push_back(operations[later]);
                    taken[later] = true;
                }
            }
        }
        if (!taken[i])
            ordered.push_back(operations[i]);
    }
    return ordered;
}

/// SQLite has no statement for it: only a batch block, which moves the table, can do it.
bool needsBatchOnSqlite(const Operation &operation)
{
    const auto &content = operation.content;
    return std::holds_alternative<AlterColumnOp>(content) || std::holds_alternative<CreateConstraintOp>(content)
        || std::holds_alternative<DropConstraintOp>(content) || std::holds_alternative<CreatePrimaryKeyOp>(content);
}

/// Batch mode as env.py has it; on SQLite also where Alembic's own text would fail without it.
bool rendersAsBatch(const EnvironmentSettings &environment, const Dialect &dialect, Comparison &comparison)
{
    const auto needs = [](const Operations &operations) { return std::any_of(operations.begin(), operations.end(), needsBatchOnSqlite); };
    if (environment.renderAsBatch || dialect.name() != "sqlite"_L1 || !(needs(comparison.operations) || needs(comparison.downgrade)))
        return environment.renderAsBatch;
    comparison.notes.append(
        tr("SQLite cannot change columns and constraints in place, so the file uses batch mode, although env.py does not "
           "set render_as_batch=True."));
    return true;
}

/// The import lines that the template of revisions does not have yet.
QString importsFor(const Project &project, const QStringList &wanted)
{
    QFile file(QDir(project.config.scriptLocation).absoluteFilePath(u"script.py.mako"_s));
    const QString text = file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    const QStringList lines = text.split(u'\n');
    const QSet<QString> there(lines.cbegin(), lines.cend());
    QStringList missing;
    for (const QString &line : wanted) {
        if (!there.contains(line))
            missing.append(line);
    }
    return missing.join(u'\n');
}

Result<void> checkUpToDate(const Project &project, const VersionTableState &versions)
{
    const QStringList &heads = project.graph->realHeads();
    if (QSet<QString>(versions.heads.cbegin(), versions.heads.cend()) == QSet<QString>(heads.cbegin(), heads.cend()))
        return {};
    const QString at = versions.heads.isEmpty() ? u"base"_s : versions.heads.join(u", "_s);
    return Error{
        u"generate.not-up-to-date"_s, u"Target database is not up to date."_s,
        tr("The database is at %1, the files end at %2. What the pending revisions do would be generated a second time: apply them "
           "first, or write an empty revision.")
            .arg(at, heads.isEmpty() ? u"base"_s : heads.join(u", "_s))};
}

} // namespace

ComparisonOptions comparisonOptions(const Project &project)
{
    ComparisonOptions options;
    options.compareType = project.environment.compareType;
    options.compareServerDefault = project.environment.compareServerDefault;
    options.versionTable = project.versionTable();
    return options;
}

Result<Comparison> compareWith(const ComparedDatabase &database, const Schema &wanted)
{
    ComparisonOptions options = comparisonOptions(database.project);
    options.defaultSchema = database.snapshot.defaultSchema;
    const RenderMode &mode = database.snapshot.mode;
    Comparison comparison = Comparator::compare(database.snapshot.schema, wanted, database.dialect, options, mode);
    if (comparison.questions.isEmpty())
        return comparison;
    const auto answers = askDatabase(database.target, comparison.questions);
    if (!answers)
        return answers.error();
    options.answers = *answers;
    return Comparator::compare(database.snapshot.schema, wanted, database.dialect, options, mode);
}

Result<Comparison> compareWithModels(ComparedDatabase database, const ModelSchema &models)
{
    QStringList notes = calledByAlembic(database.project.environment);
    for (const QString &problem : models.leftOut.problems)
        notes.append(tr("%1. Nothing is dropped or changed for that reason.").arg(problem));
    // Nobody removed these models: they are only not registered.
    for (const UnregisteredModel &model : unregisteredModels(database.project, models)) {
        notes.append(model.sentence());
        const auto table = database.snapshot.schema.tables.find(QualifiedName(model.tableName));
        if (table != database.snapshot.schema.tables.end())
            table->uncertain = true;
    }
    Schema declared = models.schema;
    models.leftOut.remove(database.snapshot.schema, declared);
    declared.uncertainties += models.leftOut.problems;
    Result<Comparison> comparison = compareWith(database, declared);
    if (comparison)
        comparison->notes = notes + comparison->notes;
    return comparison;
}

namespace {

/// Compares; what is to be renamed is renamed first, so that the comparison goes on from there.
Result<void> takeRenames(ComparedDatabase database, const ModelSchema &models, const GenerationOptions &options, Autogenerated &made)
{
    QStringList wanted = options.renames;
    Operations renaming, back;
    while (true) {
        Result<Comparison> comparison = compareWithModels(database, models);
        if (!comparison)
            return comparison.error();
        const Schema &schema = database.snapshot.schema;
        made.comparison = std::move(*comparison);
        made.renames = renameCandidates(made.comparison, schema, database.dialect, database.snapshot.mode);
        const auto next =
            std::find_if(made.renames.cbegin(), made.renames.cend(), [&](const Rename &each) { return wanted.contains(each.text()); });
        if (next == made.renames.cend())
            break;
        const Operation operation = next->operation(schema);
        const std::optional<Operation> undo = reverse(operation, schema);
        wanted.removeAll(next->text());
        renaming.push_back(operation);
        if (!undo || !applyTo(database.snapshot.schema, operation))
            return Error{u"generate.rename"_s, tr("The rename %1 cannot be undone.").arg(next->text()), {}};
        back.insert(back.begin(), *undo);
    }
    if (!wanted.isEmpty()) {
        return Error{
            u"generate.no-such-rename"_s, tr("Nothing suggests the rename %1.").arg(wanted.join(u", "_s)),
            tr("A renamed column has the same type and a renamed table mostly the same columns. Write it as table.column=new_name or "
               "table=new_name.")};
    }
    Comparison &all = made.comparison;
    all.operations.insert(all.operations.begin(), renaming.begin(), renaming.end());
    all.downgrade.insert(all.downgrade.end(), back.begin(), back.end());
    return {};
}

} // namespace

Result<Autogenerated> Autogeneration::generate(const Project &project, const ProjectTarget &target, const GenerationOptions &options,
                                               const RunContext &run)
{
    const Error stopped{u"generate.stopped"_s, tr("Stopped. Nothing was written."), {}};
    const auto dialect = Dialect::byName(target.url.dialectName());
    if (!dialect)
        return Error{u"generate.dialect"_s, tr("Databases of the sort “%1” are not supported.").arg(target.url.dialectName()), {}};
    const EnvironmentSettings &environment = project.environment;
    if (environment.upgradeToken != "upgrades"_L1 || environment.downgradeToken != "downgrades"_L1) {
        return Error{u"generate.tokens"_s, tr("env.py gives the bodies of revisions names of its own, which are not supported here."),
                     project.environmentFile};
    }
    run.progress(tr("Reading the database"));
    const Result<DatabaseSnapshot> database = readDatabase(project, target);
    if (!database)
        return database.error();
    if (const auto upToDate = checkUpToDate(project, database->versions); !upToDate)
        return upToDate.error();
    if (run.stopRequested())
        return stopped;
    run.progress(tr("Reading the models"));
    const Result<ModelSchema> models = readModels(project, dialect->name(), database->schema);
    if (!models)
        return models.error();
    if (run.stopRequested())
        return stopped;
    run.progress(tr("Comparing"));
    Autogenerated made;
    const auto taken = takeRenames({project, target, *dialect, *database}, *models, options, made);
    if (!taken)
        return taken.error();
    if (dialect->name() == "mysql"_L1 || dialect->name() == "mariadb"_L1) {
        made.comparison.operations = inMysqlsOrder(made.comparison.operations);
        made.comparison.downgrade = inMysqlsOrder(made.comparison.downgrade);
    }
    const CodeOptions code{rendersAsBatch(environment, *dialect, made.comparison)};
    const Result<OperationCode> upgrade = operationCode(made.comparison.operations, *dialect, database->mode, code);
    const Result<OperationCode> downgrade = operationCode(made.comparison.downgrade, *dialect, database->mode, code);
    if (!upgrade || !downgrade)
        return upgrade ? downgrade.error() : upgrade.error();
    QStringList imports = upgrade->imports + downgrade->imports;
    imports.removeDuplicates();
    imports.sort();
    made.bodies = {importsFor(project, imports), upgrade->body, downgrade->body};
    return made;
}

} // namespace retort
