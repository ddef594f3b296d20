#pragma once

#include "alembic/hosts/made.h"
#include "alembic/hosts/reading.h"
#include "alembic/hosts/typehost.h"
#include "python/hostobject.h"
#include "schema/sqlexpression.h"

#include <vector>

namespace retort::hosts {

/// An SQL expression with what SQLAlchemy knows about it: its type, and the tables a SELECT with it would need in FROM.
struct Expr {
    SqlExpression tree;
    TypeValue type;
    std::vector<SqlExpression> froms;
};

/// A Core expression in a program: sa.text("..."), t.c.id > 5, sa.func.now().
class ExpressionHost : public python::HostObject
{
public:
    ExpressionHost(ReadingPtr reading, Expr expression) : m_reading(std::move(reading)), m_expression(std::move(expression)) {}

    [[nodiscard]] virtual Expr expression() const { return m_expression; }
    [[nodiscard]] const ReadingPtr &reading() const { return m_reading; }

    [[nodiscard]] QString typeName() const override;
    python::Value attribute(python::CallContext &context, const QString &name) override;
    python::Value binary(python::CallContext &context, python::BinaryOperator op, const python::Value &other, bool reflected) override;
    python::Value unary(python::CallContext &context, python::UnaryOperator op) override;
    python::Value compare(python::CallContext &context, python::ComparisonOperator op, const python::Value &other) override;
    python::Value item(python::CallContext &context, const python::Value &key) override;
    python::Value truth(python::CallContext &context) override;
    python::Value representation(python::CallContext &context) override;

protected:
    ReadingPtr m_reading;
    Expr m_expression;
};

[[nodiscard]] python::Value makeExpression(const ReadingPtr &reading, Expr expression);

/// An expression, or a plain value as a literal; `like` is the type of what it is compared with or assigned to.
[[nodiscard]] Made<Expr> toExpression(python::CallContext &context, const python::Value &value, const TypeValue &like = {},
                                      bool comparison = true);
/// What an object of the program stands for in a statement (a Query): SQLAlchemy's __clause_element__(); Unset for others.
[[nodiscard]] python::Value clauseElement(python::CallContext &context, const python::Value &value);
/// A condition of WHERE or HAVING: True, False and None are SQL's constants there, not literals.
[[nodiscard]] Made<Expr> toCriterion(python::CallContext &context, const python::Value &value);

/// AND or OR of conditions: nested ones of the same sort are flattened, a single one stands alone.
[[nodiscard]] Expr combine(SqlExpression::Kind kind, std::vector<Expr> conditions);
[[nodiscard]] Expr negate(Expr expression);
[[nodiscard]] Expr makeOperation(SqlExpression::Kind kind, const QString &text, std::vector<Expr> operands);
void addFroms(std::vector<SqlExpression> &into, const std::vector<SqlExpression> &more);
[[nodiscard]] SqlType namedType(const QString &name);

/// The expression without the tables of its columns, as DDL wants it (CHECK, CREATE INDEX, DEFAULT).
[[nodiscard]] SqlExpression withoutTables(SqlExpression tree);

} // namespace retort::hosts
