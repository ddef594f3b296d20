#include "dialects/common/literalrenderer.h"

#include "dialects/common/compilation.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace retort {

using namespace Qt::StringLiterals;

QString LiteralRenderer::string(const QString &text) const
{
    QString escaped = text;
    escaped.replace(u'\'', "''"_L1);
    if (m_compilation.profile.backslashEscapes)
        escaped.replace(u'\\', "\\\\"_L1);
    return u'\'' % escaped % u'\'';
}

QString LiteralRenderer::typedString(const QString &text, const std::optional<SqlType> &) const
{
    return string(text);
}

QString LiteralRenderer::boolean(bool value) const
{
    if (m_compilation.profile.booleanWords)
        return value ? u"true"_s : u"false"_s;
    return value ? u"1"_s : u"0"_s;
}

QString LiteralRenderer::dateTime(const QString &text) const
{
    return string(text);
}

QString LiteralRenderer::date(const QString &text) const
{
    return string(text);
}

QString LiteralRenderer::time(const QString &text) const
{
    return string(text);
}

QString LiteralRenderer::uuid(const QString &text, bool) const
{
    return string(QString(text).remove(u'-'));
}

QString LiteralRenderer::array(const Literal &literal, const std::optional<SqlType> &itemType)
{
    if (literal.kind != Literal::Kind::Array)
        return m_compilation.notUnderstood(u"a value of an array column"_s);
    QStringList items;
    for (const Literal &item : literal.items)
        items.append(item.kind == Literal::Kind::Array ? array(item, itemType) : render(item, itemType));
    return "ARRAY["_L1 % items.join(", "_L1) % u']';
}

/// A value of a JSON column as the document that json.dumps() makes of it.
QString LiteralRenderer::json(const Literal &literal) const
{
    switch (literal.kind) {
    case Literal::Kind::Json:
    case Literal::Kind::Boolean:
    case Literal::Kind::Integer:
    case Literal::Kind::Float: return string(literal.text);
    case Literal::Kind::String: {
        const QByteArray list = QJsonDocument(QJsonArray{literal.text}).toJson(QJsonDocument::Compact);
        return string(QString::fromUtf8(list.mid(1, list.size() - 2)));
    }
    default: return m_compilation.notUnderstood(u"a value of a JSON column"_s);
    }
}

QString LiteralRenderer::unavailable(const Literal &literal, const SqlType &type)
{
    // A live connection sends the value as a parameter, whatever its type; only a script needs a literal form.
    if (!m_compilation.mode.offline)
        return typeAffinity(type, m_compilation.profile.name) == TypeAffinity::Json ? json(literal) : byKind(literal, std::nullopt);
    const QString name = type.isNull() ? u"NULL"_s : typeBaseName(type);
    return m_compilation.compileError(
        u"No literal value renderer is available for literal value \"%1\" with datatype %2"_s.arg(literal.text, name));
}

QString LiteralRenderer::number(const Literal &literal, TypeAffinity affinity)
{
    // Integer's processor is str(int(value)); Numeric's is str(value).
    if (literal.kind == Literal::Kind::Boolean)
        return affinity == TypeAffinity::Integer ? (literal.text == "true"_L1 ? u"1"_s : u"0"_s)
                                                 : (literal.text == "true"_L1 ? u"True"_s : u"False"_s);
    if (literal.kind == Literal::Kind::Integer || affinity == TypeAffinity::Numeric)
        return literal.text;
    bool whole = false;
    const qlonglong value = literal.text.trimmed().toLongLong(&whole);
    if (whole)
        return QString::number(value);
    if (literal.kind == Literal::Kind::Enumeration)
        return m_compilation.notUnderstood(u"an enumeration member as a number"_s);
    bool real = false;
    const double truncated = literal.text.toDouble(&real);
    if (real && literal.kind != Literal::Kind::String && qAbs(truncated) < 1e15)
        return QString::number(static_cast<qlonglong>(truncated));
    return m_compilation.fail(u"python.ValueError"_s, u"invalid literal for int() with base 10: '%1'"_s.arg(literal.text));
}

