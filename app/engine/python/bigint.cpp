#include "python/bigint.h"

#include <QtAlgorithms>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace retort::python {

BigInt::BigInt(qint64 value) : m_negative(value < 0)
{
    quint64 magnitude = m_negative ? 0 - quint64(value) : quint64(value);
    while (magnitude) {
        m_limbs.push_back(quint32(magnitude));
        magnitude >>= 32;
    }
}

std::optional<BigInt> BigInt::parse(QStringView digits, int base)
{
    BigInt result;
    bool negative = false;
    if (digits.startsWith(u'-') || digits.startsWith(u'+')) {
        negative = digits.startsWith(u'-');
        digits = digits.mid(1);
    }
    if (digits.isEmpty())
        return std::nullopt;
    for (const QChar c : digits) {
        const auto u = c.toLower().unicode();
        const int digit = u >= u'0' && u <= u'9' ? u - u'0' : u >= u'a' && u <= u'z' ? u - u'a' + 10 : 99;
        if (digit >= base)
            return std::nullopt;
        quint64 carry = quint64(digit);
        for (auto &limb : result.m_limbs) {
            carry += quint64(limb) * quint64(base);
            limb = quint32(carry);
            carry >>= 32;
        }
        if (carry)
            result.m_limbs.push_back(quint32(carry));
    }
    result.m_negative = negative;
    result.normalize();
    return result;
}

BigInt BigInt::fromDouble(double value)
{
    int exponent = 0;
    const double fraction = std::frexp(std::trunc(std::fabs(value)), &exponent);
    if (fraction == 0)
        return {};
    const auto mantissa = BigInt(qint64(std::ldexp(fraction, 53)));
    BigInt result = exponent >= 53 ? mantissa.shiftedLeft(exponent - 53) : mantissa.shiftedRight(53 - exponent);
    result.m_negative = value < 0 && !result.isZero();
    return result;
}

qsizetype BigInt::bitLength() const
{
    return m_limbs.empty() ? 0 : qsizetype(m_limbs.size() * 32) - std::countl_zero(m_limbs.back());
}

std::optional<qint64> BigInt::toInt64() const
{
    if (m_limbs.size() > 2)
        return std::nullopt;
    quint64 magnitude = 0;
    for (size_t i = m_limbs.size(); i-- > 0;)
        magnitude = (magnitude << 32) | m_limbs[i];
    constexpr auto limit = quint64(std::numeric_limits<qint64>::max());
    if (magnitude > limit + (m_negative ? 1 : 0))
        return std::nullopt;
    return m_negative ? qint64(0 - magnitude) : qint64(magnitude);
}

double BigInt::toDouble() const
{
    const auto bits = bitLength();
    if (bits <= 64) {
        quint64 magnitude = 0;
        for (size_t i = m_limbs.size(); i-- > 0;)
            magnitude = (magnitude << 32) | m_limbs[i];
        return m_negative ? -double(magnitude) : double(magnitude);
    }
    if (bits > 1024)
        return m_negative ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
    // Keep 64 bits with a sticky last one, so that the conversion rounds once and half to even.
    BigInt magnitude = *this;
    magnitude.m_negative = false;
    const BigInt top = magnitude.shiftedRight(bits - 64);
    quint64 mantissa = (quint64(top.m_limbs[1]) << 32) | top.m_limbs[0];
    if (!(top.shiftedLeft(bits - 64) == magnitude))
        mantissa |= 1;
    const double result = std::ldexp(double(mantissa), int(bits - 64));
    return m_negative ? -result : result;
}

QString BigInt::text(int base) const
{
    if (isZero())
        return QStringLiteral("0");
    QString reversed;
    Limbs rest = m_limbs;
    while (!rest.empty()) {
        const quint32 digit = divideSmall(rest, quint32(base));
        reversed += QChar(char16_t(digit < 10 ? u'0' + digit : u'a' + digit - 10));
    }
    if (m_negative)
        reversed += u'-';
    std::reverse(reversed.begin(), reversed.end());
    return reversed;
}

