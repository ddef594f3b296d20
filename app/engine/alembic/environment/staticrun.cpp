#include "alembic/environment/staticrun.h"

#include "base/translation.h"
#include "python/parser.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace retort::environment {

using namespace Qt::StringLiterals;
using namespace python;

namespace {

constexpr int MaximumDepth = 60;
constexpr int MaximumSteps = 50000;

} // namespace

StaticValue StaticRun::unknown(const QString &reason, const Scope &scope, const Located &at) const
{
    StaticValue value;
    value.text = reason;
    const Scope &home = scope->globals ? scope->globals : scope;
    value.file = home->file;
    value.line = home->module ? home->module->source.line(qsizetype(at.begin)) : 0;
    return value;
}

StaticRun::~StaticRun()
{
    // Functions know the scope they stand in and the scope knows them: taken apart here, or they would keep each other forever.
    for (const auto &weak : m_scopes) {
        if (const Scope scope = weak.lock())
            scope->names.clear();
    }
}

StaticRun::Scope StaticRun::newScope()
{
    auto scope = std::make_shared<StaticScope>();
    m_scopes.push_back(scope);
    return scope;
}

void StaticRun::addSourceRoot(const QString &folder)
{
    if (!folder.isEmpty() && !m_roots.contains(folder))
        m_roots.append(folder);
}

StaticRun::Scope StaticRun::runModule(const SourceText &source, const QString &package)
{
    auto scope = newScope();
    scope->module = std::make_shared<Module>(parse(source));
    scope->package = package;
    scope->file = source.file();
    scope->names.insert(u"__file__"_s, StaticValue::string(source.file()));
    scope->names.insert(u"__name__"_s, StaticValue::string(package));
    run(scope->module->body, scope);
    return scope;
}

QString StaticRun::fileOf(const QString &module) const
{
    // A project's folder of migrations is often called "alembic", too; the name always means the library.
    if (module == "alembic"_L1 || module.startsWith("alembic."_L1))
        return {};
    const QString path = QString(module).replace(u'.', u'/');
    for (const QString &root : m_roots) {
        const QString base = root % u'/' % path;
        for (const QString &file : {QString(base % u".py"_s), QString(base % u"/__init__.py"_s)}) {
            if (QFileInfo(file).isFile())
                return file;
        }
    }
    return {};
}

bool StaticRun::isFolder(const QString &module) const
{
    if (module.isEmpty() || module == "alembic"_L1 || module.startsWith("alembic."_L1))
        return false;
    const QString path = QString(module).replace(u'.', u'/');
    return std::any_of(m_roots.begin(), m_roots.end(), [&](const QString &root) { return QFileInfo(root % u'/' % path).isDir(); });
}

