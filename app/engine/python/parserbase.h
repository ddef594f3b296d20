#pragma once

#include "python/ast.h"
#include "python/parser.h"
#include "python/token.h"

#include <QVarLengthArray>

#include <string_view>
#include <vector>

namespace retort::python {

/// What all parts of the parser share: the cursor in the tokens, the arena, and failure.
///
/// Failure is sticky: fail() moves the cursor to the EndMarker, where nothing matches any more, so that every parsing function
/// ends by itself and may return whatever it has; the statement loop then recovers. No function returns null on failure.
class ParserBase
{
public:
    ParserBase(const SourceText &source, std::vector<Token> tokens, AstArena &arena);

    [[nodiscard]] Diagnostics takeDiagnostics() { return std::move(m_diagnostics); }

protected:
    template <typename T>
    using Builder = QVarLengthArray<T, 8>;

    struct State {
        size_t pos;
        quint32 lastEnd;
        qsizetype diagnostics;
    };

    /// Counts a level of nesting as long as it lives, and fails beyond the limit.
    class Nesting
    {
    public:
        explicit Nesting(ParserBase &parser);
        ~Nesting() { --m_parser.m_depth; }
        Nesting(const Nesting &) = delete;
        Nesting &operator=(const Nesting &) = delete;

    private:
        ParserBase &m_parser;
    };

    [[nodiscard]] const Token &peek() const { return m_tokens[m_pos]; }
    [[nodiscard]] TokenKind kind() const { return m_tokens[m_pos].kind; }
    [[nodiscard]] TokenKind nextKind() const { return m_tokens[std::min(m_pos + 1, m_tokens.size() - 1)].kind; }
    [[nodiscard]] bool at(TokenKind kind_) const { return kind() == kind_; }
    [[nodiscard]] bool atName(std::string_view name) const;
    [[nodiscard]] bool failed() const { return m_failed; }
    [[nodiscard]] quint32 begin() const { return peek().begin; }
    /// From `first` to the end of the last token read, line ends and indentation not counted.
    [[nodiscard]] Located since(quint32 first) const { return {first, std::max(first, m_lastEnd)}; }
    [[nodiscard]] std::string_view text(const Token &token) const;

    const Token &advance();
    bool accept(TokenKind kind_);
    void expect(TokenKind kind_);
    Identifier expectName();

    void fail(const QString &message);
    void failAt(Located place, const QString &message);
    /// Fails when a chain of operators makes the tree too deep for those who walk it.
    void checkChain(int length);

    [[nodiscard]] State save() const { return {m_pos, m_lastEnd, m_diagnostics.size()}; }
    /// Goes back to `state`; a failure since then is forgotten.
    void restore(const State &state);

    template <typename T>
    std::span<const T> list(const Builder<T> &items)
    {
        return m_arena.list(std::span<const T>(items.data(), size_t(items.size())));
    }
    template <typename T, typename... Arguments>
    const T *make(Located at, Arguments &&...arguments)
    {
        return m_arena.make<T>(at, std::forward<Arguments>(arguments)...);
    }

    const SourceText &m_source;
    std::vector<Token> m_tokens;
    AstArena &m_arena;
    size_t m_pos = 0;
    quint32 m_lastEnd = 0;
    bool m_failed = false;
    size_t m_failedAt = 0;
    Diagnostics m_diagnostics;

private:
    int m_depth = 0;
};

} // namespace retort::python
