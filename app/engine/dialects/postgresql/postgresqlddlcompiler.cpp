#include "dialects/postgresql/postgresqlddlcompiler.h"

#include "dialects/common/compilation.h"
#include "dialects/common/operatorprecedence.h"
#include "dialects/common/typeaffinity.h"
#include "dialects/common/typecompiler.h"

#include <QRegularExpression>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

Literal option(const DialectOptions &options, const QString &name)
{
    return options.values.value(name);
}

bool isTrue(const DialectOptions &options, const QString &name)
{
    return option(options, name).text == "true"_L1;
}

QStringList listOf(const Literal &literal)
{
    QStringList items;
    for (const Literal &item : literal.items)
        items.append(item.text);
    if (items.isEmpty() && literal.kind == Literal::Kind::String)
        items.append(literal.text);
    return items;
}

bool isSmall(const SqlType &type)
{
    return typeBaseName(type) == "SmallInteger"_L1 || typeBaseName(type) == "SMALLINT"_L1;
}

bool isBig(const SqlType &type)
{
    return typeBaseName(type) == "BigInteger"_L1 || typeBaseName(type) == "BIGINT"_L1;
}

} // namespace

bool PostgresqlDdlCompiler::isSerial(const Table &table, const Column &column) const
{
    return autoincrementColumn(table) == &column && column.sequence.isEmpty() && !column.identity;
}

QString PostgresqlDdlCompiler::columnSpecification(const Table &table, const Column &column)
{
    QString sql = m_compilation.names.quote(column.name, column.quote);
    // autoincrementColumn() answers with a column of the table it was asked about.
    const Column *own = table.column(column.name);
    if (own && isSerial(table, *own)) {
        const SqlType &type = effectiveType(column.type, u"postgresql"_s);
        sql += isBig(type) ? " BIGSERIAL"_L1 : isSmall(type) ? " SMALLSERIAL"_L1 : " SERIAL"_L1;
    } else {
        sql += u' ' % m_compilation.types->compile(column.type, table.name.schema);
        if (column.serverDefault) {
            if (const auto text = defaultText(*column.serverDefault))
                sql += " DEFAULT "_L1 % *text;
        }
    }
    if (column.computed)
        sql += u' ' % computed(*column.computed);
    if (column.identity)
        sql += u' ' % identity(*column.identity);
    if (!column.nullable && !column.identity)
        sql += " NOT NULL"_L1;
    else if (column.nullable && column.identity)
        sql += " NULL"_L1;
    return sql;
}

QString PostgresqlDdlCompiler::computed(const Computed &computed)
{
    if (computed.persisted.has_value() && !*computed.persisted) {
        return m_compilation.compileError(
            u"PostrgreSQL computed columns do not support 'virtual' persistence; set the 'persisted' flag to None or "
            "True for PostgreSQL support."_s);
    }
    return "GENERATED ALWAYS AS ("_L1 % ddlExpression(computed.expression) % ") STORED"_L1;
}

QString PostgresqlDdlCompiler::referentialActions() const
{
    return u"^(?:RESTRICT|CASCADE|SET (?:NULL|DEFAULT)(?:\\s*\\(.+\\))?|NO ACTION)$"_s;
}

std::optional<QString> PostgresqlDdlCompiler::foreignKey(const Table &table, const ForeignKey &foreignKey)
{
    return *DdlCompiler::foreignKey(table, foreignKey) % (isTrue(foreignKey.options, u"postgresql_not_valid"_s) ? " NOT VALID"_L1 : ""_L1);
}

std::optional<QString> PostgresqlDdlCompiler::check(const CheckConstraint &check)
{
    return *DdlCompiler::check(check) % (isTrue(check.options, u"postgresql_not_valid"_s) ? " NOT VALID"_L1 : ""_L1);
}

QString PostgresqlDdlCompiler::included(const DialectOptions &options) const
{
    const QStringList columns = listOf(option(options, u"postgresql_include"_s));
    return columns.isEmpty() ? QString() : QString(" INCLUDE ("_L1 % m_compilation.names.list(columns) % u')');
}

std::optional<QString> PostgresqlDdlCompiler::unique(const UniqueConstraint &unique)
{
    const Literal nulls = option(unique.options, u"postgresql_nulls_not_distinct"_s);
    const QString distinct = nulls.kind == Literal::Kind::Null ? QString()
        : nulls.text == "true"_L1                              ? u"NULLS NOT DISTINCT "_s
                                                               : u"NULLS DISTINCT "_s;
    return preamble(unique.name) % "UNIQUE "_L1 % distinct % u'(' % m_compilation.names.list(unique.columns) % u')'
        % included(unique.options) % deferrability(unique.deferrable, unique.initially);
}

std::optional<QString> PostgresqlDdlCompiler::exclude(const ExcludeConstraint &exclude)
{
    QStringList elements;
    for (const ExcludeConstraint::Element &element : exclude.elements) {
        const QString sql = ddlExpression(element.expression);
        elements.append(sql % (element.operatorClass.isEmpty() ? QString() : QString(u' ' % element.operatorClass)) % " WITH "_L1
                        % element.operatorText);
    }
    static const QRegularExpression usingPattern(u"^[A-Z][A-Z0-9_]*$"_s, QRegularExpression::CaseInsensitiveOption);
    if (!usingPattern.match(exclude.usingMethod).hasMatch())
        return m_compilation.compileError(u"Unexpected SQL phrase: '%1'"_s.arg(exclude.usingMethod));
    return preamble(exclude.name) % "EXCLUDE USING "_L1 % exclude.usingMethod.toLower() % " ("_L1 % elements.join(", "_L1) % u')'
        % (exclude.where ? QString(" WHERE ("_L1 % ddlExpression(*exclude.where) % u')') : QString())
        % deferrability(exclude.deferrable, exclude.initially);
}

