#pragma once

#include "migration/recovery.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <optional>

namespace retort {

/// What a database last said about itself.
struct DatabaseState {
    /// The last question was answered. False: `heads` are what was known before, if `asked` is valid.
    bool known = false;
    QStringList heads;
    bool versionTableExists = false;
    /// When the last answer came.
    QDateTime asked;
    /// Nobody has asked it: nothing connects to production by itself.
    bool notAsked = false;
    /// Why the last question failed.
    QString error;
    /// "PostgreSQL 15.4".
    QString server;
    int serverVersion = 0;
    /// A SQLite file that will be created when the first migration is applied.
    bool notCreatedYet = false;
    /// An earlier run left a migration half-way in it.
    std::optional<InterruptedRun> interrupted;
};

} // namespace retort