QString LiteralRenderer::byKind(const Literal &literal, const std::optional<SqlType> &type)
{
    switch (literal.kind) {
    case Literal::Kind::Null: return u"NULL"_s;
    case Literal::Kind::Boolean: return boolean(literal.text == "true"_L1);
    case Literal::Kind::Integer:
    case Literal::Kind::Float:
    case Literal::Kind::Decimal: return literal.text;
    case Literal::Kind::String:
    case Literal::Kind::Enumeration: return typedString(literal.text, type);
    case Literal::Kind::Bytes: return string(QString::fromUtf8(QByteArray::fromHex(literal.text.toLatin1())));
    case Literal::Kind::Date: return date(literal.text);
    case Literal::Kind::Time: return time(literal.text);
    case Literal::Kind::DateTime: return dateTime(literal.text);
    case Literal::Kind::Uuid: return uuid(literal.text, true);
    case Literal::Kind::Array: return array(literal, std::nullopt);
    case Literal::Kind::Json:
        if (!m_compilation.mode.offline)
            return string(literal.text);
        break;
    case Literal::Kind::Interval: return m_compilation.notUnderstood(u"an interval value"_s);
    }
    return unavailable(literal, SqlType());
}

QString LiteralRenderer::render(const Literal &literal, const std::optional<SqlType> &type)
{
    if (literal.kind == Literal::Kind::Null) {
        const bool jsonNull = !m_compilation.mode.offline && type && typeAffinity(*type, m_compilation.profile.name) == TypeAffinity::Json
            && !effectiveType(*type, m_compilation.profile.name).flag(u"none_as_null"_s);
        return jsonNull ? u"'null'"_s : u"NULL"_s;
    }
    if (m_depth > 32)
        return m_compilation.compileError(u"array is nested too deeply"_s);
    if (!type)
        return byKind(literal, type);
    const QString &dialect = m_compilation.profile.name;
    const SqlType &effective = effectiveType(*type, dialect);
    const bool text = literal.kind == Literal::Kind::String || literal.kind == Literal::Kind::Enumeration;
    switch (typeAffinity(effective, dialect)) {
    case TypeAffinity::Integer: return number(literal, TypeAffinity::Integer);
    case TypeAffinity::Numeric: return number(literal, TypeAffinity::Numeric);
    case TypeAffinity::String: return text ? typedString(literal.text, effective) : byKind(literal, effective);
    case TypeAffinity::Boolean:
        return literal.kind == Literal::Kind::Integer ? boolean(literal.text != "0"_L1) : byKind(literal, effective);
    case TypeAffinity::Uuid:
        return text || literal.kind == Literal::Kind::Uuid ? uuid(literal.text, effective.flag(u"native_uuid"_s, true))
                                                           : byKind(literal, effective);
    case TypeAffinity::Array: {
        ++m_depth;
        const QString rendered =
            array(literal, effective.children.empty() ? std::nullopt : std::optional<SqlType>(effective.children.front()));
        --m_depth;
        return rendered;
    }
    case TypeAffinity::Null:
    case TypeAffinity::Json:
    case TypeAffinity::Interval: return unavailable(literal, effective);
    case TypeAffinity::Date:
    case TypeAffinity::Time:
    case TypeAffinity::DateTime:
        // SQLAlchemy calls isoformat(): a str has none.
        if (text && m_compilation.mode.offline)
            return m_compilation.fail(u"python.AttributeError"_s, u"'str' object has no attribute 'isoformat'"_s);
        return byKind(literal, effective);
    case TypeAffinity::Binary: return byKind(literal, effective);
    case TypeAffinity::Other: break;
    }
    return text ? unavailable(literal, effective) : byKind(literal, effective);
}

} // namespace retort
