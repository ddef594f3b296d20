#include "python/textformat.h"

#include <charconv>
#include <cmath>

namespace retort::python {

using namespace Qt::StringLiterals;

QString realText(double value)
{
    if (std::isnan(value))
        return u"nan"_s;
    if (std::isinf(value))
        return value < 0 ? u"-inf"_s : u"inf"_s;
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
    const QString scientific = QString::fromLatin1(buffer, end - buffer);
    const auto e = scientific.indexOf(u'e');
    const int exponent = scientific.mid(e + 1).toInt();
    QString digits = scientific.left(e);
    const bool negative = digits.startsWith(u'-');
    if (negative)
        digits.remove(0, 1);
    digits.remove(u'.');
    QString result;
    if (exponent < -4 || exponent >= 16) {
        result = digits.left(1);
        if (digits.size() > 1)
            result += u'.' + digits.mid(1);
        result += exponent < 0 ? u"e-"_s : u"e+"_s;
        result += QString::number(std::abs(exponent)).rightJustified(2, u'0');
    } else if (exponent < 0) {
        result = u"0."_s + QString(-exponent - 1, u'0') + digits;
    } else if (digits.size() <= exponent + 1) {
        result = digits.leftJustified(exponent + 1, u'0') + u".0"_s;
    } else {
        result = digits.left(exponent + 1) + u'.' + digits.mid(exponent + 1);
    }
    return negative ? QString(u'-' + result) : result;
}

QString quotedText(const QString &text)
{
    const QChar quote = text.contains(u'\'') && !text.contains(u'"') ? u'"' : u'\'';
    QString result(quote);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == quote || c == u'\\') {
            result += u'\\';
            result += c;
        } else if (c == u'\n') {
            result += u"\\n"_s;
        } else if (c == u'\r') {
            result += u"\\r"_s;
        } else if (c == u'\t') {
            result += u"\\t"_s;
        } else if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            result += c;
            result += text[++i];
        } else if (c.unicode() < 0x20 || c.unicode() == 0x7f || (c.unicode() >= 0x80 && c.unicode() <= 0xff && !c.isPrint())) {
            result += u"\\x"_s + QString::number(c.unicode(), 16).rightJustified(2, u'0');
        } else if (c.unicode() > 0xff && (!c.isPrint() || c.isSpace() || c.isSurrogate())) {
            result += u"\\u"_s + QString::number(c.unicode(), 16).rightJustified(4, u'0');
        } else if (c.unicode() == 0xa0 || c.unicode() == 0xad) {
            result += u"\\x"_s + QString::number(c.unicode(), 16);
        } else {
            result += c;
        }
    }
    return result + quote;
}

QString quotedBytes(const QByteArray &bytes)
{
    const char quote = bytes.contains('\'') && !bytes.contains('"') ? '"' : '\'';
    QByteArray result = "b";
    result += quote;
    for (const char c : bytes) {
        if (c == quote || c == '\\') {
            result += '\\';
            result += c;
        } else if (c == '\n') {
            result += "\\n";
        } else if (c == '\r') {
            result += "\\r";
        } else if (c == '\t') {
            result += "\\t";
        } else if (c < 0x20 || c == 0x7f) {
            result += "\\x" + QByteArray::number(quint8(c), 16).rightJustified(2, '0');
        } else {
            result += c;
        }
    }
    return QString::fromLatin1(result + quote);
}

QString realDigits(double magnitude, char format, int precision)
{
    // Not printf: its decimal point depends on the locale, and QString's rounds exact halves away from zero.
    QByteArray buffer(400 + precision, Qt::Uninitialized);
    const auto how = format == 'f' ? std::chars_format::fixed : format == 'e' ? std::chars_format::scientific : std::chars_format::general;
    const auto end = std::to_chars(buffer.begin(), buffer.end(), magnitude, how, precision).ptr;
    return QString::fromLatin1(buffer.constData(), end - buffer.constData());
}

std::optional<FormatSpec> FormatSpec::parse(const QString &text)
{
    FormatSpec spec;
    qsizetype at = 0;
    const auto isAlign = [](QChar c) { return c == u'<' || c == u'>' || c == u'^' || c == u'='; };
    const qsizetype fillSize = !text.isEmpty() && text[0].isHighSurrogate() ? 2 : 1;
    if (text.size() > fillSize && isAlign(text[fillSize])) {
        spec.fill = text.left(fillSize);
        spec.align = text[fillSize].unicode();
        at = fillSize + 1;
    } else if (!text.isEmpty() && isAlign(text[0])) {
        spec.align = text[at++].unicode();
    }
    const auto peek = [&text, &at] { return at < text.size() ? text[at].unicode() : u'\0'; };
    const auto number = [&]() -> int {
        qint64 value = 0;
        while (peek() >= u'0' && peek() <= u'9') {
            value = std::min<qint64>(value * 10 + (peek() - u'0'), 10'000'000);
            ++at;
        }
        return int(value);
    };
    if (peek() == u'+' || peek() == u'-' || peek() == u' ')
        spec.sign = text[at++].unicode();
    if (peek() == u'#') {
        spec.alternate = true;
        ++at;
    }
    if (peek() == u'0') {
        spec.zero = true;
        ++at;
    }
    spec.width = number();
    if (peek() == u',' || peek() == u'_')
        spec.grouping = text[at++].unicode();
    if (peek() == u'.') {
        ++at;
        if (peek() < u'0' || peek() > u'9')
            return std::nullopt;
        spec.precision = number();
    }
    if (at < text.size())
        spec.type = text[at++].unicode();
    if (at != text.size())
        return std::nullopt;
    if (spec.zero && !spec.align) {
        spec.fill = u"0"_s;
        spec.align = u'=';
    }
    return spec;
}

