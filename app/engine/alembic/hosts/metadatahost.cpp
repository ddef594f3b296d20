#include "alembic/hosts/metadatahost.h"

#include "alembic/hosts/connectionhost.h"
#include "alembic/hosts/literals.h"
#include "alembic/hosts/signature.h"
#include "alembic/hosts/sqlexceptions.h"
#include "base/translation.h"

namespace retort::hosts {

using namespace Qt::StringLiterals;
using Arguments = python::CallArguments;
using python::CallContext;
using python::Value;

namespace {

/// MetaData.tables. The order of its entries is that of loading, which is SQLAlchemy's own business.
class TablesHost : public python::HostObject
{
public:
    explicit TablesHost(std::shared_ptr<MetaDataHost> metadata) : m_metadata(std::move(metadata)) {}
    [[nodiscard]] QString typeName() const override { return u"FacadeDict"_s; }
    Value item(CallContext &context, const Value &key) override
    {
        const Made<QString> name = toText(context, key);
        if (!name)
            return name.instead();
        const Value table = m_metadata->table(*name);
        return table.isUnset() ? context.raise(u"KeyError"_s, *name) : table;
    }
    Value contains(CallContext &context, const Value &item) override
    {
        const Made<QString> name = toText(context, item);
        if (!name)
            return name.instead();
        const Value table = m_metadata->table(*name);
        return table.isUnknown() ? table : Value::boolean(!table.isUnset());
    }
    Value attribute(CallContext &context, const QString &name) override
    {
        // A view of the names: what is in it is known, their order is not.
        if (name == u"keys")
            return python::nativeFunction(name,
                                          [self = shared_from_this()](CallContext &, const Arguments &) { return Value::host(self); });
        if (name != u"get")
            return context.unknown(tr("%1 of the tables of a MetaData is not understood").arg(name));
        return python::nativeFunction(name, [self = m_metadata](CallContext &c, const Arguments &arguments) -> Value {
            const Made<QString> key = toText(c, arguments.get(0, "key"_L1));
            if (!key)
                return key.instead();
            const Value table = self->table(*key);
            return table.isUnset() && arguments.positional.size() > 1 ? arguments.positional[1] : table.isUnset() ? Value::none() : table;
        });
    }
    Value iterate(CallContext &context) override { return context.unknown(orderReason()); }
    Value length(CallContext &context) override { return context.unknown(orderReason()); }

private:
    [[nodiscard]] static QString orderReason() { return tr("which tables a MetaData has in which order is not understood"); }
    std::shared_ptr<MetaDataHost> m_metadata;
};

} // namespace

void MetaDataHost::add(const std::shared_ptr<TableHost> &table)
{
    m_tables.emplace(table->table().name.display(), table);
}

Value MetaDataHost::table(const QString &key) const
{
    const auto table = m_tables.find(key);
    return table == m_tables.end() ? m_notKnown : Value::host(table->second);
}

/// The table and those its foreign keys lead to, as reflection loads them.
Value MetaDataHost::load(CallContext &context, const QualifiedName &name, const Schema &schema)
{
    if (m_tables.contains(name.display()))
        return {};
    const Value reflected = reflectTable(m_reading, context, name);
    const auto table = reflected.host<TableHost>();
    if (!table)
        return reflected;
    add(table);
    for (const Constraint &constraint : table->table().constraints) {
        const auto *key = std::get_if<ForeignKey>(&constraint);
        // A table that is not there fails in SQLAlchemy in its own way.
        if (!key || !schema.table(key->referredTable))
            continue;
        const Value problem = load(context, key->referredTable, schema);
        if (!problem.isUnset())
            return problem;
    }
    return {};
}

Value MetaDataHost::reflect(CallContext &context, const Arguments &arguments)
{
    static const Signature signature(
        "MetaData.reflect"_L1,
        "bind, schema=, views=, respect_quoted_schema=, only=, extend_existing=, autoload_replace=, resolve_fks=, **kw"_L1, true);
    const BoundArguments bound = signature.bind(context, arguments);
    if (!bound.ok())
        return bound.failure();
    const auto giveUp = [this](const Value &unknown) {
        m_notKnown = unknown;
        return Value::none();
    };
    if (const Value unknown = bound.firstUnknown(); !unknown.isUnset())
        return giveUp(unknown);
    if (!isConnection(bound["bind"_L1]))
        return giveUp(context.unknown(tr("reflect() on this object is not understood")));
    if (m_reading->options().offline)
        return inspectOffline(context);
    const Made<QString> schemaName = toText(context, bound["schema"_L1]);
    const Schema schema = m_reading->currentSchema();
    const bool isPlain = !bound.has("views"_L1) && !bound.has("resolve_fks"_L1) && !bound.has("extend_existing"_L1);
    if (!schemaName || !isPlain)
        return giveUp(schemaName ? context.unknown(tr("this form of reflect() is not understood")) : schemaName.instead());
    const QString from = schemaName->isEmpty() ? m_schema : *schemaName;
    QList<QualifiedName> names;
    if (bound.has("only"_L1)) {
        const Made<QStringList> only = toTexts(context, bound["only"_L1]);
        if (!only)
            return giveUp(only.instead());
        for (const QString &name : *only)
            names.append(QualifiedName(from, name));
    } else if (!schema.isCertain()) {
        return giveUp(m_reading->options().live ? context.unknown(tr("what a reflected table holds is not known here"))
                                                : context.deferred(tr("what a reflected table holds is not known here")));
    } else {
        for (auto it = schema.tables.cbegin(); it != schema.tables.cend(); ++it) {
            if (it.key().schema == from)
                names.append(it.key());
        }
    }
    for (const QualifiedName &name : names) {
        if (schema.isCertain() && !schema.table(name))
            return giveUp(context.unknown(tr("reflect() asks for the table %1, which is not there").arg(name.display())));
        const Value problem = load(context, name, schema);
        if (problem.isFailure())
            return problem;
        if (!problem.isUnset())
            return giveUp(problem);
    }
    return Value::none();
}

Value MetaDataHost::createOrDropAll(CallContext &context, const Arguments &arguments, bool create)
{
    static const Signature signature("MetaData.create_all"_L1, "bind, tables=, checkfirst="_L1, true);
    const BoundArguments bound = signature.bind(context, arguments);
    if (!bound.ok())
        return bound.failure();
    const Value tables = bound["tables"_L1];
    python::Values given = tables.items();
    if (tables.isUnset() || tables.isNone()) {
        for (const auto &[key, table] : m_tables)
            given.push_back(Value::host(table));
    }
    const auto table = given.size() == 1 ? given.front().host<TableHost>() : nullptr;
    // Several are made in the order of their dependencies, and only together do they tell whether all are there.
    if (!table || bound.given("checkfirst"_L1) || !m_notKnown.isUnset() || tables.isUnknown())
        return m_reading->recordOpaque(context, context.unknown(tr("create_all() and drop_all() of several tables are not understood")));
    const Value method = context.attribute(Value::host(table), create ? u"create"_s : u"drop"_s);
    return context.call(method, {{bound["bind"_L1], Value::boolean(true)}, {}});
}

Value MetaDataHost::attribute(CallContext &context, const QString &name)
{
    const auto self = std::static_pointer_cast<MetaDataHost>(shared_from_this());
    if (name == u"naming_convention") {
        std::vector<std::pair<Value, Value>> entries;
        for (auto it = m_convention.cbegin(); it != m_convention.cend(); ++it)
            entries.emplace_back(Value::string(it.key()), Value::string(it.value()));
        return Value::dict(entries);
    }
    if (name == u"schema")
        return m_schema.isEmpty() ? Value::none() : Value::string(m_schema);
    if (name == u"tables")
        return Value::host(std::make_shared<TablesHost>(self));
    if (name == u"reflect")
        return python::nativeFunction(name, [self](CallContext &c, const Arguments &a) { return self->reflect(c, a); });
    if (name == u"create_all" || name == u"drop_all") {
        return python::nativeFunction(name, [self, create = name == u"create_all"](CallContext &c, const Arguments &a) {
            return self->createOrDropAll(c, a, create);
        });
    }
    // Gone since SQLAlchemy 2.0, an attribute like any other since.
    if (name == u"bind")
        return m_bind;
    return context.unknown(tr("the attribute %1 of MetaData is not understood").arg(name));
}

Value MetaDataHost::setAttribute(CallContext &context, const QString &name, const Value &value)
{
    if (name != u"bind")
        return context.notUnderstood(tr("setting %1 of a MetaData is not understood").arg(name));
    m_bind = value;
    return Value::none();
}

Value makeMetaData(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    // MetaData(bind=...) was dropped in SQLAlchemy 2.0; a bind given as `schema` is no text.
    static const Signature signature("MetaData.__init__"_L1, "schema=, quote_schema=, naming_convention=, info="_L1, true);
    const BoundArguments bound = signature.bind(context, arguments);
    if (!bound.ok())
        return bound.failure();
    if (const Value unknown = bound.firstUnknown(); !unknown.isUnset())
        return unknown;
    const Made<QMap<QString, QString>> convention = toConvention(context, bound["naming_convention"_L1]);
    if (!convention)
        return convention.instead();
    const Made<QString> schema = toText(context, bound["schema"_L1]);
    return schema ? Value::host(std::make_shared<MetaDataHost>(reading, *convention, *schema)) : schema.instead();
}

} // namespace retort::hosts
