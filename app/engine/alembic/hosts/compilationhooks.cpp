#include "alembic/hosts/compilationhooks.h"

#include "base/translation.h"
#include "python/machine.h"

#include <QRegularExpression>

namespace retort::hosts {

using namespace Qt::StringLiterals;
using python::CallContext;
using python::Value;
using Arguments = python::CallArguments;

namespace {

QString hookName(const QString &dialect)
{
    return u"_compiler_hook_"_s + dialect;
}

/// Whether SQL that we write could look otherwise because of a hook on something that is no class of the project's own.
bool touchesOurSql(const Value &subject)
{
    static const QRegularExpression ddl(
        uR"(\b(Create|Drop|Add|Set)[A-Z]\w*|\b(Insert|Update|Delete|Select|Column|Table|BindParameter|BinaryExpression)\b)"_s);
    return !subject.isUnknown() || ddl.match(subject.unknownReason()).hasMatch();
}

} // namespace

Value compilesDecorator(const ReadingPtr &reading)
{
    return python::nativeFunction(u"compiles"_s, [reading](CallContext &, const Arguments &given) {
        const Value subject = given.get(0, "class_"_L1);
        QStringList dialects;
        for (size_t i = 1; i < given.positional.size(); ++i)
            dialects.append(given.positional[i].isString() ? given.positional[i].text() : QString());
        if (dialects.isEmpty())
            dialects.append(u"default"_s);
        return python::nativeFunction(u"decorate"_s, [reading, subject, dialects](CallContext &context, const Arguments &arguments) {
            const Value function = arguments.get(0, "fn"_L1);
            if (subject.isClass() && !subject.isHost()) {
                for (const QString &dialect : dialects)
                    context.machine().setAttribute(subject, hookName(dialect), function);
            } else if (touchesOurSql(subject)) {
                reading->changeCompilation(tr("the file, or what it imports, changes how SQLAlchemy writes its SQL (compiles)"));
            }
            return function;
        });
    });
}

Made<std::optional<QString>> hookedTypeText(CallContext &context, const QString &dialect, const Value &instance)
{
    const Value cls = instance.classOf();
    Value hook = cls.storedAttribute(hookName(dialect));
    if (hook.isUnset())
        hook = cls.storedAttribute(hookName(u"default"_s));
    if (hook.isUnset())
        return std::optional<QString>();
    const Value compiler = context.unknown(tr("the compiler that a compiles() function is given is not known"));
    const Value text = context.call(hook, {{instance, compiler}, {}});
    if (text.isString())
        return std::optional(text.text());
    return text.isFailure() || text.isUnknown() ? text
                                                : context.unknown(tr("the compiles() function of %1 is not understood").arg(cls.name()));
}

} // namespace retort::hosts
