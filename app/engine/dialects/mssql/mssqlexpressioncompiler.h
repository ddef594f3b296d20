#pragma once

#include "dialects/common/expressioncompiler.h"

namespace retort {

class MssqlExpressionCompiler final : public ExpressionCompiler
{
public:
    using ExpressionCompiler::ExpressionCompiler;

protected:
    [[nodiscard]] QString function(const SqlExpression &expression) override;
    [[nodiscard]] QString concatenation(const QStringList &operands) const override;
    [[nodiscard]] QString extract(const SqlExpression &expression) override;
    [[nodiscard]] QString distinctFrom(const QString &left, const QString &right, bool negated) const override;
};

} // namespace retort
