#include "python/literals.h"

#include "base/translation.h"
#include "python/characternames.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <vector>

namespace retort::python {

namespace {

// CPython's limit for the conversion between decimal text and integers.
constexpr size_t maxDecimalDigits = 4300;
constexpr size_t maxRadixDigits = 20000;

int digitValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'z' ? lower - 'a' + 10 : 99;
}

/// Reads exactly `count` hexadecimal digits; false when there are fewer.
bool readHex(std::string_view body, size_t &pos, size_t count, char32_t &value)
{
    value = 0;
    for (size_t i = 0; i < count; ++i, ++pos) {
        if (pos >= body.size() || digitValue(body[pos]) >= 16)
            return false;
        value = value * 16 + char32_t(digitValue(body[pos]));
    }
    return true;
}

char32_t readOctal(std::string_view body, size_t &pos)
{
    char32_t value = 0;
    for (int i = 0; i < 3 && pos < body.size() && body[pos] >= '0' && body[pos] <= '7'; ++i, ++pos)
        value = value * 8 + char32_t(body[pos] - '0');
    return value;
}

/// The escapes that stand for one ASCII character; 0 when `c` begins none of them.
char simpleEscape(char c)
{
    switch (c) {
    case '\\':
    case '\'':
    case '"': return c;
    case 'a': return '\a';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    default: return '\0';
    }
}

bool skipLineEnd(std::string_view body, size_t &pos)
{
    if (body[pos] != '\n' && body[pos] != '\r')
        return false;
    pos += body[pos] == '\r' && pos + 1 < body.size() && body[pos + 1] == '\n' ? 2 : 1;
    return true;
}

QByteArray withUnixLineEnds(std::string_view body)
{
    QByteArray text(body.data(), qsizetype(body.size()));
    if (text.contains('\r')) {
        text.replace("\r\n", "\n");
        text.replace('\r', '\n');
    }
    return text;
}

bool decodeNamedCharacter(std::string_view body, size_t &pos, QString &text, QString &error)
{
    const size_t end = body.find('}', pos);
    if (pos + 1 >= body.size() || body[pos + 1] != '{' || end == body.npos || end == pos + 2) {
        error = tr("The escape '\\N' needs the name of a character in braces.");
        return false;
    }
    const QByteArrayView name(body.data() + pos + 2, qsizetype(end - pos - 2));
    const std::optional<char32_t> value = characterNamed(name);
    if (!value) {
        error = tr("The character name '%1' is not known.").arg(QString::fromUtf8(name));
        return false;
    }
    text += QStringView(QChar::fromUcs4(*value));
    pos = end + 1;
    return true;
}

/// Resolves the escape after a backslash at `pos` (which is not the last character).
bool decodeTextEscape(std::string_view body, size_t &pos, QString &text, QString &error)
{
    const char c = body[pos];
    if (const char simple = simpleEscape(c)) {
        text += QLatin1Char(simple);
        ++pos;
        return true;
    }
    if (skipLineEnd(body, pos))
        return true;
    char32_t value = 0;
    if (c >= '0' && c <= '7') {
        text += QChar(ushort(readOctal(body, pos)));
        return true;
    }
    if (c == 'x' || c == 'u' || c == 'U') {
        const size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : 8;
        if (!readHex(body, ++pos, digits, value)) {
            error = tr("The escape '\\%1' needs %2 hexadecimal digits.").arg(QLatin1Char(c)).arg(digits);
            return false;
        }
        if (value > 0x10ffff) {
            error = tr("The escape '\\%1' names no Unicode character.").arg(QLatin1Char(c));
            return false;
        }
        text += QStringView(QChar::fromUcs4(value));
        return true;
    }
    if (c == 'N')
        return decodeNamedCharacter(body, pos, text, error);
    // An unknown escape keeps its backslash.
    text += u'\\';
    return true;
}

/// Decimal digits of a number given in base 2, 8 or 16.
QByteArray toDecimal(const std::string &digits, unsigned radix)
{
    constexpr quint64 limb = 1'000'000'000;
    std::vector<quint32> limbs{0};
    for (const char c : digits) {
        quint64 carry = quint64(digitValue(c));
        for (quint32 &part : limbs) {
            carry += quint64(part) * radix;
            part = quint32(carry % limb);
            carry /= limb;
        }
        if (carry)
            limbs.push_back(quint32(carry));
    }
    QByteArray text = QByteArray::number(limbs.back());
    for (size_t i = limbs.size() - 1; i-- > 0;)
        text += QByteArray::number(limbs[i]).rightJustified(9, '0');
    return text;
}

} // namespace

