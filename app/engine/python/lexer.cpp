#include "python/lexer.h"

#include "base/translation.h"

#include <QChar>

namespace retort::python {

using namespace Qt::StringLiterals;

namespace {

// The limits of CPython's tokenizer.
constexpr size_t maxIndentations = 100;
constexpr size_t maxBrackets = 200;
constexpr int tabSize = 8;

bool isNameByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Characters that may stand in a name although their category says otherwise, and the reverse (XID_Start, XID_Continue).
bool isNameStart(char32_t c)
{
    switch (c) {
    case '_':
    case 0x1885:
    case 0x1886:
    case 0x2118:
    case 0x212e: return true;
    case 0x037a:
    case 0x0e33:
    case 0x0eb3:
    case 0x2e2f:
    case 0xff9e:
    case 0xff9f: return false;
    default: return QChar::isLetter(c) || QChar::category(c) == QChar::Number_Letter;
    }
}

bool isNameContinuation(char32_t c)
{
    if (isNameStart(c))
        return true;
    switch (c) {
    case 0x00b7:
    case 0x0387:
    case 0x19da:
    case 0x30fb:
    case 0xff65:
    case 0x0e33:
    case 0x0eb3:
    case 0xff9e:
    case 0xff9f: return true;
    default: break;
    }
    if (c >= 0x1369 && c <= 0x1371)
        return true;
    const QChar::Category category = QChar::category(c);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_SpacingCombining || category == QChar::Number_DecimalDigit
        || category == QChar::Punctuation_Connector;
}

/// Keywords that begin a statement and cannot stand inside an expression: at the start of a line they show that a bracket
/// above was never closed.
bool beginsStatement(TokenKind kind)
{
    switch (kind) {
    case TokenKind::Assert:
    case TokenKind::Break:
    case TokenKind::Class:
    case TokenKind::Continue:
    case TokenKind::Def:
    case TokenKind::Del:
    case TokenKind::Elif:
    case TokenKind::Except:
    case TokenKind::Finally:
    case TokenKind::Global:
    case TokenKind::Import:
    case TokenKind::Nonlocal:
    case TokenKind::Pass:
    case TokenKind::Raise:
    case TokenKind::Return:
    case TokenKind::Try:
    case TokenKind::While:
    case TokenKind::With: return true;
    default: return false;
    }
}

} // namespace

Lexer::Lexer(const SourceText &source) : m_source(source), m_text(source.bytes().constData()), m_size(quint32(source.bytes().size()))
{
    m_indentations.push_back({0, 0, false});
}

std::vector<Token> Lexer::run()
{
    m_tokens.reserve(size_t(m_size) / 4 + 16);
    while (!atEnd()) {
        if (!m_fstrings.empty() && m_fstrings.back().inText)
            readFStringPart();
        else
            readToken();
    }
    endFile();
    return std::move(m_tokens);
}

void Lexer::readToken()
{
    if (m_atLineStart && !startLine())
        return;
    while (current() == ' ' || current() == '\t' || current() == '\f')
        ++m_pos;
    if (atEnd())
        return;
    const char c = current();
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80)
        readName();
    else if (isDigit(c) || (c == '.' && isDigit(at(m_pos + 1))))
        readNumber();
    else if (c == '\'' || c == '"')
        readString(m_pos, false, false);
    else if (c == '\n' || c == '\r')
        newline();
    else if (c == '#')
        skipComment();
    else if (c == '\\')
        continueLine();
    else
        readOperator();
}

