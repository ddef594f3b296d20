#pragma once

#include "dialects/mysql/mysqlddlcompiler.h"

namespace retort {

class MariadbDdlCompiler final : public MysqlDdlCompiler
{
public:
    using MysqlDdlCompiler::MysqlDdlCompiler;

protected:
    [[nodiscard]] int defaultFunctionsSince() const override { return 100201; }
    [[nodiscard]] int sequencesSince() const override { return 100300; }
    [[nodiscard]] bool computedIsNullable() const override { return true; }
};

} // namespace retort
