#include "database/inspection/postgresqlkeys.h"

#include "database/inspection/sqltokens.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

Literal list(const QStringList &values)
{
    Literal literal{Literal::Kind::Array, {}, {}};
    for (const QString &value : values)
        literal.items.push_back(Literal::string(value));
    return literal;
}

QJsonArray array(const QVariant &json)
{
    return QJsonDocument::fromJson(json.toString().toUtf8()).array();
}

QStringList texts(const QVariant &json)
{
    QStringList result;
    const QJsonArray values = array(json);
    for (const QJsonValue &value : values)
        result.append(value.toString());
    return result;
}

SqlExpression wrapped(SqlExpression::Kind kind, const QString &word, SqlExpression inner)
{
    SqlExpression expression;
    expression.kind = kind;
    expression.text = word;
    expression.operands.push_back(std::move(inner));
    return expression;
}

/// A key of an index: {"column"} or {"expression"}, "option" (bit 0: DESC, bit 1: NULLS FIRST), "collation" and "opclass" when they are not
/// the column's own.
SqlExpression keyExpression(const QJsonObject &key)
{
    const QString column = key[u"column"].toString();
    SqlExpression expression = column.isEmpty() ? SqlExpression::verbatim(key[u"expression"].toString()) : SqlExpression::column(column);
    if (const QString collation = key[u"collation"].toString(); !collation.isEmpty())
        expression = wrapped(SqlExpression::Kind::Collate, collation, std::move(expression));
    return expression;
}

SqlExpression ordered(SqlExpression expression, int option)
{
    const bool descending = (option & 1) != 0;
    const bool nullsFirst = (option & 2) != 0;
    if (descending)
        expression = wrapped(SqlExpression::Kind::Unary, u"DESC"_s, std::move(expression));
    // NULLs come first in a descending index and last in an ascending one unless told otherwise.
    if (descending != nullsFirst)
        expression = wrapped(SqlExpression::Kind::Unary, nullsFirst ? u"NULLS FIRST"_s : u"NULLS LAST"_s, std::move(expression));
    return expression;
}

/// The keys of an index as JSON; `index` is an alias of pg_index, `am` says how many of them are keys.
QString keysOf(const QString &index)
{
    return u"(SELECT json_agg(json_build_object('column', a.attname, 'expression', CASE WHEN a.attname IS NULL THEN "
           u"pg_catalog.pg_get_indexdef(%1.indexrelid, k, true) END, 'option', %1.indoption[k - 1], "
           u"'collation', CASE WHEN %1.indcollation[k - 1] NOT IN (0, coalesce(a.attcollation, ik.attcollation)) "
           u"OR (a.attname IS NULL AND %1.indcollation[k - 1] NOT IN (0, ik.attcollation)) THEN l.collname END, "
           u"'opclass', CASE WHEN NOT o.opcdefault THEN o.opcname END, 'operator', NULL) ORDER BY k) "
           u"FROM pg_catalog.generate_series(1, %1.indnkeyatts::int) k "
           u"JOIN pg_catalog.pg_attribute ik ON ik.attrelid = %1.indexrelid AND ik.attnum = k "
           u"LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = %1.indrelid AND a.attnum = %1.indkey[k - 1] AND a.attnum <> 0 "
           u"LEFT JOIN pg_catalog.pg_collation l ON l.oid = %1.indcollation[k - 1] "
           u"LEFT JOIN pg_catalog.pg_opclass o ON o.oid = %1.indclass[k - 1])"_s.arg(index);
}

QString includedOf(const QString &index)
{
    return u"(SELECT json_agg(a.attname ORDER BY k) FROM pg_catalog.generate_series(%1.indnkeyatts + 1, %1.indnatts::int) k "
           u"JOIN pg_catalog.pg_attribute a ON a.attrelid = %1.indrelid AND a.attnum = %1.indkey[k - 1])"_s.arg(index);
}

QString columnsOf(const QString &relation, const QString &numbers)
{
    return u"(SELECT json_agg(a.attname ORDER BY u.k) FROM unnest(%2) WITH ORDINALITY u(n, k) "
           u"JOIN pg_catalog.pg_attribute a ON a.attrelid = %1 AND a.attnum = u.n)"_s.arg(relation, numbers);
}

QString nullsNotDistinct(const QString &index, int serverVersion)
{
    return serverVersion >= 150000 ? index + u".indnullsnotdistinct"_s : u"false"_s;
}

QString action(const QString &code)
{
    switch (code.isEmpty() ? 'a' : code.at(0).toLatin1()) {
    case 'r': return u"RESTRICT"_s;
    case 'c': return u"CASCADE"_s;
    case 'n': return u"SET NULL"_s;
    case 'd': return u"SET DEFAULT"_s;
    default: return {};
    }
}

QString withColumns(const QString &words, const QStringList &columns)
{
    if (columns.isEmpty())
        return words;
    QStringList quoted;
    for (const QString &column : columns)
        quoted.append(column);
    return words + u" ("_s + quoted.join(u", "_s) + u')';
}

