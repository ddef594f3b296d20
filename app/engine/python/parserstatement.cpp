#include "python/parserstatement.h"

#include "base/translation.h"

namespace retort::python {

namespace {

bool isAugmentedAssignment(TokenKind kind)
{
    return kind >= TokenKind::AtEqual && kind <= TokenKind::RightShiftEqual;
}

BinaryOperator augmentingOperator(TokenKind kind)
{
    constexpr BinaryOperator operators[] = {
        BinaryOperator::MatMult, BinaryOperator::Add,      BinaryOperator::Sub,   BinaryOperator::Mult,   BinaryOperator::Pow,
        BinaryOperator::Div,     BinaryOperator::FloorDiv, BinaryOperator::Mod,   BinaryOperator::BitAnd, BinaryOperator::BitOr,
        BinaryOperator::BitXor,  BinaryOperator::LShift,   BinaryOperator::RShift};
    return operators[size_t(kind) - size_t(TokenKind::AtEqual)];
}

} // namespace

ParserStatement::ParserStatement(const SourceText &source, std::vector<Token> tokens, AstArena &arena, const ParseOptions &options)
    : ParserPattern(source, std::move(tokens), arena),
      m_options(options)
{}

Statements ParserStatement::file()
{
    return statements();
}

/// Statements up to the Dedent that ends their block, or to the end of the file.
Statements ParserStatement::statements()
{
    StatementBuilder body;
    while (!at(TokenKind::Dedent) && !at(TokenKind::EndMarker)) {
        const size_t start = m_pos;
        statement(body);
        if (failed())
            recover(start, body);
    }
    return list(body);
}

/// Goes on at the first logical line after the failure that stands no deeper than the failed statement.
void ParserStatement::recover(size_t start, StatementBuilder &out)
{
    int depth = 0;
    size_t i = start;
    for (; m_tokens[i].kind != TokenKind::EndMarker; ++i) {
        const TokenKind token = m_tokens[i].kind;
        const bool startsLine = i > start && (m_tokens[i - 1].kind == TokenKind::Newline || m_tokens[i - 1].kind == TokenKind::Dedent);
        if (i >= m_failedAt && depth == 0 && startsLine && token != TokenKind::Indent)
            break;
        if (token == TokenKind::Indent)
            ++depth;
        else if (token == TokenKind::Dedent && --depth < 0)
            break;
        if (token > TokenKind::Dedent)
            m_lastEnd = m_tokens[i].end;
    }
    m_failed = false;
    m_pos = i;
    out.append(make<ErrorStatement>(since(m_tokens[start].begin)));
}

void ParserStatement::statement(StatementBuilder &out)
{
    if (at(TokenKind::Indent)) {
        fail(tr("This line is indented more than the block it stands in."));
        return;
    }
    const Statement *compound = compoundStatement();
    if (!compound)
        simpleStatements(out);
    else if (!failed())
        out.append(compound);
}

Statements ParserStatement::block()
{
    if (failed())
        return {};
    if (accept(TokenKind::Newline)) {
        if (!accept(TokenKind::Indent)) {
            fail(tr("An indented block is expected here."));
            return {};
        }
        const Statements body = statements();
        accept(TokenKind::Dedent);
        return body;
    }
    StatementBuilder body;
    simpleStatements(body);
    return list(body);
}

Statements ParserStatement::functionBody(bool &skipped)
{
    if (!m_options.skipFunctionBodies || failed())
        return block();
    skipped = true;
    skipBlock();
    return {};
}

void ParserStatement::skipBlock()
{
    if (!at(TokenKind::Newline)) {
        while (!at(TokenKind::Newline) && !at(TokenKind::EndMarker) && !at(TokenKind::Error))
            advance();
        expect(TokenKind::Newline);
        return;
    }
    advance();
    if (!at(TokenKind::Indent)) {
        fail(tr("An indented block is expected here."));
        return;
    }
    int depth = 0;
    do {
        depth += at(TokenKind::Indent) ? 1 : at(TokenKind::Dedent) ? -1 : 0;
        advance();
    } while (depth > 0 && !at(TokenKind::EndMarker));
}

/// Only what could be parsed before a failure is added: an ErrorStatement follows for the rest of the line.
void ParserStatement::simpleStatements(StatementBuilder &out)
{
    StatementBuilder line;
    do {
        line.append(simpleStatement());
    } while (accept(TokenKind::Semicolon) && !at(TokenKind::Newline));
    expect(TokenKind::Newline);
    if (!failed())
        out.append(line.constData(), line.size());
}

const Statement *ParserStatement::simpleStatement()
{
    const quint32 first = begin();
    switch (kind()) {
    case TokenKind::Return: {
        advance();
        const Expression *value = at(TokenKind::Star) || atExpression() ? starExpressions() : nullptr;
        return make<Return>(since(first), value);
    }
    case TokenKind::Pass: advance(); return make<Pass>(since(first));
    case TokenKind::Break: advance(); return make<Break>(since(first));
    case TokenKind::Continue: advance(); return make<Continue>(since(first));
    case TokenKind::Del: return deleteStatement();
    case TokenKind::Raise: return raiseStatement();
    case TokenKind::Assert: return assertStatement();
    case TokenKind::Import: return importStatement();
    case TokenKind::From: return importFromStatement();
    case TokenKind::Global: {
        const Identifiers names = nameList();
        return make<Global>(since(first), names);
    }
    case TokenKind::Nonlocal: {
        const Identifiers names = nameList();
        return make<Nonlocal>(since(first), names);
    }
    default: return atTypeAlias() ? typeAlias() : expressionStatement();
    }
}

const Statement *ParserStatement::expressionStatement()
{
    const quint32 first = begin();
    if (at(TokenKind::Yield)) {
        const Expression *value = yieldExpression();
        return make<Expr>(since(first), value);
    }
    const bool startsWithName = at(TokenKind::Name);
    const Expression *value = starExpressions();
    if (at(TokenKind::Equal))
        return assignment(first, value);
    if (at(TokenKind::Colon))
        return annotatedAssignment(first, value, startsWithName && value->is<Name>());
    if (isAugmentedAssignment(kind())) {
        checkTarget(value, Target::Single);
        if (failed())
            return make<ErrorStatement>(since(first));
        const BinaryOperator op = augmentingOperator(advance().kind);
        const Expression *right = annotatedRightSide();
        return make<AugAssign>(since(first), value, op, right);
    }
    return make<Expr>(since(first), value);
}

const Statement *ParserStatement::assignment(quint32 first, const Expression *target)
{
    Builder<const Expression *> targets;
    const Expression *value = target;
    while (at(TokenKind::Equal)) {
        checkTarget(value, Target::Assignment);
        targets.append(value);
        accept(TokenKind::Equal);
        value = annotatedRightSide();
    }
    return make<Assign>(since(first), list(targets), value);
}

const Statement *ParserStatement::annotatedAssignment(quint32 first, const Expression *target, bool simple)
{
    checkTarget(target, Target::Single);
    accept(TokenKind::Colon);
    const Expression *annotation = expression();
    const Expression *value = accept(TokenKind::Equal) ? annotatedRightSide() : nullptr;
    return make<AnnAssign>(since(first), target, annotation, value, simple);
}

const Statement *ParserStatement::deleteStatement()
{
    const quint32 first = begin();
    advance();
    Builder<const Expression *> targets;
    do {
        if (!targets.isEmpty() && !atExpression())
            break;
        const Expression *target = primary();
        checkTarget(target, Target::Deletion);
        targets.append(target);
    } while (accept(TokenKind::Comma));
    return make<Delete>(since(first), list(targets));
}

const Statement *ParserStatement::raiseStatement()
{
    const quint32 first = begin();
    advance();
    const Expression *exc = atExpression() ? expression() : nullptr;
    const Expression *cause = exc && accept(TokenKind::From) ? expression() : nullptr;
    return make<Raise>(since(first), exc, cause);
}

const Statement *ParserStatement::assertStatement()
{
    const quint32 first = begin();
    advance();
    const Expression *test = expression();
    const Expression *msg = accept(TokenKind::Comma) ? expression() : nullptr;
    return make<Assert>(since(first), test, msg);
}

Identifiers ParserStatement::nameList()
{
    advance();
    Builder<Identifier> names;
    do {
        names.append(expectName());
    } while (accept(TokenKind::Comma));
    return list(names);
}

Identifier ParserStatement::dottedName()
{
    const quint32 first = begin();
    Identifier name = expectName();
    if (!at(TokenKind::Dot))
        return name;
    QString joined = name.text();
    while (accept(TokenKind::Dot))
        joined += u'.' + expectName().text();
    const Span span = since(first).span();
    const QByteArrayView spelling = m_source.slice(span);
    if (spelling.size() == joined.size())
        return m_arena.identifier({spelling.data(), size_t(spelling.size())});
    const QByteArray *kept = m_arena.keep(joined.toUtf8());
    return m_arena.identifier({kept->constData(), size_t(kept->size())});
}

Alias ParserStatement::importedName(bool dotted)
{
    const quint32 first = begin();
    Alias alias;
    alias.name = dotted ? dottedName() : expectName();
    if (accept(TokenKind::As))
        alias.asName = expectName();
    static_cast<Located &>(alias) = since(first);
    return alias;
}

const Statement *ParserStatement::importStatement()
{
    const quint32 first = begin();
    advance();
    Builder<Alias> names;
    do {
        names.append(importedName(true));
    } while (accept(TokenKind::Comma));
    return make<Import>(since(first), list(names));
}

const Statement *ParserStatement::importFromStatement()
{
    const quint32 first = begin();
    advance();
    int level = 0;
    while (at(TokenKind::Dot) || at(TokenKind::Ellipsis))
        level += advance().kind == TokenKind::Dot ? 1 : 3;
    const Identifier module = level > 0 && at(TokenKind::Import) ? Identifier() : dottedName();
    expect(TokenKind::Import);
    Builder<Alias> names;
    if (at(TokenKind::Star)) {
        const Token &star = advance();
        names.append(Alias{{star.begin, star.end}, m_arena.identifier("*"), {}});
    } else {
        const bool parenthesized = accept(TokenKind::LeftParen);
        do {
            if (parenthesized && !names.isEmpty() && at(TokenKind::RightParen))
                break;
            names.append(importedName(false));
        } while (accept(TokenKind::Comma));
        if (parenthesized)
            expect(TokenKind::RightParen);
    }
    return make<ImportFrom>(since(first), module, list(names), level);
}

bool ParserStatement::atTypeAlias() const
{
    if (!atName("type") || nextKind() != TokenKind::Name)
        return false;
    const TokenKind after = m_tokens[std::min(m_pos + 2, m_tokens.size() - 1)].kind;
    return after == TokenKind::Equal || after == TokenKind::LeftBracket;
}

const Statement *ParserStatement::typeAlias()
{
    const quint32 first = begin();
    advance();
    const quint32 nameBegin = begin();
    const Identifier id = expectName();
    const Expression *name = make<Name>(since(nameBegin), id);
    const TypeParams params = typeParams();
    expect(TokenKind::Equal);
    const Expression *value = expression();
    return make<TypeAlias>(since(first), name, params, value);
}

} // namespace retort::python
