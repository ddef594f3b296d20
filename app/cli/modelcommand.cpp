#include "base/translation.h"
#include "commands.h"
#include "comparison/modeltext.h"
#include "comparison/projectmodels.h"
#include "comparison/registration.h"
#include "database/schemajson.h"
#include "infocommand.h"

#include <QCommandLineParser>
#include <QJsonArray>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// "UserProfile" and "user_profile" are one name.
QString folded(const QString &name)
{
    QString text = name.toLower();
    return text.remove(u'_');
}

bool matches(const ModelTable &table, const QString &name)
{
    return name.isEmpty() || folded(table.className) == folded(name) || folded(table.name.name) == folded(name)
        || table.name.display() == name;
}

QJsonObject constraintJson(const Constraint &constraint)
{
    struct Writer {
        QJsonObject operator()(const ForeignKey &key) const
        {
            return {{u"kind"_s, u"foreign key"_s},
                    {u"name"_s, key.name.text},
                    {u"columns"_s, QJsonArray::fromStringList(key.columns)},
                    {u"referred_table"_s, key.referredTable.display()},
                    {u"referred_columns"_s, QJsonArray::fromStringList(key.referredColumns)},
                    {u"on_delete"_s, key.onDelete},
                    {u"on_update"_s, key.onUpdate}};
        }
        QJsonObject operator()(const UniqueConstraint &unique) const
        {
            return {{u"kind"_s, u"unique"_s}, {u"name"_s, unique.name.text}, {u"columns"_s, QJsonArray::fromStringList(unique.columns)}};
        }
        QJsonObject operator()(const CheckConstraint &check) const { return {{u"kind"_s, u"check"_s}, {u"name"_s, check.name.text}}; }
        QJsonObject operator()(const ExcludeConstraint &exclude) const
        {
            return {{u"kind"_s, u"exclude"_s}, {u"name"_s, exclude.name.text}};
        }
    };
    return std::visit(Writer{}, constraint);
}

QJsonObject modelJson(const ModelTable &model, const ModelSchema &models, const QString &dialect)
{
    QJsonObject object{{u"table"_s, model.name.display()},
                       {u"class"_s, model.className},
                       {u"file"_s, model.file},
                       {u"line"_s, model.line},
                       {u"certain"_s, model.isCertain()},
                       {u"problems"_s, QJsonArray::fromStringList(model.problems)}};
    QJsonArray relationships;
    for (const ModelRelationship &relationship : model.relationships) {
        relationships.append(QJsonObject{{u"name"_s, relationship.name},
                                         {u"target"_s, relationship.target},
                                         {u"secondary"_s, relationship.secondary},
                                         {u"back_populates"_s, relationship.backPopulates},
                                         {u"backref"_s, relationship.backref},
                                         {u"uselist"_s, relationship.isCollection}});
    }
    object.insert(u"relationships"_s, relationships);
    const Table *table = models.schema.table(model.name);
    if (!table)
        return object;
    QJsonArray columns, constraints, indexes;
    for (const Column &column : table->columns) {
        columns.append(QJsonObject{{u"name"_s, column.name},
                                   {u"type"_s, inspectedTypeText(column.type)},
                                   {u"nullable"_s, column.nullable},
                                   {u"primary_key"_s, column.primaryKey},
                                   {u"server_default"_s, column.serverDefault ? column.serverDefault->text : QString()},
                                   {u"python_default"_s, column.hasPythonDefault}});
    }
    for (const Constraint &constraint : table->constraints)
        constraints.append(constraintJson(constraint));
    for (const Index &index : table->indexes)
        indexes.append(QJsonObject{
            {u"name"_s, index.name.text}, {u"columns"_s, QJsonArray::fromStringList(indexedColumns(index))}, {u"unique"_s, index.unique}});
    object.insert(u"columns"_s, columns);
    object.insert(u"constraints"_s, constraints);
    object.insert(u"indexes"_s, indexes);
    object.insert(u"sql"_s, QJsonArray::fromStringList(createStatements(models.schema, *table, dialect)));
    return object;
}

QString orDash(const QString &text)
{
    return text.isEmpty() ? u"—"_s : text;
}