bool decodeText(std::string_view body, bool raw, QString &text, QString &error)
{
    if (raw || body.find('\\') == body.npos) {
        text = body.find('\r') == body.npos ? QString::fromUtf8(body.data(), qsizetype(body.size()))
                                            : QString::fromUtf8(withUnixLineEnds(body));
        return true;
    }
    text.reserve(qsizetype(body.size()));
    for (size_t pos = 0; pos < body.size();) {
        const size_t backslash = std::min(body.find('\\', pos), body.size());
        const std::string_view plain = body.substr(pos, backslash - pos);
        if (plain.find('\r') == plain.npos)
            text += QUtf8StringView(plain.data(), qsizetype(plain.size())).toString();
        else
            text += QString::fromUtf8(withUnixLineEnds(plain));
        pos = backslash + 1;
        if (backslash + 1 == body.size())
            text += u'\\';
        else if (backslash < body.size() && !decodeTextEscape(body, pos, text, error))
            return false;
    }
    return true;
}

bool decodeBytes(std::string_view body, bool raw, QByteArray &bytes, QString &error)
{
    if (std::any_of(body.begin(), body.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
        error = tr("A bytes literal can only contain ASCII characters.");
        return false;
    }
    if (raw || body.find('\\') == body.npos) {
        bytes = withUnixLineEnds(body);
        return true;
    }
    for (size_t pos = 0; pos < body.size();) {
        const size_t backslash = std::min(body.find('\\', pos), body.size());
        bytes += withUnixLineEnds(body.substr(pos, backslash - pos));
        pos = backslash + 1;
        if (pos >= body.size())
            break;
        const char c = body[pos];
        char32_t value = 0;
        if (const char simple = simpleEscape(c)) {
            bytes += simple;
            ++pos;
        } else if (skipLineEnd(body, pos)) {
            continue;
        } else if (c >= '0' && c <= '7') {
            bytes += char(readOctal(body, pos) & 0xff);
        } else if (c == 'x') {
            if (!readHex(body, ++pos, 2, value)) {
                error = tr("The escape '\\%1' needs %2 hexadecimal digits.").arg(QLatin1Char(c)).arg(2);
                return false;
            }
            bytes += char(value);
        } else {
            bytes += '\\';
        }
    }
    return true;
}

bool decodeInteger(std::string_view literal, IntegerLiteral &result, QString &error)
{
    int radix = 10;
    if (literal.size() > 1 && literal[0] == '0') {
        const char marker = char(literal[1] | 0x20);
        radix = marker == 'x' ? 16 : marker == 'o' ? 8 : marker == 'b' ? 2 : 10;
        if (radix != 10)
            literal.remove_prefix(2);
    }
    std::string digits;
    if (literal.find('_') != literal.npos) {
        std::copy_if(literal.begin(), literal.end(), std::back_inserter(digits), [](char c) { return c != '_'; });
        literal = digits;
    }
    const auto [end, code] = std::from_chars(literal.data(), literal.data() + literal.size(), result.value, radix);
    if (code == std::errc())
        return true;
    if (literal.size() > (radix == 10 ? maxDecimalDigits : maxRadixDigits)) {
        error = tr("This number has too many digits.");
        return false;
    }
    result.bigDigits =
        radix == 10 ? QByteArray(literal.data(), qsizetype(literal.size())) : toDecimal(std::string(literal), unsigned(radix));
    return true;
}

double decodeFloat(std::string_view literal)
{
    std::string digits(literal);
    std::erase(digits, '_');
    double value = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (code == std::errc())
        return value;
    // Out of range: from_chars does not tell too large from too small.
    const bool small = digits.find("e-") != digits.npos || digits.find("E-") != digits.npos || digits[0] == '.' || digits.starts_with("0.");
    return small ? 0.0 : std::numeric_limits<double>::infinity();
}

} // namespace retort::python