void Lexer::endFile()
{
    if (!m_fstrings.empty() && m_fstrings.back().inText) {
        unterminatedFString();
    } else if (!m_brackets.empty()) {
        const Bracket open = m_brackets.back();
        report({qsizetype(open.position), qsizetype(open.position) + 1}, tr("'%1' was never closed.").arg(QLatin1Char(open.open)));
        add(TokenKind::Error, m_pos);
    }
    if (!m_tokens.empty() && m_tokens.back().kind != TokenKind::Newline && m_tokens.back().kind != TokenKind::Dedent)
        add(TokenKind::Newline, m_pos);
    for (; m_indentations.size() > 1; m_indentations.pop_back()) {
        if (!m_indentations.back().silent)
            add(TokenKind::Dedent, m_pos);
    }
    add(TokenKind::EndMarker, m_pos);
}

/// Measures the indentation of a line; false when the line holds no token (it is then read).
bool Lexer::startLine()
{
    int column = 0;
    int alternative = 0;
    int continuedColumn = 0;
    m_lineStart = m_pos;
    for (;; ++m_pos) {
        const char c = current();
        if (c == ' ') {
            ++column;
            ++alternative;
        } else if (c == '\t') {
            column = (column / tabSize + 1) * tabSize;
            ++alternative;
        } else if (c == '\f') {
            column = alternative = 0;
        } else if (c == '\\' && lineEndLength(m_pos + 1) > 0) {
            // Indentation is that before the first backslash: it cannot be split over several lines.
            continuedColumn = continuedColumn ? continuedColumn : column;
            if (!continueLine())
                return false;
            --m_pos;
        } else {
            break;
        }
    }
    if (atEnd())
        return false;
    if (current() == '#')
        skipComment();
    if (const quint32 length = lineEndLength(m_pos)) {
        m_pos += length;
        return false;
    }
    if (atEnd())
        return false;
    m_atLineStart = false;
    if (continuedColumn)
        column = alternative = continuedColumn;
    const Indentation &top = m_indentations.back();
    if (column == top.column && alternative != top.alternative)
        error(m_pos, tr("The indentation mixes tabs and spaces inconsistently."));
    else if (column > top.column)
        indent(column, alternative);
    else if (column < top.column)
        dedent(column, alternative);
    return true;
}

void Lexer::indent(int column, int alternative)
{
    if (alternative <= m_indentations.back().alternative)
        error(m_pos, tr("The indentation mixes tabs and spaces inconsistently."));
    const bool tooDeep = m_indentations.size() >= maxIndentations;
    if (tooDeep)
        error(m_pos, tr("Too many levels of indentation."));
    m_indentations.push_back({column, alternative, tooDeep});
    if (!tooDeep)
        add(TokenKind::Indent, m_pos);
}

void Lexer::dedent(int column, int alternative)
{
    while (m_indentations.back().column > column) {
        if (!m_indentations.back().silent)
            add(TokenKind::Dedent, m_pos);
        m_indentations.pop_back();
    }
    const Indentation &top = m_indentations.back();
    if (top.column != column) {
        error(m_pos, tr("The indentation does not match any outer level."));
        m_indentations.push_back({column, alternative, true});
    } else if (top.alternative != alternative) {
        error(m_pos, tr("The indentation mixes tabs and spaces inconsistently."));
    }
}

/// At a backslash: joins the next line to this one.
bool Lexer::continueLine()
{
    const quint32 begin = m_pos++;
    const quint32 length = lineEndLength(m_pos);
    if (length == 0) {
        error(begin,
              atEnd() ? tr("The file ends after a line continuation character.")
                      : tr("Only a line end may follow a line continuation character."));
        return false;
    }
    m_pos += length;
    if (atEnd()) {
        error(begin, tr("The file ends after a line continuation character."));
        return false;
    }
    return true;
}

void Lexer::newline()
{
    const quint32 begin = m_pos;
    m_pos += lineEndLength(m_pos);
    if (!m_brackets.empty()) {
        m_lineStart = m_pos;
        return;
    }
    add(TokenKind::Newline, begin);
    m_atLineStart = true;
}

void Lexer::skipComment()
{
    while (!atEnd() && current() != '\n' && current() != '\r')
        ++m_pos;
}

