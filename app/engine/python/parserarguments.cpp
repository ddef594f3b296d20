#include "python/parserexpression.h"

#include "base/translation.h"

namespace retort::python {

ParserExpression::CallArguments ParserExpression::arguments(quint32 open, bool allowGenerator, bool &closed)
{
    Builder<const Expression *> args;
    Builder<Keyword> keywords;
    bool unpacked = false;
    while (!at(TokenKind::RightParen) && !failed()) {
        const quint32 first = begin();
        if (accept(TokenKind::Star)) {
            if (unpacked)
                fail(tr("Arguments cannot be unpacked with '*' after '**'."));
            const Expression *value = expression();
            args.append(make<Starred>(since(first), value));
        } else if (accept(TokenKind::DoubleStar)) {
            const Expression *value = expression();
            keywords.append(Keyword{since(first), {}, value});
            unpacked = true;
        } else if (at(TokenKind::Name) && nextKind() == TokenKind::Equal) {
            const Identifier name = expectName();
            advance();
            const Expression *value = expression();
            keywords.append(Keyword{since(first), name, value});
        } else {
            if (!keywords.isEmpty())
                fail(tr("A positional argument cannot follow a keyword argument."));
            const Expression *value = namedExpression();
            if (atComprehension()) {
                if (!allowGenerator || !args.isEmpty())
                    fail(tr("A generator expression among other arguments needs its own parentheses."));
                const auto generators = comprehensions();
                expect(TokenKind::RightParen);
                closed = true;
                args.append(make<GeneratorExp>(since(open), value, generators));
                break;
            }
            args.append(value);
        }
        if (!accept(TokenKind::Comma))
            break;
    }
    return {list(args), list(keywords)};
}

struct ParserExpression::ParameterList {
    Builder<Arg> posOnlyArgs;
    Builder<Arg> args;
    Builder<Arg> kwOnlyArgs;
    Builder<const Expression *> defaults;
    Builder<const Expression *> kwDefaults;
    const Arg *vararg = nullptr;
    const Arg *kwarg = nullptr;
    bool slashSeen = false;
};

const Arguments *ParserExpression::parameters(TokenKind end, bool annotated)
{
    ParameterList parameters;
    while (!at(end) && !failed()) {
        if (at(TokenKind::Star) || at(TokenKind::DoubleStar)) {
            starParameters(parameters, end, annotated);
            break;
        }
        if (at(TokenKind::Slash)) {
            if (parameters.slashSeen || parameters.args.isEmpty())
                fail(tr("'/' cannot stand here."));
            advance();
            parameters.slashSeen = true;
            parameters.posOnlyArgs = parameters.args;
            parameters.args.clear();
        } else {
            parameter(parameters, annotated);
        }
        if (!accept(TokenKind::Comma))
            break;
    }
    auto *result = m_arena.make<Arguments>();
    result->posOnlyArgs = list(parameters.posOnlyArgs);
    result->args = list(parameters.args);
    result->vararg = parameters.vararg;
    result->kwOnlyArgs = list(parameters.kwOnlyArgs);
    result->kwDefaults = list(parameters.kwDefaults);
    result->kwarg = parameters.kwarg;
    result->defaults = list(parameters.defaults);
    return result;
}

void ParserExpression::parameter(ParameterList &parameters, bool annotated)
{
    parameters.args.append(parameterName(annotated, false));
    if (accept(TokenKind::Equal))
        parameters.defaults.append(expression());
    else if (!parameters.defaults.isEmpty())
        fail(tr("A parameter without a default cannot follow one with a default."));
}

Arg ParserExpression::parameterName(bool annotated, bool starAnnotation)
{
    const quint32 first = begin();
    Arg arg;
    arg.name = expectName();
    if (annotated && accept(TokenKind::Colon))
        arg.annotation = starAnnotation ? starExpression() : expression();
    static_cast<Located &>(arg) = since(first);
    return arg;
}

/// From the first '*' or '**' on: there, parameters can only be passed by name.
void ParserExpression::starParameters(ParameterList &parameters, TokenKind end, bool annotated)
{
    bool separated = true;
    if (accept(TokenKind::Star)) {
        const bool bare = at(TokenKind::Comma);
        if (!bare)
            parameters.vararg = m_arena.make<Arg>(parameterName(annotated, true));
        while ((separated = accept(TokenKind::Comma)) && at(TokenKind::Name)) {
            parameters.kwOnlyArgs.append(parameterName(annotated, false));
            parameters.kwDefaults.append(accept(TokenKind::Equal) ? expression() : nullptr);
        }
        if (bare && parameters.kwOnlyArgs.isEmpty())
            fail(tr("A named parameter must follow '*'."));
    }
    if (separated && accept(TokenKind::DoubleStar)) {
        parameters.kwarg = m_arena.make<Arg>(parameterName(annotated, false));
        accept(TokenKind::Comma);
    }
    if (!at(end))
        fail(tr("This parameter cannot stand here."));
}

} // namespace retort::python
