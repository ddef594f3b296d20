#pragma once

#include "base/result.h"
#include "base/runcontext.h"

#include <QCoreApplication>
#include <QString>

namespace retort {

/// The bundled sample project: a copy in a folder of its own whose SQLite database has the older half of the migrations, so that there is
/// something to see and something to do.
class SampleProject
{
    Q_DECLARE_TR_FUNCTIONS(retort::SampleProject)

public:
    struct Created {
        QString folder;
        /// Why its database could not be migrated; the project can be opened all the same.
        QString warning;
    };

    /// Copies it into a new folder below `parentFolder` (empty: the temporary one) and migrates its database. Synchronous; any thread.
    [[nodiscard]] static Result<Created> create(const QString &parentFolder, const RunContext &run);
};

} // namespace retort
