#pragma once

#include "base/sourcetext.h"
#include "schema/schema.h"

#include <QString>

#include <optional>
#include <variant>
#include <vector>

namespace retort {

/// Where in a revision file an operation was called.
struct OperationSource {
    QString file;
    Span span;
    int line = 0;

    bool operator==(const OperationSource &) const = default;
};

/// op.create_table. Column flags are already turned into constraints and indexes of `table`.
struct CreateTableOp {
    Table table;
    bool ifNotExists = false;
    bool operator==(const CreateTableOp &) const = default;
};

struct DropTableOp {
    QualifiedName table;
    bool ifExists = false;
    bool operator==(const DropTableOp &) const = default;
};

struct RenameTableOp {
    QualifiedName table;
    QString newName;
    bool operator==(const RenameTableOp &) const = default;
};

/// op.add_column. `constraints` and `indexes` are what the column's flags and ForeignKey items stand for.
struct AddColumnOp {
    QualifiedName table;
    Column column;
    std::vector<Constraint> constraints;
    std::vector<Index> indexes;
    bool ifNotExists = false;
    bool inlineReferences = false;
    bool inlinePrimaryKey = false;
    /// batch_op.add_column(insert_before=, insert_after=).
    QString insertBefore, insertAfter;
    bool operator==(const AddColumnOp &) const = default;
};

struct DropColumnOp {
    QualifiedName table;
    QString column;
    bool ifExists = false;
    bool mssqlDropDefault = false, mssqlDropCheck = false, mssqlDropForeignKey = false;
    bool operator==(const DropColumnOp &) const = default;
};

/// A value that was given, given as None ("drop it"), or not given at all.
template <typename T>
struct Change {
    bool given = false;
    std::optional<T> value;

