#include "alembic/configloader.h"

#include "base/translation.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QRegularExpression>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

Result<SourceText> textOf(const QString &file)
{
    QFile device(file);
    if (!device.open(QIODevice::ReadOnly))
        return Error{u"config.unreadable"_s, tr("The configuration '%1' cannot be read: %2.").arg(file, device.errorString()), {}};
    QByteArray bytes = device.readAll();
    if (bytes.startsWith("\xef\xbb\xbf"))
        bytes.remove(0, 3);
    return SourceText(file, bytes);
}

QStringList withoutEmpty(QStringList parts)
{
    for (QString &part : parts)
        part = part.trimmed();
    parts.removeAll(QString());
    return parts;
}

} // namespace

ConfigLoader::ConfigLoader(const QString &file, const QString &section, const QString &workingDirectory)
    : m_file(QFileInfo(file).absoluteFilePath())
{
    m_config.section = section;
    m_config.workingDirectory = workingDirectory.isEmpty() ? QFileInfo(m_file).absolutePath() : QDir::cleanPath(workingDirectory);
}

Result<AlembicConfig> ConfigLoader::load()
{
    if (auto read = readFiles(); !read)
        return read.error();
    readOptions();
    readLocations();
    readHooks();
    return std::move(m_config);
}

Result<void> ConfigLoader::readFiles()
{
    const bool isToml = m_file.endsWith(".toml"_L1);
    m_config.here = QFileInfo(m_file).absolutePath();
    const QString pyproject = isToml ? m_file : QString(m_config.workingDirectory % u"/pyproject.toml"_s);
    if (!isToml) {
        const auto source = textOf(m_file);
        if (!source)
            return source.error();
        m_config.iniFile = m_file;
        m_config.ini = IniFile::parse(*source, {{u"here"_s, m_config.here}});
        m_config.diagnostics += m_config.ini.diagnostics();
    }
    if (!isToml && !QFile::exists(pyproject))
        return {};
    const auto source = textOf(pyproject);
    if (!source && isToml)
        return source.error();
    if (!source)
        return {};
    m_toml = TomlFile::parse(*source);
    m_table = m_toml.table(u"tool.alembic"_s);
    m_tomlHere = QFileInfo(pyproject).absolutePath();
    if (!m_table.isEmpty() || isToml) {
        m_config.pyprojectFile = pyproject;
        m_config.diagnostics += m_toml.diagnostics;
    }
    return {};
}

void ConfigLoader::report(const QString &name, const QString &code, const QString &message, Severity severity)
{
    const ConfigOrigin origin = m_config.origins.value(name, {m_config.iniFile.isEmpty() ? m_config.pyprojectFile : m_config.iniFile, 0});
    m_config.diagnostics.append({origin.file, {}, origin.line, severity, code, message, {}});
}

QString ConfigLoader::tomlText(const QString &name, const QString &value)
{
    QString result;
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value[i] != u'%') {
            result += value[i];
        } else if (QStringView(value).mid(i).startsWith("%(here)s"_L1)) {
            result += m_tomlHere;
            i += 7;
        } else if (i + 1 < value.size() && value[i + 1] == u'%') {
            result += u'%';
            ++i;
        } else {
            report(name, u"config.interpolation"_s,
                   tr("In the value of '%1' only '%(here)s' and '%%' are known after a percent sign.").arg(name));
            return value;
        }
    }
    return result;
}

std::optional<QString> ConfigLoader::text(const QString &name)
{
    const IniFile &ini = m_config.ini;
    if (ini.has(m_config.section, name)) {
        const auto written = ini.option(m_config.section, name);
        m_config.origins.insert(name, {m_config.iniFile, written ? written->line : 0});
        const auto value = ini.value(m_config.section, name);
        if (value)
            return *value;
        report(name, value.error().code, value.error().message);
        return written->value;
    }
    const QJsonValue value = m_table.value(name);
    if (value.isUndefined())
        return std::nullopt;
    m_config.origins.insert(name, {m_config.pyprojectFile, m_toml.lines.value(u"tool.alembic."_s + name)});
    if (value.isDouble())
        return QString::number(value.toInteger());
    if (value.isString())
        return tomlText(name, value.toString());
    return std::nullopt;
}

