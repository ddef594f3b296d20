#include "python/parserstatement.h"

#include "base/translation.h"

namespace retort::python {

/// A compound statement, or null when none begins here.
const Statement *ParserStatement::compoundStatement()
{
    switch (kind()) {
    case TokenKind::Def: return functionDefinition(begin(), false, {});
    case TokenKind::Class: return classDefinition({});
    case TokenKind::At: return decorated();
    case TokenKind::Async: return asyncStatement();
    case TokenKind::If: return ifStatement();
    case TokenKind::While: return whileStatement();
    case TokenKind::For: return forStatement(begin(), false);
    case TokenKind::With: return withStatement(begin(), false);
    case TokenKind::Try: return tryStatement();
    case TokenKind::Name: return atName("match") ? matchStatement() : nullptr;
    default: return nullptr;
    }
}

const Statement *ParserStatement::decorated()
{
    Builder<const Expression *> decorators;
    while (accept(TokenKind::At)) {
        decorators.append(namedExpression());
        expect(TokenKind::Newline);
    }
    const Expressions decoratorList = list(decorators);
    if (at(TokenKind::Class))
        return classDefinition(decoratorList);
    const quint32 first = begin();
    const bool isAsync = accept(TokenKind::Async);
    return functionDefinition(first, isAsync, decoratorList);
}

const Statement *ParserStatement::asyncStatement()
{
    const quint32 first = begin();
    advance();
    if (at(TokenKind::For))
        return forStatement(first, true);
    if (at(TokenKind::With))
        return withStatement(first, true);
    return functionDefinition(first, true, {});
}

const Statement *ParserStatement::functionDefinition(quint32 first, bool isAsync, Expressions decorators)
{
    expect(TokenKind::Def);
    const Identifier name = expectName();
    const TypeParams params = typeParams();
    expect(TokenKind::LeftParen);
    const Arguments *args = parameters(TokenKind::RightParen, true);
    expect(TokenKind::RightParen);
    const Expression *returns = accept(TokenKind::Arrow) ? expression() : nullptr;
    expect(TokenKind::Colon);
    bool skipped = false;
    const Statements body = functionBody(skipped);
    return make<FunctionDef>(since(first), name, args, body, decorators, returns, params, isAsync, skipped);
}

const Statement *ParserStatement::classDefinition(Expressions decorators)
{
    const quint32 first = begin();
    expect(TokenKind::Class);
    const Identifier name = expectName();
    const TypeParams params = typeParams();
    CallArguments bases;
    if (at(TokenKind::LeftParen)) {
        const quint32 open = begin();
        advance();
        bool closed = false;
        bases = arguments(open, false, closed);
        expect(TokenKind::RightParen);
    }
    expect(TokenKind::Colon);
    const Statements body = block();
    return make<ClassDef>(since(first), name, bases.args, bases.keywords, body, decorators, params);
}

TypeParams ParserStatement::typeParams()
{
    if (!accept(TokenKind::LeftBracket))
        return {};
    Builder<const TypeParam *> params;
    do {
        if (!params.isEmpty() && at(TokenKind::RightBracket))
            break;
        params.append(typeParam());
    } while (accept(TokenKind::Comma));
    expect(TokenKind::RightBracket);
    return list(params);
}

const TypeParam *ParserStatement::typeParam()
{
    const quint32 first = begin();
    if (accept(TokenKind::Star)) {
        const Identifier name = expectName();
        const Expression *value = nullptr;
        if (accept(TokenKind::Equal)) {
            const quint32 valueBegin = begin();
            const bool starred = accept(TokenKind::Star);
            value = starred ? bitwiseOr() : expression();
            if (starred)
                value = make<Starred>(since(valueBegin), value);
        }
        return make<TypeVarTuple>(since(first), name, value);
    }
    const bool isSpec = accept(TokenKind::DoubleStar);
    const Identifier name = expectName();
    const Expression *bound = !isSpec && accept(TokenKind::Colon) ? expression() : nullptr;
    const Expression *value = accept(TokenKind::Equal) ? expression() : nullptr;
    if (isSpec)
        return make<ParamSpec>(since(first), name, value);
    return make<TypeVar>(since(first), name, bound, value);
}

Statements ParserStatement::elseBlock()
{
    if (!accept(TokenKind::Else))
        return {};
    expect(TokenKind::Colon);
    return block();
}

/// An if with its elifs, which nest in the tree but are read in a loop: there may be thousands.
const Statement *ParserStatement::ifStatement()
{
    struct Branch {
        quint32 first;
        const Expression *test;
        Statements body;
    };
    std::vector<Branch> branches;
    do {
        const quint32 first = begin();
        advance();
        const Expression *test = namedExpression();
        expect(TokenKind::Colon);
        branches.push_back({first, test, block()});
        checkChain(int(branches.size()));
    } while (at(TokenKind::Elif));
    Statements orelse = elseBlock();
    const Statement *result = nullptr;
    while (!branches.empty()) {
        const Branch &branch = branches.back();
        result = make<If>(since(branch.first), branch.test, branch.body, orelse);
        branches.pop_back();
        if (!branches.empty()) {
            Builder<const Statement *> nested;
            nested.append(result);
            orelse = list(nested);
        }
    }
    return result;
}

const Statement *ParserStatement::whileStatement()
{
    const quint32 first = begin();
    advance();
    const Expression *test = namedExpression();
    expect(TokenKind::Colon);
    const Statements body = block();
    const Statements orelse = elseBlock();
    return make<While>(since(first), test, body, orelse);
}

const Statement *ParserStatement::forStatement(quint32 first, bool isAsync)
{
    expect(TokenKind::For);
    const Expression *target = starTargets();
    expect(TokenKind::In);
    const Expression *iter = starExpressions();
    expect(TokenKind::Colon);
    const Statements body = block();
    const Statements orelse = elseBlock();
    return make<For>(since(first), target, iter, body, orelse, isAsync);
}

const Statement *ParserStatement::withStatement(quint32 first, bool isAsync)
{
    expect(TokenKind::With);
    Builder<WithItem> items;
    if (!parenthesizedWithItems(items)) {
        do {
            items.append(withItem());
        } while (accept(TokenKind::Comma));
    }
    expect(TokenKind::Colon);
    const Statements body = block();
    return make<With>(since(first), list(items), body, isAsync);
}

/// `with (a as b, c):`; false, with nothing read, when the parenthesis turns out to belong to an expression.
bool ParserStatement::parenthesizedWithItems(Builder<WithItem> &items)
{
    if (!at(TokenKind::LeftParen))
        return false;
    const State start = save();
    advance();
    do {
        if (!items.isEmpty() && at(TokenKind::RightParen))
            break;
        items.append(withItem());
    } while (accept(TokenKind::Comma));
    if (accept(TokenKind::RightParen) && at(TokenKind::Colon))
        return true;
    restore(start);
    items.clear();
    return false;
}

WithItem ParserStatement::withItem()
{
    WithItem item;
    item.contextExpr = expression();
    if (accept(TokenKind::As)) {
        const quint32 first = begin();
        const bool starred = accept(TokenKind::Star);
        const Expression *target = primary();
        checkTarget(target, Target::Assignment);
        item.optionalVars = starred ? make<Starred>(since(first), target) : target;
    }
    return item;
}

const Statement *ParserStatement::tryStatement()
{
    const quint32 first = begin();
    advance();
    expect(TokenKind::Colon);
    const Statements body = block();
    Builder<ExceptHandler> handlers;
    bool isStar = false;
    while (at(TokenKind::Except)) {
        const bool known = !handlers.isEmpty();
        bool star = false;
        handlers.append(exceptHandler(star));
        if (known && star != isStar)
            fail(tr("'except' and 'except*' cannot stand in the same 'try'."));
        isStar = star;
    }
    const Statements orelse = handlers.isEmpty() ? Statements() : elseBlock();
    Statements finalbody;
    if (accept(TokenKind::Finally)) {
        expect(TokenKind::Colon);
        finalbody = block();
    } else if (handlers.isEmpty()) {
        fail(tr("An 'except' or 'finally' block is expected here."));
    }
    return make<Try>(since(first), body, list(handlers), orelse, finalbody, isStar);
}

ExceptHandler ParserStatement::exceptHandler(bool &isStar)
{
    const quint32 first = begin();
    advance();
    isStar = accept(TokenKind::Star);
    ExceptHandler handler;
    if (isStar || !at(TokenKind::Colon)) {
        handler.type = expression();
        if (accept(TokenKind::As))
            handler.name = expectName();
    }
    expect(TokenKind::Colon);
    handler.body = block();
    static_cast<Located &>(handler) = since(first);
    return handler;
}

/// `match` is a keyword only where a whole match statement follows; null, with nothing read, when it is a name.
const Statement *ParserStatement::matchStatement()
{
    const quint32 first = begin();
    const State start = save();
    advance();
    if (!at(TokenKind::Star) && !atExpression()) {
        restore(start);
        return nullptr;
    }
    const quint32 subjectBegin = begin();
    const Expression *subject = starNamedExpression();
    if (at(TokenKind::Comma)) {
        Builder<const Expression *> items;
        items.append(subject);
        while (accept(TokenKind::Comma) && (at(TokenKind::Star) || atExpression()))
            items.append(starNamedExpression());
        subject = make<Tuple>(since(subjectBegin), list(items));
    } else if (subject->is<Starred>()) {
        fail(tr("A starred expression cannot stand here."));
    }
    if (!at(TokenKind::Colon) || nextKind() != TokenKind::Newline) {
        restore(start);
        return nullptr;
    }
    advance();
    advance();
    expect(TokenKind::Indent);
    Builder<MatchCase> cases;
    do {
        cases.append(caseBlock());
    } while (!at(TokenKind::Dedent) && !at(TokenKind::EndMarker));
    accept(TokenKind::Dedent);
    return make<Match>(since(first), subject, list(cases));
}

MatchCase ParserStatement::caseBlock()
{
    MatchCase result;
    if (!atName("case"))
        fail(tr("'%1' is expected here.").arg(QLatin1StringView("case")));
    else
        advance();
    result.pattern = casePattern();
    if (accept(TokenKind::If))
        result.guard = namedExpression();
    expect(TokenKind::Colon);
    result.body = block();
    return result;
}

} // namespace retort::python
