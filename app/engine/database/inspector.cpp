#include "database/inspector.h"

#include "base/translation.h"
#include "database/inspection/mysqlinspection.h"
#include "database/inspection/postgresqlinspection.h"
#include "database/inspection/sqliteinspection.h"
#include "database/statementtimeout.h"

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QString quotedIdentifier(DatabaseKind kind, QString name)
{
    const QChar quote = kind == DatabaseKind::MySql ? u'`' : u'"';
    return quote + name.replace(quote, QString(2, quote)) + quote;
}

QString quotedText(DatabaseKind kind, QString text)
{
    // MySQL reads backslashes as escapes unless told otherwise; PostgreSQL and SQLite do not.
    if (kind == DatabaseKind::MySql)
        text.replace(u'\\', "\\\\"_L1);
    return u'\'' + text.replace(u'\'', "''"_L1) + u'\'';
}

QString schemaOr(DatabaseKind kind, const QString &schema, const QString &fallback)
{
    return schema.isEmpty() ? fallback : quotedText(kind, schema);
}

std::optional<QString> textOrNothing(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(value.toString());
}

Result<Schema> inspected(Connection &connection, const QStringList &schemas)
{
    switch (connection.kind()) {
    case DatabaseKind::Sqlite: return inspectSqlite(connection, schemas);
    case DatabaseKind::PostgreSql: return inspectPostgresql(connection, schemas);
    case DatabaseKind::MySql: return inspectMysql(connection, schemas);
    case DatabaseKind::Other: break;
    }
    return Error{u"database.unsupported"_s, tr("Databases of the sort “%1” cannot be inspected.").arg(connection.url().dialectName()), {}};
}

} // namespace

QString Inspector::quoted(const QualifiedName &name) const
{
    const QString table = quotedIdentifier(m_connection.kind(), name.name);
    return name.schema.isEmpty() ? table : QString(quotedIdentifier(m_connection.kind(), name.schema) + u'.' + table);
}

Result<QList<QualifiedName>> Inspector::tables(const QString &schema) const
{
    const DatabaseKind kind = m_connection.kind();
    QString sql;
    switch (kind) {
    case DatabaseKind::Sqlite:
        sql = u"SELECT name FROM %1sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"_s.arg(
            schema.isEmpty() ? QString() : QString(quotedIdentifier(kind, schema) + u'.'));
        break;
    case DatabaseKind::PostgreSql:
        sql = u"SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
              u"WHERE c.relkind IN ('r', 'p') AND n.nspname = %1"_s.arg(schemaOr(kind, schema, u"current_schema()"_s));
        break;
    default:
        sql = u"SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema = %1"_s.arg(
            schemaOr(kind, schema, u"DATABASE()"_s));
    }
    const Result<Rows> rows = m_connection.query(sql);
    if (!rows)
        return rows.error();
    QList<QualifiedName> tables;
    for (const QVariantList &row : rows->rows)
        tables.append(QualifiedName(schema, row.first().toString()));
    std::sort(tables.begin(), tables.end());
    return tables;
}

Result<Schema> Inspector::schema(const QStringList &schemas) const
{
    // One transaction, so that all queries see the same state; information_schema of MySQL knows none.
    const DatabaseKind kind = m_connection.kind();
    const bool own = kind != DatabaseKind::MySql && !m_connection.inTransaction();
    if (own) {
        const auto begun =
            m_connection.exec(kind == DatabaseKind::Sqlite ? u"BEGIN"_s : u"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"_s);
        if (!begun)
            return begun.error();
    }
    Result<Schema> schema = inspected(m_connection, schemas);
    if (own) {
        const Result<void> ended = m_connection.rollback();
        if (schema && !ended)
            return ended.error();
    }
    return schema;
}

Result<QStringList> Inspector::schemaNames() const
{
    QString sql;
    switch (m_connection.kind()) {
    case DatabaseKind::Sqlite: sql = u"SELECT name FROM pragma_database_list WHERE name <> 'temp' ORDER BY name"_s; break;
    case DatabaseKind::PostgreSql:
        sql = u"SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname NOT LIKE 'pg~_%' ESCAPE '~' ORDER BY nspname"_s;
        break;
    default:
        sql = u"SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN ('information_schema', 'mysql', "
              "'performance_schema', 'sys') ORDER BY schema_name"_s;
    }
    const Result<Rows> rows = m_connection.query(sql);
    if (!rows)
        return rows.error();
    QStringList names;
    for (const QVariantList &row : rows->rows)
        names.append(row.first().toString());
    return names;
}

