#include "comparison/modeltext.h"

#include "base/translation.h"
#include "database/schemajson.h"
#include "dialects/dialect.h"

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QString listed(const QStringList &names)
{
    return u'(' % names.join(u", "_s) % u')';
}

/// "Foreign key fk" or "Foreign key".
QString titled(const QString &what, const Name &name)
{
    return name.isEmpty() ? what : QString(what % u' ' % name.text);
}

/// An expression as far as it is a text: as a database prints it, or a model writes it in words.
QString expressionText(const SqlExpression &expression)
{
    using Kind = SqlExpression::Kind;
    for (const SqlExpression *each = &expression; each; each = each->operands.empty() ? nullptr : &each->operands.front()) {
        const bool isText = each->kind == Kind::Text || each->kind == Kind::LiteralColumn || each->kind == Kind::Column;
        if (!(isText && each->operands.empty()) && each->kind != Kind::Collate && each->kind != Kind::Unary)
            return tr("an SQL expression");
    }
    return inspectedText(expression);
}

struct ConstraintWords {
    QString operator()(const ForeignKey &key) const
    {
        QString text = titled(tr("Foreign key"), key.name) % u": "_s % listed(key.columns) % u" → "_s % key.referredTable.display() % u' '
            % listed(key.referredColumns);
        if (!key.onDelete.isEmpty())
            text += u", ON DELETE "_s + key.onDelete;
        if (!key.onUpdate.isEmpty())
            text += u", ON UPDATE "_s + key.onUpdate;
        return text;
    }
    QString operator()(const UniqueConstraint &unique) const
    {
        return titled(tr("Unique"), unique.name) % u": "_s % listed(unique.columns);
    }
    QString operator()(const CheckConstraint &check) const
    {
        return titled(tr("Check"), check.name) % u": "_s % expressionText(check.condition);
    }
    QString operator()(const ExcludeConstraint &exclude) const
    {
        QStringList elements;
        for (const ExcludeConstraint::Element &element : exclude.elements)
            elements.append(expressionText(element.expression) % u" WITH "_s % element.operatorText);
        return titled(tr("Exclusion"), exclude.name) % u": "_s % listed(elements);
    }
};

} // namespace

QString columnRules(const Table &table, const Column &column)
{
    QStringList rules;
    if (column.primaryKey)
        rules.append(u"PK"_s);
    if (!column.nullable)
        rules.append(u"NOT NULL"_s);
    if (column.unique)
        rules.append(u"UNIQUE"_s);
    if (column.index)
        rules.append(u"INDEX"_s);
    for (const Constraint &constraint : table.constraints) {
        const auto *key = std::get_if<ForeignKey>(&constraint);
        const qsizetype at = key ? key->columns.indexOf(column.name) : -1;
        if (at >= 0)
            rules.append(u"FK -> "_s % key->referredTable.display() % u'.' % key->referredColumns.value(at));
    }
    return rules.join(u' ');
}

QString columnDefault(const Column &column)
{
    if (column.serverDefault)
        return column.serverDefault->text.isEmpty() ? tr("an SQL expression") : column.serverDefault->text;
    return column.hasPythonDefault ? tr("in Python") : QString();
}

QStringList indexedColumns(const Index &index)
{
    QStringList names;
    for (const SqlExpression &expression : index.expressions)
        names.append(expression.kind == SqlExpression::Kind::Column ? expression.text : tr("an SQL expression"));
    return names;
}

QString constraintText(const Constraint &constraint)
{
    return std::visit(ConstraintWords{}, constraint);
}

QStringList createStatements(const Schema &schema, const Table &table, const QString &dialect)
{
    QStringList statements;
    const auto known = Dialect::byName(dialect);
    if (!known || table.uncertain)
        return statements;
    RenderMemory memory;
    Schema before = schema;
    before.tables.clear();
    const auto rendered = known->render({CreateTableOp{table, false}, {}}, before, memory, RenderMode{});
    if (!rendered)
        return statements;
    for (const Statement &statement : *rendered)
        statements.append(statement.sql);
    return statements;
}

} // namespace retort
