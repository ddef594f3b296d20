#pragma once

#include "alembic/configfile.h"
#include "base/diagnostic.h"
#include "base/result.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace retort {

/// Where a value was found: a file and a line from 1; `file` is empty for a built-in default.
struct ConfigOrigin {
    QString file;
    int line = 0;

    bool operator==(const ConfigOrigin &) const = default;
};

/// A project's Alembic configuration: one main section of alembic.ini over [tool.alembic] of pyproject.toml, as Alembic 1.19 reads
/// them. Paths are absolute; nothing is executed. What is wrong in it is in `diagnostics`; only a file that cannot be read is an Error.
struct AlembicConfig {
    /// Of `iniFile` when there is one, else of pyproject.toml.
    QString here;
    /// Empty when the project is configured by pyproject.toml alone.
    QString iniFile;
    QString pyprojectFile;
    QString section = QStringLiteral("alembic");
    /// As written, and the folder it means; both empty when not configured (Alembic: "No 'script_location' key found in configuration.").
    QString scriptLocationText;
    QString scriptLocation;
    QStringList versionLocations;
    QStringList prependSysPath;
    QString fileTemplate = QStringLiteral("%(rev)s_%(slug)s");
    int truncateSlugLength = 40;
    QString timezone;
    bool recursiveVersionLocations = false;
    bool sourceless = false;
    bool revisionEnvironment = false;
    QString outputEncoding = QStringLiteral("utf-8");
    /// sqlalchemy.url of the section, interpolated; empty when there is none.
    QString sqlalchemyUrl;
    ConfigOrigin sqlalchemyUrlOrigin;
    /// [post_write_hooks] or tool.alembic.post_write_hooks: present means Alembic would run programs after writing a file.
    QMap<QString, QString> postWriteHooks;
    /// The whole main section, interpolated.
    QMap<QString, QString> options;
    QMap<QString, ConfigOrigin> origins;
    IniFile ini;
    Diagnostics diagnostics;

    /// Relative paths are taken from `workingDirectory`, as Alembic takes them from where it is started; empty: the folder of the file.
    /// `file` is an ini file or a pyproject.toml; beside an ini file, pyproject.toml is looked for in the working directory.
    [[nodiscard]] static Result<AlembicConfig> load(const QString &file, const QString &section = QStringLiteral("alembic"),
                                                    const QString &workingDirectory = {});
    /// The sections of an ini file that configure a migration environment of their own (they have a script_location); "alembic" first.
    [[nodiscard]] static QStringList environments(const IniFile &ini);
    /// The interpolated value, also from pyproject.toml for strings; empty when absent.
    [[nodiscard]] QString option(const QString &name) const { return options.value(name); }
    /// Folders the project's own modules are looked for in: prependSysPath, then the working directory.
    [[nodiscard]] QStringList sourceRoots() const;

    QString workingDirectory;
};

} // namespace retort
