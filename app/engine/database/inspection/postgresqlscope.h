#pragma once

#include <QString>
#include <QStringList>

namespace retort {

/// Which schemas are read, and under which name each object is told: "" for what the connection's search path shows, when that was asked
/// for, else the schema's name. Source: SQLAlchemy's inspector, which takes what pg_table_is_visible() shows for its schema None.
class PostgresqlScope
{
public:
    explicit PostgresqlScope(const QStringList &schemas);

    /// "WITH rel AS (...) ": oid, schema (the name to tell), name, kind of every relation that is read, the temporary ones left out.
    [[nodiscard]] QString relations() const;
    /// The SQL expression for the schema to tell of an object of any schema; `visible` asks whether the search path shows it.
    [[nodiscard]] QString toldSchema(const QString &schema, const QString &visible) const;
    /// The SQL condition for an object to be read.
    [[nodiscard]] QString isRead(const QString &schema, const QString &visible) const;

private:
    bool m_default = false;
    /// The other schemas as SQL literals, comma-separated; "NULL" for none.
    QString m_named;
};

} // namespace retort
