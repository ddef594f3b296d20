#pragma once

#include "dialects/common/basedialect.h"

namespace retort {

class PostgresqlDialect final : public BaseDialect
{
public:
    PostgresqlDialect();

protected:
    [[nodiscard]] const DialectProfile &profile(const RenderMode &mode) const override;
    void equip(Compilation &compilation) const override;
    [[nodiscard]] std::unique_ptr<OperationRenderer> renderer(Compilation &compilation, const Schema &before,
                                                              RenderMemory &memory) const override;
    [[nodiscard]] std::optional<bool> sameDefaultTexts(const DefaultTexts &texts, const Column &inDatabase,
                                                       const Column &declared) const override;
    [[nodiscard]] QString questionOf(const DefaultTexts &texts, const Column &inDatabase) const override;
    [[nodiscard]] QString returningClause(const VersionTableName &table) const override;

private:
    /// On a connection standard_conforming_strings is on: a backslash is no escape.
    DialectProfile m_onlineProfile;
};

} // namespace retort
