#include "alembic/hosts/columnmethods.h"
#include "alembic/hosts/declarative.h"
#include "alembic/hosts/literals.h"
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

void addClause(SqlExpression &statement, const QString &name, const std::vector<Expr> &operands)
{
    if (operands.empty())
        return;
    SqlExpression clause;
    clause.kind = Kind::Clause;
    clause.text = name;
    for (const Expr &operand : operands)
        clause.operands.push_back(operand.tree);
    statement.operands.push_back(std::move(clause));
}

bool joins(const SqlExpression &join, const SqlExpression &from)
{
    if (join.kind != Kind::Join)
        return false;
    const SqlExpression &left = join.operands[0];
    const SqlExpression &right = join.operands[1];
    return left == from || right == from || joins(left, from) || joins(right, from);
}

SqlExpression asSubquery(SqlExpression select, const QString &alias = {})
{
    SqlExpression subquery;
    subquery.kind = Kind::Subquery;
    subquery.alias = alias;
    subquery.operands = {std::move(select)};
    return subquery;
}

} // namespace

void correlate(SqlExpression &tree, const std::vector<SqlExpression> &enclosing)
{
    for (SqlExpression &operand : tree.operands) {
        // A subquery in FROM stands for itself; only scalar ones see the enclosing tables.
        if (tree.kind == Kind::Clause && tree.text == u"FROM" && operand.kind == Kind::Subquery)
            continue;
        correlate(operand, enclosing);
        if (operand.kind != Kind::Subquery || !operand.alias.isEmpty())
            continue;
        for (SqlExpression &clause : operand.operands.front().operands) {
            if (clause.text != u"FROM" || clause.kind != Kind::Clause || clause.operands.size() < 2)
                continue;
            std::vector<SqlExpression> kept;
            for (const SqlExpression &from : clause.operands) {
                if (std::find(enclosing.begin(), enclosing.end(), from) == enclosing.end())
                    kept.push_back(from);
            }
            if (!kept.empty())
                clause.operands = std::move(kept);
        }
    }
}

SelectHost::SelectHost(const SelectHost &other)
    : HostObject(),
      m_reading(other.m_reading),
      m_entities(other.m_entities),
      m_columns(other.m_columns),
      m_where(other.m_where),
      m_groupBy(other.m_groupBy),
      m_having(other.m_having),
      m_orderBy(other.m_orderBy),
      m_from(other.m_from),
      m_limit(other.m_limit),
      m_offset(other.m_offset),
      m_distinct(other.m_distinct)
{}

std::vector<SqlExpression> SelectHost::allFroms() const
{
    std::vector<SqlExpression> froms = m_from;
    for (const Expr &column : m_columns)
        addFroms(froms, column.froms);
    for (const Expr &condition : m_where)
        addFroms(froms, condition.froms);
    std::vector<SqlExpression> shown;
    for (const SqlExpression &from : froms) {
        const bool hidden = std::any_of(froms.begin(), froms.end(), [&from](const SqlExpression &other) { return joins(other, from); });
        if (!hidden)
            shown.push_back(from);
    }
    return shown;
}

SqlExpression SelectHost::tree() const
{
    SqlExpression select;
    select.kind = Kind::Select;
    if (m_distinct) {
        SqlExpression clause;
        clause.kind = Kind::Clause;
        clause.text = u"DISTINCT"_s;
        select.operands.push_back(std::move(clause));
    }
    addClause(select, u"COLUMNS"_s, m_columns);
    const std::vector<SqlExpression> froms = allFroms();
    if (!froms.empty()) {
        SqlExpression clause;
        clause.kind = Kind::Clause;
        clause.text = u"FROM"_s;
        clause.operands = froms;
        select.operands.push_back(std::move(clause));
    }
    addClause(select, u"WHERE"_s, m_where);
    addClause(select, u"GROUP BY"_s, m_groupBy);
    addClause(select, u"HAVING"_s, m_having);
    addClause(select, u"ORDER BY"_s, m_orderBy);
    if (m_limit)
        addClause(select, u"LIMIT"_s, {*m_limit});
    if (m_offset)
        addClause(select, u"OFFSET"_s, {*m_offset});
    correlate(select, froms);
    return select;
}

