#include "frameworks/projectlayout.h"

#include "base/translation.h"

namespace retort {

using namespace Qt::StringLiterals;

QString frameworkId(FrameworkKind kind)
{
    switch (kind) {
    case FrameworkKind::Fastman: return u"fastman"_s;
    case FrameworkKind::FastPy: return u"fastpy"_s;
    case FrameworkKind::FastKit: return u"fastkit"_s;
    case FrameworkKind::FastEdgy: return u"fastedgy"_s;
    case FrameworkKind::Alembic: break;
    }
    return u"alembic"_s;
}

QString frameworkName(FrameworkKind kind)
{
    switch (kind) {
    case FrameworkKind::Fastman: return u"Fastman"_s;
    case FrameworkKind::FastPy: return u"FastPy"_s;
    case FrameworkKind::FastKit: return u"FastKit"_s;
    case FrameworkKind::FastEdgy: return u"FastEdgy"_s;
    case FrameworkKind::Alembic: break;
    }
    return u"Alembic"_s;
}

Result<AlembicConfig> ProjectLayout::loadConfig(const QString &section, const QString &file) const
{
    const QString path = file.isEmpty() ? configFile() : file;
    if (path.isEmpty()) {
        return Error{u"project.no-config"_s,
                     tr("There is no Alembic configuration in '%1' (alembic.ini, or [tool.alembic] in pyproject.toml).").arg(root),
                     {}};
    }
    auto config = AlembicConfig::load(path, section, workingDirectory);
    if (!config || !config->scriptLocationText.isEmpty() || scriptLocation.isEmpty())
        return config;
    config->scriptLocation = scriptLocation;
    if (config->versionLocations.isEmpty())
        config->versionLocations = {scriptLocation + u"/versions"_s};
    config->diagnostics.removeIf([](const Diagnostic &diagnostic) {
        return diagnostic.code == "config.no-script-location"_L1 || diagnostic.code == "config.no-section"_L1;
    });
    return config;
}

} // namespace retort
