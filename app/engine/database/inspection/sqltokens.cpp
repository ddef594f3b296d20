#include "database/inspection/sqltokens.h"

namespace retort {

using namespace Qt::StringLiterals;

namespace {

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'$' || c.isSurrogate();
}

/// Where the quoted text that begins at `begin` ends (behind its quote); a doubled quote, and where told a backslash, keeps it open.
qsizetype quotedEnd(const QString &sql, qsizetype begin, QChar close, bool backslashes)
{
    for (qsizetype at = begin + 1; at < sql.size(); ++at) {
        if (backslashes && sql.at(at) == u'\\') {
            ++at;
        } else if (sql.at(at) == close) {
            if (at + 1 >= sql.size() || sql.at(at + 1) != close)
                return at + 1;
            ++at;
        }
    }
    return sql.size();
}

qsizetype commentEnd(const QString &sql, qsizetype begin)
{
    const QStringView rest = QStringView(sql).mid(begin);
    if (rest.startsWith("--"_L1)) {
        const qsizetype end = sql.indexOf(u'\n', begin);
        return end < 0 ? sql.size() : end + 1;
    }
    if (rest.startsWith("/*"_L1)) {
        const qsizetype end = sql.indexOf("*/"_L1, begin + 2);
        return end < 0 ? sql.size() : end + 2;
    }
    return begin;
}

SqlToken quotedToken(const QString &sql, qsizetype begin, DatabaseKind kind)
{
    const QChar open = sql.at(begin);
    const QChar close = open == u'[' ? u']' : open;
    const bool isString = open == u'\'' || (open == u'"' && kind == DatabaseKind::MySql);
    const qsizetype end = quotedEnd(sql, begin, close, isString && kind == DatabaseKind::MySql);
    QString text = sql.mid(begin + 1, qMax<qsizetype>(0, end - begin - 2));
    text.replace(QString(2, close), QString(close));
    return {isString ? SqlToken::Kind::String : SqlToken::Kind::Identifier, text, begin, end};
}

} // namespace

QList<SqlToken> sqlTokens(const QString &sql, DatabaseKind kind)
{
    QList<SqlToken> tokens;
    qsizetype at = 0;
    while (at < sql.size()) {
        const QChar c = sql.at(at);
        if (const qsizetype end = commentEnd(sql, at); end > at) {
            at = end;
        } else if (c.isSpace()) {
            ++at;
        } else if (c == u'\'' || c == u'"' || c == u'`' || (c == u'[' && kind == DatabaseKind::Sqlite)) {
            tokens.append(quotedToken(sql, at, kind));
            at = tokens.last().end;
        } else if (isWordCharacter(c)) {
            const qsizetype begin = at;
            while (at < sql.size() && isWordCharacter(sql.at(at)))
                ++at;
            tokens.append({SqlToken::Kind::Word, sql.mid(begin, at - begin), begin, at});
        } else {
            tokens.append({SqlToken::Kind::Sign, QString(c), at, at + 1});
            ++at;
        }
    }
    return tokens;
}

bool SqlTokenReader::takeWord(QLatin1StringView word)
{
    const bool there = isWord(word);
    m_position += there ? 1 : 0;
    return there;
}

bool SqlTokenReader::takeWords(QLatin1StringView first, QLatin1StringView second)
{
    const bool there = isWord(first) && isWord(second, 1);
    m_position += there ? 2 : 0;
    return there;
}

bool SqlTokenReader::takeSign(QChar sign)
{
    const bool there = isSign(sign);
    m_position += there ? 1 : 0;
    return there;
}

QString SqlTokenReader::takeText()
{
    return atEnd() ? QString() : m_tokens.at(m_position++).text;
}

qsizetype SqlTokenReader::closing(qsizetype open) const
{
    int depth = 0;
    for (qsizetype at = open; at < m_tokens.size(); ++at) {
        if (m_tokens.at(at).isSign(u'('))
            ++depth;
        else if (m_tokens.at(at).isSign(u')') && --depth == 0)
            return at;
    }
    return m_tokens.size();
}

qsizetype SqlTokenReader::comma(qsizetype from, qsizetype close) const
{
    for (qsizetype at = from; at < close; ++at) {
        if (m_tokens.at(at).isSign(u','))
            return at;
        if (m_tokens.at(at).isSign(u'('))
            at = closing(at);
    }
    return close;
}

QString SqlTokenReader::takeParenthesised()
{
    if (!isSign(u'('))
        return {};
    const qsizetype close = closing(m_position);
    const qsizetype begin = current().end;
    const qsizetype end = close < m_tokens.size() ? m_tokens.at(close).begin : m_sql.size();
    m_position = close + 1;
    return m_sql.mid(begin, end - begin).trimmed();
}

QStringList SqlTokenReader::takeList()
{
    QStringList parts;
    if (!isSign(u'('))
        return parts;
    const qsizetype close = closing(m_position);
    for (qsizetype at = m_position + 1; at < close;) {
        const qsizetype end = comma(at, close);
        if (end > at)
            parts.append(m_sql.mid(m_tokens.at(at).begin, m_tokens.at(end - 1).end - m_tokens.at(at).begin));
        at = end + 1;
    }
    m_position = close + 1;
    return parts;
}

QStringList SqlTokenReader::takeNames()
{
    QStringList names;
    if (!isSign(u'('))
        return names;
    const qsizetype close = closing(m_position);
    for (qsizetype at = m_position + 1; at < close; at = comma(at, close) + 1)
        names.append(m_tokens.at(at).text);
    m_position = close + 1;
    return names;
}

QString SqlTokenReader::rest() const
{
    return atEnd() ? QString() : m_sql.mid(current().begin).trimmed();
}

} // namespace retort
