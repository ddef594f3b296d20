#pragma once

#include "alembic/alembicconfig.h"
#include "alembic/environmentreader.h"
#include "alembic/revisiongraph.h"
#include "alembic/scriptdirectory.h"
#include "base/result.h"
#include "database/databaseurl.h"
#include "frameworks/projectlayout.h"
#include "guard/target.h"
#include "planning/planner.h"

#include <QList>
#include <QMap>
#include <QString>

#include <memory>
#include <optional>

namespace retort {

/// One database that a project can be migrated on: what the guard sees, and how to reach it.
struct ProjectTarget {
    Target target;
    DatabaseUrl url;
    /// Where the URL stands, for people: "DATABASE_URL in .env, line 3".
    QString origin;
    /// Why there is no usable URL; the target is then only a name.
    std::optional<Error> problem;
};

/// A project as it was when it was opened: one immutable value. Nothing of the project was run to make it.
struct Project {
    QString name;
    /// The folder that was opened, absolute: that of the configuration file.
    QString root;
    /// Which framework the project uses, and what that decides.
    ProjectLayout layout;
    AlembicConfig config;
    QString environmentFile;
    EnvironmentSettings environment;
    ScriptDirectory scripts;
    std::shared_ptr<const RevisionGraph> graph;
    QStringList sourceRoots;
    QMap<QString, QString> processEnvironment;
    /// The first one is what Alembic itself would connect to.
    QList<ProjectTarget> targets;

    /// ReadOptions::mainOptions of its revisions, as far as env.py is understood.
    [[nodiscard]] QMap<QString, QString> mainOptions() const;
    /// Findings of configuration, env.py, revision files and graph.
    [[nodiscard]] Diagnostics diagnostics() const;
    [[nodiscard]] const ProjectTarget *target(const QString &targetName) const;
    [[nodiscard]] VersionTableName versionTable() const;
    /// What plans for `dialect` are made from; null dialect for a name nobody knows.
    [[nodiscard]] PlanningContext planningContext(const QString &dialect, const RenderMode &mode) const;
};

} // namespace retort
