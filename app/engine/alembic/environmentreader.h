#pragma once

#include "alembic/alembicconfig.h"
#include "base/diagnostic.h"
#include "base/sourcetext.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace retort {

/// Where a database URL comes from.
enum class UrlSource {
    Ini,                ///< sqlalchemy.url of the ini file
    DotEnv,             ///< a key of a .env file
    ProcessEnvironment, ///< a variable of the process environment
    Settings,           ///< a default in the project's own settings class or configuration module
    Code,               ///< a literal in env.py or a module it imports
    Unknown,            ///< not understood: a diagnostic says why
};

/// One thing that took part in finding a value: "app/core/config.py:14", "DATABASE_URL in .env.develop".
struct ValueTrace {
    UrlSource source = UrlSource::Unknown;
    QString file;
    int line = 0;
    /// The key, variable or attribute.
    QString name;

    bool operator==(const ValueTrace &) const = default;
};

/// What env.py configures, as far as it can be known without running it.
struct EnvironmentSettings {
    /// No value: not understood, or nothing is configured. The text may contain a password.
    std::optional<QString> url;
    UrlSource urlSource = UrlSource::Unknown;
    /// Every place the URL was put together from, the deciding one first.
    QList<ValueTrace> urlTrace;

    QString versionTable = QStringLiteral("alembic_version");
    QString versionTableSchema;
    bool versionTablePk = true;
    bool renderAsBatch = false;
    bool compareType = true;
    bool compareServerDefault = false;
    bool transactionPerMigration = false;
    /// No value: the dialect's own default.
    std::optional<bool> transactionalDdl;
    bool includeSchemas = false;
    bool literalBinds = false;
    bool asyncEngine = false;
    QString upgradeToken = QStringLiteral("upgrades");
    QString downgradeToken = QStringLiteral("downgrades");
    QString userModulePrefix;
    /// MetaData(naming_convention={...}) of the target metadata, where it is a literal dict of strings.
    QMap<QString, QString> namingConvention;
    /// The expression given as target_metadata ("Base.metadata"); empty when there is none.
    QString targetMetadata;
    /// Modules env.py imports, dotted, in order: where models are registered.
    QStringList importedModules;
    /// Options given as functions, which are not run: include_object, include_name, process_revision_directives, ...
    QStringList callables;
    /// The names in env.py of those that are functions with one, by option.
    QMap<QString, QString> functionNames;
    /// Keywords env.py hands on to upgrade() and downgrade() through run_migrations(); their values are not known.
    QStringList functionArguments;
    /// What env.py sets in the main section of the configuration; a null text where the value is not known, an empty name when it is not
    /// known which option it sets.
    QMap<QString, QString> mainOptions;
    /// Keywords of context.configure that were given, with the place of the value.
    QMap<QString, ConfigOrigin> given;
    /// env.py defines or calls what Alembic's own templates do: run_migrations() is reached once and nothing else is executed
    /// around it that a native run would leave out. Otherwise the diagnostics say what.
    bool understood = true;
    Diagnostics diagnostics;
};

/// Reads env.py, and the settings modules it imports, without running them: follows constants, f-strings, os.environ, .env files
/// and pydantic-settings classes. Never guesses: what cannot be followed is a diagnostic with its line.
class EnvironmentReader
{
public:
    /// `sourceRoots`: folders for the project's own imports (AlembicConfig::sourceRoots). `processEnvironment`: the variables to answer
    /// os.environ from. .env files are looked for from `workingDirectory` of the config.
    [[nodiscard]] static EnvironmentSettings read(const SourceText &envPy, const AlembicConfig &config, const QStringList &sourceRoots,
                                                  const QMap<QString, QString> &processEnvironment);
};

} // namespace retort
