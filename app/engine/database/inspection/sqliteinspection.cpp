#include "database/inspection/sqliteinspection.h"

#include "database/inspection/sqlitetabletext.h"
#include "database/inspection/sqlitetypes.h"
#include "database/inspection/sqltokens.h"

#include <QRegularExpression>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

SqlExpression descending(SqlExpression expression)
{
    SqlExpression ordered;
    ordered.kind = SqlExpression::Kind::Unary;
    ordered.text = u"DESC"_s;
    ordered.operands.push_back(std::move(expression));
    return ordered;
}

/// One database file.
class DatabaseReader
{
public:
    DatabaseReader(Connection &connection, const QString &schema, Schema &into)
        : m_connection(connection),
          m_name(schema),
          m_file(schema.isEmpty() ? u"main"_s : schema),
          m_schema(into)
    {}

    Result<void> read()
    {
        for (const auto step :
             {&DatabaseReader::readNames, &DatabaseReader::readColumns, &DatabaseReader::readForeignKeys, &DatabaseReader::readIndexes}) {
            const Result<void> done = (this->*step)();
            if (!done)
                return done;
        }
        for (Found &found : m_found) {
            finish(found);
            m_schema.tables.insert(found.table.name, found.table);
        }
        return {};
    }

private:
    struct Found {
        Table table;
        SqliteTableText text;
        bool isVirtual = false;
        /// By the order in which they were declared.
        QMap<int, ForeignKey> foreignKeys;
        QMap<int, QString> primaryKey;
    };
    struct FoundIndex {
        QString table;
        Index index;
        SqliteIndexText text;
    };

    [[nodiscard]] QString quotedFile() const { return u'\'' + QString(m_file).replace(u'\'', "''"_L1) + u'\''; }
    [[nodiscard]] QString master() const { return u'"' + QString(m_file).replace(u'"', "\"\""_L1) + u"\".sqlite_master"_s; }
    Result<void> readNames()
    {
        const Result<Rows> rows =
            m_connection.query(u"SELECT type, name, tbl_name, sql FROM "_s + master()
                               + u" WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~' AND type IN ('table', 'view', 'index') ORDER BY name"_s);
        if (!rows)
            return rows.error();
        for (const QVariantList &row : rows->rows) {
            const QString type = row.at(0).toString();
            const QString name = row.at(1).toString();
            const QString sql = row.at(3).toString();
            if (type == "table"_L1) {
                Found &found = m_found[name];
                found.table.name = QualifiedName(m_name, name);
                found.text = SqliteTableText::read(sql);
                found.isVirtual = sql.startsWith("CREATE VIRTUAL"_L1, Qt::CaseInsensitive);
                found.table.options = found.text.options;
            } else if (type == "view"_L1) {
                const QualifiedName qualified(m_name, name);
                m_schema.views.insert(qualified, {qualified, viewDefinition(sql), false});
            } else {
                m_indexes.insert(name, {row.at(2).toString(), {}, SqliteIndexText::read(sql)});
            }
        }
        return {};
    }

    /// The query of CREATE VIEW name [(columns)] AS query.
    static QString viewDefinition(const QString &sql)
    {
        SqlTokenReader tokens(sql, DatabaseKind::Sqlite);
        while (!tokens.atEnd() && !tokens.takeWord("AS"_L1)) {
            if (tokens.isSign(u'('))
                (void)tokens.takeParenthesised();
            else
                tokens.skip();
        }
        return tokens.rest();
    }

    Result<void> readColumns()
    {
        const QString sql = u"SELECT m.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk, c.hidden FROM %1 m, "
                            u"pragma_table_xinfo(m.name, %2) c WHERE %3 AND c.hidden <> 1 ORDER BY m.name, c.cid"_s;
        Result<Rows> rows = m_connection.query(sql.arg(master(), quotedFile(), m_tables));
        if (!rows && leaveOutVirtualTables())
            rows = m_connection.query(sql.arg(master(), quotedFile(), m_tables));
        if (!rows)
            return rows.error();
        for (const QVariantList &row : rows->rows) {
            const auto found = m_found.find(row.at(0).toString());
            if (found == m_found.end())
                continue;
            Column column;
            column.name = row.at(1).toString();
            column.type = sqliteColumnType(row.at(2).toString());
            column.nullable = row.at(3).toInt() == 0;
            column.nullableGiven = true;
            const int hidden = row.at(6).toInt();
            if (hidden == 2 || hidden == 3)
                column.computed = Computed{SqlExpression::verbatim(found->text.generated.value(column.name)), hidden == 3};
            else if (!row.at(4).isNull())
                column.serverDefault = ServerDefault::verbatim(row.at(4).toString());
            column.options = found->text.columnOptions.value(column.name);
            if (const int position = row.at(5).toInt(); position > 0) {
                column.primaryKey = true;
                found->primaryKey.insert(position, column.name);
            }
            found->table.columns.push_back(column);
        }
        return {};
    }

    /// A virtual table whose module is not loaded cannot be asked, and fails the whole query. False when there is none.
    bool leaveOutVirtualTables()
    {
        bool any = false;
        for (Found &found : m_found) {
            found.table.uncertain = found.isVirtual;
            any = any || found.isVirtual;
        }
        m_tables += u" AND m.sql NOT LIKE 'CREATE VIRTUAL TABLE%'"_s;
        return any;
    }

