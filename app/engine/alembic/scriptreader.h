#pragma once

#include "alembic/direction.h"
#include "alembic/liveconnection.h"
#include "base/diagnostic.h"
#include "base/sourcetext.h"
#include "operations/operation.h"
#include "schema/schema.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace retort {

/// What a revision file may ask about the run it is part of.
struct ReadOptions {
    /// SQLAlchemy's dialect name: "postgresql", "sqlite", "mysql", "mariadb", "oracle", "mssql".
    QString dialect = QStringLiteral("postgresql");
    /// Alembic's --sql: there is no connection, and questions to it fail as they fail in Alembic.
    bool offline = false;
    /// major * 10000 + minor * 100 + patch; 0: not known.
    int serverVersion = 0;
    /// The simulated schema before the revision; answers the inspector.
    Schema before;
    /// Of the target metadata: keys ix, uq, ck, fk, pk.
    QMap<QString, QString> namingConvention;
    /// Alembic's own table, as env.py configured it.
    QualifiedName versionTable = QualifiedName(QStringLiteral("alembic_version"));
    /// Folders that hold the project's own Python modules, in the order of sys.path.
    QStringList sourceRoots;
    /// The -x arguments of the command line, "name=value" each.
    QStringList xArguments;
    /// env.py's own arguments to upgrade() and downgrade(), "name" for each that is passed by keyword; their values are not known.
    QStringList functionArguments;
    /// The main section of the configuration, with what env.py changed in it; a value it made of something that is not known is a null
    /// text. Nothing: env.py may have set anything.
    std::optional<QMap<QString, QString>> mainOptions;
    /// Not null: the revision is not only read but carried out on it, and knows rows, time and random numbers.
    LiveConnection *live = nullptr;
};

/// One direction of one revision file. An operation that is not understood is an OpaqueOp at its place; a migration that depends on what
/// only a run knows is one LiveStepOp. What was carried out on ReadOptions::live is not repeated here: an OpaqueOp then tells why it
/// stopped.
struct ReadResult {
    Operations operations;
    Diagnostics diagnostics;
    /// The revision asked its database something that ReadOptions::before answered.
    bool dependsOnSchema = false;
};

/// Reads revision files: runs their upgrade() or downgrade() in the sandbox with an `op` that writes down what it is asked to do.
/// Nothing outside the sandbox is touched, apart from reading source files under the source roots. One reader serves many files in a row
/// and keeps the modules it has parsed; one thread at a time.
class ScriptReader
{
public:
    ScriptReader();
    ~ScriptReader();
    ScriptReader(const ScriptReader &) = delete;
    ScriptReader &operator=(const ScriptReader &) = delete;

    [[nodiscard]] ReadResult read(const SourceText &source, Direction direction, const ReadOptions &options);

private:
    struct Private;
    std::unique_ptr<Private> m_private;
};

} // namespace retort
