#pragma once

#include "dialects/common/querycompiler.h"

namespace retort {

class PostgresqlQueryCompiler final : public QueryCompiler
{
public:
    using QueryCompiler::QueryCompiler;
};

} // namespace retort
