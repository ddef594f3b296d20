#include "python/machine.h"

namespace retort::python {

using namespace Qt::StringLiterals;

Value Machine::runModule(const Module &tree, const QString &name, bool isPackage)
{
    const Ref<Scope> scope(make<Scope>(Scope::Module));
    const Ref<ModuleObject> module(make<ModuleObject>(name, scope));
    const Value result(static_cast<Object *>(module.get()));
    module->package = isPackage ? name : name.section(u'.', 0, -2);
    module->loading = true;
    m_modules.set(name, result);
    scope->names.set(u"__name__"_s, Value::string(name));
    scope->names.set(u"__package__"_s, Value::string(module->package));
    scope->names.set(u"__file__"_s, Value::string(tree.source.file()));
    scope->names.set(u"__doc__"_s, Value::none());
    scope->names.set(u"__spec__"_s, unknownHere(u"what a module's __spec__ holds is not known"_s));
    if (!tree.body.empty() && tree.body.front()->is<Expr>()) {
        const auto *doc = tree.body.front()->to<Expr>().value->as<Constant>();
        if (doc && doc->isString())
            scope->names.set(u"__doc__"_s, Value::string(doc->string()));
    }
    Frame frame;
    frame.caller = m_frame;
    frame.scope = scope;
    frame.module = module;
    frame.tree = &tree;
    frame.tolerant = true;
    if (++m_depth > m_budgets.depth)
        exhausted(u"depth"_s);
    m_frame = &frame;
    executeTolerantly(tree.body);
    m_frame = frame.caller;
    --m_depth;
    module->loading = false;
    return result;
}

Value Machine::runProgram(const Module &tree, const QString &name, bool isPackage)
{
    m_program = name;
    m_imports.remove(name);
    return runModule(tree, name, isPackage);
}

QString Machine::loadingModule() const
{
    for (const Frame *frame = m_frame; frame; frame = frame->caller) {
        if (frame->module && frame->module->loading)
            return frame->module->name;
    }
    return m_program;
}

bool Machine::isLoaded(const QString &module) const
{
    QSet<QString> seen{m_program};
    QStringList open{m_program};
    while (!open.isEmpty()) {
        const QString name = open.takeLast();
        if (name == module)
            return true;
        for (const QString &imported : m_imports.value(name)) {
            if (!seen.contains(imported)) {
                seen.insert(imported);
                open.append(imported);
            }
        }
    }
    return false;
}

namespace {

/// Of the 150 levels that Depth allows.
constexpr int importNesting = 90;

} // namespace

Value Machine::loadModule(const QString &name)
{
    m_imports[loadingModule()].insert(name);
    const Value known = m_modules.get(name);
    if (!known.isUnset())
        return known;
    Value module = m_loader.registered(name);
    if (module.isUnset())
        module = standIn(name);
    if (module.isUnset()) {
        if (const auto source = m_loader.find(name)) {
            Module empty;
            if (!source->module) {
                const Ref<Scope> scope(make<Scope>(Scope::Module));
                auto *package = make<ModuleObject>(name, scope);
                package->package = name;
                module = Value(static_cast<Object *>(package));
            } else {
                // The tree stays alive with the loader's cache, and with every function made from it.
                const auto tree = source->module;
                // A long chain of imports must not use up what the program itself may nest: its far end is not followed, this time.
                if (m_nesting > importNesting)
                    return unknownHere(u"imports nest too deeply: module '"_s + name + u"' is not followed"_s);
                return runModule(*tree, name, !source->folder.isEmpty());
            }
        }
    }
    if (module.isUnset() && m_loader.isNamespace(name)) {
        const Ref<Scope> scope(make<Scope>(Scope::Module));
        auto *space = make<ModuleObject>(name, scope);
        space->stars.push_back(unknownHere(u"module '"_s + name + u"' is known only in part"_s));
        module = Value(static_cast<Object *>(space));
    }
    if (module.isUnset() && m_loader.isAbsent(name))
        raise("ModuleNotFoundError"_L1, u"No module named '"_s + name + u"'"_s);
    if (module.isUnset())
        module = unknownHere(u"module '"_s + name + u"' is not part of the project"_s);
    m_modules.set(name, module);
    return module;
}

/// Loads "a", "a.b", "a.b.c" one after the other; the value is the last.
Value Machine::importName(const QString &name)
{
    Value parent;
    Value module;
    const auto parts = name.split(u'.');
    for (qsizetype i = 1; i <= parts.size(); ++i) {
        const QString prefix = parts.mid(0, i).join(u'.');
        const bool isRegistered = !m_modules.get(prefix).isUnset() || !m_loader.registered(prefix).isUnset();
        module = Value();
        if (i > 1 && parent.isHost() && !isRegistered)
            module = findAttribute(parent, parts[i - 1]);
        if (module.isUnset() && i > 1 && parent.isUnknown() && !isRegistered && !m_loader.isNamespace(prefix))
            module = unknownHere(parent.unknownReason());
        if (module.isUnset())
            module = loadModule(prefix);
        if (parent.kind() == Kind::Module && as<ModuleObject>(parent).scope) {
            auto &names = as<ModuleObject>(parent).scope->names;
            // A name of the package that hides its own submodule stays what it is.
            if (names.get(parts[i - 1]).isUnset() || !module.isUnknown())
                names.set(parts[i - 1], module);
        }
        parent = module;
    }
    return module;
}

Value Machine::importModule(const QString &name)
{
    return importName(name);
}

void Machine::executeImport(const Import &statement)
{
    for (const auto &alias : statement.names) {
        m_frame->at = alias.span();
        const Value module = importName(alias.name.text());
        if (alias.asName) {
            bindName(alias.asName, module);
            continue;
        }
        const QString root = alias.name.text().section(u'.', 0, 0);
        if (root == alias.name.text()) {
            bindName(alias.name, module);
            continue;
        }
        const Value first = m_modules.get(root);
        Scope &scope = *m_frame->scope;
        if (scope.type != Scope::Function) {
            scope.names.set(root, first);
            continue;
        }
        for (size_t i = 0; i < scope.code->names.size(); ++i) {
            if (*scope.code->names[i] == root)
                scope.cells[i] = first;
        }
    }
}

QString Machine::absoluteName(const ImportFrom &statement)
{
    if (statement.level == 0)
        return statement.module.text();
    QString base = m_frame->module->package;
    for (int i = 1; i < statement.level; ++i)
        base = base.contains(u'.') ? base.section(u'.', 0, -2) : QString();
    if (base.isEmpty())
        return {};
    return statement.module ? QString(base + u'.' + statement.module.text()) : base;
}

Value Machine::fromModule(const Value &module, const QString &moduleName, const QString &name)
{
    const QString full = moduleName + u'.' + name;
    if (module.isUnknown())
        return m_loader.registered(full).isUnset() && !m_loader.isNamespace(full) ? module : importName(full);
    Value found = findAttribute(module, name);
    if (!found.isUnset() && !(found.isUnknown() && !m_loader.registered(full).isUnset()))
        return found;
    if (!m_loader.registered(full).isUnset() || m_loader.isNamespace(full) || m_loader.find(full))
        return importName(full);
    if (module.isHost() || (module.kind() == Kind::Module && standIn(moduleName).isSame(module)))
        return unknownHere(u"'"_s + name + u"' of module '"_s + moduleName + u"' is not supported"_s);
    if (module.kind() == Kind::Module && !m_loader.find(moduleName))
        return unknownHere(u"'"_s + name + u"' of module '"_s + moduleName + u"' is not supported"_s);
    raise("ImportError"_L1, u"cannot import name '"_s + name + u"' from '"_s + moduleName + u"'"_s);
}

void Machine::executeImportFrom(const ImportFrom &statement)
{
    const QString name = absoluteName(statement);
    m_frame->at = statement.span();
    const Value module = name.isEmpty() ? unknownHere(u"a relative import outside a package"_s) : importName(name);
    for (const auto &alias : statement.names) {
        m_frame->at = alias.span();
        if (alias.name == "*"_L1)
            importAll(module);
        else
            bindName(alias.asName ? alias.asName : alias.name, fromModule(module, name, alias.name.text()));
    }
}

void Machine::importAll(const Value &module)
{
    if (module.kind() != Kind::Module || !as<ModuleObject>(module).scope) {
        m_frame->module->stars.push_back(module);
        return;
    }
    const auto &source = as<ModuleObject>(module);
    m_frame->module->stars.insert(m_frame->module->stars.end(), source.stars.begin(), source.stars.end());
    const Value listed = source.scope->names.get(u"__all__"_s);
    auto &names = m_frame->scope->names;
    if (listed.isUnknown()) {
        m_frame->module->stars.push_back(listed);
    } else if (!listed.isUnset()) {
        for (const auto &name : items(listed)) {
            if (name.isUnknown())
                m_frame->module->stars.push_back(name);
            else
                names.set(name.text(), fromModule(module, source.name, name.text()));
        }
        return;
    }
    const auto attributes = module.storedAttributes();
    for (const auto &[name, value] : attributes) {
        if (!name.startsWith(u'_'))
            names.set(name, value);
    }
}

Flow Machine::executeMatch(const Match &statement)
{
    const Value subject = evaluate(*statement.subject);
    for (const auto &oneCase : statement.cases) {
        m_frame->at = Span{qsizetype(oneCase.pattern->begin), qsizetype(oneCase.pattern->end)};
        if (!matches(*oneCase.pattern, subject))
            continue;
        if (oneCase.guard && !isTrue(evaluate(*oneCase.guard)))
            continue;
        return executeInner(oneCase.body);
    }
    return Flow::Next;
}

bool Machine::matches(const Pattern &pattern, const Value &subject)
{
    checkStack();
    switch (pattern.kind) {
    case PatternKind::MatchValue: return isTrue(compare(ComparisonOperator::Eq, subject, evaluate(*pattern.to<MatchValue>().value)));
    case PatternKind::MatchSingleton: {
        if (subject.isUnknown())
            stopUnknown(subject, u"what happens next depends on a value that is not known"_s);
        const auto type = pattern.to<MatchSingleton>().value;
        return type == ConstantType::None ? subject.isNone() : type == ConstantType::True ? subject.isTrue() : subject.isFalse();
    }
    case PatternKind::MatchSequence: return matchesSequence(pattern.to<MatchSequence>(), subject);
    case PatternKind::MatchMapping: return matchesMapping(pattern.to<MatchMapping>(), subject);
    case PatternKind::MatchClass: return matchesClass(pattern.to<MatchClass>(), subject);
    case PatternKind::MatchStar: return false;
    case PatternKind::MatchAs: {
        const auto &capture = pattern.to<MatchAs>();
        if (capture.pattern && !matches(*capture.pattern, subject))
            return false;
        if (capture.name)
            bindName(capture.name, subject);
        return true;
    }
    case PatternKind::MatchOr:
        for (const auto *part : pattern.to<MatchOr>().patterns) {
            if (matches(*part, subject))
                return true;
        }
        return false;
    }
    return false;
}

bool Machine::matchesSequence(const MatchSequence &pattern, const Value &subject)
{
    if (subject.isUnknown())
        stopUnknown(subject, u"what happens next depends on a value that is not known"_s);
    const Value plain = subject.isInstance() && !subject.isEnumMember() ? subject.plain() : subject;
    if (!plain.isList() && !plain.isTuple()) {
        if (plain.kind() == Kind::Range || plain.isHost())
            stop(u"matching this as a sequence is not supported"_s);
        return false;
    }
    const Values values = plain.items();
    qsizetype star = -1;
    for (size_t i = 0; i < pattern.patterns.size(); ++i) {
        if (pattern.patterns[i]->is<MatchStar>())
            star = qsizetype(i);
    }
    const size_t fixed = pattern.patterns.size() - (star >= 0 ? 1 : 0);
    if (values.size() < fixed || (star < 0 && values.size() > fixed))
        return false;
    size_t at = 0;
    for (size_t i = 0; i < pattern.patterns.size(); ++i) {
        if (qsizetype(i) == star) {
            const size_t count = values.size() - fixed;
            if (const auto name = pattern.patterns[i]->to<MatchStar>().name)
                bindName(name, list(Values(values.begin() + qsizetype(at), values.begin() + qsizetype(at + count))));
            at += count;
        } else if (!matches(*pattern.patterns[i], values[at++])) {
            return false;
        }
    }
    return true;
}

bool Machine::matchesMapping(const MatchMapping &pattern, const Value &subject)
{
    if (subject.isUnknown())
        stopUnknown(subject, u"what happens next depends on a value that is not known"_s);
    const Value plain = subject.plain();
    if (!plain.isDict()) {
        if (plain.isHost())
            stop(u"matching this as a mapping is not supported"_s);
        return false;
    }
    Values used;
    const auto &table = as<DictObject>(plain).table;
    for (size_t i = 0; i < pattern.keys.size(); ++i) {
        used.push_back(evaluate(*pattern.keys[i]));
        const auto at = find(table, used.back());
        if (at < 0)
            return false;
        const Value value = table.valueAt(at);
        if (!matches(*pattern.patterns[i], value))
            return false;
    }
    if (pattern.rest) {
        auto *rest = makeDict();
        const Value result(static_cast<Object *>(rest));
        for (const auto &[key, value] : plain.entries()) {
            bool isUsed = false;
            for (const auto &one : used)
                isUsed = isUsed || one.equals(key);
            if (!isUsed)
                setEntry(*rest, key, value);
        }
        bindName(pattern.rest, result);
    }
    return true;
}

bool Machine::matchesClass(const MatchClass &pattern, const Value &subject)
{
    const Value cls = evaluate(*pattern.cls);
    if (!isTrue(isInstance(subject, cls)))
        return false;
    const bool isPlainType = cls.isClass() && as<ClassObject>(cls).isBuiltin;
    Values positional;
    if (!pattern.patterns.empty() && !isPlainType)
        positional = items(attribute(cls, u"__match_args__"_s));
    for (size_t i = 0; i < pattern.patterns.size(); ++i) {
        if (isPlainType) {
            if (!matches(*pattern.patterns[i], subject))
                return false;
            continue;
        }
        if (i >= positional.size())
            raise("TypeError"_L1,
                  cls.name() + u"() accepts %1 positional sub-patterns (%2 given)"_s.arg(positional.size()).arg(pattern.patterns.size()));
        const Value value = findAttribute(subject, positional[i].text());
        if (value.isUnset() || !matches(*pattern.patterns[i], value))
            return false;
    }
    for (size_t i = 0; i < pattern.kwdAttrs.size(); ++i) {
        const Value value = findAttribute(subject, pattern.kwdAttrs[i]);
        if (value.isUnset() || !matches(*pattern.kwdPatterns[i], value))
            return false;
    }
    return true;
}

} // namespace retort::python
