#include "operations/sqleffect.h"

#include <QSet>
#include <QStringList>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

struct Token {
    QString text; ///< as written; identifiers without their quotes
    bool quoted = false;

    [[nodiscard]] bool is(QLatin1StringView word) const { return !quoted && text.compare(word, Qt::CaseInsensitive) == 0; }
};

/// Cuts SQL into statements of tokens, which is all that telling its effect needs: strings and comments are skipped, a dollar-quoted body
/// too.
class Scanner
{
public:
    explicit Scanner(const QString &sql) : m_sql(sql) {}

    QList<QList<Token>> statements()
    {
        QList<QList<Token>> all;
        QList<Token> current;
        while (m_at < m_sql.size()) {
            if (skipBlankOrComment())
                continue;
            const QChar c = m_sql[m_at];
            if (c == u';') {
                ++m_at;
                if (!current.isEmpty())
                    all.append(std::exchange(current, {}));
            } else if (c == u'\'') {
                skipQuoted(u'\'');
                current.append({u"'"_s, true});
            } else if (c == u'"' || c == u'`') {
                current.append({skipQuoted(c), true});
            } else if (c == u'[') {
                current.append({skipQuoted(u']'), true});
            } else if (c == u'$' && skipDollarQuoted()) {
                current.append({u"$"_s, true});
            } else {
                current.append({word(), false});
            }
        }
        if (!current.isEmpty())
            all.append(current);
        return all;
    }

private:
    bool skipBlankOrComment()
    {
        const QChar c = m_sql[m_at];
        if (c.isSpace()) {
            ++m_at;
            return true;
        }
        const QStringView rest = QStringView(m_sql).mid(m_at);
        if (rest.startsWith(u"--"_s)) {
            const qsizetype end = m_sql.indexOf(u'\n', m_at);
            m_at = end < 0 ? m_sql.size() : end + 1;
            return true;
        }
        if (rest.startsWith(u"/*"_s)) {
            const qsizetype end = m_sql.indexOf(u"*/"_s, m_at + 2);
            m_at = end < 0 ? m_sql.size() : end + 2;
            return true;
        }
        return false;
    }

    QString skipQuoted(QChar closing)
    {
        QString text;
        ++m_at;
        while (m_at < m_sql.size()) {
            if (m_sql[m_at] == closing) {
                if (m_at + 1 < m_sql.size() && m_sql[m_at + 1] == closing) {
                    text += closing;
                    m_at += 2;
                    continue;
                }
                ++m_at;
                break;
            }
            text += m_sql[m_at++];
        }
        return text;
    }

    bool skipDollarQuoted()
    {
        const qsizetype tagEnd = m_sql.indexOf(u'$', m_at + 1);
        if (tagEnd < 0)
            return false;
        const QString tag = m_sql.mid(m_at, tagEnd - m_at + 1);
        for (const QChar c : QStringView(tag).mid(1, tag.size() - 2)) {
            if (!c.isLetterOrNumber() && c != u'_')
                return false;
        }
        const qsizetype end = m_sql.indexOf(tag, tagEnd + 1);
        m_at = end < 0 ? m_sql.size() : end + tag.size();
        return true;
    }

    QString word()
    {
        const auto isWordCharacter = [](QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'$'; };
        const qsizetype start = m_at;
        if (!isWordCharacter(m_sql[m_at]))
            return m_sql.mid(m_at++, 1);
        while (m_at < m_sql.size() && isWordCharacter(m_sql[m_at]))
            ++m_at;
        return m_sql.mid(start, m_at - start);
    }

    const QString &m_sql;
    qsizetype m_at = 0;
};

/// Reads the words of one statement from left to right.
class Reader
{
public:
    explicit Reader(const QList<Token> &tokens) : m_tokens(tokens) {}

