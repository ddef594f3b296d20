#pragma once

#include "alembic/hosts/columnhost.h"
#include "alembic/hosts/dialectoptions.h"

namespace retort::hosts {

/// The columns of something that can stand in FROM: t.c.
class ColumnsHost : public python::HostObject
{
public:
    explicit ColumnsHost(std::vector<std::shared_ptr<ColumnHost>> columns) : m_columns(std::move(columns)) {}

    [[nodiscard]] QString typeName() const override { return QStringLiteral("ReadOnlyColumnCollection"); }
    python::Value attribute(python::CallContext &context, const QString &name) override;
    python::Value item(python::CallContext &context, const python::Value &key) override;
    python::Value length(python::CallContext &context) override;
    python::Value iterate(python::CallContext &context) override;
    python::Value contains(python::CallContext &context, const python::Value &item) override;

private:
    [[nodiscard]] std::shared_ptr<ColumnHost> find(const QString &key) const;
    std::vector<std::shared_ptr<ColumnHost>> m_columns;
};

/// What can stand in a FROM: a table, an alias, a join, a subquery.
class FromHost : public python::HostObject
{
public:
    FromHost(ReadingPtr reading, SqlExpression from) : m_reading(std::move(reading)), m_from(std::move(from)) {}

    [[nodiscard]] const SqlExpression &from() const { return m_from; }
    [[nodiscard]] const ReadingPtr &reading() const { return m_reading; }
    [[nodiscard]] const std::vector<std::shared_ptr<ColumnHost>> &columns() const { return m_columns; }
    void setColumns(std::vector<std::shared_ptr<ColumnHost>> columns) { m_columns = std::move(columns); }

    [[nodiscard]] QString typeName() const override { return QStringLiteral("FromClause"); }
    python::Value attribute(python::CallContext &context, const QString &name) override;

protected:
    ReadingPtr m_reading;
    SqlExpression m_from;
    std::vector<std::shared_ptr<ColumnHost>> m_columns;
};

/// sa.Table and sa.table.
class TableHost : public FromHost
{
public:
    TableHost(ReadingPtr reading, Table table, SqlExpression from, bool light);

    [[nodiscard]] const Table &table() const { return m_table; }
    /// sa.table(): only names and types.
    [[nodiscard]] bool isLight() const { return m_light; }
    /// Becomes what `other` is: Table.append_column().
    void become(const TableHost &other);

    [[nodiscard]] QString typeName() const override { return m_light ? QStringLiteral("TableClause") : QStringLiteral("Table"); }
    python::Value attribute(python::CallContext &context, const QString &name) override;

private:
    python::Value createOrDrop(const QString &name);

    Table m_table;
    bool m_light;
};

/// What a table is built from.
struct TableParts {
    QualifiedName name;
    python::Values items;
    Keywords keywords;
    QMap<QString, QString> convention;
    /// op.create_table() takes copies of columns that belong to a table already; a Table refuses them.
    bool copiesColumns = false;
    /// Of the MetaData: where a foreign key given as text without a schema leads.
    QString metadataSchema = {};
};

/// A Table as SQLAlchemy builds it: primary key, constraints in creation order, column flags as constraints and indexes, names by the
/// convention.
[[nodiscard]] Made<std::shared_ptr<TableHost>> buildTable(python::CallContext &context, const ReadingPtr &reading, const TableParts &parts);

/// Table("t", metadata, autoload_with=connection): as the simulated schema has it.
[[nodiscard]] python::Value reflectTable(const ReadingPtr &reading, python::CallContext &context, const QualifiedName &name);

/// sa.Table(...), sa.table(...).
[[nodiscard]] python::Value makeTable(const ReadingPtr &reading, python::CallContext &context, const python::CallArguments &arguments);
[[nodiscard]] python::Value makeLightTable(const ReadingPtr &reading, python::CallContext &context, const python::CallArguments &arguments);

[[nodiscard]] SqlExpression tableReference(const QualifiedName &table, const QString &alias = {});

} // namespace retort::hosts
