#include "alembic/hosts/connectionhost.h"
#include "alembic/hosts/literals.h"
#include "alembic/hosts/sqlexceptions.h"
#include "alembic/hosts/typehost.h"
#include "base/translation.h"

namespace retort::hosts {

using namespace Qt::StringLiterals;
using Arguments = python::CallArguments;
using python::CallContext;
using python::Value;

namespace {

using Entries = std::vector<std::pair<Value, Value>>;

Value texts(const QStringList &list)
{
    python::Values out;
    for (const QString &text : list)
        out.push_back(Value::string(text));
    return Value::list(std::move(out));
}

Value textOrNone(const QString &text)
{
    return text.isEmpty() ? Value::none() : Value::string(text);
}

void add(Entries &entries, const char *key, Value value)
{
    entries.emplace_back(Value::string(QString::fromLatin1(key)), std::move(value));
}

/// Answers what a database would say, from the simulated schema; where that is not certain, the answer is not known.
class InspectorHost : public python::HostObject
{
public:
    explicit InspectorHost(ReadingPtr reading) : m_reading(std::move(reading)) {}
    [[nodiscard]] QString typeName() const override { return u"Inspector"_s; }

    Value attribute(CallContext &context, const QString &name) override
    {
        using Query = Value (InspectorHost::*)(CallContext &, const Table &) const;
        static const QHash<QString, Query> queries{{u"get_columns"_s, &InspectorHost::columns},
                                                   {u"get_indexes"_s, &InspectorHost::indexes},
                                                   {u"get_foreign_keys"_s, &InspectorHost::foreignKeys},
                                                   {u"get_unique_constraints"_s, &InspectorHost::uniqueConstraints},
                                                   {u"get_check_constraints"_s, &InspectorHost::checkConstraints},
                                                   {u"get_pk_constraint"_s, &InspectorHost::primaryKey}};
        const auto self = std::static_pointer_cast<InspectorHost>(shared_from_this());
        if (const Query query = queries.value(name)) {
            return python::nativeFunction(
                name, [self, query](CallContext &c, const Arguments &arguments) { return self->ask(c, arguments, query); }, false);
        }
        if (name == u"has_table")
            return python::nativeFunction(
                name, [self](CallContext &c, const Arguments &arguments) { return self->hasTable(c, arguments); }, false);
        if (name == u"has_index")
            return python::nativeFunction(
                name, [self](CallContext &c, const Arguments &arguments) { return self->hasIndex(c, arguments); }, false);
        if (name == u"get_table_names") {
            return python::nativeFunction(
                name, [self](CallContext &c, const Arguments &arguments) { return self->tableNames(c, arguments); }, false);
        }
        if (name == u"clear_cache")
            return python::nativeFunction(name, [](CallContext &, const Arguments &) { return Value::none(); });
        if (name == u"dialect")
            return makeDialect(m_reading);
        if (name == u"bind" || name == u"engine")
            return makeConnection(m_reading);
        return context.unknown(tr("%1() of the inspector is not understood").arg(name));
    }

private:
    [[nodiscard]] Value uncertain(CallContext &context, const Schema &schema) const
    {
        const QString cause =
            schema.isCertain() ? tr("SQL that is not understood in full changed the table") : schema.uncertainties.first();
        const QString reason = tr("what the database holds here is not known (%1)").arg(cause);
        return m_reading->options().live ? context.unknown(reason) : context.deferred(reason);
    }

    Value ask(CallContext &context, const Arguments &arguments, Value (InspectorHost::*query)(CallContext &, const Table &) const) const
    {
        const Made<QString> name = toText(context, arguments.get(0, "table_name"_L1));
        const Made<QString> schemaName = toText(context, arguments.get(1, "schema"_L1));
        if (!name || !schemaName)
            return !name ? name.instead() : schemaName.instead();
        const Schema schema = m_reading->currentSchema();
        const Table *table = schema.table(QualifiedName(*schemaName, *name));
        if (!schema.isCertain() || (table && table->uncertain))
            return uncertain(context, schema);
        if (!table)
            return raiseSql(context, u"NoSuchTableError"_s, *name);
        return (this->*query)(context, *table);
    }

    Value hasTable(CallContext &context, const Arguments &arguments) const
    {
        const Made<QString> name = toText(context, arguments.get(0, "table_name"_L1));
        const Made<QString> schemaName = toText(context, arguments.get(1, "schema"_L1));
        if (!name || !schemaName)
            return !name ? name.instead() : schemaName.instead();
        const Schema schema = m_reading->currentSchema();
        if (!schema.isCertain())
            return uncertain(context, schema);
        return Value::boolean(schema.table(QualifiedName(*schemaName, *name)) != nullptr);
    }

    Value hasIndex(CallContext &context, const Arguments &arguments) const
    {
        const Made<QString> name = toText(context, arguments.get(0, "table_name"_L1));
        const Made<QString> indexName = toText(context, arguments.get(1, "index_name"_L1));
        const Made<QString> schemaName = toText(context, arguments.get(2, "schema"_L1));
        if (!name || !indexName || !schemaName)
            return !name ? name.instead() : !indexName ? indexName.instead() : schemaName.instead();
        const Schema schema = m_reading->currentSchema();
        const Table *table = schema.table(QualifiedName(*schemaName, *name));
        if (!schema.isCertain() || (table && table->uncertain))
            return uncertain(context, schema);
        bool found = false;
        for (const Index &index : table ? table->indexes : std::vector<Index>())
            found = found || index.name.text == *indexName;
        return Value::boolean(found);
    }

