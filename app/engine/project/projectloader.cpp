#include "project/projectloader.h"

#include "base/translation.h"
#include "frameworks/frameworkdetector.h"
#include "project/targetreader.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

bool hasAlembicTable(const QString &pyproject)
{
    QFile file(pyproject);
    return file.open(QIODevice::ReadOnly) && file.readAll().contains("[tool.alembic]");
}

/// The configuration file in exactly this folder; empty when there is none.
QString configurationIn(const QDir &folder)
{
    const QString ini = folder.absoluteFilePath(u"alembic.ini"_s);
    if (QFileInfo(ini).isFile())
        return ini;
    const QString pyproject = folder.absoluteFilePath(u"pyproject.toml"_s);
    return hasAlembicTable(pyproject) ? pyproject : QString();
}

void readEnvironment(Project &project)
{
    project.environmentFile = QDir(project.config.scriptLocation).absoluteFilePath(u"env.py"_s);
    QFile file(project.environmentFile);
    if (!file.open(QIODevice::ReadOnly)) {
        project.environment.understood = false;
        project.environment.diagnostics.append({project.environmentFile,
                                                {},
                                                0,
                                                Severity::Error,
                                                u"environment.unreadable"_s,
                                                tr("env.py cannot be read: %1").arg(file.errorString()),
                                                {}});
        return;
    }
    project.environment = EnvironmentReader::read(SourceText(project.environmentFile, file.readAll()), project.config, project.sourceRoots,
                                                  project.processEnvironment);
}

} // namespace

QMap<QString, QString> ProjectLocation::currentProcessEnvironment()
{
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    QMap<QString, QString> variables;
    for (const QString &key : environment.keys())
        variables.insert(key, environment.value(key));
    return variables;
}

QString ProjectLoader::findUpwards(const QString &folder)
{
    QDir at(QFileInfo(folder).absoluteFilePath());
    while (true) {
        const QString found = configurationIn(at);
        if (!found.isEmpty() || !at.cdUp())
            return found;
    }
}

Result<Project> ProjectLoader::load(const ProjectLocation &location)
{
    const QFileInfo given(location.path);
    const QString folder = given.isDir() ? given.absoluteFilePath() : given.absolutePath();
    Project project;
    project.layout = FrameworkDetector::detect(folder, location.processEnvironment);
    const QString file = given.isFile() ? given.absoluteFilePath() : project.layout.configFile();
    if (file.isEmpty()) {
        return Error{u"project.not-found"_s, tr("There is no Alembic project in %1.").arg(QDir::toNativeSeparators(location.path)),
                     tr("An Alembic project has an alembic.ini, or [tool.alembic] in its pyproject.toml.")};
    }
    auto config = project.layout.loadConfig(location.section.isEmpty() ? u"alembic"_s : location.section, file);
    if (!config)
        return config.error();
    project.root = folder;
    project.name = QFileInfo(folder).fileName();
    project.processEnvironment = location.processEnvironment;
    project.config = std::move(*config);
    project.sourceRoots = project.config.sourceRoots();
    if (project.config.scriptLocation.isEmpty()) {
        return Error{u"project.no-script-location"_s, tr("%1: No 'script_location' key found in configuration.").arg(file),
                     tr("Set script_location to the folder that holds env.py and versions.")};
    }
    readEnvironment(project);
    project.scripts = ScriptDirectory::scan(project.config);
    project.graph = std::make_shared<const RevisionGraph>(RevisionGraph::build(project.scripts.revisions));
    const TargetRegister targetRegister(location.targetRegisterFile);
    project.targets = TargetReader(project, targetRegister).all();
    return project;
}

Diagnostics Project::diagnostics() const
{
    return config.diagnostics + environment.diagnostics + scripts.diagnostics + graph->diagnostics();
}

const ProjectTarget *Project::target(const QString &targetName) const
{
    for (const ProjectTarget &candidate : targets) {
        if (candidate.target.name == targetName)
            return &candidate;
    }
    return targetName == "default"_L1 && !targets.isEmpty() ? &targets.first() : nullptr;
}

VersionTableName Project::versionTable() const
{
    return {QualifiedName(environment.versionTableSchema, environment.versionTable), environment.versionTablePk};
}

QMap<QString, QString> Project::mainOptions() const
{
    QMap<QString, QString> options = config.ini.values(config.section);
    for (auto it = options.begin(); it != options.end(); ++it) {
        const auto value = config.ini.value(config.section, it.key());
        it.value() = value && *value ? **value : QString();
    }
    for (auto it = environment.mainOptions.cbegin(); it != environment.mainOptions.cend(); ++it)
        options.insert(it.key(), it.value());
    return options;
}

PlanningContext Project::planningContext(const QString &dialect, const RenderMode &mode) const
{
    PlanningContext context;
    context.graph = graph;
    context.dialect = Dialect::byName(dialect);
    context.mode = mode;
    context.mode.transactionalDdl = environment.transactionalDdl;
    context.versionTable = versionTable();
    context.transactionPerMigration = environment.transactionPerMigration;
    context.namingConvention = environment.namingConvention;
    context.sourceRoots = sourceRoots;
    context.functionArguments = environment.functionArguments;
    if (environment.understood && !environment.mainOptions.contains(QString()))
        context.mainOptions = mainOptions();
    // A file among the revisions that is none: what it would have been is not known, so no way through the others is certain.
    for (const Diagnostic &diagnostic : scripts.diagnostics) {
        if (diagnostic.severity == Severity::Error && !context.obstacle) {
            context.obstacle = Error{diagnostic.code, QString(diagnostic.file % u": "_s % diagnostic.message),
                                     tr("Mend the file or take it out of the folder. Nothing was run.")};
        }
    }
    return context;
}

} // namespace retort
