#include "base/translation.h"
#include "commands.h"
#include "comparison/modeltext.h"
#include "database/inspector.h"
#include "database/schemajson.h"
#include "infocommand.h"
#include "planoutput.h"

#include <QCommandLineParser>
#include <QJsonArray>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QString yesOrNo(bool yes)
{
    return yes ? tr("yes") : tr("no");
}

QString list(const QStringList &names)
{
    return u'(' % names.join(", "_L1) % u')';
}

/// "Foreign key fk" or "Foreign key".
QString titled(const QString &what, const Name &name)
{
    return name.isEmpty() ? what : QString(what % u' ' % name.text);
}

/// What stands in a column's last cell.
QString remarks(const Column &column)
{
    QStringList parts;
    if (column.primaryKey)
        parts.append(tr("primary key"));
    if (column.computed)
        parts.append(tr("computed: %1").arg(inspectedText(column.computed->expression)));
    if (column.identity)
        parts.append(column.identity->always ? tr("identity, always") : tr("identity, by default"));
    else if (column.autoincrement == Column::Autoincrement::On)
        parts.append(tr("autoincrement"));
    if (column.comment)
        parts.append(*column.comment);
    return parts.join(u", "_s);
}

QString indexLine(const Index &index)
{
    QStringList keys;
    for (const SqlExpression &expression : index.expressions)
        keys.append(inspectedText(expression));
    const QString line = titled(index.unique ? tr("Unique index") : tr("Index"), index.name) % u": "_s % list(keys);
    for (auto it = index.options.expressions.cbegin(); it != index.options.expressions.cend(); ++it) {
        if (it.key().endsWith("_where"_L1))
            return line % u" WHERE "_s % inspectedText(it.value());
    }
    return line;
}

void printTable(const Table &table, Console &console)
{
    console.out();
    QString title = tr("Table %1").arg(table.name.display());
    if (table.comment)
        title += u" – "_s % *table.comment;
    console.out(console.styled(title, Console::Style::Bold));
    QList<QStringList> rows;
    for (const Column &column : table.columns)
        rows.append({column.name, inspectedTypeText(column.type), yesOrNo(column.nullable),
                     column.serverDefault ? column.serverDefault->text : QString(), remarks(column)});
    console.table({tr("Column"), tr("Type"), tr("Nullable"), tr("Default"), {}}, rows);
    if (table.primaryKey)
        console.out(titled(tr("Primary key"), table.primaryKey->name) % u": "_s % list(table.primaryKey->columns));
    for (const Constraint &constraint : table.constraints)
        console.out(constraintText(constraint));
    for (const Index &index : table.indexes)
        console.out(indexLine(index));
    if (table.uncertain)
        console.out(console.styled(tr("Not everything about this table could be read."), Console::Style::Warning));
}

void printOthers(const Schema &schema, Console &console)
{
    if (!schema.views.isEmpty() || !schema.enums.isEmpty() || !schema.sequences.isEmpty() || !schema.extensions.isEmpty())
        console.out();
    for (const View &view : schema.views)
        console.out((view.materialized ? tr("Materialized view %1") : tr("View %1")).arg(view.name.display()));
    for (const EnumType &type : schema.enums)
        console.out(tr("Enumeration %1: %2").arg(type.name.display(), type.values.join(u", "_s)));
    for (const Sequence &sequence : schema.sequences)
        console.out(tr("Sequence %1").arg(sequence.name.display()));
    for (const Extension &extension : schema.extensions)
        console.out(tr("Extension %1 %2").arg(extension.name, extension.version));
}

/// Only the tables that were named; what is missing goes into `missing`.
Schema restricted(const Schema &schema, const QStringList &names, QStringList &missing)
{
    Schema chosen;
    for (const QString &name : names) {
        bool found = false;
        for (const Table &table : schema.tables) {
            if (table.name.display() != name)
                continue;
            chosen.tables.insert(table.name, table);
            found = true;
        }
        if (!found)
            missing.append(name);
    }
    return chosen;
}

class InspectCommand : public InfoCommand
{
public:
    QString name() const override { return u"inspect"_s; }
    QStringList aliases() const override { return {u"db:inspect"_s, u"db inspect"_s}; }
    QString summary() const override { return tr("Show what the database really holds."); }
    void configure(QCommandLineParser &parser) const override
    {
        parser.addOption({u"schema"_s, tr("A schema to read instead of the default one; can be given more than once."), tr("name")});
        parser.addPositionalArgument(u"table"_s, tr("Only these tables."), u"[table...]"_s);
    }

protected:
    Result<ExitCode> tell(const QCommandLineParser &parser, const Session &session, const GlobalOptions &options,
                          Console &console) const override
    {
        const Result<ProjectTarget> target = session.target();
        if (!target)
            return target.error();
        const auto connection = Connection::open(target->url, OpenMode::ReadOnly);
        if (!connection)
            return connection.error();
        const Inspector inspector(**connection);
        const QStringList schemas = parser.isSet(u"schema"_s) ? parser.values(u"schema"_s) : QStringList{QString()};
        const Result<QStringList> known = inspector.schemaNames();
        if (!known)
            return known.error();
        for (const QString &schema : schemas) {
            if (!schema.isEmpty() && !known->contains(schema))
                return Error{u"cli.no-such-schema"_s, tr("The database has no schema “%1”.").arg(schema),
                             tr("Its schemas are: %1.").arg(known->join(u", "_s))};
        }
        Result<Schema> read = inspector.schema(schemas);
        if (!read)
            return read.error();
        QStringList missing;
        const QStringList tables = parser.positionalArguments();
        const Schema schema = tables.isEmpty() ? *read : restricted(*read, tables, missing);
        if (options.json) {
            QJsonObject object = schemaJson(schema);
            object.insert(u"target"_s, PlanOutput::json(target->target));
            object.insert(u"missing"_s, QJsonArray::fromStringList(missing));
            printJson(object, console);
        } else {
            console.out(tr("Target: %1 (%2), %3")
                            .arg(target->target.name, environmentClassName(target->target.environment), target->target.identity));
            for (const Table &table : schema.tables)
                printTable(table, console);
            printOthers(schema, console);
            if (schema.tables.isEmpty() && missing.isEmpty())
                console.out(tr("There are no tables."));
            for (const QString &name : std::as_const(missing))
                console.note(console.styled(tr("There is no table %1.").arg(name), Console::Style::Bad));
        }
        return missing.isEmpty() ? ExitCode::Done : ExitCode::Failed;
    }
};

} // namespace

std::unique_ptr<Command> inspectCommand()
{
    return std::make_unique<InspectCommand>();
}

} // namespace retort
