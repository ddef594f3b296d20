#pragma once

#include "alembic/hosts/expressionhost.h"
#include "alembic/hosts/made.h"
#include "alembic/hosts/reading.h"
#include "schema/schema.h"

namespace retort::hosts {

/// sa.PrimaryKeyConstraint, UniqueConstraint, ForeignKeyConstraint, CheckConstraint, ExcludeConstraint, or sa.ForeignKey in a column.
class ConstraintHost : public python::HostObject
{
public:
    enum class Sort : std::uint8_t { PrimaryKey, Table, ColumnForeignKey };

    ConstraintHost(Sort sort, quint64 order) : m_sort(sort), m_order(order) {}

    [[nodiscard]] Sort sort() const { return m_sort; }
    /// When it was made, among all items of the run.
    [[nodiscard]] quint64 order() const { return m_order; }

    [[nodiscard]] QString typeName() const override;
    python::Value attribute(python::CallContext &context, const QString &name) override;

    PrimaryKey primaryKey;
    Constraint constraint;
    /// Of a CHECK over Column objects: nothing but its text would keep it alive when a column goes.
    bool columnsAreObjects = false;

private:
    Sort m_sort;
    quint64 m_order;
};

/// sa.Index.
class IndexHost : public python::HostObject
{
public:
    explicit IndexHost(Index index) : m_index(std::move(index)) {}
    [[nodiscard]] const Index &index() const { return m_index; }
    [[nodiscard]] QString typeName() const override { return QStringLiteral("Index"); }
    python::Value attribute(python::CallContext &context, const QString &name) override;

private:
    Index m_index;
};

/// sa.Identity, sa.Computed, sa.Sequence, sa.FetchedValue and sa.DefaultClause: what a column can have besides its type.
class DefaultHost : public python::HostObject
{
public:
    using Content = std::variant<Identity, Computed, Sequence, ServerDefault>;
    DefaultHost(ReadingPtr reading, Content content) : m_reading(std::move(reading)), m_content(std::move(content)) {}
    [[nodiscard]] const Content &content() const { return m_content; }
    [[nodiscard]] QString typeName() const override;
    python::Value attribute(python::CallContext &context, const QString &name) override;

private:
    ReadingPtr m_reading;
    Content m_content;
};

/// A statement object that is no expression: sa.DDL, CreateSchema, DropSchema, CreateSequence, DropSequence.
class DdlHost : public python::HostObject
{
public:
    explicit DdlHost(OperationContent content) : m_content(std::move(content)) {}
    [[nodiscard]] const OperationContent &content() const { return m_content; }
    [[nodiscard]] QString typeName() const override { return QStringLiteral("DDLElement"); }

private:
    OperationContent m_content;
};

/// A server_default= argument: str, SQL expression, FetchedValue, DefaultClause, Identity or Computed.
[[nodiscard]] Made<AnyDefault> toDefault(python::CallContext &context, const python::Value &value);

/// A naming_convention= argument.
[[nodiscard]] Made<QMap<QString, QString>> toConvention(python::CallContext &context, const python::Value &value);

/// An item of CREATE INDEX: a column name, text(), or an expression.
[[nodiscard]] Made<SqlExpression> toIndexItem(python::CallContext &context, const python::Value &value);
/// A condition given as text or expression.
[[nodiscard]] Made<SqlExpression> toCondition(python::CallContext &context, const python::Value &value);
/// Columns by name or as Column objects.
[[nodiscard]] Made<QStringList> toColumnNames(python::CallContext &context, const python::Values &values);

class BoundArguments;
/// What ExcludeConstraint(*elements, name=, using=, where=, ops=, deferrable=, initially=) describes.
[[nodiscard]] Made<ExcludeConstraint> toExclude(python::CallContext &context, const BoundArguments &bound);

/// The functions of the sqlalchemy module that make these, by name.
[[nodiscard]] std::vector<std::pair<QString, python::Value>> schemaItemFunctions(const ReadingPtr &reading);

} // namespace retort::hosts
