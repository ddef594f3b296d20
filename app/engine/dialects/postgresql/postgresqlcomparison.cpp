#include "dialects/common/typeaffinity.h"
#include "dialects/postgresql/postgresqldialect.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// A default as far as its value can be told without the database.
struct DefaultValue {
    enum class Kind : std::uint8_t { Null, Number, String, Boolean, Now, Expression };
    Kind kind = Kind::Expression;
    QString text;
};

using Kind = DefaultValue::Kind;

bool isEnclosed(const QString &sql)
{
    if (!sql.startsWith(u'(') || !sql.endsWith(u')') || sql.contains(u'\''))
        return false;
    int depth = 0;
    for (qsizetype i = 0; i < sql.size(); ++i) {
        depth += sql.at(i) == u'(' ? 1 : sql.at(i) == u')' ? -1 : 0;
        if (depth == 0 && i + 1 < sql.size())
            return false;
    }
    return true;
}

/// Without blanks, casts and case outside of quotes.
QString expressionText(const QString &sql)
{
    static const QRegularExpression cast(
        u"^::(?:\"\\w+\"|\\w+)(?: varying| precision| with(?:out)? time zone)?(?:\\(\\d+(?:,\\d+)?\\))?(?:\\[\\])?"_s);
    QString result;
    bool quoted = false;
    for (qsizetype i = 0; i < sql.size(); ++i) {
        const QChar c = sql.at(i);
        quoted = c == u'\'' ? !quoted : quoted;
        const QRegularExpressionMatch match = quoted ? QRegularExpressionMatch() : cast.match(QStringView(sql).mid(i));
        if (match.hasMatch())
            i += match.capturedLength() - 1;
        else if (quoted || !c.isSpace())
            result += quoted ? c : c.toLower();
    }
    return result;
}

DefaultValue valueOf(QString sql)
{
    static const QRegularExpression number(u"^[+-]?\\d+(?:\\.\\d+)?$"_s);
    static const QRegularExpression string(u"^'((?:[^'\\\\]|'')*)'$"_s);
    sql = sql.trimmed();
    while (isEnclosed(sql))
        sql = sql.mid(1, sql.size() - 2).trimmed();
    const QString text = expressionText(sql);
    if (text == "null"_L1)
        return {Kind::Null, {}};
    if (text == "true"_L1 || text == "false"_L1)
        return {Kind::Boolean, text};
    if (text == "now()"_L1 || text == "current_timestamp"_L1)
        return {Kind::Now, {}};
    if (number.match(text).hasMatch())
        return {Kind::Number, text};
    if (const QRegularExpressionMatch match = string.match(text); match.hasMatch())
        return {Kind::String, match.captured(1).replace("''"_L1, "'"_L1)};
    return {Kind::Expression, text};
}

std::optional<QString> numberText(const QString &text)
{
    static const QRegularExpression number(u"^\\s*\\+?(-?)0*(\\d+?)(?:\\.(\\d*?)0*)?\\s*$"_s);
    const QRegularExpressionMatch match = number.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QString digits = match.captured(3).isEmpty() ? match.captured(2) : QString(match.captured(2) + u'.' + match.captured(3));
    return digits == "0"_L1 ? digits : QString(match.captured(1) + digits);
}

/// The words of PostgreSQL's boolean input.
std::optional<QString> booleanText(const QString &text)
{
    const QString word = text.trimmed().toLower();
    if (QStringList{u"true"_s, u"t"_s, u"yes"_s, u"y"_s, u"on"_s, u"1"_s}.contains(word))
        return u"true"_s;
    if (QStringList{u"false"_s, u"f"_s, u"no"_s, u"n"_s, u"off"_s, u"0"_s}.contains(word))
        return u"false"_s;
    return std::nullopt;
}

std::optional<QString> momentText(const QString &text)
{
    static const QRegularExpression moment(u"^(\\d{4}-\\d\\d-\\d\\d)(?: (\\d\\d:\\d\\d:\\d\\d))?$"_s);
    const QRegularExpressionMatch match = moment.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return QString(match.captured(1) + u' ' + (match.captured(2).isEmpty() ? u"00:00:00"_s : match.captured(2)));
}

std::optional<QString> documentText(const QString &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8());
    return document.isNull() ? std::nullopt : std::optional(QString::fromUtf8(document.toJson(QJsonDocument::Compact)));
}

/// A constant in the one spelling it has in a column of that family; nothing where it is none that we know.
std::optional<QString> constantText(const DefaultValue &value, TypeAffinity affinity)
{
    const bool isString = value.kind == Kind::String;
    switch (affinity) {
    case TypeAffinity::Integer:
    case TypeAffinity::Numeric: return isString || value.kind == Kind::Number ? numberText(value.text) : std::nullopt;
    case TypeAffinity::Boolean: return isString || value.kind == Kind::Boolean ? booleanText(value.text) : std::nullopt;
    case TypeAffinity::String: return isString ? std::optional(value.text) : std::nullopt;
    case TypeAffinity::Date: {
        const std::optional<QString> moment = isString ? momentText(value.text) : std::nullopt;
        return moment ? std::optional(moment->left(10)) : std::nullopt;
    }
    case TypeAffinity::DateTime: return isString ? momentText(value.text) : std::nullopt;
    case TypeAffinity::Json: return isString ? documentText(value.text) : std::nullopt;
    default: return std::nullopt;
    }
}

} // namespace

/// Alembic sends SELECT <default there> = <default declared> (PostgresqlImpl.compare_server_default). Here the two are brought to a normal
/// form; what differs then is a difference only where both are constants.
std::optional<bool> PostgresqlDialect::sameDefaultTexts(const DefaultTexts &texts, const Column &inDatabase, const Column &) const
{
    if (texts.inDatabase == texts.declared)
        return true;
    const TypeAffinity affinity = typeAffinity(inDatabase.type, name());
    const DefaultValue there = valueOf(texts.inDatabase);
    DefaultValue wanted = valueOf(texts.declared);
    if (texts.isString && affinity != TypeAffinity::Numeric) {
        static const QRegularExpression endQuotes(u"^'|'$"_s);
        wanted = {Kind::String, QString(texts.declared).remove(endQuotes)};
    }
    if (there.kind == wanted.kind && there.text == wanted.text)
        return true;
    if (there.kind == Kind::Null || wanted.kind == Kind::Null)
        return false;
    const std::optional<QString> thereConstant = constantText(there, affinity);
    const std::optional<QString> wantedConstant = constantText(wanted, affinity);
    if (thereConstant && wantedConstant)
        return *thereConstant == *wantedConstant;
    if ((thereConstant && wanted.kind == Kind::Now) || (wantedConstant && there.kind == Kind::Now))
        return false;
    return std::nullopt;
}

/// A call of nextval() would take a number from the sequence.
QString PostgresqlDialect::questionOf(const DefaultTexts &texts, const Column &inDatabase) const
{
    if (texts.inDatabase.contains("nextval"_L1) || texts.declared.contains("nextval"_L1))
        return {};
    QString declared = texts.declared;
    if (texts.isString && typeAffinity(inDatabase.type, name()) != TypeAffinity::Numeric) {
        static const QRegularExpression endQuotes(u"^'|'$"_s);
        declared = u'\'' % declared.remove(endQuotes).replace(u"'"_s, u"''"_s) % u'\'';
    }
    return u"SELECT "_s % texts.inDatabase % u" = "_s % declared;
}

} // namespace retort
