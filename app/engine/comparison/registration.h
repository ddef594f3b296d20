#pragma once

#include "models/modelreader.h"
#include "project/project.h"

#include <QList>
#include <QString>

namespace retort {

/// A model in a file of the project that env.py does not import: Alembic does not know it and would drop its table.
struct UnregisteredModel {
    QString className;
    QString tableName;
    QString file;
    int line = 0;

    [[nodiscard]] QString sentence() const;
};

/// Classes with a __tablename__ of their own in the Python files of the project whose table is not among `models`. Looked for by their
/// text, so that nothing has to be understood; virtual environments, tests, hidden folders and revisions are left out.
[[nodiscard]] QList<UnregisteredModel> unregisteredModels(const Project &project, const ModelSchema &models);

} // namespace retort
