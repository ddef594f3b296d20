#include "project/targetreader.h"

#include "alembic/dotenv.h"
#include "base/translation.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

const QStringList &environmentKeys()
{
    static const QStringList keys{u"ENVIRONMENT"_s, u"APP_ENV"_s, u"APP_ENVIRONMENT"_s, u"FASTAPI_ENV"_s};
    return keys;
}

QString environmentOf(const QMap<QString, QString> &variables)
{
    for (const QString &key : environmentKeys()) {
        const QString value = variables.value(key);
        if (!value.isEmpty())
            return value;
    }
    return {};
}

/// The .env files that took part in finding the URL, the first one first.
QStringList settingsFilesOf(const EnvironmentSettings &settings)
{
    QStringList files;
    for (const ValueTrace &trace : settings.urlTrace) {
        if (trace.source == UrlSource::DotEnv && !files.contains(trace.file))
            files.append(trace.file);
    }
    return files;
}

QString describe(const ValueTrace &trace, const QString &root)
{
    const QString file = QDir(root).relativeFilePath(trace.file);
    switch (trace.source) {
    case UrlSource::ProcessEnvironment: return tr("%1 in the process environment").arg(trace.name);
    case UrlSource::Unknown: return {};
    case UrlSource::Ini:
    case UrlSource::DotEnv:
    case UrlSource::Settings:
    case UrlSource::Code: break;
    }
    if (trace.file.isEmpty())
        return trace.name;
    return trace.name.isEmpty() ? tr("%1, line %2").arg(file).arg(trace.line)
                                : tr("%1 in %2, line %3").arg(trace.name, file).arg(trace.line);
}

Error noUrl(const EnvironmentSettings &settings)
{
    for (const Diagnostic &diagnostic : settings.diagnostics) {
        if (diagnostic.code.contains("url"_L1))
            return {u"project.no-url"_s, diagnostic.message, diagnostic.fix};
    }
    return {u"project.no-url"_s,
            tr("The project's database URL is not known: env.py takes it from where it cannot be read without running it."),
            tr("Give the URL with --url, or set it in the configuration.")};
}

} // namespace

QList<ProjectTarget> TargetReader::all() const
{
    QList<ProjectTarget> targets;
    const QStringList defaultFiles = settingsFilesOf(m_project.environment);
    const QString environment = environmentOf(m_project.processEnvironment);
    targets.append(make(u"default"_s, m_project.environment, defaultFiles, environment));
    const QString root = m_project.config.workingDirectory.isEmpty() ? m_project.root : m_project.config.workingDirectory;
    const QFileInfoList files = QDir(root).entryInfoList({u".env.*"_s}, QDir::Files | QDir::Hidden, QDir::Name);
    static const QStringList notSettings{u"example"_s, u"sample"_s, u"template"_s, u"dist"_s, u"swp"_s, u"bak"_s};
    for (const QFileInfo &file : files) {
        const QString name = file.fileName().mid(5);
        if (notSettings.contains(name) || defaultFiles.contains(file.absoluteFilePath()))
            continue;
        const auto entries = DotEnv::load(file.absoluteFilePath(), m_project.processEnvironment);
        if (!entries)
            continue;
        QMap<QString, QString> variables = m_project.processEnvironment;
        bool namesDatabase = false;
        for (const DotEnv::Entry &entry : entries->entries()) {
            variables.insert(entry.key, entry.value.value_or(QString()));
            namesDatabase = namesDatabase || entry.key.contains("DATABASE"_L1, Qt::CaseInsensitive) || entry.key.startsWith("DB_"_L1);
        }
        if (!namesDatabase)
            continue;
        QFile envPy(m_project.environmentFile);
        if (!envPy.open(QIODevice::ReadOnly))
            continue;
        const EnvironmentSettings settings = EnvironmentReader::read(SourceText(m_project.environmentFile, envPy.readAll()),
                                                                     m_project.config, m_project.sourceRoots, variables);
        targets.append(make(name, settings, {file.absoluteFilePath()}, environmentOf(m_project.processEnvironment)));
        targets.last().origin = tr("the file %1").arg(file.fileName());
    }
    return targets;
}