StaticRun::Scope StaticRun::moduleScope(const QString &module)
{
    const auto known = m_modules.constFind(module);
    if (known != m_modules.cend())
        return *known;
    const QString path = fileOf(module);
    if (path.isEmpty() || m_depth > MaximumDepth) {
        m_modules.insert(module, nullptr);
        return nullptr;
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return nullptr;
    const auto source = decodeSource(path, file.readAll());
    if (!source)
        return nullptr;
    // Modules that import each other see what the other has so far.
    auto scope = newScope();
    scope->module = std::make_shared<Module>(parse(*source));
    scope->file = path;
    scope->package = path.endsWith("/__init__.py"_L1) ? module : module.section(u'.', 0, -2);
    scope->names.insert(u"__file__"_s, StaticValue::string(path));
    m_modules.insert(module, scope);
    ++m_depth;
    run(scope->module->body, scope);
    --m_depth;
    return scope;
}

StaticRun::Flow StaticRun::run(Statements statements, const Scope &scope)
{
    for (const Statement *statement : statements) {
        if (++m_steps > MaximumSteps)
            return std::nullopt;
        if (Flow flow = runStatement(*statement, scope))
            return flow;
    }
    return std::nullopt;
}

StaticRun::Flow StaticRun::runStatement(const Statement &statement, const Scope &scope)
{
    switch (statement.kind) {
    case StatementKind::Assign: {
        const auto &assigned = statement.to<Assign>();
        const StaticValue value = evaluate(assigned.value, scope);
        for (const Expression *target : assigned.targets)
            assign(target, value, scope);
        return std::nullopt;
    }
    case StatementKind::AnnAssign:
        if (const auto &assigned = statement.to<AnnAssign>(); assigned.value)
            assign(assigned.target, evaluate(assigned.value, scope), scope);
        return std::nullopt;
    case StatementKind::AugAssign: {
        const auto &changed = statement.to<AugAssign>();
        StaticValue value = unknown(tr("it is changed step by step"), scope, statement);
        const StaticValue before = evaluate(changed.target, scope), added = evaluate(changed.value, scope);
        if (changed.op == BinaryOperator::Add && before.isString() && added.isString() && before.text.size() < 65536)
            value = StaticValue::string(before.text + added.text, before.trace + added.trace);
        assign(changed.target, value, scope);
        return std::nullopt;
    }
    case StatementKind::Expr: (void)evaluate(statement.to<Expr>().value, scope); return std::nullopt;
    case StatementKind::Return: {
        const Expression *value = statement.to<Return>().value;
        return value ? evaluate(value, scope) : StaticValue::none();
    }
    case StatementKind::FunctionDef:
    case StatementKind::ClassDef: {
        const bool isFunction = statement.is<FunctionDef>();
        StaticValue value = StaticValue::of(isFunction ? StaticValue::Kind::Function : StaticValue::Kind::Class);
        value.function = statement.as<FunctionDef>();
        value.classDef = statement.as<ClassDef>();
        value.scope = scope;
        value.name = isFunction ? value.function->name.text() : value.classDef->name.text();
        scope->names.insert(value.name, value);
        return std::nullopt;
    }
    case StatementKind::If: return runIf(statement.to<If>(), scope);
    case StatementKind::For: return runFor(statement.to<For>(), scope);
    case StatementKind::While: {
        ++m_openLoops;
        Flow flow = run(statement.to<While>().body, scope);
        --m_openLoops;
        return flow;
    }
    case StatementKind::Try: return runTry(statement.to<Try>(), scope);
    case StatementKind::With: return runWith(statement.to<With>(), scope);
    case StatementKind::Import: runImport(statement.to<Import>(), scope); return std::nullopt;
    case StatementKind::ImportFrom: runImportFrom(statement.to<ImportFrom>(), scope); return std::nullopt;
    default: return std::nullopt;
    }
}

StaticRun::Flow StaticRun::runIf(const If &statement, const Scope &scope)
{
    if (const auto known = truth(evaluate(statement.test, scope)))
        return run(*known ? statement.body : statement.orelse, scope);
    // Both sides are followed; what they disagree about is not known afterwards.
    const auto before = scope->names;
    const Flow left = run(statement.body, scope);
    const auto afterLeft = scope->names;
    scope->names = before;
    const Flow right = run(statement.orelse, scope);
    if (left && right && left->isString() && right->isString() && left->text == right->text)
        return left;
    const StaticValue open = unknown(tr("it depends on a condition that is not known"), scope, *statement.test);
    if (left || right)
        return open;
    for (auto it = afterLeft.begin(); it != afterLeft.end(); ++it) {
        const auto other = scope->names.constFind(it.key());
        const bool same = other != scope->names.cend() && other->kind == it->kind && other->text == it->text
            && other->integer == it->integer && other->scope == it->scope && other->items.size() == it->items.size();
        if (!same)
            scope->names.insert(it.key(), it->kind == StaticValue::Kind::Lazy || it->isExternal() || it->function ? *it : open);
    }
    return std::nullopt;
}

StaticRun::Flow StaticRun::runFor(const For &statement, const Scope &scope)
{
    const StaticValue items = evaluate(statement.iter, scope);
    if (items.kind != StaticValue::Kind::List || items.items.size() > 100) {
        assign(statement.target, unknown(tr("it comes from a loop"), scope, statement), scope);
        ++m_openLoops;
        run(statement.body, scope);
        --m_openLoops;
        return std::nullopt;
    }
    for (const StaticValue &item : items.items) {
        assign(statement.target, item, scope);
        if (Flow flow = run(statement.body, scope))
            return flow;
    }
    return std::nullopt;
}

StaticRun::Flow StaticRun::runTry(const Try &statement, const Scope &scope)
{
    Flow flow = run(statement.body, scope);
    if (!flow)
        flow = run(statement.orelse, scope);
    if (Flow last = run(statement.finalbody, scope))
        return last;
    return flow;
}

StaticRun::Flow StaticRun::runWith(const With &statement, const Scope &scope)
{
    for (const WithItem &item : statement.items) {
        const StaticValue value = evaluate(item.contextExpr, scope);
        if (item.optionalVars)
            assign(item.optionalVars, value, scope);
    }
    return run(statement.body, scope);
}

void StaticRun::bindImport(const QString &module)
{
    m_imported.append(module);
    const QString path = fileOf(module);
    if (path.isEmpty() || m_modules.contains(module))
        return;
    // A module that loads a .env file changes what os.environ answers afterwards.
    QFile file(path);
    if (file.open(QIODevice::ReadOnly) && file.readAll().contains("load_dotenv"))
        moduleScope(module);
}

void StaticRun::runImport(const Import &statement, const Scope &scope)
{
    for (const Alias &alias : statement.names) {
        const QString module = alias.name.text();
        bindImport(module);
        const QString name = alias.asName ? alias.asName.text() : module.section(u'.', 0, 0);
        StaticValue value = StaticValue::of(StaticValue::Kind::Lazy);
        value.text = alias.asName ? module : name;
        scope->names.insert(name, value);
    }
}

void StaticRun::runImportFrom(const ImportFrom &statement, const Scope &scope)
{
    QString module = statement.module.text();
    const Scope &home = scope->globals ? scope->globals : scope;
    if (statement.level > 0) {
        QString package = home->package;
        for (int level = 1; level < statement.level; ++level)
            package = package.section(u'.', 0, -2);
        module = module.isEmpty() ? package : package.isEmpty() ? module : QString(package % u'.' % module);
    }
    bindImport(module);
    for (const Alias &alias : statement.names) {
        if (alias.name == u"*") {
            scope->starImports.prepend(module);
            continue;
        }
        StaticValue value = StaticValue::of(StaticValue::Kind::Lazy);
        value.text = module;
        value.name = alias.name.text();
        scope->names.insert(alias.asName ? alias.asName.text() : value.name, value);
    }
}

void StaticRun::assign(const Expression *target, const StaticValue &value, const Scope &scope)
{
    if (const auto *name = target->as<Name>()) {
        scope->names.insert(name->id.text(), value);
    } else if (const auto *attributeTarget = target->as<Attribute>()) {
        const StaticValue object = evaluate(attributeTarget->value, scope);
        if (object.kind == StaticValue::Kind::Instance && object.scope)
            object.scope->names.insert(attributeTarget->attr.text(), value);
        else if (object.isExternal())
            m_host.setAttribute(object, attributeTarget->attr.text(), value);
    } else if (const auto *subscript = target->as<Subscript>()) {
        const StaticValue object = evaluate(subscript->value, scope), key = evaluate(subscript->slice, scope);
        const auto *owner = subscript->value->as<Name>();
        if (object.isExternal()) {
            m_host.setItem(object, key, value);
        } else if (object.kind == StaticValue::Kind::Dict && owner && key.isString()) {
            StaticValue changed = object;
            changed.entries.removeIf([&](const auto &entry) { return entry.first == key.text; });
            changed.entries.append({key.text, value});
            scope->names.insert(owner->id.text(), changed);
        }
    } else if (const auto *tuple = target->as<Tuple>()) {
        for (size_t i = 0; i < tuple->elts.size(); ++i) {
            const bool known = value.kind == StaticValue::Kind::List && value.items.size() == qsizetype(tuple->elts.size());
            assign(tuple->elts[i],
                   known ? value.items[qsizetype(i)] : unknown(tr("it is taken apart from a value that is not known"), scope, *target),
                   scope);
        }
    }
}

StaticValue StaticRun::resolved(const StaticValue &value)
{
    if (value.kind != StaticValue::Kind::Lazy)
        return value;
    const Scope scope = moduleScope(value.text);
    if (!scope) {
        const QString submodule = value.name.isEmpty() ? value.text : QString(value.text % u'.' % value.name);
        if (isFolder(submodule) && fileOf(submodule).isEmpty()) {
            StaticValue package = StaticValue::of(StaticValue::Kind::Module);
            package.scope = newScope();
            package.text = submodule;
            return package;
        }
        if (value.name.isEmpty() || fileOf(submodule).isEmpty())
            return StaticValue::external(submodule);
    }
    if (value.name.isEmpty()) {
        StaticValue module = StaticValue::of(StaticValue::Kind::Module);
        module.scope = scope;
        module.text = value.text;
        return module;
    }
    if (scope) {
        ++m_depth;
        const StaticValue found = m_depth > MaximumDepth ? StaticValue() : lookUp(value.name, scope);
        --m_depth;
        if (!found.isUnknown() || !found.text.isEmpty())
            return found;
    }
    StaticValue submodule = StaticValue::of(StaticValue::Kind::Lazy);
    submodule.text = value.text % u'.' % value.name;
    if (!fileOf(submodule.text).isEmpty())
        return resolved(submodule);
    StaticValue missing;
    missing.text = tr("'%1' is not found in '%2'").arg(value.name, value.text);
    missing.file = scope ? scope->file : QString();
    return missing;
}

QList<StaticValue> StaticRun::lineage(const StaticValue &classValue, QStringList *external)
{
    QList<StaticValue> result{classValue};
    for (qsizetype i = 0; i < result.size() && i < 20; ++i) {
        const StaticValue current = result[i];
        for (const Expression *base : current.classDef->bases) {
            const StaticValue value = evaluate(base, current.scope);
            if (value.kind == StaticValue::Kind::Class)
                result.append(value);
            else if (value.isExternal() && external)
                external->append(value.text);
        }
    }
    return result;
}

StaticRun::Scope StaticRun::classScope(const StaticValue &classValue)
{
    const auto known = m_classes.constFind(classValue.classDef);
    if (known != m_classes.cend())
        return *known;
    auto scope = newScope();
    scope->globals = classValue.scope->globals ? classValue.scope->globals : classValue.scope;
    m_classes.insert(classValue.classDef, scope);
    if (m_depth < MaximumDepth) {
        ++m_depth;
        run(classValue.classDef->body, scope);
        --m_depth;
    }
    return scope;
}

} // namespace retort::environment
