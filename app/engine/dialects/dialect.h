#pragma once

#include "base/result.h"
#include "operations/operation.h"
#include "schema/schema.h"

#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

#include <memory>

namespace retort {

/// One SQL statement to send, without terminator. Offline text (`--sql`) is made from it by Dialect::scriptText().
struct Statement {
    QString sql;
    /// Where in the revision file it comes from; empty for statements of our own (version table).
    OperationSource source;
    /// Must run outside a transaction (inside op.get_context().autocommit_block()).
    bool autocommit = false;

    bool operator==(const Statement &) const = default;
};

/// What the rendering of one run of migrations remembers from operation to operation, as Alembic's implementation object does:
/// the enumeration types whose CREATE TYPE create_table() already sent.
struct RenderMemory {
    QSet<QString> createdTypes;
};

/// Whether text is made for a script (Alembic's --sql: a dialect without server version, binds of op.execute() strings become NULL) or for
/// a live connection (server version known; a bind without value is an error).
struct RenderMode {
    bool offline = true;
    /// major * 10000 + minor * 100 + patch of the server; 0: unknown.
    int serverVersion = 0;
    /// env.py's transactional_ddl option; empty: the dialect's own.
    std::optional<bool> transactionalDdl;
};

/// The version table of a target, as env.py configures it.
struct VersionTableName {
    QualifiedName table = QualifiedName(QStringLiteral("alembic_version"));
    bool primaryKey = true;

    bool operator==(const VersionTableName &) const = default;
};

/// One database's SQL: a const object without a connection. Everything it needs to know of the database is in `before`, the simulated
/// schema. Thread-safe.
class Dialect
{
public:
    virtual ~Dialect() = default;

    /// SQLAlchemy's dialect name: "sqlite", "postgresql", "mysql", "mariadb", "oracle", "mssql".
    [[nodiscard]] virtual QString name() const = 0;
    /// The database's name for people: "PostgreSQL".
    [[nodiscard]] virtual QString displayName() const = 0;
    /// Alembic's default: DDL inside a transaction can be rolled back, so a run has BEGIN and COMMIT.
    [[nodiscard]] virtual bool transactionalDdl() const = 0;

    /// The statements Alembic would run for `operation` on the schema `before`. Error: what Alembic (or SQLAlchemy) would raise, in its
    /// words, or "dialect.not-understood" where we are not sure. An OpaqueOp or LiveStepOp is always such an error.
    [[nodiscard]] virtual Result<QList<Statement>> render(const Operation &operation, const Schema &before, RenderMemory &memory,
                                                          const RenderMode &mode) const = 0;

    /// The tables that render() writes `operation` from all that `before` holds of them: batch_alter_table as a move and copy, without
    /// copy_from.
    [[nodiscard]] virtual QList<QualifiedName> rebuiltTables(const Operation &operation) const = 0;

    /// An expression as it stands within DDL: without table names, its values written out. Error as of render().
    [[nodiscard]] virtual Result<QString> ddlExpression(const SqlExpression &expression, const RenderMode &mode) const = 0;
    /// What a constraint or an index is called in the database: a conventional name that is too long is cut, as SQLAlchemy cuts it.
    [[nodiscard]] virtual QString storedConstraintName(const Name &name) const = 0;
    [[nodiscard]] virtual QString storedIndexName(const Name &name) const = 0;
    /// Whether a column's declared type is what the database has, as Alembic 1.19 compares types (DefaultImpl.compare_type): what only one
    /// of them says (a length, a collation) is no difference. Nothing where a type cannot be written on this database.
    [[nodiscard]] virtual std::optional<bool> sameType(const SqlType &inDatabase, const SqlType &declared,
                                                       const RenderMode &mode) const = 0;
    /// The same of server defaults (compare_server_default). Nothing where only the database could tell: Alembic asks PostgreSQL whether
    /// the two expressions are equal.
    [[nodiscard]] virtual std::optional<bool> sameDefault(const Column &inDatabase, const Column &declared,
                                                          const RenderMode &mode) const = 0;
    /// Where sameDefault() does not know: the SELECT that would tell, as Alembic sends it. Empty where none may be sent: it would change
    /// something (a sequence), or the database has none.
    [[nodiscard]] virtual QString defaultQuestion(const Column &inDatabase, const Column &declared, const RenderMode &mode) const = 0;
    [[nodiscard]] virtual QString quoteIdentifier(const QString &identifier) const = 0;
    [[nodiscard]] virtual QString quoteName(const QualifiedName &name) const = 0;

    /// CREATE TABLE alembic_version and the statements that record a step in it, byte for byte as Alembic sends them.
    [[nodiscard]] virtual QString createVersionTable(const VersionTableName &table) const = 0;
    [[nodiscard]] virtual QString insertVersion(const VersionTableName &table, const QString &revision) const = 0;
    [[nodiscard]] virtual QString updateVersion(const VersionTableName &table, const QString &from, const QString &to) const = 0;
    [[nodiscard]] virtual QString deleteVersion(const VersionTableName &table, const QString &revision) const = 0;

    /// The text of one statement in an offline script with its terminator and blank line (tabs become four blanks, ends are stripped;
    /// GO on SQL Server, / on Oracle).
    [[nodiscard]] virtual QString scriptText(const QString &sql) const = 0;
    /// "BEGIN;\n\n" and "COMMIT;\n\n" as this database writes them in an offline script.
    [[nodiscard]] virtual QString scriptBegin() const = 0;
    [[nodiscard]] virtual QString scriptCommit() const = 0;

    /// Splits a script into its statements, aware of quotes, comments, dollar quotes and BEGIN ... END bodies of triggers. The pieces keep
    /// their text, without the terminator.
    [[nodiscard]] virtual QStringList splitStatements(const QString &sql) const = 0;

    /// The dialect for a SQLAlchemy dialect name or URL scheme ("postgresql+psycopg", "postgres"); null when there is none.
    [[nodiscard]] static std::shared_ptr<const Dialect> byName(const QString &name);
    [[nodiscard]] static QStringList names();
};

} // namespace retort
