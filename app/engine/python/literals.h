#pragma once

#include <QByteArray>
#include <QString>

#include <string_view>

namespace retort::python {

/// What is between the quotes of a text literal: escapes resolved unless `raw`, line ends made LF. False, with `error` set,
/// when an escape is malformed.
[[nodiscard]] bool decodeText(std::string_view body, bool raw, QString &text, QString &error);

/// The same for a bytes literal.
[[nodiscard]] bool decodeBytes(std::string_view body, bool raw, QByteArray &bytes, QString &error);

/// An integer literal, which the lexer has found well-formed. What does not fit into 64 bits is given as decimal digits.
struct IntegerLiteral {
    qint64 value = 0;
    QByteArray bigDigits;
};
[[nodiscard]] bool decodeInteger(std::string_view literal, IntegerLiteral &result, QString &error);

/// A float literal, or an imaginary one without its 'j'. Too large is infinite, as in Python.
[[nodiscard]] double decodeFloat(std::string_view literal);

} // namespace retort::python
