#include "database/inspection/mysqlinspection.h"

#include "database/inspection/mysqltypes.h"
#include "database/inspection/rows.h"
#include "database/inspection/sqltokens.h"

#include <QSet>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QString quotedName(const QString &name)
{
    return u'`' + QString(name).replace(u'`', "``"_L1) + u'`';
}

class DatabaseReader
{
public:
    DatabaseReader(Connection &connection, const QStringList &schemas)
        : m_connection(connection),
          m_schemas(schemas),
          m_prefix(connection.isMariaDb() ? u"mariadb_"_s : u"mysql_"_s)
    {}

    Result<Schema> read()
    {
        for (const auto step : {&DatabaseReader::readDatabases, &DatabaseReader::readTables, &DatabaseReader::readPartitions,
                                &DatabaseReader::readColumns, &DatabaseReader::readKeys, &DatabaseReader::readForeignKeys,
                                &DatabaseReader::readChecks, &DatabaseReader::readViews, &DatabaseReader::readSequences}) {
            const Result<void> done = (this->*step)();
            if (!done)
                return done.error();
        }
        return std::move(m_schema);
    }

private:
    [[nodiscard]] bool isMariaDb() const { return m_connection.isMariaDb(); }

    /// The name to tell of an object, which leaves out the connection's own database when that was asked for.
    [[nodiscard]] QualifiedName name(const QString &database, const QString &object) const
    {
        return {m_schemas.contains(QString()) && database == m_database ? QString() : database, object};
    }
    [[nodiscard]] QualifiedName nameIn(const QVariantList &row) const { return name(row.at(0).toString(), row.at(1).toString()); }

    Result<void> readDatabases()
    {
        const Result<Rows> rows = m_connection.query(u"SELECT DATABASE()"_s);
        if (!rows)
            return rows.error();
        m_database = rows->scalar().toString();
        QStringList literals;
        for (const QString &schema : m_schemas) {
            QString database = schema.isEmpty() ? m_database : schema;
            database.replace(u'\\', "\\\\"_L1).replace(u'\'', "''"_L1);
            literals.append(u'\'' + database + u'\'');
        }
        m_read = u" IN ("_s + (literals.isEmpty() ? u"NULL"_s : literals.join(u", "_s)) + u')';
        return {};
    }

    Result<void> readTables()
    {
        const QString sql = u"SELECT table_schema, table_name, table_type, engine, table_collation, create_options, table_comment "
                            u"FROM information_schema.tables WHERE table_schema"_s
            + m_read;
        return forEachRow(m_connection, sql, [this](const QVariantList &row) {
            const QString type = row.at(2).toString();
            if (type == "SEQUENCE"_L1)
                m_sequences.append(QualifiedName(row.at(0).toString(), row.at(1).toString()));
            if (type != "BASE TABLE"_L1 && type != "SYSTEM VERSIONED"_L1)
                return;
            Table table;
            table.name = nameIn(row);
            const QString collation = row.at(4).toString();
            m_collations.insert(table.name, collation);
            table.options.values.insert(m_prefix + u"engine"_s, Literal::string(row.at(3).toString()));
            if (!collation.isEmpty()) {
                table.options.values.insert(m_prefix + u"default charset"_s, Literal::string(collation.section(u'_', 0, 0)));
                table.options.values.insert(m_prefix + u"collate"_s, Literal::string(collation));
            }
            if (const QString comment = row.at(6).toString(); !comment.isEmpty())
                table.comment = comment;
            readCreateOptions(table, row.at(5).toString());
            table.uncertain = table.uncertain || type == "SYSTEM VERSIONED"_L1;
            m_schema.tables.insert(table.name, table);
        });
    }

    /// "row_format=COMPRESSED partitioned".
    void readCreateOptions(Table &table, const QString &options)
    {
        const QStringList words = options.split(u' ', Qt::SkipEmptyParts);
        for (QString word : words) {
            word.remove(u'`');
            if (word == "partitioned"_L1)
                m_anyPartitions = true;
            else if (word.contains(u'='))
                table.options.values.insert(m_prefix + word.section(u'=', 0, 0).toLower(),
                                            Literal::string(word.section(u'=', 1).remove(u'\'')));
        }
    }

