#pragma once

#include "base/diagnostic.h"
#include "python/token.h"

#include <string_view>
#include <vector>

namespace retort::python {

/// Cuts a Python file into tokens, with Newline, Indent and Dedent as the grammar needs them and the parts of f-strings as
/// separate tokens (PEP 701). Always reaches the end of the file: what it cannot read becomes an Error token and a Diagnostic.
class Lexer
{
public:
    /// `source` must be valid UTF-8 and outlive the call of run().
    explicit Lexer(const SourceText &source);

    /// The tokens of the whole file; the last is always EndMarker, preceded by a Newline when there is any statement.
    [[nodiscard]] std::vector<Token> run();
    [[nodiscard]] const Diagnostics &diagnostics() const { return m_diagnostics; }

private:
    struct Indentation {
        int column;
        /// The column when a tab counts as one blank: tabs and blanks are mixed consistently when both agree.
        int alternative;
        /// Pushed while recovering from a wrong dedent: no Indent token was made for it.
        bool silent;
    };

    struct Bracket {
        char open;
        quint32 position;
    };

    /// An f-string being read. Depths are as CPython's tokenizer counts them.
    struct FString {
        char quote;
        int quoteSize;
        bool raw;
        quint32 begin;
        size_t bracketsOutside;
        bool inText = true;
        bool inFormatSpec = false;
        int bracketDepth = 0;
        int expressionDepth = -1;
    };

    void readToken();
    void endFile();
    bool startLine();
    void indent(int column, int alternative);
    void dedent(int column, int alternative);
    bool continueLine();
    void newline();
    void skipComment();

    void readName();
    bool readAfterUnclosedBracket(quint32 begin);
    void readOperator();
    void openBracket(TokenKind kind);
    void closeBracket(TokenKind kind);
    void invalidCharacter();

    void readNumber();
    bool readDecimalNumber();
    bool readRadixNumber(int radix);
    bool readDigits(int radix);
    bool readExponent();
    void invalidNumber(quint32 begin);
    bool numberEndsHere();

    void readString(quint32 begin, bool raw, bool formatted);
    void readFStringPart();
    void unterminatedFString();
    void readFStringText(FString &string);
    void readFStringEscape(bool raw, bool &namedCharacter);

    [[nodiscard]] char at(quint32 offset) const { return offset < m_size ? m_text[offset] : '\0'; }
    [[nodiscard]] char current() const { return m_text[m_pos]; }
    [[nodiscard]] bool atEnd() const { return m_pos >= m_size; }
    /// The length of the line end at `offset`: 2 for CRLF, 1 for LF or CR, 0 when there is none.
    [[nodiscard]] quint32 lineEndLength(quint32 offset) const;
    void add(TokenKind kind, quint32 begin) { m_tokens.push_back({kind, begin, m_pos}); }
    void error(quint32 begin, const QString &message);
    void report(Span span, const QString &message);

    const SourceText &m_source;
    const char *m_text;
    quint32 m_size;
    quint32 m_pos = 0;
    quint32 m_lineStart = 0;
    bool m_atLineStart = true;
    std::vector<Token> m_tokens;
    std::vector<Indentation> m_indentations;
    std::vector<Bracket> m_brackets;
    std::vector<FString> m_fstrings;
    Diagnostics m_diagnostics;
};

} // namespace retort::python
