#include "alembic/hosts/resulthost.h"

#include "alembic/hosts/resultvalues.h"
#include "alembic/hosts/sqlexceptions.h"
#include "base/translation.h"

#include <algorithm>
#include <limits>

namespace retort::hosts {

using namespace Qt::StringLiterals;
using Arguments = python::CallArguments;
using python::CallContext;
using python::Value;

namespace {

constexpr size_t all = std::numeric_limits<size_t>::max();

/// The values of one row; the first that is no value instead.
Value tupleOf(CallContext &context, const ResultState &state, size_t row)
{
    python::Values values;
    for (size_t column = 0; column < size_t(state.rows.columns.size()); ++column) {
        values.push_back(state.value(context, row, column));
        if (values.back().isFailure())
            return values.back();
    }
    return Value::tuple(std::move(values));
}

Value mappingOf(CallContext &context, const ResultState &state, size_t row)
{
    const Value values = tupleOf(context, state, row);
    if (values.isFailure())
        return values;
    std::vector<std::pair<Value, Value>> entries;
    for (size_t column = 0; column < values.items().size(); ++column)
        entries.emplace_back(Value::string(state.rows.columns.at(qsizetype(column))), values.items().at(column));
    return Value::dict(entries);
}

} // namespace

Value ResultState::value(CallContext &context, size_t row, size_t column) const
{
    const QString &problem = rows.notUnderstood.at(qsizetype(column));
    if (!problem.isEmpty())
        return context.unknown(tr("values of the database type %1 are not understood").arg(problem));
    const SqlType type = types.size() == size_t(rows.columns.size()) ? types.at(column) : SqlType();
    return resultValue(context, rows.rows.at(row).at(column), type, reading->dialect());
}

QString ResultHost::typeName() const
{
    return m_form == Form::Rows ? u"CursorResult"_s : m_form == Form::Scalars ? u"ScalarResult"_s : u"MappingResult"_s;
}

Value ResultHost::row(CallContext &context, size_t index) const
{
    if (m_form == Form::Scalars)
        return m_state->value(context, index, m_column);
    if (m_form == Form::Mappings)
        return mappingOf(context, *m_state, index);
    return Value::host(std::make_shared<RowHost>(m_state, index));
}

Value ResultHost::rest(CallContext &context, size_t limit)
{
    python::Values rows;
    while (m_state->next < m_state->rows.rows.size() && rows.size() < limit) {
        rows.push_back(row(context, m_state->next++));
        if (rows.back().isFailure())
            return rows.back();
    }
    return Value::list(std::move(rows));
}

Value ResultHost::iterate(CallContext &context)
{
    if (m_state->rows.columns.isEmpty())
        return raiseSql(context, u"ResourceClosedError"_s, u"This result object does not return rows. It has been closed automatically."_s);
    return rest(context, all);
}

Value ResultHost::single(CallContext &context, Single demands)
{
    const size_t left = m_state->rows.rows.size() - m_state->next;
    if (left == 0)
        return demands.missing ? raiseSql(context, u"NoResultFound"_s, u"No row was found when one was required"_s) : Value::none();
    if (left > 1 && demands.several)
        return raiseSql(context, u"MultipleResultsFound"_s, u"Multiple rows were found when exactly one was required"_s);
    const size_t index = m_state->next;
    m_state->next = m_state->rows.rows.size();
    return row(context, index);
}

Value ResultHost::scalar(CallContext &context)
{
    if (m_state->rows.columns.isEmpty())
        return iterate(context);
    return ResultHost(m_state, Form::Scalars).single(context, {});
}

Value ResultHost::keys() const
{
    python::Values names;
    for (const QString &name : m_state->rows.columns)
        names.push_back(Value::string(name));
    return Value::list(std::move(names));
}

Value ResultHost::attribute(CallContext &context, const QString &name)
{
    const auto self = std::static_pointer_cast<ResultHost>(shared_from_this());
    const auto reads = [&](std::function<Value(ResultHost &, CallContext &, const Arguments &)> read) {
        return python::nativeFunction(name, [self, read = std::move(read)](CallContext &c, const Arguments &a) {
            return self->m_state->rows.columns.isEmpty() ? self->iterate(c) : read(*self, c, a);
        });
    };
    const auto single = [&](Single demands, Form form) {
        return reads([demands, form](ResultHost &host, CallContext &c, const Arguments &) {
            return ResultHost(host.m_state, form, host.m_column).single(c, demands);
        });
    };
    if (name == u"fetchall" || name == u"all")
        return reads([](ResultHost &host, CallContext &c, const Arguments &) { return host.rest(c, all); });
    if (name == u"fetchmany") {
        return reads([](ResultHost &host, CallContext &c, const Arguments &arguments) {
            const std::optional<qint64> size = arguments.get(0, "size"_L1).toInt64();
            return size ? host.rest(c, size_t(std::max<qint64>(0, *size)))
                        : c.notUnderstood(tr("fetchmany() without a number is not understood"));
        });
    }
    if (name == u"fetchone") {
        return reads([](ResultHost &host, CallContext &c, const Arguments &) {
            return host.m_state->next < host.m_state->rows.rows.size() ? host.row(c, host.m_state->next++) : Value::none();
        });
    }
    if (name == u"first")
        return single({}, m_form);
    if (name == u"one")
        return single({true, true}, m_form);
    if (name == u"one_or_none")
        return single({false, true}, m_form);
    if (name == u"scalar" && m_form == Form::Rows)
        return single({}, Form::Scalars);
    if (name == u"scalar_one" && m_form == Form::Rows)
        return single({true, true}, Form::Scalars);
    if (name == u"scalar_one_or_none" && m_form == Form::Rows)
        return single({false, true}, Form::Scalars);
    if (name == u"scalars" && m_form == Form::Rows) {
        return reads([](ResultHost &host, CallContext &c, const Arguments &arguments) {
            const Value column = arguments.get(0, "index"_L1);
            if (!column.isUnset() && (!column.isInt() || *column.toInt64() < 0 || *column.toInt64() >= host.m_state->rows.columns.size()))
                return c.notUnderstood(tr("scalars() of this column is not understood"));
            return Value::host(std::make_shared<ResultHost>(host.m_state, Form::Scalars, column.isUnset() ? 0 : size_t(*column.toInt64())));
        });
    }
    if (name == u"mappings" && m_form == Form::Rows)
        return reads([](ResultHost &host, CallContext &, const Arguments &) {
            return Value::host(std::make_shared<ResultHost>(host.m_state, Form::Mappings));
        });
    if (name == u"keys")
        return reads([](ResultHost &host, CallContext &, const Arguments &) { return host.keys(); });
    if (name == u"rowcount" && m_form == Form::Rows)
        return Value::integer(m_state->rows.rowCount);
    if (name == u"returns_rows" && m_form == Form::Rows)
        return Value::boolean(!m_state->rows.columns.isEmpty());
    if (name == u"close")
        return python::nativeFunction(name, [](CallContext &, const Arguments &) { return Value::none(); });
    return context.notUnderstood(tr("%1 of a %2 is not understood").arg(name, typeName()));
}

Value RowHost::mapping(CallContext &context) const
{
    return mappingOf(context, *m_state, m_row);
}

Value RowHost::attribute(CallContext &context, const QString &name)
{
    const qsizetype column = m_state->rows.columns.indexOf(name);
    const auto self = std::static_pointer_cast<RowHost>(shared_from_this());
    // A column may be called "count" or "index": Row's own methods come first.
    if (name == u"_mapping")
        return mapping(context);
    if (name == u"_asdict")
        return python::nativeFunction(name, [self](CallContext &c, const Arguments &) { return self->mapping(c); });
    if (name == u"_tuple" || name == u"tuple")
        return python::nativeFunction(name, [self](CallContext &c, const Arguments &) { return self->iterate(c); });
    if (name == u"_fields") {
        python::Values names;
        for (const QString &field : m_state->rows.columns)
            names.push_back(Value::string(field));
        return Value::tuple(std::move(names));
    }
    if (name == u"count" || name == u"index" || name == u"t" || (column >= 0 && m_state->rows.columns.count(name) > 1))
        return context.unknown(tr("the attribute %1 of a row is not understood").arg(name));
    if (column < 0)
        return context.raise(u"AttributeError"_s, u"Could not locate column in row for column '%1'"_s.arg(name));
    return m_state->value(context, m_row, size_t(column));
}

Value RowHost::item(CallContext &context, const Value &key)
{
    if (key.isString())
        return context.raise(u"TypeError"_s, u"tuple indices must be integers or slices, not str"_s);
    const Value values = iterate(context);
    return values.isFailure() ? values : context.item(values, key);
}

Value RowHost::iterate(CallContext &context)
{
    return tupleOf(context, *m_state, m_row);
}

Value RowHost::length(CallContext &)
{
    return Value::integer(m_state->rows.columns.size());
}

Value RowHost::contains(CallContext &context, const Value &)
{
    return context.unknown(tr("whether a row contains a value is not understood"));
}

Value RowHost::compare(CallContext &context, python::ComparisonOperator, const Value &)
{
    return context.unknown(tr("comparing rows is not understood"));
}

Value RowHost::representation(CallContext &context)
{
    const Value values = iterate(context);
    return values.isFailure() ? values : context.representation(values);
}

} // namespace retort::hosts