BigInt BigInt::negated() const
{
    BigInt result = *this;
    result.m_negative = !m_negative && !isZero();
    return result;
}

BigInt BigInt::plus(const BigInt &other) const
{
    BigInt result;
    if (m_negative == other.m_negative) {
        result.m_limbs = addMagnitude(m_limbs, other.m_limbs);
        result.m_negative = m_negative;
    } else if (compareMagnitude(m_limbs, other.m_limbs) >= 0) {
        result.m_limbs = subtractMagnitude(m_limbs, other.m_limbs);
        result.m_negative = m_negative;
    } else {
        result.m_limbs = subtractMagnitude(other.m_limbs, m_limbs);
        result.m_negative = other.m_negative;
    }
    result.normalize();
    return result;
}

BigInt BigInt::minus(const BigInt &other) const
{
    return plus(other.negated());
}

BigInt BigInt::times(const BigInt &other) const
{
    BigInt result;
    result.m_limbs.assign(m_limbs.size() + other.m_limbs.size(), 0);
    for (size_t i = 0; i < m_limbs.size(); ++i) {
        quint64 carry = 0;
        for (size_t j = 0; j < other.m_limbs.size(); ++j) {
            carry += quint64(m_limbs[i]) * other.m_limbs[j] + result.m_limbs[i + j];
            result.m_limbs[i + j] = quint32(carry);
            carry >>= 32;
        }
        result.m_limbs[i + other.m_limbs.size()] += quint32(carry);
    }
    result.m_negative = m_negative != other.m_negative;
    result.normalize();
    return result;
}

void BigInt::divide(const BigInt &divisor, BigInt &quotient, BigInt &remainder) const
{
    // Bit by bit: numbers are short here, and this is the form without pitfalls.
    BigInt q;
    BigInt r;
    BigInt magnitude = divisor;
    magnitude.m_negative = false;
    q.m_limbs.assign(m_limbs.size(), 0);
    for (qsizetype bit = bitLength(); bit-- > 0;) {
        r = r.shiftedLeft(1);
        if (m_limbs[size_t(bit) / 32] >> (bit % 32) & 1) {
            if (r.m_limbs.empty())
                r.m_limbs.push_back(0);
            r.m_limbs[0] |= 1;
        }
        if (compareMagnitude(r.m_limbs, magnitude.m_limbs) >= 0) {
            r.m_limbs = subtractMagnitude(r.m_limbs, magnitude.m_limbs);
            r.normalize();
            q.m_limbs[size_t(bit) / 32] |= quint32(1) << (bit % 32);
        }
    }
    q.normalize();
    q.m_negative = m_negative != divisor.m_negative && !q.isZero();
    r.m_negative = m_negative && !r.isZero();
    if (!r.isZero() && r.m_negative != divisor.m_negative) {
        q = q.minus(BigInt(1));
        r = r.plus(divisor);
    }
    quotient = std::move(q);
    remainder = std::move(r);
}

BigInt BigInt::shiftedLeft(qsizetype bits) const
{
    BigInt result;
    if (isZero())
        return result;
    const size_t limbs = size_t(bits) / 32;
    const int rest = int(bits % 32);
    result.m_limbs.assign(m_limbs.size() + limbs + 1, 0);
    for (size_t i = 0; i < m_limbs.size(); ++i) {
        const quint64 shifted = quint64(m_limbs[i]) << rest;
        result.m_limbs[i + limbs] |= quint32(shifted);
        result.m_limbs[i + limbs + 1] |= quint32(shifted >> 32);
    }
    result.m_negative = m_negative;
    result.normalize();
    return result;
}

