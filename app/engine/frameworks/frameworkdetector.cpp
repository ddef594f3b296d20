#include "frameworks/frameworkdetector.h"

#include "alembic/dotenv.h"
#include "alembic/tomlfile.h"
#include "base/translation.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaximumSearchDepth = 3;
constexpr qsizetype MaximumFolders = 500;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return !path.isEmpty() && file.open(QIODevice::ReadOnly) ? file.read(1 << 20) : QByteArray();
}

class Detection
{
public:
    Detection(const QString &folder, const QMap<QString, QString> &environment) : m_environment(environment)
    {
        m_layout.root = QFileInfo(folder).absoluteFilePath();
        m_layout.workingDirectory = m_layout.root;
    }

    ProjectLayout detect()
    {
        findConfigFiles();
        readEvidence();
        m_layout.framework = kind();
        if (m_layout.framework == FrameworkKind::FastEdgy)
            placeFastEdgy();
        else if (!m_layout.configFiles.isEmpty())
            m_layout.workingDirectory = QFileInfo(m_layout.configFile()).absolutePath();
        findSettingsFiles();
        readSigns();
        findSeeders();
        return std::move(m_layout);
    }

private:
    [[nodiscard]] bool exists(const QString &name) const { return QFileInfo::exists(m_layout.root % u'/' % name); }

