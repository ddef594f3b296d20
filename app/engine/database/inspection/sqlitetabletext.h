#pragma once

#include "schema/table.h"

#include <QMap>
#include <QString>

#include <vector>

namespace retort {

/// What only the CREATE TABLE text of SQLite tells: its PRAGMAs know neither names nor conditions of constraints, nor how a column is
/// computed.
struct SqliteTableText {
    Name primaryKeyName;
    DialectOptions primaryKeyOptions;
    /// In the order of the text, each with its table's columns and the actions as written.
    std::vector<ForeignKey> foreignKeys;
    std::vector<UniqueConstraint> uniques;
    std::vector<CheckConstraint> checks;
    /// The expression of each generated column, by the column's name as written.
    QMap<QString, QString> generated;
    /// What is said of columns by SQLite's own words (ON CONFLICT of NOT NULL), by the column's name as written.
    QMap<QString, DialectOptions> columnOptions;
    /// AUTOINCREMENT, WITHOUT ROWID, STRICT, by SQLAlchemy's argument names.
    DialectOptions options;

    /// Source of the grammar: SQLite's manual, CREATE TABLE. Text of another shape (a virtual table) gives an empty description.
    [[nodiscard]] static SqliteTableText read(const QString &createTable);
};

/// What only the CREATE INDEX text tells.
struct SqliteIndexText {
    /// Each indexed column or expression as written, ASC and DESC included.
    QStringList parts;
    /// The condition of a partial index; empty: none.
    QString where;

    [[nodiscard]] static SqliteIndexText read(const QString &createIndex);
};

} // namespace retort
