#pragma once

#include "dialects/common/expressioncompiler.h"

namespace retort {

class PostgresqlExpressionCompiler final : public ExpressionCompiler
{
public:
    using ExpressionCompiler::ExpressionCompiler;

protected:
    [[nodiscard]] QString nowFunction() const override { return {}; }
    [[nodiscard]] QString caseInsensitiveLike(const QString &left, const QString &right, bool negated) const override;
    [[nodiscard]] QString openBind(const SqlExpression &expression) const override;
};

} // namespace retort
