#include "mainwindow/sampleproject.h"

#include "migration/migrator.h"
#include "project/projectloader.h"
#include "workspace/databasequestions.h"

#include <QDir>
#include <QDirIterator>
#include <QTemporaryDir>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

const QString source = u":/sample-project"_s;

Result<void> copyTo(const QString &folder)
{
    if (!QDir(source).exists())
        return Error{u"sample.missing"_s, SampleProject::tr("This program was built without the sample project."), {}};
    QDirIterator files(source, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString from = files.next();
        const QString to = folder + from.mid(source.size());
        if (!QDir().mkpath(QFileInfo(to).path()) || !QFile::copy(from, to))
            return Error{u"sample.copy"_s, SampleProject::tr("The sample project cannot be copied to %1.").arg(folder), to};
        // Resources are read-only; their copies must not be.
        QFile::setPermissions(to, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    }
    return {};
}

Result<void> migrateHalf(const QString &folder, const RunContext &run)
{
    ProjectLocation location;
    location.path = folder;
    // Neither the user's environment nor what they said about their own databases has a say in the sample.
    location.targetRegisterFile = folder + u"/.retort-targets.json"_s;
    const auto project = ProjectLoader::load(location);
    if (!project)
        return project.error();
    const auto history = project->graph->history();
    if (history.empty() || project->targets.isEmpty())
        return Error{u"sample.empty"_s, SampleProject::tr("The sample project has no migrations."), {}};
    const QString half = project->graph->id(history[history.size() * 2 / 5]);
    const ProjectTarget &target = project->targets.first();
    auto planned = planChange(*project, target, PlanKind::Upgrade, {half}, run);
    if (!planned)
        return planned.error();
    const auto approved = Guard::approve(planned->plan, target.target, {planned->plan->fingerprint, true, target.target.name});
    if (!approved)
        return approved.error();
    RunOptions options;
    options.journalDirectory = folder + u"/.retort-journal"_s;
    const auto report = Migrator::run(*approved, target.url, options, run);
    if (!report)
        return report.error();
    if (!report->succeeded())
        return report->failure ? report->failure->error
                               : Error{u"sample.stopped"_s, SampleProject::tr("Preparing the sample was stopped."), {}};
    return {};
}

} // namespace

Result<SampleProject::Created> SampleProject::create(const QString &parentFolder, const RunContext &run)
{
    const QString parent = parentFolder.isEmpty() ? QDir::tempPath() : parentFolder;
    QTemporaryDir holder(parent + u"/retort-sample-XXXXXX"_s);
    if (!holder.isValid())
        return Error{u"sample.folder"_s, tr("No folder can be made in %1.").arg(parent), holder.errorString()};
    holder.setAutoRemove(false);
    const QString folder = holder.path() + u"/shop"_s;
    if (const auto copied = copyTo(folder); !copied)
        return copied.error();
    Created created{folder, {}};
    if (const auto migrated = migrateHalf(folder, run); !migrated)
        created.warning = migrated.error().message + u'\n' + migrated.error().detail;
    return created;
}

} // namespace retort
