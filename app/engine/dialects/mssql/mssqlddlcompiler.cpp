#include "dialects/mssql/mssqlddlcompiler.h"

#include "dialects/common/compilation.h"
#include "dialects/common/literalrenderer.h"
#include "dialects/common/typecompiler.h"

namespace retort {

using namespace Qt::StringLiterals;

QString MssqlDdlCompiler::clustering(const DialectOptions &options)
{
    const Literal clustered = options.values.value(u"mssql_clustered"_s);
    if (clustered.kind == Literal::Kind::Null)
        return {};
    return clustered.text == "true"_L1 ? u"CLUSTERED "_s : u"NONCLUSTERED "_s;
}

QString MssqlDdlCompiler::columnSpecification(const Table &table, const Column &column)
{
    QString sql = m_compilation.names.quote(column.name, column.quote) % u' ';
    sql += column.computed ? computed(*column.computed) : m_compilation.types->compile(column.type, table.name.schema);
    const bool automatic = column.autoincrement == Column::Autoincrement::On;
    if (!column.nullable || column.primaryKey || !column.sequence.isEmpty() || automatic || column.identity)
        sql += " NOT NULL"_L1;
    else if (!column.computed)
        sql += " NULL"_L1;
    const Column *own = table.column(column.name);
    if (column.identity)
        return sql % identity(*column.identity);
    if (((own && autoincrementColumn(table) == own) || automatic) && column.sequence.isEmpty())
        return sql % " IDENTITY"_L1;
    if (column.serverDefault) {
        if (const auto text = defaultText(*column.serverDefault))
            sql += " DEFAULT "_L1 % *text;
    }
    return sql;
}

QString MssqlDdlCompiler::computed(const Computed &computed)
{
    return "AS ("_L1 % ddlExpression(computed.expression) % u')' % (computed.persisted.value_or(false) ? " PERSISTED"_L1 : ""_L1);
}

QString MssqlDdlCompiler::identity(const Identity &identity)
{
    if (!identity.start && !identity.increment)
        return u" IDENTITY"_s;
    return " IDENTITY("_L1 % QString::number(identity.start.value_or(1)) % u',' % QString::number(identity.increment.value_or(1)) % u')';
}

std::optional<QString> MssqlDdlCompiler::primaryKey(const Table &table, const PrimaryKey &primaryKey)
{
    return preamble(primaryKey.name) % "PRIMARY KEY "_L1 % clustering(primaryKey.options) % u'('
        % m_compilation.names.list(primaryKeyColumns(table, primaryKey)) % u')';
}

std::optional<QString> MssqlDdlCompiler::unique(const UniqueConstraint &unique)
{
    return preamble(unique.name) % "UNIQUE "_L1 % clustering(unique.options) % u'(' % m_compilation.names.list(unique.columns) % u')'
        % deferrability(unique.deferrable, unique.initially);
}

QString MssqlDdlCompiler::createIndex(const Index &index, bool)
{
    const bool columnstore = index.options.values.value(u"mssql_columnstore"_s).text == "true"_L1;
    QString sql = "CREATE "_L1 % (index.unique ? "UNIQUE "_L1 : ""_L1) % clustering(index.options)
        % (columnstore ? "COLUMNSTORE "_L1 : ""_L1) % "INDEX "_L1 % indexName(index) % " ON "_L1 % m_compilation.names.table(index.table);
    if (!index.expressions.empty())
        sql += " ("_L1 % indexExpressions(index).join(", "_L1) % u')';
    const Literal included = index.options.values.value(u"mssql_include"_s);
    QStringList columns;
    for (const Literal &item : included.items)
        columns.append(item.text);
    if (!columns.isEmpty())
        sql += " INCLUDE ("_L1 % m_compilation.names.list(columns) % u')';
    return sql % whereClause(index.options, u"mssql_where"_s);
}

QString MssqlDdlCompiler::dropIndex(const Name &name, const QualifiedName &table, bool ifExists, const DialectOptions &)
{
    const QualifiedName on = table.name.isEmpty() ? QualifiedName(table.schema, u"no_table"_s) : table;
    return "DROP INDEX "_L1 % (ifExists ? "IF EXISTS "_L1 : ""_L1)
        % m_compilation.take(m_compilation.names.constraintName(name, IdentifierPreparer::Sort::IndexName)) % " ON "_L1
        % m_compilation.names.table(on);
}

QString MssqlDdlCompiler::createSequence(const Sequence &sequence, bool ifNotExists)
{
    const QString options = identityOptions(sequence.options);
    return "CREATE SEQUENCE "_L1 % (ifNotExists ? "IF NOT EXISTS "_L1 : ""_L1) % m_compilation.names.table(sequence.name)
        % sequenceType(sequence) % (options.isEmpty() ? QString() : QString(u' ' % options));
}

QString MssqlDdlCompiler::propertyPath(const QualifiedName &table)
{
    QString schema = table.schema;
    if (schema.isEmpty()) {
        // The default schema is known from a connection only.
        if (m_compilation.mode.offline && m_compilation.mode.serverVersion == 0)
            return m_compilation.fail(u"python.AttributeError"_s, u"'NoneType' object has no attribute 'startswith'"_s);
        schema = u"dbo"_s;
    }
    return "'schema', "_L1 % m_compilation.names.schema(schema) % ", 'table', "_L1 % m_compilation.names.quote(table.name);
}

QString MssqlDdlCompiler::tableComment(const QualifiedName &table, const std::optional<QString> &comment)
{
    if (!comment)
        return "execute sp_dropextendedproperty 'MS_Description', "_L1 % propertyPath(table);
    return "execute sp_addextendedproperty 'MS_Description', N"_L1 % m_compilation.literals->string(*comment) % ", "_L1
        % propertyPath(table);
}

QString MssqlDdlCompiler::columnComment(const QualifiedName &table, const QString &column, const std::optional<QString> &comment)
{
    return tableComment(table, comment) % ", 'column', "_L1 % m_compilation.names.quote(column);
}

} // namespace retort
