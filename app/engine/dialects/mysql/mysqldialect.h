#pragma once

#include "dialects/common/basedialect.h"

namespace retort {

/// MySQL, and what MariaDB has in common with it.
class MysqlDialect : public BaseDialect
{
public:
    MysqlDialect();

protected:
    explicit MysqlDialect(DialectProfile profile) : BaseDialect(std::move(profile)) {}

    [[nodiscard]] static DialectProfile familyProfile(const QString &name, const QString &displayName);
    void equip(Compilation &compilation) const override;
    [[nodiscard]] std::unique_ptr<OperationRenderer> renderer(Compilation &compilation, const Schema &before,
                                                              RenderMemory &memory) const override;
};

} // namespace retort
