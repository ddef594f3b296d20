#pragma once

#include "base/result.h"
#include "base/runcontext.h"
#include "database/connection.h"
#include "schema/schema.h"

#include <QList>
#include <QString>
#include <QStringList>

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
///
/// schema() tells everything a Schema can hold and the database knows, in a number of queries that does not grow with the number of tables.
/// What it says equals what SQLAlchemy 2.0's inspector reports, in the words of its types ("VARCHAR" with length, "postgresql.JSONB"), with
/// these conventions: defaults, conditions and expressions are the database's own text (ServerDefault::verbatim, SqlExpression::verbatim);
/// what a unique constraint made (its index) is told once, as the constraint, and on MySQL and MariaDB, which know no difference, as the
/// unique index; a column fed by a sequence of its own (SERIAL) has its nextval() default, Autoincrement::On and the sequence's name, and
/// Schema::sequences does not list that sequence. A table that the database cannot describe in full is marked uncertain.
class Inspector
{
public:
    explicit Inspector(Connection &connection) : m_connection(connection) {}

    /// Ordinary tables, sorted by name; an empty schema means the connection's default one, and the names then carry none.
    [[nodiscard]] Result<QList<QualifiedName>> tables(const QString &schema = {}) const;
    /// Everything in the named schemas; an empty name means the connection's default one, whose objects carry no schema.
    [[nodiscard]] Result<Schema> schema(const QStringList &schemas = {QString()}) const;
    /// The schemas there are, sorted, without those of the system; on SQLite the attached files.
    [[nodiscard]] Result<QStringList> schemaNames() const;
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
