#include "database/inspection/sqlitetabletext.h"

#include "database/inspection/sqltokens.h"

namespace retort {

using namespace Qt::StringLiterals;

namespace {

class TableTextReader
{
public:
    explicit TableTextReader(const QString &sql) : m_tokens(sql, DatabaseKind::Sqlite) {}

    SqliteTableText read()
    {
        if (!m_tokens.takeWord("CREATE"_L1))
            return {};
        if (!m_tokens.takeWord("TEMP"_L1))
            (void)m_tokens.takeWord("TEMPORARY"_L1);
        if (!m_tokens.takeWord("TABLE"_L1))
            return {};
        while (!m_tokens.atEnd() && !m_tokens.takeSign(u'('))
            m_tokens.skip();
        do {
            if (startsConstraint())
                constraints({});
            else
                column();
        } while (m_tokens.takeSign(u','));
        if (m_tokens.takeSign(u')'))
            tableOptions();
        return m_text;
    }

private:
    [[nodiscard]] bool startsConstraint() const
    {
        return m_tokens.isWord("CONSTRAINT"_L1) || (m_tokens.isWord("PRIMARY"_L1) && m_tokens.isWord("KEY"_L1, 1))
            || (m_tokens.isWord("UNIQUE"_L1) && m_tokens.isSign(u'(', 1)) || (m_tokens.isWord("CHECK"_L1) && m_tokens.isSign(u'(', 1))
            || (m_tokens.isWord("FOREIGN"_L1) && m_tokens.isWord("KEY"_L1, 1));
    }
    [[nodiscard]] bool endsDefinition() const { return m_tokens.atEnd() || m_tokens.isSign(u',') || m_tokens.isSign(u')'); }

    void column()
    {
        const QString name = m_tokens.takeText();
        if (!name.isEmpty())
            constraints(name);
    }

    /// Reads to the end of one definition. `column` is empty for those of the table; words of a column's type are passed over.
    void constraints(const QString &column)
    {
        Name name;
        while (!endsDefinition()) {
            if (m_tokens.takeWord("CONSTRAINT"_L1)) {
                name = Name(m_tokens.takeText());
                continue;
            }
            if (!constraint(column, name)) {
                if (m_tokens.isSign(u'('))
                    (void)m_tokens.takeParenthesised();
                else
                    m_tokens.skip();
                continue;
            }
            name = {};
        }
    }

    /// Reads one constraint; false when there is none at this place.
    bool constraint(const QString &column, const Name &name)
    {
        if (m_tokens.takeWords("PRIMARY"_L1, "KEY"_L1)) {
            m_text.primaryKeyName = name;
            if (column.isEmpty())
                (void)m_tokens.takeParenthesised();
            else if (!m_tokens.takeWord("ASC"_L1))
                (void)m_tokens.takeWord("DESC"_L1);
            m_text.primaryKeyOptions = conflict();
            if (m_tokens.takeWord("AUTOINCREMENT"_L1))
                m_text.options.values.insert(u"sqlite_autoincrement"_s, Literal::boolean(true));
        } else if (m_tokens.takeWord("UNIQUE"_L1)) {
            UniqueConstraint unique{name, column.isEmpty() ? m_tokens.takeNames() : QStringList{column}, {}, {}, {}};
            unique.options = conflict();
            m_text.uniques.push_back(unique);
        } else if (m_tokens.takeWord("CHECK"_L1)) {
            CheckConstraint check{name, SqlExpression::verbatim(m_tokens.takeParenthesised()), {}, {}, {}};
            check.options = conflict();
            m_text.checks.push_back(check);
        } else if (m_tokens.takeWords("FOREIGN"_L1, "KEY"_L1)) {
            const QStringList columns = m_tokens.takeNames();
            if (m_tokens.takeWord("REFERENCES"_L1))
                foreignKey(name, columns);
        } else if (m_tokens.takeWord("REFERENCES"_L1)) {
            foreignKey(name, {column});
        } else if (m_tokens.takeWord("DEFAULT"_L1)) {
            defaultValue();
        } else if (m_tokens.takeWords("NOT"_L1, "NULL"_L1)) {
            if (const DialectOptions given = conflict(); !given.isEmpty())
                m_text.columnOptions[column].values.insert(u"sqlite_on_conflict_not_null"_s, given.values.first());
        } else if (m_tokens.takeWord("COLLATE"_L1)) {
            m_tokens.skip();
        } else if (m_tokens.isWord("AS"_L1) && m_tokens.isSign(u'(', 1)) {
            m_tokens.skip();
            m_text.generated.insert(column, m_tokens.takeParenthesised());
        } else {
            return false;
        }
        return true;
    }

