#include "typeexpression.h"

#include <QHash>
#include <QRegularExpression>

namespace retort::test {

using namespace Qt::StringLiterals;

std::optional<SqlType> TypeExpression::read()
{
    std::optional<SqlType> result = type();
    while (result && take(u'.')) {
        if (identifier() != "with_variant"_L1 || !take(u'('))
            return std::nullopt;
        const std::optional<SqlType> variant = type();
        if (!variant)
            return std::nullopt;
        while (take(u','))
            result->variants.push_back({string(), *variant});
        if (!take(u')'))
            return std::nullopt;
    }
    return m_position == m_text.size() ? result : std::nullopt;
}

bool TypeExpression::take(QChar c)
{
    while (m_position < m_text.size() && m_text.at(m_position).isSpace())
        ++m_position;
    if (m_position >= m_text.size() || m_text.at(m_position) != c)
        return false;
    ++m_position;
    while (m_position < m_text.size() && m_text.at(m_position).isSpace())
        ++m_position;
    return true;
}

QString TypeExpression::identifier()
{
    const qsizetype begin = m_position;
    while (m_position < m_text.size() && (m_text.at(m_position).isLetterOrNumber() || m_text.at(m_position) == u'_'))
        ++m_position;
    return m_text.mid(begin, m_position - begin);
}

QString TypeExpression::string()
{
    if (m_position >= m_text.size() || (m_text.at(m_position) != u'\'' && m_text.at(m_position) != u'"'))
        return {};
    const QChar quote = m_text.at(m_position++);
    const qsizetype begin = m_position;
    m_position = m_text.indexOf(quote, begin);
    return m_text.mid(begin, m_position++ - begin);
}

std::optional<SqlType> TypeExpression::type()
{
    SqlType result;
    QStringList parts{identifier()};
    while (m_position < m_text.size() && m_text.at(m_position) == u'.') {
        ++m_position;
        parts.append(identifier());
    }
    parts.removeAll(u"types"_s);
    result.name = parts.front() == "sa"_L1 ? parts.value(1) : parts.join(u'.');
    if (!take(u'('))
        return result;
    int position = 0;
    while (!take(u')')) {
        if (!argument(result, position++))
            return std::nullopt;
        (void)take(u',');
    }
    return result;
}

bool TypeExpression::argument(SqlType &type, int position)
{
    if (m_position >= m_text.size())
        return false;
    QString name = parameter(type, position);
    const qsizetype begin = m_position;
    if (const QString keyword = identifier(); !keyword.isEmpty() && take(u'=')) {
        name = keyword;
    } else {
        m_position = begin;
    }
    static const QRegularExpression package(u"^(?:sa|postgresql|mysql)\\."_s);
    if (package.match(m_text.mid(m_position)).hasMatch()) {
        const std::optional<SqlType> child = this->type();
        if (child && name != "astext_type"_L1 && name != "text_type"_L1)
            type.children.push_back(*child);
        return child.has_value();
    }
    const std::optional<Literal> value = literal();
    if (!value)
        return false;
    if (name == "*"_L1)
        type.values.append(value->text);
    else if (!name.isEmpty())
        type.arguments.insert(name, *value);
    return !name.isEmpty();
}

std::optional<Literal> TypeExpression::literal()
{
    const QChar c = m_text.at(m_position);
    if (c == u'\'' || c == u'"')
        return Literal{Literal::Kind::String, string(), {}};
    const QString word = identifier();
    if (word == "True"_L1 || word == "False"_L1)
        return Literal{Literal::Kind::Boolean, word.toLower(), {}};
    if (word == "None"_L1)
        return Literal{Literal::Kind::Null, {}, {}};
    bool number = false;
    word.toLongLong(&number);
    return number ? std::optional(Literal{Literal::Kind::Integer, word, {}}) : std::nullopt;
}

/// SQLAlchemy's name of a constructor's positional parameter; "*" for the members of an enumeration.
QString TypeExpression::parameter(const SqlType &type, int position)
{
    static const QHash<QString, QStringList> parameters = {
        {u"Numeric"_s, {u"precision"_s, u"scale"_s}},
        {u"NUMERIC"_s, {u"precision"_s, u"scale"_s}},
        {u"DECIMAL"_s, {u"precision"_s, u"scale"_s}},
        {u"NUMBER"_s, {u"precision"_s, u"scale"_s}},
        {u"Float"_s, {u"precision"_s}},
        {u"Double"_s, {u"precision"_s}},
        {u"FLOAT"_s, {u"precision"_s, u"scale"_s}},
        {u"DOUBLE"_s, {u"precision"_s, u"scale"_s}},
        {u"REAL"_s, {u"precision"_s, u"scale"_s}},
        {u"DOUBLE_PRECISION"_s, {u"precision"_s}},
        {u"DATETIME2"_s, {u"precision"_s}},
        {u"DATETIMEOFFSET"_s, {u"precision"_s}},
        {u"DateTime"_s, {u"timezone"_s}},
        {u"TINYINT"_s, {u"display_width"_s}},
        {u"INTEGER"_s, {u"display_width"_s}},
        {u"BIGINT"_s, {u"display_width"_s}},
        {u"YEAR"_s, {u"display_width"_s}},
        {u"DOMAIN"_s, {u"name"_s}},
        {u"LargeBinary"_s, {u"length"_s}},
        {u"TIME"_s, {u"precision"_s}},
        {u"ARRAY"_s, {u"item_type"_s}},
    };
    const QString base = type.name.mid(type.name.lastIndexOf(u'.') + 1);
    if (base == "Enum"_L1 || base == "ENUM"_L1 || base == "SET"_L1)
        return u"*"_s;
    return parameters.value(base, {u"length"_s, u"collation"_s}).value(position, u"item_type"_s);
}

} // namespace retort::test
