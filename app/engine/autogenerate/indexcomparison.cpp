#include "autogenerate/tablecomparison.h"
#include "base/translation.h"

#include <QMap>
#include <QRegularExpression>

#include <algorithm>

namespace retort::autogenerate {

using namespace Qt::StringLiterals;

namespace {

using Kind = SqlExpression::Kind;

/// The first column in an expression; nothing in a text.
QString columnIn(const SqlExpression &expression)
{
    if (expression.kind == Kind::Column)
        return expression.text;
    for (const SqlExpression &operand : expression.operands) {
        if (const QString column = columnIn(operand); !column.isEmpty())
            return column;
    }
    return {};
}

/// Index.columns of SQLAlchemy: expressions without a column are none of them.
QStringList columnsOf(const Index &index)
{
    QStringList columns;
    for (const SqlExpression &expression : index.expressions)
        columns.append(columnIn(expression));
    columns.removeAll(QString());
    return columns;
}

/// PostgresqlImpl._cleanup_index_expr.
QString cleanExpression(QString text, const QString &table)
{
    static const QRegularExpression cast(u"::[\\w ]+\\w"_s, QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression modifiers[] = {
        QRegularExpression(u"( asc nulls last)$"_s), QRegularExpression(u"(?<! desc)( nulls last)$"_s), QRegularExpression(u"( asc)$"_s),
        QRegularExpression(u"( asc) nulls first$"_s), QRegularExpression(u" desc( nulls first)$"_s)};
    static const QRegularExpression wrapped(u"^cast\\s*\\("_s), castStart(u"cast\\s*\\("_s), castEnd(u"as\\s+[^)]+\\)"_s);
    const auto strip = [&text] {
        while (text.startsWith(u'(') && text.endsWith(u')'))
            text = text.mid(1, std::max<qsizetype>(text.size() - 2, 0));
    };
    text = text.toLower().remove(u'"').remove(u'\'');
    text.remove(QString(table.toLower() + u'.')).remove(cast);
    strip();
    for (const QRegularExpression &modifier : modifiers) {
        if (const QRegularExpressionMatch match = modifier.match(text); match.hasMatch()) {
            text.remove(match.capturedStart(1), match.capturedLength(1));
            break;
        }
    }
    strip();
    if (wrapped.match(text).hasMatch())
        text.remove(castStart).remove(castEnd);
    return text.remove(u' ');
}

/// An expression that ends in the name of an operator class says more than the database tells of it.
bool endsInOperatorClass(const QString &sql)
{
    return sql.trimmed().endsWith("_ops"_L1) && (sql.contains(u' ') || sql.contains(u')'));
}

std::optional<bool> sameExpressions(const Index &there, const Index &wanted, const ComparisonScope &scope)
{
    std::optional<bool> same = true;
    for (size_t i = 0; i < there.expressions.size(); ++i) {
        const Result<QString> a = scope.dialect.ddlExpression(there.expressions[i], scope.mode);
        const Result<QString> b = scope.dialect.ddlExpression(wanted.expressions[i], scope.mode);
        if (!a || !b) {
            same.reset();
            continue;
        }
        if (cleanExpression(*a, wanted.table.name) == cleanExpression(*b, wanted.table.name))
            continue;
        if (!endsInOperatorClass(*b))
            return false;
        same.reset();
    }
    return same;
}

/// Those that MySQL makes for a foreign key: named as it, or as a column.
bool isImplicit(const Index &index, const Table &table)
{
    const QStringList columns = columnsOf(index);
    if (index.unique || columns.contains(index.name.text))
        return !index.unique;
    return std::any_of(table.constraints.begin(), table.constraints.end(), [&](const Constraint &constraint) {
        const auto *key = std::get_if<ForeignKey>(&constraint);
        return key != nullptr && key->name.text == index.name.text
            && std::any_of(columns.begin(), columns.end(), [&](const QString &name) { return key->columns.contains(name); });
    });
}

} // namespace

bool hasExpressions(const Index &index)
{
    return std::any_of(index.expressions.begin(), index.expressions.end(), [](const SqlExpression &expression) {
        const SqlExpression *inner = &expression;
        while (inner->kind == Kind::Unary && !inner->operands.empty())
            inner = &inner->operands.front();
        return inner->kind != Kind::Column;
    });
}

std::optional<bool> sameIndex(const Index &there, const Index &wanted, const ComparisonScope &scope)
{
    if (there.unique != wanted.unique)
        return false;
    if (scope.dialect.name() != "postgresql"_L1)
        return columnsOf(there) == columnsOf(wanted);
    const QString distinct = u"postgresql_nulls_not_distinct"_s;
    const auto isDistinct = [&](const Index &index) { return index.options.values.value(distinct).text == "true"_L1; };
    if (there.expressions.size() != wanted.expressions.size() || isDistinct(there) != isDistinct(wanted))
        return false;
    return sameExpressions(there, wanted, scope);
}

std::vector<Index> comparableIndexes(const Table &inDatabase, const ComparisonScope &scope)
{
    std::vector<Index> result;
    std::copy_if(inDatabase.indexes.begin(), inDatabase.indexes.end(), std::back_inserter(result), [&](const Index &index) {
        if (scope.isSqlite())
            return !hasExpressions(index);
        return !scope.isMysqlFamily() || !isImplicit(index, inDatabase);
    });
    return result;
}

void createIndexes(const Table &declared, ComparisonScope &scope)
{
    QMap<QString, const Index *> indexes;
    for (const Index &index : declared.indexes) {
        if (!scope.options.improvements && scope.isSqlite() && hasExpressions(index))
            scope.note(tr("Index %1 is over an expression and is not compared on SQLite.").arg(index.name.text));
        else
            indexes.insert(scope.dialect.storedIndexName(index.name), &index);
    }
    for (const Index *index : std::as_const(indexes))
        scope.add(CreateIndexOp{*index, false}, DropIndexOp{index->name, index->table, false, index->options});
}

void dropIndexes(const Table &inDatabase, ComparisonScope &scope)
{
    QMap<QString, Index> indexes;
    for (const Index &index : comparableIndexes(inDatabase, scope))
        indexes.insert(index.name.text, index);
    for (const Index &index : std::as_const(indexes))
        scope.add(DropIndexOp{index.name, inDatabase.name, false, index.options}, CreateIndexOp{index, false});
}

} // namespace retort::autogenerate