void printModel(const ModelTable &model, const ModelSchema &models, Console &console)
{
    console.out();
    console.out(console.styled(model.className.isEmpty() ? tr("Table %1").arg(model.name.display())
                                                         : tr("Model %1, table %2").arg(model.className, model.name.display()),
                               Console::Style::Bold));
    console.out(u"%1:%2"_s.arg(model.file, QString::number(model.line)));
    for (const QString &problem : model.problems)
        console.out(console.styled(tr("Not understood: %1").arg(problem), Console::Style::Warning));
    const Table *table = models.schema.table(model.name);
    if (!table)
        return;
    QList<QStringList> rows;
    for (const Column &column : table->columns)
        rows.append({column.name, inspectedTypeText(column.type), orDash(columnRules(*table, column)), orDash(columnDefault(column))});
    console.table({tr("Column"), tr("Type"), tr("Constraints"), tr("Default")}, rows);
    rows.clear();
    for (const ModelRelationship &relationship : model.relationships)
        rows.append({relationship.name, relationship.target, relationship.isCollection ? tr("yes") : tr("no")});
    if (!rows.isEmpty())
        console.table({tr("Relationship"), tr("Target"), tr("Collection")}, rows);
    rows.clear();
    for (const Index &index : table->indexes)
        rows.append({index.name.text, indexedColumns(index).join(u", "_s), index.unique ? tr("yes") : tr("no")});
    if (!rows.isEmpty())
        console.table({tr("Index"), tr("Columns"), tr("Unique")}, rows);
}

class ModelCommand : public InfoCommand
{
public:
    QString name() const override { return u"model:show"_s; }
    QStringList aliases() const override { return {u"model show"_s}; }
    QString summary() const override { return tr("Show what the models declare: columns, relationships, indexes."); }
    void configure(QCommandLineParser &parser) const override
    {
        parser.addOption({u"dialect"_s, tr("Read the models for this database instead of the target's."), tr("name")});
        parser.addPositionalArgument(u"model"_s, tr("The class or the table; all of them without it."), u"[model]"_s);
    }

protected:
    Result<ExitCode> tell(const QCommandLineParser &parser, const Session &session, const GlobalOptions &options,
                          Console &console) const override
    {
        const Result<QString> dialect = session.dialect(parser.value(u"dialect"_s));
        if (!dialect)
            return dialect.error();
        const Result<ModelSchema> models = readModels(session.project(), *dialect);
        if (!models)
            return models.error();
        const QString wanted = parser.positionalArguments().value(0);
        QList<const ModelTable *> chosen;
        for (const ModelTable &model : models->tables) {
            if (matches(model, wanted))
                chosen.append(&model);
        }
        if (options.json) {
            QJsonArray array, findings;
            for (const Diagnostic &diagnostic : models->diagnostics)
                findings.append(u"%1:%2: %3"_s.arg(diagnostic.file, QString::number(diagnostic.line), diagnostic.message));
            for (const ModelTable *model : std::as_const(chosen))
                array.append(modelJson(*model, *models, *dialect));
            QStringList unregistered;
            for (const UnregisteredModel &model : unregisteredModels(session.project(), *models))
                unregistered.append(model.sentence());
            printJson({{u"models"_s, array},
                       {u"unregistered"_s, QJsonArray::fromStringList(unregistered)},
                       {u"diagnostics"_s, findings},
                       {u"source"_s,
                        QJsonObject{{u"environment"_s, session.project().environmentFile},
                                    {u"target_metadata"_s, session.project().environment.targetMetadata},
                                    {u"roots"_s, QJsonArray::fromStringList(session.project().sourceRoots)}}},
                       {u"complete"_s, models->schema.isCertain()},
                       {u"uncertainties"_s, QJsonArray::fromStringList(models->schema.uncertainties)}},
                      console);
        } else {
            for (const ModelTable *model : std::as_const(chosen))
                printModel(*model, *models, console);
            for (const QString &reason : models->schema.uncertainties)
                console.note(console.styled(tr("There may be more tables: %1").arg(reason), Console::Style::Warning));
            for (const UnregisteredModel &model : unregisteredModels(session.project(), *models))
                console.note(console.styled(model.sentence(), Console::Style::Warning));
            if (models->tables.isEmpty())
                console.note(tr("No table is declared in what %1 imports.").arg(session.project().environmentFile));
        }
        if (!chosen.isEmpty() || wanted.isEmpty())
            return ExitCode::Done;
        console.note(console.styled(tr("There is no model or table %1.").arg(wanted), Console::Style::Bad));
        return ExitCode::Failed;
    }
};

} // namespace

std::unique_ptr<Command> modelCommand()
{
    return std::make_unique<ModelCommand>();
}

} // namespace retort
