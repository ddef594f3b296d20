#include "python/lexer.h"

#include "base/translation.h"

#include <cstring>

namespace retort::python {

namespace {

// Limits of CPython's tokenizer.
constexpr int maxFieldNesting = 3;
constexpr size_t maxFStringNesting = 150;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isDigitOf(int radix, char c)
{
    if (radix == 16)
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    return c >= '0' && c < '0' + radix;
}

bool isNameByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

} // namespace

void Lexer::readNumber()
{
    const quint32 begin = m_pos;
    bool valid = false;
    const char marker = current() == '0' ? char(at(m_pos + 1) | 0x20) : '\0';
    const int radix = marker == 'x' ? 16 : marker == 'o' ? 8 : marker == 'b' ? 2 : 10;
    if (radix != 10) {
        m_pos += 2;
        valid = readRadixNumber(radix);
    } else {
        valid = readDecimalNumber();
    }
    if (valid && numberEndsHere())
        add(TokenKind::Number, begin);
    else
        invalidNumber(begin);
}

void Lexer::invalidNumber(quint32 begin)
{
    while (isNameByte(current()))
        ++m_pos;
    error(begin, tr("'%1' is no valid number.").arg(m_source.text({qsizetype(begin), qsizetype(m_pos)})));
}

/// One or more digits with single underscores between them.
bool Lexer::readDigits(int radix)
{
    for (;;) {
        if (!isDigitOf(radix, current()))
            return false;
        while (isDigitOf(radix, current()))
            ++m_pos;
        if (current() != '_')
            return true;
        ++m_pos;
    }
}

bool Lexer::readRadixNumber(int radix)
{
    if (current() == '_')
        ++m_pos;
    return readDigits(radix) && !isDigit(current());
}

bool Lexer::readDecimalNumber()
{
    const quint32 begin = m_pos;
    bool isInteger = true;
    if (current() != '.' && !readDigits(10))
        return false;
    const quint32 integerEnd = m_pos;
    if (current() == '.') {
        isInteger = false;
        ++m_pos;
        if (isDigit(current()) && !readDigits(10))
            return false;
    }
    if ((current() | 0x20) == 'e') {
        const quint32 before = m_pos;
        if (!readExponent())
            return false;
        isInteger = isInteger && m_pos == before;
    }
    if ((current() | 0x20) == 'j') {
        ++m_pos;
        isInteger = false;
    }
    if (!isInteger || m_text[begin] != '0')
        return true;
    // A leading zero is only for zero itself: 0777 was octal in Python 2.
    for (quint32 i = begin; i < integerEnd; ++i) {
        if (m_text[i] != '0' && m_text[i] != '_')
            return false;
    }
    return true;
}

/// At an 'e', which may also begin a keyword ("1else").
bool Lexer::readExponent()
{
    const char next = at(m_pos + 1);
    if (next == '+' || next == '-') {
        m_pos += 2;
        return readDigits(10);
    }
    if (!isDigit(next))
        return true;
    ++m_pos;
    return readDigits(10);
}

/// A number may run into one of the keywords that can follow it, as CPython (with a warning) accepts.
bool Lexer::numberEndsHere()
{
    if (!isNameByte(current()))
        return true;
    for (const char *keyword : {"and", "else", "for", "if", "in", "is", "or", "not"}) {
        if (std::strncmp(m_text + m_pos, keyword, std::strlen(keyword)) == 0)
            return true;
    }
    return false;
}

void Lexer::readString(quint32 begin, bool raw, bool formatted)
{
    const char quote = current();
    const bool triple = at(m_pos + 1) == quote && at(m_pos + 2) == quote;
    const int quoteSize = triple ? 3 : 1;
    m_pos += quint32(quoteSize);
    if (formatted) {
        if (m_fstrings.size() >= maxFStringNesting) {
            error(begin, tr("Too many nested f-strings."));
            return;
        }
        FString string{quote, quoteSize, raw, begin, m_brackets.size()};
        m_fstrings.push_back(string);
        add(TokenKind::FStringStart, begin);
        return;
    }
    for (; !atEnd(); ++m_pos) {
        const char c = current();
        if (c == '\\') {
            ++m_pos;
            if (current() == '\r' && at(m_pos + 1) == '\n')
                ++m_pos;
            if (atEnd())
                break;
        } else if (c == quote && (!triple || (at(m_pos + 1) == quote && at(m_pos + 2) == quote))) {
            m_pos += quint32(quoteSize);
            add(TokenKind::String, begin);
            return;
        } else if (!triple && (c == '\n' || c == '\r')) {
            break;
        }
    }
    error(begin, triple ? tr("This triple-quoted string is never closed.") : tr("This string is not closed on its line."));
}

void Lexer::readFStringPart()
{
    FString &string = m_fstrings.back();
    const char c = current();
    const bool ends = c == string.quote && (string.quoteSize == 1 || (at(m_pos + 1) == string.quote && at(m_pos + 2) == string.quote));
    if (ends) {
        const quint32 begin = m_pos;
        m_pos += quint32(string.quoteSize);
        m_brackets.resize(string.bracketsOutside);
        m_fstrings.pop_back();
        add(TokenKind::FStringEnd, begin);
        return;
    }
    if (c == '{' && (string.inFormatSpec || at(m_pos + 1) != '{')) {
        if (++string.expressionDepth >= maxFieldNesting) {
            error(string.begin, tr("The fields of this f-string are nested too deeply."));
            m_brackets.resize(string.bracketsOutside);
            m_fstrings.pop_back();
            return;
        }
        string.inText = false;
        return;
    }
    readFStringText(string);
}

/// Text up to the next field, doubled brace or end. Tokens are cut where CPython cuts them, as the positions in its tree show it.
void Lexer::readFStringText(FString &string)
{
    const quint32 begin = m_pos;
    bool namedCharacter = false;
    const auto addText = [&] {
        if (m_pos > begin)
            add(TokenKind::FStringMiddle, begin);
    };
    while (!atEnd()) {
        const char c = current();
        const bool inSpec = string.inFormatSpec;
        if (c == string.quote && (string.quoteSize == 1 || (at(m_pos + 1) == string.quote && at(m_pos + 2) == string.quote)))
            return addText();
        if ((c == '\n' || c == '\r') && string.quoteSize == 1) {
            if (!inSpec)
                break;
            addText();
            string.inText = string.inFormatSpec = false;
            return;
        }
        if (c == '\\') {
            readFStringEscape(string.raw, namedCharacter);
            continue;
        }
        if (c == '}' && namedCharacter) {
            ++m_pos;
            return addText();
        }
        if (c == '{' || c == '}') {
            const bool doubled = at(m_pos + 1) == c && !inSpec && (c == '{' || string.bracketDepth == 0);
            if (doubled)
                m_pos += 2;
            else if (c == '}')
                string.inText = false;
            return addText();
        }
        ++m_pos;
    }
    unterminatedFString();
}

void Lexer::readFStringEscape(bool raw, bool &namedCharacter)
{
    const char next = at(++m_pos);
    if (next == '{' || next == '}')
        return;
    if (!raw && next == 'N' && at(m_pos + 1) == '{') {
        namedCharacter = true;
        m_pos += 2;
    } else if (m_pos < m_size) {
        m_pos += next == '\r' && at(m_pos + 1) == '\n' ? 2 : 1;
    }
}

void Lexer::unterminatedFString()
{
    const FString string = m_fstrings.back();
    m_fstrings.pop_back();
    m_brackets.resize(string.bracketsOutside);
    error(string.begin,
          string.quoteSize == 3 ? tr("This triple-quoted string is never closed.") : tr("This string is not closed on its line."));
}

} // namespace retort::python
