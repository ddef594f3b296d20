#include "base/translation.h"
#include "python/literals.h"
#include "python/parserexpression.h"

#include <utility>

namespace retort::python {

const Expression *ParserExpression::atom()
{
    switch (kind()) {
    case TokenKind::Name: {
        const Token &token = advance();
        return make<Name>(Located{token.begin, token.end}, m_arena.identifier(text(token)));
    }
    case TokenKind::Number: return number();
    case TokenKind::String:
    case TokenKind::FStringStart: return strings();
    case TokenKind::LeftParen: return groupTupleOrGenerator();
    case TokenKind::LeftBracket: return listOrComprehension();
    case TokenKind::LeftBrace: return dictOrSet();
    case TokenKind::None: return constant(ConstantType::None);
    case TokenKind::True: return constant(ConstantType::True);
    case TokenKind::False: return constant(ConstantType::False);
    case TokenKind::Ellipsis: return constant(ConstantType::Ellipsis);
    default: fail(tr("An expression is expected here.")); return make<Constant>(since(begin()), ConstantType::None);
    }
}

const Expression *ParserExpression::constant(ConstantType type)
{
    const Token &token = advance();
    return make<Constant>(Located{token.begin, token.end}, type);
}

const Expression *ParserExpression::number()
{
    const Token &token = advance();
    const Located place{token.begin, token.end};
    std::string_view literal = text(token);
    const bool hexadecimal = literal.size() > 1 && literal[0] == '0' && (literal[1] | 0x20) == 'x';
    const bool imaginary = !hexadecimal && (literal.back() | 0x20) == 'j';
    const bool isFloat = !hexadecimal && literal.find_first_of(".eE") != literal.npos;
    if (imaginary || isFloat) {
        if (imaginary)
            literal.remove_suffix(1);
        auto *result = m_arena.make<Constant>(place, imaginary ? ConstantType::Imaginary : ConstantType::Float);
        result->real = decodeFloat(literal);
        return result;
    }
    IntegerLiteral value;
    QString error;
    auto *result = m_arena.make<Constant>(place, ConstantType::Integer);
    if (!decodeInteger(literal, value, error))
        failAt(place, error);
    result->integer = value.value;
    if (!value.bigDigits.isEmpty())
        result->bigDigits = m_arena.keep(value.bigDigits);
    return result;
}

bool ParserExpression::atComprehension() const
{
    return at(TokenKind::For) || (at(TokenKind::Async) && nextKind() == TokenKind::For);
}

std::span<const Comprehension> ParserExpression::comprehensions()
{
    Builder<Comprehension> generators;
    while (atComprehension()) {
        Comprehension generator;
        generator.isAsync = accept(TokenKind::Async);
        expect(TokenKind::For);
        generator.target = starTargets();
        expect(TokenKind::In);
        generator.iter = disjunction();
        Builder<const Expression *> ifs;
        while (accept(TokenKind::If))
            ifs.append(disjunction());
        generator.ifs = list(ifs);
        generators.append(generator);
    }
    return list(generators);
}

/// The items of a display from `first`, which is read, up to and with the closing bracket.
Expressions ParserExpression::displayRest(const Expression *first, TokenKind end)
{
    Builder<const Expression *> items;
    items.append(first);
    while (accept(TokenKind::Comma) && !at(end) && !failed())
        items.append(starNamedExpression());
    expect(end);
    return list(items);
}

const Expression *ParserExpression::groupTupleOrGenerator()
{
    const quint32 first = begin();
    advance();
    if (accept(TokenKind::RightParen))
        return make<Tuple>(since(first), Expressions());
    if (at(TokenKind::Yield)) {
        const Expression *value = yieldExpression();
        expect(TokenKind::RightParen);
        return value;
    }
    const Expression *value = starNamedExpression();
    if (at(TokenKind::Comma)) {
        const Expressions items = displayRest(value, TokenKind::RightParen);
        return make<Tuple>(since(first), items);
    }
    if (value->is<Starred>())
        failAt(*value, tr("A starred expression cannot stand here."));
    if (atComprehension()) {
        const auto generators = comprehensions();
        expect(TokenKind::RightParen);
        return make<GeneratorExp>(since(first), value, generators);
    }
    expect(TokenKind::RightParen);
    return value;
}

const Expression *ParserExpression::listOrComprehension()
{
    const quint32 first = begin();
    advance();
    if (accept(TokenKind::RightBracket))
        return make<List>(since(first), Expressions());
    const Expression *value = starNamedExpression();
    if (atComprehension()) {
        if (value->is<Starred>())
            failAt(*value, tr("A starred expression cannot stand here."));
        const auto generators = comprehensions();
        expect(TokenKind::RightBracket);
        return make<ListComp>(since(first), value, generators);
    }
    const Expressions items = displayRest(value, TokenKind::RightBracket);
    return make<List>(since(first), items);
}

const Expression *ParserExpression::dictOrSet()
{
    const quint32 first = begin();
    advance();
    if (accept(TokenKind::RightBrace))
        return make<Dict>(since(first), Expressions(), Expressions());
    if (at(TokenKind::DoubleStar))
        return dict(first, nullptr);
    const bool named = at(TokenKind::Name) && nextKind() == TokenKind::ColonEqual;
    const Expression *value = starNamedExpression();
    if (at(TokenKind::Colon) && !named && !value->is<Starred>())
        return dict(first, value);
    if (atComprehension()) {
        if (value->is<Starred>())
            failAt(*value, tr("A starred expression cannot stand here."));
        const auto generators = comprehensions();
        expect(TokenKind::RightBrace);
        return make<SetComp>(since(first), value, generators);
    }
    const Expressions items = displayRest(value, TokenKind::RightBrace);
    return make<Set>(since(first), items);
}

/// A dictionary or dictionary comprehension after its opening brace at `first` and its first key, if that is already read.
const Expression *ParserExpression::dict(quint32 first, const Expression *firstKey)
{
    Builder<const Expression *> keys;
    Builder<const Expression *> values;
    do {
        if (at(TokenKind::RightBrace))
            break;
        if (accept(TokenKind::DoubleStar)) {
            keys.append(nullptr);
            values.append(bitwiseOr());
            continue;
        }
        keys.append(firstKey ? std::exchange(firstKey, nullptr) : expression());
        expect(TokenKind::Colon);
        values.append(expression());
        if (keys.size() == 1 && atComprehension()) {
            const auto generators = comprehensions();
            expect(TokenKind::RightBrace);
            return make<DictComp>(since(first), keys[0], values[0], generators);
        }
    } while (accept(TokenKind::Comma));
    expect(TokenKind::RightBrace);
    return make<Dict>(since(first), list(keys), list(values));
}

} // namespace retort::python
