#include "operations/apply.h"
#include "operations/columnchange.h"

#include <algorithm>

namespace retort {

namespace {

/// One operator() per operation: the operation that undoes it, as content.
class Reverser
{
public:
    explicit Reverser(const Schema &before) : m_before(before) {}

    using Undo = std::optional<OperationContent>;

    Undo operator()(const CreateTableOp &op) const { return DropTableOp{op.table.name, false}; }

    Undo operator()(const DropTableOp &op) const
    {
        const Table *table = certain(op.table);
        return table == nullptr ? Undo() : CreateTableOp{*table, false};
    }

    Undo operator()(const RenameTableOp &op) const { return RenameTableOp{{op.table.schema, op.newName}, op.table.name}; }
    Undo operator()(const AddColumnOp &op) const { return DropColumnOp{op.table, op.column.name}; }

    Undo operator()(const DropColumnOp &op) const
    {
        const Table *table = certain(op.table);
        const Column *column = table == nullptr ? nullptr : table->column(op.column);
        if (column == nullptr || (table->primaryKey && table->primaryKey->columns.contains(op.column)))
            return {};
        AddColumnOp undo;
        undo.table = op.table;
        undo.column = *column;
        std::copy_if(table->constraints.begin(), table->constraints.end(), std::back_inserter(undo.constraints),
                     [&](const Constraint &constraint) { return involves(constraint, op.column); });
        std::copy_if(table->indexes.begin(), table->indexes.end(), std::back_inserter(undo.indexes),
                     [&](const Index &index) { return involves(index, op.column); });
        return undo;
    }

    Undo operator()(const AlterColumnOp &op) const
    {
        const Table *table = certain(op.table);
        const Column *column = table == nullptr ? nullptr : table->column(op.column);
        if (column == nullptr)
            return {};
        AlterColumnOp undo;
        undo.table = op.table;
        undo.column = op.newName.isEmpty() ? op.column : op.newName;
        if (!op.newName.isEmpty())
            undo.newName = op.column;
        if (op.nullable)
            undo.nullable = column->nullable;
        undo.existingType = op.type ? op.type : op.existingType;
        if (op.type)
            undo.type = column->type;
        if (op.comment.given) {
            undo.comment = {true, column->comment};
            undo.existingComment = op.comment.value;
        }
        if (op.serverDefault.given) {
            undo.serverDefault.given = true;
            if (column->serverDefault || column->computed || column->identity)
                undo.serverDefault.value = AnyDefault{column->serverDefault, column->computed, column->identity};
            undo.existingServerDefault = op.serverDefault;
        }
        if (op.autoincrement)
            undo.autoincrement = column->autoincrement == Column::Autoincrement::On;
        return undo;
    }

    Undo operator()(const CreateIndexOp &op) const
    {
        if (op.index.name.isEmpty())
            return {};
        return DropIndexOp{op.index.name, op.index.table, false, {}};
    }

    Undo operator()(const DropIndexOp &op) const
    {
        for (const Table &table : m_before.tables) {
            for (const Index &index : table.indexes) {
                if (index.name.text == op.name.text && (op.table.name.isEmpty() || op.table == table.name))
                    return CreateIndexOp{index, false};
            }
        }
        return {};
    }

    Undo operator()(const CreatePrimaryKeyOp &op) const
    {
        if (op.primaryKey.name.isEmpty())
            return {};
        return DropConstraintOp{op.primaryKey.name, op.table, DropConstraintOp::Type::PrimaryKey, false};
    }

    Undo operator()(const CreateConstraintOp &op) const
    {
        if (nameOf(op.constraint).isEmpty())
            return {};
        return DropConstraintOp{nameOf(op.constraint), op.table, typeOf(op.constraint), false};
    }

    Undo operator()(const DropConstraintOp &op) const
    {
        const Table *table = certain(op.table);
        if (table == nullptr)
            return {};
        if (table->primaryKey && table->primaryKey->name.text == op.name.text && !op.name.isEmpty())
            return CreatePrimaryKeyOp{op.table, *table->primaryKey};
        for (const Constraint &constraint : table->constraints) {
            if (nameOf(constraint).text == op.name.text && !op.name.isEmpty())
                return CreateConstraintOp{op.table, constraint};
        }
        return {};
    }

    Undo operator()(const TableCommentOp &op) const
    {
        const Table *table = certain(op.table);
        return table == nullptr ? Undo() : TableCommentOp{op.table, table->comment, op.comment};
    }

    Undo operator()(const EnumTypeOp &op) const { return EnumTypeOp{op.type, !op.create, op.checkFirst}; }
    Undo operator()(const SequenceOp &op) const { return SequenceOp{op.sequence, !op.create, false}; }
    Undo operator()(const SchemaOp &op) const { return op.cascade ? Undo() : SchemaOp{op.name, !op.create, false, false}; }

    Undo operator()(const BatchAlterTableOp &op) const
    {
        auto operations = reversed(op.operations);
        if (!operations)
            return {};
        BatchAlterTableOp undo;
        undo.table = op.table;
        undo.recreate = op.recreate;
        undo.namingConvention = op.namingConvention;
        undo.operations = std::move(*operations);
        return undo;
    }

    Undo operator()(const AutocommitBlockOp &op) const
    {
        auto operations = reversed(op.operations);
        return operations ? Undo(AutocommitBlockOp{std::move(*operations)}) : Undo();
    }

    Undo operator()(const ExecuteSqlOp &) const { return {}; }
    Undo operator()(const BulkInsertOp &) const { return {}; }
    Undo operator()(const LiveStepOp &) const { return {}; }
    Undo operator()(const OpaqueOp &) const { return {}; }

private:
    [[nodiscard]] const Table *certain(const QualifiedName &name) const
    {
        const Table *table = m_before.table(name);
        return table == nullptr || table->uncertain ? nullptr : table;
    }

    static DropConstraintOp::Type typeOf(const Constraint &constraint)
    {
        struct {
            DropConstraintOp::Type operator()(const ForeignKey &) const { return DropConstraintOp::Type::ForeignKey; }
            DropConstraintOp::Type operator()(const UniqueConstraint &) const { return DropConstraintOp::Type::Unique; }
            DropConstraintOp::Type operator()(const CheckConstraint &) const { return DropConstraintOp::Type::Check; }
            DropConstraintOp::Type operator()(const ExcludeConstraint &) const { return DropConstraintOp::Type::Unspecified; }
        } visitor;
        return std::visit(visitor, constraint);
    }

    /// Each operation undone on the schema it was done on, last first.
    [[nodiscard]] std::optional<Operations> reversed(const Operations &operations) const
    {
        Schema schema = m_before;
        Operations undone;
        for (const Operation &operation : operations) {
            std::optional<Operation> undo = reverse(operation, schema);
            if (!undo || !applyTo(schema, operation))
                return {};
            undone.insert(undone.begin(), std::move(*undo));
        }
        return undone;
    }

    const Schema &m_before;
};

} // namespace

std::optional<Operation> reverse(const Operation &operation, const Schema &before)
{
    auto content = std::visit(Reverser(before), operation.content);
    if (!content)
        return {};
    return Operation{std::move(*content), operation.source};
}

} // namespace retort
