#include "dialects/common/basedialect.h"

#include "dialects/common/compilation.h"
#include "dialects/common/ddlcompiler.h"
#include "dialects/common/expressioncompiler.h"
#include "dialects/common/literalrenderer.h"
#include "dialects/common/operationrenderer.h"
#include "dialects/common/querycompiler.h"
#include "dialects/common/statementsplitter.h"
#include "dialects/common/typecompiler.h"

namespace retort {

using namespace Qt::StringLiterals;

Result<QList<Statement>> BaseDialect::render(const Operation &operation, const Schema &before, RenderMemory &memory,
                                             const RenderMode &mode) const
{
    Compilation compilation(profile(mode), mode);
    equip(compilation);
    RenderMemory remembered = memory;
    const std::unique_ptr<OperationRenderer> visitor = renderer(compilation, before, remembered);
    visitor->render(operation);
    if (compilation.error)
        return *compilation.error;
    memory = std::move(remembered);
    return visitor->takeStatements();
}

QList<QualifiedName> BaseDialect::rebuiltTables(const Operation &operation) const
{
    QList<QualifiedName> tables;
    if (const auto *block = operation.as<AutocommitBlockOp>()) {
        for (const Operation &item : block->operations)
            tables += rebuiltTables(item);
    } else if (const auto *batch = operation.as<BatchAlterTableOp>(); batch != nullptr && !batch->copyFrom) {
        const RenderMode mode;
        Compilation compilation(profile(mode), mode);
        RenderMemory memory;
        if (renderer(compilation, {}, memory)->rebuilds(*batch))
            tables.append(batch->table);
    }
    return tables;
}

QString BaseDialect::storedConstraintName(const Name &name) const
{
    return IdentifierPreparer::storedName(name, IdentifierPreparer::Sort::ConstraintName, m_profile);
}

QString BaseDialect::storedIndexName(const Name &name) const
{
    return IdentifierPreparer::storedName(name, IdentifierPreparer::Sort::IndexName, m_profile);
}

Result<QString> BaseDialect::ddlExpression(const SqlExpression &expression, const RenderMode &mode) const
{
    Compilation compilation(profile(mode), mode);
    equip(compilation);
    QString sql = compilation.expressions->compile(expression, ExpressionCompiler::Place::Ddl);
    return compilation.error ? Result<QString>(*compilation.error) : Result<QString>(std::move(sql));
}

QString BaseDialect::quoteIdentifier(const QString &identifier) const
{
    return IdentifierPreparer(m_profile).quote(identifier);
}

QString BaseDialect::quoteName(const QualifiedName &name) const
{
    return IdentifierPreparer(m_profile).table(name);
}

QString BaseDialect::createVersionTable(const VersionTableName &version) const
{
    Table table;
    table.name = version.table;
    Column column;
    column.name = u"version_num"_s;
    column.type.name = u"String"_s;
    column.type.arguments.insert(u"length"_s, Literal{Literal::Kind::Integer, u"32"_s, {}});
    column.nullable = false;
    table.columns.push_back(column);
    if (version.primaryKey) {
        table.primaryKey.emplace();
        table.primaryKey->name = Name(version.table.name % "_pkc"_L1);
        table.primaryKey->columns.append(column.name);
    }
    const RenderMode mode;
    Compilation compilation(profile(mode), mode);
    equip(compilation);
    return compilation.ddl->createTable(table, false).trimmed();
}

namespace {

QString literal(const QString &revision)
{
    return u'\'' % QString(revision).replace(u'\'', "''"_L1) % u'\'';
}

} // namespace

QString BaseDialect::insertVersion(const VersionTableName &table, const QString &revision) const
{
    return "INSERT INTO "_L1 % quoteName(table.table) % " (version_num)"_L1 % (table.primaryKey ? outputClause(table) : QString())
        % " VALUES ("_L1 % literal(revision) % u')' % (table.primaryKey ? returningClause(table) : QString());
}

QString BaseDialect::updateVersion(const VersionTableName &table, const QString &from, const QString &to) const
{
    const QString name = quoteName(table.table);
    return "UPDATE "_L1 % name % " SET version_num="_L1 % literal(to) % " WHERE "_L1 % name % ".version_num = "_L1 % literal(from);
}

QString BaseDialect::deleteVersion(const VersionTableName &table, const QString &revision) const
{
    const QString name = quoteName(table.table);
    return "DELETE FROM "_L1 % name % " WHERE "_L1 % name % ".version_num = "_L1 % literal(revision);
}

QString BaseDialect::scriptText(const QString &sql) const
{
    QString text = sql;
    text.replace(u'\t', "    "_L1);
    text = text.trimmed() % m_profile.terminator % "\n\n"_L1;
    if (!m_profile.batchSeparator.isEmpty())
        text += m_profile.batchSeparator % "\n\n"_L1;
    return text;
}

QString BaseDialect::scriptBegin() const
{
    return u"BEGIN;\n\n"_s;
}

QString BaseDialect::scriptCommit() const
{
    return u"COMMIT;\n\n"_s;
}

QStringList BaseDialect::splitStatements(const QString &sql) const
{
    return StatementSplitter(m_profile.name).split(sql);
}

} // namespace retort