bool ConfigLoader::flag(const QString &name)
{
    // Alembic compares with "true" exactly; other spellings of truth are false to it.
    if (m_config.ini.has(m_config.section, name)) {
        const QString value = text(name).value_or(QString());
        if (value != "true"_L1 && value != "false"_L1) {
            report(name, u"config.not-a-flag"_s, tr("'%1' is '%2', and Alembic takes everything but 'true' as false.").arg(name, value),
                   Severity::Warning);
        }
        return value == "true"_L1;
    }
    const QJsonValue value = m_table.value(name);
    if (!value.isUndefined() && !value.isBool()) {
        m_config.origins.insert(name, {m_config.pyprojectFile, m_toml.lines.value(u"tool.alembic."_s + name)});
        report(name, u"config.not-a-flag"_s, u"boolean value expected for TOML parameter '%1'"_s.arg(name));
    }
    return value.toBool();
}

void ConfigLoader::readOptions()
{
    m_config.options = m_config.ini.values(m_config.section);
    for (auto it = m_table.begin(); it != m_table.end(); ++it) {
        if (it.value().isString() && !m_config.options.contains(it.key()))
            m_config.options.insert(it.key(), tomlText(it.key(), it.value().toString()));
    }
    if (!m_config.iniFile.isEmpty() && !m_config.ini.hasSection(m_config.section) && m_table.isEmpty()) {
        report({}, u"config.no-section"_s,
               u"No config file '%1' found, or file has no '[%2]' section"_s.arg(m_config.iniFile, m_config.section));
    }
    m_config.fileTemplate = text(u"file_template"_s).value_or(m_config.fileTemplate);
    m_config.timezone = text(u"timezone"_s).value_or(QString());
    m_config.outputEncoding = text(u"output_encoding"_s).value_or(m_config.outputEncoding);
    if (const auto length = text(u"truncate_slug_length"_s)) {
        bool ok = false;
        const int number = length->trimmed().toInt(&ok);
        if (!ok)
            report(u"truncate_slug_length"_s, u"config.not-a-number"_s,
                   tr("'truncate_slug_length' is '%1', which is not a number.").arg(*length));
        m_config.truncateSlugLength = ok && number != 0 ? number : 40;
    }
    m_config.recursiveVersionLocations = flag(u"recursive_version_locations"_s);
    m_config.sourceless = flag(u"sourceless"_s);
    const QString environment = text(u"revision_environment"_s).value_or(QString()).toLower().trimmed();
    static const QStringList truths{u"true"_s, u"yes"_s, u"on"_s, u"y"_s, u"t"_s, u"1"_s};
    m_config.revisionEnvironment = truths.contains(environment) || m_table.value(u"revision_environment"_s).toBool();
    if (m_config.ini.has(m_config.section, u"sqlalchemy.url"_s)) {
        m_config.sqlalchemyUrl = text(u"sqlalchemy.url"_s).value_or(QString());
        m_config.sqlalchemyUrlOrigin = m_config.origins.value(u"sqlalchemy.url"_s);
    }
    if (m_config.sourceless)
        report(u"sourceless"_s, u"config.sourceless"_s, tr("Compiled revision files without source are not read."), Severity::Warning);
}

std::optional<QString> ConfigLoader::separator(const QStringList &names)
{
    static const QMap<QString, QString> known{
        {u"space"_s, u" "_s}, {u"newline"_s, u"\n"_s}, {u"os"_s, QString(QDir::listSeparator())}, {u":"_s, u":"_s}, {u";"_s, u";"_s}};
    for (const QString &name : names) {
        if (!m_config.ini.has(m_config.section, name))
            continue;
        const QString value = text(name).value_or(QString());
        if (!known.contains(value)) {
            report(name, u"config.separator"_s,
                   u"'%1' is not a valid value for %2; expected 'space', 'newline', 'os', ':', ';'"_s.arg(value, name));
            return std::nullopt;
        }
        return known.value(value);
    }
    return std::nullopt;
}

