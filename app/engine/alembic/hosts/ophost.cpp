#include "alembic/hosts/ophost.h"

#include "alembic/hosts/connectionhost.h"
#include "alembic/hosts/expressionfunctions.h"
#include "alembic/hosts/literals.h"
#include "alembic/hosts/namehost.h"
#include "alembic/hosts/tablehost.h"
#include "base/translation.h"

namespace retort::hosts {

using namespace Qt::StringLiterals;
using Arguments = python::CallArguments;
using python::CallContext;
using python::Value;

namespace {

/// The result of a maker that needs `instead` handling: recorded as opaque when it depends on an Unknown.
Value settle(CallContext &context, Reading &reading, const Value &instead)
{
    return instead.isUnknown() ? reading.recordOpaque(context, instead) : instead;
}

Value createTable(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("create_table"_L1, "table_name, *columns, if_not_exists=, schema=, **kw"_L1, true);
    const BoundArguments bound = signature.bind(context, arguments);
    if (!bound.ok())
        return bound.failure();
    if (const Value unknown = bound.firstUnknown(); !unknown.isUnset())
        return reading->recordOpaque(context, unknown);
    const Made<QString> name = toText(context, bound["table_name"_L1]);
    const Made<QString> schema = toText(context, bound["schema"_L1]);
    const Made<bool> ifNotExists = toBool(context, bound["if_not_exists"_L1]);
    if (!name || !schema || !ifNotExists)
        return settle(context, *reading, !name ? name.instead() : !schema ? schema.instead() : ifNotExists.instead());
    TableParts parts{QualifiedName(*schema, *name), bound.rest(), bound.keywords(), reading->options().namingConvention, true};
    if (const auto quoted = bound["table_name"_L1].host<NameHost>(); quoted && quoted->quote())
        parts.keywords.emplace_back(u"quote"_s, Value::boolean(*quoted->quote()));
    Made<std::shared_ptr<TableHost>> table = buildTable(context, reading, parts);
    if (!table)
        return settle(context, *reading, table.instead());
    reading->record(context, CreateTableOp{(*table)->table(), *ifNotExists});
    return Value::host(*table);
}

Value execute(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("execute"_L1, "sqltext, *, execution_options="_L1, true);
    const BoundArguments bound = signature.bind(context, arguments);
    if (!bound.ok())
        return bound.failure();
    Made<OperationContent> content = statementContent(context, bound["sqltext"_L1], {}, reading->dialect());
    if (!content)
        return settle(context, *reading, content.instead());
    reading->record(context, std::move(*content));
    return Value::none();
}

/// `with op.batch_alter_table(...) as batch_op`.
class BatchBlockHost : public python::HostObject
{
public:
    BatchBlockHost(ReadingPtr reading, BatchAlterTableOp operation)
        : m_reading(std::move(reading)),
          m_operation(std::move(operation)),
          m_sink(std::make_shared<OperationSink>(m_reading, m_operation.table))
    {}
    [[nodiscard]] QString typeName() const override { return u"batch_alter_table"_s; }
    [[nodiscard]] bool hasEffects() const override { return true; }

    Value enter(CallContext &context) override
    {
        m_place = m_reading->place(context);
        return Value::host(std::make_shared<OpHost>(m_sink));
    }

