#include "python/token.h"

#include <array>

namespace retort::python {

namespace {

constexpr std::array<std::string_view, 35> keywords = {
    "False",  "None",     "True", "and",    "as",      "assert", "async",  "await",  "break", "class",  "continue", "def",
    "del",    "elif",     "else", "except", "finally", "for",    "from",   "global", "if",    "import", "in",       "is",
    "lambda", "nonlocal", "not",  "or",     "pass",    "raise",  "return", "try",    "while", "with",   "yield"};

constexpr std::array<std::string_view, 48> operators = {
    "(",  ")",  "[",  "]",  "{",  "}",  ":",  ":=",  ",",  ";",   ".",  "...", "->", "!",  "~",   "=",
    "==", "!=", "<",  "<=", ">",  ">=", "@",  "+",   "-",  "*",   "**", "/",   "//", "%",  "&",   "|",
    "^",  "<<", ">>", "@=", "+=", "-=", "*=", "**=", "/=", "//=", "%=", "&=",  "|=", "^=", "<<=", ">>="};

/// Where the keywords with a first letter begin: most names are told from keywords by their first letter alone.
constexpr std::array<signed char, 128> firstByLetter()
{
    std::array<signed char, 128> first{};
    for (auto &entry : first)
        entry = -1;
    for (size_t i = keywords.size(); i-- > 0;)
        first[size_t(keywords[i][0])] = static_cast<signed char>(i);
    return first;
}

constexpr auto keywordStart = firstByLetter();

} // namespace

TokenKind keywordKind(std::string_view name)
{
    if (name.size() < 2 || name.size() > 8 || static_cast<unsigned char>(name[0]) >= 0x80)
        return TokenKind::Name;
    const int first = keywordStart[size_t(name[0])];
    if (first < 0)
        return TokenKind::Name;
    for (size_t i = size_t(first); i < keywords.size() && keywords[i][0] == name[0]; ++i) {
        if (keywords[i] == name)
            return TokenKind(int(TokenKind::False) + int(i));
    }
    return TokenKind::Name;
}

std::string_view tokenText(TokenKind kind)
{
    if (kind >= TokenKind::False)
        return keywords[size_t(kind) - size_t(TokenKind::False)];
    if (kind >= TokenKind::LeftParen)
        return operators[size_t(kind) - size_t(TokenKind::LeftParen)];
    return {};
}

} // namespace retort::python
