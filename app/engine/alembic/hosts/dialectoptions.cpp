#include "alembic/hosts/dialectoptions.h"

#include "alembic/hosts/expressionhost.h"
#include "alembic/hosts/literals.h"

#include <QHash>

namespace retort::hosts {

using namespace Qt::StringLiterals;
using python::CallContext;
using python::Value;

namespace {

/// SQLAlchemy 2.0.52: Dialect.construct_arguments; "*" accepts everything, an absent construct nothing.
QStringList acceptedOptions(const QString &dialect, const QString &construct)
{
    static const QHash<QString, QString> accepted{
        {u"postgresql.Index"_s, u"concurrently include nulls_not_distinct ops tablespace using where with"_s},
        {u"postgresql.Table"_s, u"ignore_search_path inherits on_commit partition_by tablespace using with_oids with"_s},
        {u"postgresql.CheckConstraint"_s, u"not_valid"_s},
        {u"postgresql.ForeignKeyConstraint"_s, u"not_valid"_s},
        {u"postgresql.PrimaryKeyConstraint"_s, u"include"_s},
        {u"postgresql.UniqueConstraint"_s, u"include nulls_not_distinct"_s},
        {u"mysql.Table"_s, u"*"_s},
        {u"mysql.PrimaryKeyConstraint"_s, u"using"_s},
        {u"mysql.Index"_s, u"length prefix using with_parser"_s},
        {u"mariadb.Table"_s, u"*"_s},
        {u"mariadb.PrimaryKeyConstraint"_s, u"using"_s},
        {u"mariadb.Index"_s, u"length prefix using with_parser"_s},
        {u"sqlite.Table"_s, u"autoincrement strict with_rowid"_s},
        {u"sqlite.Index"_s, u"where"_s},
        {u"sqlite.Column"_s, u"on_conflict_not_null on_conflict_primary_key on_conflict_unique"_s},
        {u"sqlite.CheckConstraint"_s, u"on_conflict"_s},
        {u"sqlite.ForeignKeyConstraint"_s, u"on_conflict"_s},
        {u"sqlite.PrimaryKeyConstraint"_s, u"on_conflict"_s},
        {u"sqlite.UniqueConstraint"_s, u"on_conflict"_s},
        {u"mssql.PrimaryKeyConstraint"_s, u"clustered"_s},
        {u"mssql.UniqueConstraint"_s, u"clustered"_s},
        {u"mssql.Index"_s, u"clustered columnstore include where"_s},
        {u"mssql.Column"_s, u"identity_increment identity_start"_s},
        {u"oracle.Table"_s, u"compress on_commit resolve_synonyms tablespace"_s},
        {u"oracle.Index"_s, u"bitmap compress vector"_s}};
    return accepted.value(dialect + QLatin1Char('.') + construct).split(u' ', Qt::SkipEmptyParts);
}

QString constructPath(const QString &construct)
{
    return u"sqlalchemy.sql.schema."_s + construct;
}

Made<bool> takeMapping(CallContext &context, const QString &name, const Value &value, DialectOptions &into)
{
    QMap<QString, QString> mapping;
    for (const auto &[key, entry] : value.entries()) {
        const Made<QString> keyText = toText(context, key);
        if (!keyText)
            return keyText.instead();
        const Value entryText = context.text(entry);
        if (!entryText.isString())
            return entryText;
        mapping.insert(*keyText, entryText.text());
    }
    into.mappings.insert(name, mapping);
    return true;
}

Made<bool> takeOption(CallContext &context, const QString &name, const Value &value, DialectOptions &into)
{
    if (value.isUnknown())
        return value;
    if (value.isDict())
        return takeMapping(context, name, value, into);
    if (name.endsWith("_where"_L1) && value.isString()) {
        into.expressions.insert(name, SqlExpression::fromText(value.text()));
        return true;
    }
    if (value.host<ExpressionHost>()) {
        Made<Expr> expression = toExpression(context, value);
        if (!expression)
            return expression.instead();
        into.expressions.insert(name, withoutTables(std::move(expression->tree)));
        return true;
    }
    Made<Literal> literal = toLiteral(context, value);
    if (!literal)
        return literal.instead();
    into.values.insert(name, *literal);
    return true;
}

} // namespace

Made<DialectOptions> toDialectOptions(CallContext &context, const Keywords &keywords, const QString &construct)
{
    static const QStringList dialects{u"postgresql"_s, u"mysql"_s, u"mariadb"_s, u"sqlite"_s, u"mssql"_s, u"oracle"_s};
    DialectOptions options;
    for (const auto &[name, value] : keywords) {
        const qsizetype underscore = name.indexOf(u'_');
        if (underscore <= 0) {
            return context.raise(u"TypeError"_s, u"Additional arguments should be named <dialectname>_<argument>, got '%1'"_s.arg(name));
        }
        const QString dialect = name.left(underscore);
        if (!dialects.contains(dialect))
            continue;
        const QStringList accepted = acceptedOptions(dialect, construct);
        if (!accepted.contains(u"*") && !accepted.contains(name.mid(underscore + 1))) {
            return context.raise(
                u"ArgumentError"_s,
                u"Argument '%1' is not accepted by dialect '%2' on behalf of <class '%3'>"_s.arg(name, dialect, constructPath(construct)));
        }
        const Made<bool> taken = takeOption(context, name, value, options);
        if (!taken)
            return taken.instead();
    }
    return options;
}

} // namespace retort::hosts
