#pragma once

#include "dialects/common/basedialect.h"

namespace retort {

/// SQLite 3: constraints only change by rebuilding the table, types are names, DDL is transactional in the database but not in
/// Alembic's eyes.
class SqliteDialect final : public BaseDialect
{
public:
    SqliteDialect();

protected:
    void equip(Compilation &compilation) const override;
    [[nodiscard]] std::unique_ptr<OperationRenderer> renderer(Compilation &compilation, const Schema &before,
                                                              RenderMemory &memory) const override;
    [[nodiscard]] std::optional<bool> sameDefaultTexts(const DefaultTexts &texts, const Column &inDatabase,
                                                       const Column &declared) const override;
    [[nodiscard]] QString returningClause(const VersionTableName &table) const override;
};

} // namespace retort
