#pragma once

#include "database/databaseurl.h"

#include <QList>
#include <QString>

#include <cstdint>

namespace retort {

/// One word, name, string or sign of a definition that a database keeps as SQL text.
struct SqlToken {
    enum class Kind : std::uint8_t {
        Word,       ///< a keyword, an unquoted name or a number
        Identifier, ///< a quoted name; `text` is without its quotes
        String,     ///< a quoted string; `text` is its value
        Sign,       ///< one character
    };
    Kind kind = Kind::Sign;
    QString text;
    /// Its place in the SQL text, quotes included.
    qsizetype begin = 0;
    qsizetype end = 0;

    [[nodiscard]] bool isWord(QLatin1StringView word) const { return kind == Kind::Word && text.compare(word, Qt::CaseInsensitive) == 0; }
    [[nodiscard]] bool isSign(QChar sign) const { return kind == Kind::Sign && text.at(0) == sign; }
};

/// The tokens of `sql` as `kind` of database reads it; comments and blanks are left out.
[[nodiscard]] QList<SqlToken> sqlTokens(const QString &sql, DatabaseKind kind);

/// Walks over tokens. Past the end every question is answered with no.
class SqlTokenReader
{
public:
    SqlTokenReader(const QString &sql, DatabaseKind kind) : m_sql(sql), m_tokens(sqlTokens(sql, kind)) {}

    [[nodiscard]] bool atEnd() const { return m_position >= m_tokens.size(); }
    [[nodiscard]] const SqlToken &current() const { return m_tokens.at(m_position); }
    [[nodiscard]] bool isWord(QLatin1StringView word, qsizetype ahead = 0) const
    {
        return m_position + ahead < m_tokens.size() && m_tokens.at(m_position + ahead).isWord(word);
    }
    [[nodiscard]] bool isSign(QChar sign, qsizetype ahead = 0) const
    {
        return m_position + ahead < m_tokens.size() && m_tokens.at(m_position + ahead).isSign(sign);
    }
    void skip() { ++m_position; }
    [[nodiscard]] bool takeWord(QLatin1StringView word);
    /// Both words or none.
    [[nodiscard]] bool takeWords(QLatin1StringView first, QLatin1StringView second);
    [[nodiscard]] bool takeSign(QChar sign);
    /// The text of the current token; empty at the end.
    [[nodiscard]] QString takeText();
    /// From "(" to its ")": the text between them as written, ends trimmed. Empty when there is no "(".
    [[nodiscard]] QString takeParenthesised();
    /// From "(" to its ")": the text of each of its parts between commas.
    [[nodiscard]] QStringList takeList();
    /// From "(" to its ")": the first name of each of its parts between commas.
    [[nodiscard]] QStringList takeNames();
    /// Everything from the current token to the end of the text, ends trimmed.
    [[nodiscard]] QString rest() const;

private:
    /// The position of the ")" that belongs to the "(" at `open`, or the number of tokens.
    [[nodiscard]] qsizetype closing(qsizetype open) const;
    /// The first position at or after `from` and before `close` that is a comma outside of parentheses, else `close`.
    [[nodiscard]] qsizetype comma(qsizetype from, qsizetype close) const;

    QString m_sql;
    QList<SqlToken> m_tokens;
    qsizetype m_position = 0;
};

} // namespace retort
