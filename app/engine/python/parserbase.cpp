#include "python/parserbase.h"

#include "base/translation.h"

namespace retort::python {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxDepth = 250;
constexpr int maxChain = 2000;

} // namespace

ParserBase::ParserBase(const SourceText &source, std::vector<Token> tokens, AstArena &arena)
    : m_source(source),
      m_tokens(std::move(tokens)),
      m_arena(arena)
{}

ParserBase::Nesting::Nesting(ParserBase &parser) : m_parser(parser)
{
    if (++parser.m_depth > maxDepth)
        parser.fail(tr("This is too deeply nested."));
}

void ParserBase::checkChain(int length)
{
    if (length > maxChain)
        fail(tr("This is too deeply nested."));
}

std::string_view ParserBase::text(const Token &token) const
{
    return {m_source.bytes().constData() + token.begin, size_t(token.end - token.begin)};
}

bool ParserBase::atName(std::string_view name) const
{
    return kind() == TokenKind::Name && text(peek()) == name;
}

const Token &ParserBase::advance()
{
    const Token &token = m_tokens[m_pos];
    if (token.kind == TokenKind::EndMarker)
        return token;
    ++m_pos;
    if (token.kind > TokenKind::Dedent)
        m_lastEnd = token.end;
    return token;
}

bool ParserBase::accept(TokenKind kind_)
{
    if (kind() != kind_)
        return false;
    advance();
    return true;
}

void ParserBase::expect(TokenKind kind_)
{
    if (accept(kind_))
        return;
    const std::string_view expected = tokenText(kind_);
    fail(expected.empty() ? tr("This is no valid Python syntax.")
                          : tr("'%1' is expected here.").arg(QLatin1StringView(expected.data(), qsizetype(expected.size()))));
}

Identifier ParserBase::expectName()
{
    if (at(TokenKind::Name))
        return m_arena.identifier(text(advance()));
    fail(tr("A name is expected here."));
    return {};
}

void ParserBase::fail(const QString &message)
{
    const Token &token = peek();
    failAt({token.begin, token.end}, message);
}

void ParserBase::failAt(Located place, const QString &message)
{
    if (m_failed)
        return;
    m_failed = true;
    m_failedAt = m_pos;
    // The lexer has already reported what an Error token stands for.
    if (kind() != TokenKind::Error) {
        const Span span = place.span();
        m_diagnostics.append({m_source.file(), span, m_source.line(span.begin), Severity::Error, u"python.syntax"_s, message, {}});
    }
    m_pos = m_tokens.size() - 1;
}

void ParserBase::restore(const State &state)
{
    m_pos = state.pos;
    m_lastEnd = state.lastEnd;
    m_diagnostics.resize(state.diagnostics);
    m_failed = false;
}

} // namespace retort::python
