#pragma once

#include "base/result.h"
#include "base/runcontext.h"
#include "database/connection.h"
#include "schema/name.h"

#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace retort {

struct InspectedColumn {
    QString name;
    /// The type as the database prints it ("character varying(50)").
    QString type;
    bool nullable = true;
    /// The default's expression as the database prints it; empty: none.
    std::optional<QString> defaultText;

    bool operator==(const InspectedColumn &) const = default;
};

/// How many rows a table has; empty when it could not be counted in time.
struct RowCount {
    QualifiedName table;
    std::optional<qint64> rows;

    bool operator==(const RowCount &) const = default;
};

/// Asks a live database what is in it. Reads only.
class Inspector
{
public:
    explicit Inspector(Connection &connection) : m_connection(connection) {}

    /// Ordinary tables, sorted by name; an empty schema means the connection's default one, and the names then carry none.
    [[nodiscard]] Result<QList<QualifiedName>> tables(const QString &schema = {}) const;
    [[nodiscard]] Result<bool> hasTable(const QualifiedName &table) const;
    /// In the table's order; an empty list when there is no such table.
    [[nodiscard]] Result<QList<InspectedColumn>> columns(const QualifiedName &table) const;
    /// Counts each table, giving up on a single one after `limit`. Errors other than that end the call.
    [[nodiscard]] Result<QList<RowCount>> rowCounts(const QList<QualifiedName> &tables, std::chrono::milliseconds limit,
                                                    const RunContext &run = {}) const;
    /// `name` quoted for this database, whatever is in it.
    [[nodiscard]] QString quoted(const QualifiedName &name) const;

private:
    Connection &m_connection;
};

} // namespace retort
