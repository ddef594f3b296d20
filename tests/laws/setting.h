#pragma once

#include "operations/operation.h"
#include "schema/schema.h"

#include <QSet>
#include <QStringList>

namespace retort::test {

/// The smallest schema on which operations make sense: the tables, columns, constraints and types that they change or refer to and do not
/// make themselves. What an operation does not tell is chosen: columns are INTEGER, those called as texts usually are VARCHAR(50).
class Setting
{
public:
    explicit Setting(const Operations &operations);

    [[nodiscard]] const Schema &schema() const { return m_schema; }
    /// The schemas (CREATE SCHEMA) that are named, sorted.
    [[nodiscard]] QStringList schemaNames() const;

    void operator()(const CreateTableOp &op);
    void operator()(const DropTableOp &op);
    void operator()(const RenameTableOp &op);
    void operator()(const AddColumnOp &op);
    void operator()(const DropColumnOp &op);
    void operator()(const AlterColumnOp &op);
    void operator()(const CreateIndexOp &op);
    void operator()(const DropIndexOp &op);
    void operator()(const CreatePrimaryKeyOp &op);
    void operator()(const CreateConstraintOp &op);
    void operator()(const DropConstraintOp &op);
    void operator()(const TableCommentOp &op);
    void operator()(const ExecuteSqlOp &op);
    void operator()(const BulkInsertOp &op);
    void operator()(const EnumTypeOp &op);
    void operator()(const SequenceOp &op);
    void operator()(const SchemaOp &op);
    void operator()(const BatchAlterTableOp &op);
    void operator()(const AutocommitBlockOp &op);
    void operator()(const LiveStepOp &op);
    void operator()(const OpaqueOp &op);

private:
    /// The table as it is before; null when an earlier operation makes it.
    Table *table(const QualifiedName &name);
    Column *column(const QualifiedName &table, const QString &name, const SqlType &type = {});
    void columns(const QualifiedName &table, const SqlExpression &expression);
    /// The tables and columns that a statement names; columns without a table are those of the table it changes.
    void tables(const SqlExpression &expression, QualifiedName changed);
    void constraint(const QualifiedName &table, const Constraint &constraint);
    void referred(const ForeignKey &key, const QualifiedName &from);
    /// A type that an ALTER TABLE uses and does not create.
    void type(const SqlType &type);

    Schema m_schema;
    QSet<QString> m_schemaNames;
    /// What earlier operations made.
    QSet<QString> m_madeTables, m_madeColumns;
};

} // namespace retort::test