    void findConfigFiles()
    {
        QStringList folders{m_layout.root};
        QList<int> depths{0};
        for (qsizetype i = 0; i < folders.size() && i < MaximumFolders; ++i) {
            const QString ini = folders[i] + u"/alembic.ini"_s;
            if (QFileInfo(ini).isFile())
                m_layout.configFiles.append(ini);
            if (depths[i] == MaximumSearchDepth)
                continue;
            static const QStringList passedOver{u"node_modules"_s,  u"venv"_s,  u"env"_s, u"__pycache__"_s,
                                                u"site-packages"_s, u"build"_s, u"dist"_s};
            for (const QString &name : QDir(folders[i]).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name)) {
                if (!passedOver.contains(name)) {
                    folders.append(folders[i] % u'/' % name);
                    depths.append(depths[i] + 1);
                }
            }
        }
        const QString pyproject = m_layout.root + u"/pyproject.toml"_s;
        const QByteArray text = contentOf(pyproject);
        if (text.contains("alembic") && !TomlFile::parse(SourceText(pyproject, text)).table(u"tool.alembic"_s).isEmpty()) {
            // An ini in the folder itself is read first and completed from pyproject.toml; one further down is another environment.
            const bool iniAtRoot = m_layout.configFiles.value(0) == QString(m_layout.root % u"/alembic.ini"_s);
            if (!iniAtRoot)
                m_layout.configFiles.prepend(pyproject);
        }
    }

    void readEvidence()
    {
        for (const QString &name : {u"pyproject.toml"_s, u"requirements.txt"_s, u"Pipfile"_s})
            m_dependencies += contentOf(m_layout.root % u'/' % name);
        m_ini = contentOf(m_layout.configFile());
        const QString home = m_layout.configFiles.isEmpty() ? m_layout.root : QFileInfo(m_layout.configFile()).absolutePath();
        for (const QString &name : {u"env.py"_s, u"alembic/env.py"_s, u"migrations/env.py"_s}) {
            if (m_env.isEmpty())
                m_env = contentOf(home % u'/' % name);
        }
    }

    bool speaks(bool evidence, const QString &sentence)
    {
        if (evidence)
            m_layout.evidence.append(sentence);
        return evidence;
    }

    FrameworkKind kind()
    {
        if (speaks(m_ini.contains("fastedgy database configuration") || m_env.contains("FastEdgy env template"),
                   tr("The migration files are FastEdgy's."))
            || speaks(m_dependencies.contains("fastedgy") && m_env.contains("edgy"),
                      tr("The project depends on fastedgy and its env.py uses Edgy.")))
            return FrameworkKind::FastEdgy;
        if (speaks(exists(u".fastmanrc"_s), tr("There is a .fastmanrc file."))
            || speaks(m_env.contains("_import_all_models") && exists(u"app/core/config.py"_s),
                      tr("env.py imports all models as Fastman's does."))
            || speaks(exists(u"app/core/config.py"_s) && exists(u"app/core/database.py"_s) && m_env.contains("from app.models import *"),
                      tr("env.py and app/core are laid out as in earlier Fastman projects.")))
            return FrameworkKind::Fastman;
        if (speaks(exists(u"cli.py"_s) && exists(u"app/config/settings.py"_s) && m_env.contains("SQLModel.metadata"),
                   tr("cli.py, app/config/settings.py and SQLModel in env.py are FastPy's.")))
            return FrameworkKind::FastPy;
        if (speaks(m_env.contains("fastkit_core"), tr("env.py uses fastkit_core."))
            || speaks(m_dependencies.contains("fastkit-cli") || m_dependencies.contains("fastkit-core")
                          || m_dependencies.contains("fastkit_core"),
                      tr("The project depends on FastKit."))
            || speaks(exists(u"modules"_s) && contentOf(m_layout.root + u"/config/database.py"_s).contains("CONNECTIONS"),
                      tr("modules/ and CONNECTIONS in config/database.py are FastKit's.")))
            return FrameworkKind::FastKit;
        return FrameworkKind::Alembic;
    }

    /// FastEdgy's ini lies in <server>/migrations and leaves the script location to the program.
    void placeFastEdgy()
    {
        if (m_layout.configFiles.isEmpty())
            return;
        const QString folder = QFileInfo(m_layout.configFile()).absolutePath();
        if (QFileInfo::exists(folder + u"/env.py"_s))
            m_layout.scriptLocation = folder;
        // The folder with pyproject.toml and .env is where its commands are started.
        for (QDir dir(folder); dir.cdUp() && dir.absolutePath().size() >= m_layout.root.size();) {
            if (dir.exists(u"pyproject.toml"_s) || dir.exists(u".env"_s)) {
                m_layout.workingDirectory = dir.absolutePath();
                return;
            }
        }
    }

    void findSettingsFiles()
    {
        QStringList names{u".env"_s};
        if (m_layout.framework == FrameworkKind::Fastman) {
            const QString environment = m_environment.value(u"ENVIRONMENT"_s, u"develop"_s);
            const QString own = u".env."_s + environment;
            if (environment != "production"_L1 && QFileInfo(m_layout.workingDirectory % u'/' % own).isFile())
                names = {own};
        }
        for (const QString &name : std::as_const(names)) {
            const QString path = m_layout.workingDirectory % u'/' % name;
            if (QFileInfo(path).isFile())
                m_layout.settingsFiles.append(path);
        }
    }

    void readSigns()
    {
        static const QStringList keys{u"ENVIRONMENT"_s, u"APP_ENV"_s, u"APP_ENVIRONMENT"_s, u"ENV"_s, u"FASTAPI_ENV"_s};
        for (const QString &key : keys) {
            if (const QString value = m_environment.value(key); !value.isEmpty())
                m_layout.environmentSigns.append({value, {UrlSource::ProcessEnvironment, {}, 0, key}});
        }
        for (const QString &path : std::as_const(m_layout.settingsFiles)) {
            const auto file = DotEnv::load(path, m_environment);
            for (const QString &key : keys) {
                const DotEnv::Entry *entry = file ? file->find(key, Qt::CaseInsensitive) : nullptr;
                if (entry && entry->value && !entry->value->isEmpty())
                    m_layout.environmentSigns.append({*entry->value, {UrlSource::DotEnv, path, entry->line, entry->key}});
            }
        }
    }

    void findSeeders()
    {
        static const QMap<FrameworkKind, QString> folders{{FrameworkKind::Fastman, u"database/seeders"_s},
                                                          {FrameworkKind::FastPy, u"app/seeders"_s},
                                                          {FrameworkKind::FastKit, u"seeders"_s}};
        const QString folder = folders.value(m_layout.framework);
        if (!folder.isEmpty() && QFileInfo(m_layout.root % u'/' % folder).isDir())
            m_layout.seederFolders.append(m_layout.root % u'/' % folder);
    }

    const QMap<QString, QString> &m_environment;
    ProjectLayout m_layout;
    QByteArray m_dependencies, m_ini, m_env;
};

} // namespace

ProjectLayout FrameworkDetector::detect(const QString &folder, const QMap<QString, QString> &processEnvironment)
{
    return Detection(folder, processEnvironment).detect();
}

} // namespace retort