std::vector<SqlType> SelectHost::columnTypes() const
{
    std::vector<SqlType> types;
    for (const Expr &column : m_columns) {
        types.push_back(column.type.type);
        // Its values would be members of the class.
        if (!column.type.enumValues.isEmpty())
            types.back().name = u"Enum of a Python class"_s;
    }
    return types;
}

Made<Expr> SelectHost::scalar(CallContext &) const
{
    Expr made;
    made.tree = asSubquery(tree());
    if (m_columns.size() == 1)
        made.type = m_columns.front().type;
    return made;
}

Made<bool> SelectHost::addColumns(CallContext &context, const python::Values &values)
{
    for (const Value &value : values) {
        if (const auto from = tableOfModel(value).host<FromHost>()) {
            for (const auto &column : from->columns())
                m_columns.push_back(column->expression());
            m_entities.push_back({value.isClass() ? value : Value(), from->columns().size()});
            continue;
        }
        if (value.isList() || value.isTuple()) {
            return context.raise(u"ArgumentError"_s,
                                 u"Column expression, FROM clause, or other columns clause element expected, got %1. Did you mean to say "
                                 "select(*elements)?"_s.arg(value.typeName()));
        }
        if (value.isString())
            return context.unknown(tr("a select() of plain text is not understood"));
        Made<Expr> expression = toExpression(context, value);
        if (!expression)
            return expression.instead();
        m_columns.push_back(std::move(*expression));
        m_entities.push_back({});
    }
    return true;
}

Made<bool> SelectHost::take(CallContext &context, const Arguments &arguments, std::vector<Expr> &into)
{
    if (!arguments.keywords.empty())
        return context.unknown(tr("the keyword arguments of this part of a select() are not understood"));
    for (const Value &value : arguments.positional) {
        if (value.isString())
            return context.unknown(tr("plain text in a select() is not understood"));
        Made<Expr> expression = toExpression(context, value);
        if (!expression)
            return expression.instead();
        into.push_back(std::move(*expression));
    }
    return true;
}

Made<bool> SelectHost::takeCriteria(CallContext &context, const Arguments &arguments, std::vector<Expr> &into)
{
    if (!arguments.keywords.empty())
        return context.unknown(tr("the keyword arguments of this part of a select() are not understood"));
    for (const Value &value : arguments.positional) {
        Made<Expr> criterion = toCriterion(context, value);
        if (!criterion)
            return criterion.instead();
        into.push_back(std::move(*criterion));
    }
    return true;
}

Made<bool> SelectHost::where(CallContext &context, const Arguments &arguments)
{
    return takeCriteria(context, arguments, m_where);
}

Made<bool> SelectHost::having(CallContext &context, const Arguments &arguments)
{
    return takeCriteria(context, arguments, m_having);
}

Made<bool> SelectHost::groupBy(CallContext &context, const Arguments &arguments)
{
    return take(context, arguments, m_groupBy);
}

Made<bool> SelectHost::orderBy(CallContext &context, const Arguments &arguments)
{
    return take(context, arguments, m_orderBy);
}

Made<bool> SelectHost::limit(CallContext &context, const Arguments &arguments)
{
    std::vector<Expr> taken;
    const Made<bool> done = take(context, arguments, taken);
    if (done && taken.size() == 1)
        m_limit = taken.front();
    return done;
}

Made<bool> SelectHost::offset(CallContext &context, const Arguments &arguments)
{
    std::vector<Expr> taken;
    const Made<bool> done = take(context, arguments, taken);
    if (done && taken.size() == 1)
        m_offset = taken.front();
    return done;
}

Made<bool> SelectHost::distinct(CallContext &context, const Arguments &arguments)
{
    if (arguments.count() > 0)
        return context.unknown(tr("DISTINCT ON is not understood"));
    m_distinct = true;
    return true;
}

Made<bool> SelectHost::selectFromClause(CallContext &context, const Arguments &arguments)
{
    for (const Value &value : arguments.positional) {
        const auto from = tableOfModel(value).host<FromHost>();
        if (!from)
            return value.isUnknown() ? value
                                     : context.unknown(tr("a value of type %1 in select_from() is not understood").arg(value.typeName()));
        m_from.push_back(from->from());
    }
    return true;
}