    Value tableNames(CallContext &context, const Arguments &arguments) const
    {
        const Made<QString> schemaName = toText(context, arguments.get(0, "schema"_L1));
        if (!schemaName)
            return schemaName.instead();
        const Schema schema = m_reading->currentSchema();
        if (!schema.isCertain())
            return uncertain(context, schema);
        QStringList names;
        for (auto it = schema.tables.cbegin(); it != schema.tables.cend(); ++it) {
            if (it.key().schema == *schemaName)
                names.append(it.key().name);
        }
        return texts(names);
    }

    Value columns(CallContext &context, const Table &table) const
    {
        python::Values out;
        for (const Column &column : table.columns) {
            Entries entries;
            add(entries, "name", Value::string(column.name));
            add(entries, "type", makeType(m_reading, {column.type, {}, {}}));
            add(entries, "nullable", Value::boolean(column.nullable));
            add(entries, "default",
                column.serverDefault ? context.unknown(tr("the text of a default in the database is not known")) : Value::none());
            add(entries, "comment", column.comment ? Value::string(*column.comment) : Value::none());
            add(entries, "primary_key", Value::integer(table.primaryKey ? table.primaryKey->columns.indexOf(column.name) + 1 : 0));
            out.push_back(Value::dict(entries));
        }
        return Value::list(std::move(out));
    }

    Value indexes(CallContext &context, const Table &table) const
    {
        python::Values out;
        for (const Index &index : table.indexes) {
            QStringList names;
            for (const SqlExpression &expression : index.expressions) {
                if (expression.kind != SqlExpression::Kind::Column)
                    return context.unknown(tr("how the database describes an index on an expression is not known"));
                names.append(expression.text);
            }
            Entries entries;
            add(entries, "name", textOrNone(index.name.text));
            add(entries, "column_names", texts(names));
            add(entries, "unique", Value::boolean(index.unique));
            out.push_back(Value::dict(entries));
        }
        return Value::list(std::move(out));
    }

    /// The name a database makes up for an unnamed constraint is its own.
    [[nodiscard]] Value nameOf(CallContext &context, const Name &name) const
    {
        if (!name.isEmpty())
            return Value::string(name.text);
        return m_reading->dialect() == u"sqlite" ? Value::none()
                                                 : context.unknown(tr("the name the database gave an unnamed constraint is not known"));
    }

    Value foreignKeys(CallContext &context, const Table &table) const
    {
        python::Values out;
        for (const Constraint &constraint : table.constraints) {
            const auto *key = std::get_if<ForeignKey>(&constraint);
            if (!key)
                continue;
            Entries entries;
            add(entries, "name", nameOf(context, key->name));
            add(entries, "constrained_columns", texts(key->columns));
            add(entries, "referred_schema", textOrNone(key->referredTable.schema));
            add(entries, "referred_table", Value::string(key->referredTable.name));
            add(entries, "referred_columns", texts(key->referredColumns));
            Entries options;
            if (!key->onDelete.isEmpty())
                add(options, "ondelete", Value::string(key->onDelete));
            if (!key->onUpdate.isEmpty())
                add(options, "onupdate", Value::string(key->onUpdate));
            add(entries, "options", Value::dict(options));
            out.push_back(Value::dict(entries));
        }
        return Value::list(std::move(out));
    }

    Value uniqueConstraints(CallContext &context, const Table &table) const
    {
        python::Values out;
        for (const Constraint &constraint : table.constraints) {
            const auto *unique = std::get_if<UniqueConstraint>(&constraint);
            if (!unique)
                continue;
            Entries entries;
            add(entries, "name", nameOf(context, unique->name));
            add(entries, "column_names", texts(unique->columns));
            out.push_back(Value::dict(entries));
        }
        return Value::list(std::move(out));
    }

    Value checkConstraints(CallContext &context, const Table &table) const
    {
        python::Values out;
        for (const Constraint &constraint : table.constraints) {
            const auto *check = std::get_if<CheckConstraint>(&constraint);
            if (!check || !check->typeBoundColumn.isEmpty())
                continue;
            Entries entries;
            add(entries, "name", nameOf(context, check->name));
            add(entries, "sqltext", context.unknown(tr("the text of a check constraint in the database is not known")));
            out.push_back(Value::dict(entries));
        }
        return Value::list(std::move(out));
    }

    Value primaryKey(CallContext &context, const Table &table) const
    {
        Entries entries;
        const PrimaryKey key = table.primaryKey.value_or(PrimaryKey{});
        add(entries, "constrained_columns", texts(key.columns));
        add(entries, "name", key.columns.isEmpty() ? Value::none() : nameOf(context, key.name));
        return Value::dict(entries);
    }

    ReadingPtr m_reading;
};

} // namespace

Value makeInspector(const ReadingPtr &reading)
{
    return Value::host(std::make_shared<InspectorHost>(reading));
}

} // namespace retort::hosts
