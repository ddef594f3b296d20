#pragma once

#include "dialects/common/basedialect.h"

namespace retort {

/// MySQL, and what MariaDB has in common with it.
class MysqlDialect : public BaseDialect
{
public:
    MysqlDialect();

    [[nodiscard]] std::optional<bool> sameType(const SqlType &inDatabase, const SqlType &declared, const RenderMode &mode) const override;

protected:
    explicit MysqlDialect(DialectProfile profile) : BaseDialect(std::move(profile)) {}

    [[nodiscard]] static DialectProfile familyProfile(const QString &name, const QString &displayName);
    void equip(Compilation &compilation) const override;
    [[nodiscard]] std::unique_ptr<OperationRenderer> renderer(Compilation &compilation, const Schema &before,
                                                              RenderMemory &memory) const override;
    [[nodiscard]] std::optional<bool> sameDefaultTexts(const DefaultTexts &texts, const Column &inDatabase,
                                                       const Column &declared) const override;
};

} // namespace retort
