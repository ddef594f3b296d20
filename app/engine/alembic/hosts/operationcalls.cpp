#include "alembic/hosts/operationcalls.h"

#include "alembic/hosts/constraintcalls.h"
#include "alembic/hosts/declarative.h"
#include "alembic/hosts/literals.h"
#include "alembic/hosts/statementhost.h"
#include "base/translation.h"

#include <array>

namespace retort::hosts {

using namespace Qt::StringLiterals;
using Arguments = python::CallArguments;
using python::CallContext;
using python::Value;
using Content = Made<OperationContent>;

namespace {

Made<std::optional<SqlType>> optionalType(CallContext &context, const Value &value)
{
    if (value.isUnset() || value.isNone())
        return std::optional<SqlType>();
    Made<TypeValue> type = toType(context, value);
    return type ? Made<std::optional<SqlType>>(std::optional<SqlType>(std::move(type->type)))
                : Made<std::optional<SqlType>>(type.instead());
}

/// False: not given. None: drop it.
Made<Change<AnyDefault>> defaultChange(CallContext &context, const Value &value)
{
    Change<AnyDefault> change;
    if (value.isUnset() || value.isFalse())
        return change;
    change.given = true;
    if (value.isNone())
        return change;
    Made<AnyDefault> made = toDefault(context, value);
    if (!made)
        return made.instead();
    change.value = std::move(*made);
    return change;
}

Content dropTable(CallContext &context, const OperationSink &sink, const BoundArguments &bound)
{
    const Made<QualifiedName> table = sink.table(context, bound);
    const Made<bool> ifExists = toBool(context, bound["if_exists"_L1]);
    const Made<DialectOptions> options = toDialectOptions(context, bound.keywords(), u"Table"_s);
    if (!table || !ifExists || !options)
        return !table ? table.instead() : !ifExists ? ifExists.instead() : options.instead();
    return OperationContent(DropTableOp{*table, *ifExists});
}

Content renameTable(CallContext &context, const OperationSink &sink, const BoundArguments &bound)
{
    const Made<QualifiedName> table = sink.table(context, bound, "old_table_name"_L1);
    const Made<QString> newName = toText(context, bound["new_table_name"_L1]);
    if (!table || !newName)
        return !table ? table.instead() : newName.instead();
    return OperationContent(RenameTableOp{*table, *newName});
}

Content addColumn(CallContext &context, const OperationSink &sink, const BoundArguments &bound)
{
    AddColumnOp made;
    const Made<QualifiedName> table = sink.table(context, bound);
    if (!table)
        return table.instead();
    made.table = *table;
    const auto column = bound["column"_L1].host<ColumnHost>();
    if (!column)
        return context.unknown(tr("a value of type %1 as a column is not understood").arg(bound["column"_L1].typeName()));
    made.column = column->column();
    // Alembic builds a Table around the column; its MetaData knows the convention.
    Made<ColumnParts> parts =
        columnParts(context, *sink.reading(), *column, *table, sink.reading()->options().namingConvention, sink.isBatch());
    if (!parts)
        return parts.instead();
    made.constraints = std::move(parts->constraints);
    made.indexes = std::move(parts->indexes);
    const std::pair<QLatin1StringView, bool *> flags[] = {{"if_not_exists"_L1, &made.ifNotExists},
                                                          {"inline_references"_L1, &made.inlineReferences},
                                                          {"inline_primary_key"_L1, &made.inlinePrimaryKey}};
    for (const auto &[name, target] : flags) {
        const Made<bool> flag = toBool(context, bound[name]);
        if (!flag)
            return flag.instead();
        *target = *flag;
    }
    const Made<QString> before = toText(context, bound["insert_before"_L1]);
    const Made<QString> after = toText(context, bound["insert_after"_L1]);
    if (!before || !after)
        return !before ? before.instead() : after.instead();
    made.insertBefore = *before;
    made.insertAfter = *after;
    if (!column->isAttached())
        column->attach(*table, tableReference(*table));
    return OperationContent(std::move(made));
}

Content dropColumn(CallContext &context, const OperationSink &sink, const BoundArguments &bound)
{
    DropColumnOp made;
    const Made<QualifiedName> table = sink.table(context, bound);
    const Made<QString> column = toText(context, bound["column_name"_L1]);
    if (!table || !column)
        return !table ? table.instead() : column.instead();
    made.table = *table;
    made.column = *column;
    for (const auto &[name, value] : bound.keywords()) {
        const Made<bool> flag = toBool(context, value);
        if (!flag)
            return flag.instead();
        if (name == u"if_exists")
            made.ifExists = *flag;
        else if (name == u"mssql_drop_default")
            made.mssqlDropDefault = *flag;
        else if (name == u"mssql_drop_check")
            made.mssqlDropCheck = *flag;
        else if (name == u"mssql_drop_foreign_key")
            made.mssqlDropForeignKey = *flag;
        else
            return context.unknown(tr("the argument %1 of drop_column() is not understood").arg(name));
    }
    return OperationContent(std::move(made));
}

Made<bool> takeAlterKeywords(CallContext &context, const BoundArguments &bound, AlterColumnOp &made)
{
    for (const auto &[name, value] : bound.keywords()) {
        if (name == u"postgresql_using") {
            const Made<std::optional<QString>> text = optionalText(context, value);
            if (!text)
                return text.instead();
            made.postgresqlUsing = *text;
        } else if (name == u"autoincrement" || name == u"existing_autoincrement") {
            const Made<std::optional<bool>> flag = optionalBool(context, value);
            if (!flag)
                return flag.instead();
            (name == u"autoincrement" ? made.autoincrement : made.existingAutoincrement) = *flag;
        }
        // Alembic hands other keywords to its implementation, which ignores them.
    }
    return true;
}

Made<bool> takeAlterTypes(CallContext &context, const BoundArguments &bound, AlterColumnOp &made)
{
    Made<std::optional<SqlType>> type = optionalType(context, bound["type_"_L1]);
    Made<std::optional<SqlType>> existingType = optionalType(context, bound["existing_type"_L1]);
    Made<Change<AnyDefault>> serverDefault = defaultChange(context, bound["server_default"_L1]);
    Made<Change<AnyDefault>> existingDefault = defaultChange(context, bound["existing_server_default"_L1]);
    if (!type || !existingType)
        return !type ? type.instead() : existingType.instead();
    if (!serverDefault || !existingDefault)
        return !serverDefault ? serverDefault.instead() : existingDefault.instead();
    made.type = std::move(*type);
    made.existingType = std::move(*existingType);
    made.serverDefault = std::move(*serverDefault);
    made.existingServerDefault = std::move(*existingDefault);
    return true;
}

Content alterColumn(CallContext &context, const OperationSink &sink, const BoundArguments &bound)
{
    AlterColumnOp made;
    const Made<QualifiedName> table = sink.table(context, bound);
    if (!table)
        return table.instead();
    made.table = *table;
    const std::pair<QLatin1StringView, QString *> texts[] = {{"column_name"_L1, &made.column},
                                                             {"new_column_name"_L1, &made.newName},
                                                             {"insert_before"_L1, &made.insertBefore},
                                                             {"insert_after"_L1, &made.insertAfter}};
    for (const auto &[name, target] : texts) {
        const Made<QString> text = toText(context, bound[name]);
        if (!text)
            return text.instead();
        *target = *text;
    }
    const Made<std::optional<bool>> nullable = optionalBool(context, bound["nullable"_L1]);
    const Made<std::optional<bool>> existingNullable = optionalBool(context, bound["existing_nullable"_L1]);
    const Made<std::optional<QString>> existingComment = optionalText(context, bound["existing_comment"_L1]);
    const Made<bool> types = takeAlterTypes(context, bound, made);
    const Made<bool> keywords = takeAlterKeywords(context, bound, made);
    if (!nullable || !existingNullable || !existingComment)
        return !nullable ? nullable.instead() : !existingNullable ? existingNullable.instead() : existingComment.instead();
    if (!types || !keywords)
        return !types ? types.instead() : keywords.instead();
    made.nullable = *nullable;
    made.existingNullable = *existingNullable;
    made.existingComment = *existingComment;
    const Value comment = bound["comment"_L1];
    if (!comment.isUnset() && !comment.isFalse()) {
        const Made<std::optional<QString>> text = optionalText(context, comment);
        if (!text)
            return text.instead();
        made.comment = {true, *text};
    }
    return OperationContent(std::move(made));
}

Content createIndex(CallContext &context, const OperationSink &sink, const BoundArguments &bound)
{
    CreateIndexOp made;
    Keywords keywords = bound.keywords();
    // batch_op.create_index(name, columns, **kw) has no named parameters of its own.
    Value unique = bound["unique"_L1];
    Value ifNotExists = bound["if_not_exists"_L1];
    std::erase_if(keywords, [&](const auto &keyword) {
        if (keyword.first == u"unique")
            unique = keyword.second;
        else if (keyword.first == u"if_not_exists")
            ifNotExists = keyword.second;
        return keyword.first == u"unique" || keyword.first == u"if_not_exists" || keyword.first == u"quote" || keyword.first == u"info";
    });
    const Made<QualifiedName> table = sink.table(context, bound);
    const Made<Name> name = toName(context, bound["index_name"_L1]);
    const Made<bool> isUnique = toBool(context, unique);
    const Made<bool> checks = toBool(context, ifNotExists);
    Made<DialectOptions> options = toDialectOptions(context, keywords, u"Index"_s);
    if (!table || !name || !options)
        return !table ? table.instead() : !name ? name.instead() : options.instead();
    if (!isUnique || !checks)
        return !isUnique ? isUnique.instead() : checks.instead();
    const Value items = context.iterate(bound["columns"_L1]);
    if (!items.isList())
        return items;
    for (const Value &item : items.items()) {
        Made<SqlExpression> expression = toIndexItem(context, item);
        if (!expression)
            return expression.instead();
        made.index.expressions.push_back(std::move(*expression));
    }
    made.index.table = *table;
    made.index.name = *name;
    made.index.unique = *isUnique;
    made.index.options = std::move(*options);
    made.ifNotExists = *checks;
    const Made<bool> done = applyConvention(context, made.index, sink.reading()->options().namingConvention);
    if (!done)
        return done.instead();
    return OperationContent(std::move(made));
}

Content dropIndex(CallContext &context, const OperationSink &sink, const BoundArguments &bound)
{
    Keywords keywords = bound.keywords();
    Value ifExists = bound["if_exists"_L1];
    std::erase_if(keywords, [&](const auto &keyword) {
        if (keyword.first == u"if_exists")
            ifExists = keyword.second;
        // Alembic compares drop_index(unique=...) for autogenerate's sake only.
        return keyword.first == u"if_exists" || keyword.first == u"unique" || keyword.first == u"info" || keyword.first == u"quote"
            || keyword.first == u"columns" || keyword.first == u"column_name";
    });
    const Made<QualifiedName> table = sink.table(context, bound);
    const Made<Name> name = toName(context, bound["index_name"_L1]);
    const Made<bool> checks = toBool(context, ifExists);
    Made<DialectOptions> options = toDialectOptions(context, keywords, u"Index"_s);
    if (!table || !name)
        return !table ? table.instead() : name.instead();
    if (!checks || !options)
        return !checks ? checks.instead() : options.instead();
    return OperationContent(DropIndexOp{*name, *table, *checks, std::move(*options)});
}

Content tableComment(CallContext &context, const OperationSink &sink, const BoundArguments &bound)
{
    TableCommentOp made;
    const Made<QualifiedName> table = sink.table(context, bound);
    const Made<std::optional<QString>> comment = optionalText(context, bound["comment"_L1]);
    const Made<std::optional<QString>> existing = optionalText(context, bound["existing_comment"_L1]);
    if (!table || !comment || !existing)
        return !table ? table.instead() : !comment ? comment.instead() : existing.instead();
    const QString dialect = sink.reading()->dialect();
    // create_table_comment(t, None) and drop_table_comment(t) are the same only where both are spelled IS NULL.
    if (bound.given("comment"_L1) && !*comment && dialect != u"postgresql" && dialect != u"sqlite")
        return context.unknown(tr("a table comment of None is not understood"));
    return OperationContent(TableCommentOp{*table, *comment, *existing});
}

Made<std::vector<BulkInsertOp::Cell>> bulkRow(CallContext &context, const TableHost &table, const Value &row, bool offline)
{
    std::vector<BulkInsertOp::Cell> cells;
    QStringList unconsumed;
    for (const auto &[key, value] : row.entries())
        unconsumed.append(key.text());
    for (const auto &column : table.columns()) {
        Value value = row.entry(column->key());
        if (value.isUnset() && !offline && !column->pythonDefault().isUnset() && !column->pythonDefault().isNone())
            value = column->pythonDefault();
        if (value.isUnset())
            continue;
        unconsumed.removeAll(column->key());
        Made<Expr> expression = toExpression(context, value, column->type(), false);
        if (!expression)
            return expression.instead();
        cells.push_back({column->column().name, std::move(expression->tree)});
    }
    if (!unconsumed.isEmpty())
        return context.raise(u"CompileError"_s, u"Unconsumed column names: %1"_s.arg(unconsumed.join(u", "_s)));
    return cells;
}

Content bulkInsert(CallContext &context, const OperationSink &sink, const BoundArguments &bound)
{
    BulkInsertOp made;
    const auto table = tableOfModel(bound["table"_L1]).host<TableHost>();
    if (!table)
        return context.unknown(tr("bulk_insert() into a value of type %1 is not understood").arg(bound["table"_L1].typeName()));
    const Value rows = bound["rows"_L1];
    if (!rows.isList())
        return context.raise(u"TypeError"_s, u"List expected"_s);
    const Made<bool> multi = bound.given("multiinsert"_L1) ? toBool(context, bound["multiinsert"_L1]) : Made<bool>(true);
    if (!multi)
        return multi.instead();
    made.table = table->table();
    made.multiInsert = *multi;
    for (const Value &row : rows.items()) {
        if (row.isUnknown())
            return row;
        if (!row.isDict())
            return context.raise(u"TypeError"_s, u"List of dictionaries expected"_s);
        auto cells = bulkRow(context, *table, row, sink.reading()->options().offline);
        if (!cells)
            return cells.instead();
        made.rows.push_back(std::move(*cells));
    }
    return OperationContent(std::move(made));
}

const auto &calls()
{
    static const auto table = std::to_array<OperationCall>({
        {"drop_table"_L1, "table_name, *, schema=, if_exists=, **kw"_L1, ""_L1, &dropTable},
        {"rename_table"_L1, "old_table_name, new_table_name, *, schema="_L1, ""_L1, &renameTable},
        {"add_column"_L1, "table_name, column, *, schema=, if_not_exists=, inline_references=, inline_primary_key="_L1,
         "column, *, insert_before=, insert_after=, if_not_exists=, inline_references=, inline_primary_key="_L1, &addColumn},
        {"drop_column"_L1, "table_name, column_name, *, schema=, **kw"_L1, "column_name, **kw"_L1, &dropColumn},
        {"alter_column"_L1,
         "table_name, column_name, *, nullable=, comment=, server_default=, new_column_name=, type_=, existing_type=, "
         "existing_server_default=, existing_nullable=, existing_comment=, schema=, **kw"_L1,
         "column_name, *, nullable=, comment=, server_default=, new_column_name=, type_=, existing_type=, existing_server_default=, "
         "existing_nullable=, "
         "existing_comment=, insert_before=, insert_after=, **kw"_L1,
         &alterColumn},
        {"create_index"_L1, "index_name, table_name, columns, *, schema=, unique=, if_not_exists=, **kw"_L1, "index_name, columns, **kw"_L1,
         &createIndex},
        {"drop_index"_L1, "index_name, table_name=, *, schema=, if_exists=, **kw"_L1, "index_name, **kw"_L1, &dropIndex},
        {"create_primary_key"_L1, "constraint_name, table_name, columns, *, schema="_L1, "constraint_name, columns"_L1, &createPrimaryKey},
        {"create_unique_constraint"_L1, "constraint_name, table_name, columns, *, schema=, **kw"_L1, "constraint_name, columns, **kw"_L1,
         &createUnique},
        {"create_foreign_key"_L1,
         "constraint_name, source_table, referent_table, local_cols, remote_cols, *, onupdate=, ondelete=, deferrable=, initially=, "
         "match=, source_schema=, referent_schema=, **kw"_L1,
         "constraint_name, referent_table, local_cols, remote_cols, *, referent_schema=, onupdate=, ondelete=, deferrable=, initially=, match=, **kw"_L1,
         &createForeignKey},
        {"create_check_constraint"_L1, "constraint_name, table_name, condition, *, schema=, **kw"_L1, "constraint_name, condition, **kw"_L1,
         &createCheck},
        {"create_exclude_constraint"_L1,
         "constraint_name, table_name, *elements, where=, schema=, using=, deferrable=, initially=, ops="_L1,
         "constraint_name, *elements, where=, using=, deferrable=, initially=, ops="_L1, &createExclude},
        {"drop_constraint"_L1, "constraint_name, table_name, type_=, *, schema=, if_exists="_L1, "constraint_name, type_="_L1,
         &dropConstraint},
        {"create_table_comment"_L1, "table_name, comment, *, existing_comment=, schema="_L1, "comment, *, existing_comment="_L1,
         &tableComment},
        {"drop_table_comment"_L1, "table_name, *, existing_comment=, schema="_L1, "*, existing_comment="_L1, &tableComment},
        {"bulk_insert"_L1, "table, rows, *, multiinsert="_L1, ""_L1, &bulkInsert},
    });
    return table;
}

} // namespace

Made<QualifiedName> OperationSink::table(CallContext &context, const BoundArguments &bound, QLatin1StringView nameArgument,
                                         QLatin1StringView schemaArgument) const
{
    if (m_batchTable)
        return *m_batchTable;
    const Made<QString> name = toText(context, bound[nameArgument]);
    const Made<QString> schema = toText(context, bound[schemaArgument]);
    if (!name || !schema)
        return !name ? name.instead() : schema.instead();
    return QualifiedName(*schema, *name);
}

void OperationSink::put(CallContext &context, OperationContent content)
{
    if (m_batchTable)
        m_queue.push_back({std::move(content), m_reading->place(context)});
    else
        m_reading->record(context, std::move(content));
}

Value OperationSink::putOpaque(CallContext &context, const Value &unknown)
{
    put(context, OpaqueOp{context.source().text(context.span()), unknown.unknownReason(), unknown.isDeferred()});
    return Value::none();
}

const OperationCall *operationCall(const QString &name, bool batch)
{
    for (const OperationCall &call : calls()) {
        if (call.name == name)
            return (batch ? call.batchParameters : call.parameters).isEmpty() ? nullptr : &call;
    }
    return nullptr;
}

Value runOperation(CallContext &context, OperationSink &sink, const BoundArguments &bound, OperationMaker make)
{
    if (!bound.ok())
        return bound.failure();
    if (const Value unknown = bound.firstUnknown(); !unknown.isUnset())
        return sink.putOpaque(context, unknown);
    Content content = make(context, sink, bound);
    if (!content)
        return content.instead().isUnknown() ? sink.putOpaque(context, content.instead()) : content.instead();
    sink.put(context, std::move(*content));
    return Value::none();
}

Value operationFunction(const SinkPtr &sink, const OperationCall &call)
{
    const Signature signature(call.name, sink->isBatch() ? call.batchParameters : call.parameters, true);
    return python::nativeFunction(call.name, [sink, signature, make = call.make](CallContext &context, const Arguments &arguments) {
        return runOperation(context, *sink, signature.bind(context, arguments), make);
    });
}

} // namespace retort::hosts
