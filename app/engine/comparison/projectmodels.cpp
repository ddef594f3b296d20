#include "comparison/projectmodels.h"

#include "base/translation.h"
#include "python/parser.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QByteArray contentsOf(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The last versions known to write a datetime without a time zone, and the first known to keep it (sqlmodel.sql.sqltypes.UTCDateTime).
constexpr int lastWithoutTimeZone = 27;
constexpr int firstWithTimeZone = 50;

/// From the SQLModel in the project's virtual environment, else from the version that a lock or requirements file names.
std::optional<bool> sqlModelKeepsTimeZone(const QDir &root)
{
    for (const auto &environment : {u".venv"_s, u"venv"_s}) {
        QDirIterator packages(root.absoluteFilePath(environment + u"/lib"_s), {u"python*"_s}, QDir::Dirs);
        while (packages.hasNext()) {
            const QByteArray text = contentsOf(packages.next() + u"/site-packages/sqlmodel/main.py"_s);
            if (!text.isEmpty())
                return text.contains("UTCDateTime");
        }
    }
    static const QRegularExpression version(uR"(\bsqlmodel(?:"\s*\n\s*version\s*=\s*"|\s*==\s*)0\.0\.(\d+))"_s);
    QStringList files{u"uv.lock"_s, u"poetry.lock"_s};
    files += root.entryList({u"requirements*.txt"_s, u"pyproject.toml"_s}, QDir::Files, QDir::Name);
    for (const QString &file : std::as_const(files)) {
        const auto match = version.match(QString::fromUtf8(contentsOf(root.absoluteFilePath(file))));
        if (!match.hasMatch())
            continue;
        const int number = match.captured(1).toInt();
        if (number <= lastWithoutTimeZone)
            return false;
        if (number >= firstWithTimeZone)
            return true;
    }
    return {};
}

} // namespace

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
    ModelSource models{*source, metadata, project.sourceRoots, dialect, database, {}, sqlModelKeepsTimeZone(QDir(project.root))};
    for (const auto &option : {u"include_object"_s, u"include_name"_s}) {
        if (project.environment.callables.contains(option))
            models.functions.insert(option, project.environment.functionNames.value(option));
    }
    return ModelReader::read(models);
}

} // namespace retort
