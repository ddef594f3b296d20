#pragma once

#include <QString>
#include <QStringList>

namespace retort {

/// Splits a script at the semicolons that end statements: not those in quotes, comments, PostgreSQL's dollar quotes and BEGIN
/// ATOMIC bodies, or the BEGIN ... END of a trigger or routine. SQL Server's GO and Oracle's / on a line of their own end a
/// statement, too.
class StatementSplitter
{
public:
    explicit StatementSplitter(QString dialect) : m_dialect(std::move(dialect)) {}

    /// The statements with their text as written, ends trimmed, without terminator; pieces of nothing but comments are left out.
    [[nodiscard]] QStringList split(const QString &sql);

private:
    void step();
    void finish();
    void word();
    [[nodiscard]] bool skipQuoted();
    [[nodiscard]] bool skipComment();
    [[nodiscard]] bool skipDollarQuote();
    [[nodiscard]] bool separatorLine();
    void skipUntil(QChar quote, bool backslash);
    [[nodiscard]] QChar at(qsizetype position) const { return position < m_sql.size() ? m_sql.at(position) : QChar(); }

    QString m_dialect;
    QString m_sql;
    QStringList m_statements;
    qsizetype m_position = 0;
    qsizetype m_start = 0;
    bool m_hasContent = false;
    /// The first words of the statement, upper case: they tell whether it can have a body.
    QStringList m_head;
    bool m_routine = false;
    int m_bodyDepth = 0;
    int m_caseDepth = 0;
};

} // namespace retort
