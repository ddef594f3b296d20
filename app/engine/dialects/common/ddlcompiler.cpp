#include "dialects/common/ddlcompiler.h"

#include "dialects/common/compilation.h"
#include "dialects/common/expressioncompiler.h"
#include "dialects/common/literalrenderer.h"
#include "dialects/common/typeaffinity.h"
#include "dialects/common/typecompiler.h"

#include <QRegularExpression>

namespace retort {

using namespace Qt::StringLiterals;

QString DdlCompiler::createTable(const Table &table, bool ifNotExists)
{
    QString sql = u"CREATE "_s;
    for (const QString &prefix : table.prefixes)
        sql += prefix % u' ';
    sql += "TABLE "_L1;
    if (ifNotExists)
        sql += "IF NOT EXISTS "_L1;
    sql += m_compilation.names.table(table.name, table.quote) % " ("_L1;

    QStringList lines;
    for (const Column &column : table.columns) {
        const bool failedBefore = m_compilation.error.has_value();
        lines.append(columnSpecification(table, column) % columnChecks(table, column.name));
        if (!failedBefore && m_compilation.error && m_compilation.error->code != "dialect.not-understood"_L1) {
            m_compilation.error->code = u"sqlalchemy.CompileError"_s;
            m_compilation.error->message =
                u"(in table '%1', column '%2'): "_s.arg(table.name.name, column.name) % m_compilation.error->message;
        }
    }
    lines += tableConstraints(table);
    if (!lines.isEmpty())
        sql += "\n\t"_L1 % lines.join(", \n\t"_L1);
    return sql % "\n)"_L1 % tableOptions(table);
}

QStringList DdlCompiler::tableConstraints(const Table &table)
{
    QStringList lines;
    if (table.primaryKey && !table.primaryKey->columns.isEmpty()) {
        if (const auto sql = primaryKey(table, *table.primaryKey))
            lines.append(*sql);
    }
    for (const Constraint &item : table.constraints) {
        if (const auto *foreign = std::get_if<ForeignKey>(&item); foreign && foreign->useAlter && m_compilation.profile.alterConstraints)
            continue;
        if (const auto *inColumn = std::get_if<CheckConstraint>(&item); inColumn && !inColumn->column.isEmpty())
            continue;
        if (const auto sql = constraint(table, item))
            lines.append(*sql);
    }
    return lines;
}

QString DdlCompiler::dropTable(const QualifiedName &name, bool ifExists) const
{
    return "DROP TABLE "_L1 % (ifExists ? "IF EXISTS "_L1 : ""_L1) % m_compilation.names.table(name);
}

QString DdlCompiler::tableOptions(const Table &)
{
    return {};
}

QString DdlCompiler::ddlExpression(const SqlExpression &expression)
{
    return m_compilation.expressions->compile(expression, ExpressionCompiler::Place::Ddl);
}

QString DdlCompiler::preamble(const Name &name)
{
    if (name.isEmpty())
        return {};
    return "CONSTRAINT "_L1 % m_compilation.take(m_compilation.names.constraintName(name, IdentifierPreparer::Sort::ConstraintName)) % u' ';
}

QString DdlCompiler::phrase(const QString &text, const QString &pattern)
{
    if (!QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption).match(text).hasMatch()) {
        QString shown = pattern;
        return m_compilation.compileError(
            u"Unexpected SQL phrase: '%1' (matching against '%2')"_s.arg(text, shown.replace(u'\\', "\\\\"_L1)));
    }
    return text;
}

QString DdlCompiler::deferrability(const std::optional<bool> &deferrable, const QString &initially)
{
    QString sql;
    if (deferrable)
        sql += *deferrable ? " DEFERRABLE"_L1 : " NOT DEFERRABLE"_L1;
    if (!initially.isEmpty())
        sql += " INITIALLY "_L1 % phrase(initially, u"^(?:DEFERRED|IMMEDIATE)$"_s);
    return sql;
}

QStringList DdlCompiler::primaryKeyColumns(const Table &table, const PrimaryKey &primaryKey) const
{
    QStringList columns = primaryKey.columns;
    if (!primaryKey.fromFlags)
        return columns;
    if (const Column *automatic = autoincrementColumn(table); automatic && columns.removeAll(automatic->name) > 0)
        columns.prepend(automatic->name);
    return columns;
}

std::optional<QString> DdlCompiler::primaryKey(const Table &table, const PrimaryKey &primaryKey)
{
    return preamble(primaryKey.name) % "PRIMARY KEY ("_L1 % m_compilation.names.list(primaryKeyColumns(table, primaryKey)) % u')';
}

QString DdlCompiler::referentialActions() const
{
    return u"^(?:RESTRICT|CASCADE|SET NULL|NO ACTION|SET DEFAULT)$"_s;
}

