#include "alembic/hosts/literals.h"

#include "alembic/hosts/namehost.h"
#include "alembic/hosts/typetable.h"
#include "base/translation.h"

namespace retort::hosts {

using namespace Qt::StringLiterals;
using python::CallContext;
using python::Value;

namespace {

constexpr int maximumDepth = 50;

QString className(const Value &value)
{
    return value.isInstance() ? value.classOf().name() : value.typeName();
}

/// datetime, Decimal and UUID objects, by what str() says of them.
Made<Literal> instanceLiteral(CallContext &context, const Value &value)
{
    static const std::pair<QLatin1StringView, Literal::Kind> kinds[] = {
        {"datetime"_L1, Literal::Kind::DateTime},  {"date"_L1, Literal::Kind::Date},       {"time"_L1, Literal::Kind::Time},
        {"timedelta"_L1, Literal::Kind::Interval}, {"Decimal"_L1, Literal::Kind::Decimal}, {"UUID"_L1, Literal::Kind::Uuid}};
    const QString name = className(value);
    for (const auto &[known, kind] : kinds) {
        if (name != known)
            continue;
        const Value text = context.text(value);
        if (!text.isString())
            return text;
        return Literal{kind, text.text(), {}};
    }
    return context.unknown(tr("a value of type %1 is not understood as an SQL value").arg(name));
}

Made<Literal> literalAt(CallContext &context, const Value &value, int depth)
{
    if (depth > maximumDepth)
        return context.unknown(tr("a value is nested too deeply"));
    switch (value.kind()) {
    case python::Kind::None: return Literal{};
    case python::Kind::Bool: return Literal{Literal::Kind::Boolean, value.isTrue() ? u"true"_s : u"false"_s, {}};
    case python::Kind::Int:
    case python::Kind::Float: {
        const Value text = context.representation(value);
        if (!text.isString())
            return text;
        return Literal{value.isInt() ? Literal::Kind::Integer : Literal::Kind::Float, text.text(), {}};
    }
    case python::Kind::Str: return Literal{Literal::Kind::String, value.text(), {}};
    case python::Kind::Bytes: return Literal{Literal::Kind::Bytes, QString::fromLatin1(value.byteArray().toHex()), {}};
    case python::Kind::List:
    case python::Kind::Tuple: {
        Literal array{Literal::Kind::Array, {}, {}};
        for (const Value &item : value.items()) {
            Made<Literal> element = literalAt(context, item, depth + 1);
            if (!element)
                return element;
            array.items.push_back(std::move(*element));
        }
        return array;
    }
    case python::Kind::Dict: {
        Made<QString> json = toJson(context, value);
        if (!json)
            return json.instead();
        return Literal{Literal::Kind::Json, *json, {}};
    }
    case python::Kind::Unknown:
        // Which value it will be does not change what the statement does to the schema.
        if (context.isOpen(value))
            return Literal{};
        return value;
    case python::Kind::Failure: return value;
    case python::Kind::Host:
        if (const auto name = value.host<NameHost>())
            return Literal{Literal::Kind::String, name->text(), {}};
        break;
    case python::Kind::Instance:
        if (value.isEnumMember()) {
            const Value name = context.attribute(value, u"name"_s);
            if (!name.isString())
                return name;
            return Literal{Literal::Kind::Enumeration, name.text(), {}};
        }
        if (!value.plain().isInstance())
            return literalAt(context, value.plain(), depth + 1);
        return instanceLiteral(context, value);
    default: break;
    }
    return context.unknown(tr("a value of type %1 is not understood as an SQL value").arg(value.typeName()));
}

QString jsonString(const QString &text)
{
    QString out = u"\""_s;
    for (const QChar c : text) {
        switch (c.unicode()) {
        case '"': out += u"\\\""_s; break;
        case '\\': out += u"\\\\"_s; break;
        case '\n': out += u"\\n"_s; break;
        case '\r': out += u"\\r"_s; break;
        case '\t': out += u"\\t"_s; break;
        case '\b': out += u"\\b"_s; break;
        case '\f': out += u"\\f"_s; break;
        default:
            if (c.unicode() < 0x20 || c.unicode() > 0x7e)
                out += u"\\u%1"_s.arg(int(c.unicode()), 4, 16, QLatin1Char('0'));
            else
                out += c;
        }
    }
    return out + QLatin1Char('"');
}

Made<QString> jsonAt(CallContext &context, const Value &value, int depth)
{
    if (depth > maximumDepth)
        return context.unknown(tr("a value is nested too deeply"));
    if (value.isNone())
        return u"null"_s;
    if (value.isBool())
        return value.isTrue() ? u"true"_s : u"false"_s;
    if (value.isString())
        return jsonString(value.text());
    if (value.isInt() || value.isFloat()) {
        const Value text = context.representation(value);
        return text.isString() ? Made<QString>(text.text()) : Made<QString>(text);
    }
    QStringList parts;
    if (value.isList() || value.isTuple()) {
        for (const Value &item : value.items()) {
            const Made<QString> part = jsonAt(context, item, depth + 1);
            if (!part)
                return part;
            parts.append(*part);
        }
        return QString(QLatin1Char('[') + parts.join(u", "_s) + QLatin1Char(']'));
    }
    if (value.isDict()) {
        for (const auto &[key, item] : value.entries()) {
            if (!key.isString())
                return context.unknown(tr("a JSON object has a key that is not a text"));
            const Made<QString> part = jsonAt(context, item, depth + 1);
            if (!part)
                return part;
            parts.append(jsonString(key.text()) + u": "_s + *part);
        }
        return QString(QLatin1Char('{') + parts.join(u", "_s) + QLatin1Char('}'));
    }
    if (context.isOpen(value))
        return u"null"_s;
    if (value.isUnknown() || value.isFailure())
        return value;
    return context.raise(u"TypeError"_s, u"Object of type %1 is not JSON serializable"_s.arg(className(value)));
}

} // namespace

Made<Literal> toLiteral(CallContext &context, const Value &value)
{
    return literalAt(context, value, 0);
}

Made<QString> toJson(CallContext &context, const Value &value)
{
    return jsonAt(context, value, 0);
}

SqlType typeOfLiteral(const Literal &literal)
{
    SqlType type;
    switch (literal.kind) {
    case Literal::Kind::Boolean: type.name = u"Boolean"_s; break;
    case Literal::Kind::Integer: type.name = u"Integer"_s; break;
    case Literal::Kind::Float: type.name = u"Float"_s; break;
    case Literal::Kind::Decimal: type.name = u"Numeric"_s; break;
    case Literal::Kind::String: type.name = u"String"_s; break;
    case Literal::Kind::Bytes: type.name = u"LargeBinary"_s; break;
    case Literal::Kind::Date: type.name = u"Date"_s; break;
    case Literal::Kind::Time: type.name = u"Time"_s; break;
    case Literal::Kind::DateTime: type.name = u"DateTime"_s; break;
    case Literal::Kind::Interval: type.name = u"Interval"_s; break;
    case Literal::Kind::Uuid: type.name = u"Uuid"_s; break;
    case Literal::Kind::Null:
    case Literal::Kind::Json:
    case Literal::Kind::Array:
    case Literal::Kind::Enumeration: break;
    }
    return type;
}

QString affinity(const SqlType &type)
{
    if (type.name == u"TypeDecorator" && !type.children.empty())
        return affinity(type.children.front());
    const TypeEntry *entry = typeEntry(type.name);
    if (!entry)
        return type.name;
    if (entry->derivesFrom(u"Enum"))
        return u"String"_s;
    const QString ancestors = entry->ancestors;
    return ancestors.isEmpty() ? QString(entry->name) : ancestors.section(u',', -1);
}

void adaptLiteral(Literal &literal, SqlType &type, bool comparison)
{
    const SqlType own = typeOfLiteral(literal);
    const QString wanted = affinity(type);
    if (type.isNull() || (!own.isNull() && affinity(own) != wanted && wanted != u"JSON" && wanted != u"ARRAY")) {
        // A boolean column takes 0 and 1, an integer column digits; anything else keeps the type of the value, as SQLAlchemy compares it.
        if (wanted == u"Boolean" && literal.kind == Literal::Kind::Integer && (literal.text == u"0" || literal.text == u"1"))
            literal = {Literal::Kind::Boolean, literal.text == u"1" ? u"true"_s : u"false"_s, {}};
        else if (wanted == u"Integer" && literal.kind == Literal::Kind::Boolean)
            literal = {Literal::Kind::Integer, literal.text == u"true" ? u"1"_s : u"0"_s, {}};
        else if (comparison)
            type = own;
    }
}

Made<QString> toText(CallContext &context, const Value &value)
{
    if (value.isString())
        return value.text();
    if (const auto name = value.host<NameHost>())
        return name->text();
    if (value.isUnset() || value.isNone())
        return QString();
    if (value.isUnknown() || value.isFailure())
        return value;
    if (value.isInstance() && value.plain().isString())
        return value.plain().text();
    return context.unknown(tr("a text was expected, not a value of type %1").arg(value.typeName()));
}

Made<bool> toBool(CallContext &context, const Value &value)
{
    if (value.isUnset())
        return false;
    const Value truth = context.truth(value);
    if (!truth.isBool())
        return truth;
    return truth.isTrue();
}

Made<std::optional<bool>> optionalBool(CallContext &context, const Value &value)
{
    if (value.isUnset() || value.isNone())
        return std::optional<bool>();
    const Made<bool> flag = toBool(context, value);
    return flag ? Made<std::optional<bool>>(std::optional<bool>(*flag)) : Made<std::optional<bool>>(flag.instead());
}

Made<std::optional<QString>> optionalText(CallContext &context, const Value &value)
{
    if (value.isUnset() || value.isNone())
        return std::optional<QString>();
    const Made<QString> text = toText(context, value);
    return text ? Made<std::optional<QString>>(std::optional<QString>(*text)) : Made<std::optional<QString>>(text.instead());
}

Made<QStringList> toTexts(CallContext &context, const Value &value)
{
    if (value.isString() || value.host<NameHost>()) {
        const Made<QString> text = toText(context, value);
        return text ? Made<QStringList>(QStringList(*text)) : Made<QStringList>(text.instead());
    }
    if (value.isUnset() || value.isNone())
        return QStringList();
    const Value items = context.iterate(value);
    if (!items.isList())
        return items;
    QStringList texts;
    for (const Value &item : items.items()) {
        const Made<QString> text = toText(context, item);
        if (!text)
            return text.instead();
        texts.append(*text);
    }
    return texts;
}

Made<Name> toName(CallContext &context, const Value &value)
{
    if (const auto name = value.host<NameHost>())
        return Name(name->text(), name->conventional());
    const Made<QString> text = toText(context, value);
    return text ? Made<Name>(Name(*text)) : Made<Name>(text.instead());
}

} // namespace retort::hosts
