#include "alembic/hosts/resultvalues.h"

#include "alembic/hosts/literals.h"
#include "base/translation.h"
#include "python/bigint.h"

#include <QRegularExpression>

namespace retort::hosts {

using namespace Qt::StringLiterals;
using python::CallContext;
using python::Value;
using Kind = Literal::Kind;

namespace {

Value notUnderstood(CallContext &context, const Literal &raw, const SqlType &type)
{
    return context.unknown(
        tr("what SQLAlchemy makes of the value “%1” in a column of type %2 is not understood").arg(raw.text.left(60), type.name));
}

/// `module.name(arguments)` of Python's standard library.
Value make(CallContext &context, const QString &module, const QString &name, python::Values arguments)
{
    const Value loaded = context.importModule(module);
    if (loaded.isFailure())
        return loaded;
    const Value function = context.attribute(loaded, name);
    return function.isFailure() ? function : context.call(function, {std::move(arguments), {}});
}

/// datetime, date and time objects from "2020-01-31 01:02:03.000004+00:00" and its parts; Unset when the text is of another form.
Value moment(CallContext &context, const QString &text, Kind kind)
{
    static const QRegularExpression form(
        uR"(^(?:(\d{4})-(\d\d)-(\d\d))?[ T]?(?:(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?)?(?:([+-])(\d\d)(?::?(\d\d))?)?$)"_s);
    const QRegularExpressionMatch match = form.match(text);
    const bool hasDate = match.hasMatch() && match.hasCaptured(1);
    const bool hasTime = match.hasMatch() && match.hasCaptured(4);
    if (hasDate != (kind != Kind::Time) || hasTime != (kind != Kind::Date) || (kind != Kind::DateTime && match.hasCaptured(8)))
        return {};
    python::Values parts;
    const auto add = [&](int first, int last) {
        for (int i = first; i <= last; ++i)
            parts.push_back(Value::integer(match.captured(i).toInt()));
    };
    if (hasDate)
        add(1, 3);
    if (hasTime) {
        add(4, 6);
        parts.push_back(Value::integer(match.captured(7).leftJustified(6, u'0').toInt()));
    }
    if (match.hasCaptured(8)) {
        const int minutes = match.captured(9).toInt() * 60 + match.captured(10).toInt();
        const Value delta = make(context, u"datetime"_s, u"timedelta"_s,
                                 {Value::integer(0), Value::integer((match.captured(8) == u"-" ? -60 : 60) * minutes)});
        if (delta.isFailure())
            return delta;
        parts.push_back(make(context, u"datetime"_s, u"timezone"_s, {delta}));
        if (parts.back().isFailure())
            return parts.back();
    }
    return make(context, u"datetime"_s, kind == Kind::Date ? u"date"_s : kind == Kind::Time ? u"time"_s : u"datetime"_s, std::move(parts));
}

/// What the driver hands over.
Value driverValue(CallContext &context, const Literal &raw)
{
    switch (raw.kind) {
    case Kind::Null: return Value::none();
    case Kind::Boolean: return Value::boolean(raw.text == u"true");
    case Kind::Integer: {
        bool fits = false;
        const qint64 number = raw.text.toLongLong(&fits);
        return fits ? Value::integer(number) : context.unknown(tr("a number this large is not understood"));
    }
    case Kind::Float: return Value::real(raw.text.toDouble());
    case Kind::String: return Value::string(raw.text);
    case Kind::Bytes: return Value::bytes(QByteArray::fromHex(raw.text.toLatin1()));
    case Kind::Decimal: return make(context, u"decimal"_s, u"Decimal"_s, {Value::string(raw.text)});
    case Kind::Uuid: return make(context, u"uuid"_s, u"UUID"_s, {Value::string(raw.text)});
    case Kind::Json: return make(context, u"json"_s, u"loads"_s, {Value::string(raw.text)});
    case Kind::Date:
    case Kind::Time:
    case Kind::DateTime: {
        const Value made = moment(context, raw.text, raw.kind);
        return made.isUnset() ? notUnderstood(context, raw, {}) : made;
    }
    default: return notUnderstood(context, raw, {});
    }
}

/// SQLAlchemy's to_decimal_processor_factory: "%.10f" unless the type says otherwise.
Value numeric(CallContext &context, const Literal &raw, const SqlType &type)
{
    const bool isFloat =
        affinity(type) == u"Float" || type.name.contains(u"FLOAT"_s) || type.name.contains(u"DOUBLE"_s) || type.name == u"REAL";
    if (!type.flag(u"asdecimal"_s, !isFloat)) {
        const bool isNumber = raw.kind == Kind::Decimal || raw.kind == Kind::Float || raw.kind == Kind::Integer;
        return isNumber ? Value::real(raw.text.toDouble()) : notUnderstood(context, raw, type);
    }
    if (raw.kind == Kind::Decimal)
        return driverValue(context, raw);
    if (raw.kind != Kind::Float && raw.kind != Kind::Integer)
        return notUnderstood(context, raw, type);
    const int scale = type.text(u"decimal_return_scale"_s, type.text(u"scale"_s, u"10"_s)).toInt();
    return make(context, u"decimal"_s, u"Decimal"_s, {Value::string(QString::number(raw.text.toDouble(), 'f', scale))});
}

Value uuid(CallContext &context, const Literal &raw, const SqlType &type)
{
    if (raw.kind != Kind::Uuid && raw.kind != Kind::String)
        return notUnderstood(context, raw, type);
    const Value made = make(context, u"uuid"_s, u"UUID"_s, {Value::string(raw.text)});
    return type.flag(u"as_uuid"_s, true) || made.isFailure() ? made : context.text(made);
}

/// What a type does to the driver's value; the driver's value itself for types that do nothing to it.
Value processed(CallContext &context, const Literal &raw, const SqlType &type)
{
    const QString kind = affinity(type);
    const auto only = [&](std::initializer_list<Kind> expected) {
        const bool isExpected = std::find(expected.begin(), expected.end(), raw.kind) != expected.end();
        return isExpected ? driverValue(context, raw) : notUnderstood(context, raw, type);
    };
    if (kind == u"Boolean" && raw.kind == Kind::Integer)
        return Value::boolean(raw.text != u"0");
    if (kind == u"Boolean")
        return only({Kind::Boolean});
    if (kind == u"JSON" && (raw.kind == Kind::String || raw.kind == Kind::Json))
        return make(context, u"json"_s, u"loads"_s, {Value::string(raw.text)});
    if (kind == u"DateTime" || kind == u"Date" || kind == u"Time") {
        const Kind wanted = kind == u"DateTime" ? Kind::DateTime : kind == u"Date" ? Kind::Date : Kind::Time;
        const Value made = raw.kind == wanted || raw.kind == Kind::String ? moment(context, raw.text, wanted) : Value();
        return made.isUnset() ? notUnderstood(context, raw, type) : made;
    }
    if (kind == u"Numeric" || kind == u"Float")
        return numeric(context, raw, type);
    if (kind == u"Uuid")
        return uuid(context, raw, type);
    if (kind == u"String")
        return only({Kind::String});
    if (kind == u"Integer")
        return only({Kind::Integer, Kind::Boolean, Kind::Float, Kind::String});
    if (kind == u"LargeBinary" || kind == u"_Binary")
        return only({Kind::Bytes});
    return notUnderstood(context, raw, type);
}

} // namespace

Value resultValue(CallContext &context, const Literal &raw, const SqlType &type, const QString &dialect)
{
    const SqlType &own = type.forDialect(dialect);
    if (own.name == u"TypeDecorator")
        return notUnderstood(context, raw, own);
    if (raw.kind == Kind::Null)
        return Value::none();
    // Qt tells bytes from texts with a binary collation (every JSON column of MariaDB) only by what the column is known to be.
    if (raw.kind == Kind::Bytes && (dialect == u"mysql" || dialect == u"mariadb")) {
        const QString kind = affinity(own);
        if (kind == u"String" || kind == u"JSON")
            return processed(context, {Kind::String, QString::fromUtf8(QByteArray::fromHex(raw.text.toLatin1())), {}}, own);
        if (kind != u"LargeBinary" && kind != u"_Binary")
            return context.unknown(tr("whether a value is text or bytes is not known without its column's type"));
    }
    return own.isNull() ? driverValue(context, raw) : processed(context, raw, own);
}

} // namespace retort::hosts
