#pragma once

#include "base/result.h"
#include "models/modelreader.h"
#include "project/project.h"

namespace retort {

/// The models of an opened project as env.py hands them to Alembic, read for `dialect`. Errors: "models.no-environment" when env.py cannot
/// be read, "models.no-metadata" when it gives Alembic no target metadata (Alembic refuses to compare then, too). With `database`,
/// include_object and include_name of env.py are asked what of it and of the models a comparison leaves out.
[[nodiscard]] Result<ModelSchema> readModels(const Project &project, const QString &dialect, const std::optional<Schema> &database = {});

} // namespace retort
