#include "session.h"

#include "base/translation.h"
#include "project/targetreader.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// The configuration that the options name, else the nearest one upwards.
QString configurationPath(const GlobalOptions &options)
{
    const QString folder = options.projectDirectory.isEmpty() ? QDir::currentPath() : options.projectDirectory;
    if (!options.configFile.isEmpty())
        return QDir(folder).absoluteFilePath(options.configFile);
    if (!options.projectDirectory.isEmpty())
        return folder;
    const QString found = ProjectLoader::findUpwards(folder);
    return found.isEmpty() ? folder : found;
}

} // namespace

Result<Session> Session::open(const GlobalOptions &options)
{
    ProjectLocation location;
    location.path = configurationPath(options);
    location.section = options.section;
    location.processEnvironment = ProjectLocation::currentProcessEnvironment();
    Result<Project> project = ProjectLoader::load(location);
    if (!project)
        return project.error();
    Session session;
    session.m_options = options;
    session.m_project = std::move(*project);
    return session;
}

Result<ProjectTarget> Session::target() const
{
    if (!m_options.url.isEmpty())
        return TargetReader(m_project, TargetRegister(TargetRegister::defaultFile())).forUrl(m_options.url);
    const ProjectTarget *chosen = m_options.target.isEmpty() ? &m_project.targets.first() : m_project.target(m_options.target);
    if (chosen == nullptr) {
        QStringList names;
        for (const ProjectTarget &each : m_project.targets)
            names.append(each.target.name);
        return Error{u"cli.no-such-target"_s, tr("The project has no target “%1”.").arg(m_options.target),
                     tr("Its targets are: %1.").arg(names.join(u", "_s))};
    }
    if (chosen->problem)
        return *chosen->problem;
    return *chosen;
}

Result<LiveState> Session::live() const
{
    const Result<ProjectTarget> chosen = target();
    if (!chosen)
        return chosen.error();
    LiveState state;
    state.mode.offline = false;
    const bool absentFile = chosen->url.isSqlite() && (chosen->url.isMemory() || !QFileInfo::exists(chosen->url.filePath()));
    if (absentFile)
        return state;
    const auto connection = Connection::open(chosen->url, OpenMode::ReadOnly);
    if (!connection)
        return connection.error();
    state.mode.serverVersion = (*connection)->serverVersion();
    Result<VersionTableState> rows = VersionTable(m_project.versionTable()).read(**connection);
    if (!rows)
        return rows.error();
    state.rows = std::move(*rows);
    return state;
}

Result<QString> Session::dialect(const QString &wanted) const
{
    if (!wanted.isEmpty()) {
        if (const auto known = Dialect::byName(wanted))
            return known->name();
        return Error{u"cli.no-such-dialect"_s, tr("There is no dialect “%1”.").arg(wanted),
                     tr("The dialects are: %1.").arg(Dialect::names().join(u", "_s))};
    }
    const Result<ProjectTarget> chosen = target();
    if (!chosen)
        return chosen.error();
    if (const auto known = Dialect::byName(chosen->url.dialectName()))
        return known->name();
    return Error{u"cli.no-such-dialect"_s, tr("Databases of the sort “%1” are not supported.").arg(chosen->url.dialectName()), {}};
}

void printError(const Error &error, const GlobalOptions &options, Console &console)
{
    if (options.json) {
        const QJsonObject object{
            {u"error"_s, QJsonObject{{u"code"_s, error.code}, {u"message"_s, error.message}, {u"detail"_s, error.detail}}}};
        console.write(QString::fromUtf8(QJsonDocument(object).toJson()));
        return;
    }
    console.note(console.styled(tr("Error: %1").arg(error.message), Console::Style::Bad));
    if (!error.detail.isEmpty())
        console.note(error.detail);
}

} // namespace retort
