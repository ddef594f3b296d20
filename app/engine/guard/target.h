#pragma once

#include <QList>
#include <QString>

namespace retort {

/// How dangerous a database is; Unknown behaves like Production for everything that destroys.
enum class EnvironmentClass { Development, Test, Staging, Production, Unknown };

/// The strictest of two: Production, Unknown, Staging, Test, Development.
[[nodiscard]] EnvironmentClass strictest(EnvironmentClass a, EnvironmentClass b);
/// "development", "test", "staging", "production", "unknown": stable, for files and JSON.
[[nodiscard]] QString environmentClassId(EnvironmentClass environment);
/// The class for its stable name; Unknown for anything else.
[[nodiscard]] EnvironmentClass environmentClassFromId(const QString &id);
/// The name a person sees.
[[nodiscard]] QString environmentClassName(EnvironmentClass environment);

/// Why a target has its class: one source that spoke, and where ("ENVIRONMENT=production in .env.production, line 3").
struct EnvironmentEvidence {
    enum class Source { ProcessEnvironment, SettingsFile, UserTag, HostRule, NameRule, LocalFile, NoSign };
    Source source = Source::NoSign;
    EnvironmentClass environment = EnvironmentClass::Unknown;
    QString explanation;

    bool operator==(const EnvironmentEvidence &) const = default;
};

/// One database of a project, as the guard sees it: never a password, never a connection.
struct Target {
    /// What a person types to confirm: "dev", "shop-prod"; the database's name unless the user gave another.
    QString name;
    /// "postgresql://app@db1.internal:5432/shop": dialect, user, host, port, database; two targets are the same when this is.
    QString identity;
    QString dialect;
    QString host;
    QString database;
    EnvironmentClass environment = EnvironmentClass::Unknown;
    QList<EnvironmentEvidence> evidence;

    bool operator==(const Target &) const = default;
};

/// What was found before a class is decided.
struct TargetSigns {
    QString name;
    QString identity;
    QString dialect;
    QString host;
    QString database;
    bool isLocalFile = false;
    /// ENVIRONMENT / APP_ENV of the process environment; empty: not set.
    QString processEnvironment;
    /// The same from the project's settings files, with where each stands.
    QList<std::pair<QString, QString>> settings;
    /// The user's remembered classification of this identity, empty: none.
    QString userTag;
};

/// Computes the class of a target: the strictest source wins; a SQLite file without any sign is development, a server without any sign is
/// unknown.
[[nodiscard]] Target classify(const TargetSigns &signs);

} // namespace retort
