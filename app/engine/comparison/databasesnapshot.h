#pragma once

#include "base/result.h"
#include "dialects/dialect.h"
#include "migration/versiontable.h"
#include "project/project.h"
#include "schema/schema.h"

namespace retort {

/// What a target's database held when it was asked.
struct DatabaseSnapshot {
    Schema schema;
    VersionTableState versions;
    /// The schema that unqualified names belong to ("public"); empty where there are no schemas.
    QString defaultSchema;
    /// How to render for this server.
    RenderMode mode;
};

/// Reads a database for a comparison, in a read-only session: the default schema, with include_schemas in env.py all of them, as Alembic's
/// autogenerate does. A SQLite file that is not there yet is an empty database. Errors: those of Connection and VersionTable.
[[nodiscard]] Result<DatabaseSnapshot> readDatabase(const Project &project, const ProjectTarget &target);

/// Asks questions of one boolean (Comparison::questions) in a read-only session; NULL is no.
[[nodiscard]] Result<QHash<QString, bool>> askDatabase(const ProjectTarget &target, const QStringList &questions);

} // namespace retort