Result<bool> Inspector::hasTable(const QualifiedName &table) const
{
    const DatabaseKind kind = m_connection.kind();
    const QString name = quotedText(kind, table.name);
    QString sql;
    switch (kind) {
    case DatabaseKind::Sqlite:
        sql = u"SELECT 1 FROM %1sqlite_master WHERE type IN ('table', 'view') AND lower(name) = lower(%2)"_s.arg(
            table.schema.isEmpty() ? QString() : QString(quotedIdentifier(kind, table.schema) + u'.'), name);
        break;
    case DatabaseKind::PostgreSql:
        // Without a schema whatever the search path shows, as SQLAlchemy's has_table does.
        sql = u"SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
              u"WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND c.relname = %1 AND %2"_s.arg(
                  name,
                  table.schema.isEmpty() ? u"pg_catalog.pg_table_is_visible(c.oid) AND n.nspname <> 'pg_catalog'"_s
                                         : QString(u"n.nspname = "_s + quotedText(kind, table.schema)));
        break;
    default:
        sql = u"SELECT 1 FROM information_schema.tables WHERE table_name = %1 AND table_schema = %2"_s.arg(
            name, schemaOr(kind, table.schema, u"DATABASE()"_s));
    }
    const Result<Rows> rows = m_connection.query(sql);
    if (!rows)
        return rows.error();
    return !rows->isEmpty();
}

Result<QList<InspectedColumn>> Inspector::columns(const QualifiedName &table) const
{
    const DatabaseKind kind = m_connection.kind();
    QString sql;
    switch (kind) {
    case DatabaseKind::Sqlite:
        sql = u"SELECT name, type, \"notnull\" = 0, dflt_value FROM pragma_table_xinfo(%1%2) WHERE hidden <> 1 ORDER BY cid"_s.arg(
            quotedText(kind, table.name), table.schema.isEmpty() ? QString() : QString(u", "_s + quotedText(kind, table.schema)));
        break;
    case DatabaseKind::PostgreSql:
        sql = u"SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), NOT a.attnotnull, "
              u"pg_catalog.pg_get_expr(d.adbin, d.adrelid) "
              u"FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum "
              u"WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid = pg_catalog.to_regclass(%1) ORDER BY a.attnum"_s.arg(
                  quotedText(kind, quoted(table)));
        break;
    default:
        sql = u"SELECT column_name, column_type, is_nullable = 'YES', column_default FROM information_schema.columns "
              u"WHERE table_name = %1 AND table_schema = %2 ORDER BY ordinal_position"_s.arg(quotedText(kind, table.name),
                                                                                             schemaOr(kind, table.schema, u"DATABASE()"_s));
    }
    const Result<Rows> rows = m_connection.query(sql);
    if (!rows)
        return rows.error();
    QList<InspectedColumn> columns;
    for (const QVariantList &row : rows->rows)
        columns.append({row.at(0).toString(), row.at(1).toString(), row.at(2).toBool(), textOrNothing(row.at(3))});
    return columns;
}

Result<QList<RowCount>> Inspector::rowCounts(const QList<QualifiedName> &tables, std::chrono::milliseconds limit,
                                             const RunContext &run) const
{
    QList<RowCount> counts;
    for (const QualifiedName &table : tables) {
        if (run.stopRequested())
            return Error{u"database.cancelled"_s, tr("Counting rows was stopped."), {}};
        run.progress(tr("Counting rows"), counts.size(), tables.size());
        const StatementTimeout timeout(m_connection.canceller(), limit);
        const Result<Rows> rows = m_connection.query(u"SELECT count(*) FROM "_s + quoted(table));
        if (rows)
            counts.append({table, rows->scalar().toLongLong()});
        else if (rows.error().code == "database.cancelled"_L1 && timeout.expired())
            counts.append({table, std::nullopt});
        else
            return rows.error();
    }
    return counts;
}

} // namespace retort
