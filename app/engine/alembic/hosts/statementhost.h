#pragma once

#include "alembic/hosts/tablehost.h"

namespace retort::hosts {

/// sa.select(...): every method gives a changed copy.
class SelectHost : public python::HostObject
{
public:
    explicit SelectHost(ReadingPtr reading) : m_reading(std::move(reading)) {}
    SelectHost(const SelectHost &other);

    /// The Select tree with its complete FROM.
    [[nodiscard]] SqlExpression tree() const;
    /// Of what it selects, in order.
    [[nodiscard]] std::vector<SqlType> columnTypes() const;
    /// As an operand of another statement: a scalar subquery.
    [[nodiscard]] Made<Expr> scalar(python::CallContext &context) const;
    [[nodiscard]] const ReadingPtr &reading() const { return m_reading; }
    /// One thing that select() was given: a model with the columns of its table, or a column.
    struct Entity {
        python::Value model; ///< Unset for others
        size_t columns = 1;
    };
    [[nodiscard]] const std::vector<Entity> &entities() const { return m_entities; }

    Made<bool> addColumns(python::CallContext &context, const python::Values &values);
    void addExplicitFrom(const SqlExpression &from) { m_from.push_back(from); }
    void addWhere(Expr condition) { m_where.push_back(std::move(condition)); }
    [[nodiscard]] bool hasColumns() const { return !m_columns.empty(); }

    [[nodiscard]] QString typeName() const override { return QStringLiteral("Select"); }
    python::Value attribute(python::CallContext &context, const QString &name) override;

private:
    using Method = Made<bool> (SelectHost::*)(python::CallContext &, const python::CallArguments &);
    [[nodiscard]] python::Value method(const QString &name, Method function) const;
    [[nodiscard]] std::vector<SqlExpression> allFroms() const;

    Made<bool> where(python::CallContext &context, const python::CallArguments &arguments);
    Made<bool> having(python::CallContext &context, const python::CallArguments &arguments);
    Made<bool> groupBy(python::CallContext &context, const python::CallArguments &arguments);
    Made<bool> orderBy(python::CallContext &context, const python::CallArguments &arguments);
    Made<bool> limit(python::CallContext &context, const python::CallArguments &arguments);
    Made<bool> offset(python::CallContext &context, const python::CallArguments &arguments);
    Made<bool> distinct(python::CallContext &context, const python::CallArguments &arguments);
    Made<bool> selectFromClause(python::CallContext &context, const python::CallArguments &arguments);
    Made<bool> join(python::CallContext &context, const python::CallArguments &arguments);
    Made<bool> outerJoin(python::CallContext &context, const python::CallArguments &arguments);
    Made<bool> joinWith(python::CallContext &context, const python::CallArguments &arguments, bool outer);
    Made<bool> unchanged(python::CallContext &context, const python::CallArguments &arguments);
    Made<bool> take(python::CallContext &context, const python::CallArguments &arguments, std::vector<Expr> &into);
    Made<bool> takeCriteria(python::CallContext &context, const python::CallArguments &arguments, std::vector<Expr> &into);

    ReadingPtr m_reading;
    std::vector<Entity> m_entities;
    std::vector<Expr> m_columns, m_where, m_groupBy, m_having, m_orderBy;
    std::vector<SqlExpression> m_from;
    std::optional<Expr> m_limit, m_offset;
    bool m_distinct = false;
};

/// insert(t), update(t), delete(t): every method gives a changed copy.
class DmlHost : public python::HostObject
{
public:
    enum class Sort : std::uint8_t { Insert, Update, Delete };

    DmlHost(ReadingPtr reading, Sort sort, std::shared_ptr<TableHost> table)
        : m_reading(std::move(reading)),
          m_sort(sort),
          m_table(std::move(table))
    {}
    DmlHost(const DmlHost &other);

    /// The model it was made of; Unset for a Table.
    [[nodiscard]] const python::Value &model() const { return m_model; }
    void setModel(python::Value model) { m_model = std::move(model); }

    [[nodiscard]] Made<SqlExpression> tree(python::CallContext &context) const;
    [[nodiscard]] bool isInsertWithoutValues() const { return m_sort == Sort::Insert && m_rows.empty() && !m_select; }

    [[nodiscard]] QString typeName() const override;
    python::Value attribute(python::CallContext &context, const QString &name) override;

private:
    struct Assignment {
        QString column;
        Expr value;
    };
    using Row = std::vector<Assignment>;

    python::Value values(python::CallContext &context, const python::CallArguments &arguments) const;
    python::Value where(python::CallContext &context, const python::CallArguments &arguments) const;
    python::Value fromSelect(python::CallContext &context, const python::CallArguments &arguments) const;
    Made<bool> takeRow(python::CallContext &context, const std::vector<std::pair<python::Value, python::Value>> &entries, Row &row) const;
    [[nodiscard]] Made<SqlExpression> insertTree(python::CallContext &context) const;
    [[nodiscard]] Made<SqlExpression> setClause(python::CallContext &context, std::vector<SqlExpression> &froms) const;
    /// The rows with what the columns' Python-side defaults add.
    [[nodiscard]] Made<std::vector<Row>> completeRows(python::CallContext &context) const;
    python::Value returning(python::CallContext &context, const python::CallArguments &arguments) const;

    ReadingPtr m_reading;
    Sort m_sort;
    std::shared_ptr<TableHost> m_table;
    python::Value m_model;
    std::vector<Row> m_rows;
    std::vector<Expr> m_where;
    std::vector<Expr> m_returning;
    QStringList m_selectColumns;
    std::optional<SqlExpression> m_select;
};

[[nodiscard]] python::Value makeJoin(python::CallContext &context, const std::shared_ptr<FromHost> &left,
                                     const python::CallArguments &arguments, bool outer);
[[nodiscard]] python::Value selectFrom(python::CallContext &context, const std::shared_ptr<FromHost> &from,
                                       const python::CallArguments &arguments);

/// select, insert, update, delete, exists, join of the sqlalchemy module, by name.
[[nodiscard]] std::vector<std::pair<QString, python::Value>> statementFunctions(const ReadingPtr &reading);

/// Takes from the FROM of scalar subqueries inside `tree` what the enclosing statement already names (SQLAlchemy's auto-correlation).
void correlate(SqlExpression &tree, const std::vector<SqlExpression> &enclosing);

} // namespace retort::hosts