    /// Equal partitions are told by their number; the bounds of others are more than a Table can hold.
    Result<void> readPartitions()
    {
        if (!m_anyPartitions)
            return {};
        const QString sql = u"SELECT table_schema, table_name, partition_method, partition_expression, max(subpartition_method), count(*) "
                            u"FROM information_schema.partitions WHERE partition_method IS NOT NULL AND table_schema"_s
            + m_read + u" GROUP BY table_schema, table_name, partition_method, partition_expression"_s;
        return forEachRow(m_connection, sql, [this](const QVariantList &row) {
            Table *table = m_schema.table(nameIn(row));
            if (table == nullptr)
                return;
            const QString method = row.at(2).toString();
            const bool equal = (method.endsWith("HASH"_L1) || method.endsWith("KEY"_L1)) && row.at(4).isNull();
            table->uncertain = !equal;
            table->options.values.insert(m_prefix + u"partition_by"_s, Literal::string(method % " ("_L1 % row.at(3).toString() % u')'));
            if (equal)
                table->options.values.insert(m_prefix + u"partitions"_s, Literal::string(row.at(5).toString()));
        });
    }

    /// The collations that their character set implies; MariaDB tells every collation that is not the table's.
    Result<void> readImpliedCollations()
    {
        if (isMariaDb())
            return {};
        return forEachRow(m_connection, u"SELECT collation_name FROM information_schema.collations WHERE is_default = 'Yes'"_s,
                          [this](const QVariantList &row) { m_implied.insert(row.at(0).toString()); });
    }

    Result<void> readColumns()
    {
        const QString sql = u"SELECT c.table_schema, c.table_name, c.column_name, c.column_type, c.is_nullable, c.column_default, c.extra, "
                            u"c.character_set_name, c.collation_name, c.column_comment, c.generation_expression "
                            u"FROM information_schema.columns c WHERE c.table_schema"_s
            + m_read + u" ORDER BY c.table_schema, c.table_name, c.ordinal_position"_s;
        return forEachRow(m_connection, sql, [this](const QVariantList &row) {
            Table *table = m_schema.table(nameIn(row));
            if (table == nullptr)
                return;
            Column column;
            column.name = row.at(2).toString();
            column.type = columnType(*table, row);
            column.nullable = row.at(4).toString() == "YES"_L1;
            column.nullableGiven = true;
            const QString extra = row.at(6).toString();
            if (const QString generated = row.at(10).toString(); !generated.isEmpty())
                column.computed = Computed{SqlExpression::verbatim(u'(' + generated + u')'), extra.contains("STORED"_L1)};
            else
                column.serverDefault = serverDefault(row);
            if (extra.contains("auto_increment"_L1))
                column.autoincrement = Column::Autoincrement::On;
            if (const QString comment = row.at(9).toString(); !comment.isEmpty())
                column.comment = comment;
            table->columns.push_back(column);
        });
    }

    /// The character set is told where the collation is not the table's; MySQL leaves out a collation that its character set implies.
    [[nodiscard]] SqlType columnType(const Table &table, const QVariantList &row) const
    {
        const QString collation = row.at(8).toString();
        if (collation == m_collations.value(table.name))
            return mysqlColumnType(row.at(3).toString(), {}, {});
        return mysqlColumnType(row.at(3).toString(), row.at(7).toString(), m_implied.contains(collation) ? QString() : collation);
    }

    /// MariaDB tells defaults as SQL. MySQL tells the value, and of an expression says so in `extra`.
    [[nodiscard]] std::optional<ServerDefault> serverDefault(const QVariantList &row) const
    {
        const QVariant value = row.at(5);
        const QString extra = row.at(6).toString();
        QString sql = value.toString();
        if (value.isNull() || (isMariaDb() && sql == "NULL"_L1))
            return std::nullopt;
        const bool isPlain = isMariaDb() || sql.startsWith("CURRENT_TIMESTAMP"_L1) || row.at(3).toString().startsWith("bit"_L1);
        if (isMariaDb())
            sql = unqualified(row.at(0).toString(), sql);
        else if (!isPlain)
            sql = extra.contains("DEFAULT_GENERATED"_L1) ? u'(' % sql % u')' : QString(u'\'' % sql.replace(u'\'', "''"_L1) % u'\'');
        if (const qsizetype at = extra.indexOf("on update "_L1, 0, Qt::CaseInsensitive); at >= 0)
            sql += u" ON UPDATE "_s + extra.mid(at + 10);
        return ServerDefault::verbatim(sql);
    }

