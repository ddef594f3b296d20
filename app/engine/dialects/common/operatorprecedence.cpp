#include "dialects/common/operatorprecedence.h"

#include <QHash>
#include <QSet>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

constexpr int lowest = -100;
constexpr int highest = 100;

/// SQLAlchemy's own table; "STARTSWITH" and its like are not in it, which is why they are always put into parentheses.
int precedence(const QString &operatorName, int missing)
{
    static const QHash<QString, int> table = {
        {u"*"_s, 8},
        {u"/"_s, 8},
        {u"//"_s, 8},
        {u"%"_s, 8},
        {u"NEG"_s, 8},
        {u"~"_s, 8},
        {u"+"_s, 7},
        {u"-"_s, 7},
        {u"#"_s, 7},
        {u"^"_s, 7},
        {u"|"_s, 7},
        {u"&"_s, 7},
        {u"<<"_s, 7},
        {u">>"_s, 7},
        {u"||"_s, 5},
        {u"ILIKE"_s, 5},
        {u"NOT ILIKE"_s, 5},
        {u"LIKE"_s, 5},
        {u"NOT LIKE"_s, 5},
        {u"IN"_s, 5},
        {u"NOT IN"_s, 5},
        {u"IS"_s, 5},
        {u"IS NOT"_s, 5},
        {u"="_s, 5},
        {u"!="_s, 5},
        {u"<>"_s, 5},
        {u"<"_s, 5},
        {u"<="_s, 5},
        {u">"_s, 5},
        {u">="_s, 5},
        {u"IS DISTINCT FROM"_s, 5},
        {u"IS NOT DISTINCT FROM"_s, 5},
        {u"BETWEEN"_s, 5},
        {u"NOT BETWEEN"_s, 5},
        {u"DISTINCT"_s, 5},
        {u"NOT"_s, 5},
        {u"COLLATE"_s, 4},
        {u"AND"_s, 3},
        {u"DESC"_s, 3},
        {u"ASC"_s, 3},
        {u"NULLS FIRST"_s, 3},
        {u"NULLS LAST"_s, 3},
        {u"OR"_s, 2},
        {u"EXISTS"_s, 0},
        {u","_s, -1},
        {u"ASBOOL"_s, -10},
    };
    return table.value(operatorName, missing);
}

QString operatorOf(const SqlExpression &expression)
{
    switch (expression.kind) {
    case SqlExpression::Kind::And: return u"AND"_s;
    case SqlExpression::Kind::Or: return u"OR"_s;
    case SqlExpression::Kind::Collate: return u"COLLATE"_s;
    case SqlExpression::Kind::Unary: return expression.text == "-"_L1 ? u"NEG"_s : expression.text;
    case SqlExpression::Kind::Binary: return expression.text;
    default: return {};
    }
}

} // namespace

bool needsParentheses(const SqlExpression &expression, const QString &outer)
{
    if (expression.kind == SqlExpression::Kind::Text)
        return outer == "IN"_L1 || outer == "NOT IN"_L1;
    const QString inner = operatorOf(expression);
    if (inner.isEmpty())
        return false;
    // A modifier is no operator in SQLAlchemy's eyes.
    static const QSet<QString> modifiers = {u"DESC"_s, u"ASC"_s, u"NULLS FIRST"_s, u"NULLS LAST"_s, u"EXISTS"_s};
    if (expression.kind == SqlExpression::Kind::Unary && modifiers.contains(inner))
        return false;
    static const QSet<QString> associative = {u"+"_s, u"*"_s, u"||"_s, u"AND"_s, u"OR"_s};
    if (inner == outer && associative.contains(inner))
        return false;
    const int own = expression.alias == "custom"_L1 ? 0 : precedence(inner, lowest);
    return own <= (outer.isEmpty() ? highest : precedence(outer, outer == "custom"_L1 ? 0 : highest));
}

} // namespace retort
