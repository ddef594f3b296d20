#pragma once

#include <QString>

#include <cstdint>
#include <vector>

namespace retort {

/// A constant as a revision file gives it, independent of any database. `text` is canonical per kind: Boolean "true"/"false", Integer
/// and Decimal plain digits, Float as Python's repr, Date "2020-01-31", Time "01:02:03[.ffffff]", DateTime "2020-01-31 01:02:03[.ffffff]",
/// Uuid 36 characters with dashes, Bytes hexadecimal, Json the document's text, Enumeration the member's name. Array keeps `items`.
struct Literal {
    enum class Kind : std::uint8_t {
        Null,
        Boolean,
        Integer,
        Float,
        Decimal,
        String,
        Bytes,
        Date,
        Time,
        DateTime,
        Interval,
        Uuid,
        Json,
        Array,
        Enumeration
    };
    Kind kind = Kind::Null;
    QString text;
    std::vector<Literal> items;

    [[nodiscard]] static Literal string(const QString &text) { return {Kind::String, text, {}}; }
    /// `digits`: with a sign in front where it is negative.
    [[nodiscard]] static Literal integer(const QString &digits) { return {Kind::Integer, digits, {}}; }
    [[nodiscard]] static Literal boolean(bool value)
    {
        return {Kind::Boolean, value ? QStringLiteral("true") : QStringLiteral("false"), {}};
    }

    bool operator==(const Literal &) const = default;
};

} // namespace retort
