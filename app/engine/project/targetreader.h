#pragma once

#include "project/project.h"
#include "project/targetregister.h"

#include <optional>

namespace retort {

/// Finds the databases of a project: the one Alembic would connect to, one for each further .env file, and any URL given by hand.
class TargetReader
{
public:
    TargetReader(const Project &project, const TargetRegister &targetRegister) : m_project(project), m_register(targetRegister) {}

    [[nodiscard]] QList<ProjectTarget> all() const;
    /// A target for a URL that a person gave. Error "database.url".
    [[nodiscard]] Result<ProjectTarget> forUrl(const QString &url) const;

private:
    [[nodiscard]] ProjectTarget make(const QString &name, const EnvironmentSettings &settings, const QStringList &settingsFiles,
                                     const QString &environment) const;
    /// Without settings files only the target itself, the user's word and the process environment count.
    [[nodiscard]] ProjectTarget classified(const QString &name, const DatabaseUrl &url, const std::optional<QStringList> &settingsFiles,
                                           const QString &environment) const;
    [[nodiscard]] QStringList defaultSettingsFiles() const;
    [[nodiscard]] QList<std::pair<QString, QString>> settingsEvidence(const QStringList &files) const;

    const Project &m_project;
    const TargetRegister &m_register;
};

} // namespace retort