BigInt BigInt::shiftedRight(qsizetype bits) const
{
    BigInt result;
    const size_t limbs = size_t(bits) / 32;
    const int rest = int(bits % 32);
    bool lost = false;
    for (size_t i = 0; i < m_limbs.size() && i < limbs; ++i)
        lost = lost || m_limbs[i];
    if (limbs < m_limbs.size()) {
        lost = lost || (m_limbs[limbs] & ((quint64(1) << rest) - 1));
        for (size_t i = limbs; i < m_limbs.size(); ++i) {
            const quint64 high = i + 1 < m_limbs.size() ? m_limbs[i + 1] : 0;
            result.m_limbs.push_back(quint32(((high << 32) | m_limbs[i]) >> rest));
        }
    }
    result.m_negative = m_negative;
    result.normalize();
    if (m_negative && lost)
        result = result.minus(BigInt(1));
    return result;
}

BigInt BigInt::bitwise(Bitwise operation, const BigInt &other) const
{
    const size_t size = std::max(m_limbs.size(), other.m_limbs.size()) + 1;
    const Limbs a = twosComplement(size);
    const Limbs b = other.twosComplement(size);
    BigInt result;
    result.m_limbs.resize(size);
    for (size_t i = 0; i < size; ++i) {
        result.m_limbs[i] = operation == Bitwise::And ? a[i] & b[i] : operation == Bitwise::Or ? a[i] | b[i] : a[i] ^ b[i];
    }
    if (result.m_limbs.back() >> 31) {
        result.m_negative = true;
        result.m_limbs = result.twosComplement(size);
    }
    result.normalize();
    return result;
}

std::strong_ordering BigInt::compare(const BigInt &other) const
{
    if (m_negative != other.m_negative)
        return m_negative ? std::strong_ordering::less : std::strong_ordering::greater;
    return m_negative ? compareMagnitude(other.m_limbs, m_limbs) : compareMagnitude(m_limbs, other.m_limbs);
}

std::strong_ordering BigInt::compareMagnitude(const Limbs &a, const Limbs &b)
{
    if (a.size() != b.size())
        return a.size() <=> b.size();
    for (size_t i = a.size(); i-- > 0;) {
        if (a[i] != b[i])
            return a[i] <=> b[i];
    }
    return std::strong_ordering::equal;
}

BigInt::Limbs BigInt::addMagnitude(const Limbs &a, const Limbs &b)
{
    Limbs result;
    quint64 carry = 0;
    for (size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
        carry += quint64(i < a.size() ? a[i] : 0) + (i < b.size() ? b[i] : 0);
        result.push_back(quint32(carry));
        carry >>= 32;
    }
    if (carry)
        result.push_back(quint32(carry));
    return result;
}

BigInt::Limbs BigInt::subtractMagnitude(const Limbs &larger, const Limbs &smaller)
{
    Limbs result;
    qint64 borrow = 0;
    for (size_t i = 0; i < larger.size(); ++i) {
        qint64 difference = qint64(larger[i]) - (i < smaller.size() ? qint64(smaller[i]) : 0) - borrow;
        borrow = difference < 0;
        if (borrow)
            difference += qint64(1) << 32;
        result.push_back(quint32(difference));
    }
    return result;
}

quint32 BigInt::divideSmall(Limbs &limbs, quint32 divisor)
{
    quint64 rest = 0;
    for (size_t i = limbs.size(); i-- > 0;) {
        rest = (rest << 32) | limbs[i];
        limbs[i] = quint32(rest / divisor);
        rest %= divisor;
    }
    while (!limbs.empty() && limbs.back() == 0)
        limbs.pop_back();
    return quint32(rest);
}

BigInt::Limbs BigInt::twosComplement(size_t size) const
{
    Limbs result = m_limbs;
    result.resize(size, 0);
    if (m_negative) {
        quint64 carry = 1;
        for (auto &limb : result) {
            carry += quint64(quint32(~limb));
            limb = quint32(carry);
            carry >>= 32;
        }
    }
    return result;
}

void BigInt::normalize()
{
    while (!m_limbs.empty() && m_limbs.back() == 0)
        m_limbs.pop_back();
    if (m_limbs.empty())
        m_negative = false;
}

} // namespace retort::python
