#include "alembic/hosts/tablehost.h"

#include "alembic/hosts/literals.h"
#include "alembic/hosts/statementhost.h"
#include "base/translation.h"

namespace retort::hosts {

using namespace Qt::StringLiterals;
using Arguments = python::CallArguments;
using python::CallContext;
using python::Value;
using Kind = SqlExpression::Kind;

namespace {

/// t.alias("x").
Value aliased(CallContext &context, const std::shared_ptr<FromHost> &self, const Arguments &arguments)
{
    const Made<QString> name = toText(context, arguments.get(0, "name"_L1));
    if (!name)
        return name.instead();
    if (name->isEmpty() || self->from().kind != Kind::TableRef)
        return context.unknown(tr("an alias without a name is not understood"));
    const QualifiedName table(self->from().schema, self->from().text);
    const SqlExpression from = tableReference(table, *name);
    auto host = std::make_shared<FromHost>(self->reading(), from);
    std::vector<std::shared_ptr<ColumnHost>> columns;
    for (const auto &column : self->columns())
        columns.push_back(column->attached(table, *name, from));
    host->setColumns(std::move(columns));
    return Value::host(host);
}

} // namespace

SqlExpression tableReference(const QualifiedName &table, const QString &alias)
{
    SqlExpression reference;
    reference.kind = Kind::TableRef;
    reference.text = table.name;
    reference.schema = table.schema;
    reference.alias = alias;
    return reference;
}

std::shared_ptr<ColumnHost> ColumnsHost::find(const QString &key) const
{
    for (const auto &column : m_columns) {
        if (column->key() == key)
            return column;
    }
    return nullptr;
}

Value ColumnsHost::attribute(CallContext &context, const QString &name)
{
    if (const auto column = find(name))
        return Value::host(column);
    const auto self = std::static_pointer_cast<ColumnsHost>(shared_from_this());
    if (name == u"keys" || name == u"values" || name == u"items") {
        return python::nativeFunction(name, [self, name](CallContext &, const Arguments &) {
            python::Values out;
            for (const auto &column : self->m_columns) {
                const Value key = Value::string(column->key());
                out.push_back(name == u"keys" ? key : name == u"values" ? Value::host(column) : Value::tuple({key, Value::host(column)}));
            }
            return Value::list(std::move(out));
        });
    }
    return context.raise(u"AttributeError"_s, name);
}

Value ColumnsHost::item(CallContext &context, const Value &key)
{
    const Made<QString> name = toText(context, key);
    if (!name)
        return name.instead();
    if (const auto column = find(*name))
        return Value::host(column);
    return context.raise(u"KeyError"_s, *name);
}

Value ColumnsHost::length(CallContext &)
{
    return Value::integer(qint64(m_columns.size()));
}

Value ColumnsHost::iterate(CallContext &)
{
    python::Values out;
    for (const auto &column : m_columns)
        out.push_back(Value::host(column));
    return Value::list(std::move(out));
}

Value ColumnsHost::contains(CallContext &, const Value &item)
{
    return Value::boolean(find(item.text()) != nullptr);
}

Value FromHost::attribute(CallContext &context, const QString &name)
{
    const auto self = std::static_pointer_cast<FromHost>(shared_from_this());
    if (name == u"c" || name == u"columns")
        return Value::host(std::make_shared<ColumnsHost>(m_columns));
    if (name == u"join" || name == u"outerjoin") {
        return python::nativeFunction(
            name, [self, outer = name == u"outerjoin"](CallContext &c, const Arguments &a) { return makeJoin(c, self, a, outer); });
    }
    if (name == u"select")
        return python::nativeFunction(name, [self](CallContext &c, const Arguments &a) { return selectFrom(c, self, a); });
    if (name == u"alias")
        return python::nativeFunction(name, [self](CallContext &c, const Arguments &a) { return aliased(c, self, a); });
    if (name == u"name" && m_from.kind == Kind::TableRef)
        return Value::string(m_from.alias.isEmpty() ? m_from.text : m_from.alias);
    return context.unknown(tr("the attribute %1 of a table is not understood").arg(name));
}

TableHost::TableHost(ReadingPtr reading, Table table, SqlExpression from, bool light)
    : FromHost(std::move(reading), std::move(from)),
      m_table(std::move(table)),
      m_light(light)
{}

void TableHost::become(const TableHost &other)
{
    m_table = other.m_table;
    m_columns = other.m_columns;
}

Value TableHost::createOrDrop(const QString &name)
{
    const auto self = std::static_pointer_cast<TableHost>(shared_from_this());
    return python::nativeFunction(name, [self, create = name == u"create"](CallContext &c, const Arguments &arguments) -> Value {
        const Made<bool> check = toBool(c, arguments.get(1, "checkfirst"_L1));
        if (!check)
            return self->m_reading->recordOpaque(c, check.instead());
        if (*check && !self->m_reading->options().offline) {
            const Schema schema = self->m_reading->currentSchema();
            if (!schema.isCertain())
                return self->m_reading->recordOpaque(c, c.unknown(tr("whether the table exists is not known here")));
            if ((schema.table(self->m_table.name) != nullptr) == create)
                return Value::none();
        }
        if (create)
            self->m_reading->record(c, CreateTableOp{self->m_table, false});
        else
            self->m_reading->record(c, DropTableOp{self->m_table.name, false});
        return Value::none();
    });
}

Value TableHost::attribute(CallContext &context, const QString &name)
{
    const auto self = std::static_pointer_cast<TableHost>(shared_from_this());
    if (name == u"insert" || name == u"update" || name == u"delete") {
        const DmlHost::Sort sort = name == u"insert" ? DmlHost::Sort::Insert
            : name == u"update"                      ? DmlHost::Sort::Update
                                                     : DmlHost::Sort::Delete;
        return python::nativeFunction(name, [self, sort](CallContext &c, const Arguments &a) -> Value {
            if (a.count() > 0)
                return c.unknown(tr("arguments of insert(), update() or delete() on a table are not understood"));
            return Value::host(std::make_shared<DmlHost>(self->m_reading, sort, self));
        });
    }
    if (name.startsWith("append_"_L1)) {
        if (DeclaredTable *declared = m_reading->declaredTable(this))
            declared->problems.append(tr("%1() is called on the table").arg(name));
    }
    if (!m_light && (name == u"create" || name == u"drop"))
        return createOrDrop(name);
    if (name == u"schema")
        return m_table.name.schema.isEmpty() ? Value::none() : Value::string(m_table.name.schema);
    if (name == u"fullname" || name == u"key")
        return Value::string(m_table.name.display());
    if (name == u"indexes" && !m_light) {
        python::Values out;
        for (const Index &index : m_table.indexes)
            out.push_back(Value::host(std::make_shared<IndexHost>(index)));
        return Value::list(std::move(out));
    }
    return FromHost::attribute(context, name);
}

} // namespace retort::hosts