    void defaultValue()
    {
        if (m_tokens.isSign(u'(')) {
            (void)m_tokens.takeParenthesised();
            return;
        }
        if (!m_tokens.takeSign(u'-'))
            (void)m_tokens.takeSign(u'+');
        m_tokens.skip();
    }

    DialectOptions conflict()
    {
        DialectOptions options;
        if (m_tokens.takeWords("ON"_L1, "CONFLICT"_L1))
            options.values.insert(u"sqlite_on_conflict"_s, Literal::string(m_tokens.takeText().toUpper()));
        return options;
    }

    void foreignKey(const Name &name, const QStringList &columns)
    {
        ForeignKey key;
        key.name = name;
        key.columns = columns;
        key.referredTable = QualifiedName(m_tokens.takeText());
        key.referredColumns = m_tokens.takeNames();
        while (!endsDefinition()) {
            if (m_tokens.takeWords("ON"_L1, "DELETE"_L1)) {
                key.onDelete = action();
            } else if (m_tokens.takeWords("ON"_L1, "UPDATE"_L1)) {
                key.onUpdate = action();
            } else if (m_tokens.takeWord("MATCH"_L1)) {
                key.match = m_tokens.takeText();
            } else if (m_tokens.takeWord("DEFERRABLE"_L1)) {
                key.deferrable = true;
            } else if (m_tokens.takeWords("NOT"_L1, "DEFERRABLE"_L1)) {
                key.deferrable = false;
            } else if (m_tokens.takeWord("INITIALLY"_L1)) {
                key.initially = m_tokens.takeText().toUpper();
            } else {
                break;
            }
        }
        m_text.foreignKeys.push_back(key);
    }

    QString action()
    {
        const QString first = m_tokens.takeText().toUpper();
        const QString words = first == "SET"_L1 || first == "NO"_L1 ? QString(first + u' ' + m_tokens.takeText().toUpper()) : first;
        return words == "NO ACTION"_L1 ? QString() : words;
    }

    void tableOptions()
    {
        for (; !m_tokens.atEnd(); m_tokens.skip()) {
            if (m_tokens.isWord("WITHOUT"_L1) && m_tokens.isWord("ROWID"_L1, 1))
                m_text.options.values.insert(u"sqlite_with_rowid"_s, Literal::boolean(false));
            else if (m_tokens.isWord("STRICT"_L1))
                m_text.options.values.insert(u"sqlite_strict"_s, Literal::boolean(true));
        }
    }

    SqlTokenReader m_tokens;
    SqliteTableText m_text;
};

} // namespace

SqliteTableText SqliteTableText::read(const QString &createTable)
{
    return TableTextReader(createTable).read();
}

SqliteIndexText SqliteIndexText::read(const QString &createIndex)
{
    SqlTokenReader tokens(createIndex, DatabaseKind::Sqlite);
    while (!tokens.atEnd() && !tokens.isSign(u'('))
        tokens.skip();
    SqliteIndexText text;
    text.parts = tokens.takeList();
    if (tokens.takeWord("WHERE"_L1))
        text.where = tokens.rest();
    return text;
}

} // namespace retort