QString DdlCompiler::match(const QString &match)
{
    return " MATCH "_L1 % match;
}

QString DdlCompiler::onUpdate(const QString &action)
{
    return " ON UPDATE "_L1 % phrase(action, referentialActions());
}

QString DdlCompiler::references(const ForeignKey &foreignKey, bool withSchema)
{
    const QualifiedName referred = withSchema ? foreignKey.referredTable : QualifiedName(foreignKey.referredTable.name);
    QString sql =
        "REFERENCES "_L1 % m_compilation.names.table(referred) % " ("_L1 % m_compilation.names.list(foreignKey.referredColumns) % u')';
    if (!foreignKey.match.isEmpty())
        sql += match(foreignKey.match);
    if (!foreignKey.onDelete.isEmpty())
        sql += " ON DELETE "_L1 % phrase(foreignKey.onDelete, referentialActions());
    if (!foreignKey.onUpdate.isEmpty())
        sql += onUpdate(foreignKey.onUpdate);
    return sql % deferrability(foreignKey.deferrable, foreignKey.initially);
}

std::optional<QString> DdlCompiler::foreignKey(const Table &, const ForeignKey &foreignKey)
{
    return preamble(foreignKey.name) % "FOREIGN KEY("_L1 % m_compilation.names.list(foreignKey.columns) % ") "_L1 % references(foreignKey);
}

std::optional<QString> DdlCompiler::unique(const UniqueConstraint &unique)
{
    return preamble(unique.name) % "UNIQUE ("_L1 % m_compilation.names.list(unique.columns) % u')'
        % deferrability(unique.deferrable, unique.initially);
}

std::optional<QString> DdlCompiler::check(const CheckConstraint &check)
{
    return preamble(check.name) % "CHECK ("_L1 % ddlExpression(check.condition) % u')';
}

std::optional<QString> DdlCompiler::exclude(const ExcludeConstraint &)
{
    return unsupported(u"sqlalchemy.dialects.postgresql.ext.ExcludeConstraint"_s);
}

QString DdlCompiler::unsupported(const QString &element)
{
    return m_compilation.fail(u"sqlalchemy.UnsupportedCompilationError"_s,
                              u"Compiler <%1 object at 0x..> can't render element of type <class '%2'> (Background on this error at: "
                              "https://sqlalche.me/e/20/l7de)"_s.arg(className(), element));
}

bool DdlCompiler::isWanted(const Table &table, const Constraint &constraint) const
{
    const auto *checkConstraint = std::get_if<CheckConstraint>(&constraint);
    if (!checkConstraint || checkConstraint->typeBoundColumn.isEmpty())
        return true;
    const Column *column = table.column(checkConstraint->typeBoundColumn);
    return !column || m_compilation.types->needsTypeCheck(column->type);
}

std::optional<QString> DdlCompiler::constraint(const Table &table, const Constraint &constraint)
{
    if (!isWanted(table, constraint))
        return std::nullopt;
    if (const auto *foreign = std::get_if<ForeignKey>(&constraint))
        return foreignKey(table, *foreign);
    if (const auto *uniqueConstraint = std::get_if<UniqueConstraint>(&constraint))
        return unique(*uniqueConstraint);
    if (const auto *checkConstraint = std::get_if<CheckConstraint>(&constraint))
        return check(*checkConstraint);
    return exclude(std::get<ExcludeConstraint>(constraint));
}

QString DdlCompiler::columnChecks(const Table &table, const QString &column)
{
    QString sql;
    for (const Constraint &item : table.constraints) {
        const auto *checkConstraint = std::get_if<CheckConstraint>(&item);
        if (!checkConstraint || checkConstraint->column != column || column.isEmpty())
            continue;
        if (const auto text = constraint(table, item))
            sql += u' ' % *text;
    }
    return sql;
}

std::optional<QString> DdlCompiler::defaultText(const ServerDefault &serverDefault)
{
    switch (serverDefault.kind) {
    case ServerDefault::Kind::Text: return m_compilation.literals->string(serverDefault.text);
    case ServerDefault::Kind::Sql:
        return ddlExpression(serverDefault.expression ? *serverDefault.expression : SqlExpression::fromText(serverDefault.text));
    case ServerDefault::Kind::Fetched: break;
    }
    return std::nullopt;
}

QString DdlCompiler::computed(const Computed &computed)
{
    QString sql = "GENERATED ALWAYS AS ("_L1 % ddlExpression(computed.expression) % u')';
    if (computed.persisted)
        sql += *computed.persisted ? " STORED"_L1 : " VIRTUAL"_L1;
    return sql;
}

