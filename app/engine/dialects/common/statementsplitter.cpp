#include "dialects/common/statementsplitter.h"

namespace retort {

using namespace Qt::StringLiterals;

QStringList StatementSplitter::split(const QString &sql)
{
    m_sql = sql;
    m_statements.clear();
    m_position = m_start = 0;
    finish();
    while (m_position < m_sql.size())
        step();
    finish();
    return std::exchange(m_statements, {});
}

void StatementSplitter::finish()
{
    if (m_hasContent)
        m_statements.append(m_sql.mid(m_start, m_position - m_start).trimmed());
    m_hasContent = false;
    m_head.clear();
    m_routine = false;
    m_bodyDepth = m_caseDepth = 0;
}

void StatementSplitter::step()
{
    if (separatorLine() || skipComment())
        return;
    const QChar c = at(m_position);
    if (c == u';' && m_bodyDepth == 0) {
        finish();
        m_start = ++m_position;
        return;
    }
    if (c.isSpace()) {
        ++m_position;
        return;
    }
    m_hasContent = true;
    if (skipQuoted() || skipDollarQuote())
        return;
    if (c.isLetter() || c == u'_')
        word();
    else
        ++m_position;
}

void StatementSplitter::word()
{
    const qsizetype begin = m_position;
    while (at(m_position).isLetterOrNumber() || at(m_position) == u'_' || at(m_position) == u'$')
        ++m_position;
    const QString upper = m_sql.mid(begin, m_position - begin).toUpper();
    if (m_head.size() < 8) {
        m_head.append(upper);
        if (m_head.front() == "CREATE"_L1 || m_head.front() == "ALTER"_L1)
            m_routine = m_routine || upper == "TRIGGER"_L1 || upper == "PROCEDURE"_L1 || upper == "FUNCTION"_L1 || upper == "PACKAGE"_L1;
        else if (m_head.size() == 1 && m_dialect == "oracle"_L1 && (upper == "BEGIN"_L1 || upper == "DECLARE"_L1))
            m_routine = true;
    }
    if (!m_routine)
        return;
    if (upper == "CASE"_L1) {
        ++m_caseDepth;
    } else if (upper == "BEGIN"_L1) {
        ++m_bodyDepth;
    } else if (upper == "END"_L1) {
        qsizetype next = m_position;
        while (at(next).isSpace())
            ++next;
        const QString following = m_sql.mid(next, 5).toUpper();
        const bool control = following.startsWith("IF"_L1) || following.startsWith("LOOP"_L1) || following.startsWith("WHILE"_L1)
            || following.startsWith("REPEA"_L1);
        if (m_caseDepth > 0 && following.startsWith("CASE"_L1))
            m_position = next + 4;
        if (m_caseDepth > 0)
            --m_caseDepth;
        else if (m_bodyDepth > 0 && !control)
            --m_bodyDepth;
    }
}

void StatementSplitter::skipUntil(QChar quote, bool backslash)
{
    ++m_position;
    while (m_position < m_sql.size()) {
        const QChar c = at(m_position++);
        if ((c == u'\\' && backslash) || (c == quote && at(m_position) == quote))
            ++m_position;
        else if (c == quote)
            return;
    }
    m_position = m_sql.size();
}

bool StatementSplitter::skipQuoted()
{
    const QChar c = at(m_position);
    const bool mysql = m_dialect == "mysql"_L1 || m_dialect == "mariadb"_L1;
    if (c == u'\'') {
        const bool escapes = m_dialect == "postgresql"_L1 && m_position > 0 && at(m_position - 1).toUpper() == u'E'
            && (m_position == 1 || !(at(m_position - 2).isLetterOrNumber() || at(m_position - 2) == u'_'));
        skipUntil(c, mysql || escapes);
    } else if (c == u'"') {
        skipUntil(c, mysql);
    } else if (c == u'`' && (mysql || m_dialect == "sqlite"_L1)) {
        skipUntil(c, false);
    } else if (c == u'[' && (m_dialect == "mssql"_L1 || m_dialect == "sqlite"_L1)) {
        skipUntil(u']', false);
    } else if (m_dialect == "postgresql"_L1 && c.toUpper() == u'E' && at(m_position + 1) == u'\''
               && (m_position == 0 || !at(m_position - 1).isLetterOrNumber())) {
        ++m_position;
        skipUntil(u'\'', true);
    } else {
        return false;
    }
    return true;
}

bool StatementSplitter::skipComment()
{
    const bool mysql = m_dialect == "mysql"_L1 || m_dialect == "mariadb"_L1;
    const QChar c = at(m_position);
    const bool dashes =
        c == u'-' && at(m_position + 1) == u'-' && (!mysql || m_position + 2 >= m_sql.size() || at(m_position + 2).isSpace());
    if (dashes || (mysql && c == u'#')) {
        const qsizetype end = m_sql.indexOf(u'\n', m_position);
        m_position = end < 0 ? m_sql.size() : end + 1;
        return true;
    }
    if (c != u'/' || at(m_position + 1) != u'*')
        return false;
    // MySQL runs what is in /*! ... */, so that is content.
    m_hasContent = m_hasContent || (mysql && at(m_position + 2) == u'!');
    const bool nests = m_dialect == "postgresql"_L1 || m_dialect == "mssql"_L1;
    int depth = 1;
    m_position += 2;
    while (m_position < m_sql.size() && depth > 0) {
        if (at(m_position) == u'*' && at(m_position + 1) == u'/') {
            --depth;
            ++m_position;
        } else if (nests && at(m_position) == u'/' && at(m_position + 1) == u'*') {
            ++depth;
            ++m_position;
        }
        ++m_position;
    }
    m_position = qMin(m_position, m_sql.size());
    return true;
}

bool StatementSplitter::skipDollarQuote()
{
    if (m_dialect != "postgresql"_L1 || at(m_position) != u'$')
        return false;
    if (m_position > 0 && (at(m_position - 1).isLetterOrNumber() || at(m_position - 1) == u'_'))
        return false;
    qsizetype end = m_position + 1;
    while (at(end).isLetter() || at(end) == u'_' || (end > m_position + 1 && at(end).isDigit()))
        ++end;
    if (at(end) != u'$')
        return false;
    const QString tag = m_sql.mid(m_position, end + 1 - m_position);
    const qsizetype close = m_sql.indexOf(tag, end + 1);
    m_position = close < 0 ? m_sql.size() : close + tag.size();
    return true;
}

bool StatementSplitter::separatorLine()
{
    const QString separator = m_dialect == "mssql"_L1 ? u"GO"_s : m_dialect == "oracle"_L1 ? u"/"_s : QString();
    if (separator.isEmpty() || (m_position > 0 && at(m_position - 1) != u'\n'))
        return false;
    qsizetype end = m_sql.indexOf(u'\n', m_position);
    end = end < 0 ? m_sql.size() : end;
    if (QStringView(m_sql).mid(m_position, end - m_position).trimmed().compare(separator, Qt::CaseInsensitive) != 0)
        return false;
    finish();
    m_position = m_start = qMin(end + 1, m_sql.size());
    return true;
}

} // namespace retort
