#include "alembic/alembicconfig.h"

#include "alembic/configloader.h"

namespace retort {

using namespace Qt::StringLiterals;

Result<AlembicConfig> AlembicConfig::load(const QString &file, const QString &section, const QString &workingDirectory)
{
    return ConfigLoader(file, section, workingDirectory).load();
}

QStringList AlembicConfig::environments(const IniFile &ini)
{
    QStringList names;
    for (const QString &section : ini.sections()) {
        // [DEFAULT] may give every section, loggers included, a script_location; only those of their own count then.
        const auto location = ini.option(section, u"script_location"_s);
        const bool isLogging = section.startsWith("logger"_L1) || section.startsWith("handler"_L1) || section.startsWith("formatter"_L1)
            || section == "post_write_hooks"_L1;
        if (section == "alembic"_L1)
            names.prepend(section);
        else if (location && !isLogging)
            names.append(section);
    }
    return names;
}

QStringList AlembicConfig::sourceRoots() const
{
    QStringList roots = prependSysPath;
    if (!roots.contains(workingDirectory))
        roots.append(workingDirectory);
    return roots;
}

} // namespace retort