void Lexer::readName()
{
    const quint32 begin = m_pos;
    bool ascii = true;
    while (isNameByte(current())) {
        ascii = ascii && static_cast<unsigned char>(current()) < 0x80;
        ++m_pos;
    }
    const std::string_view name(m_text + begin, m_pos - begin);
    if (!ascii) {
        const QString text = QString::fromUtf8(name.data(), qsizetype(name.size()));
        bool first = true;
        qsizetype offset = begin;
        for (const char32_t c : text.toUcs4()) {
            if (!(first ? isNameStart(c) : isNameContinuation(c))) {
                report({offset, offset + 1}, tr("The character U+%1 cannot stand here.").arg(uint(c), 4, 16, QLatin1Char('0')));
                add(TokenKind::Error, begin);
                return;
            }
            first = false;
            offset += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        }
        add(TokenKind::Name, begin);
        return;
    }
    if ((current() == '"' || current() == '\'') && name.size() <= 2) {
        const auto has = [&](char lower) { return name.find(lower) != name.npos || name.find(char(lower - 'a' + 'A')) != name.npos; };
        const bool raw = has('r'), bytes = has('b'), formatted = has('f'), unicode = has('u');
        if (int(raw) + int(bytes) + int(formatted) + int(unicode) == int(name.size()) && !(bytes && formatted)
            && !(unicode && name.size() > 1)) {
            readString(begin, raw, formatted);
            return;
        }
    }
    const TokenKind kind = keywordKind(name);
    if (!m_brackets.empty() && beginsStatement(kind) && readAfterUnclosedBracket(begin))
        return;
    add(kind, begin);
}

/// A statement cannot begin inside brackets: whatever is open was forgotten, and the rest of the file need not suffer from it.
bool Lexer::readAfterUnclosedBracket(quint32 begin)
{
    for (quint32 i = m_lineStart; i < begin; ++i) {
        if (m_text[i] != ' ' && m_text[i] != '\t' && m_text[i] != '\f')
            return false;
    }
    const Bracket open = m_brackets.back();
    report({qsizetype(open.position), qsizetype(open.position) + 1}, tr("'%1' was never closed.").arg(QLatin1Char(open.open)));
    m_brackets.clear();
    m_fstrings.clear();
    m_pos = m_lineStart;
    add(TokenKind::Error, m_pos);
    add(TokenKind::Newline, m_pos);
    m_atLineStart = true;
    return true;
}

quint32 Lexer::lineEndLength(quint32 offset) const
{
    if (at(offset) == '\n')
        return 1;
    if (at(offset) != '\r')
        return 0;
    return at(offset + 1) == '\n' ? 2 : 1;
}

void Lexer::error(quint32 begin, const QString &message)
{
    report({qsizetype(begin), qsizetype(m_pos)}, message);
    add(TokenKind::Error, begin);
}

void Lexer::report(Span span, const QString &message)
{
    m_diagnostics.append({m_source.file(), span, m_source.line(span.begin), Severity::Error, u"python.syntax"_s, message, {}});
}

void Lexer::invalidCharacter()
{
    const quint32 begin = m_pos++;
    error(begin, tr("The character U+%1 cannot stand here.").arg(uint(static_cast<unsigned char>(m_text[begin])), 4, 16, QLatin1Char('0')));
}

void Lexer::openBracket(TokenKind kind)
{
    const quint32 begin = m_pos++;
    if (m_brackets.size() >= maxBrackets) {
        error(begin, tr("Too many nested brackets."));
        return;
    }
    m_brackets.push_back({m_text[begin], begin});
    if (!m_fstrings.empty())
        ++m_fstrings.back().bracketDepth;
    add(kind, begin);
}