/// The condition in "CHECK (condition) NO INHERIT NOT VALID", without further parentheses round it.
QString checkCondition(const QString &definition)
{
    SqlTokenReader tokens(definition, DatabaseKind::PostgreSql);
    (void)tokens.takeWord("CHECK"_L1);
    const QString condition = tokens.takeParenthesised();
    SqlTokenReader inner(condition, DatabaseKind::PostgreSql);
    const QString unwrapped = inner.takeParenthesised();
    return inner.atEnd() && !unwrapped.isEmpty() ? unwrapped : condition;
}

enum ConstraintField {
    Schema_,
    Table_,
    Name_,
    Type_,
    Deferrable,
    Deferred,
    NoInherit,
    Validated,
    Definition,
    Columns,
    ReferredSchema,
    ReferredTable,
    ReferredColumns,
    OnUpdate,
    OnDelete,
    Match,
    OnDeleteColumns,
    Included,
    NullsNotDistinct,
    Keys,
    Operators,
    Method,
    Where
};

ForeignKey foreignKey(const QVariantList &row)
{
    ForeignKey key;
    key.name = Name(row.at(Name_).toString());
    key.columns = texts(row.at(Columns));
    key.referredTable = QualifiedName(row.at(ReferredSchema).toString(), row.at(ReferredTable).toString());
    key.referredColumns = texts(row.at(ReferredColumns));
    key.onUpdate = action(row.at(OnUpdate).toString());
    key.onDelete = withColumns(action(row.at(OnDelete).toString()), texts(row.at(OnDeleteColumns)));
    if (row.at(Match).toString() == "f"_L1)
        key.match = u"FULL"_s;
    if (row.at(Deferrable).toBool())
        key.deferrable = true;
    if (row.at(Deferred).toBool())
        key.initially = u"DEFERRED"_s;
    if (!row.at(Validated).toBool())
        key.options.values.insert(u"postgresql_not_valid"_s, Literal::boolean(true));
    return key;
}

DialectOptions keyOptions(const QVariantList &row)
{
    DialectOptions options;
    if (const QStringList included = texts(row.at(Included)); !included.isEmpty())
        options.values.insert(u"postgresql_include"_s, list(included));
    if (row.at(NullsNotDistinct).toBool())
        options.values.insert(u"postgresql_nulls_not_distinct"_s, Literal::boolean(true));
    return options;
}

UniqueConstraint uniqueConstraint(const QVariantList &row)
{
    UniqueConstraint unique{Name(row.at(Name_).toString()), texts(row.at(Columns)), {}, {}, keyOptions(row)};
    if (row.at(Deferrable).toBool())
        unique.deferrable = true;
    if (row.at(Deferred).toBool())
        unique.initially = u"DEFERRED"_s;
    return unique;
}

CheckConstraint checkConstraint(const QVariantList &row)
{
    CheckConstraint check;
    check.name = Name(row.at(Name_).toString());
    check.condition = SqlExpression::verbatim(checkCondition(row.at(Definition).toString()));
    if (row.at(NoInherit).toBool())
        check.options.values.insert(u"postgresql_no_inherit"_s, Literal::boolean(true));
    if (!row.at(Validated).toBool())
        check.options.values.insert(u"postgresql_not_valid"_s, Literal::boolean(true));
    return check;
}

ExcludeConstraint excludeConstraint(const QVariantList &row)
{
    ExcludeConstraint exclude;
    exclude.name = Name(row.at(Name_).toString());
    exclude.usingMethod = row.at(Method).toString();
    const QJsonArray keys = array(row.at(Keys));
    const QStringList operators = texts(row.at(Operators));
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const QJsonObject key = keys[i].toObject();
        exclude.elements.push_back({keyExpression(key), operators.value(i), key[u"opclass"].toString()});
    }
    if (const QString where = row.at(Where).toString(); !where.isEmpty())
        exclude.where = SqlExpression::verbatim(where);
    if (row.at(Deferrable).toBool())
        exclude.deferrable = true;
    if (row.at(Deferred).toBool())
        exclude.initially = u"DEFERRED"_s;
    return exclude;
}

} // namespace

