#pragma once

#include "schema/literal.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace retort {

/// What a statement gave back, each value with the sort its database (for SQLite the value itself) says it is: what a Python driver would
/// hand over before SQLAlchemy's column types have looked at it.
struct TypedRows {
    /// Empty when the statement returns no rows.
    QStringList columns;
    /// By column: the name of a database type whose values are not understood; empty when they are.
    QStringList notUnderstood;
    std::vector<std::vector<Literal>> rows;
    /// The rowcount of Python's drivers: rows changed, and on PostgreSQL and MySQL rows found; -1: there is no such number.
    qint64 rowCount = -1;

    bool operator==(const TypedRows &) const = default;
};

} // namespace retort
