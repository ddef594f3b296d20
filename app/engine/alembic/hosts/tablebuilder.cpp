#include "alembic/hosts/declarative.h"
#include "alembic/hosts/dialectoptions.h"
#include "alembic/hosts/literals.h"
#include "alembic/hosts/metadatahost.h"
#include "alembic/hosts/namehost.h"
#include "alembic/hosts/signature.h"
#include "alembic/hosts/sqlexceptions.h"
#include "alembic/hosts/tablehost.h"
#include "base/translation.h"

#include <algorithm>

namespace retort::hosts {

using namespace Qt::StringLiterals;
using Arguments = python::CallArguments;
using python::CallContext;
using python::Value;

namespace {

/// Puts a Table together from its items.
class TableBuilder
{
public:
    TableBuilder(CallContext &context, const ReadingPtr &reading, const TableParts &parts)
        : m_context(context),
          m_reading(reading),
          m_parts(parts)
    {
        m_table.name = parts.name;
    }

    Made<std::shared_ptr<TableHost>> build()
    {
        const Made<bool> steps[] = {takeKeywords(), takeItems()};
        for (const Made<bool> &step : steps) {
            if (!step)
                return step.instead();
        }
        for (const auto &step :
             {&TableBuilder::addPrimaryKey, &TableBuilder::addConstraints, &TableBuilder::addColumnParts, &TableBuilder::addIndexes}) {
            const Made<bool> done = (this->*step)();
            if (!done)
                return done.instead();
        }
        auto host = std::make_shared<TableHost>(m_reading, std::move(m_table), tableReference(m_parts.name), false);
        std::vector<std::shared_ptr<ColumnHost>> attached;
        for (const auto &column : m_columns) {
            if (column->isAttached()) {
                attached.push_back(column->attached(m_parts.name, {}, host->from()));
            } else {
                column->attach(m_parts.name, host->from());
                attached.push_back(column);
            }
        }
        host->setColumns(std::move(attached));
        return host;
    }

private:
    Made<bool> takeKeywords()
    {
        Keywords dialectKeywords;
        for (const auto &[name, value] : m_parts.keywords) {
            if (name == u"info" || name == u"implicit_returning" || name == u"keep_existing" || name == u"extend_existing"
                || name == u"listeners")
                continue;
            if (name == u"comment") {
                if (value.isNone())
                    continue;
                const Made<QString> text = toText(m_context, value);
                if (!text)
                    return text.instead();
                m_table.comment = *text;
            } else if (name == u"prefixes") {
                const Made<QStringList> prefixes = toTexts(m_context, value);
                if (!prefixes)
                    return prefixes.instead();
                m_table.prefixes = *prefixes;
            } else if (name == u"quote") {
                m_table.quote = value.isTrue();
            } else if (name == u"autoload_with" || name == u"autoload" || name == u"quote_schema" || name == u"include_columns") {
                return m_context.unknown(tr("Table(%1=...) is not understood").arg(name));
            } else {
                dialectKeywords.emplace_back(name, value);
            }
        }
        Made<DialectOptions> options = toDialectOptions(m_context, dialectKeywords, u"Table"_s);
        if (!options)
            return options.instead();
        m_table.options = std::move(*options);
        return true;
    }

    Made<bool> takeItems()
    {
        for (const Value &item : m_parts.items) {
            if (item.isUnknown() || item.isFailure())
                return item;
            if (const auto column = item.host<ColumnHost>()) {
                if (column->isAttached() && !m_parts.copiesColumns) {
                    return raiseSql(m_context, u"ArgumentError"_s,
                                    u"Column object '%1' already assigned to Table '%2'"_s.arg(column->key(), column->tableName().name));
                }
                m_columns.push_back(column);
                m_table.columns.push_back(column->column());
            } else if (const auto constraint = item.host<ConstraintHost>();
                       constraint && constraint->sort() != ConstraintHost::Sort::ColumnForeignKey) {
                m_constraints.push_back(constraint);
            } else if (const auto index = item.host<IndexHost>()) {
                m_table.indexes.push_back(index->index());
            } else if (!item.host<MetaDataHost>()) { // which SQLAlchemy takes for an item that does nothing
                return m_context.unknown(tr("a value of type %1 inside a table is not understood").arg(item.typeName()));
            }
        }
        std::stable_sort(m_constraints.begin(), m_constraints.end(), [](const auto &a, const auto &b) { return a->order() < b->order(); });
        return true;
    }

    /// Constraints name columns by key.
    [[nodiscard]] QStringList columnNames(const QStringList &keys) const
    {
        QStringList names;
        for (const QString &key : keys) {
            const auto it = std::find_if(m_columns.begin(), m_columns.end(), [&key](const auto &column) { return column->key() == key; });
            names.append(it == m_columns.end() ? key : (*it)->column().name);
        }
        return names;
    }

