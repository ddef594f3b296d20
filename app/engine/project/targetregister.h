#pragma once

#include "base/result.h"
#include "guard/target.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace retort {

/// What a person once said about a database: its class, and who said it when. Never a password.
struct RememberedTarget {
    QString identity;
    QString name;
    EnvironmentClass environment = EnvironmentClass::Unknown;
    QString classifiedBy;
    QDateTime classifiedAt;

    bool operator==(const RememberedTarget &) const = default;
};

/// The classifications a person gave to databases, kept in one JSON file that retort and retort-cli share. Read afresh at each call: both
/// may run at the same time.
class TargetRegister
{
public:
    /// `file` need not exist yet.
    explicit TargetRegister(QString file) : m_file(std::move(file)) {}

    /// $XDG_CONFIG_HOME/retort/targets.json.
    [[nodiscard]] static QString defaultFile();

    /// Error "register.unreadable" when the file is there but cannot be read or understood.
    [[nodiscard]] Result<QList<RememberedTarget>> all() const;
    [[nodiscard]] Result<std::optional<RememberedTarget>> find(const QString &identity) const;
    /// Remembers `environment` for the target; Unknown forgets it. `typedName` must be the target's name ("register.name-differs"), and
    /// what the project or the host says cannot be softened: a class below that evidence is refused ("register.softer-than-evidence").
    [[nodiscard]] Result<void> classify(const Target &target, EnvironmentClass environment, const QString &typedName) const;

private:
    [[nodiscard]] Result<void> write(const QList<RememberedTarget> &targets) const;

    QString m_file;
};

} // namespace retort
