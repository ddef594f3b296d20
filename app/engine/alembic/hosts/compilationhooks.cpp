#include "alembic/hosts/compilationhooks.h"

#include "alembic/hosts/typehost.h"
#include "base/translation.h"

#include <QRegularExpression>

namespace retort::hosts {

using namespace Qt::StringLiterals;
using python::CallContext;
using python::Value;
using Arguments = python::CallArguments;

namespace {

/// What a compiles() function is given to write parts with. Those parts are SQL that only a dialect can write.
class CompilerHost : public python::HostObject
{
public:
    explicit CompilerHost(ReadingPtr reading) : m_reading(std::move(reading)) {}

    [[nodiscard]] QString typeName() const override { return u"SQLCompiler"_s; }
    Value attribute(CallContext &context, const QString &name) override
    {
        if (name == u"dialect")
            return makeDialect(m_reading);
        return context.unknown(tr("%1 of the compiler that a compiles() function is given is not understood").arg(name));
    }

private:
    ReadingPtr m_reading;
};

/// What hooks on `subject` are kept under; Unset for a class that writes nothing of ours.
Value hookSubject(const Value &subject)
{
    if (subject.isClass())
        return subject;
    if (const auto type = subject.host<TypeClassHost>())
        return Value::string(type->name());
    if (const auto element = subject.host<ElementClassHost>())
        return Value::string(element->typeName());
    if (!subject.isUnknown())
        return Value::string(subject.name().isEmpty() ? subject.typeName() : subject.name());
    // Where only a module is not understood, the class in it has no name: its hook may write anything.
    static const QRegularExpression library(uR"(\bsqlalchemy\.[\w.]+)"_s);
    const QString path = library.match(subject.unknownReason()).captured();
    if (path.isEmpty())
        return {};
    const QString name = path.section(u'.', -1);
    return Value::string(path.contains(".functions."_L1) ? u"func."_s + name.toLower() : name);
}

Made<std::optional<QString>> textOf(CallContext &context, const ReadingPtr &reading, const Value &hook, const Value &element,
                                    const QString &name)
{
    if (hook.isUnset())
        return std::optional<QString>();
    const Value text = context.call(hook, {{element, Value::host(std::make_shared<CompilerHost>(reading))}, {}});
    if (text.isString())
        return std::optional(text.text());
    return text.isFailure() || text.isUnknown() ? text : context.unknown(tr("the compiles() function of %1 is not understood").arg(name));
}

} // namespace

Value compilesDecorator(const ReadingPtr &reading)
{
    return python::nativeFunction(u"compiles"_s, [reading](CallContext &, const Arguments &given) {
        const Value subject = hookSubject(given.get(0, "class_"_L1));
        QStringList dialects;
        for (size_t i = 1; i < given.positional.size(); ++i)
            dialects.append(given.positional[i].text());
        // A dialect that is not known may be any.
        if (dialects.isEmpty() || dialects.contains(QString()))
            dialects = QStringList(u"default"_s);
        return python::nativeFunction(u"decorate"_s, [reading, subject, dialects](CallContext &context, const Arguments &arguments) {
            const Value function = arguments.get(0, "fn"_L1);
            for (const QString &dialect : dialects) {
                if (!subject.isUnset())
                    reading->hooks().add(context, subject, dialect, function);
            }
            return function;
        });
    });
}

Made<std::optional<QString>> hookedText(CallContext &context, const ReadingPtr &reading, const Value &instance)
{
    for (const Value &cls : instance.classOf().classOrder()) {
        if (!cls.isClass())
            break;
        const Value hook = reading->hooks().hook(context, cls, reading->dialect());
        if (!hook.isUnset())
            return textOf(context, reading, hook, instance, cls.name());
        // SQLAlchemy makes a class with a visit name of its own independent of its bases' hooks.
        for (const auto &[name, value] : cls.storedAttributes()) {
            if (name == u"__visit_name__")
                return std::optional<QString>();
        }
    }
    return std::optional<QString>();
}

Made<std::optional<QString>> hookedText(CallContext &context, const ReadingPtr &reading, const QString &name, const Value &element)
{
    return textOf(context, reading, reading->hooks().hook(context, Value::string(name), reading->dialect()), element, name);
}

QStringList ElementClassHost::names()
{
    return {u"FunctionElement"_s, u"GenericFunction"_s, u"ReturnTypeFromArgs"_s, u"AnsiFunction"_s,        u"ColumnElement"_s,
            u"ClauseElement"_s,   u"Executable"_s,      u"DDLElement"_s,         u"ExecutableDDLElement"_s};
}

QString ElementClassHost::typeName() const
{
    return m_name;
}

Value ElementClassHost::attribute(CallContext &context, const QString &name)
{
    if (name == u"__name__")
        return Value::string(m_name);
    return context.unknown(tr("the attribute %1 of the class %2 is not understood").arg(name, m_name));
}

Value ElementClassHost::call(CallContext &context, const Arguments &)
{
    return context.unknown(tr("an instance of %1 itself is not understood").arg(m_name));
}

Value ElementClassHost::item(CallContext &, const Value &)
{
    // FunctionElement[int]: for type checkers only.
    return Value::host(shared_from_this());
}

Value ElementClassHost::isInstance(CallContext &context, const Value &value)
{
    if (value.isHost() || value.isUnknown())
        return context.unknown(tr("whether this is an instance of %1 is not known").arg(m_name));
    return Value::boolean(false);
}

Value ElementClassHost::subclassed(CallContext &context, const Value &cls)
{
    const bool isFunction = m_name == u"GenericFunction" || m_name == u"ReturnTypeFromArgs" || m_name == u"AnsiFunction";
    if (isFunction) {
        Value name = cls.storedAttribute(u"identifier"_s);
        if (!name.isString())
            name = cls.storedAttribute(u"name"_s);
        m_reading->hooks().addFunction(context, name.isString() ? name.text() : cls.name());
    }
    return Value::none();
}

Value ElementClassHost::inheritedAttribute(CallContext &, const Value &, const QString &name)
{
    if (name == u"__init__")
        return python::nativeFunction(name, [](CallContext &, const Arguments &) { return Value::none(); });
    return {};
}

Made<Expr> ElementClassHost::ofInstance(CallContext &context, const Value &instance) const
{
    const Made<std::optional<QString>> text = hookedText(context, m_reading, instance);
    if (!text)
        return text.instead();
    const bool isColumn = m_name != u"ClauseElement" && m_name != u"Executable" && !m_name.endsWith("DDLElement"_L1);
    if (!*text || !isColumn) {
        return context.unknown(tr("how an instance of %1 is written as SQL is not understood").arg(instance.classOf().name()));
    }
    Expr made;
    made.tree.kind = SqlExpression::Kind::LiteralColumn;
    made.tree.text = **text;
    made.tree.types = {SqlType()};
    return made;
}

std::shared_ptr<ElementClassHost> elementClassOf(const Value &value)
{
    if (!value.isInstance())
        return nullptr;
    for (const Value &base : value.classOf().classOrder()) {
        if (const auto element = base.host<ElementClassHost>())
            return element;
    }
    return nullptr;
}

} // namespace retort::hosts