    Made<bool> checkColumns(const QStringList &names)
    {
        for (const QString &name : names) {
            if (!m_table.column(name)) {
                return m_context.raise(
                    u"ConstraintColumnNotFoundError"_s,
                    u"Can't create constraint on table '%1': no column named '%2' is present."_s.arg(m_parts.name.name, name));
            }
        }
        return true;
    }

    Made<bool> addPrimaryKey()
    {
        PrimaryKey key;
        bool isExplicit = false;
        for (const auto &constraint : m_constraints) {
            if (constraint->sort() != ConstraintHost::Sort::PrimaryKey)
                continue;
            key = constraint->primaryKey;
            key.columns = columnNames(key.columns);
            isExplicit = !key.columns.isEmpty();
        }
        const Made<bool> known = checkColumns(key.columns);
        if (!known)
            return known;
        if (!isExplicit) {
            key.fromFlags = true;
            for (const Column &column : m_table.columns) {
                if (column.primaryKey)
                    key.columns.append(column.name);
            }
        }
        for (Column &column : m_table.columns) {
            column.primaryKey = key.columns.contains(column.name);
            if (column.primaryKey && !column.nullableGiven)
                column.nullable = false;
        }
        if (key.columns.isEmpty())
            return true;
        const Made<bool> done = applyConvention(m_context, key, m_table.name, m_parts.convention);
        m_table.primaryKey = std::move(key);
        return done;
    }

    Made<bool> addConstraints()
    {
        for (const auto &host : m_constraints) {
            if (host->sort() != ConstraintHost::Sort::Table)
                continue;
            Constraint constraint = host->constraint;
            QStringList used;
            if (auto *unique = std::get_if<UniqueConstraint>(&constraint))
                used = unique->columns = columnNames(unique->columns);
            if (auto *key = std::get_if<ForeignKey>(&constraint))
                used = key->columns = columnNames(key->columns);
            addSchema(constraint);
            const Made<bool> known = checkColumns(used);
            const Made<bool> done = applyConvention(m_context, constraint, m_table.name, m_parts.convention);
            if (!known || !done)
                return !known ? known : done;
            m_table.constraints.push_back(std::move(constraint));
        }
        return true;
    }

    /// A foreign key given as text leads into the schema of the MetaData unless it names another.
    void addSchema(Constraint &constraint) const
    {
        auto *key = std::get_if<ForeignKey>(&constraint);
        if (key && key->referredTable.schema.isEmpty())
            key->referredTable.schema = m_parts.metadataSchema;
    }

    Made<bool> addColumnParts()
    {
        for (const auto &column : m_columns) {
            Made<ColumnParts> parts = columnParts(m_context, *m_reading, *column, m_table.name, m_parts.convention, true);
            if (!parts)
                return parts.instead();
            for (Constraint &constraint : parts->constraints) {
                addSchema(constraint);
                m_table.constraints.push_back(std::move(constraint));
            }
            for (Index &index : parts->indexes)
                m_table.indexes.push_back(std::move(index));
        }
        return true;
    }

    Made<bool> addIndexes()
    {
        for (Index &index : m_table.indexes) {
            index.table = m_table.name;
            const Made<bool> done = applyConvention(m_context, index, m_parts.convention);
            if (!done)
                return done;
        }
        return true;
    }