    Result<void> readKeys()
    {
        const QString expression = isMariaDb() || m_connection.serverVersion() < 80013 ? u"NULL"_s : u"expression"_s;
        const QString sql = u"SELECT table_schema, table_name, index_name, non_unique, column_name, sub_part, collation, index_type, %1 "
                            u"FROM information_schema.statistics WHERE table_schema%2 "
                            u"ORDER BY table_schema, table_name, index_name, seq_in_index"_s.arg(expression, m_read);
        return forEachRow(m_connection, sql, [this](const QVariantList &row) {
            Table *table = m_schema.table(nameIn(row));
            if (table == nullptr)
                return;
            const QString name = row.at(2).toString();
            if (name == "PRIMARY"_L1) {
                if (!table->primaryKey)
                    table->primaryKey.emplace();
                table->primaryKey->columns.append(row.at(4).toString());
                if (Column *column = table->column(row.at(4).toString()))
                    column->primaryKey = true;
                return;
            }
            if (table->indexes.empty() || table->indexes.back().name.text != name)
                table->indexes.push_back(newIndex(*table, row));
            addPart(table->indexes.back(), row);
        });
    }

    [[nodiscard]] Index newIndex(const Table &table, const QVariantList &row) const
    {
        Index index;
        index.name = Name(row.at(2).toString());
        index.table = table.name;
        index.unique = row.at(3).toInt() == 0;
        const QString type = row.at(7).toString();
        if (type == "FULLTEXT"_L1 || type == "SPATIAL"_L1)
            index.options.values.insert(m_prefix + u"prefix"_s, Literal::string(type));
        else if (type == "HASH"_L1)
            index.options.values.insert(m_prefix + u"using"_s, Literal::string(type.toLower()));
        return index;
    }

    void addPart(Index &index, const QVariantList &row) const
    {
        const QString column = row.at(4).toString();
        SqlExpression part = column.isEmpty() ? SqlExpression::verbatim(u'(' + row.at(8).toString() + u')') : SqlExpression::column(column);
        if (row.at(6).toString() == "D"_L1) {
            SqlExpression descending;
            descending.kind = SqlExpression::Kind::Unary;
            descending.text = u"DESC"_s;
            descending.operands.push_back(std::move(part));
            part = std::move(descending);
        }
        index.expressions.push_back(part);
        const bool spatial = row.at(7).toString() == "SPATIAL"_L1;
        if (!row.at(5).isNull() && !spatial)
            index.options.mappings[m_prefix + u"length"_s].insert(column, row.at(5).toString());
    }

    Result<void> readForeignKeys()
    {
        const QString sql =
            u"SELECT k.table_schema, k.table_name, k.constraint_name, k.column_name, k.referenced_table_schema, k.referenced_table_name, "
            u"k.referenced_column_name, r.update_rule, r.delete_rule FROM information_schema.key_column_usage k "
            u"JOIN information_schema.referential_constraints r ON r.constraint_schema = k.constraint_schema "
            u"AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name "
            u"WHERE k.table_schema%1 AND r.constraint_schema%1 AND k.referenced_table_name IS NOT NULL "
            u"ORDER BY k.table_schema, k.table_name, k.constraint_name, k.ordinal_position"_s.arg(m_read);
        return forEachRow(m_connection, sql, [this](const QVariantList &row) {
            Table *table = m_schema.table(nameIn(row));
            if (table == nullptr)
                return;
            const QString keyName = row.at(2).toString();
            auto *key = table->constraints.empty() ? nullptr : std::get_if<ForeignKey>(&table->constraints.back());
            if (key == nullptr || key->name.text != keyName) {
                ForeignKey added;
                added.name = Name(keyName);
                const QString referred = row.at(4).toString();
                added.referredTable = referred == row.at(0).toString() ? QualifiedName(table->name.schema, row.at(5).toString())
                                                                       : name(referred, row.at(5).toString());
                added.onUpdate = action(row.at(7).toString());
                added.onDelete = action(row.at(8).toString());
                table->constraints.emplace_back(added);
                key = std::get_if<ForeignKey>(&table->constraints.back());
            }
            key->columns.append(row.at(3).toString());
            key->referredColumns.append(row.at(6).toString());
        });
    }

    /// MariaDB tells RESTRICT where nothing was said.
    [[nodiscard]] QString action(const QString &rule) const
    {
        return rule == "NO ACTION"_L1 || (isMariaDb() && rule == "RESTRICT"_L1) ? QString() : rule;
    }

