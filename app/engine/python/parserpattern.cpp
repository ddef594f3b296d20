#include "python/parserpattern.h"

#include "base/translation.h"

namespace retort::python {

using namespace Qt::StringLiterals;

namespace {

bool isImaginary(const Expression *number)
{
    const Constant *constant = number->as<Constant>();
    return constant && constant->type == ConstantType::Imaginary;
}

} // namespace

const Pattern *ParserPattern::casePattern()
{
    const quint32 first = begin();
    const Pattern *pattern = sequenceItem();
    if (!at(TokenKind::Comma)) {
        if (pattern->is<MatchStar>())
            failAt(*pattern, tr("A starred pattern can only stand in a sequence."));
        return pattern;
    }
    Builder<const Pattern *> patterns;
    patterns.append(pattern);
    while (accept(TokenKind::Comma) && !at(TokenKind::Colon) && !at(TokenKind::If) && !failed())
        patterns.append(sequenceItem());
    return make<MatchSequence>(since(first), list(patterns));
}

const Pattern *ParserPattern::asPattern()
{
    const quint32 first = begin();
    const Pattern *pattern = orPattern();
    if (!accept(TokenKind::As))
        return pattern;
    const Identifier name = captureName();
    return make<MatchAs>(since(first), pattern, name);
}

Identifier ParserPattern::captureName()
{
    if (atName("_"))
        fail(tr("'_' cannot be a name here."));
    const Identifier name = expectName();
    if (at(TokenKind::Dot) || at(TokenKind::LeftParen) || at(TokenKind::Equal))
        fail(tr("A plain name is expected here."));
    return name;
}

const Pattern *ParserPattern::orPattern()
{
    const quint32 first = begin();
    const Pattern *pattern = closedPattern();
    if (!at(TokenKind::VerticalBar))
        return pattern;
    Builder<const Pattern *> patterns;
    patterns.append(pattern);
    while (accept(TokenKind::VerticalBar))
        patterns.append(closedPattern());
    return make<MatchOr>(since(first), list(patterns));
}

const Pattern *ParserPattern::closedPattern()
{
    const Nesting nesting(*this);
    const quint32 first = begin();
    const auto singleton = [&](ConstantType type) {
        advance();
        return make<MatchSingleton>(since(first), type);
    };
    switch (kind()) {
    case TokenKind::None: return singleton(ConstantType::None);
    case TokenKind::True: return singleton(ConstantType::True);
    case TokenKind::False: return singleton(ConstantType::False);
    case TokenKind::Number:
    case TokenKind::Minus: return numberPattern();
    case TokenKind::String:
    case TokenKind::FStringStart: {
        const Expression *value = strings();
        return make<MatchValue>(since(first), value);
    }
    case TokenKind::Name: return namePattern();
    case TokenKind::LeftParen: return groupOrSequence();
    case TokenKind::LeftBracket: return listPattern();
    case TokenKind::LeftBrace: return mappingPattern();
    default: fail(tr("A pattern is expected here.")); return make<MatchAs>(since(first), nullptr, Identifier());
    }
}

const Pattern *ParserPattern::numberPattern()
{
    const quint32 first = begin();
    const Expression *value = signedNumber();
    return make<MatchValue>(since(first), value);
}

/// A number with an optional minus, or a complex number such as -1+2j.
const Expression *ParserPattern::signedNumber()
{
    const quint32 first = begin();
    const bool negative = accept(TokenKind::Minus);
    if (!at(TokenKind::Number))
        fail(tr("A number is expected here."));
    const Expression *value = failed() ? primary() : number();
    const bool imaginary = isImaginary(value);
    if (negative)
        value = make<UnaryOp>(since(first), UnaryOperator::USub, value);
    if (!at(TokenKind::Plus) && !at(TokenKind::Minus))
        return value;
    const BinaryOperator op = advance().kind == TokenKind::Plus ? BinaryOperator::Add : BinaryOperator::Sub;
    if (!at(TokenKind::Number))
        fail(tr("A number is expected here."));
    const Expression *right = failed() ? primary() : number();
    if (imaginary || !isImaginary(right))
        failAt(since(first), tr("A complex number consists of a real and an imaginary number."));
    return make<BinOp>(since(first), op, value, right);
}

const Expression *ParserPattern::nameOrAttribute()
{
    const quint32 first = begin();
    const Identifier id = expectName();
    const Expression *value = make<Name>(since(first), id);
    for (int length = 0; accept(TokenKind::Dot); checkChain(++length)) {
        const Identifier attr = expectName();
        value = make<Attribute>(since(first), value, attr);
    }
    return value;
}

const Pattern *ParserPattern::namePattern()
{
    const quint32 first = begin();
    const bool wildcard = atName("_");
    const Expression *value = nameOrAttribute();
    if (at(TokenKind::LeftParen))
        return classPattern(first, value);
    if (at(TokenKind::Equal))
        fail(tr("This is no valid pattern."));
    const Name *name = value->as<Name>();
    if (!name)
        return make<MatchValue>(since(first), value);
    return make<MatchAs>(since(first), nullptr, wildcard ? Identifier() : name->id);
}

const Pattern *ParserPattern::classPattern(quint32 first, const Expression *cls)
{
    expect(TokenKind::LeftParen);
    Builder<const Pattern *> patterns;
    Builder<Identifier> names;
    Builder<const Pattern *> named;
    while (!at(TokenKind::RightParen) && !failed()) {
        if (at(TokenKind::Name) && nextKind() == TokenKind::Equal) {
            names.append(expectName());
            advance();
            named.append(asPattern());
        } else {
            if (!names.isEmpty())
                fail(tr("A positional pattern cannot follow a keyword pattern."));
            patterns.append(asPattern());
        }
        if (!accept(TokenKind::Comma))
            break;
    }
    expect(TokenKind::RightParen);
    return make<MatchClass>(since(first), cls, list(patterns), list(names), list(named));
}

const Pattern *ParserPattern::sequenceItem()
{
    const quint32 first = begin();
    if (!accept(TokenKind::Star))
        return asPattern();
    if (atName("_")) {
        advance();
        return make<MatchStar>(since(first), Identifier());
    }
    const Identifier name = captureName();
    return make<MatchStar>(since(first), name);
}

/// The items from `first`, which is read, up to and with the closing bracket.
Patterns ParserPattern::sequenceRest(const Pattern *first, TokenKind end)
{
    Builder<const Pattern *> patterns;
    patterns.append(first);
    while (accept(TokenKind::Comma) && !at(end) && !failed())
        patterns.append(sequenceItem());
    expect(end);
    return list(patterns);
}

const Pattern *ParserPattern::groupOrSequence()
{
    const quint32 first = begin();
    advance();
    if (accept(TokenKind::RightParen))
        return make<MatchSequence>(since(first), Patterns());
    const Pattern *pattern = sequenceItem();
    if (at(TokenKind::Comma)) {
        const Patterns patterns = sequenceRest(pattern, TokenKind::RightParen);
        return make<MatchSequence>(since(first), patterns);
    }
    if (pattern->is<MatchStar>())
        failAt(*pattern, tr("A starred pattern can only stand in a sequence."));
    expect(TokenKind::RightParen);
    return pattern;
}

const Pattern *ParserPattern::listPattern()
{
    const quint32 first = begin();
    advance();
    if (accept(TokenKind::RightBracket))
        return make<MatchSequence>(since(first), Patterns());
    const Pattern *pattern = sequenceItem();
    const Patterns patterns = sequenceRest(pattern, TokenKind::RightBracket);
    return make<MatchSequence>(since(first), patterns);
}

const Expression *ParserPattern::mappingKey()
{
    switch (kind()) {
    case TokenKind::Number:
    case TokenKind::Minus: return signedNumber();
    case TokenKind::String:
    case TokenKind::FStringStart: return strings();
    case TokenKind::None:
    case TokenKind::True:
    case TokenKind::False: return primary();
    default: break;
    }
    const Expression *key = nameOrAttribute();
    if (!key->is<Attribute>())
        failAt(*key, tr("A plain name cannot be the key of a pattern."));
    return key;
}

const Pattern *ParserPattern::mappingPattern()
{
    const quint32 first = begin();
    advance();
    Builder<const Expression *> keys;
    Builder<const Pattern *> patterns;
    Identifier rest;
    while (!at(TokenKind::RightBrace) && !failed()) {
        if (accept(TokenKind::DoubleStar)) {
            rest = captureName();
            accept(TokenKind::Comma);
            break;
        }
        keys.append(mappingKey());
        expect(TokenKind::Colon);
        patterns.append(asPattern());
        if (!accept(TokenKind::Comma))
            break;
    }
    expect(TokenKind::RightBrace);
    return make<MatchMapping>(since(first), list(keys), list(patterns), rest);
}

} // namespace retort::python