QString PostgresqlDdlCompiler::tableOptions(const Table &table)
{
    QString sql;
    if (const QStringList parents = listOf(option(table.options, u"postgresql_inherits"_s)); !parents.isEmpty())
        sql += "\n INHERITS ( "_L1 % m_compilation.names.list(parents) % " )"_L1;
    if (const Literal partition = option(table.options, u"postgresql_partition_by"_s); !partition.text.isEmpty())
        sql += "\n PARTITION BY "_L1 % partition.text;
    if (const Literal method = option(table.options, u"postgresql_using"_s); !method.text.isEmpty())
        sql += "\n USING "_L1 % method.text;
    if (const Literal oids = option(table.options, u"postgresql_with_oids"_s); oids.kind != Literal::Kind::Null)
        sql += oids.text == "true"_L1 ? "\n WITH OIDS"_L1 : "\n WITHOUT OIDS"_L1;
    if (const Literal commit = option(table.options, u"postgresql_on_commit"_s); !commit.text.isEmpty())
        sql += "\n ON COMMIT "_L1 % QString(commit.text).replace(u'_', u' ').toUpper();
    if (const Literal space = option(table.options, u"postgresql_tablespace"_s); !space.text.isEmpty())
        sql += "\n TABLESPACE "_L1 % m_compilation.names.quote(space.text);
    return sql;
}

QString PostgresqlDdlCompiler::operatorClass(const Index &index, const SqlExpression &expression) const
{
    const QMap<QString, QString> classes = index.options.mappings.value(u"postgresql_ops"_s);
    const bool named = expression.kind == SqlExpression::Kind::Column || expression.kind == SqlExpression::Kind::Label;
    const QString found = named ? classes.value(expression.text) : QString();
    return found.isEmpty() ? found : QString(u' ' % found);
}

QString PostgresqlDdlCompiler::createIndex(const Index &index, bool ifNotExists)
{
    QString sql = "CREATE "_L1 % (index.unique ? "UNIQUE "_L1 : ""_L1) % "INDEX "_L1
        % (isTrue(index.options, u"postgresql_concurrently"_s) ? "CONCURRENTLY "_L1 : ""_L1) % (ifNotExists ? "IF NOT EXISTS "_L1 : ""_L1)
        % indexName(index) % " ON "_L1 % m_compilation.names.table(index.table) % u' ';
    if (const Literal method = option(index.options, u"postgresql_using"_s); !method.text.isEmpty())
        sql += "USING "_L1 % phrase(method.text, u"^(?:btree|hash|gist|gin|[\\w_]+)$"_s).toLower() % u' ';
    QStringList items;
    for (const SqlExpression &expression : index.expressions) {
        const SqlExpression &inner =
            expression.kind == SqlExpression::Kind::Label && !expression.operands.empty() ? expression.operands.front() : expression;
        const QString text = ddlExpression(inner);
        items.append((needsParentheses(inner, {}) ? QString(u'(' % text % u')') : text) % operatorClass(index, expression));
    }
    sql += u'(' % items.join(", "_L1) % u')' % included(index.options);
    if (const Literal nulls = option(index.options, u"postgresql_nulls_not_distinct"_s); nulls.kind != Literal::Kind::Null)
        sql += nulls.text == "true"_L1 ? " NULLS NOT DISTINCT"_L1 : " NULLS DISTINCT"_L1;
    if (const QMap<QString, QString> with = index.options.mappings.value(u"postgresql_with"_s); !with.isEmpty()) {
        QStringList parameters;
        for (auto it = with.cbegin(); it != with.cend(); ++it)
            parameters.append(it.key() % " = "_L1 % it.value());
        sql += " WITH ("_L1 % parameters.join(", "_L1) % u')';
    }
    if (const Literal space = option(index.options, u"postgresql_tablespace"_s); !space.text.isEmpty())
        sql += " TABLESPACE "_L1 % m_compilation.names.quote(space.text);
    return sql % whereClause(index.options, u"postgresql_where"_s);
}

QString PostgresqlDdlCompiler::dropIndex(const Name &name, const QualifiedName &table, bool ifExists, const DialectOptions &options)
{
    const QString schema = table.schema.isEmpty() ? QString() : QString(m_compilation.names.schema(table.schema) % u'.');
    return "DROP INDEX "_L1 % (isTrue(options, u"postgresql_concurrently"_s) ? "CONCURRENTLY "_L1 : ""_L1)
        % (ifExists ? "IF EXISTS "_L1 : ""_L1) % schema
        % m_compilation.take(m_compilation.names.constraintName(name, IdentifierPreparer::Sort::IndexName));
}

QString PostgresqlDdlCompiler::createSequence(const Sequence &sequence, bool ifNotExists)
{
    const QString options = identityOptions(sequence.options);
    return "CREATE SEQUENCE "_L1 % (ifNotExists ? "IF NOT EXISTS "_L1 : ""_L1) % m_compilation.names.table(sequence.name)
        % sequenceType(sequence) % (options.isEmpty() ? QString() : QString(u' ' % options));
}

} // namespace retort
