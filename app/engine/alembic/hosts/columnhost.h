#pragma once

#include "alembic/hosts/schemaitems.h"

namespace retort::hosts {

/// sa.Column and sa.column: a column as a table item and as an expression.
class ColumnHost : public ExpressionHost
{
public:
    ColumnHost(ReadingPtr reading, Column column, TypeValue type);

    [[nodiscard]] const Column &column() const { return m_column; }
    [[nodiscard]] const TypeValue &type() const { return m_expression.type; }
    /// ForeignKey and CheckConstraint items, in order.
    [[nodiscard]] const std::vector<std::shared_ptr<ConstraintHost>> &constraints() const { return m_constraints; }
    /// The Python-side default=; Unset when there is none.
    [[nodiscard]] const python::Value &pythonDefault() const { return m_pythonDefault; }
    [[nodiscard]] QualifiedName tableName() const { return m_table; }
    [[nodiscard]] QString key() const { return m_column.key.isEmpty() ? m_column.name : m_column.key; }

    void addConstraint(std::shared_ptr<ConstraintHost> constraint) { m_constraints.push_back(std::move(constraint)); }
    /// A copy with a name, a type and nullability that were not given: what a declared model adds.
    [[nodiscard]] std::shared_ptr<ColumnHost> completed(const QString &name, const TypeValue *type, std::optional<bool> nullable) const;
    void setPythonDefault(python::Value value) { m_pythonDefault = std::move(value); }
    /// The Python-side onupdate=; Unset when there is none.
    [[nodiscard]] const python::Value &updateDefault() const { return m_updateDefault; }
    void setUpdateDefault(python::Value value) { m_updateDefault = std::move(value); }
    /// Makes it a column of `table`, as SQLAlchemy does with the very object that a Table or table() is given: from then on expressions
    /// name it with its table.
    void attach(const QualifiedName &table, const SqlExpression &from);
    [[nodiscard]] bool isAttached() const { return !m_table.name.isEmpty(); }
    /// The same column as part of a FROM element (a table, an alias); `from` is what a SELECT of it needs.
    [[nodiscard]] std::shared_ptr<ColumnHost> attached(const QualifiedName &table, const QString &alias, const SqlExpression &from) const;

    [[nodiscard]] QString typeName() const override { return QStringLiteral("Column"); }
    python::Value attribute(python::CallContext &context, const QString &name) override;

private:
    Column m_column;
    QualifiedName m_table;
    std::vector<std::shared_ptr<ConstraintHost>> m_constraints;
    python::Value m_pythonDefault;
    python::Value m_updateDefault;
};

/// What a Python-side default gives for one row: the value itself, or what the callable returns. SQLAlchemy hands its context to a
/// function that takes an argument; that is not understood.
[[nodiscard]] python::Value pythonDefault(python::CallContext &context, const python::Value &given);

/// sa.Column(...).
[[nodiscard]] python::Value makeColumn(const ReadingPtr &reading, python::CallContext &context, const python::CallArguments &arguments);
/// sa.column(...).
[[nodiscard]] python::Value makeLightColumn(const ReadingPtr &reading, python::CallContext &context,
                                            const python::CallArguments &arguments);

/// The columns and what stands for their flags and items, as they go into a table.
struct ColumnParts {
    std::vector<Constraint> constraints;
    std::vector<Index> indexes;
};

/// UNIQUE, type-bound CHECK and FOREIGN KEY of one column, in SQLAlchemy's order, and its index; named by the convention. `inTable`: for
/// CREATE TABLE, not for ALTER TABLE.
[[nodiscard]] Made<ColumnParts> columnParts(python::CallContext &context, const Reading &reading, const ColumnHost &column,
                                            const QualifiedName &table, const QMap<QString, QString> &convention, bool inTable);

/// Names a constraint or index by the convention; a Failure or Unknown otherwise.
[[nodiscard]] Made<bool> applyConvention(python::CallContext &context, Constraint &constraint, const QualifiedName &table,
                                         const QMap<QString, QString> &convention);
[[nodiscard]] Made<bool> applyConvention(python::CallContext &context, Index &index, const QMap<QString, QString> &convention);
[[nodiscard]] Made<bool> applyConvention(python::CallContext &context, PrimaryKey &key, const QualifiedName &table,
                                         const QMap<QString, QString> &convention);

} // namespace retort::hosts
