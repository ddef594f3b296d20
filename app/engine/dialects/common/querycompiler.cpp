#include "dialects/common/querycompiler.h"

#include "dialects/common/compilation.h"
#include "dialects/common/expressioncompiler.h"

namespace retort {

using namespace Qt::StringLiterals;
using Kind = SqlExpression::Kind;

namespace {

const SqlExpression *findClause(const SqlExpression &statement, QLatin1StringView name)
{
    for (const SqlExpression &operand : statement.operands) {
        if (operand.kind == Kind::Clause && operand.text == name)
            return &operand;
    }
    return nullptr;
}

const SqlExpression *firstOf(const SqlExpression *clause)
{
    return clause && !clause->operands.empty() ? &clause->operands.front() : nullptr;
}

} // namespace

QString QueryCompiler::compile(const SqlExpression &expression)
{
    switch (expression.kind) {
    case Kind::Select: return select(expression);
    case Kind::Insert: return insert(expression);
    case Kind::Update: return update(expression);
    case Kind::Delete: return deletion(expression);
    default: return fromElement(expression);
    }
}

QString QueryCompiler::tableAlias(const QString &sql, const QString &alias) const
{
    return sql % " AS "_L1 % m_compilation.names.quote(alias);
}

QString QueryCompiler::fromElement(const SqlExpression &expression)
{
    switch (expression.kind) {
    case Kind::TableRef: {
        const QString name = m_compilation.names.table(QualifiedName(expression.schema, expression.text));
        return expression.alias.isEmpty() ? name : tableAlias(name, expression.alias);
    }
    case Kind::Subquery: {
        if (expression.operands.size() != 1)
            break;
        const QString sql = u'(' % m_compilation.expressions->element(expression.operands.front()) % u')';
        return expression.alias.isEmpty() ? sql : tableAlias(sql, expression.alias);
    }
    case Kind::Join: {
        if (expression.operands.size() != 3)
            break;
        const QString word = expression.text == "JOIN"_L1 ? innerJoin()
            : expression.text == "FULL OUTER JOIN"_L1     ? fullJoin()
                                                          : QString(u' ' % expression.text % u' ');
        const SqlExpression &right = expression.operands[1];
        const QString rightSql = fromElement(right);
        return fromElement(expression.operands[0]) % word % (right.kind == Kind::Join ? QString(u'(' % rightSql % u')') : rightSql)
            % " ON "_L1 % m_compilation.expressions->criterion(expression.operands[2], u"ASBOOL"_s);
    }
    default: break;
    }
    return m_compilation.notUnderstood(u"a part of FROM"_s);
}

QStringList QueryCompiler::fromElements(const SqlExpression *clause)
{
    QStringList list;
    if (clause) {
        for (const SqlExpression &operand : clause->operands)
            list.append(fromElement(operand));
    }
    return list;
}

QString QueryCompiler::where(const SqlExpression *clause)
{
    if (!clause || clause->operands.empty())
        return {};
    // As and_() does: True among others says nothing, and one False says everything.
    std::vector<const SqlExpression *> criteria;
    for (const SqlExpression &operand : clause->operands) {
        if (operand.kind == SqlExpression::Kind::False)
            return m_compilation.expressions->criterion(operand, u"ASBOOL"_s);
        if (operand.kind != SqlExpression::Kind::True)
            criteria.push_back(&operand);
    }
    if (criteria.empty())
        criteria.push_back(&clause->operands.front());
    QStringList parts;
    for (const SqlExpression *criterion : criteria)
        parts.append(m_compilation.expressions->criterion(*criterion, criteria.size() > 1 ? u"AND"_s : u"ASBOOL"_s));
    return parts.join(" AND "_L1);
}

QString QueryCompiler::anonymousLabel(const QString &base)
{
    return m_compilation.names.quote(base % u'_' % QString::number(++m_labels[base]));
}

/// SQLAlchemy names every column of a SELECT that has no name of its own.
QString QueryCompiler::selectColumn(const SqlExpression &column, QMap<QString, int> &seen)
{
    const QString sql = m_compilation.expressions->element(column);
    const QString grouped = column.kind == Kind::Select ? QString(u'(' % sql % u')') : sql;
    switch (column.kind) {
    case Kind::Label: return grouped % " AS "_L1 % m_compilation.names.quote(column.text);
    case Kind::Column: return seen[column.text]++ == 0 ? grouped : QString(grouped % " AS "_L1 % anonymousLabel(column.text));
    case Kind::Text:
    case Kind::Star:
    case Kind::LiteralColumn: return grouped;
    case Kind::Function: return grouped % " AS "_L1 % anonymousLabel(column.text.section(u'.', -1));
    case Kind::Cast:
    case Kind::TypeCoerce:
        if (!column.operands.empty() && column.operands.front().kind == Kind::Column)
            return grouped % " AS "_L1 % m_compilation.names.quote(column.operands.front().text);
        return grouped % " AS "_L1 % anonymousLabel(u"anon"_s);
    default: return grouped % " AS "_L1 % anonymousLabel(u"anon"_s);
    }
}

QString QueryCompiler::select(const SqlExpression &expression)
{
    ExpressionCompiler &expressions = *m_compilation.expressions;
    const SqlExpression *limitClauseItem = firstOf(findClause(expression, "LIMIT"_L1));
    const SqlExpression *offsetClauseItem = firstOf(findClause(expression, "OFFSET"_L1));
    const QString limit = limitClauseItem ? expressions.element(*limitClauseItem) : QString();
    const QString offset = offsetClauseItem ? expressions.element(*offsetClauseItem) : QString();

    QString sql = u"SELECT "_s;
    if (const SqlExpression *distinct = findClause(expression, "DISTINCT"_L1)) {
        if (!distinct->operands.empty())
            return m_compilation.notUnderstood(u"DISTINCT ON"_s);
        sql += "DISTINCT "_L1;
    }
    sql += topClause(limit, offset);
    QStringList columns;
    QMap<QString, int> seen;
    if (const SqlExpression *clause = findClause(expression, "COLUMNS"_L1)) {
        for (const SqlExpression &column : clause->operands)
            columns.append(selectColumn(column, seen));
    }
    sql += columns.join(", "_L1);
    if (const QStringList tables = fromElements(findClause(expression, "FROM"_L1)); !tables.isEmpty())
        sql += " \nFROM "_L1 % tables.join(", "_L1);
    if (const QString condition = where(findClause(expression, "WHERE"_L1)); !condition.isEmpty())
        sql += " \nWHERE "_L1 % condition;
    const auto listOf = [&](QLatin1StringView name) {
        QStringList items;
        if (const SqlExpression *clause = findClause(expression, name)) {
            for (const SqlExpression &operand : clause->operands)
                items.append(expressions.grouped(operand, u","_s));
        }
        return items.join(", "_L1);
    };
    if (const QString groups = listOf("GROUP BY"_L1); !groups.isEmpty())
        sql += " GROUP BY "_L1 % groups;
    if (const QString having = where(findClause(expression, "HAVING"_L1)); !having.isEmpty())
        sql += " \nHAVING "_L1 % having;
    if (const QString order = listOf("ORDER BY"_L1); !order.isEmpty())
        sql += " ORDER BY "_L1 % order;
    return sql % limitClause(limit, offset);
}

QString QueryCompiler::limitClause(const QString &limit, const QString &offset)
{
    QString sql;
    if (!limit.isEmpty())
        sql += " \n LIMIT "_L1 % limit;
    if (!offset.isEmpty())
        sql += (limit.isEmpty() ? " \n OFFSET "_L1 : " OFFSET "_L1) % offset;
    return sql;
}

QString QueryCompiler::topClause(const QString &, const QString &)
{
    return {};
}

QString QueryCompiler::insert(const SqlExpression &expression)
{
    if (expression.operands.empty())
        return m_compilation.notUnderstood(u"INSERT"_s);
    ExpressionCompiler &expressions = *m_compilation.expressions;
    QString sql = "INSERT INTO "_L1 % fromElement(expression.operands.front());
    QStringList names;
    if (const SqlExpression *columns = findClause(expression, "COLUMNS"_L1)) {
        for (const SqlExpression &column : columns->operands)
            names.append(m_compilation.names.quote(column.text));
    }
    const SqlExpression *returned = findClause(expression, "RETURNING"_L1);
    const QString returning = returned ? returningClause(*returned) : QString();
    QStringList rows;
    for (const SqlExpression &operand : expression.operands) {
        if (operand.kind == Kind::Select)
            return sql % " ("_L1 % names.join(", "_L1) % ") "_L1 % expressions.element(operand) % returning;
        if (operand.kind != Kind::Clause || operand.text != "VALUES"_L1)
            continue;
        QStringList values;
        for (const SqlExpression &value : operand.operands)
            values.append(expressions.grouped(value, {}));
        rows.append(u'(' % values.join(", "_L1) % u')');
    }
    if (names.isEmpty())
        return sql % insertDefaults() % returning;
    if (rows.size() > 1 && !m_compilation.profile.multipleRowValues) {
        return m_compilation.compileError(
            u"The '%1' dialect with current database version settings does not support in-place multirow inserts."_s.arg(
                m_compilation.profile.name));
    }
    return sql % " ("_L1 % names.join(", "_L1) % ") VALUES "_L1 % rows.join(", "_L1) % returning;
}

QString QueryCompiler::returningClause(const SqlExpression &)
{
    return m_compilation.notUnderstood(u"RETURNING"_s);
}

QString QueryCompiler::updateTables(const QString &table, const QStringList &)
{
    return table;
}

QString QueryCompiler::updateFrom(const QString &, const QStringList &others)
{
    return others.isEmpty() ? QString() : QString(" FROM "_L1 % others.join(", "_L1));
}

bool QueryCompiler::qualifiesSetColumns(const QStringList &) const
{
    return false;
}

QString QueryCompiler::update(const SqlExpression &expression)
{
    const SqlExpression *set = findClause(expression, "SET"_L1);
    if (expression.operands.empty() || !set || set->operands.size() % 2 != 0)
        return m_compilation.notUnderstood(u"UPDATE"_s);
    const QString table = fromElement(expression.operands.front());
    const QStringList others = fromElements(findClause(expression, "FROM"_L1));
    QStringList assignments;
    for (std::size_t i = 0; i < set->operands.size(); i += 2) {
        const QString column = m_compilation.names.quote(set->operands[i].text);
        assignments.append((qualifiesSetColumns(others) ? QString(table % u'.' % column) : column) % u'='
                           % m_compilation.expressions->grouped(set->operands[i + 1], {}));
    }
    QString sql = "UPDATE "_L1 % updateTables(table, others) % " SET "_L1 % assignments.join(", "_L1) % updateFrom(table, others);
    if (const QString condition = where(findClause(expression, "WHERE"_L1)); !condition.isEmpty())
        sql += " WHERE "_L1 % condition;
    return sql;
}

QString QueryCompiler::deleteTables(const QString &table, const QStringList &others)
{
    return "FROM "_L1 % table % (others.isEmpty() ? QString() : QString(" USING "_L1 % others.join(", "_L1)));
}

QString QueryCompiler::deletion(const SqlExpression &expression)
{
    if (expression.operands.empty())
        return m_compilation.notUnderstood(u"DELETE"_s);
    QString sql = "DELETE "_L1 % deleteTables(fromElement(expression.operands.front()), fromElements(findClause(expression, "USING"_L1)));
    if (const QString condition = where(findClause(expression, "WHERE"_L1)); !condition.isEmpty())
        sql += " WHERE "_L1 % condition;
    return sql;
}

} // namespace retort
