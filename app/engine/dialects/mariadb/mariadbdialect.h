#pragma once

#include "dialects/mysql/mysqldialect.h"

namespace retort {

class MariadbDialect final : public MysqlDialect
{
public:
    MariadbDialect();

protected:
    void equip(Compilation &compilation) const override;
    [[nodiscard]] std::unique_ptr<OperationRenderer> renderer(Compilation &compilation, const Schema &before,
                                                              RenderMemory &memory) const override;
};

} // namespace retort