    bool take(QLatin1StringView word)
    {
        if (m_at < m_tokens.size() && m_tokens[m_at].is(word)) {
            ++m_at;
            return true;
        }
        return false;
    }
    bool takeAny(std::initializer_list<QLatin1StringView> words)
    {
        for (const QLatin1StringView word : words) {
            if (take(word))
                return true;
        }
        return false;
    }
    void skipIfExists()
    {
        if (take("IF"_L1)) {
            take("NOT"_L1);
            take("EXISTS"_L1);
        }
    }
    QualifiedName name()
    {
        if (m_at >= m_tokens.size())
            return {};
        QualifiedName found(m_tokens[m_at++].text);
        while (m_at + 1 < m_tokens.size() && m_tokens[m_at].is("."_L1)) {
            found.schema = found.name;
            found.name = m_tokens[m_at + 1].text;
            m_at += 2;
        }
        return found;
    }
    bool skipTo(QLatin1StringView word)
    {
        while (m_at < m_tokens.size()) {
            if (m_tokens[m_at++].is(word))
                return true;
        }
        return false;
    }
    [[nodiscard]] bool contains(QLatin1StringView symbol) const
    {
        for (const Token &token : m_tokens) {
            if (token.is(symbol))
                return true;
        }
        return false;
    }

private:
    const QList<Token> &m_tokens;
    qsizetype m_at = 0;
};

SqlEffect effectOfCreate(Reader &reader)
{
    using Kind = SqlEffect::Kind;
    if (reader.take("OR"_L1))
        reader.take("REPLACE"_L1);
    while (reader.takeAny({"TEMPORARY"_L1, "TEMP"_L1, "UNLOGGED"_L1, "GLOBAL"_L1, "LOCAL"_L1, "UNIQUE"_L1, "MATERIALIZED"_L1,
                           "RECURSIVE"_L1, "FULLTEXT"_L1, "SPATIAL"_L1})) {}
    if (reader.take("TABLE"_L1)) {
        reader.skipIfExists();
        return {Kind::CreateTable, reader.name(), {}};
    }
    if (reader.take("VIEW"_L1)) {
        reader.skipIfExists();
        return {Kind::CreateView, reader.name(), {}};
    }
    if (reader.take("INDEX"_L1))
        return reader.skipTo("ON"_L1) ? (reader.take("ONLY"_L1), SqlEffect{Kind::AlterTable, reader.name(), {}}) : SqlEffect{};
    if (reader.takeAny({"FUNCTION"_L1,   "PROCEDURE"_L1,   "TRIGGER"_L1, "TYPE"_L1,   "EXTENSION"_L1,  "SEQUENCE"_L1, "SCHEMA"_L1,
                        "STATISTICS"_L1, "ROLE"_L1,        "USER"_L1,    "DOMAIN"_L1, "AGGREGATE"_L1,  "OPERATOR"_L1, "COLLATION"_L1,
                        "CAST"_L1,       "PUBLICATION"_L1, "EVENT"_L1,   "TEXT"_L1,   "CONSTRAINT"_L1, "POLICY"_L1,   "RULE"_L1})) {
        return {Kind::Data, {}, {}};
    }
    return {};
}

SqlEffect effectOfDrop(Reader &reader)
{
    using Kind = SqlEffect::Kind;
    reader.take("MATERIALIZED"_L1);
    if (reader.take("TABLE"_L1)) {
        reader.skipIfExists();
        // A list of tables names more than one: not read.
        return reader.contains(","_L1) ? SqlEffect{} : SqlEffect{Kind::DropTable, reader.name(), {}};
    }
    if (reader.take("INDEX"_L1)) {
        reader.take("CONCURRENTLY"_L1);
        reader.skipIfExists();
        return reader.contains(","_L1) ? SqlEffect{} : SqlEffect{Kind::DropIndex, reader.name(), {}};
    }
    if (reader.take("VIEW"_L1)) {
        reader.skipIfExists();
        return {Kind::DropView, reader.name(), {}};
    }
    // DROP ... CASCADE of anything else may take columns and tables with it.
    if (!reader.contains("CASCADE"_L1)
        && reader.takeAny({"FUNCTION"_L1, "PROCEDURE"_L1, "TRIGGER"_L1, "TYPE"_L1, "EXTENSION"_L1, "SEQUENCE"_L1, "STATISTICS"_L1,
                           "ROLE"_L1, "USER"_L1, "DOMAIN"_L1, "AGGREGATE"_L1, "OPERATOR"_L1, "COLLATION"_L1, "CAST"_L1, "PUBLICATION"_L1,
                           "EVENT"_L1, "POLICY"_L1, "RULE"_L1})) {
        return {Kind::Data, {}, {}};
    }
    return {};
}

