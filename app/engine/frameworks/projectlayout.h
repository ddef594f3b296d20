#pragma once

#include "alembic/alembicconfig.h"
#include "alembic/environmentreader.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace retort {

enum class FrameworkKind { Alembic, Fastman, FastPy, FastKit, FastEdgy };

/// "alembic", "fastman", "fastpy", "fastkit", "fastedgy": stable, for files and JSON.
[[nodiscard]] QString frameworkId(FrameworkKind kind);
/// The name a person sees.
[[nodiscard]] QString frameworkName(FrameworkKind kind);

/// Where the files of an opened project lie and what its framework decides about them. Nothing is executed to find out.
struct ProjectLayout {
    FrameworkKind framework = FrameworkKind::Alembic;
    /// The opened folder, absolute.
    QString root;
    /// What spoke for the framework, one sentence each.
    QStringList evidence;
    /// Every Alembic configuration found (ini files, or a pyproject.toml with [tool.alembic]), the one to use first; may be empty.
    QStringList configFiles;
    /// Where the framework starts Alembic: relative paths and .env files are taken from here.
    QString workingDirectory;
    /// The folder of env.py, when the framework sets it itself and the ini does not say it (FastEdgy).
    QString scriptLocation;
    /// .env files that are read, the deciding one first; only files that exist.
    QStringList settingsFiles;
    /// What the project calls its environment: value and where it stands, the deciding one first ("production", process ENVIRONMENT).
    QList<std::pair<QString, ValueTrace>> environmentSigns;
    /// Folders with seeders, absolute; only those that exist.
    QStringList seederFolders;

    [[nodiscard]] QString configFile() const { return configFiles.value(0); }
    /// The configuration of `configFile` (or another of `configFiles`) as the framework completes it.
    [[nodiscard]] Result<AlembicConfig> loadConfig(const QString &section = QStringLiteral("alembic"), const QString &file = {}) const;
};

} // namespace retort
