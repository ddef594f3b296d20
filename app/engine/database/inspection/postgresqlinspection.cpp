#include "database/inspection/postgresqlinspection.h"

#include "database/inspection/postgresqlkeys.h"
#include "database/inspection/postgresqlscope.h"
#include "database/inspection/postgresqltypes.h"
#include "database/inspection/rows.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

class DatabaseReader
{
public:
    DatabaseReader(Connection &connection, const QStringList &schemas) : m_connection(connection), m_scope(schemas) {}

    Result<Schema> read()
    {
        for (const auto step : {&DatabaseReader::readEnums, &DatabaseReader::readDomains, &DatabaseReader::readRelations,
                                &DatabaseReader::readColumns, &DatabaseReader::readSequences, &DatabaseReader::readConstraints,
                                &DatabaseReader::readIndexes, &DatabaseReader::readExtensions}) {
            const Result<void> done = (this->*step)();
            if (!done)
                return done.error();
        }
        return std::move(m_schema);
    }

private:
    static QualifiedName nameIn(const QVariantList &row) { return {row.at(0).toString(), row.at(1).toString()}; }

    Result<void> readEnums()
    {
        const QString visible = u"pg_catalog.pg_type_is_visible(t.oid)"_s;
        const QString sql =
            u"SELECT %1, t.typname, pg_catalog.format_type(t.oid, NULL), "
            u"CASE WHEN NOT pg_catalog.pg_type_is_visible(t.oid) THEN n.nspname END, %2, "
            u"(SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid) "
            u"FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype = 'e'"_s.arg(
                m_scope.toldSchema(u"n.nspname"_s, visible), m_scope.isRead(u"n.nspname"_s, visible));
        return forEachRow(m_connection, sql, [this](const QVariantList &row) {
            SqlType type;
            type.name = u"postgresql.ENUM"_s;
            const QJsonArray labels = QJsonDocument::fromJson(row.at(5).toString().toUtf8()).array();
            for (const QJsonValue &label : labels)
                type.values.append(label.toString());
            type.arguments.insert(u"name"_s, Literal::string(row.at(1).toString()));
            if (!row.at(3).isNull())
                type.arguments.insert(u"schema"_s, Literal::string(row.at(3).toString()));
            m_types.addEnum(row.at(2).toString(), type);
            if (row.at(4).toBool())
                m_schema.enums.insert(nameIn(row), {nameIn(row), type.values});
        });
    }

    /// Of a domain that stands on a domain SQLAlchemy tells the name only.
    Result<void> readDomains()
    {
        const QString sql =
            u"SELECT t.typname, pg_catalog.format_type(t.oid, NULL), pg_catalog.format_type(t.typbasetype, t.typtypmod), t.typnotnull, "
            u"t.typdefault, CASE WHEN NOT pg_catalog.pg_type_is_visible(t.oid) THEN n.nspname END, "
            u"CASE WHEN t.typcollation NOT IN (0, b.typcollation) THEN l.collname END, "
            u"(SELECT json_build_array(c.conname, pg_catalog.pg_get_constraintdef(c.oid, true)) FROM pg_catalog.pg_constraint c "
            u"WHERE c.contypid = t.oid AND c.contype = 'c' ORDER BY c.conname LIMIT 1) "
            u"FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace "
            u"JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype LEFT JOIN pg_catalog.pg_collation l ON l.oid = t.typcollation "
            u"WHERE t.typtype = 'd' AND n.nspname <> 'information_schema' ORDER BY t.oid"_s;
        return forEachRow(m_connection, sql, [this](const QVariantList &row) {
            SqlType type;
            type.name = u"postgresql.DOMAIN"_s;
            type.children.push_back(m_types.read(row.at(2).toString()));
            type.arguments.insert(u"name"_s, Literal::string(row.at(0).toString()));
            if (row.at(3).toBool())
                type.arguments.insert(u"not_null"_s, Literal::boolean(true));
            if (!row.at(4).isNull())
                type.arguments.insert(u"default"_s, Literal::string(row.at(4).toString()));
            if (!row.at(5).isNull())
                type.arguments.insert(u"schema"_s, Literal::string(row.at(5).toString()));
            if (!row.at(6).isNull())
                type.arguments.insert(u"collation"_s, Literal::string(row.at(6).toString()));
            const QJsonArray check = QJsonDocument::fromJson(row.at(7).toString().toUtf8()).array();
            if (!check.isEmpty()) {
                type.arguments.insert(u"constraint_name"_s, Literal::string(check[0].toString()));
                const QString definition = check[1].toString();
                type.arguments.insert(u"check"_s, Literal::string(definition.mid(7, definition.lastIndexOf(u')') - 7)));
            }
            m_types.addDomain(row.at(1).toString(), type);
        });
    }

