#include "python/syntaxwalk.h"

#include <algorithm>

namespace retort::python {

namespace {

void maybe(const Expression *expression, const ExpressionVisitor &visit)
{
    if (expression)
        visit(*expression);
}

void all(Expressions expressions, const ExpressionVisitor &visit)
{
    for (const auto *expression : expressions)
        maybe(expression, visit);
}

void generators(std::span<const Comprehension> comprehensions, const ExpressionVisitor &visit)
{
    for (const auto &comprehension : comprehensions) {
        visit(*comprehension.target);
        visit(*comprehension.iter);
        all(comprehension.ifs, visit);
    }
}

void defaults(const Arguments &arguments, const ExpressionVisitor &visit)
{
    all(arguments.defaults, visit);
    all(arguments.kwDefaults, visit);
}

void patternParts(const Pattern &pattern, const ExpressionVisitor &visit)
{
    if (const auto *value = pattern.as<MatchValue>())
        visit(*value->value);
    else if (const auto *mapping = pattern.as<MatchMapping>())
        all(mapping->keys, visit);
    else if (const auto *cls = pattern.as<MatchClass>())
        visit(*cls->cls);
}

void visitSimple(const Statement &statement, const ExpressionVisitor &visit)
{
    switch (statement.kind) {
    case StatementKind::Return: return maybe(statement.to<Return>().value, visit);
    case StatementKind::Delete: return all(statement.to<Delete>().targets, visit);
    case StatementKind::Assign: visit(*statement.to<Assign>().value); return all(statement.to<Assign>().targets, visit);
    case StatementKind::AugAssign: visit(*statement.to<AugAssign>().target); return visit(*statement.to<AugAssign>().value);
    case StatementKind::AnnAssign: maybe(statement.to<AnnAssign>().value, visit); return visit(*statement.to<AnnAssign>().target);
    case StatementKind::Raise: maybe(statement.to<Raise>().exc, visit); return maybe(statement.to<Raise>().cause, visit);
    case StatementKind::Assert: visit(*statement.to<Assert>().test); return maybe(statement.to<Assert>().msg, visit);
    case StatementKind::Expr: return visit(*statement.to<Expr>().value);
    case StatementKind::FunctionDef:
        all(statement.to<FunctionDef>().decoratorList, visit);
        return defaults(*statement.to<FunctionDef>().args, visit);
    case StatementKind::ClassDef:
        all(statement.to<ClassDef>().decoratorList, visit);
        all(statement.to<ClassDef>().bases, visit);
        for (const auto &keyword : statement.to<ClassDef>().keywords)
            visit(*keyword.value);
        return;
    default: return;
    }
}

void body(Statements statements, const StatementVisitor &visit)
{
    for (const auto *statement : statements)
        visit(*statement);
}

void add(std::vector<const QString *> &names, const QString &name)
{
    if (std::find(names.begin(), names.end(), &name) == names.end())
        names.push_back(&name);
}

void collectExpression(const Expression &expression, Bindings &bindings)
{
    if (const auto *named = expression.as<NamedExpr>())
        collectTarget(*named->target, bindings);
    if (expression.is<Yield>() || expression.is<YieldFrom>())
        bindings.yields = true;
    visitParts(expression, [&bindings](const Expression &part) { collectExpression(part, bindings); });
}

void collectPattern(const Pattern &pattern, Bindings &bindings)
{
    const auto each = [&bindings](Patterns patterns) {
        for (const auto *part : patterns)
            collectPattern(*part, bindings);
    };
    if (const auto *capture = pattern.as<MatchAs>()) {
        if (capture->name)
            add(bindings.names, capture->name.text());
        if (capture->pattern)
            collectPattern(*capture->pattern, bindings);
    } else if (const auto *star = pattern.as<MatchStar>()) {
        if (star->name)
            add(bindings.names, star->name.text());
    } else if (const auto *mapping = pattern.as<MatchMapping>()) {
        if (mapping->rest)
            add(bindings.names, mapping->rest.text());
        each(mapping->patterns);
    } else if (const auto *cls = pattern.as<MatchClass>()) {
        each(cls->patterns);
        each(cls->kwdPatterns);
    } else if (const auto *sequence = pattern.as<MatchSequence>()) {
        each(sequence->patterns);
    } else if (const auto *either = pattern.as<MatchOr>()) {
        each(either->patterns);
    }
}

void collectImported(const Alias &alias, bool plainImport, Bindings &bindings)
{
    if (alias.asName)
        add(bindings.names, alias.asName.text());
    else if (plainImport && alias.name.text().contains(u'.'))
        bindings.importRoots.push_back(alias.name.text().section(u'.', 0, 0));
    else
        add(bindings.names, alias.name.text());
}

void collectStatement(const Statement &statement, Bindings &bindings)
{
    switch (statement.kind) {
    case StatementKind::Assign:
        for (const auto *target : statement.to<Assign>().targets)
            collectTarget(*target, bindings);
        break;
    case StatementKind::AugAssign: collectTarget(*statement.to<AugAssign>().target, bindings); break;
    case StatementKind::AnnAssign: collectTarget(*statement.to<AnnAssign>().target, bindings); break;
    case StatementKind::TypeAlias: collectTarget(*statement.to<TypeAlias>().name, bindings); break;
    case StatementKind::Delete:
        for (const auto *target : statement.to<Delete>().targets)
            collectTarget(*target, bindings);
        break;
    case StatementKind::For: collectTarget(*statement.to<For>().target, bindings); break;
    case StatementKind::With:
        for (const auto &item : statement.to<With>().items) {
            if (item.optionalVars)
                collectTarget(*item.optionalVars, bindings);
        }
        break;
    case StatementKind::Try:
        for (const auto &handler : statement.to<Try>().handlers) {
            if (handler.name)
                add(bindings.names, handler.name.text());
        }
        break;
    case StatementKind::Match:
        for (const auto &oneCase : statement.to<Match>().cases)
            collectPattern(*oneCase.pattern, bindings);
        break;
    case StatementKind::FunctionDef: add(bindings.names, statement.to<FunctionDef>().name.text()); break;
    case StatementKind::ClassDef: add(bindings.names, statement.to<ClassDef>().name.text()); break;
    case StatementKind::Import:
        for (const auto &alias : statement.to<Import>().names)
            collectImported(alias, true, bindings);
        break;
    case StatementKind::ImportFrom:
        for (const auto &alias : statement.to<ImportFrom>().names)
            collectImported(alias, false, bindings);
        break;
    case StatementKind::Global:
        for (const auto name : statement.to<Global>().names)
            add(bindings.globals, name.text());
        break;
    case StatementKind::Nonlocal:
        for (const auto name : statement.to<Nonlocal>().names)
            add(bindings.nonlocals, name.text());
        break;
    default: break;
    }
    visitParts(
        statement, [&bindings](const Expression &part) { collectExpression(part, bindings); },
        [&bindings](const Statement &part) { collectStatement(part, bindings); });
}

} // namespace

void visitParts(const Expression &expression, const ExpressionVisitor &visit)
{
    switch (expression.kind) {
    case ExpressionKind::BoolOp: return all(expression.to<BoolOp>().values, visit);
    case ExpressionKind::NamedExpr: visit(*expression.to<NamedExpr>().target); return visit(*expression.to<NamedExpr>().value);
    case ExpressionKind::BinOp: visit(*expression.to<BinOp>().left); return visit(*expression.to<BinOp>().right);
    case ExpressionKind::UnaryOp: return visit(*expression.to<UnaryOp>().operand);
    case ExpressionKind::Lambda: return defaults(*expression.to<Lambda>().args, visit);
    case ExpressionKind::IfExp:
        visit(*expression.to<IfExp>().test);
        visit(*expression.to<IfExp>().body);
        return visit(*expression.to<IfExp>().orelse);
    case ExpressionKind::Dict: all(expression.to<Dict>().keys, visit); return all(expression.to<Dict>().values, visit);
    case ExpressionKind::Set: return all(expression.to<Set>().elts, visit);
    case ExpressionKind::ListComp: visit(*expression.to<ListComp>().elt); return generators(expression.to<ListComp>().generators, visit);
    case ExpressionKind::SetComp: visit(*expression.to<SetComp>().elt); return generators(expression.to<SetComp>().generators, visit);
    case ExpressionKind::GeneratorExp:
        visit(*expression.to<GeneratorExp>().elt);
        return generators(expression.to<GeneratorExp>().generators, visit);
    case ExpressionKind::DictComp:
        visit(*expression.to<DictComp>().key);
        visit(*expression.to<DictComp>().value);
        return generators(expression.to<DictComp>().generators, visit);
    case ExpressionKind::Await: return visit(*expression.to<Await>().value);
    case ExpressionKind::Yield: return maybe(expression.to<Yield>().value, visit);
    case ExpressionKind::YieldFrom: return visit(*expression.to<YieldFrom>().value);
    case ExpressionKind::Compare: visit(*expression.to<Compare>().left); return all(expression.to<Compare>().comparators, visit);
    case ExpressionKind::Call:
        visit(*expression.to<Call>().func);
        all(expression.to<Call>().args, visit);
        for (const auto &keyword : expression.to<Call>().keywords)
            visit(*keyword.value);
        return;
    case ExpressionKind::FormattedValue:
        visit(*expression.to<FormattedValue>().value);
        return maybe(expression.to<FormattedValue>().formatSpec, visit);
    case ExpressionKind::JoinedStr: return all(expression.to<JoinedStr>().values, visit);
    case ExpressionKind::Attribute: return visit(*expression.to<Attribute>().value);
    case ExpressionKind::Subscript: visit(*expression.to<Subscript>().value); return visit(*expression.to<Subscript>().slice);
    case ExpressionKind::Starred: return visit(*expression.to<Starred>().value);
    case ExpressionKind::List: return all(expression.to<List>().elts, visit);
    case ExpressionKind::Tuple: return all(expression.to<Tuple>().elts, visit);
    case ExpressionKind::Slice:
        maybe(expression.to<Slice>().lower, visit);
        maybe(expression.to<Slice>().upper, visit);
        return maybe(expression.to<Slice>().step, visit);
    case ExpressionKind::Constant:
    case ExpressionKind::Name: return;
    }
}

void visitParts(const Statement &statement, const ExpressionVisitor &visit, const StatementVisitor &visitStatement)
{
    switch (statement.kind) {
    case StatementKind::For:
        visit(*statement.to<For>().target);
        visit(*statement.to<For>().iter);
        body(statement.to<For>().body, visitStatement);
        return body(statement.to<For>().orelse, visitStatement);
    case StatementKind::While:
        visit(*statement.to<While>().test);
        body(statement.to<While>().body, visitStatement);
        return body(statement.to<While>().orelse, visitStatement);
    case StatementKind::If:
        visit(*statement.to<If>().test);
        body(statement.to<If>().body, visitStatement);
        return body(statement.to<If>().orelse, visitStatement);
    case StatementKind::With:
        for (const auto &item : statement.to<With>().items) {
            visit(*item.contextExpr);
            maybe(item.optionalVars, visit);
        }
        return body(statement.to<With>().body, visitStatement);
    case StatementKind::Match:
        visit(*statement.to<Match>().subject);
        for (const auto &oneCase : statement.to<Match>().cases) {
            patternParts(*oneCase.pattern, visit);
            maybe(oneCase.guard, visit);
            body(oneCase.body, visitStatement);
        }
        return;
    case StatementKind::Try:
        body(statement.to<Try>().body, visitStatement);
        for (const auto &handler : statement.to<Try>().handlers) {
            maybe(handler.type, visit);
            body(handler.body, visitStatement);
        }
        body(statement.to<Try>().orelse, visitStatement);
        return body(statement.to<Try>().finalbody, visitStatement);
    default: return visitSimple(statement, visit);
    }
}

void collectTarget(const Expression &target, Bindings &bindings)
{
    if (const auto *name = target.as<Name>())
        add(bindings.names, name->id.text());
    else if (const auto *starred = target.as<Starred>())
        collectTarget(*starred->value, bindings);
    else if (target.is<List>() || target.is<Tuple>())
        visitParts(target, [&bindings](const Expression &part) { collectTarget(part, bindings); });
}

Bindings bindingsOf(Statements statements)
{
    Bindings bindings;
    for (const auto *statement : statements)
        collectStatement(*statement, bindings);
    if (!bindings.importRoots.empty()) {
        std::vector<const QString *> names;
        for (const auto *statement : statements)
            collectMentioned(*statement, names);
        for (const auto *name : names) {
            if (std::find(bindings.importRoots.begin(), bindings.importRoots.end(), *name) != bindings.importRoots.end())
                add(bindings.names, *name);
        }
    }
    const auto declared = [&bindings](const QString *name) {
        return std::find(bindings.globals.begin(), bindings.globals.end(), name) != bindings.globals.end()
            || std::find(bindings.nonlocals.begin(), bindings.nonlocals.end(), name) != bindings.nonlocals.end();
    };
    std::erase_if(bindings.names, declared);
    return bindings;
}

Bindings bindingsOf(const Expression &expression)
{
    Bindings bindings;
    collectExpression(expression, bindings);
    return bindings;
}

bool containsYield(const Expression &expression)
{
    if (expression.is<Yield>() || expression.is<YieldFrom>())
        return true;
    bool found = false;
    visitParts(expression, [&found](const Expression &part) { found = found || containsYield(part); });
    return found;
}

bool containsCall(const Expression &expression)
{
    switch (expression.kind) {
    case ExpressionKind::Call:
    case ExpressionKind::Await:
    case ExpressionKind::ListComp:
    case ExpressionKind::SetComp:
    case ExpressionKind::DictComp:
    case ExpressionKind::NamedExpr: return true;
    default: break;
    }
    bool found = false;
    visitParts(expression, [&found](const Expression &part) { found = found || containsCall(part); });
    return found;
}

bool containsYield(const Statement &statement)
{
    bool found = false;
    visitParts(
        statement, [&found](const Expression &part) { found = found || containsYield(part); },
        [&found](const Statement &part) { found = found || containsYield(part); });
    return found;
}

namespace {

void mentioned(const Expression &expression, std::vector<const QString *> &names)
{
    if (const auto *name = expression.as<Name>())
        add(names, name->id.text());
    visitParts(expression, [&names](const Expression &part) { mentioned(part, names); });
}

} // namespace

void collectMentioned(const Statement &statement, std::vector<const QString *> &names)
{
    visitParts(
        statement, [&names](const Expression &part) { mentioned(part, names); },
        [&names](const Statement &part) { collectMentioned(part, names); });
}

} // namespace retort::python
