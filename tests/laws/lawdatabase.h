#pragma once

#include "database/connection.h"
#include "dialects/dialect.h"
#include "schema/schema.h"
#include "scratchdatabase.h"

#include <memory>

namespace retort::test {

/// A real database that is emptied again and again.
class LawDatabase
{
public:
    /// `variable` names the server's URL; empty: SQLite in memory.
    explicit LawDatabase(const QByteArray &variable);

    [[nodiscard]] bool isAvailable() const { return m_scratch.isAvailable(); }
    [[nodiscard]] Connection &connection() const { return *m_connection; }

    /// Drops everything in it.
    [[nodiscard]] Result<void> empty();
    [[nodiscard]] Result<void> execute(const QString &sql);
    /// Renders one operation on `before` and executes it. Errors of the dialect have codes of their own, those of the database
    /// "database....".
    [[nodiscard]] Result<void> run(const Operation &operation, const Schema &before, RenderMemory &memory);
    /// Makes the whole of `schema` in the empty database: types, sequences, tables, then their foreign keys.
    [[nodiscard]] Result<void> build(const Schema &schema, const QStringList &schemaNames);

private:
    [[nodiscard]] bool isSqlite() const { return m_variable.isEmpty(); }

    QByteArray m_variable;
    ScratchDatabase m_scratch;
    std::unique_ptr<Connection> m_connection;
    std::shared_ptr<const Dialect> m_dialect;
};

} // namespace retort::test