    Value exit(CallContext &context, const Value &exception) override
    {
        // Alembic flushes the queue only when the block ends without an exception.
        if (exception.isNone()) {
            m_operation.operations = m_sink->takeQueue();
            m_reading->record(context, m_operation);
        }
        return Value::boolean(false);
    }

private:
    ReadingPtr m_reading;
    BatchAlterTableOp m_operation;
    SinkPtr m_sink;
    OperationSource m_place;
};

Made<bool> takeBatchTable(CallContext &context, const BoundArguments &bound, BatchAlterTableOp &made)
{
    if (const auto copyFrom = bound["copy_from"_L1].host<TableHost>())
        made.copyFrom = copyFrom->table();
    else if (bound.has("copy_from"_L1))
        return context.unknown(tr("copy_from= of something else than a Table is not understood"));
    if (bound.given("table_args"_L1)) {
        for (const Value &item : bound["table_args"_L1].items()) {
            const auto constraint = item.host<ConstraintHost>();
            if (!constraint || constraint->sort() != ConstraintHost::Sort::Table)
                return context.unknown(tr("a value of type %1 in table_args is not understood").arg(item.typeName()));
            made.tableArguments.push_back(constraint->constraint);
        }
    }
    Keywords options;
    for (const auto &[key, value] : bound["table_kwargs"_L1].entries())
        options.emplace_back(key.text(), value);
    Made<DialectOptions> tableOptions = toDialectOptions(context, options, u"Table"_s);
    if (!tableOptions)
        return tableOptions.instead();
    made.tableOptions = std::move(*tableOptions);
    const bool reflects = !bound["reflect_args"_L1].items().empty() || !bound["reflect_kwargs"_L1].entries().empty();
    if (reflects)
        return context.unknown(tr("reflect_args and reflect_kwargs are not understood"));
    return true;
}

Made<BatchAlterTableOp> batchOperation(CallContext &context, const BoundArguments &bound)
{
    BatchAlterTableOp made;
    const Made<QString> name = toText(context, bound["table_name"_L1]);
    const Made<QString> schema = toText(context, bound["schema"_L1]);
    const Made<QString> recreate = bound.given("recreate"_L1) ? toText(context, bound["recreate"_L1]) : Made<QString>(u"auto"_s);
    Made<QMap<QString, QString>> convention = toConvention(context, bound["naming_convention"_L1]);
    if (!name || !schema)
        return !name ? name.instead() : schema.instead();
    if (!recreate || !convention)
        return !recreate ? recreate.instead() : convention.instead();
    using Recreate = BatchAlterTableOp::Recreate;
    static const QHash<QString, Recreate> modes{
        {u"auto"_s, Recreate::Auto}, {u"always"_s, Recreate::Always}, {u"never"_s, Recreate::Never}};
    if (!modes.contains(*recreate))
        return context.raise(u"ValueError"_s, u"recreate may be one of 'auto', 'always', or 'never'."_s);
    made.table = QualifiedName(*schema, *name);
    made.recreate = modes.value(*recreate);
    made.namingConvention = std::move(*convention);
    for (const Value &order : bound["partial_reordering"_L1].items()) {
        const Made<QStringList> names = toTexts(context, order);
        if (!names)
            return names.instead();
        made.partialReordering.push_back(*names);
    }
    const Made<bool> table = takeBatchTable(context, bound, made);
    return table ? Made<BatchAlterTableOp>(std::move(made)) : Made<BatchAlterTableOp>(table.instead());
}

Value batchAlterTable(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("batch_alter_table"_L1,
                                     "table_name, schema=, recreate=, partial_reordering=, copy_from=, table_args=, table_kwargs=, "
                                     "reflect_args=, reflect_kwargs=, naming_convention="_L1,
                                     true);
    const BoundArguments bound = signature.bind(context, arguments);
    if (!bound.ok())
        return bound.failure();
    const Value unknown = bound.firstUnknown();
    if (!unknown.isUnset())
        return context.notUnderstood(unknown);
    Made<BatchAlterTableOp> made = batchOperation(context, bound);
    if (!made)
        return made.instead().isUnknown() ? context.notUnderstood(made.instead()) : made.instead();
    return Value::host(std::make_shared<BatchBlockHost>(reading, std::move(*made)));
}

Value finalName(CallContext &context, const Arguments &arguments)
{
    const Made<QString> name = toText(context, arguments.get(0, "name"_L1));
    return name ? Value::host(std::make_shared<NameHost>(*name, true)) : name.instead();
}

using Function = Value (*)(const ReadingPtr &, CallContext &, const Arguments &);

Function ownFunction(const QString &name)
{
    static const QHash<QString, Function> functions{
        {u"create_table"_s, &createTable},
        {u"execute"_s, &execute},
        {u"batch_alter_table"_s, &batchAlterTable},
        {u"inline_literal"_s, &makeLiteral},
        {u"f"_s, [](const ReadingPtr &, CallContext &c, const Arguments &a) { return finalName(c, a); }},
        {u"get_bind"_s, [](const ReadingPtr &r, CallContext &, const Arguments &) { return makeConnection(r); }},
        {u"get_context"_s, [](const ReadingPtr &r, CallContext &, const Arguments &) { return makeMigrationContext(r); }},
        {u"run_async"_s, [](const ReadingPtr &, CallContext &c, const Arguments &) {
             return c.raise(u"ValueError"_s, u"Cannot call run_async with a sync engine"_s);
         }}};
    return functions.value(name);
}

bool isBatchFunction(const QString &name)
{
    static const QStringList names{u"execute"_s, u"f"_s, u"get_bind"_s, u"get_context"_s, u"inline_literal"_s, u"run_async"_s};
    return names.contains(name);
}

} // namespace

Value OpHost::attribute(CallContext &context, const QString &name)
{
    if (const OperationCall *call = operationCall(name, m_sink->isBatch()))
        return operationFunction(m_sink, *call);
    const Function function = ownFunction(name);
    if (function && (!m_sink->isBatch() || isBatchFunction(name))) {
        return python::nativeFunction(
            name, [reading = m_sink->reading(), function](CallContext &c, const Arguments &a) { return function(reading, c, a); });
    }
    if (name == u"impl" && m_sink->isBatch())
        return context.notUnderstood(tr("batch_op.impl is not understood"));
    if (name == u"migration_context" || name == u"context")
        return makeMigrationContext(m_sink->reading());
    // A directive of the project or of a package: what it would do is not known, but the rest of the migration is.
    const QString reason = tr("%1.%2 is not an operation of Alembic itself").arg(m_sink->isBatch() ? u"batch_op"_s : u"op"_s, name);
    return python::nativeFunction(name, [sink = m_sink, reason](CallContext &c, const Arguments &) {
        const Value unknown = c.unknown(reason);
        sink->putOpaque(c, unknown);
        return unknown;
    });
}

} // namespace retort::hosts
