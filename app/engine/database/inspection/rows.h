#pragma once

#include "database/connection.h"

namespace retort {

/// Runs a query and hands each row (a QVariantList) to `take`. Error: that of the query.
template <typename Take>
[[nodiscard]] Result<void> forEachRow(Connection &connection, const QString &sql, const Take &take)
{
    const Result<Rows> rows = connection.query(sql);
    if (!rows)
        return rows.error();
    for (const QVariantList &row : rows->rows)
        take(row);
    return {};
}

} // namespace retort