    Result<void> readRelations()
    {
        const QString sql = m_scope.relations()
            + u"SELECT rel.schema, rel.name, rel.kind, pg_catalog.obj_description(rel.oid, 'pg_class'), "
              u"CASE WHEN rel.kind = 'p' THEN pg_catalog.pg_get_partkeydef(rel.oid) END, ts.spcname, "
              u"(SELECT json_object_agg(option_name, option_value) FROM pg_catalog.pg_options_to_table(c.reloptions)), "
              u"(SELECT json_agg(p.relname ORDER BY h.inhseqno) FROM pg_catalog.pg_inherits h "
              u"JOIN pg_catalog.pg_class p ON p.oid = h.inhparent WHERE h.inhrelid = rel.oid AND NOT c.relispartition), "
              u"CASE WHEN rel.kind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(rel.oid) END "
              u"FROM rel JOIN pg_catalog.pg_class c ON c.oid = rel.oid LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = c.reltablespace "
              u"WHERE rel.kind IN ('r', 'p', 'v', 'm')"_s;
        return forEachRow(m_connection, sql, [this](const QVariantList &row) {
            const QualifiedName name = nameIn(row);
            const QString kind = row.at(2).toString();
            if (kind == "v"_L1 || kind == "m"_L1) {
                m_schema.views.insert(name, {name, row.at(8).toString(), kind == "m"_L1});
                return;
            }
            Table table;
            table.name = name;
            if (!row.at(3).isNull())
                table.comment = row.at(3).toString();
            if (!row.at(4).isNull())
                table.options.values.insert(u"postgresql_partition_by"_s, Literal::string(row.at(4).toString()));
            if (!row.at(5).isNull())
                table.options.values.insert(u"postgresql_tablespace"_s, Literal::string(row.at(5).toString()));
            const QJsonObject with = QJsonDocument::fromJson(row.at(6).toString().toUtf8()).object();
            for (auto it = with.begin(); it != with.end(); ++it)
                table.options.mappings[u"postgresql_with"_s].insert(it.key(), it.value().toString());
            Literal parents{Literal::Kind::Array, {}, {}};
            const QJsonArray inherited = QJsonDocument::fromJson(row.at(7).toString().toUtf8()).array();
            for (const QJsonValue &parent : inherited)
                parents.items.push_back(Literal::string(parent.toString()));
            if (!parents.items.empty())
                table.options.values.insert(u"postgresql_inherits"_s, parents);
            m_schema.tables.insert(name, table);
        });
    }

    Result<void> readColumns()
    {
        const QString sql = m_scope.relations()
            + u"SELECT rel.schema, rel.name, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), NOT a.attnotnull, "
              u"pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attidentity::text, a.attgenerated::text, "
              u"pg_catalog.col_description(a.attrelid, a.attnum), CASE WHEN a.attcollation <> t.typcollation THEN l.collname END "
              u"FROM rel JOIN pg_catalog.pg_attribute a ON a.attrelid = rel.oid AND a.attnum > 0 AND NOT a.attisdropped "
              u"JOIN pg_catalog.pg_type t ON t.oid = a.atttypid "
              u"LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum "
              u"LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation "
              u"WHERE rel.kind IN ('r', 'p') ORDER BY rel.oid, a.attnum"_s;
        const QStringList integers{u"SMALLINT"_s, u"INTEGER"_s, u"BIGINT"_s};
        return forEachRow(m_connection, sql, [&](const QVariantList &row) {
            Table *table = m_schema.table(nameIn(row));
            if (table == nullptr)
                return;
            Column column;
            column.name = row.at(2).toString();
            column.type = m_types.read(row.at(3).toString(), row.at(9).toString());
            column.nullable = row.at(4).toBool();
            column.nullableGiven = true;
            const QString generated = row.at(7).toString();
            if (!generated.isEmpty())
                column.computed = Computed{SqlExpression::verbatim(row.at(5).toString()), generated == "s"_L1};
            else if (!row.at(5).isNull())
                column.serverDefault = ServerDefault::verbatim(row.at(5).toString());
            if (const QString identity = row.at(6).toString(); !identity.isEmpty()) {
                column.identity.emplace();
                column.identity->always = identity == "a"_L1;
                column.autoincrement = Column::Autoincrement::On;
            }
            if (!row.at(8).isNull())
                column.comment = row.at(8).toString();
            completeFromDomain(column);
            const bool drawn = column.serverDefault && column.serverDefault->text.startsWith("nextval('"_L1);
            if (drawn && integers.contains(column.type.name))
                column.autoincrement = Column::Autoincrement::On;
            table->columns.push_back(column);
        });
    }

