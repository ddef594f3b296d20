#pragma once

#include <QString>

#include <compare>
#include <optional>
#include <vector>

namespace retort::python {

/// An integer of any size, for the few programs whose numbers leave 64 bits. Division and shifts round towards minus infinity, as
/// Python's do. It sets no limit itself: callers check `bitLength` before an operation that could explode.
class BigInt
{
public:
    BigInt() = default;
    BigInt(qint64 value);

    /// `digits`: an optional sign and ASCII digits or letters valid in `base` (2 to 36), nothing else.
    [[nodiscard]] static std::optional<BigInt> parse(QStringView digits, int base = 10);
    /// The integral part of a finite double.
    [[nodiscard]] static BigInt fromDouble(double value);

    [[nodiscard]] bool isNegative() const { return m_negative; }
    [[nodiscard]] bool isZero() const { return m_limbs.empty(); }
    [[nodiscard]] qsizetype bitLength() const;
    [[nodiscard]] std::optional<qint64> toInt64() const;
    /// Infinite when out of a double's range.
    [[nodiscard]] double toDouble() const;
    [[nodiscard]] QString text(int base = 10) const;

    [[nodiscard]] BigInt negated() const;
    [[nodiscard]] BigInt plus(const BigInt &other) const;
    [[nodiscard]] BigInt minus(const BigInt &other) const;
    [[nodiscard]] BigInt times(const BigInt &other) const;
    /// Only for a divisor other than zero.
    void divide(const BigInt &divisor, BigInt &quotient, BigInt &remainder) const;
    [[nodiscard]] BigInt shiftedLeft(qsizetype bits) const;
    [[nodiscard]] BigInt shiftedRight(qsizetype bits) const;

    enum class Bitwise { And, Or, Xor };
    [[nodiscard]] BigInt bitwise(Bitwise operation, const BigInt &other) const;

    [[nodiscard]] std::strong_ordering compare(const BigInt &other) const;
    bool operator==(const BigInt &) const = default;

private:
    using Limbs = std::vector<quint32>;
    static std::strong_ordering compareMagnitude(const Limbs &a, const Limbs &b);
    static Limbs addMagnitude(const Limbs &a, const Limbs &b);
    static Limbs subtractMagnitude(const Limbs &larger, const Limbs &smaller);
    static quint32 divideSmall(Limbs &limbs, quint32 divisor);
    [[nodiscard]] Limbs twosComplement(size_t size) const;
    void normalize();

    Limbs m_limbs; // least significant first, no leading zeros
    bool m_negative = false;
};

} // namespace retort::python
