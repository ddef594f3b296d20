#include "comparison/projectmodels.h"

#include "base/translation.h"
#include "python/parser.h"

#include <QFile>

namespace retort {

using namespace Qt::StringLiterals;

Result<ModelSchema> readModels(const Project &project, const QString &dialect, const std::optional<Schema> &database)
{
    QFile file(project.environmentFile);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{
            u"models.no-environment"_s, tr("%1 cannot be read, so there is no way to the models.").arg(project.environmentFile), {}};
    }
    const auto source = python::decodeSource(project.environmentFile, file.readAll());
    if (!source)
        return source.error();
    const QString &metadata = project.environment.targetMetadata;
    if (metadata.isEmpty() || metadata == "None"_L1) {
        return Error{u"models.no-metadata"_s,
                     tr("%1 gives Alembic no target_metadata, so there are no models to look at.").arg(project.environmentFile),
                     tr("Import the models there and set target_metadata to their MetaData, for example Base.metadata.")};
    }
    ModelSource models{*source, metadata, project.sourceRoots, dialect, database, {}};
    for (const auto &option : {u"include_object"_s, u"include_name"_s}) {
        if (project.environment.callables.contains(option))
            models.functions.insert(option, project.environment.functionNames.value(option));
    }
    return ModelReader::read(models);
}

} // namespace retort
