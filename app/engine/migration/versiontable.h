#pragma once

#include "base/result.h"
#include "database/connection.h"
#include "dialects/dialect.h"

#include <QStringList>

namespace retort {

/// What the version table says: one row for each head. No table and no row both mean "at base".
struct VersionTableState {
    bool exists = false;
    /// In the order the database gave them.
    QStringList heads;

    bool operator==(const VersionTableState &) const = default;
};

/// Reads the version table as Alembic does. Never creates or changes it: rows are written by the statements of a plan only.
class VersionTable
{
public:
    explicit VersionTable(VersionTableName name) : m_name(std::move(name)) {}

    [[nodiscard]] Result<VersionTableState> read(Connection &connection) const;

private:
    VersionTableName m_name;
};

} // namespace retort