    bool operator==(const Change &) const = default;
};

/// A default of any of the three sorts a column can have; all empty with Change::given means server_default=None.
struct AnyDefault {
    std::optional<ServerDefault> plain;
    std::optional<Computed> computed;
    std::optional<Identity> identity;
    bool operator==(const AnyDefault &) const = default;
};

/// op.alter_column.
struct AlterColumnOp {
    QualifiedName table;
    QString column;
    std::optional<bool> nullable;
    Change<QString> comment;
    Change<AnyDefault> serverDefault;
    QString newName;
    std::optional<SqlType> type;
    std::optional<SqlType> existingType;
    Change<AnyDefault> existingServerDefault;
    std::optional<bool> existingNullable;
    std::optional<QString> existingComment;
    std::optional<bool> autoincrement, existingAutoincrement;
    /// postgresql_using, raw.
    std::optional<QString> postgresqlUsing;
    QString insertBefore, insertAfter;
    bool operator==(const AlterColumnOp &) const = default;
};

/// op.create_index; the table is in `index.table`.
struct CreateIndexOp {
    Index index;
    bool ifNotExists = false;
    bool operator==(const CreateIndexOp &) const = default;
};

struct DropIndexOp {
    Name name;
    /// Empty name: op.drop_index("ix") without a table.
    QualifiedName table;
    bool ifExists = false;
    DialectOptions options;
    bool operator==(const DropIndexOp &) const = default;
};

struct CreatePrimaryKeyOp {
    QualifiedName table;
    PrimaryKey primaryKey;
    bool operator==(const CreatePrimaryKeyOp &) const = default;
};

/// op.create_foreign_key, create_unique_constraint, create_check_constraint and create_exclude_constraint.
struct CreateConstraintOp {
    QualifiedName table;
    Constraint constraint;
    bool operator==(const CreateConstraintOp &) const = default;
};

struct DropConstraintOp {
    enum class Type : std::uint8_t { Unspecified, ForeignKey, PrimaryKey, Unique, Check };
    Name name;
    QualifiedName table;
    Type type = Type::Unspecified;
    bool ifExists = false;
    bool operator==(const DropConstraintOp &) const = default;
};

/// op.create_table_comment, or op.drop_table_comment when `comment` is empty.
struct TableCommentOp {
    QualifiedName table;
    std::optional<QString> comment;
    std::optional<QString> existingComment;
    bool operator==(const TableCommentOp &) const = default;
};

/// op.execute and connection.execute whose result is not read. A str or text() is a Kind::Text expression with its binds; Core statements
/// are trees.
struct ExecuteSqlOp {
    SqlExpression statement;
    /// True for exec_driver_sql and DDL objects: ":name" is no bind, nothing is replaced.
    bool raw = false;
    bool operator==(const ExecuteSqlOp &) const = default;
};

/// op.bulk_insert: rows in the caller's order; each row names its columns.
struct BulkInsertOp {
    struct Cell {
        QString column;
        SqlExpression value;
        bool operator==(const Cell &) const = default;
    };
    /// The table with typed columns, in declaration order.
    Table table;
    std::vector<std::vector<Cell>> rows;
    bool multiInsert = true;
    bool operator==(const BulkInsertOp &) const = default;
};

/// sa.Enum(...).create(bind) / .drop(bind) and postgresql.ENUM's: nothing on databases without named enum types.
struct EnumTypeOp {
    SqlType type;
    bool create = true;
    bool checkFirst = true;
    bool operator==(const EnumTypeOp &) const = default;
};

/// CreateSequence/DropSequence and CreateSchema/DropSchema.
struct SequenceOp {
    Sequence sequence;
    bool create = true;
    bool ifExistsCheck = false;
    bool operator==(const SequenceOp &) const = default;
};

struct SchemaOp {
    QString name;
    bool create = true;
    /// CREATE SCHEMA IF NOT EXISTS, or DROP SCHEMA IF EXISTS.
    bool ifExistsCheck = false;
    bool cascade = false;
    bool operator==(const SchemaOp &) const = default;
};

struct Operation;

/// `with op.batch_alter_table(...)`: the queued operations, rendered as a move-and-copy where the database cannot alter (SQLite).
struct BatchAlterTableOp {
    enum class Recreate : std::uint8_t { Auto, Always, Never };
    QualifiedName table;
    Recreate recreate = Recreate::Auto;
    std::vector<Operation> operations;
    /// copy_from=Table(...).
    std::optional<Table> copyFrom;
    std::vector<Constraint> tableArguments;
    DialectOptions tableOptions;
    /// naming_convention=..., keys ix uq ck fk pk.
    QMap<QString, QString> namingConvention;
    /// partial_reordering: sequences of column names.
    std::vector<QStringList> partialReordering;
    bool operator==(const BatchAlterTableOp &) const;
};

/// `with op.get_context().autocommit_block()`: its operations run outside a transaction where the database has transactional DDL.
struct AutocommitBlockOp {
    std::vector<Operation> operations;
    bool operator==(const AutocommitBlockOp &) const;
};

/// A migration whose statements depend on rows in the database (or on the clock, or on chance): it is interpreted when it runs, its
/// statements are journalled as they come, and no preview of its SQL can be complete.
struct LiveStepOp {
    QString python;
    QString reason;
    /// The operations that change the schema, as far as they can be told beforehand.
    std::vector<Operation> foreseen;
    /// Every way through the migration has just these.
    bool isCertain = false;
    bool operator==(const LiveStepOp &) const;
};

/// A statement that is not understood: kept verbatim, never rendered, never run natively.
struct OpaqueOp {
    QString python;
    QString reason;
    /// Running the migration against the database would tell.
    bool isDeferred = false;
    bool operator==(const OpaqueOp &) const = default;
};

using OperationContent =
    std::variant<CreateTableOp, DropTableOp, RenameTableOp, AddColumnOp, DropColumnOp, AlterColumnOp, CreateIndexOp, DropIndexOp,
                 CreatePrimaryKeyOp, CreateConstraintOp, DropConstraintOp, TableCommentOp, ExecuteSqlOp, BulkInsertOp, EnumTypeOp,
                 SequenceOp, SchemaOp, BatchAlterTableOp, AutocommitBlockOp, LiveStepOp, OpaqueOp>;

/// One thing a migration does, and where its file says so. A closed set: a new kind of operation fails to compile in every visitor until it
/// answers.
struct Operation {
    OperationContent content;
    OperationSource source;

    bool operator==(const Operation &) const;

    [[nodiscard]] bool isOpaque() const { return std::holds_alternative<OpaqueOp>(content); }
    template <typename T>
    [[nodiscard]] const T *as() const
    {
        return std::get_if<T>(&content);
    }
};

using Operations = std::vector<Operation>;

/// Every opaque operation in `operations`, those inside batch and autocommit blocks included.
[[nodiscard]] std::vector<const Operation *> opaqueOperations(const Operations &operations);

} // namespace retort
