#include "alembic/hosts/hookregistry.h"

#include <algorithm>

namespace retort::hosts {

using namespace Qt::StringLiterals;
using python::CallContext;
using python::Value;

void HookRegistry::startProgram(const QString &name)
{
    std::erase_if(m_hooks, [&name](const Hook &hook) { return hook.module == name; });
    m_functions.removeIf([&name](const auto &function) { return *function == name; });
}

void HookRegistry::add(const CallContext &context, const Value &subject, const QString &dialect, const Value &function)
{
    m_hooks.push_back({context.loadingModule(), subject, dialect, function});
}

Value HookRegistry::hook(const CallContext &context, const Value &subject, const QString &dialect) const
{
    for (const QString &name : {dialect, u"default"_s}) {
        for (auto hook = m_hooks.rbegin(); hook != m_hooks.rend(); ++hook) {
            if (hook->dialect == name && hook->subject.equals(subject) && context.isLoaded(hook->module))
                return hook->function;
        }
    }
    return {};
}

QStringList HookRegistry::hookedNames(const CallContext &context, const QString &dialect) const
{
    QStringList names;
    for (const Hook &hook : m_hooks) {
        const bool counts = hook.subject.isString() && (hook.dialect == dialect || hook.dialect == u"default");
        if (counts && !names.contains(hook.subject.text()) && context.isLoaded(hook.module))
            names.append(hook.subject.text());
    }
    return names;
}

void HookRegistry::addFunction(const CallContext &context, const QString &name)
{
    m_functions.insert(name.toLower(), context.loadingModule());
}

bool HookRegistry::isOwnFunction(const CallContext &context, const QString &name) const
{
    const auto module = m_functions.constFind(name.toLower());
    return module != m_functions.cend() && context.isLoaded(*module);
}

void HookRegistry::clear()
{
    m_hooks.clear();
    m_functions.clear();
}

} // namespace retort::hosts
