#pragma once

#include "dialects/common/expressioncompiler.h"

namespace retort {

class MysqlExpressionCompiler : public ExpressionCompiler
{
public:
    using ExpressionCompiler::ExpressionCompiler;

protected:
    [[nodiscard]] QString nowFunction() const override { return {}; }
    [[nodiscard]] QString function(const SqlExpression &expression) override;
    [[nodiscard]] QString cast(const SqlExpression &expression) override;
    [[nodiscard]] QString concatenation(const QStringList &operands) const override;
    [[nodiscard]] QString distinctFrom(const QString &left, const QString &right, bool negated) const override;
};

} // namespace retort
