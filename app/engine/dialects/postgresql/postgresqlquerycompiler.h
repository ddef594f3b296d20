#pragma once

#include "dialects/common/querycompiler.h"

namespace retort {

class PostgresqlQueryCompiler final : public QueryCompiler
{
public:
    using QueryCompiler::QueryCompiler;

protected:
    [[nodiscard]] QString returningClause(const SqlExpression &clause) override;
};

} // namespace retort
