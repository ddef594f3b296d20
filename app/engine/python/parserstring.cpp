#include "base/translation.h"
#include "python/literals.h"
#include "python/parserexpression.h"

#include <algorithm>

namespace retort::python {

namespace {

/// The parts of a string literal's spelling.
struct Literal {
    std::string_view body;
    bool raw = false;
    bool bytes = false;
};

Literal dissect(std::string_view spelling)
{
    Literal literal;
    size_t quote = 0;
    for (; spelling[quote] != '"' && spelling[quote] != '\''; ++quote) {
        const char c = char(spelling[quote] | 0x20);
        literal.raw = literal.raw || c == 'r';
        literal.bytes = literal.bytes || c == 'b';
    }
    const char c = spelling[quote];
    const bool triple = spelling.size() >= quote + 6 && spelling[quote + 1] == c && spelling[quote + 2] == c;
    const size_t size = triple ? 3 : 1;
    literal.body = spelling.substr(quote + size, spelling.size() - quote - 2 * size);
    return literal;
}

/// Source text between braces without its comments, as `{value=}` shows it.
QString withoutComments(std::string_view source)
{
    std::string text;
    char quote = '\0';
    bool inComment = false;
    for (const char c : source) {
        if (inComment)
            inComment = c != '\n' && c != '\r';
        else if (quote)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else
            inComment = c == '#';
        if (!inComment)
            text += c;
    }
    QString result;
    QString error;
    static_cast<void>(decodeText(text, true, result, error));
    return result;
}

} // namespace

const Expression *ParserExpression::textConstant(Located place, QString text)
{
    auto *result = m_arena.make<Constant>(place, ConstantType::String);
    result->text = m_arena.keep(std::move(text));
    return result;
}

const Expression *ParserExpression::strings()
{
    const quint32 first = begin();
    const bool single = at(TokenKind::String) && nextKind() != TokenKind::String && nextKind() != TokenKind::FStringStart;
    return single ? stringToken(advance()) : concatenated(first);
}

const Expression *ParserExpression::stringToken(const Token &token)
{
    const Located place{token.begin, token.end};
    const Literal literal = dissect(text(token));
    QString error;
    if (literal.bytes) {
        QByteArray bytes;
        if (!decodeBytes(literal.body, literal.raw, bytes, error))
            failAt(place, error);
        auto *result = m_arena.make<Constant>(place, ConstantType::Bytes);
        result->data = m_arena.keep(std::move(bytes));
        return result;
    }
    QString decoded;
    if (!decodeText(literal.body, literal.raw, decoded, error))
        failAt(place, error);
    return textConstant(place, std::move(decoded));
}

/// Several literals side by side, or an f-string.
const Expression *ParserExpression::concatenated(quint32 first)
{
    StringParts parts;
    QByteArray bytes;
    bool hasBytes = false, hasText = false, hasFields = false;
    while (at(TokenKind::String) || at(TokenKind::FStringStart)) {
        if (at(TokenKind::FStringStart)) {
            hasText = hasFields = true;
            fString(parts);
            continue;
        }
        const Expression *part = stringToken(advance());
        const auto &constant = part->to<Constant>();
        if (constant.isString()) {
            hasText = true;
            parts.push_back({*part, nullptr, constant.string()});
        } else {
            hasBytes = true;
            bytes += constant.bytes();
        }
    }
    const Located place = since(first);
    if (hasBytes && hasText)
        failAt(place, tr("Bytes and text literals cannot be joined."));
    if (hasFields)
        return joined(place, parts);
    if (hasBytes) {
        auto *result = m_arena.make<Constant>(place, ConstantType::Bytes);
        result->data = m_arena.keep(std::move(bytes));
        return result;
    }
    QString text;
    for (const StringPart &part : parts)
        text += part.text;
    return textConstant(place, std::move(text));
}

/// A JoinedStr of the parts: neighbouring texts are one, empty ones are left out.
const Expression *ParserExpression::joined(Located place, const StringParts &parts)
{
    Builder<const Expression *> values;
    for (size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].field) {
            values.append(parts[i].field);
            continue;
        }
        Located extent = parts[i];
        QString text = parts[i].text;
        for (; i + 1 < parts.size() && !parts[i + 1].field; ++i) {
            text += parts[i + 1].text;
            extent.end = parts[i + 1].end;
        }
        if (!text.isEmpty())
            values.append(textConstant(extent, std::move(text)));
    }
    return make<JoinedStr>(place, list(values));
}

void ParserExpression::fString(StringParts &parts)
{
    const std::string_view prefix = text(advance());
    const bool raw = prefix.find_first_of("rR") != prefix.npos;
    while (!at(TokenKind::FStringEnd) && !failed()) {
        if (at(TokenKind::FStringMiddle))
            fStringText(parts, raw);
        else
            fStringField(parts, raw);
    }
    expect(TokenKind::FStringEnd);
}

void ParserExpression::fStringText(StringParts &parts, bool raw)
{
    const Token &token = advance();
    const Located place{token.begin, token.end};
    std::string_view spelling = text(token);
    // Text ends after a doubled brace, which stands for one.
    if (spelling.ends_with("{{") || spelling.ends_with("}}"))
        spelling.remove_suffix(1);
    QString decoded;
    QString error;
    if (!decodeText(spelling, raw, decoded, error))
        failAt(place, error);
    if (!decoded.isEmpty())
        parts.push_back({place, nullptr, std::move(decoded)});
}

void ParserExpression::fStringField(StringParts &parts, bool raw)
{
    const quint32 first = begin();
    expect(TokenKind::LeftBrace);
    const Expression *value = annotatedRightSide();
    const bool shown = accept(TokenKind::Equal);
    if (shown) {
        // `{value=}` stands for its own source text and the value.
        const Span source{qsizetype(first) + 1, qsizetype(begin())};
        const QByteArrayView spelling = m_source.slice(source);
        parts.push_back({{first + 1, begin()}, nullptr, withoutComments({spelling.data(), size_t(spelling.size())})});
    }
    char form = conversion();
    const Expression *spec = at(TokenKind::Colon) ? formatSpec(raw) : nullptr;
    if (shown && !form && !spec)
        form = 'r';
    expect(TokenKind::RightBrace);
    parts.push_back({{}, make<FormattedValue>(since(first), value, form, spec), {}});
}

char ParserExpression::conversion()
{
    const Token mark = peek();
    if (!accept(TokenKind::Exclamation))
        return '\0';
    const std::string_view name = text(peek());
    if (!at(TokenKind::Name) || begin() != mark.end || (name != "s" && name != "r" && name != "a")) {
        fail(tr("'!' must be followed by s, r or a in an f-string."));
        return '\0';
    }
    advance();
    return name[0];
}

const Expression *ParserExpression::formatSpec(bool raw)
{
    const Nesting nesting(*this);
    const quint32 first = begin();
    advance();
    StringParts parts;
    while ((at(TokenKind::FStringMiddle) || at(TokenKind::LeftBrace)) && !failed()) {
        if (at(TokenKind::FStringMiddle))
            fStringText(parts, raw);
        else
            fStringField(parts, raw);
    }
    return joined(since(first), parts);
}

} // namespace retort::python
