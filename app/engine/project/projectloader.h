#pragma once

#include "project/project.h"
#include "project/targetregister.h"

#include <QMap>
#include <QString>

namespace retort {

/// What to open and with what around it.
struct ProjectLocation {
    /// A folder, or a configuration file.
    QString path;
    /// The configuration's section; empty: "alembic".
    QString section;
    QMap<QString, QString> processEnvironment;
    /// File of the user's classifications of databases.
    QString targetRegisterFile = TargetRegister::defaultFile();

    [[nodiscard]] static QMap<QString, QString> currentProcessEnvironment();
};

/// Opens projects: reads configuration, env.py, settings and the heads of the revision files. Runs none of them and asks no database.
class ProjectLoader
{
public:
    /// Error "project.not-found": no alembic.ini and no [tool.alembic] there; "project.unreadable".
    [[nodiscard]] static Result<Project> load(const ProjectLocation &location);

    /// The configuration file of the nearest folder from `folder` upwards that has one; empty when there is none.
    [[nodiscard]] static QString findUpwards(const QString &folder);
};

} // namespace retort
