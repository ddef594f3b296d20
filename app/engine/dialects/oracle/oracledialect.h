#pragma once

#include "dialects/common/basedialect.h"

namespace retort {

class OracleDialect final : public BaseDialect
{
public:
    OracleDialect();

    [[nodiscard]] QString scriptBegin() const override;
    [[nodiscard]] QString scriptCommit() const override;

protected:
    void equip(Compilation &compilation) const override;
    [[nodiscard]] std::unique_ptr<OperationRenderer> renderer(Compilation &compilation, const Schema &before,
                                                              RenderMemory &memory) const override;
    [[nodiscard]] std::optional<bool> sameDefaultTexts(const DefaultTexts &texts, const Column &inDatabase,
                                                       const Column &declared) const override;
    [[nodiscard]] QString returningClause(const VersionTableName &table) const override;
};

} // namespace retort
