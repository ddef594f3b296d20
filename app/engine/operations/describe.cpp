#include "base/translation.h"
#include "operations/apply.h"
#include "operations/columnchange.h"

namespace retort {

using namespace Qt::StringLiterals;

namespace {

struct Describer {
    QString operator()(const CreateTableOp &op) const
    {
        return tr("Create table %1 (%n column(s))", nullptr, int(op.table.columns.size())).arg(op.table.name.display());
    }
    QString operator()(const DropTableOp &op) const { return tr("Drop table %1").arg(op.table.display()); }
    QString operator()(const RenameTableOp &op) const { return tr("Rename table %1 to %2").arg(op.table.display(), op.newName); }
    QString operator()(const AddColumnOp &op) const { return tr("Add column %1.%2").arg(op.table.display(), op.column.name); }
    QString operator()(const DropColumnOp &op) const { return tr("Drop column %1.%2").arg(op.table.display(), op.column); }
    QString operator()(const AlterColumnOp &op) const
    {
        if (!op.newName.isEmpty())
            return tr("Rename column %1.%2 to %3").arg(op.table.display(), op.column, op.newName);
        return tr("Change column %1.%2").arg(op.table.display(), op.column);
    }
    QString operator()(const CreateIndexOp &op) const
    {
        return tr("Create index %1 on %2").arg(op.index.name.text, op.index.table.display());
    }
    QString operator()(const DropIndexOp &op) const { return tr("Drop index %1").arg(op.name.text); }
    QString operator()(const CreatePrimaryKeyOp &op) const { return tr("Create the primary key of %1").arg(op.table.display()); }
    QString operator()(const CreateConstraintOp &op) const
    {
        const QString name = nameOf(op.constraint).text;
        return name.isEmpty() ? tr("Add a constraint to %1").arg(op.table.display())
                              : tr("Add constraint %1 to %2").arg(name, op.table.display());
    }
    QString operator()(const DropConstraintOp &op) const { return tr("Drop constraint %1 of %2").arg(op.name.text, op.table.display()); }
    QString operator()(const TableCommentOp &op) const { return tr("Change the comment of table %1").arg(op.table.display()); }
    QString operator()(const ExecuteSqlOp &op) const
    {
        const QString text = op.statement.text.simplified();
        return text.isEmpty() ? tr("Run SQL") : tr("Run SQL: %1").arg(text.size() > 60 ? QString(text.left(59) % u'…') : text);
    }
    QString operator()(const BulkInsertOp &op) const
    {
        return tr("Insert %n row(s) into %1", nullptr, int(op.rows.size())).arg(op.table.name.display());
    }
    QString operator()(const EnumTypeOp &op) const
    {
        return op.create ? tr("Create type %1").arg(op.type.text(u"name"_s)) : tr("Drop type %1").arg(op.type.text(u"name"_s));
    }
    QString operator()(const SequenceOp &op) const
    {
        return op.create ? tr("Create sequence %1").arg(op.sequence.name.display())
                         : tr("Drop sequence %1").arg(op.sequence.name.display());
    }
    QString operator()(const SchemaOp &op) const
    {
        return op.create ? tr("Create schema %1").arg(op.name) : tr("Drop schema %1").arg(op.name);
    }
    QString operator()(const BatchAlterTableOp &op) const
    {
        return tr("Change table %1 (%n operation(s))", nullptr, int(op.operations.size())).arg(op.table.display());
    }
    QString operator()(const AutocommitBlockOp &op) const
    {
        return tr("%n operation(s) outside a transaction", nullptr, int(op.operations.size()));
    }
    QString operator()(const LiveStepOp &op) const { return tr("Runs with the rows of the database: %1").arg(op.reason); }
    QString operator()(const OpaqueOp &op) const { return tr("Not understood: %1").arg(op.reason); }
};

void collect(const Operation &operation, QList<QualifiedName> &found);

struct Toucher {
    QList<QualifiedName> &found;

    void add(const QualifiedName &name) const
    {
        if (!name.name.isEmpty() && !found.contains(name))
            found.append(name);
    }
    void all(const Operations &operations) const
    {
        for (const Operation &operation : operations)
            collect(operation, found);
    }
    void operator()(const CreateTableOp &op) const { add(op.table.name); }
    void operator()(const RenameTableOp &op) const
    {
        add(op.table);
        add({op.table.schema, op.newName});
    }
    void operator()(const CreateIndexOp &op) const { add(op.index.table); }
    void operator()(const BulkInsertOp &op) const { add(op.table.name); }
    void operator()(const BatchAlterTableOp &op) const
    {
        add(op.table);
        all(op.operations);
    }
    void operator()(const AutocommitBlockOp &op) const { all(op.operations); }
    void operator()(const ExecuteSqlOp &) const {}
    void operator()(const EnumTypeOp &) const {}
    void operator()(const SequenceOp &) const {}
    void operator()(const SchemaOp &) const {}
    void operator()(const LiveStepOp &) const {}
    void operator()(const OpaqueOp &) const {}
    template <typename WithTable>
    void operator()(const WithTable &op) const
    {
        add(op.table);
    }
};

void collect(const Operation &operation, QList<QualifiedName> &found)
{
    std::visit(Toucher{found}, operation.content);
}

} // namespace

QString describe(const Operation &operation)
{
    return std::visit(Describer{}, operation.content);
}

QList<QualifiedName> touchedTables(const Operation &operation)
{
    QList<QualifiedName> found;
    collect(operation, found);
    return found;
}

} // namespace retort