    Result<void> readForeignKeys()
    {
        const Result<Rows> rows = m_connection.query(
            u"SELECT m.name, f.id, f.\"table\", f.\"from\", f.\"to\", f.on_update, f.on_delete FROM %1 m, "
            u"pragma_foreign_key_list(m.name, %2) f WHERE %3 ORDER BY m.name, f.id DESC, f.seq"_s.arg(master(), quotedFile(), m_tables));
        if (!rows)
            return rows.error();
        for (const QVariantList &row : rows->rows) {
            const auto found = m_found.find(row.at(0).toString());
            if (found == m_found.end())
                continue;
            // SQLite numbers the keys from the last to the first.
            ForeignKey &key = found->foreignKeys[-row.at(1).toInt()];
            key.referredTable = QualifiedName(m_name, row.at(2).toString());
            key.columns.append(row.at(3).toString());
            if (!row.at(4).isNull())
                key.referredColumns.append(row.at(4).toString());
            key.onUpdate = action(row.at(5).toString());
            key.onDelete = action(row.at(6).toString());
        }
        return {};
    }

    static QString action(const QString &text) { return text == "NO ACTION"_L1 ? QString() : text; }

    Result<void> readIndexes()
    {
        const Result<Rows> rows = m_connection.query(
            u"SELECT m.name, i.name, i.\"unique\", x.seqno, x.cid, x.name, x.\"desc\" FROM %1 m, pragma_index_list(m.name, %2) i, "
            u"pragma_index_xinfo(i.name, %2) x WHERE %3 AND i.origin = 'c' AND x.key ORDER BY m.name, i.name, x.seqno"_s.arg(
                master(), quotedFile(), m_tables));
        if (!rows)
            return rows.error();
        for (const QVariantList &row : rows->rows) {
            const QString name = row.at(1).toString();
            const auto found = m_indexes.find(name);
            if (found == m_indexes.end())
                continue;
            Index &index = found->index;
            index.name = Name(name);
            index.table = QualifiedName(m_name, found->table);
            index.unique = row.at(2).toInt() != 0;
            index.expressions.push_back(
                indexed(found->text.parts.value(row.at(3).toInt()), row.at(4).toInt() >= 0, row.at(5).toString(), row.at(6).toInt() != 0));
            if (!found->text.where.isEmpty())
                index.options.expressions.insert(u"sqlite_where"_s, SqlExpression::verbatim(found->text.where));
        }
        return {};
    }

    /// One part of an index: a column, or an expression as written.
    static SqlExpression indexed(const QString &written, bool isColumn, const QString &column, bool isDescending)
    {
        SqlTokenReader tokens(written, DatabaseKind::Sqlite);
        tokens.skip();
        const bool plain = isColumn && !tokens.isWord("COLLATE"_L1);
        if (plain) {
            const SqlExpression expression = SqlExpression::column(column);
            return isDescending ? descending(expression) : expression;
        }
        static const QRegularExpression order(u"\\s+(?:ASC|DESC)$"_s, QRegularExpression::CaseInsensitiveOption);
        const SqlExpression expression = SqlExpression::verbatim(QString(written).remove(order));
        return isDescending ? descending(expression) : expression;
    }

    void finish(Found &found)
    {
        Table &table = found.table;
        if (!found.primaryKey.isEmpty())
            table.primaryKey = PrimaryKey{found.text.primaryKeyName, found.primaryKey.values(), false, found.text.primaryKeyOptions};
        addForeignKeys(found);
        for (UniqueConstraint &unique : found.text.uniques) {
            for (QString &column : unique.columns)
                column = columnName(table, column);
            table.constraints.emplace_back(unique);
        }
        for (const CheckConstraint &check : found.text.checks)
            table.constraints.emplace_back(check);
        for (const FoundIndex &each : std::as_const(m_indexes)) {
            if (each.index.table == table.name && !each.index.expressions.empty())
                table.indexes.push_back(each.index);
        }
    }

    void addForeignKeys(Found &found)
    {
        const QList<ForeignKey> keys = found.foreignKeys.values();
        const bool sameNumber = size_t(keys.size()) == found.text.foreignKeys.size();
        for (qsizetype i = 0; i < keys.size(); ++i) {
            ForeignKey key = keys.at(i);
            if (key.referredColumns.isEmpty())
                key.referredColumns = primaryKeyOf(key.referredTable.name);
            if (sameNumber) {
                const ForeignKey &written = found.text.foreignKeys[size_t(i)];
                key.name = written.name;
                key.match = written.match;
                key.deferrable = written.deferrable;
                key.initially = written.initially;
            } else {
                found.table.uncertain = true;
            }
            found.table.constraints.emplace_back(key);
        }
    }

    /// What a foreign key without columns refers to; nothing when that table is not there.
    [[nodiscard]] QStringList primaryKeyOf(const QString &table) const
    {
        const auto found = std::find_if(m_found.cbegin(), m_found.cend(),
                                        [&](const Found &each) { return each.table.name.name.compare(table, Qt::CaseInsensitive) == 0; });
        return found == m_found.cend() ? QStringList() : found->primaryKey.values();
    }

    /// The column's own spelling of a name that a constraint may spell differently.
    static QString columnName(const Table &table, const QString &written)
    {
        for (const Column &column : table.columns) {
            if (column.name.compare(written, Qt::CaseInsensitive) == 0)
                return column.name;
        }
        return written;
    }

    Connection &m_connection;
    QString m_name;
    QString m_file;
    Schema &m_schema;
    QString m_tables = u"m.type = 'table'"_s;
    QMap<QString, Found> m_found;
    QMap<QString, FoundIndex> m_indexes;
};

} // namespace

Result<Schema> inspectSqlite(Connection &connection, const QStringList &schemas)
{
    Schema schema;
    for (const QString &name : schemas) {
        const Result<void> done = DatabaseReader(connection, name, schema).read();
        if (!done)
            return done.error();
    }
    return schema;
}

} // namespace retort
