#pragma once

#include "schema/literal.h"
#include "schema/sqltype.h"

#include <QString>

#include <memory>
#include <vector>

namespace retort {

/// An SQLAlchemy Core expression or statement as a comparable tree; a dialect's expression compiler turns it into SQL.
///
/// Which members mean something depends on `kind`:
///  Text            `text` verbatim (sa.text); `operands` are its bind values, each a Bind with its name in `text`
///  Column          `text` column name, `table` the table it belongs to (may be empty), `schema` that table's schema
///  LiteralColumn   `text` verbatim (sa.literal_column)
///  Literal         `literal`, `types[0]` when a type is known: rendered inline
///  Bind            `text` name, `literal` value
///  Function        `text` name as the user spelled it, `operands` arguments
///  Binary          `text` operator ("=", "+", "AND", "LIKE", "IN", "IS", "||" ...), two operands
///  Unary           `text` operator ("NOT", "-", "DESC", "ASC", "NULLS FIRST", "EXISTS", "DISTINCT" ...), one operand
///  List            comma-separated `operands` in parentheses (the right side of IN, a tuple); an empty one is SQLAlchemy's empty set
///  And, Or         any number of operands
///  Cast            one operand, `types[0]`
///  Case            operands: condition, result, condition, result ...; an odd last one is ELSE; `text` "simple" when the first operand is
///  the value compared Label           one operand, `text` the label Collate         one operand, `text` the collation Null, True, False,
///  Star TableRef        `text` table, `schema`, `alias` Join            `text` "JOIN", "LEFT OUTER JOIN", "FULL OUTER JOIN"; operands
///  left, right, ON condition Subquery        one Select; `alias` when it stands in a FROM, empty for a scalar subquery (Unary "EXISTS"
///  holds one too) Extract         `text` field, one operand TypeCoerce      one operand, `types[0]` Clause          `text` names a part of
///  a statement, see below Select          Clauses in this order, those present: "DISTINCT" (operands: DISTINCT ON), "COLUMNS", "FROM"
///  (complete: implied tables are
///                  listed, correlated ones are not), "WHERE" (operands joined by AND), "GROUP BY", "HAVING", "ORDER BY", "LIMIT", "OFFSET"
///  Insert          TableRef, Clause "COLUMNS" (Column each), then one Clause "VALUES" for each row, or one Select, then
///                  Clause "RETURNING"
///  Update          TableRef, Clause "SET" (Column, value, Column, value ... in SQLAlchemy's order), Clause "FROM" (other tables), Clause
///  "WHERE" Delete          TableRef, Clause "USING" (other tables), Clause "WHERE"
///
/// Literal, Bind, Column, Function and Cast carry their type in `types[0]` (NullType when SQLAlchemy knows none): a Boolean column as a
/// criterion and the literal of a JSON column are rendered by it. Binary operators that SQLAlchemy parenthesises by their own rules keep a
/// name of their own: "STARTSWITH", "ENDSWITH", "CONTAINS", "ILIKE" and these with "NOT " in front; "BETWEEN" has three operands, LIKE with
/// an escape has the escape character third. `alias` "custom" marks an operator given by .op("..."). A Bind without a value (insert()
/// without values) has `alias` "required".
struct SqlExpression {
    enum class Kind : std::uint8_t {
        Null,
        True,
        False,
        Star,
        Text,
        Column,
        LiteralColumn,
        Literal,
        Bind,
        Function,
        Binary,
        Unary,
        List,
        And,
        Or,
        Cast,
        Case,
        Label,
        Collate,
        TableRef,
        Join,
        Select,
        Subquery,
        Insert,
        Update,
        Delete,
        Extract,
        TypeCoerce,
        Clause
    };
    Kind kind = Kind::Null;
    QString text;
    QString table;
    QString schema;
    QString alias;
    Literal literal;
    std::vector<SqlType> types;
    std::vector<SqlExpression> operands;

    bool operator==(const SqlExpression &) const;

    [[nodiscard]] static SqlExpression fromText(const QString &sql);
    /// SQL that is rendered as it stands: a colon in it is no bind.
    [[nodiscard]] static SqlExpression verbatim(const QString &sql);
    [[nodiscard]] static SqlExpression column(const QString &name, const QString &table = {});
};

inline bool SqlExpression::operator==(const SqlExpression &) const = default;

} // namespace retort
