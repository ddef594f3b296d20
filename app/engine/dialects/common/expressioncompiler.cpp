#include "dialects/common/expressioncompiler.h"

#include "dialects/common/compilation.h"
#include "dialects/common/literalrenderer.h"
#include "dialects/common/operatorprecedence.h"
#include "dialects/common/querycompiler.h"
#include "dialects/common/typeaffinity.h"
#include "dialects/common/typecompiler.h"

#include <QHash>
#include <QRegularExpression>

namespace retort {

using namespace Qt::StringLiterals;
using Kind = SqlExpression::Kind;

QString ExpressionCompiler::compile(const SqlExpression &expression, Place place)
{
    const Place outer = std::exchange(m_place, place);
    const QString sql = element(expression);
    m_place = outer;
    return sql;
}

QString ExpressionCompiler::element(const SqlExpression &expression)
{
    if (m_depth > 200)
        return m_compilation.compileError(u"the expression is nested too deeply"_s);
    ++m_depth;
    const QString sql = dispatch(expression);
    --m_depth;
    return sql;
}

QString ExpressionCompiler::grouped(const SqlExpression &expression, const QString &outer)
{
    const QString sql = element(expression);
    if (expression.kind == Kind::Select)
        return u'(' % sql % u')';
    return needsParentheses(expression, outer) ? QString(u'(' % sql % u')') : sql;
}

bool ExpressionCompiler::isBoolean(const SqlExpression &expression) const
{
    switch (expression.kind) {
    case Kind::Column:
    case Kind::Function:
    case Kind::Cast:
    case Kind::Case:
        return !expression.types.empty() && typeAffinity(expression.types.front(), m_compilation.profile.name) == TypeAffinity::Boolean;
    default: return false;
    }
}

QString ExpressionCompiler::criterion(const SqlExpression &expression, const QString &outer)
{
    const bool isConstant = expression.kind == Kind::True || expression.kind == Kind::False;
    if ((isBoolean(expression) || isConstant) && !m_compilation.profile.nativeBoolean)
        return isBooleanTrue(element(expression), true);
    return grouped(expression, outer);
}

QString ExpressionCompiler::isBooleanTrue(const QString &operand, bool value) const
{
    return operand % (value ? " = 1"_L1 : " = 0"_L1);
}

QString ExpressionCompiler::dispatch(const SqlExpression &expression)
{
    switch (expression.kind) {
    case Kind::Null: return u"NULL"_s;
    case Kind::True: return m_compilation.profile.booleanWords ? u"true"_s : u"1"_s;
    case Kind::False: return m_compilation.profile.booleanWords ? u"false"_s : u"0"_s;
    case Kind::Star: return u"*"_s;
    case Kind::Text: return text(expression);
    case Kind::LiteralColumn: return expression.text;
    case Kind::Column: return column(expression);
    case Kind::Literal:
        return m_compilation.literals->render(expression.literal,
                                              expression.types.empty() ? std::nullopt : std::optional(expression.types.front()));
    case Kind::Bind: return bindValue(expression);
    case Kind::Function: return function(expression);
    case Kind::Binary: return binary(expression);
    case Kind::Unary: return unary(expression);
    case Kind::List: return list(expression);
    case Kind::And: return junction(expression, u"AND"_s);
    case Kind::Or: return junction(expression, u"OR"_s);
    case Kind::Cast: return cast(expression);
    case Kind::Case: return caseExpression(expression);
    case Kind::Extract: return extract(expression);
    case Kind::Label:
    case Kind::TypeCoerce:
        if (expression.operands.size() == 1)
            return element(expression.operands.front());
        break;
    case Kind::Collate:
        if (expression.operands.size() == 1)
            return grouped(expression.operands.front(), u"COLLATE"_s) % " COLLATE "_L1 % m_compilation.names.quote(expression.text);
        break;
    case Kind::TableRef:
    case Kind::Join:
    case Kind::Select:
    case Kind::Subquery:
    case Kind::Insert:
    case Kind::Update:
    case Kind::Delete: return m_compilation.queries->compile(expression);
    case Kind::Clause: break;
    }
    return m_compilation.notUnderstood(u"a part of an expression"_s);
}

QString ExpressionCompiler::column(const SqlExpression &expression) const
{
    const QString name = m_compilation.names.quote(expression.text);
    if (m_place == Place::Ddl || expression.table.isEmpty())
        return name;
    return m_compilation.names.table(QualifiedName(expression.schema, expression.table)) % u'.' % name;
}

QString ExpressionCompiler::openBind(const SqlExpression &expression) const
{
    return u':' % expression.text;
}

QString ExpressionCompiler::bindValue(const SqlExpression &bind)
{
    if (bind.alias == "required"_L1) {
        if (m_compilation.mode.offline)
            return openBind(bind);
        return m_compilation.fail(u"sqlalchemy.StatementError"_s, u"A value is required for bind parameter '%1'"_s.arg(bind.text));
    }
    const std::optional<SqlType> type = bind.types.empty() ? std::nullopt : std::optional(bind.types.front());
    const bool expanding =
        bind.literal.kind == Literal::Kind::Array && (!type || typeAffinity(*type, m_compilation.profile.name) != TypeAffinity::Array);
    if (!expanding)
        return m_compilation.literals->render(bind.literal, type);
    QStringList values;
    for (const Literal &item : bind.literal.items)
        values.append(m_compilation.literals->render(item, type && !type->isNull() ? type : std::nullopt));
    return u'(' % (values.isEmpty() ? emptySet(false) : values.join(", "_L1)) % u')';
}

QString ExpressionCompiler::text(const SqlExpression &expression)
{
    static const QRegularExpression bindPattern(u"(?<![:\\w\\\\]):(\\w+)(?!:)"_s, QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression escapePattern(u"\\\\(:[\\w$]*)(?![:\\w$])"_s, QRegularExpression::UseUnicodePropertiesOption);

    QHash<QString, const SqlExpression *> binds;
    for (const SqlExpression &operand : expression.operands) {
        if (operand.kind == Kind::Bind)
            binds.insert(operand.text, &operand);
    }
    QString sql;
    qsizetype last = 0;
    auto matches = bindPattern.globalMatch(expression.text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        sql += QStringView(expression.text).mid(last, match.capturedStart() - last);
        last = match.capturedEnd();
        const QString name = match.captured(1);
        if (const SqlExpression *bind = binds.value(name); bind && bind->alias != "required"_L1) {
            sql += bindValue(*bind);
        } else if (m_compilation.mode.offline || m_place == Place::Ddl) {
            sql += "NULL"_L1;
        } else {
            return m_compilation.fail(u"sqlalchemy.StatementError"_s, u"A value is required for bind parameter '%1'"_s.arg(name));
        }
    }
    sql += QStringView(expression.text).mid(last);
    return sql.replace(escapePattern, u"\\1"_s);
}

QString ExpressionCompiler::arguments(const SqlExpression &expression)
{
    QStringList list;
    for (const SqlExpression &argument : expression.operands)
        list.append(grouped(argument, u","_s));
    return list.join(", "_L1);
}

QString ExpressionCompiler::function(const SqlExpression &expression)
{
    static const QHash<QString, QString> keywords = {
        {u"current_date"_s, u"CURRENT_DATE"_s},
        {u"current_time"_s, u"CURRENT_TIME"_s},
        {u"current_timestamp"_s, u"CURRENT_TIMESTAMP"_s},
        {u"current_user"_s, u"CURRENT_USER"_s},
        {u"localtime"_s, u"LOCALTIME"_s},
        {u"localtimestamp"_s, u"LOCALTIMESTAMP"_s},
        {u"session_user"_s, u"SESSION_USER"_s},
        {u"user"_s, u"USER"_s},
        {u"sysdate"_s, u"sysdate"_s},
        {u"coalesce"_s, u"coalesce"_s},
        {u"random"_s, u"random"_s},
        {u"cube"_s, u"CUBE"_s},
        {u"rollup"_s, u"ROLLUP"_s},
        {u"grouping_sets"_s, u"GROUPING SETS"_s},
    };
    const QString lower = expression.text.toLower();
    if (lower == "now"_L1 && expression.operands.empty()) {
        const QString now = nowFunction();
        return now.isEmpty() ? expression.text % "()"_L1 : now;
    }
    if (const auto keyword = keywords.constFind(lower); keyword != keywords.cend()) {
        const bool bare = expression.operands.empty() && lower != "random"_L1;
        return bare ? *keyword : *keyword % u'(' % arguments(expression) % u')';
    }
    if (lower == "count"_L1 && expression.operands.empty())
        return expression.text % "(*)"_L1;
    static const QRegularExpression legalName(u"^[A-Za-z0-9_$]+$"_s);
    QStringList parts;
    for (const QString &part : expression.text.split(u'.'))
        parts.append(legalName.match(part).hasMatch() ? part : m_compilation.names.quoteAlways(part));
    return parts.join(u'.') % u'(' % arguments(expression) % u')';
}

QString ExpressionCompiler::unary(const SqlExpression &expression)
{
    if (expression.operands.size() != 1)
        return m_compilation.notUnderstood(u"an operator with one side"_s);
    const SqlExpression &operand = expression.operands.front();
    const QString &name = expression.text;
    if (name == "NOT"_L1) {
        if (isBoolean(operand) && !m_compilation.profile.nativeBoolean)
            return isBooleanTrue(element(operand), false);
        // SQLAlchemy ranks EXISTS below NOT.
        if (operand.kind == Kind::Unary && operand.text == "EXISTS"_L1)
            return "NOT ("_L1 % element(operand) % u')';
        return "NOT "_L1 % grouped(operand, u"NOT"_s);
    }
    if (name == "EXISTS"_L1)
        return "EXISTS "_L1 % (operand.kind == Kind::Select ? grouped(operand, {}) : element(operand));
    if (name == "-"_L1)
        return u'-' % grouped(operand, u"NEG"_s);
    if (name == "~"_L1)
        return u'~' % grouped(operand, u"~"_s);
    if (name == "DISTINCT"_L1)
        return "DISTINCT "_L1 % grouped(operand, name);
    if (name == "DESC"_L1 || name == "ASC"_L1 || name == "NULLS FIRST"_L1 || name == "NULLS LAST"_L1)
        return grouped(operand, name) % u' ' % name;
    return m_compilation.notUnderstood(name);
}

QString ExpressionCompiler::junction(const SqlExpression &expression, const QString &word)
{
    QStringList parts;
    for (const SqlExpression &operand : expression.operands)
        parts.append(criterion(operand, word));
    return parts.join(u' ' % word % u' ');
}

QString ExpressionCompiler::list(const SqlExpression &expression)
{
    QStringList items;
    for (const SqlExpression &item : expression.operands)
        items.append(grouped(item, u","_s));
    return u'(' % items.join(", "_L1) % u')';
}

QString ExpressionCompiler::caseExpression(const SqlExpression &expression)
{
    const auto &operands = expression.operands;
    QString sql = u"CASE "_s;
    std::size_t next = 0;
    if (expression.text == "simple"_L1 && !operands.empty())
        sql += element(operands[next++]) % u' ';
    for (; next + 1 < operands.size(); next += 2)
        sql += "WHEN "_L1 % grouped(operands[next], {}) % " THEN "_L1 % element(operands[next + 1]) % u' ';
    if (next < operands.size())
        sql += "ELSE "_L1 % element(operands[next]) % u' ';
    return sql % "END"_L1;
}

QString ExpressionCompiler::cast(const SqlExpression &expression)
{
    if (expression.operands.size() != 1 || expression.types.empty())
        return m_compilation.notUnderstood(u"CAST"_s);
    return "CAST("_L1 % element(expression.operands.front()) % " AS "_L1 % m_compilation.types->castType(expression.types.front()) % u')';
}

QString ExpressionCompiler::extract(const SqlExpression &expression)
{
    if (expression.operands.size() != 1)
        return m_compilation.notUnderstood(u"EXTRACT"_s);
    return "EXTRACT("_L1 % expression.text % " FROM "_L1 % element(expression.operands.front()) % u')';
}

QStringList ExpressionCompiler::chain(const SqlExpression &expression)
{
    QStringList parts;
    for (const SqlExpression &operand : expression.operands) {
        const bool isSame = operand.kind == Kind::Binary && operand.text == expression.text && operand.operands.size() == 2;
        if (isSame)
            parts += chain(operand);
        else
            parts.append(grouped(operand, expression.text));
    }
    return parts;
}

QString ExpressionCompiler::concatenation(const QStringList &operands) const
{
    return operands.join(" || "_L1);
}

QString ExpressionCompiler::emptySet(bool negated) const
{
    return negated ? u"NULL) OR (1 = 1"_s : u"NULL) AND (1 != 1"_s;
}

QString ExpressionCompiler::caseInsensitiveLike(const QString &left, const QString &right, bool negated) const
{
    return "lower("_L1 % left % (negated ? ") NOT LIKE lower("_L1 : ") LIKE lower("_L1) % right % u')';
}

QString ExpressionCompiler::distinctFrom(const QString &left, const QString &right, bool negated) const
{
    return left % (negated ? " IS NOT DISTINCT FROM "_L1 : " IS DISTINCT FROM "_L1) % right;
}

QString ExpressionCompiler::divide(const SqlExpression &expression)
{
    const SqlExpression &right = expression.operands[1];
    const QString left = grouped(expression.operands[0], u"/"_s);
    if (!m_compilation.profile.integerDivisionFloors)
        return left % " / "_L1 % grouped(right, u"/"_s);
    SqlType type;
    type.name = u"Numeric"_s;
    if (!right.types.empty() && typeAffinity(right.types.front(), m_compilation.profile.name) == TypeAffinity::Numeric)
        type = right.types.front();
    return left % " / CAST("_L1 % grouped(right, u"/"_s) % " AS "_L1 % m_compilation.types->castType(type) % u')';
}

QString ExpressionCompiler::membership(const SqlExpression &expression)
{
    const SqlExpression &right = expression.operands[1];
    const bool negated = expression.text == "NOT IN"_L1;
    const QString left = grouped(expression.operands[0], expression.text);
    QString set;
    if (right.kind == Kind::List && right.operands.empty())
        set = u'(' % emptySet(negated) % u')';
    else
        set = grouped(right, expression.text);
    if (right.kind == Kind::Text && !set.startsWith(u'('))
        set = u'(' % set % u')';
    const QString sql = left % u' ' % expression.text % u' ' % set;
    return negated ? QString(u'(' % sql % u')') : sql;
}

QString ExpressionCompiler::like(const SqlExpression &expression)
{
    const bool insensitive = expression.text.endsWith("ILIKE"_L1);
    const bool negated = expression.text.startsWith("NOT "_L1);
    const QString left = grouped(expression.operands[0], expression.text);
    const QString right = grouped(expression.operands[1], expression.text);
    QString sql =
        insensitive ? caseInsensitiveLike(left, right, negated) : QString(left % (negated ? " NOT LIKE "_L1 : " LIKE "_L1) % right);
    if (expression.operands.size() > 2)
        sql += " ESCAPE "_L1 % element(expression.operands[2]);
    return sql;
}

/// startswith(), endswith() and contains(): LIKE with the percent signs joined on.
QString ExpressionCompiler::patternHelper(const SqlExpression &expression)
{
    const bool negated = expression.text.startsWith("NOT "_L1);
    const QString helper = negated ? expression.text.mid(4) : expression.text;
    const QString value = grouped(expression.operands[1], u"||"_s);
    const QString percent = m_compilation.literals->string(u"%"_s);
    QStringList parts;
    if (helper != "STARTSWITH"_L1)
        parts.append(percent);
    parts.append(value);
    if (helper != "ENDSWITH"_L1)
        parts.append(percent);
    QString sql = grouped(expression.operands[0], u"LIKE"_s) % (negated ? " NOT LIKE "_L1 : " LIKE "_L1) % concatenation(parts);
    if (expression.operands.size() > 2)
        sql += " ESCAPE "_L1 % element(expression.operands[2]);
    return sql;
}

QString ExpressionCompiler::binary(const SqlExpression &expression)
{
    const QString &name = expression.text;
    const auto &operands = expression.operands;
    if (operands.size() < 2)
        return m_compilation.notUnderstood(name);
    if (expression.alias == "custom"_L1)
        return grouped(operands[0], u"custom"_s) % u' ' % name % u' ' % grouped(operands[1], u"custom"_s);
    if (name == "BETWEEN"_L1 || name == "NOT BETWEEN"_L1) {
        if (operands.size() != 3)
            return m_compilation.notUnderstood(name);
        return grouped(operands[0], name) % u' ' % name % u' ' % grouped(operands[1], u"AND"_s) % " AND "_L1
            % grouped(operands[2], u"AND"_s);
    }
    if (name == "IN"_L1 || name == "NOT IN"_L1)
        return membership(expression);
    if (name.endsWith("LIKE"_L1))
        return like(expression);
    if (name.endsWith("STARTSWITH"_L1) || name.endsWith("ENDSWITH"_L1) || name.endsWith("CONTAINS"_L1))
        return patternHelper(expression);
    if (name == "||"_L1)
        return concatenation(chain(expression));
    if (name == "/"_L1)
        return divide(expression);
    if (name == "IS DISTINCT FROM"_L1 || name == "IS NOT DISTINCT FROM"_L1)
        return distinctFrom(grouped(operands[0], name), grouped(operands[1], name), name.startsWith("IS NOT"_L1));
    static const QSet<QString> plain = {u"="_s, u"!="_s, u"<"_s,      u"<="_s,  u">"_s,  u">="_s, u"+"_s, u"-"_s,  u"*"_s,
                                        u"%"_s, u"IS"_s, u"IS NOT"_s, u"AND"_s, u"OR"_s, u"&"_s,  u"|"_s, u"<<"_s, u">>"_s};
    if (!plain.contains(name))
        return m_compilation.notUnderstood(u"the operator "_s % name);
    return grouped(operands[0], name) % u' ' % name % u' ' % grouped(operands[1], name);
}

} // namespace retort