QString FormatSpec::pad(const QString &text, char16_t defaultAlign) const
{
    qsizetype length = 0;
    for (const QChar c : text)
        length += c.isLowSurrogate() ? 0 : 1;
    const qsizetype missing = width - length;
    if (missing <= 0)
        return text;
    const char16_t how = align && align != u'=' ? align : defaultAlign;
    const qsizetype before = how == u'<' ? 0 : how == u'^' ? missing / 2 : missing;
    return fill.repeated(before) + text + fill.repeated(missing - before);
}

QString FormatSpec::number(bool negative, const QString &prefix, const QString &given) const
{
    QString digits = given;
    const auto dot = digits.indexOf(u'.');
    const auto exponent = digits.indexOf(u'e');
    qsizetype whole = dot >= 0 ? dot : exponent >= 0 ? exponent : digits.size();
    if (digits.endsWith(u'%') && dot < 0)
        --whole;
    const int group = type == u'x' || type == u'X' || type == u'b' || type == u'o' ? 4 : 3;
    const QString signText = negative ? u"-"_s : sign == u'+' ? u"+"_s : sign == u' ' ? u" "_s : QString();
    const bool inside = align == u'=';
    const auto grouped = [&](QString part) {
        for (qsizetype i = part.size() - group; grouping && i > 0; i -= group)
            part.insert(i, QChar(grouping));
        return part;
    };
    QString head = digits.left(whole);
    const QString tail = digits.mid(whole);
    if (inside && fill == "0"_L1) {
        while (signText.size() + prefix.size() + grouped(head).size() + tail.size() < width)
            head.prepend(u'0');
        QString result = grouped(head);
        // A group sign never comes first.
        while (signText.size() + prefix.size() + result.size() + tail.size() > width && result.startsWith(QChar(grouping)) && grouping)
            result.remove(0, 1);
        return signText + prefix + result + tail;
    }
    const QString body = grouped(head) + tail;
    if (inside) {
        const qsizetype missing = width - signText.size() - prefix.size() - body.size();
        return signText + prefix + (missing > 0 ? fill.repeated(missing) : QString()) + body;
    }
    return pad(signText + prefix + body, u'>');
}

std::optional<QString> FormatSpec::real(double value) const
{
    const bool negative = std::signbit(value) && !std::isnan(value);
    const double magnitude = std::fabs(value);
    QString digits;
    if (alternate)
        return std::nullopt;
    if (!std::isfinite(value)) {
        digits = std::isnan(value) ? u"nan"_s : u"inf"_s;
        if (type == u'F' || type == u'E' || type == u'G')
            digits = digits.toUpper();
        FormatSpec plain = *this;
        if (plain.fill == "0"_L1 && plain.zero)
            plain.fill = u"0"_s;
        return plain.number(negative, {}, digits);
    }
    const int places = precision < 0 ? 6 : precision;
    switch (type) {
    case u'f':
    case u'F': digits = realDigits(magnitude, 'f', places); break;
    case u'%': digits = realDigits(magnitude * 100, 'f', places) + u'%'; break;
    case u'e':
    case u'E': digits = realDigits(magnitude, 'e', places); break;
    case u'g':
    case u'G':
    case u'n': digits = realDigits(magnitude, 'g', std::max(places, 1)); break;
    case 0:
        if (precision < 0) {
            digits = realText(magnitude);
        } else {
            digits = realDigits(magnitude, 'g', std::max(places, 1));
            if (!digits.contains(u'e')) {
                if (!digits.contains(u'.') && digits.size() >= std::max(places, 1) && magnitude >= 1
                    && std::max(places, 1) == digits.size())
                    digits = realDigits(magnitude, 'e', std::max(places - 1, 0));
                else if (!digits.contains(u'.'))
                    digits += u".0"_s;
            }
        }
        break;
    default: return std::nullopt;
    }
    if (type == u'E' || type == u'G')
        digits = digits.toUpper();
    return number(negative, {}, digits);
}

} // namespace retort::python