    Result<void> readChecks()
    {
        if (!isMariaDb() && m_connection.serverVersion() < 80016)
            return {};
        const QString sql = isMariaDb()
            ? u"SELECT constraint_schema, table_name, constraint_name, check_clause, level FROM information_schema.check_constraints "
              u"WHERE constraint_schema%1 ORDER BY table_name, level DESC, constraint_name"_s
            : u"SELECT t.table_schema, t.table_name, c.constraint_name, c.check_clause, 'Table' FROM information_schema.check_constraints "
              u"c "
              u"JOIN information_schema.table_constraints t ON t.constraint_schema = c.constraint_schema "
              u"AND t.constraint_name = c.constraint_name AND t.constraint_type = 'CHECK' "
              u"WHERE c.constraint_schema%1 ORDER BY t.table_name, c.constraint_name"_s;
        return forEachRow(m_connection, sql.arg(m_read), [this](const QVariantList &row) {
            Table *table = m_schema.table(nameIn(row));
            if (table == nullptr)
                return;
            CheckConstraint check;
            check.condition = SqlExpression::verbatim(row.at(3).toString());
            // The check of a column has no name of its own.
            if (row.at(4).toString() == "Column"_L1)
                check.column = row.at(2).toString();
            else
                check.name = Name(row.at(2).toString());
            table->constraints.emplace_back(check);
        });
    }

    Result<void> readViews()
    {
        const QString sql = u"SELECT table_schema, table_name, view_definition FROM information_schema.views WHERE table_schema"_s + m_read;
        return forEachRow(m_connection, sql, [this](const QVariantList &row) {
            m_schema.views.insert(nameIn(row), {nameIn(row), unqualified(row.at(0).toString(), row.at(2).toString()), false});
        });
    }

    /// SQL of an object without the object's own database before names, where that is the connection's.
    [[nodiscard]] QString unqualified(const QString &database, const QString &definition) const
    {
        if (database != m_database)
            return definition;
        const QList<SqlToken> tokens = sqlTokens(definition, DatabaseKind::MySql);
        QString result;
        qsizetype from = 0;
        for (qsizetype i = 0; i + 2 < tokens.size(); ++i) {
            const bool isDatabase = tokens.at(i).kind == SqlToken::Kind::Identifier && tokens.at(i).text == database;
            const bool qualifies = isDatabase && tokens.at(i + 1).isSign(u'.') && tokens.at(i + 2).kind == SqlToken::Kind::Identifier;
            if (!qualifies || (i > 0 && tokens.at(i - 1).isSign(u'.')))
                continue;
            result += QStringView(definition).mid(from, tokens.at(i).begin - from);
            from = tokens.at(i + 1).end;
        }
        return result + definition.mid(from);
    }

    /// A sequence of MariaDB is asked like a table; all of them in one query.
    Result<void> readSequences()
    {
        QStringList selects;
        for (const QualifiedName &sequence : std::as_const(m_sequences)) {
            const QString literal = QString(sequence.name).replace(u'\\', "\\\\"_L1).replace(u'\'', "''"_L1);
            const QString database = QString(sequence.schema).replace(u'\\', "\\\\"_L1).replace(u'\'', "''"_L1);
            selects.append(
                u"SELECT '%1', '%2', start_value, increment, minimum_value, maximum_value, cache_size, cycle_option FROM %3.%4"_s.arg(
                    database, literal, quotedName(sequence.schema), quotedName(sequence.name)));
        }
        if (selects.isEmpty())
            return {};
        return forEachRow(m_connection, selects.join(" UNION ALL "_L1), [this](const QVariantList &row) {
            Identity options;
            options.start = row.at(2).toLongLong();
            options.increment = row.at(3).toLongLong();
            options.minValue = row.at(4).toLongLong();
            options.maxValue = row.at(5).toLongLong();
            options.cache = row.at(6).toLongLong();
            options.cycle = row.at(7).toInt() != 0;
            m_schema.sequences.insert(nameIn(row), {nameIn(row), options, {}});
        });
    }

    Connection &m_connection;
    QStringList m_schemas;
    QString m_prefix;
    QString m_database;
    /// " IN ('a', 'b')", the databases to read.
    QString m_read;
    bool m_anyPartitions = false;
    QMap<QualifiedName, QString> m_collations;
    QSet<QString> m_implied;
    QList<QualifiedName> m_sequences;
    Schema m_schema;
};

} // namespace

Result<Schema> inspectMysql(Connection &connection, const QStringList &schemas)
{
    return DatabaseReader(connection, schemas).read();
}

} // namespace retort
