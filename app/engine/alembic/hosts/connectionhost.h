#pragma once

#include "alembic/hosts/operationcalls.h"

namespace retort::hosts {

/// op.get_bind(): a connection that writes down what it is asked to execute. Reading a result ends the run.
[[nodiscard]] python::Value makeConnection(const ReadingPtr &reading);
/// context.config.
[[nodiscard]] python::Value makeConfig(const ReadingPtr &reading);
/// The classes of sqlalchemy.dialects.<module>.base that a dialect is an instance of.
[[nodiscard]] std::vector<std::pair<QString, python::Value>> dialectClasses(const QString &module);
/// op.get_context(), context.get_context().
[[nodiscard]] python::Value makeMigrationContext(const ReadingPtr &reading);
/// sa.inspect(connection): answers from the simulated schema.
[[nodiscard]] python::Value makeInspector(const ReadingPtr &reading);
/// sa.inspect() of the connection that Alembic has with --sql: it fails.
[[nodiscard]] python::Value inspectOffline(python::CallContext &context);
/// with op.get_context().autocommit_block().
[[nodiscard]] python::Value makeAutocommitBlock(const ReadingPtr &reading);

/// Whether it is a connection, engine or session of ours.
[[nodiscard]] bool isConnection(const python::Value &value);

/// Executes and gives the result object; None when offline.
[[nodiscard]] python::Value executeStatement(const ReadingPtr &reading, python::CallContext &context, const python::Value &statement,
                                             const python::Value &parameters, bool raw);

} // namespace retort::hosts
