#pragma once

#include "schema/sqlexpression.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace retort {

class Compilation;

/// Writes SQLAlchemy Core expressions; whole statements are the QueryCompiler's. A dialect overrides what it spells differently.
class ExpressionCompiler
{
public:
    /// Where the expression stands: DDL leaves out table names, and a bind without a value is NULL there.
    enum class Place : std::uint8_t { Ddl, Statement };

    explicit ExpressionCompiler(Compilation &compilation) : m_compilation(compilation) {}
    virtual ~ExpressionCompiler() = default;

    [[nodiscard]] QString compile(const SqlExpression &expression, Place place);
    /// In parentheses when its operator needs them next to `outer` (see needsParentheses).
    [[nodiscard]] QString grouped(const SqlExpression &expression, const QString &outer);
    /// As a criterion of WHERE, AND, OR: a boolean column becomes "c = 1" where there is no boolean type.
    [[nodiscard]] QString criterion(const SqlExpression &expression, const QString &outer);
    [[nodiscard]] QString element(const SqlExpression &expression);
    /// sa.text(): its binds replaced by their values, "\:" unescaped.
    [[nodiscard]] QString text(const SqlExpression &expression);

    [[nodiscard]] Place place() const { return m_place; }

protected:
    [[nodiscard]] virtual QString function(const SqlExpression &expression);
    [[nodiscard]] virtual QString nowFunction() const { return QStringLiteral("CURRENT_TIMESTAMP"); }
    [[nodiscard]] virtual QString binary(const SqlExpression &expression);
    [[nodiscard]] virtual QString cast(const SqlExpression &expression);
    /// The operands of an associative operator, those of its own kind among them taken apart: a || (b || c) is one operator with three.
    [[nodiscard]] QStringList chain(const SqlExpression &expression);
    [[nodiscard]] virtual QString concatenation(const QStringList &operands) const;
    [[nodiscard]] virtual QString emptySet(bool negated) const;
    [[nodiscard]] virtual QString extract(const SqlExpression &expression);
    [[nodiscard]] virtual QString caseInsensitiveLike(const QString &left, const QString &right, bool negated) const;
    [[nodiscard]] virtual QString distinctFrom(const QString &left, const QString &right, bool negated) const;
    [[nodiscard]] virtual QString divide(const SqlExpression &expression);
    /// The cast PostgreSQL gives a bind without a value in the VALUES of an INSERT.
    [[nodiscard]] virtual QString openBind(const SqlExpression &expression) const;
    [[nodiscard]] virtual QString isBooleanTrue(const QString &operand, bool value) const;

    [[nodiscard]] QString arguments(const SqlExpression &expression);
    [[nodiscard]] bool isBoolean(const SqlExpression &expression) const;

    Compilation &m_compilation;

private:
    [[nodiscard]] QString column(const SqlExpression &expression) const;
    [[nodiscard]] QString bindValue(const SqlExpression &bind);
    [[nodiscard]] QString unary(const SqlExpression &expression);
    [[nodiscard]] QString caseExpression(const SqlExpression &expression);
    [[nodiscard]] QString list(const SqlExpression &expression);
    [[nodiscard]] QString membership(const SqlExpression &expression);
    [[nodiscard]] QString like(const SqlExpression &expression);
    [[nodiscard]] QString patternHelper(const SqlExpression &expression);
    [[nodiscard]] QString junction(const SqlExpression &expression, const QString &word);
    [[nodiscard]] QString dispatch(const SqlExpression &expression);

    Place m_place = Place::Ddl;
    int m_depth = 0;
};

} // namespace retort