SqlEffect effectOfAlter(Reader &reader)
{
    using Kind = SqlEffect::Kind;
    if (reader.take("TABLE"_L1)) {
        reader.skipIfExists();
        reader.take("ONLY"_L1);
        const QualifiedName table = reader.name();
        if (reader.take("RENAME"_L1) && reader.take("TO"_L1))
            return {Kind::RenameTable, table, reader.name().name};
        return {Kind::AlterTable, table, {}};
    }
    if (reader.takeAny({"TYPE"_L1, "SEQUENCE"_L1, "FUNCTION"_L1, "PROCEDURE"_L1, "EXTENSION"_L1, "ROLE"_L1, "USER"_L1, "DATABASE"_L1,
                        "SYSTEM"_L1, "DEFAULT"_L1, "STATISTICS"_L1, "DOMAIN"_L1, "PUBLICATION"_L1, "TRIGGER"_L1})) {
        return {Kind::Data, {}, {}};
    }
    return {};
}

SqlEffect effectOf(const QList<Token> &tokens)
{
    static const QSet<QString> dataWords{
        u"UPDATE"_s,  u"INSERT"_s,  u"DELETE"_s,   u"SELECT"_s, u"WITH"_s,      u"PRAGMA"_s,  u"SET"_s,     u"RESET"_s,   u"LOCK"_s,
        u"UNLOCK"_s,  u"ANALYZE"_s, u"ANALYSE"_s,  u"VACUUM"_s, u"REINDEX"_s,   u"COMMENT"_s, u"GRANT"_s,   u"REVOKE"_s,  u"TRUNCATE"_s,
        u"BEGIN"_s,   u"COMMIT"_s,  u"ROLLBACK"_s, u"START"_s,  u"SAVEPOINT"_s, u"RELEASE"_s, u"REPLACE"_s, u"MERGE"_s,   u"COPY"_s,
        u"REFRESH"_s, u"CLUSTER"_s, u"NOTIFY"_s,   u"SHOW"_s,   u"USE"_s,       u"VALUES"_s,  u"END"_s,     u"OPTIMIZE"_s};
    Reader reader(tokens);
    if (reader.take("CREATE"_L1))
        return effectOfCreate(reader);
    if (reader.take("DROP"_L1))
        return effectOfDrop(reader);
    if (reader.take("ALTER"_L1))
        return effectOfAlter(reader);
    if (!tokens.first().quoted && dataWords.contains(tokens.first().text.toUpper())) {
        // SELECT ... INTO makes a table on PostgreSQL and SQL Server.
        const bool makesTable = tokens.first().is("SELECT"_L1) && reader.contains("INTO"_L1);
        return makesTable ? SqlEffect{} : SqlEffect{SqlEffect::Kind::Data, {}, {}};
    }
    return {};
}

} // namespace

QList<SqlEffect> effectsOf(const QString &sql)
{
    QList<SqlEffect> effects;
    const QList<QList<Token>> statements = Scanner(sql).statements();
    bool inTriggerBody = false;
    for (const QList<Token> &tokens : statements) {
        if (inTriggerBody) {
            inTriggerBody = !tokens.first().is("END"_L1);
            continue;
        }
        effects.append(effectOf(tokens));
        Reader reader(tokens);
        inTriggerBody = reader.take("CREATE"_L1) && reader.contains("TRIGGER"_L1) && reader.contains("BEGIN"_L1);
    }
    return effects;
}

} // namespace retort