    CallContext &m_context;
    const ReadingPtr &m_reading;
    const TableParts &m_parts;
    Table m_table;
    std::vector<std::shared_ptr<ColumnHost>> m_columns;
    std::vector<std::shared_ptr<ConstraintHost>> m_constraints;
};

} // namespace

Made<std::shared_ptr<TableHost>> buildTable(CallContext &context, const ReadingPtr &reading, const TableParts &parts)
{
    return TableBuilder(context, reading, parts).build();
}

namespace {

void declareTable(const CallContext &context, const ReadingPtr &reading, const QualifiedName &name, MetaDataHost *metadata,
                  const Value &made)
{
    DeclaredTable declared;
    declared.name = name;
    declared.metadata = metadata;
    declared.table = made.host<TableHost>();
    declared.place = placeInProgram(context);
    if (made.isUnknown()) {
        declared.problems.append(made.unknownReason());
        metadata->setNotKnown(made);
    }
    reading->declaredTables().push_back(std::move(declared));
}

bool isReflection(const BoundArguments &bound)
{
    return std::any_of(bound.keywords().begin(), bound.keywords().end(), [](const auto &keyword) {
        return keyword.first == u"autoload_with" || (keyword.first == u"autoload" && keyword.second.isTrue());
    });
}

} // namespace

Value reflectTable(const ReadingPtr &reading, CallContext &context, const QualifiedName &name)
{
    const Schema schema = reading->currentSchema();
    const Table *table = schema.table(name);
    const QString reason = tr("what a reflected table holds is not known here");
    if (reading->options().offline)
        return context.unknown(reason);
    if (!schema.isCertain() || (table && table->uncertain))
        return reading->options().live ? context.unknown(reason) : context.deferred(reason);
    if (!table)
        return raiseSql(context, u"NoSuchTableError"_s, name.name);
    auto host = std::make_shared<TableHost>(reading, *table, tableReference(name), false);
    std::vector<std::shared_ptr<ColumnHost>> columns;
    for (const Column &column : table->columns) {
        // Reflection knows nothing of Python-side defaults.
        Column reflected = column;
        reflected.hasPythonDefault = false;
        columns.push_back(ColumnHost(reading, std::move(reflected), TypeValue{column.type, {}, {}}).attached(name, {}, host->from()));
    }
    host->setColumns(std::move(columns));
    return Value::host(host);
}

Value makeTable(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("Table"_L1, "name, metadata=, *args, schema=, **kw"_L1);
    const BoundArguments bound = signature.bind(context, arguments);
    if (!bound.ok())
        return bound.failure();
    const auto metadata = bound["metadata"_L1].host<MetaDataHost>();
    if (const Value unknown = bound.firstUnknown(); !unknown.isUnset()) {
        if (metadata)
            declareTable(context, reading, {bound["schema"_L1].text(), bound["name"_L1].text()}, metadata.get(), unknown);
        return unknown;
    }
    if (!metadata)
        return context.unknown(tr("a Table without a MetaData is not understood"));
    const Made<QString> name = toText(context, bound["name"_L1]);
    const Made<QString> schema = toText(context, bound["schema"_L1]);
    if (!name || !schema)
        return !name ? name.instead() : schema.instead();
    const QualifiedName qualified(bound.given("schema"_L1) ? *schema : metadata->schema(), *name);
    if (isReflection(bound)) {
        const bool isPlain = bound.rest().empty() && std::all_of(bound.keywords().begin(), bound.keywords().end(), [](const auto &keyword) {
                                 return keyword.first.startsWith("autoload"_L1) || keyword.first == u"extend_existing";
                             });
        const Value reflected =
            isPlain ? reflectTable(reading, context, qualified) : context.unknown(tr("what a reflected table holds is not known here"));
        if (const auto table = reflected.host<TableHost>())
            metadata->add(table);
        return reflected;
    }
    // Without items it is the one that is there.
    if (const Value known = metadata->table(qualified.display()); !known.isUnset() && bound.rest().empty())
        return known;
    TableParts parts{qualified, bound.rest(), bound.keywords(), metadata->convention(), false, metadata->schema()};
    Made<std::shared_ptr<TableHost>> table = buildTable(context, reading, parts);
    if (!table && table.instead().isFailure())
        return table.instead();
    const Value made = table ? Value::host(*table) : table.instead();
    declareTable(context, reading, qualified, metadata.get(), made);
    if (table)
        metadata->add(*table);
    return made;
}

Value makeLightTable(const ReadingPtr &reading, CallContext &context, const Arguments &arguments)
{
    static const Signature signature("table"_L1, "name, *columns, schema="_L1);
    const BoundArguments bound = signature.bind(context, arguments);
    if (!bound.ok())
        return bound.failure();
    if (const Value unknown = bound.firstUnknown(); !unknown.isUnset())
        return unknown;
    const Made<QString> name = toText(context, bound["name"_L1]);
    const Made<QString> schema = toText(context, bound["schema"_L1]);
    if (!name || !schema)
        return !name ? name.instead() : schema.instead();
    Table table;
    table.name = QualifiedName(*schema, *name);
    const SqlExpression from = tableReference(table.name);
    std::vector<std::shared_ptr<ColumnHost>> columns;
    for (const Value &item : bound.rest()) {
        const auto column = item.host<ColumnHost>();
        if (!column)
            return context.unknown(tr("a value of type %1 inside a table is not understood").arg(item.typeName()));
        if (column->isAttached()) {
            return raiseSql(context, u"ArgumentError"_s,
                            u"column object '%1' already assigned to table '%2'"_s.arg(column->key(), column->tableName().display()));
        }
        table.columns.push_back(column->column());
        column->attach(table.name, from);
        columns.push_back(column);
    }
    auto host = std::make_shared<TableHost>(reading, std::move(table), from, true);
    host->setColumns(std::move(columns));
    return Value::host(host);
}

} // namespace retort::hosts