QStringList ConfigLoader::paths(const QString &name, const QString &legacyPattern, const QStringList &separatorNames)
{
    const QString written = m_config.ini.has(m_config.section, name) ? text(name).value_or(QString()) : QString();
    if (!written.isEmpty()) {
        if (const auto split = separator(separatorNames))
            return withoutEmpty(written.split(*split));
        // Without path_separator Alembic splits as it did before 1.16.
        return withoutEmpty(written.split(QRegularExpression(legacyPattern)));
    }
    const QJsonValue value = m_table.value(name);
    if (value.isUndefined())
        return {};
    m_config.origins.insert(name, {m_config.pyprojectFile, m_toml.lines.value(u"tool.alembic."_s + name)});
    QStringList result;
    for (const auto item : value.isArray() ? value.toArray() : QJsonArray{value})
        result.append(tomlText(name, item.toString()));
    return withoutEmpty(result);
}

QString ConfigLoader::absolute(const QString &path) const
{
    return QDir::cleanPath(QDir(m_config.workingDirectory).absoluteFilePath(path));
}

QString ConfigLoader::located(const QString &name, const QString &text)
{
    if (QDir::isAbsolutePath(text) || !text.contains(u':'))
        return absolute(text);
    QStringList parts = text.split(u':');
    const QString package = QString(parts.takeFirst()).replace(u'.', u'/');
    parts.prepend(package);
    for (const QString &root : m_config.sourceRoots()) {
        const QString folder = QDir::cleanPath(root % u'/' % parts.join(u'/'));
        if (QFileInfo(root % u'/' % package).isDir())
            return folder;
    }
    report(name, u"config.package"_s,
           tr("The package of '%1' is not among the project's own modules, so its folder is not known.").arg(text));
    return {};
}

void ConfigLoader::readLocations()
{
    for (const QString &path : paths(u"prepend_sys_path"_s, u", *|(?: +)|\\:"_s, {u"path_separator"_s}))
        m_config.prependSysPath.append(absolute(path));
    m_config.scriptLocationText = text(u"script_location"_s).value_or(QString());
    if (m_config.scriptLocationText.isEmpty()) {
        report({}, u"config.no-script-location"_s, u"No 'script_location' key found in configuration."_s);
        return;
    }
    m_config.scriptLocation = located(u"script_location"_s, m_config.scriptLocationText);
    if (!m_config.scriptLocation.isEmpty() && !QFileInfo::exists(m_config.scriptLocation)) {
        report(u"script_location"_s, u"config.no-such-folder"_s,
               u"Path doesn't exist: %1.  Please use the 'init' command to create a new scripts folder."_s.arg(m_config.scriptLocation));
    }
    for (const QString &path : paths(u"version_locations"_s, u", *|(?: +)"_s, {u"path_separator"_s, u"version_path_separator"_s})) {
        if (const QString folder = located(u"version_locations"_s, path); !folder.isEmpty())
            m_config.versionLocations.append(folder);
    }
    if (m_config.versionLocations.isEmpty() && !m_config.scriptLocation.isEmpty())
        m_config.versionLocations = {m_config.scriptLocation + u"/versions"_s};
}

void ConfigLoader::readHooks()
{
    m_config.postWriteHooks = m_config.ini.values(u"post_write_hooks"_s);
    for (const auto value : m_table.value(u"post_write_hooks"_s).toArray()) {
        const QJsonObject hook = value.toObject();
        const QString name = hook.value(u"name"_s).toString();
        for (auto it = hook.begin(); it != hook.end(); ++it) {
            if (it.key() != "name"_L1)
                m_config.postWriteHooks.insert(name % u'.' % it.key(), it.value().toString());
        }
    }
}

} // namespace retort