QString DdlCompiler::identity(const Identity &identity)
{
    const QString options = identityOptions(identity);
    return "GENERATED "_L1 % (identity.always ? "ALWAYS"_L1 : "BY DEFAULT"_L1) % " AS IDENTITY"_L1
        % (options.isEmpty() ? QString() : QString(" ("_L1 % options % u')'));
}

QString DdlCompiler::identityOptions(const Identity &identity) const
{
    QStringList parts;
    const auto number = [&parts](QLatin1StringView words, const std::optional<qint64> &value) {
        if (value)
            parts.append(words % u' ' % QString::number(*value));
    };
    number("INCREMENT BY"_L1, identity.increment);
    number("START WITH"_L1, identity.start);
    number("MINVALUE"_L1, identity.minValue);
    number("MAXVALUE"_L1, identity.maxValue);
    if (identity.noMinValue.value_or(false))
        parts.append(u"NO MINVALUE"_s);
    if (identity.noMaxValue.value_or(false))
        parts.append(u"NO MAXVALUE"_s);
    number("CACHE"_L1, identity.cache);
    if (identity.cycle)
        parts.append(*identity.cycle ? u"CYCLE"_s : u"NO CYCLE"_s);
    return parts.join(u' ');
}

QString DdlCompiler::createSequence(const Sequence &sequence, bool ifNotExists)
{
    const QString options = identityOptions(sequence.options);
    return "CREATE SEQUENCE "_L1 % (ifNotExists ? "IF NOT EXISTS "_L1 : ""_L1) % m_compilation.names.table(sequence.name)
        % (options.isEmpty() ? QString() : QString(u' ' % options));
}

QString DdlCompiler::sequenceType(const Sequence &sequence)
{
    if (sequence.dataType.isEmpty())
        return {};
    if (!sequence.dataType.front().isUpper())
        return " AS "_L1 % sequence.dataType;
    SqlType type;
    type.name = sequence.dataType;
    return " AS "_L1 % m_compilation.types->compile(type);
}

QString DdlCompiler::indexName(const Index &index)
{
    if (index.name.isEmpty())
        return m_compilation.compileError(u"CREATE INDEX requires that the index have a name"_s);
    return m_compilation.take(m_compilation.names.constraintName(index.name, IdentifierPreparer::Sort::IndexName));
}

QString DdlCompiler::indexExpression(const SqlExpression &expression)
{
    return ddlExpression(expression);
}

QStringList DdlCompiler::indexExpressions(const Index &index)
{
    QStringList list;
    for (const SqlExpression &expression : index.expressions)
        list.append(indexExpression(expression));
    return list;
}

QString DdlCompiler::createIndex(const Index &index, bool ifNotExists)
{
    return "CREATE "_L1 % (index.unique ? "UNIQUE "_L1 : ""_L1) % "INDEX "_L1 % (ifNotExists ? "IF NOT EXISTS "_L1 : ""_L1)
        % indexName(index) % " ON "_L1 % m_compilation.names.table(index.table) % " ("_L1 % indexExpressions(index).join(", "_L1) % u')';
}

QString DdlCompiler::dropIndex(const Name &name, const QualifiedName &table, bool ifExists, const DialectOptions &)
{
    const QString quoted = m_compilation.take(m_compilation.names.constraintName(name, IdentifierPreparer::Sort::IndexName));
    return "DROP INDEX "_L1 % (ifExists ? "IF EXISTS "_L1 : ""_L1)
        % (table.schema.isEmpty() ? QString() : QString(m_compilation.names.schema(table.schema) % u'.')) % quoted;
}

QString DdlCompiler::whereClause(const DialectOptions &options, const QString &option)
{
    if (const auto it = options.expressions.constFind(option); it != options.expressions.cend())
        return " WHERE "_L1 % ddlExpression(*it);
    const auto it = options.values.constFind(option);
    if (it == options.values.cend() || it->kind == Literal::Kind::Null)
        return {};
    return " WHERE "_L1 % ddlExpression(SqlExpression::fromText(it->text));
}

QString DdlCompiler::tableComment(const QualifiedName &table, const std::optional<QString> &comment)
{
    return "COMMENT ON TABLE "_L1 % m_compilation.names.table(table) % " IS "_L1
        % (comment ? m_compilation.literals->string(*comment) : u"NULL"_s);
}

QString DdlCompiler::columnComment(const QualifiedName &table, const QString &column, const std::optional<QString> &comment)
{
    return "COMMENT ON COLUMN "_L1 % m_compilation.names.table(table) % u'.' % m_compilation.names.quote(column) % " IS "_L1
        % (comment ? m_compilation.literals->string(*comment) : u"NULL"_s);
}

const Column *DdlCompiler::autoincrementColumn(const Table &table) const
{
    return retort::autoincrementColumn(table, m_compilation.profile.name);
}

} // namespace retort
