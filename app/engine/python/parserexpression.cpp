#include "python/parserexpression.h"

#include "base/translation.h"

namespace retort::python {

namespace {

struct Operator {
    int level;
    BinaryOperator op;
};

/// The binary operators by token, weakest level first; level -1 for other tokens.
Operator binaryOperator(TokenKind kind)
{
    switch (kind) {
    case TokenKind::VerticalBar: return {0, BinaryOperator::BitOr};
    case TokenKind::Caret: return {1, BinaryOperator::BitXor};
    case TokenKind::Ampersand: return {2, BinaryOperator::BitAnd};
    case TokenKind::LeftShift: return {3, BinaryOperator::LShift};
    case TokenKind::RightShift: return {3, BinaryOperator::RShift};
    case TokenKind::Plus: return {4, BinaryOperator::Add};
    case TokenKind::Minus: return {4, BinaryOperator::Sub};
    case TokenKind::Star: return {5, BinaryOperator::Mult};
    case TokenKind::Slash: return {5, BinaryOperator::Div};
    case TokenKind::DoubleSlash: return {5, BinaryOperator::FloorDiv};
    case TokenKind::Percent: return {5, BinaryOperator::Mod};
    case TokenKind::At: return {5, BinaryOperator::MatMult};
    default: return {-1, BinaryOperator::Add};
    }
}

} // namespace

bool ParserExpression::atExpression() const
{
    switch (kind()) {
    case TokenKind::Name:
    case TokenKind::Number:
    case TokenKind::String:
    case TokenKind::FStringStart:
    case TokenKind::LeftParen:
    case TokenKind::LeftBracket:
    case TokenKind::LeftBrace:
    case TokenKind::Ellipsis:
    case TokenKind::Minus:
    case TokenKind::Plus:
    case TokenKind::Tilde:
    case TokenKind::Not:
    case TokenKind::Lambda:
    case TokenKind::Await:
    case TokenKind::None:
    case TokenKind::True:
    case TokenKind::False: return true;
    default: return false;
    }
}

const Expression *ParserExpression::starExpressions()
{
    const quint32 first = begin();
    const Expression *item = starExpression();
    if (!at(TokenKind::Comma))
        return item;
    Builder<const Expression *> items;
    items.append(item);
    while (accept(TokenKind::Comma)) {
        if (!at(TokenKind::Star) && !atExpression())
            break;
        items.append(starExpression());
    }
    return make<Tuple>(since(first), list(items));
}

const Expression *ParserExpression::starExpression()
{
    const quint32 first = begin();
    if (!accept(TokenKind::Star))
        return expression();
    const Expression *value = bitwiseOr();
    return make<Starred>(since(first), value);
}

const Expression *ParserExpression::starNamedExpression()
{
    return at(TokenKind::Star) ? starExpression() : namedExpression();
}

const Expression *ParserExpression::namedExpression()
{
    if (!at(TokenKind::Name) || nextKind() != TokenKind::ColonEqual)
        return expression();
    const quint32 first = begin();
    const Identifier id = expectName();
    const Expression *target = make<Name>(since(first), id);
    advance();
    const Expression *value = expression();
    return make<NamedExpr>(since(first), target, value);
}

const Expression *ParserExpression::annotatedRightSide()
{
    return at(TokenKind::Yield) ? yieldExpression() : starExpressions();
}

const Expression *ParserExpression::yieldExpression()
{
    const quint32 first = begin();
    expect(TokenKind::Yield);
    if (accept(TokenKind::From)) {
        const Expression *value = expression();
        return make<YieldFrom>(since(first), value);
    }
    const Expression *value = at(TokenKind::Star) || atExpression() ? starExpressions() : nullptr;
    return make<Yield>(since(first), value);
}

const Expression *ParserExpression::expression()
{
    const Nesting nesting(*this);
    if (at(TokenKind::Lambda))
        return lambda();
    const quint32 first = begin();
    const Expression *body = disjunction();
    if (!accept(TokenKind::If))
        return body;
    const Expression *test = disjunction();
    expect(TokenKind::Else);
    const Expression *orelse = expression();
    return make<IfExp>(since(first), test, body, orelse);
}

const Expression *ParserExpression::lambda()
{
    const quint32 first = begin();
    advance();
    const Arguments *args = parameters(TokenKind::Colon, false);
    expect(TokenKind::Colon);
    const Expression *body = expression();
    return make<Lambda>(since(first), args, body);
}

const Expression *ParserExpression::disjunction()
{
    const quint32 first = begin();
    const Expression *value = conjunction();
    if (!at(TokenKind::Or))
        return value;
    Builder<const Expression *> values;
    values.append(value);
    while (accept(TokenKind::Or))
        values.append(conjunction());
    return make<BoolOp>(since(first), BoolOperator::Or, list(values));
}

const Expression *ParserExpression::conjunction()
{
    const quint32 first = begin();
    const Expression *value = inversion();
    if (!at(TokenKind::And))
        return value;
    Builder<const Expression *> values;
    values.append(value);
    while (accept(TokenKind::And))
        values.append(inversion());
    return make<BoolOp>(since(first), BoolOperator::And, list(values));
}

const Expression *ParserExpression::inversion()
{
    if (!at(TokenKind::Not))
        return comparison();
    const Nesting nesting(*this);
    const quint32 first = begin();
    advance();
    const Expression *operand = inversion();
    return make<UnaryOp>(since(first), UnaryOperator::Not, operand);
}

bool ParserExpression::comparisonOperator(ComparisonOperator &op)
{
    switch (kind()) {
    case TokenKind::DoubleEqual: op = ComparisonOperator::Eq; break;
    case TokenKind::NotEqual: op = ComparisonOperator::NotEq; break;
    case TokenKind::Less: op = ComparisonOperator::Lt; break;
    case TokenKind::LessEqual: op = ComparisonOperator::LtE; break;
    case TokenKind::Greater: op = ComparisonOperator::Gt; break;
    case TokenKind::GreaterEqual: op = ComparisonOperator::GtE; break;
    case TokenKind::In: op = ComparisonOperator::In; break;
    case TokenKind::Not:
        if (nextKind() != TokenKind::In)
            return false;
        advance();
        op = ComparisonOperator::NotIn;
        break;
    case TokenKind::Is:
        op = ComparisonOperator::Is;
        if (nextKind() == TokenKind::Not) {
            advance();
            op = ComparisonOperator::IsNot;
        }
        break;
    default: return false;
    }
    advance();
    return true;
}

const Expression *ParserExpression::comparison()
{
    const quint32 first = begin();
    const Expression *left = bitwiseOr();
    ComparisonOperator op{};
    if (!comparisonOperator(op))
        return left;
    Builder<ComparisonOperator> ops;
    Builder<const Expression *> comparators;
    do {
        ops.append(op);
        comparators.append(bitwiseOr());
    } while (comparisonOperator(op));
    return make<Compare>(since(first), left, list(ops), list(comparators));
}

/// Precedence climbing over the operators of `level` and stronger.
const Expression *ParserExpression::binary(int level)
{
    const quint32 first = begin();
    const Expression *left = factor();
    int length = 0;
    for (;;) {
        const Operator found = binaryOperator(kind());
        if (found.level < level)
            return left;
        advance();
        const Expression *right = binary(found.level + 1);
        left = make<BinOp>(since(first), found.op, left, right);
        checkChain(++length);
    }
}

const Expression *ParserExpression::factor()
{
    UnaryOperator op{};
    switch (kind()) {
    case TokenKind::Plus: op = UnaryOperator::UAdd; break;
    case TokenKind::Minus: op = UnaryOperator::USub; break;
    case TokenKind::Tilde: op = UnaryOperator::Invert; break;
    default: return power();
    }
    const Nesting nesting(*this);
    const quint32 first = begin();
    advance();
    const Expression *operand = factor();
    return make<UnaryOp>(since(first), op, operand);
}

const Expression *ParserExpression::power()
{
    const quint32 first = begin();
    const Expression *base = awaitPrimary();
    if (!at(TokenKind::DoubleStar))
        return base;
    const Nesting nesting(*this);
    advance();
    const Expression *exponent = factor();
    return make<BinOp>(since(first), BinaryOperator::Pow, base, exponent);
}

const Expression *ParserExpression::awaitPrimary()
{
    const quint32 first = begin();
    if (!accept(TokenKind::Await))
        return primary();
    const Expression *value = primary();
    return make<Await>(since(first), value);
}

const Expression *ParserExpression::primary()
{
    const quint32 first = begin();
    const Expression *value = atom();
    for (int length = 0;; checkChain(++length)) {
        if (accept(TokenKind::Dot)) {
            const Identifier attr = expectName();
            value = make<Attribute>(since(first), value, attr);
        } else if (at(TokenKind::LeftParen)) {
            const quint32 open = begin();
            advance();
            bool closed = false;
            const CallArguments call = arguments(open, true, closed);
            if (!closed)
                expect(TokenKind::RightParen);
            value = make<Call>(since(first), value, call.args, call.keywords);
        } else if (accept(TokenKind::LeftBracket)) {
            const Expression *index = slices();
            expect(TokenKind::RightBracket);
            value = make<Subscript>(since(first), value, index);
        } else {
            return value;
        }
    }
}

const Expression *ParserExpression::slices()
{
    const quint32 first = begin();
    const auto item = [this] { return at(TokenKind::Star) ? starExpression() : slice(); };
    const bool starred = at(TokenKind::Star);
    const Expression *value = item();
    if (!at(TokenKind::Comma) && !starred)
        return value;
    Builder<const Expression *> items;
    items.append(value);
    while (accept(TokenKind::Comma) && !at(TokenKind::RightBracket) && !failed())
        items.append(item());
    return make<Tuple>(since(first), list(items));
}

const Expression *ParserExpression::slice()
{
    const quint32 first = begin();
    const Expression *lower = nullptr;
    if (!at(TokenKind::Colon)) {
        const bool named = at(TokenKind::Name) && nextKind() == TokenKind::ColonEqual;
        lower = namedExpression();
        if (named || !at(TokenKind::Colon))
            return lower;
    }
    expect(TokenKind::Colon);
    const auto part = [this]() -> const Expression * {
        const bool absent = at(TokenKind::Colon) || at(TokenKind::Comma) || at(TokenKind::RightBracket);
        return absent ? nullptr : expression();
    };
    const Expression *upper = part();
    const Expression *step = accept(TokenKind::Colon) ? part() : nullptr;
    return make<Slice>(since(first), lower, upper, step);
}

const Expression *ParserExpression::starTargets()
{
    const quint32 first = begin();
    const Expression *target = starTarget(true);
    if (at(TokenKind::Comma)) {
        Builder<const Expression *> targets;
        targets.append(target);
        while (accept(TokenKind::Comma) && (at(TokenKind::Star) || atExpression()))
            targets.append(starTarget(true));
        target = make<Tuple>(since(first), list(targets));
    }
    return target;
}

const Expression *ParserExpression::starTarget(bool starAllowed)
{
    const quint32 first = begin();
    if (starAllowed && accept(TokenKind::Star)) {
        const Expression *value = starTarget(false);
        return make<Starred>(since(first), value);
    }
    const Expression *target = primary();
    checkTarget(target, Target::Assignment);
    return target;
}

void ParserExpression::checkTarget(const Expression *target, Target purpose)
{
    if (failed())
        return;
    switch (target->kind) {
    case ExpressionKind::Name:
    case ExpressionKind::Attribute:
    case ExpressionKind::Subscript: return;
    case ExpressionKind::Starred: {
        const Expression *value = target->to<Starred>().value;
        if (purpose == Target::Assignment && !value->is<Starred>())
            return checkTarget(value, purpose);
        break;
    }
    case ExpressionKind::Tuple:
    case ExpressionKind::List:
        if (purpose == Target::Single)
            break;
        for (const Expression *item : target->is<Tuple>() ? target->to<Tuple>().elts : target->to<List>().elts)
            checkTarget(item, purpose);
        return;
    default: break;
    }
    failAt(*target, purpose == Target::Deletion ? tr("This cannot be deleted.") : tr("Nothing can be assigned to this."));
}

} // namespace retort::python
