#pragma once

#include "schema/literal.h"
#include "schema/name.h"
#include "schema/sqlexpression.h"
#include "schema/sqltype.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

namespace retort {

/// DEFAULT of a column. Text: a Python str, which becomes a quoted SQL literal. Sql: sa.text() or an SQL expression. Fetched:
/// FetchedValue(), which renders nothing.
struct ServerDefault {
    enum class Kind : std::uint8_t { Text, Sql, Fetched };
    Kind kind = Kind::Text;
    QString text;
    std::optional<SqlExpression> expression;

    /// A default as a database prints it.
    [[nodiscard]] static ServerDefault verbatim(const QString &sql);
    bool operator==(const ServerDefault &) const = default;
};

/// sa.Computed(sqltext, persisted=...).
struct Computed {
    SqlExpression expression;
    std::optional<bool> persisted;

    bool operator==(const Computed &) const = default;
};

/// sa.Identity(...) or the options of a sequence; only what was given is set.
struct Identity {
    bool always = false;
    std::optional<bool> onNull;
    std::optional<qint64> start, increment, minValue, maxValue, cache;
    std::optional<bool> noMinValue, noMaxValue, cycle, order;

    bool operator==(const Identity &) const = default;
};

/// Dialect keyword arguments as given: "postgresql_using", "mysql_engine", "sqlite_where" ... Values are literals, lists are Array
/// literals; SQL values (postgresql_where=sa.text(...)) are in the second map; mappings (postgresql_ops, postgresql_with) in the third.
struct DialectOptions {
    QMap<QString, Literal> values;
    QMap<QString, SqlExpression> expressions;
    QMap<QString, QMap<QString, QString>> mappings;

    [[nodiscard]] bool isEmpty() const { return values.isEmpty() && expressions.isEmpty() && mappings.isEmpty(); }
    bool operator==(const DialectOptions &) const = default;
};

struct Column {
    /// sa.Column(autoincrement=...): Auto is the default, which makes a lone integer primary key without default the one.
    enum class Autoincrement : std::uint8_t { Auto, On, Off, IgnoreForeignKeys };

    QString name;
    /// sa.Column(key=...): the name constraints use; empty: the same as `name`.
    QString key;
    SqlType type;
    bool nullable = true;
    /// False when nullable was not given (some dialects render differently then).
    bool nullableGiven = false;
    bool primaryKey = false;
    Autoincrement autoincrement = Autoincrement::Auto;
    std::optional<ServerDefault> serverDefault;
    std::optional<Computed> computed;
    std::optional<Identity> identity;
    /// Name of an sa.Sequence given to the column (suppresses SERIAL and IDENTITY).
    QString sequence;
    /// A Python-side default= was given (suppresses autoincrement; never rendered).
    bool hasPythonDefault = false;
    /// unique=True / index=True as flags; the reader also adds the constraint or index they stand for to the table.
    bool unique = false;
    bool index = false;
    std::optional<QString> comment;
    /// sa.Column(quote=...) or quoted_name(quote=...).
    std::optional<bool> quote;
    DialectOptions options;

    bool operator==(const Column &) const = default;
};

struct PrimaryKey {
    Name name;
    QStringList columns;
    /// Made from primary_key=True flags, not from a PrimaryKeyConstraint: the autoincrement column then comes first.
    bool fromFlags = false;
    DialectOptions options;

    bool operator==(const PrimaryKey &) const = default;
};

struct ForeignKey {
    Name name;
    QStringList columns;
    QualifiedName referredTable;
    QStringList referredColumns;
    QString onUpdate, onDelete, match, initially;
    std::optional<bool> deferrable;
    bool useAlter = false;
    DialectOptions options;

    bool operator==(const ForeignKey &) const = default;
};

struct UniqueConstraint {
    Name name;
    QStringList columns;
    QString initially;
    std::optional<bool> deferrable;
    DialectOptions options;

    bool operator==(const UniqueConstraint &) const = default;
};

struct CheckConstraint {
    Name name;
    SqlExpression condition;
    /// The column whose Boolean or Enum type (create_constraint=True) made it: rendered only where that type is not native. Empty
    /// otherwise.
    QString typeBoundColumn;
    /// Given inside a Column(...): rendered after that column's definition. Empty otherwise.
    QString column;
    DialectOptions options;

    bool operator==(const CheckConstraint &) const = default;
};

struct ExcludeConstraint {
    struct Element {
        SqlExpression expression;
        QString operatorText;
        QString operatorClass;
        bool operator==(const Element &) const = default;
    };
    Name name;
    std::vector<Element> elements;
    QString usingMethod = QStringLiteral("gist");
    std::optional<SqlExpression> where;
    QString initially;
    std::optional<bool> deferrable;

    bool operator==(const ExcludeConstraint &) const = default;
};

using Constraint = std::variant<ForeignKey, UniqueConstraint, CheckConstraint, ExcludeConstraint>;

struct Index {
    Name name;
    QualifiedName table;
    /// Column (Kind::Column), text, or expression, in order.
    std::vector<SqlExpression> expressions;
    bool unique = false;
    /// Made by Column(index=True).
    bool fromFlag = false;
    DialectOptions options;

    bool operator==(const Index &) const = default;
};

struct Table {
    QualifiedName name;
    std::vector<Column> columns;
    std::optional<PrimaryKey> primaryKey;
    /// In SQLAlchemy's creation order, which is the order inside CREATE TABLE.
    std::vector<Constraint> constraints;
    std::vector<Index> indexes;
    std::optional<QString> comment;
    QStringList prefixes;
    std::optional<bool> quote;
    DialectOptions options;
    /// Something about this table is not known (an operation that was not understood touched it): no drop may ever be derived from it.
    bool uncertain = false;

    [[nodiscard]] const Column *column(const QString &columnName) const;
    [[nodiscard]] Column *column(const QString &columnName);

    bool operator==(const Table &) const = default;
};

} // namespace retort
