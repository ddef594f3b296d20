#pragma once

#include "dialects/dialect.h"
#include "operations/operation.h"

#include <QList>

#include <optional>
#include <vector>

namespace retort {

class Compilation;

/// Turns operations into statements in the order in which Alembic's implementation of a dialect sends them. A dialect overrides
/// what its Alembic implementation overrides. One rendering, one thread; the compilation, the schema and the memory must outlive
/// it.
class OperationRenderer
{
public:
    OperationRenderer(Compilation &compilation, const Schema &before, RenderMemory &memory);
    virtual ~OperationRenderer();
    OperationRenderer(const OperationRenderer &) = delete;
    OperationRenderer &operator=(const OperationRenderer &) = delete;

    void render(const Operation &operation);
    [[nodiscard]] QList<Statement> takeStatements() { return std::move(m_statements); }

    virtual void operator()(const CreateTableOp &op);
    void operator()(const DropTableOp &op);
    virtual void operator()(const RenameTableOp &op);
    virtual void operator()(const AddColumnOp &op);
    virtual void operator()(const DropColumnOp &op);
    void operator()(const AlterColumnOp &op);
    void operator()(const CreateIndexOp &op);
    void operator()(const DropIndexOp &op);
    void operator()(const CreatePrimaryKeyOp &op);
    void operator()(const CreateConstraintOp &op);
    virtual void operator()(const DropConstraintOp &op);
    virtual void operator()(const TableCommentOp &op);
    void operator()(const ExecuteSqlOp &op);
    virtual void operator()(const BulkInsertOp &op);
    virtual void operator()(const EnumTypeOp &op);
    void operator()(const SequenceOp &op);
    void operator()(const SchemaOp &op);
    void operator()(const BatchAlterTableOp &op);
    void operator()(const AutocommitBlockOp &op);
    void operator()(const LiveStepOp &op);
    void operator()(const OpaqueOp &op);

    void emitStatement(const QString &sql);
    /// "ALTER TABLE t ".
    [[nodiscard]] QString alterTable(const QualifiedName &table) const;
    [[nodiscard]] Compilation &compilation() { return m_compilation; }
    [[nodiscard]] const Schema &before() const { return m_before; }

    /// Whether the operation is a move and copy.
    [[nodiscard]] bool rebuilds(const BatchAlterTableOp &op) const;
    /// batch_alter_table(recreate="auto"): does this operation need the table to be rebuilt?
    [[nodiscard]] virtual bool needsRebuild(const Operation &operation) const;
    /// What a rebuild must send before it creates the new table.
    virtual void prepareRebuild(const Table &table, const std::vector<Constraint> &kept);
    /// Whether the copy of a column whose type changes is CAST.
    [[nodiscard]] virtual bool castsInCopy(const SqlType &oldType, const SqlType &newType) const;
    virtual void addConstraint(const Table &table, const Constraint &constraint);
    /// What CREATE TABLE needs first (enumeration types).
    virtual void beforeCreateTable(const Table &table);

protected:
    virtual void alterColumn(const AlterColumnOp &op);
    /// nullable, default, type, comment, rename: each a statement of its own.
    void alterNullable(const AlterColumnOp &op);
    void alterDefault(const AlterColumnOp &op);
    void alterType(const AlterColumnOp &op);
    void alterComment(const AlterColumnOp &op);
    void alterName(const AlterColumnOp &op);
    [[nodiscard]] virtual QString nullableClause(const AlterColumnOp &op);
    [[nodiscard]] virtual QString defaultClause(const AlterColumnOp &op);
    [[nodiscard]] virtual QString identityClause(const AlterColumnOp &op);
    [[nodiscard]] virtual QString typeClause(const AlterColumnOp &op);
    [[nodiscard]] virtual QString renameClause(const AlterColumnOp &op);
    virtual void columnComment(const QualifiedName &table, const QString &column, const std::optional<QString> &comment,
                               const std::optional<QString> &existing);
    virtual void addPrimaryKey(const CreatePrimaryKeyOp &op);
    /// The check a Boolean or Enum type given to alter_column stands for is added or dropped with the type.
    virtual void dropTypeCheck(const AlterColumnOp &op, const CheckConstraint &check);
    virtual void addTypeCheck(const AlterColumnOp &op, const CheckConstraint &check);
    [[nodiscard]] virtual QString addColumnPrefix(const AddColumnOp &op) const;
    [[nodiscard]] virtual bool supportsInlineClauses() const { return true; }
    virtual void columnComments(const Table &table);

    [[nodiscard]] static Table tableOf(const AddColumnOp &op);
    [[nodiscard]] static bool involvesIdentity(const AlterColumnOp &op);
    [[nodiscard]] static bool involvesComputed(const AlterColumnOp &op);

    Compilation &m_compilation;
    const Schema &m_before;
    RenderMemory &m_memory;

private:
    void insertRow(const BulkInsertOp &op, std::size_t number);
    [[nodiscard]] static const BulkInsertOp::Cell *cellOf(const std::vector<BulkInsertOp::Cell> &row, const QString &column);
    void alterDirectly(const BatchAlterTableOp &op);

    QList<Statement> m_statements;
    OperationSource m_source;
    bool m_autocommit = false;
    int m_depth = 0;
};

} // namespace retort