/// The left side is what select_from() named, or the one table that is selected from.
Made<bool> SelectHost::joinWith(CallContext &context, const Arguments &arguments, bool outer)
{
    const auto right = arguments.positional.empty() ? nullptr : tableOfModel(arguments.positional.front()).host<FromHost>();
    std::vector<SqlExpression> candidates = m_from;
    if (candidates.empty()) {
        for (const Expr &column : m_columns)
            addFroms(candidates, column.froms);
        std::erase_if(candidates, [&right](const SqlExpression &from) { return right && right->from() == from; });
    }
    if (!right || candidates.size() != 1) {
        const Value given = arguments.positional.empty() ? Value() : arguments.positional.front();
        return given.isUnknown() ? given : context.unknown(tr("what is joined here is not understood"));
    }
    const Value joined = makeJoin(context, std::make_shared<FromHost>(m_reading, candidates.front()), arguments, outer);
    const auto from = joined.host<FromHost>();
    if (!from)
        return joined;
    m_from = {from->from()};
    return true;
}

Made<bool> SelectHost::join(CallContext &context, const Arguments &arguments)
{
    return joinWith(context, arguments, false);
}

Made<bool> SelectHost::outerJoin(CallContext &context, const Arguments &arguments)
{
    return joinWith(context, arguments, true);
}

Made<bool> SelectHost::unchanged(CallContext &, const Arguments &)
{
    return true;
}

Value SelectHost::method(const QString &name, Method function) const
{
    const auto self = std::static_pointer_cast<const SelectHost>(shared_from_this());
    return python::nativeFunction(name, [self, function](CallContext &context, const Arguments &arguments) -> Value {
        auto changed = std::make_shared<SelectHost>(*self);
        const Made<bool> done = ((*changed).*function)(context, arguments);
        return done ? Value::host(changed) : done.instead();
    });
}

Value SelectHost::attribute(CallContext &context, const QString &name)
{
    static const QHash<QString, Method> methods{{u"where"_s, &SelectHost::where},
                                                {u"filter"_s, &SelectHost::where},
                                                {u"having"_s, &SelectHost::having},
                                                {u"group_by"_s, &SelectHost::groupBy},
                                                {u"order_by"_s, &SelectHost::orderBy},
                                                {u"limit"_s, &SelectHost::limit},
                                                {u"offset"_s, &SelectHost::offset},
                                                {u"join"_s, &SelectHost::join},
                                                {u"outerjoin"_s, &SelectHost::outerJoin},
                                                {u"distinct"_s, &SelectHost::distinct},
                                                {u"select_from"_s, &SelectHost::selectFromClause},
                                                {u"execution_options"_s, &SelectHost::unchanged}};
    if (const Method found = methods.value(name))
        return method(name, found);
    const auto self = std::static_pointer_cast<SelectHost>(shared_from_this());
    if (name == u"scalar_subquery" || name == u"as_scalar") {
        return python::nativeFunction(name, [self](CallContext &c, const Arguments &) -> Value {
            Made<Expr> scalar = self->scalar(c);
            return scalar ? makeExpression(self->m_reading, std::move(*scalar)) : scalar.instead();
        });
    }
    if (name == u"exists") {
        return python::nativeFunction(name, [self](CallContext &, const Arguments &) {
            Expr made;
            made.tree.kind = Kind::Unary;
            made.tree.text = u"EXISTS"_s;
            made.tree.operands = {asSubquery(self->tree())};
            made.type.type = namedType(u"Boolean"_s);
            return makeExpression(self->m_reading, std::move(made));
        });
    }
    if (name == u"subquery" || name == u"alias") {
        return python::nativeFunction(name, [self](CallContext &c, const Arguments &arguments) -> Value {
            const Made<QString> alias = toText(c, arguments.get(0, "name"_L1));
            if (!alias)
                return alias.instead();
            if (alias->isEmpty())
                return c.unknown(tr("a subquery without a name is not understood"));
            const SqlExpression from = asSubquery(self->tree(), *alias);
            auto host = std::make_shared<FromHost>(self->m_reading, from);
            std::vector<std::shared_ptr<ColumnHost>> columns;
            for (const Expr &e : self->m_columns) {
                Column column;
                column.name = e.tree.text;
                columns.push_back(ColumnHost(self->m_reading, column, e.type).attached(QualifiedName(*alias), *alias, from));
            }
            host->setColumns(std::move(columns));
            return Value::host(host);
        });
    }
    return context.unknown(tr("the method %1 of a select() is not understood").arg(name));
}

} // namespace retort::hosts
