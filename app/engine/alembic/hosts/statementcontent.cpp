#include "alembic/hosts/operationcalls.h"

#include "alembic/hosts/literals.h"
#include "alembic/hosts/namehost.h"
#include "alembic/hosts/statementhost.h"
#include "base/translation.h"

#include <algorithm>

namespace retort::hosts {

using namespace Qt::StringLiterals;
using python::CallContext;
using python::Value;
using Kind = SqlExpression::Kind;

namespace {

/// A parameter of a text() has no type: Python's sqlite3 writes a datetime as isoformat(" "), without the microseconds that SQLAlchemy's
/// DateTime always has.
void leaveToDriver(SqlExpression &bind, const QString &dialect)
{
    if (dialect != u"sqlite" || bind.literal.kind != Literal::Kind::DateTime)
        return;
    bind.literal.kind = Literal::Kind::String;
    bind.types = {typeOfLiteral(bind.literal)};
}

/// execute(text("... :id"), {"id": 5}).
Made<bool> bindParameters(CallContext &context, SqlExpression &text, const Value &parameters, const QString &dialect)
{
    if (parameters.isUnset() || parameters.isNone())
        return true;
    if (parameters.isUnknown())
        return parameters;
    if (!parameters.isDict())
        return context.unknown(tr("parameters that are not one dict are not understood"));
    for (const auto &[key, value] : parameters.entries()) {
        Made<Expr> expression = toExpression(context, value);
        if (!expression)
            return expression.instead();
        SqlExpression bind = std::move(expression->tree);
        if (bind.kind != Kind::Literal)
            return context.unknown(tr("a parameter that is no plain value is not understood"));
        bind.kind = Kind::Bind;
        bind.text = key.text();
        const auto isTyped = [&bind](const SqlExpression &old) {
            return old.text == bind.text && !old.types.empty() && !old.types.front().isNull();
        };
        if (std::none_of(text.operands.begin(), text.operands.end(), isTyped))
            leaveToDriver(bind, dialect);
        std::erase_if(text.operands, [&bind](const SqlExpression &old) { return old.text == bind.text; });
        text.operands.push_back(std::move(bind));
    }
    return true;
}

} // namespace

Made<OperationContent> statementContent(CallContext &context, const Value &statement, const Value &parameters, const QString &dialect)
{
    if (statement.isUnknown() || statement.isFailure())
        return statement;
    const bool hasParameters = !parameters.isUnset() && !parameters.isNone() && !(parameters.isDict() && parameters.entries().empty());
    if (statement.isString() || statement.host<NameHost>()) {
        SqlExpression text = SqlExpression::fromText(*toText(context, statement));
        const Made<bool> done = bindParameters(context, text, parameters, dialect);
        return done ? Made<OperationContent>(OperationContent(ExecuteSqlOp{std::move(text), false}))
                    : Made<OperationContent>(done.instead());
    }
    if (const auto expression = statement.host<ExpressionHost>()) {
        SqlExpression tree = expression->expression().tree;
        if (tree.kind != Kind::Text)
            return context.unknown(tr("executing this SQL expression is not understood"));
        const Made<bool> done = bindParameters(context, tree, parameters, dialect);
        return done ? Made<OperationContent>(OperationContent(ExecuteSqlOp{std::move(tree), false}))
                    : Made<OperationContent>(done.instead());
    }
    if (hasParameters)
        return context.unknown(tr("a Core statement executed with parameters is not understood"));
    if (const auto dml = statement.host<DmlHost>()) {
        Made<SqlExpression> tree = dml->tree(context);
        return tree ? Made<OperationContent>(OperationContent(ExecuteSqlOp{std::move(*tree), false}))
                    : Made<OperationContent>(tree.instead());
    }
    if (const auto select = statement.host<SelectHost>())
        return OperationContent(ExecuteSqlOp{select->tree(), false});
    if (const auto ddl = statement.host<DdlHost>())
        return ddl->content();
    return context.unknown(tr("executing a value of type %1 is not understood").arg(statement.typeName()));
}

} // namespace retort::hosts