void Lexer::closeBracket(TokenKind kind)
{
    const quint32 begin = m_pos++;
    const char close = m_text[begin];
    const size_t outside = m_fstrings.empty() ? 0 : m_fstrings.back().bracketsOutside;
    if (m_brackets.size() <= outside) {
        error(begin, tr("'%1' closes nothing.").arg(QLatin1Char(close)));
        if (!m_fstrings.empty())
            m_fstrings.back().inText = true;
        return;
    }
    const char open = m_brackets.back().open;
    const bool matches = (open == '(' && close == ')') || (open == '[' && close == ']') || (open == '{' && close == '}');
    if (!matches) {
        error(begin, tr("'%1' does not match the opening '%2'.").arg(QLatin1Char(close)).arg(QLatin1Char(open)));
        // A brace that ends an f-string's field must do so even here, or the rest of the file is read as its text.
        if (m_fstrings.empty())
            m_brackets.pop_back();
        return;
    }
    m_brackets.pop_back();
    add(kind, begin);
    if (m_fstrings.empty())
        return;
    FString &string = m_fstrings.back();
    --string.bracketDepth;
    if (close == '}' && string.bracketDepth == string.expressionDepth) {
        --string.expressionDepth;
        string.inText = true;
        string.inFormatSpec = string.expressionDepth >= 0;
    }
}

void Lexer::readOperator()
{
    const char c = current();
    const char next = at(m_pos + 1);
    TokenKind kind = TokenKind::Error;
    switch (c) {
    case '(': return openBracket(TokenKind::LeftParen);
    case '[': return openBracket(TokenKind::LeftBracket);
    case '{': return openBracket(TokenKind::LeftBrace);
    case ')': return closeBracket(TokenKind::RightParen);
    case ']': return closeBracket(TokenKind::RightBracket);
    case '}': return closeBracket(TokenKind::RightBrace);
    case ',': kind = TokenKind::Comma; break;
    case ';': kind = TokenKind::Semicolon; break;
    case '~': kind = TokenKind::Tilde; break;
    case '@': kind = TokenKind::At; break;
    case '+': kind = TokenKind::Plus; break;
    case '-': kind = next == '>' ? TokenKind::Arrow : TokenKind::Minus; break;
    case '*': kind = next == '*' ? TokenKind::DoubleStar : TokenKind::Star; break;
    case '/': kind = next == '/' ? TokenKind::DoubleSlash : TokenKind::Slash; break;
    case '%': kind = TokenKind::Percent; break;
    case '&': kind = TokenKind::Ampersand; break;
    case '|': kind = TokenKind::VerticalBar; break;
    case '^': kind = TokenKind::Caret; break;
    case '.': kind = next == '.' && at(m_pos + 2) == '.' ? TokenKind::Ellipsis : TokenKind::Dot; break;
    case '=': kind = next == '=' ? TokenKind::DoubleEqual : TokenKind::Equal; break;
    case '!': kind = next == '=' ? TokenKind::NotEqual : TokenKind::Exclamation; break;
    case '<': kind = next == '<' ? TokenKind::LeftShift : next == '=' ? TokenKind::LessEqual : TokenKind::Less; break;
    case '>': kind = next == '>' ? TokenKind::RightShift : next == '=' ? TokenKind::GreaterEqual : TokenKind::Greater; break;
    case ':': kind = next == '=' ? TokenKind::ColonEqual : TokenKind::Colon; break;
    default: return invalidCharacter();
    }
    const quint32 begin = m_pos;
    if (c == ':' && !m_fstrings.empty()) {
        FString &string = m_fstrings.back();
        if (string.bracketDepth - 1 == string.expressionDepth) {
            kind = TokenKind::Colon;
            string.inText = string.inFormatSpec = true;
        }
    }
    m_pos += quint32(tokenText(kind).size());
    if (kind >= TokenKind::At && kind <= TokenKind::RightShift && current() == '=') {
        kind = TokenKind(int(kind) + int(TokenKind::AtEqual) - int(TokenKind::At));
        ++m_pos;
    }
    add(kind, begin);
}

} // namespace retort::python
