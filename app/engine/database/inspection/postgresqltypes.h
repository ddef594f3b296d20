#pragma once

#include "schema/sqltype.h"

#include <QHash>
#include <QString>

namespace retort {

/// Turns PostgreSQL's format_type() texts into the types that SQLAlchemy 2.0 reflects. Enumerations and domains are known by the text that
/// format_type() gives for them.
class PostgresqlTypes
{
public:
    void addEnum(const QString &formatted, const SqlType &type) { m_named.insert(formatted, type); }
    void addDomain(const QString &formatted, const SqlType &type) { m_named.insert(formatted, type); }

    /// `collation` is empty for a type's own one. A type that SQLAlchemy does not know ("ltree") is "NullType".
    [[nodiscard]] SqlType read(const QString &formatted, const QString &collation = {}) const;

private:
    QHash<QString, SqlType> m_named;
};

} // namespace retort