Result<ProjectTarget> TargetReader::forUrl(const QString &url) const
{
    Result<DatabaseUrl> parsed = DatabaseUrl::parse(url, m_project.config.workingDirectory);
    if (!parsed)
        return parsed.error();
    ProjectTarget target =
        classified(parsed->databaseLabel(), *parsed, defaultSettingsFiles(), environmentOf(m_project.processEnvironment));
    // The project's settings speak of its own database: they can make another one more dangerous, never harmless.
    ProjectTarget alone = classified(parsed->databaseLabel(), *parsed, std::nullopt, environmentOf(m_project.processEnvironment));
    if (strictest(target.target.environment, alone.target.environment) != target.target.environment)
        target = std::move(alone);
    target.origin = tr("given by hand");
    return target;
}

ProjectTarget TargetReader::make(const QString &name, const EnvironmentSettings &settings, const QStringList &settingsFiles,
                                 const QString &environment) const
{
    ProjectTarget unusable;
    unusable.target.name = name;
    if (!settings.url) {
        unusable.problem = noUrl(settings);
        return unusable;
    }
    Result<DatabaseUrl> url = DatabaseUrl::parse(*settings.url, m_project.config.workingDirectory);
    if (!url) {
        unusable.problem = url.error();
        return unusable;
    }
    ProjectTarget target = classified(name == "default"_L1 ? url->databaseLabel() : name, *url,
                                      settingsFiles.isEmpty() ? defaultSettingsFiles() : settingsFiles, environment);
    if (!settings.urlTrace.isEmpty())
        target.origin = describe(settings.urlTrace.first(), m_project.root);
    return target;
}

ProjectTarget TargetReader::classified(const QString &name, const DatabaseUrl &url, const std::optional<QStringList> &settingsFiles,
                                       const QString &environment) const
{
    TargetSigns signs;
    signs.name = name;
    signs.identity = url.identity();
    signs.dialect = url.dialectName();
    signs.host = url.host();
    signs.database = url.databaseLabel();
    signs.isLocalFile = url.isSqlite();
    signs.processEnvironment = environment;
    if (settingsFiles)
        signs.settings = settingsEvidence(*settingsFiles);
    ProjectTarget target;
    target.url = url;
    const auto remembered = m_register.find(signs.identity);
    if (!remembered)
        // A register that cannot be read must not make a database look harmless.
        signs.settings.append({u"unknown"_s, remembered.error().message});
    else if (*remembered)
        signs.userTag = environmentClassId((*remembered)->environment);
    target.target = classify(signs);
    return target;
}

QStringList TargetReader::defaultSettingsFiles() const
{
    if (!m_project.layout.settingsFiles.isEmpty())
        return m_project.layout.settingsFiles;
    return {QDir(m_project.config.workingDirectory.isEmpty() ? m_project.root : m_project.config.workingDirectory).filePath(u".env"_s)};
}

QList<std::pair<QString, QString>> TargetReader::settingsEvidence(const QStringList &files) const
{
    QList<std::pair<QString, QString>> evidence;
    for (const QString &file : files) {
        const auto entries = DotEnv::load(file, m_project.processEnvironment);
        if (!entries)
            continue;
        for (const QString &key : environmentKeys()) {
            const DotEnv::Entry *entry = entries->find(key, Qt::CaseInsensitive);
            if (entry == nullptr || entry->value.value_or(QString()).isEmpty())
                continue;
            evidence.append(
                {*entry->value, tr("%1=%2 in %3, line %4").arg(entry->key, *entry->value, QFileInfo(file).fileName()).arg(entry->line)});
        }
    }
    return evidence;
}

} // namespace retort
