#pragma once

#include "operations/operation.h"
#include "schema/table.h"

#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace retort {

class OperationRenderer;

/// Alembic's "move and copy": a new table with the queued operations worked in, the rows copied, the old table dropped and the
/// new one renamed. The old table is copy_from, else the simulated table as reflection would deliver it.
class TableRebuild
{
public:
    TableRebuild(OperationRenderer &renderer, const BatchAlterTableOp &op) : m_renderer(renderer), m_op(op) {}

    void render();

private:
    /// A column of the new table and how it is filled; the key is the name it had in the old one.
    struct Part {
        Column column;
        QString key;
        bool transferred = true;
        bool cast = false;
    };

    [[nodiscard]] bool collect();
    void collectConstraints(const Table &source);
    [[nodiscard]] bool apply(const Operation &operation);
    [[nodiscard]] bool addColumn(const AddColumnOp &op);
    [[nodiscard]] bool dropColumn(const DropColumnOp &op);
    [[nodiscard]] bool alterColumn(const AlterColumnOp &op);
    [[nodiscard]] bool addConstraint(const Constraint &constraint);
    [[nodiscard]] bool addPrimaryKey(const PrimaryKey &primaryKey);
    [[nodiscard]] bool dropConstraint(const DropConstraintOp &op);
    [[nodiscard]] bool addIndex(const Index &index);
    [[nodiscard]] bool dropIndex(const QString &name);
    void position(const QString &key, const QString &before, const QString &after);
    [[nodiscard]] bool sortColumns();
    [[nodiscard]] Table newTable();
    void emitAll(const Table &table);
    [[nodiscard]] Part *part(const QString &key);
    [[nodiscard]] bool fail(const QString &code, const QString &message);
    void dropTypeBound(const QString &key);

    OperationRenderer &m_renderer;
    const BatchAlterTableOp &m_op;
    Table m_source;
    std::vector<Part> m_parts;
    std::vector<Constraint> m_constraints;
    std::vector<Constraint> m_typeBound;
    std::optional<PrimaryKey> m_primaryKey;
    std::vector<Index> m_oldIndexes, m_newIndexes;
    QList<QPair<QString, QString>> m_order;
};

} // namespace retort