QString postgresqlConstraintQuery(const PostgresqlScope &scope, int serverVersion)
{
    const QString referred = scope.toldSchema(u"rn.nspname"_s, u"pg_catalog.pg_table_is_visible(rc.oid)"_s);
    const QString deleted = serverVersion >= 150000 ? columnsOf(u"con.conrelid"_s, u"con.confdelsetcols"_s) : u"NULL"_s;
    const QString operators = u"(SELECT json_agg(op.oprname ORDER BY u.k) FROM unnest(con.conexclop) WITH ORDINALITY u(n, k) "
                              u"JOIN pg_catalog.pg_operator op ON op.oid = u.n)"_s;
    return scope.relations()
        + u"SELECT rel.schema, rel.name, con.conname, con.contype::text, con.condeferrable, con.condeferred, con.connoinherit, "
          u"con.convalidated, pg_catalog.pg_get_constraintdef(con.oid, true), %1, %2, rc.relname, %3, con.confupdtype::text, "
          u"con.confdeltype::text, con.confmatchtype::text, %4, %5, %6, CASE WHEN con.contype = 'x' THEN %7 END, %8, am.amname, "
          u"pg_catalog.pg_get_expr(i.indpred, i.indrelid) "
          u"FROM rel JOIN pg_catalog.pg_constraint con ON con.conrelid = rel.oid AND con.contype IN ('p', 'f', 'u', 'c', 'x') "
          u"LEFT JOIN pg_catalog.pg_class rc ON rc.oid = con.confrelid LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = rc.relnamespace "
          u"LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = con.conindid AND con.contype IN ('p', 'u', 'x') "
          u"LEFT JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid LEFT JOIN pg_catalog.pg_am am ON am.oid = ic.relam "
          u"WHERE rel.kind IN ('r', 'p') ORDER BY 1, 2, position(con.contype::text IN 'pfucx'), 3"_s.arg(
              columnsOf(u"con.conrelid"_s, u"con.conkey"_s), referred, columnsOf(u"con.confrelid"_s, u"con.confkey"_s), deleted,
              includedOf(u"i"_s), nullsNotDistinct(u"i"_s, serverVersion), keysOf(u"i"_s), operators);
}

PostgresqlConstraint postgresqlConstraint(const QVariantList &row)
{
    PostgresqlConstraint found;
    found.table = QualifiedName(row.at(Schema_).toString(), row.at(Table_).toString());
    const QString type = row.at(Type_).toString();
    if (type == "p"_L1)
        found.primaryKey = PrimaryKey{Name(row.at(Name_).toString()), texts(row.at(Columns)), false, keyOptions(row)};
    else if (type == "f"_L1)
        found.constraint = foreignKey(row);
    else if (type == "u"_L1)
        found.constraint = uniqueConstraint(row);
    else if (type == "c"_L1)
        found.constraint = checkConstraint(row);
    else
        found.constraint = excludeConstraint(row);
    return found;
}

QString postgresqlIndexQuery(const PostgresqlScope &scope, int serverVersion)
{
    return scope.relations()
        + u"SELECT rel.schema, rel.name, ic.relname, i.indisunique, am.amname, %1, %2, %3, "
          u"pg_catalog.pg_get_expr(i.indpred, i.indrelid), "
          u"(SELECT json_object_agg(option_name, option_value) FROM pg_catalog.pg_options_to_table(ic.reloptions)), ts.spcname "
          u"FROM rel JOIN pg_catalog.pg_index i ON i.indrelid = rel.oid AND NOT i.indisprimary "
          u"JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid JOIN pg_catalog.pg_am am ON am.oid = ic.relam "
          u"LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = ic.reltablespace "
          u"WHERE rel.kind IN ('r', 'p', 'm') AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint con "
          u"WHERE con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x')) ORDER BY 1, 2, 3"_s.arg(
              keysOf(u"i"_s), includedOf(u"i"_s), nullsNotDistinct(u"i"_s, serverVersion));
}

Index postgresqlIndex(const QVariantList &row)
{
    enum { Schema, Table, IndexName, Unique, AccessMethod, IndexKeys, IndexIncluded, NotDistinct, Predicate, With, Tablespace };
    Index index;
    index.table = QualifiedName(row.at(Schema).toString(), row.at(Table).toString());
    index.name = Name(row.at(IndexName).toString());
    index.unique = row.at(Unique).toBool();
    if (const QString method = row.at(AccessMethod).toString(); method != "btree"_L1)
        index.options.values.insert(u"postgresql_using"_s, Literal::string(method));
    const QJsonArray keys = array(row.at(IndexKeys));
    for (const QJsonValue &value : keys) {
        const QJsonObject key = value.toObject();
        if (const QString opclass = key[u"opclass"].toString(); !opclass.isEmpty())
            index.options.mappings[u"postgresql_ops"_s].insert(key[key[u"column"].isNull() ? u"expression"_s : u"column"_s].toString(),
                                                               opclass);
        index.expressions.push_back(ordered(keyExpression(key), key[u"option"].toInt()));
    }
    if (const QStringList included = texts(row.at(IndexIncluded)); !included.isEmpty())
        index.options.values.insert(u"postgresql_include"_s, list(included));
    if (row.at(NotDistinct).toBool())
        index.options.values.insert(u"postgresql_nulls_not_distinct"_s, Literal::boolean(true));
    if (const QString predicate = row.at(Predicate).toString(); !predicate.isEmpty())
        index.options.expressions.insert(u"postgresql_where"_s, SqlExpression::verbatim(predicate));
    const QJsonObject with = QJsonDocument::fromJson(row.at(With).toString().toUtf8()).object();
    for (auto it = with.begin(); it != with.end(); ++it)
        index.options.mappings[u"postgresql_with"_s].insert(it.key(), it.value().toString());
    if (const QString tablespace = row.at(Tablespace).toString(); !tablespace.isEmpty())
        index.options.values.insert(u"postgresql_tablespace"_s, Literal::string(tablespace));
    return index;
}

} // namespace retort
