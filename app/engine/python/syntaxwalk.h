#pragma once

#include "python/ast.h"

#include <functional>
#include <vector>

namespace retort::python {

using ExpressionVisitor = std::function<void(const Expression &)>;
using StatementVisitor = std::function<void(const Statement &)>;

/// Visits the direct parts of an expression. Of a lambda only the defaults: its body is another scope.
void visitParts(const Expression &expression, const ExpressionVisitor &visit);
/// Visits the direct parts of a statement. Of a function or class only what is evaluated outside it: decorators, defaults, bases.
void visitParts(const Statement &statement, const ExpressionVisitor &visit, const StatementVisitor &visitStatement);

/// What a body binds and declares, nested functions and classes left out.
struct Bindings {
    std::vector<const QString *> names; ///< in order of appearance, each once
    std::vector<const QString *> globals;
    std::vector<const QString *> nonlocals;
    std::vector<QString> importRoots; ///< the "a" of `import a.b`, which is no identifier of its own
    bool yields = false;
};
[[nodiscard]] Bindings bindingsOf(Statements body);
[[nodiscard]] Bindings bindingsOf(const Expression &expression);
/// The names that a target expression binds.
void collectTarget(const Expression &target, Bindings &bindings);
/// Whether a statement contains a yield of the function it stands in.
[[nodiscard]] bool containsYield(const Statement &statement);
[[nodiscard]] bool containsYield(const Expression &expression);
/// Whether evaluating it may run other code than operators.
[[nodiscard]] bool containsCall(const Expression &expression);
/// Every name that stands in a statement, at any depth.
void collectMentioned(const Statement &statement, std::vector<const QString *> &names);

} // namespace retort::python
