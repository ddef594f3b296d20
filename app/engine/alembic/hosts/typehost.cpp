#include "alembic/hosts/typehost.h"

#include "alembic/hosts/compilationhooks.h"

#include "alembic/hosts/literals.h"
#include "alembic/hosts/namehost.h"
#include "alembic/hosts/signature.h"
#include "base/translation.h"

namespace retort::hosts {

using namespace Qt::StringLiterals;
using Arguments = python::CallArguments;
using python::CallContext;
using python::Value;

namespace {

/// Arguments that say something about Python only, never about SQL.
bool isPythonOnly(const QString &argument)
{
    static const QStringList names{u"pickler"_s,          u"comparator"_s,   u"astext_type"_s,     u"text_type"_s, u"sort_key_function"_s,
                                   u"validate_strings"_s, u"omit_aliases"_s, u"values_callable"_s, u"regexp"_s,    u"storage_format"_s};
    return names.contains(argument);
}

Made<QStringList> textsOf(CallContext &context, const Value &list)
{
    return toTexts(context, list);
}

/// The values of sa.Enum(PythonEnum): the member names, or what values_callable makes of the class.
Made<bool> takeEnumClass(CallContext &context, const Value &cls, const Value &callable, TypeValue &into)
{
    const Value members = context.iterate(cls);
    if (!members.isList())
        return members;
    QStringList names;
    for (const Value &member : members.items()) {
        const Value name = context.attribute(member, u"name"_s);
        if (!name.isString())
            return name.isUnknown() || name.isFailure() ? name : context.unknown(tr("an Enum of something that is not an enum class"));
        names.append(name.text());
    }
    into.type.values = names;
    for (const QString &name : names)
        into.enumValues.insert(name, name);
    if (!callable.isUnset() && !callable.isNone()) {
        const Value values = context.call(callable, {{cls}, {}});
        const Made<QStringList> texts = textsOf(context, values);
        if (!texts)
            return texts.instead();
        into.type.values = *texts;
        for (qsizetype i = 0; i < names.size() && i < texts->size(); ++i)
            into.enumValues.insert(names.at(i), texts->at(i));
    }
    if (!into.type.arguments.contains(u"name"_s))
        into.type.arguments.insert(u"name"_s, {Literal::Kind::String, cls.name().toLower(), {}});
    return true;
}

Made<bool> takeValues(CallContext &context, const python::Values &positional, const Value &callable, TypeValue &into)
{
    if (positional.size() == 1 && positional.front().isClass())
        return takeEnumClass(context, positional.front(), callable, into);
    for (const Value &value : positional) {
        const Made<QString> text = toText(context, value);
        if (!text)
            return text.instead();
        into.type.values.append(*text);
    }
    return true;
}

/// One argument of a type's constructor by its parameter name.
Made<bool> takeArgument(CallContext &context, const QString &name, const Value &value, TypeValue &into)
{
    const bool isDomain = into.type.name == u"postgresql.DOMAIN";
    if (isPythonOnly(name) || (name == u"default" && !isDomain))
        return true;
    if (name == u"item_type" || name == u"data_type" || name == u"impl") {
        Made<TypeValue> child = toType(context, value);
        if (!child)
            return child.instead();
        into.enumValues = child->enumValues;
        into.type.children.push_back(std::move(child->type));
        return true;
    }
    if (name == u"metadata") {
        if (!value.isNone())
            into.type.arguments.insert(name, {Literal::Kind::Boolean, u"true"_s, {}});
        return true;
    }
    if (value.isUnknown())
        return value;
    if (name == u"name") {
        Made<Name> constraintName = toName(context, value);
        if (!constraintName)
            return constraintName.instead();
        into.constraintName = *constraintName;
    }
    Value plain = value;
    // DOMAIN(check=text("...")): its text is what counts.
    if (value.isHost() && !value.host<NameHost>()) {
        plain = context.attribute(value, u"text"_s);
        if (!plain.isString())
            return context.unknown(tr("the argument %1 of a type is not understood").arg(name));
    }
    Made<Literal> literal = toLiteral(context, plain);
    if (!literal)
        return literal.instead();
    into.type.arguments.insert(name, *literal);
    return true;
}

} // namespace

QString TypeHost::typeName() const
{
    const TypeEntry *entry = typeEntry(m_value.type.name);
    return entry ? entry->className() : m_value.type.name;
}

Value TypeHost::representation(CallContext &)
{
    return Value::string(typeName() + u"()"_s);
}

Value TypeHost::withVariant(CallContext &context, const Arguments &arguments)
{
    if (arguments.positional.size() < 2 || !arguments.keywords.empty())
        return context.raise(u"TypeError"_s, u"with_variant() missing 1 required positional argument: 'dialect_names'"_s);
    Made<TypeValue> variant = toType(context, arguments.positional.front());
    if (!variant)
        return variant.instead();
    TypeValue changed = m_value;
    for (size_t i = 1; i < arguments.positional.size(); ++i) {
        const Made<QString> dialect = toText(context, arguments.positional[i]);
        if (!dialect)
            return dialect.instead();
        changed.type.variants.push_back({*dialect, variant->type});
    }
    return makeType(m_reading, std::move(changed));
}

Value TypeHost::createOrDrop(CallContext &context, const Arguments &arguments, bool create)
{
    static const Signature createSignature("create"_L1, "bind, checkfirst="_L1, true);
    static const Signature dropSignature("drop"_L1, "bind, checkfirst="_L1, true);
    const BoundArguments bound = (create ? createSignature : dropSignature).bind(context, arguments);
    if (!bound.ok())
        return bound.failure();
    Made<bool> checkFirst = bound.given("checkfirst"_L1) ? toBool(context, bound["checkfirst"_L1]) : Made<bool>(true);
    if (!checkFirst)
        return m_reading->recordOpaque(context, checkFirst.instead());
    // The generic Enum.create() defaults to checkfirst=False (SchemaType.create), postgresql.ENUM's to True.
    const bool checks = bound.given("checkfirst"_L1) ? *checkFirst : m_value.type.name != u"Enum";
    m_reading->record(context, EnumTypeOp{m_value.type, create, checks});
    return Value::none();
}

Value TypeHost::attribute(CallContext &context, const QString &name)
{
    const auto self = std::static_pointer_cast<TypeHost>(shared_from_this());
    if (name == u"with_variant")
        return python::nativeFunction(name, [self](CallContext &c, const Arguments &a) { return self->withVariant(c, a); });
    const TypeEntry *entry = typeEntry(m_value.type.name);
    const bool hasNamedType = entry && (entry->derivesFrom(u"Enum") || m_value.type.name == u"postgresql.DOMAIN");
    if (hasNamedType && (name == u"create" || name == u"drop")) {
        const bool create = name == u"create";
        return python::nativeFunction(name,
                                      [self, create](CallContext &c, const Arguments &a) { return self->createOrDrop(c, a, create); });
    }
    if (name == u"enums" && hasNamedType) {
        python::Values values;
        for (const QString &value : m_value.type.values)
            values.push_back(Value::string(value));
        return Value::list(std::move(values));
    }
    if (name == u"copy")
        return python::nativeFunction(name, [self](CallContext &, const Arguments &) { return makeType(self->m_reading, self->m_value); });
    const auto it = m_value.type.arguments.constFind(name);
    if (it != m_value.type.arguments.cend()) {
        switch (it->kind) {
        case Literal::Kind::Null: return Value::none();
        case Literal::Kind::Boolean: return Value::boolean(it->text == u"true");
        case Literal::Kind::Integer: return Value::integer(it->text.toLongLong());
        case Literal::Kind::String: return Value::string(it->text);
        default: break;
        }
    }
    static const QStringList defaultsToNone{u"length"_s, u"collation"_s, u"precision"_s, u"scale"_s};
    const QString parameters = entry ? QString(entry->positional) : QString();
    if (it == m_value.type.arguments.cend() && defaultsToNone.contains(name) && parameters.split(u',').contains(name))
        return Value::none();
    if (name == u"item_type" && !m_value.type.children.empty())
        return makeType(m_reading, {m_value.type.children.front(), {}, {}});
    return context.unknown(tr("the attribute %1 of a column type is not understood").arg(name));
}

Made<TypeValue> TypeClassHost::construct(CallContext &context, const Arguments &arguments) const
{
    Made<TypeValue> made = take(context, arguments);
    if (!made || m_reading->hooks().hook(context, Value::string(m_name), m_reading->dialect()).isUnset())
        return made;
    const Made<std::optional<QString>> text = hookedText(context, m_reading, m_name, makeType(m_reading, *made));
    if (!text)
        return text.instead();
    made->type.arguments.insert(u"compiled"_s, {Literal::Kind::String, **text, {}});
    return made;
}

Made<TypeValue> TypeClassHost::take(CallContext &context, const Arguments &arguments) const
{
    TypeValue made;
    made.type.name = m_name;
    const TypeEntry *entry = typeEntry(m_name);
    if (!entry)
        return context.unknown(tr("%1 is not understood as a column type").arg(m_name));
    const QStringList positional = QString(entry->positional).split(u',', Qt::SkipEmptyParts);
    const QStringList keywordOnly = QString(entry->keywords).split(u',', Qt::SkipEmptyParts);
    const bool takesValues = entry->positional == "*"_L1;
    const QString className = entry->className();
    if (!takesValues && arguments.positional.size() > size_t(positional.size())) {
        if (positional.isEmpty())
            return context.raise(u"TypeError"_s, u"%1() takes no arguments"_s.arg(className));
        return context.raise(u"TypeError"_s,
                             u"%1.__init__() takes from 1 to %2 positional arguments but %3 were given"_s.arg(
                                 className, QString::number(positional.size() + 1), QString::number(arguments.positional.size() + 1)));
    }
    for (const auto &[name, value] : arguments.keywords) {
        const bool isPositional = !takesValues && positional.contains(name);
        if (!isPositional && !keywordOnly.contains(name)) {
            if (positional.isEmpty() && keywordOnly.isEmpty())
                return context.raise(u"TypeError"_s, u"%1() takes no arguments"_s.arg(className));
            return context.raise(u"TypeError"_s, u"%1.__init__() got an unexpected keyword argument '%2'"_s.arg(className, name));
        }
        const Made<bool> taken = takeArgument(context, name, value, made);
        if (!taken)
            return taken.instead();
    }
    if (takesValues) {
        const Made<bool> taken = takeValues(context, arguments.positional, arguments.keyword("values_callable"_L1), made);
        if (!taken)
            return taken.instead();
        return made;
    }
    for (size_t i = 0; i < arguments.positional.size(); ++i) {
        const Made<bool> taken = takeArgument(context, positional.at(qsizetype(i)), arguments.positional[i], made);
        if (!taken)
            return taken.instead();
    }
    return made;
}

/// A class that calls itself otherwise than its base is written as the type of that name.
Made<TypeValue> TypeClassHost::writtenAs(CallContext &context, const QString &visitName, const Arguments &arguments) const
{
    for (const QString &prefix : {QString(), u"postgresql."_s, u"mysql."_s, u"sqlite."_s, u"mssql."_s, u"oracle."_s}) {
        const QString name = prefix + visitName;
        if (visitName.toUpper() == visitName && typeEntry(name))
            return TypeClassHost(m_reading, name).construct(context, arguments);
    }
    return context.unknown(tr("a type whose __visit_name__ is %1 is not understood").arg(visitName));
}

Made<TypeValue> TypeClassHost::ofInstance(CallContext &context, const Value &instance)
{
    const Value cls = instance.classOf();
    TypeValue made;
    if (m_name == u"UserDefinedType") {
        const Value spec = context.call(context.attribute(instance, u"get_col_spec"_s));
        if (!spec.isString())
            return spec.isFailure() ? spec : context.unknown(tr("get_col_spec() of %1 is not understood").arg(cls.name()));
        made.type.name = m_name;
        made.type.arguments = {{u"class"_s, {Literal::Kind::String, cls.name(), {}}},
                               {u"col_spec"_s, {Literal::Kind::String, spec.text(), {}}}};
        return made;
    }
    const Made<std::optional<QString>> hooked = hookedText(context, m_reading, instance);
    if (!hooked)
        return hooked.instead();
    if (*hooked) {
        made.type.name = u"UserDefinedType"_s;
        made.type.arguments = {{u"class"_s, {Literal::Kind::String, cls.name(), {}}},
                               {u"col_spec"_s, {Literal::Kind::String, **hooked, {}}}};
        return made;
    }
    const Arguments initArguments = m_reading->initArguments().value(instance.object());
    if (const Value written = cls.storedAttribute(u"__visit_name__"_s); written.isString())
        return writtenAs(context, written.text(), initArguments);
    if (m_name != u"TypeDecorator")
        return construct(context, initArguments);

    made.type.name = m_name;
    made.type.arguments = {{u"class"_s, {Literal::Kind::String, cls.name(), {}}}};
    Value impl = context.attribute(instance, u"impl"_s);
    const bool isWritable = cls.storedAttribute(u"__init__"_s).kind() != python::Kind::Function
        && cls.storedAttribute(u"__repr__"_s).kind() != python::Kind::Function;
    if (const Value module = cls.storedAttribute(u"__module__"_s); isWritable && module.isString())
        made.type.arguments.insert(u"module"_s, {Literal::Kind::String, module.text(), {}});
    if (cls.storedAttribute(u"load_dialect_impl"_s).kind() == python::Kind::Function)
        impl = context.call(context.attribute(instance, u"load_dialect_impl"_s), {{makeDialect(m_reading)}, {}});
    else if (initArguments.count() > 0 && !impl.host<TypeHost>()) // an impl that is an instance already takes no arguments (to_instance())
        impl = context.call(impl, initArguments);
    if (impl.isFailure() || impl.isUnknown())
        return impl;
    Made<TypeValue> child = toType(context, impl);
    if (!child)
        return child.instead();
    made.constraintName = child->constraintName;
    made.enumValues = child->enumValues;
    made.type.children.push_back(std::move(child->type));
    return made;
}

QString TypeClassHost::typeName() const
{
    return u"type"_s;
}

Value TypeClassHost::attribute(CallContext &context, const QString &name)
{
    if (name == u"__name__" || name == u"__visit_name__")
        return Value::string(m_name.section(u'.', -1));
    return context.unknown(tr("the attribute %1 of the type class %2 is not understood").arg(name, m_name));
}

Value TypeClassHost::item(CallContext &, const Value &)
{
    // TypeDecorator[dict]: for type checkers only.
    return Value::host(std::make_shared<TypeClassHost>(m_reading, m_name));
}

Value TypeClassHost::call(CallContext &context, const Arguments &arguments)
{
    Made<TypeValue> made = construct(context, arguments);
    return made ? makeType(m_reading, std::move(*made)) : made.instead();
}

Value TypeClassHost::isInstance(CallContext &, const Value &value)
{
    const auto type = value.host<TypeHost>();
    if (!type)
        return Value::boolean(false);
    const TypeEntry *entry = typeEntry(type->value().type.name);
    return Value::boolean(m_name == u"TypeEngine" || (entry && entry->derivesFrom(m_name)));
}

Value TypeClassHost::isSubclass(CallContext &, const Value &cls)
{
    const auto other = cls.host<TypeClassHost>();
    const TypeEntry *entry = other ? typeEntry(other->m_name) : nullptr;
    return Value::boolean(other && (m_name == u"TypeEngine" || (entry && entry->derivesFrom(m_name))));
}

Value TypeClassHost::inheritedAttribute(CallContext &context, const Value &self, const QString &name)
{
    if (name == u"__init__") {
        const auto host = std::static_pointer_cast<TypeClassHost>(shared_from_this());
        const void *instance = self.object();
        return python::nativeFunction(name, [host, instance](CallContext &, const Arguments &arguments) {
            host->m_reading->initArguments().insert(instance, arguments);
            return Value::none();
        });
    }
    if (name == u"load_dialect_impl" && m_name == u"TypeDecorator" && self.isInstance())
        return python::nativeFunction(name, [self](CallContext &c, const Arguments &) { return c.attribute(self, u"impl"_s); });
    if (name == u"with_variant" && self.isInstance()) {
        Made<TypeValue> made = ofInstance(context, self);
        if (!made)
            return made.instead();
        return context.attribute(makeType(m_reading, std::move(*made)), name);
    }
    return {};
}

Made<TypeValue> toType(CallContext &context, const Value &value)
{
    if (value.isUnset() || value.isNone())
        return TypeValue{};
    if (value.isUnknown() || value.isFailure())
        return value;
    if (const auto type = value.host<TypeHost>())
        return type->value();
    if (const auto cls = value.host<TypeClassHost>())
        return cls->construct(context, {});
    Value instance = value;
    if (value.isClass()) {
        instance = context.call(value);
        if (!instance.isInstance())
            return instance.isFailure() || instance.isUnknown() ? instance : toType(context, instance);
    }
    if (instance.isInstance()) {
        for (const Value &base : instance.classOf().classOrder()) {
            if (base.isUnknown())
                return base;
            if (const auto host = base.host<TypeClassHost>())
                return host->ofInstance(context, instance);
        }
    }
    return context.unknown(tr("a value of type %1 is not understood as a column type").arg(value.typeName()));
}

Value makeType(const ReadingPtr &reading, TypeValue value)
{
    return Value::host(std::make_shared<TypeHost>(reading, std::move(value)));
}

} // namespace retort::hosts
