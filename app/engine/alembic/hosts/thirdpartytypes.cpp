#include "alembic/hosts/compilationhooks.h"
#include "alembic/hosts/literals.h"
#include "alembic/hosts/signature.h"
#include "alembic/hosts/typehost.h"
#include "base/translation.h"

#include <functional>

namespace retort::hosts {

using namespace Qt::StringLiterals;
using Arguments = python::CallArguments;
using python::CallContext;
using python::Value;

namespace {

using Members = std::vector<std::pair<QString, Value>>;

Literal number(qint64 value)
{
    return {Literal::Kind::Integer, QString::number(value), {}};
}

SqlType plain(const QString &name, const QMap<QString, Literal> &arguments = {})
{
    SqlType type;
    type.name = name;
    type.arguments = arguments;
    return type;
}

SqlType sized(const QString &name, qint64 length)
{
    return plain(name, {{u"length"_s, number(length)}});
}

/// What a type decorator of a package is on a database: from its arguments and the dialect's name (sqlalchemy-utils 0.42,
/// fastapi-users-db-sqlalchemy 7, looked up by compiling them).
using Implementation = std::function<Made<SqlType>(CallContext &, const QString &dialect, const BoundArguments &)>;

Value decorator(const ReadingPtr &reading, const QString &name, QLatin1StringView parameters, Implementation implementation)
{
    const Signature signature(QLatin1StringView("__init__"), parameters, true);
    return python::nativeFunction(name,
                                  [reading, name, signature, implementation](CallContext &context, const Arguments &arguments) -> Value {
                                      const BoundArguments bound = signature.bind(context, arguments);
                                      if (!bound.ok())
                                          return bound.failure();
                                      Made<SqlType> type = implementation(context, reading->dialect(), bound);
                                      if (!type)
                                          return type.instead();
                                      TypeValue made;
                                      made.type = plain(u"TypeDecorator"_s, {{u"class"_s, {Literal::Kind::String, name, {}}}});
                                      made.type.children.push_back(std::move(*type));
                                      return makeType(reading, std::move(made));
                                  });
}

Implementation always(SqlType type)
{
    return [type = std::move(type)](CallContext &, const QString &, const BoundArguments &) -> Made<SqlType> { return type; };
}

/// Unicode of the length the argument gives, `fallback` without it.
Implementation unicodeOf(QLatin1StringView argument, qint64 fallback)
{
    return [argument, fallback](CallContext &context, const QString &, const BoundArguments &bound) -> Made<SqlType> {
        const Value value = bound[argument];
        if (value.isUnset())
            return sized(u"Unicode"_s, fallback);
        const std::optional<qint64> length = value.toInt64();
        if (!length)
            return context.unknown(tr("the length of a column type is not known"));
        return sized(u"Unicode"_s, *length);
    };
}

Made<SqlType> uuidType(CallContext &context, const QString &dialect, const BoundArguments &bound)
{
    const Made<bool> binary = bound.given("binary"_L1) ? toBool(context, bound["binary"_L1]) : Made<bool>(true);
    const Made<bool> native = bound.given("native"_L1) ? toBool(context, bound["native"_L1]) : Made<bool>(true);
    if (!binary || !native)
        return !binary ? binary.instead() : native.instead();
    if (*native && dialect == u"postgresql")
        return plain(u"UUID"_s);
    if (*native && dialect == u"mssql")
        return plain(u"mssql.UNIQUEIDENTIFIER"_s);
    return *binary ? sized(u"BINARY"_s, 16) : sized(u"CHAR"_s, 32);
}

Made<SqlType> guidType(CallContext &, const QString &dialect, const BoundArguments &)
{
    if (dialect == u"postgresql")
        return plain(u"UUID"_s);
    return sized(dialect == u"mssql" ? u"VARCHAR"_s : u"CHAR"_s, 36);
}

Made<SqlType> choiceType(CallContext &context, const QString &, const BoundArguments &bound)
{
    if (!bound.has("impl"_L1))
        return sized(u"Unicode"_s, 255);
    Made<TypeValue> type = toType(context, bound["impl"_L1]);
    return type ? Made<SqlType>(std::move(type->type)) : Made<SqlType>(type.instead());
}

Made<SqlType> timestampAware(CallContext &context, const QString &, const BoundArguments &bound)
{
    const Made<bool> timezone = toBool(context, bound["timezone"_L1]);
    if (!timezone)
        return timezone.instead();
    return *timezone ? plain(u"TIMESTAMP"_s, {{u"timezone"_s, {Literal::Kind::Boolean, u"true"_s, {}}}}) : plain(u"TIMESTAMP"_s);
}

Members sqlalchemyUtils(const ReadingPtr &reading)
{
    const auto json = [](CallContext &, const QString &dialect, const BoundArguments &) -> Made<SqlType> {
        return plain(dialect == u"postgresql" ? u"JSON"_s : u"UnicodeText"_s);
    };
    const auto string = [](CallContext &context, const QString &, const BoundArguments &bound) -> Made<SqlType> {
        const Value length = bound["length"_L1];
        if (length.isUnset() || length.isNone())
            return plain(u"String"_s);
        if (!length.toInt64())
            return context.unknown(tr("the length of a column type is not known"));
        return sized(u"String"_s, *length.toInt64());
    };
    const auto make = [&reading](const QString &name, QLatin1StringView parameters, Implementation implementation) {
        return std::pair<QString, Value>(name, decorator(reading, name, parameters, std::move(implementation)));
    };
    return {make(u"UUIDType"_s, "binary=, native="_L1, &uuidType),
            make(u"EmailType"_s, "length="_L1, unicodeOf("length"_L1, 255)),
            make(u"URLType"_s, ""_L1, always(plain(u"UnicodeText"_s))),
            make(u"JSONType"_s, ""_L1, json),
            make(u"ArrowType"_s, ""_L1, always(plain(u"DateTime"_s))),
            make(u"IPAddressType"_s, "max_length="_L1, unicodeOf("max_length"_L1, 50)),
            make(u"TSVectorType"_s, "*args, **kwargs"_L1, always(plain(u"postgresql.TSVECTOR"_s))),
            make(u"ChoiceType"_s, "choices, impl="_L1, &choiceType),
            make(u"LocaleType"_s, ""_L1, always(sized(u"Unicode"_s, 10))),
            make(u"TimezoneType"_s, "backend="_L1, always(sized(u"Unicode"_s, 50))),
            make(u"PhoneNumberType"_s, "region=, max_length="_L1, unicodeOf("max_length"_L1, 20)),
            make(u"ColorType"_s, "max_length="_L1, unicodeOf("max_length"_L1, 20)),
            make(u"CountryType"_s, ""_L1, always(sized(u"String"_s, 2))),
            make(u"CurrencyType"_s, ""_L1, always(sized(u"String"_s, 3))),
            make(u"ScalarListType"_s, "coerce_func=, separator="_L1, always(plain(u"UnicodeText"_s))),
            make(u"EncryptedType"_s, "*args, **kwargs"_L1, always(plain(u"LargeBinary"_s))),
            make(u"StringEncryptedType"_s, "type_in=, key=, engine=, padding=, length="_L1, string)};
}

/// pgvector's types print themselves on every database.
Value vectorType(const ReadingPtr &reading, const QString &name)
{
    static const Signature signature("__init__"_L1, "dim="_L1, true);
    return python::nativeFunction(name, [reading, name](CallContext &context, const Arguments &arguments) -> Value {
        const BoundArguments bound = signature.bind(context, arguments);
        if (!bound.ok())
            return bound.failure();
        const Value dimensions = bound["dim"_L1];
        if (dimensions.isUnknown())
            return dimensions;
        QString spec = name;
        if (const std::optional<qint64> count = dimensions.toInt64())
            spec += u"(%1)"_s.arg(*count);
        TypeValue made;
        made.type = plain(u"UserDefinedType"_s,
                          {{u"class"_s, {Literal::Kind::String, name, {}}}, {u"col_spec"_s, {Literal::Kind::String, spec, {}}}});
        return makeType(reading, std::move(made));
    });
}

/// MutableDict and its like: a type whose values notice their changes is the same type in the database.
class MutableHost : public python::HostObject
{
public:
    [[nodiscard]] QString typeName() const override { return u"type"_s; }
    [[nodiscard]] bool isClass() const override { return true; }
    Value attribute(CallContext &, const QString &name) override
    {
        if (name != u"as_mutable")
            return {};
        return python::nativeFunction(name, [](CallContext &context, const Arguments &arguments) {
            const Value type = arguments.get(0, "sqltype"_L1);
            return type.host<TypeClassHost>() || type.isClass() ? context.call(type) : type;
        });
    }
};

Members mutableTypes()
{
    Members members;
    for (const QString &name : {u"MutableDict"_s, u"MutableList"_s, u"MutableSet"_s})
        members.emplace_back(name, Value::host(std::make_shared<MutableHost>()));
    return members;
}

} // namespace

std::vector<std::pair<QString, Members>> thirdPartyTypes(const ReadingPtr &reading)
{
    std::vector<std::pair<QString, Members>> modules;
    const Members utils = sqlalchemyUtils(reading);
    static const std::pair<QLatin1StringView, QLatin1StringView> places[] = {{"UUIDType"_L1, "uuid"_L1},
                                                                             {"EmailType"_L1, "email"_L1},
                                                                             {"URLType"_L1, "url"_L1},
                                                                             {"JSONType"_L1, "json"_L1},
                                                                             {"ArrowType"_L1, "arrow"_L1},
                                                                             {"IPAddressType"_L1, "ip_address"_L1},
                                                                             {"TSVectorType"_L1, "ts_vector"_L1},
                                                                             {"ChoiceType"_L1, "choice"_L1},
                                                                             {"LocaleType"_L1, "locale"_L1},
                                                                             {"TimezoneType"_L1, "timezone"_L1},
                                                                             {"PhoneNumberType"_L1, "phone_number"_L1},
                                                                             {"ColorType"_L1, "color"_L1},
                                                                             {"CountryType"_L1, "country"_L1},
                                                                             {"CurrencyType"_L1, "currency"_L1},
                                                                             {"ScalarListType"_L1, "scalar_list"_L1}};
    for (const auto &[type, module] : places) {
        Members own;
        for (const auto &member : utils) {
            if (member.first == type)
                own.push_back(member);
        }
        modules.emplace_back(u"sqlalchemy_utils.types."_s + module, std::move(own));
    }
    for (const QString &module : {u"sqlalchemy_utils"_s, u"sqlalchemy_utils.types"_s, u"sqlalchemy_utils.types.encrypted"_s,
                                  u"sqlalchemy_utils.types.encrypted.encrypted_type"_s})
        modules.emplace_back(module, utils);
    const Members generics{{u"GUID"_s, decorator(reading, u"GUID"_s, "*args, **kwargs"_L1, &guidType)},
                           {u"TIMESTAMPAware"_s, decorator(reading, u"TIMESTAMPAware"_s, "timezone="_L1, &timestampAware)}};
    modules.emplace_back(u"fastapi_users_db_sqlalchemy.generics"_s, generics);
    const Members vectors{{u"Vector"_s, vectorType(reading, u"VECTOR"_s)},
                          {u"VECTOR"_s, vectorType(reading, u"VECTOR"_s)},
                          {u"HALFVEC"_s, vectorType(reading, u"HALFVEC"_s)},
                          {u"SPARSEVEC"_s, vectorType(reading, u"SPARSEVEC"_s)}};
    for (const QString &module : {u"pgvector.sqlalchemy"_s, u"pgvector.sqlalchemy.vector"_s})
        modules.emplace_back(module, vectors);
    modules.emplace_back(u"sqlalchemy.ext"_s, Members());
    modules.emplace_back(u"sqlalchemy.ext.mutable"_s, mutableTypes());
    modules.emplace_back(u"sqlalchemy.ext.compiler"_s, Members{{u"compiles"_s, compilesDecorator(reading)}});
    return modules;
}

} // namespace retort::hosts
