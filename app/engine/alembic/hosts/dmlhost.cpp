#include "alembic/hosts/literals.h"
#include "alembic/hosts/signature.h"
#include "alembic/hosts/statementhost.h"
#include "base/translation.h"

#include <algorithm>

namespace retort::hosts {

using namespace Qt::StringLiterals;
using Arguments = python::CallArguments;
using python::CallContext;
using python::Value;
using Kind = SqlExpression::Kind;

namespace {

SqlExpression clause(const QString &name)
{
    SqlExpression made;
    made.kind = Kind::Clause;
    made.text = name;
    return made;
}

} // namespace

DmlHost::DmlHost(const DmlHost &other)
    : HostObject(),
      m_reading(other.m_reading),
      m_sort(other.m_sort),
      m_table(other.m_table),
      m_model(other.m_model),
      m_rows(other.m_rows),
      m_where(other.m_where),
      m_returning(other.m_returning),
      m_selectColumns(other.m_selectColumns),
      m_select(other.m_select)
{}

QString DmlHost::typeName() const
{
    return m_sort == Sort::Insert ? u"Insert"_s : m_sort == Sort::Update ? u"Update"_s : u"Delete"_s;
}

Made<bool> DmlHost::takeRow(CallContext &context, const std::vector<std::pair<Value, Value>> &entries, Row &row) const
{
    QStringList unconsumed;
    std::vector<std::pair<QString, Value>> given;
    for (const auto &[key, value] : entries) {
        const Made<QStringList> name = toColumnNames(context, {key});
        if (!name)
            return name.instead();
        given.emplace_back(name->value(0), value);
        unconsumed.append(name->value(0));
    }
    for (const auto &column : m_table->columns()) {
        for (const auto &[name, value] : given) {
            if (name != column->key())
                continue;
            Made<Expr> expression = toExpression(context, value, column->type(), false);
            if (!expression)
                return expression.instead();
            row.push_back({column->column().name, std::move(*expression)});
            unconsumed.removeAll(name);
        }
    }
    if (!unconsumed.isEmpty())
        return context.raise(u"CompileError"_s, u"Unconsumed column names: %1"_s.arg(unconsumed.join(u", "_s)));
    return true;
}

Value DmlHost::values(CallContext &context, const Arguments &arguments) const
{
    if (m_sort == Sort::Delete)
        return context.raise(u"AttributeError"_s, u"'Delete' object has no attribute 'values'"_s);
    if (arguments.positional.size() > 1 || (!arguments.positional.empty() && !arguments.keywords.empty()))
        return context.unknown(tr("the arguments of values() are not understood"));
    std::vector<std::vector<std::pair<Value, Value>>> rows;
    if (arguments.positional.empty()) {
        rows.emplace_back();
        for (const auto &[name, value] : arguments.keywords)
            rows.back().emplace_back(Value::string(name), value);
    } else if (arguments.positional.front().isDict()) {
        rows.push_back(arguments.positional.front().entries());
    } else {
        const Value items = context.iterate(arguments.positional.front());
        if (!items.isList())
            return items;
        for (const Value &item : items.items()) {
            if (!item.isDict())
                return item.isUnknown() ? item : context.unknown(tr("values() of something that is not a dict is not understood"));
            rows.push_back(item.entries());
        }
    }
    auto changed = std::make_shared<DmlHost>(*this);
    for (const auto &entries : rows) {
        Row row = rows.size() == 1 && !m_rows.empty() ? m_rows.back() : Row();
        const Made<bool> taken = takeRow(context, entries, row);
        if (!taken)
            return taken.instead();
        if (rows.size() == 1 && !m_rows.empty())
            changed->m_rows.back() = std::move(row);
        else
            changed->m_rows.push_back(std::move(row));
    }
    return Value::host(changed);
}

Value DmlHost::where(CallContext &context, const Arguments &arguments) const
{
    auto changed = std::make_shared<DmlHost>(*this);
    for (const Value &value : arguments.positional) {
        Made<Expr> condition = toCriterion(context, value);
        if (!condition)
            return condition.instead();
        changed->m_where.push_back(std::move(*condition));
    }
    return Value::host(changed);
}

Value DmlHost::fromSelect(CallContext &context, const Arguments &arguments) const
{
    static const Signature signature("from_select"_L1, "names, select, include_defaults="_L1, true);
    const BoundArguments bound = signature.bind(context, arguments);
    if (!bound.ok())
        return bound.failure();
    const Value names = context.iterate(bound["names"_L1]);
    if (!names.isList())
        return names;
    const Made<QStringList> columns = toColumnNames(context, names.items());
    const auto select = bound["select"_L1].host<SelectHost>();
    if (!columns)
        return columns.instead();
    if (!select)
        return bound["select"_L1].isUnknown() ? bound["select"_L1]
                                              : context.unknown(tr("from_select() of something else than a select() is not understood"));
    auto changed = std::make_shared<DmlHost>(*this);
    changed->m_selectColumns = *columns;
    changed->m_select = select->tree();
    return Value::host(changed);
}

Value DmlHost::attribute(CallContext &context, const QString &name)
{
    const auto self = std::static_pointer_cast<const DmlHost>(shared_from_this());
    if (name == u"values")
        return python::nativeFunction(name, [self](CallContext &c, const Arguments &a) { return self->values(c, a); });
    if ((name == u"where" || name == u"filter") && m_sort != Sort::Insert)
        return python::nativeFunction(name, [self](CallContext &c, const Arguments &a) { return self->where(c, a); });
    if (name == u"from_select" && m_sort == Sort::Insert)
        return python::nativeFunction(name, [self](CallContext &c, const Arguments &a) { return self->fromSelect(c, a); });
    if (name == u"returning" && m_sort == Sort::Insert)
        return python::nativeFunction(name, [self](CallContext &c, const Arguments &a) { return self->returning(c, a); });
    if (name == u"execution_options") {
        return python::nativeFunction(name,
                                      [self](CallContext &, const Arguments &) { return Value::host(std::make_shared<DmlHost>(*self)); });
    }
    return context.unknown(tr("the method %1 of an INSERT, UPDATE or DELETE is not understood").arg(name));
}

Value DmlHost::returning(CallContext &context, const Arguments &arguments) const
{
    auto changed = std::make_shared<DmlHost>(*this);
    for (const Value &value : arguments.positional) {
        const auto column = value.host<ColumnHost>();
        if (!column || !arguments.keywords.empty())
            return value.isUnknown() ? value : context.unknown(tr("the arguments of returning() are not understood"));
        changed->m_returning.push_back(column->expression());
    }
    return Value::host(changed);
}

Made<std::vector<DmlHost::Row>> DmlHost::completeRows(CallContext &context) const
{
    std::vector<Row> rows = m_rows;
    if (m_table->isLight())
        return rows;
    for (const auto &column : m_table->columns()) {
        if (!column->column().hasPythonDefault)
            continue;
        // With --sql there is no value for its parameter: SQLAlchemy fails there.
        if (m_reading->options().offline)
            return context.unknown(tr("an INSERT into a table whose columns have Python defaults is not understood"));
        for (Row &row : rows) {
            const auto isIt = [&column](const Assignment &assignment) { return assignment.column == column->column().name; };
            if (std::any_of(row.begin(), row.end(), isIt))
                continue;
            const Value made = pythonDefault(context, column->pythonDefault());
            Made<Expr> value = made.isUnknown() || made.isFailure() ? Made<Expr>(made) : toExpression(context, made, column->type(), false);
            if (!value)
                return value.instead();
            row.push_back({column->column().name, std::move(*value)});
        }
    }
    return rows;
}

Made<SqlExpression> DmlHost::insertTree(CallContext &context) const
{
    SqlExpression insert;
    insert.kind = Kind::Insert;
    insert.operands = {m_table->from()};
    SqlExpression columns = clause(u"COLUMNS"_s);
    const bool isFull = !m_table->isLight();
    const auto hasDefault = [](const auto &c) { return c->column().hasPythonDefault; };
    if (isFull && (m_select || m_rows.empty()) && std::any_of(m_table->columns().begin(), m_table->columns().end(), hasDefault))
        return context.unknown(tr("an INSERT into a table whose columns have Python defaults is not understood"));
    if (m_select) {
        for (const QString &name : m_selectColumns)
            columns.operands.push_back(SqlExpression::column(name));
        insert.operands.push_back(std::move(columns));
        insert.operands.push_back(*m_select);
        return insert;
    }
    Made<std::vector<Row>> complete = completeRows(context);
    if (!complete)
        return complete.instead();
    std::vector<Row> rows = std::move(*complete);
    if (rows.empty()) {
        rows.emplace_back();
        for (const auto &column : m_table->columns()) {
            Expr bind;
            bind.tree.kind = Kind::Bind;
            bind.tree.text = column->key();
            bind.tree.alias = u"required"_s;
            bind.tree.types = {column->type().type};
            rows.back().push_back({column->column().name, std::move(bind)});
        }
    }
    for (const Assignment &assignment : rows.front())
        columns.operands.push_back(SqlExpression::column(assignment.column));
    insert.operands.push_back(columns);
    for (const Row &row : rows) {
        SqlExpression values = clause(u"VALUES"_s);
        bool same = row.size() == rows.front().size();
        for (size_t i = 0; same && i < row.size(); ++i)
            same = row[i].column == rows.front()[i].column;
        if (!same)
            return context.unknown(tr("an INSERT of rows with different columns is not understood"));
        for (const Assignment &assignment : row)
            values.operands.push_back(assignment.value.tree);
        insert.operands.push_back(std::move(values));
    }
    if (!m_returning.empty()) {
        SqlExpression returned = clause(u"RETURNING"_s);
        for (const Expr &column : m_returning)
            returned.operands.push_back(column.tree);
        insert.operands.push_back(std::move(returned));
    }
    return insert;
}

Made<SqlExpression> DmlHost::setClause(CallContext &context, std::vector<SqlExpression> &froms) const
{
    SqlExpression set = clause(u"SET"_s);
    if (m_rows.empty())
        return set;
    const auto add = [&](const ColumnHost &column, const Expr &value) {
        set.operands.push_back(column.expression().tree);
        set.operands.push_back(value.tree);
        addFroms(froms, value.froms);
    };
    for (const auto &column : m_table->columns()) {
        const auto isIt = [&column](const Assignment &assignment) { return assignment.column == column->column().name; };
        const auto given = std::find_if(m_rows.front().begin(), m_rows.front().end(), isIt);
        if (given != m_rows.front().end()) {
            add(*column, given->value);
        } else if (!column->updateDefault().isUnset()) {
            const Value made = pythonDefault(context, column->updateDefault());
            Made<Expr> value = made.isUnknown() || made.isFailure() ? Made<Expr>(made) : toExpression(context, made, column->type(), false);
            if (!value)
                return value.instead();
            if (m_reading->options().offline && value->tree.kind == Kind::Literal)
                return context.unknown(tr("an UPDATE of a table whose columns have Python defaults is not understood"));
            add(*column, *value);
        }
    }
    return set;
}

Made<SqlExpression> DmlHost::tree(CallContext &context) const
{
    if (m_sort == Sort::Insert)
        return insertTree(context);
    SqlExpression statement;
    statement.kind = m_sort == Sort::Update ? Kind::Update : Kind::Delete;
    statement.operands = {m_table->from()};
    std::vector<SqlExpression> froms{m_table->from()};
    if (m_sort == Sort::Update) {
        Made<SqlExpression> set = setClause(context, froms);
        if (!set)
            return set.instead();
        statement.operands.push_back(std::move(*set));
    }
    SqlExpression where = clause(u"WHERE"_s);
    for (const Expr &condition : m_where) {
        where.operands.push_back(condition.tree);
        addFroms(froms, condition.froms);
    }
    SqlExpression others = clause(m_sort == Sort::Update ? u"FROM"_s : u"USING"_s);
    others.operands.assign(froms.begin() + 1, froms.end());
    if (!others.operands.empty())
        statement.operands.push_back(std::move(others));
    if (!where.operands.empty())
        statement.operands.push_back(std::move(where));
    correlate(statement, froms);
    return statement;
}

} // namespace retort::hosts
