#pragma once

#include "schema/sqltype.h"

#include <QString>

#include <optional>

namespace retort::test {

/// Reads a type as the recorded data writes it ("sa.String(50, collation='x').with_variant(mysql.TEXT(), 'mysql')"): names,
/// literals, nested types, nothing else. Empty when the text has another shape.
class TypeExpression
{
public:
    explicit TypeExpression(const QString &text) : m_text(text) {}

    [[nodiscard]] std::optional<SqlType> read();

private:
    [[nodiscard]] std::optional<SqlType> type();
    [[nodiscard]] bool argument(SqlType &type, int position);
    [[nodiscard]] std::optional<Literal> literal();
    [[nodiscard]] QString identifier();
    [[nodiscard]] QString string();
    [[nodiscard]] bool take(QChar c);
    [[nodiscard]] static QString parameter(const SqlType &type, int position);

    QString m_text;
    qsizetype m_position = 0;
};

} // namespace retort::test