    /// What a domain says of NULL and of the default holds for its columns.
    static void completeFromDomain(Column &column)
    {
        if (column.type.name != "postgresql.DOMAIN"_L1)
            return;
        if (column.type.flag(u"not_null"_s))
            column.nullable = false;
        if (!column.serverDefault && !column.computed && column.type.has(u"default"_s))
            column.serverDefault = ServerDefault::verbatim(column.type.text(u"default"_s));
    }

    Result<void> readSequences()
    {
        const QString sql = m_scope.relations()
            + u"SELECT rel.schema, rel.name, pg_catalog.format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, "
              u"s.seqcache, s.seqcycle, dep.deptype::text, oc.relname, a.attname, "
              u"EXISTS (SELECT FROM pg_catalog.pg_depend u JOIN pg_catalog.pg_attrdef d ON d.oid = u.objid "
              u"WHERE u.classid = 'pg_catalog.pg_attrdef'::regclass AND u.refclassid = 'pg_catalog.pg_class'::regclass "
              u"AND u.refobjid = rel.oid AND d.adrelid = dep.refobjid AND d.adnum = dep.refobjsubid) "
              u"FROM rel JOIN pg_catalog.pg_sequence s ON s.seqrelid = rel.oid "
              u"LEFT JOIN pg_catalog.pg_depend dep ON dep.classid = 'pg_catalog.pg_class'::regclass AND dep.objid = rel.oid "
              u"AND dep.refclassid = 'pg_catalog.pg_class'::regclass AND dep.refobjsubid > 0 AND dep.deptype IN ('a', 'i') "
              u"LEFT JOIN pg_catalog.pg_class oc ON oc.oid = dep.refobjid "
              u"LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = dep.refobjid AND a.attnum = dep.refobjsubid"_s;
        return forEachRow(m_connection, sql, [this](const QVariantList &row) {
            Identity options;
            options.start = row.at(3).toLongLong();
            options.increment = row.at(4).toLongLong();
            options.minValue = row.at(5).toLongLong();
            options.maxValue = row.at(6).toLongLong();
            options.cache = row.at(7).toLongLong();
            options.cycle = row.at(8).toBool();
            // A sequence stands in the schema of the table that owns it.
            Table *table = m_schema.table(QualifiedName(row.at(0).toString(), row.at(10).toString()));
            Column *column = table == nullptr ? nullptr : table->column(row.at(11).toString());
            if (column != nullptr && row.at(9).toString() == "i"_L1 && column->identity) {
                options.always = column->identity->always;
                column->identity = options;
            } else if (column != nullptr && column->serverDefault && row.at(12).toBool()) {
                column->sequence = nameIn(row).display();
            } else {
                m_schema.sequences.insert(nameIn(row), {nameIn(row), options, row.at(2).toString()});
            }
        });
    }

    Result<void> readConstraints()
    {
        return forEachRow(m_connection, postgresqlConstraintQuery(m_scope, m_connection.serverVersion()), [this](const QVariantList &row) {
            const PostgresqlConstraint found = postgresqlConstraint(row);
            Table *table = m_schema.table(found.table);
            if (table == nullptr)
                return;
            if (found.constraint)
                table->constraints.push_back(*found.constraint);
            if (!found.primaryKey)
                return;
            table->primaryKey = found.primaryKey;
            for (Column &column : table->columns)
                column.primaryKey = found.primaryKey->columns.contains(column.name);
        });
    }

    Result<void> readIndexes()
    {
        return forEachRow(m_connection, postgresqlIndexQuery(m_scope, m_connection.serverVersion()), [this](const QVariantList &row) {
            const Index index = postgresqlIndex(row);
            if (Table *table = m_schema.table(index.table))
                table->indexes.push_back(index);
        });
    }

    Result<void> readExtensions()
    {
        const QString sql = u"SELECT e.extname, n.nspname, e.extversion FROM pg_catalog.pg_extension e "
                            u"JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace"_s;
        return forEachRow(m_connection, sql, [this](const QVariantList &row) {
            m_schema.extensions.insert(row.at(0).toString(), {row.at(0).toString(), row.at(1).toString(), row.at(2).toString()});
        });
    }

    Connection &m_connection;
    PostgresqlScope m_scope;
    PostgresqlTypes m_types;
    Schema m_schema;
};

} // namespace

Result<Schema> inspectPostgresql(Connection &connection, const QStringList &schemas)
{
    return DatabaseReader(connection, schemas).read();
}

} // namespace retort
