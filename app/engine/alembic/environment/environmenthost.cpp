#include "alembic/environment/environmenthost.h"

#include "alembic/dotenv.h"
#include "alembic/environment/settingsclass.h"
#include "base/translation.h"

#include <QDir>
#include <QFileInfo>

namespace retort::environment {

using namespace Qt::StringLiterals;

namespace {

StaticValue because(const QString &reason, const StaticArguments &arguments)
{
    StaticValue value;
    value.text = reason;
    value.file = arguments.file;
    value.line = arguments.line;
    return value;
}

StaticValue fallback(const StaticArguments &arguments, qsizetype position, const QString &name)
{
    const StaticValue *given = arguments.argument(position, name);
    return given ? *given : StaticValue::none();
}

} // namespace

StaticValue withUrl(const QString &kind, const StaticValue &url)
{
    StaticValue value = StaticValue::external(kind);
    value.name = u"made"_s;
    value.items = {url};
    return value;
}

void EnvironmentHost::report(const StaticArguments &arguments, Severity severity, const QString &code, const QString &message)
{
    m_diagnostics.append({arguments.file, {}, arguments.line, severity, code, message, {}});
}

StaticValue EnvironmentHost::variable(const QString &name) const
{
    const auto known = m_variables.constFind(name);
    if (known != m_variables.cend())
        return *known;
    const auto own = m_environment.constFind(name);
    if (own == m_environment.cend())
        return StaticValue::none();
    return StaticValue::string(*own, {{UrlSource::ProcessEnvironment, {}, 0, name}});
}

QString EnvironmentHost::findDotEnv(QString folder)
{
    for (QDir dir(folder);;) {
        const QString file = dir.filePath(u".env"_s);
        if (QFileInfo(file).isFile())
            return file;
        if (!dir.cdUp())
            return {};
    }
}

void EnvironmentHost::loadDotEnv(const QString &file, bool overrideProcess)
{
    const auto read = DotEnv::load(file, m_environment, !overrideProcess);
    if (!read)
        return;
    for (const DotEnv::Entry &entry : read->entries()) {
        if (entry.value && (overrideProcess || !m_environment.contains(entry.key)))
            m_variables.insert(entry.key, StaticValue::string(*entry.value, {{UrlSource::DotEnv, file, entry.line, entry.key}}));
    }
}

StaticValue EnvironmentHost::iniValue(const QString &section, const QString &name) const
{
    const auto value = m_config.ini.value(section, name);
    if (!value)
        return because(value.error().message, {});
    if (!value->has_value())
        return StaticValue::none();
    const auto written = m_config.ini.option(section, name);
    return StaticValue::string(**value, {{UrlSource::Ini, m_config.iniFile, written ? written->line : 0, name}});
}

StaticValue EnvironmentHost::interpolated(const StaticValue &value) const
{
    if (!value.isString() || !value.text.contains(u'%'))
        return value;
    StaticValue result = value;
    QString rest = value.text;
    rest.replace(u"%%"_s, QString());
    if (rest.contains(u'%')) {
        StaticValue broken;
        broken.text = tr("it has a single percent sign, which the configuration refuses; write '%%' for it");
        broken.file = value.file;
        broken.line = value.line;
        return broken;
    }
    result.text.replace(u"%%"_s, u"%"_s);
    return result;
}

StaticValue EnvironmentHost::mainOption(const QString &name) const
{
    const auto changed = m_mainOptions.constFind(name);
    return changed != m_mainOptions.cend() ? interpolated(*changed) : iniValue(m_config.section, name);
}

StaticValue EnvironmentHost::section(const QString &name, const StaticValue &otherwise) const
{
    if (!m_config.ini.hasSection(name) && (name != m_config.section || m_mainOptions.isEmpty()))
        return otherwise;
    StaticValue result = StaticValue::of(StaticValue::Kind::Dict);
    const auto values = m_config.ini.values(name);
    for (auto it = values.begin(); it != values.end(); ++it) {
        if (name != m_config.section || !m_mainOptions.contains(it.key()))
            result.entries.append({it.key(), iniValue(name, it.key())});
    }
    if (name == m_config.section) {
        for (auto it = m_mainOptions.begin(); it != m_mainOptions.end(); ++it)
            result.entries.append({it.key(), interpolated(it.value())});
    }
    return result;
}

StaticValue EnvironmentHost::callConfig(const QString &name, const StaticArguments &arguments)
{
    const StaticValue first = fallback(arguments, 0, u"name"_s);
    if (name == "get_main_option"_L1 || name == "get_alembic_option"_L1) {
        const StaticValue value = mainOption(first.text);
        return value.isNone() ? fallback(arguments, 1, u"default"_s) : value;
    }
    if (name == "set_main_option"_L1) {
        StaticValue value = fallback(arguments, 1, u"value"_s);
        value.file = value.file.isEmpty() ? arguments.file : value.file;
        value.line = value.line == 0 ? arguments.line : value.line;
        m_mainOptions.insert(first.text.toLower(), value);
        return StaticValue::none();
    }
    if (name == "get_section"_L1)
        return section(first.text, fallback(arguments, 1, u"default"_s));
    if (name == "get_section_option"_L1) {
        const QString option = fallback(arguments, 1, u"name"_s).text;
        const StaticValue value =
            arguments.argument(0, u"section"_s)->text == m_config.section ? mainOption(option) : iniValue(first.text, option);
        return value.isNone() ? fallback(arguments, 2, u"default"_s) : value;
    }
    if (name == "set_section_option"_L1 && first.text == m_config.section) {
        m_mainOptions.insert(fallback(arguments, 1, u"name"_s).text.toLower(), fallback(arguments, 2, u"value"_s));
        return StaticValue::none();
    }
    if (name == "attributes.get"_L1) // filled only by a program that calls Alembic
        return fallback(arguments, 1, u"default"_s);
    return because(tr("'config.%1' is not followed").arg(name), arguments);
}

StaticValue EnvironmentHost::callContext(const StaticRun &run, const QString &name, const StaticArguments &arguments)
{
    if (name == "is_offline_mode"_L1)
        return StaticValue::boolean(m_offline);
    if (name == "configure"_L1) {
        m_configures.append(arguments);
        return StaticValue::none();
    }
    if (name == "run_migrations"_L1) {
        m_runs += run.isInOpenLoop() ? 2 : 1;
        for (const auto &[key, value] : arguments.keywords)
            m_runArguments.append(key);
        return StaticValue::none();
    }
    if (name == "get_x_argument"_L1) {
        const bool isDictionary = arguments.argument(0, u"as_dictionary"_s) && arguments.argument(0, u"as_dictionary"_s)->isTrue();
        return StaticValue::of(isDictionary ? StaticValue::Kind::Dict : StaticValue::Kind::List);
    }
    if (name == "get_tag_argument"_L1)
        return StaticValue::none();
    if (name == "execute"_L1)
        report(arguments, Severity::Warning, u"env.executes"_s,
               tr("env.py runs SQL of its own before the migrations; it is not carried out."));
    StaticValue made = StaticValue::external(u"alembic.context."_s + name);
    made.name = u"made"_s;
    return made;
}

std::optional<StaticValue> EnvironmentHost::callProcess(const QString &name, const StaticArguments &arguments)
{
    if (name == "os.getenv"_L1 || name == "os.environ.get"_L1 || name == "os.environ.setdefault"_L1) {
        const StaticValue key = fallback(arguments, 0, u"key"_s);
        if (!key.isString())
            return because(tr("the name of the variable is not known"), arguments);
        const StaticValue value = variable(key.text);
        return value.isNone() ? fallback(arguments, 1, u"default"_s) : value;
    }
    const bool isDecouple = name == "decouple.config"_L1 || name == "starlette.config.Config"_L1;
    if (isDecouple && !arguments.positional.isEmpty() && arguments.positional[0].isString()) {
        const StaticValue value = variable(arguments.positional[0].text);
        if (!value.isNone())
            return value;
        const QString file = findDotEnv(m_config.workingDirectory);
        if (const auto read = file.isEmpty() ? Result<DotEnv>(DotEnv()) : DotEnv::load(file, m_environment)) {
            if (const DotEnv::Entry *entry = read->find(arguments.positional[0].text); entry && entry->value)
                return StaticValue::string(*entry->value, {{UrlSource::DotEnv, file, entry->line, entry->key}});
        }
        const StaticValue *given = arguments.argument(1, u"default"_s);
        return given
            ? *given
            : because(tr("'%1' is set neither in the environment nor in a .env file").arg(arguments.positional[0].text), arguments);
    }
    return std::nullopt;
}

std::optional<StaticValue> EnvironmentHost::callDotEnv(const QString &name, const StaticArguments &arguments)
{
    if (!name.startsWith("dotenv."_L1))
        return std::nullopt;
    const StaticValue *given = arguments.argument(0, u"dotenv_path"_s);
    if (given && !given->isString() && !given->isNone()) {
        report(arguments, Severity::Warning, u"env.dotenv"_s, tr("The path of the .env file that is loaded here is not understood."));
        return because(tr("the path of the .env file is not understood"), arguments);
    }
    const QString file = given && given->isString() && !given->text.isEmpty()
        ? QDir(m_config.workingDirectory).absoluteFilePath(given->text)
        : findDotEnv(QFileInfo(arguments.file).absolutePath());
    if (name.endsWith("find_dotenv"_L1))
        return StaticValue::string(file);
    const auto read = file.isEmpty() ? Result<DotEnv>(DotEnv()) : DotEnv::load(file, m_environment);
    if (name.endsWith("dotenv_values"_L1)) {
        StaticValue values = StaticValue::of(StaticValue::Kind::Dict);
        for (const DotEnv::Entry &entry : read ? read->entries() : QList<DotEnv::Entry>()) {
            values.entries.removeIf([&](const auto &known) { return known.first == entry.key; });
            values.entries.append(
                {entry.key, StaticValue::string(entry.value.value_or(QString()), {{UrlSource::DotEnv, file, entry.line, entry.key}})});
        }
        return values;
    }
    const StaticValue *overrides = arguments.keyword(u"override"_s);
    if (!file.isEmpty())
        loadDotEnv(file, overrides && overrides->isTrue());
    return StaticValue::boolean(!file.isEmpty());
}

std::optional<StaticValue> EnvironmentHost::callPath(const QString &name, const StaticArguments &arguments)
{
    const auto path = [](const QString &text) {
        StaticValue value = StaticValue::string(text);
        value.isPath = true;
        return value;
    };
    if (!name.startsWith("os.path."_L1) && !name.startsWith("pathlib."_L1) && !name.startsWith("os.getcwd"_L1))
        return std::nullopt;
    if (name == "os.getcwd"_L1 || name == "pathlib.Path.cwd"_L1)
        return path(m_config.workingDirectory);
    if (arguments.positional.isEmpty() || !arguments.positional[0].isString())
        return StaticValue();
    QString text = arguments.positional[0].text;
    if (name == "os.path.dirname"_L1)
        return path(text.section(u'/', 0, -2));
    if (name == "os.path.abspath"_L1 || name == "os.path.realpath"_L1 || name == "os.path.normpath"_L1)
        return path(QDir::cleanPath(QDir(m_config.workingDirectory).absoluteFilePath(text)));
    if (name == "os.path.join"_L1 || name == "pathlib.Path"_L1 || name == "pathlib.PurePath"_L1) {
        for (qsizetype i = 1; i < arguments.positional.size(); ++i) {
            if (!arguments.positional[i].isString())
                return arguments.positional[i].isUnknown() ? arguments.positional[i] : StaticValue();
            text += u'/' % arguments.positional[i].text;
        }
        return path(text);
    }
    if (name == "os.path.exists"_L1 || name == "os.path.isfile"_L1)
        return StaticValue::boolean(QFileInfo::exists(QDir(m_config.workingDirectory).absoluteFilePath(text)));
    return StaticValue();
}

StaticValue EnvironmentHost::call(StaticRun &run, const StaticValue &callee, const StaticArguments &arguments)
{
    const QString &name = callee.text;
    if (name.startsWith("alembic.context.config."_L1))
        return callConfig(name.mid(23), arguments);
    if (name.startsWith("alembic.context."_L1))
        return callContext(run, name.mid(16), arguments);
    if (const auto value = callProcess(name, arguments))
        return *value;
    if (const auto value = callDotEnv(name, arguments))
        return *value;
    if (const auto value = callPath(name, arguments))
        return *value;
    if (const auto value = callDatabase(run, callee, arguments))
        return *value;
    if (name == "sys.path.append"_L1 || name == "sys.path.insert"_L1) {
        if (!arguments.positional.isEmpty() && arguments.positional.last().isString())
            run.addSourceRoot(QDir::cleanPath(QDir(m_config.workingDirectory).absoluteFilePath(arguments.positional.last().text)));
        return StaticValue::none();
    }
    if ((name == "urllib.parse.quote_plus"_L1 || name == "urllib.parse.quote"_L1) && !arguments.positional.isEmpty()) {
        StaticValue text = arguments.positional[0];
        const bool isPlus = name.endsWith("_plus"_L1);
        if (text.isString()) {
            text.text = QString::fromLatin1(text.text.toUtf8().toPercentEncoding(isPlus ? " " : "/", "~").replace(' ', '+'));
            return text;
        }
    }
    StaticValue made = callee;
    made.name = u"made"_s;
    made.items = arguments.positional;
    made.entries = arguments.keywords;
    made.file = arguments.file;
    made.line = arguments.line;
    return made;
}

StaticValue EnvironmentHost::attribute(StaticRun &, const StaticValue &object, const QString &name)
{
    const QString dotted = object.text % u'.' % name;
    if (const auto set = m_attributes.constFind(dotted); set != m_attributes.cend())
        return *set;
    if (dotted == "alembic.context.config.config_ini_section"_L1)
        return StaticValue::string(m_config.section);
    if (dotted == "alembic.context.config.config_file_name"_L1)
        return m_config.iniFile.isEmpty() ? StaticValue::none() : StaticValue::string(m_config.iniFile);
    if (object.name == "made"_L1) {
        if (const StaticValue *entry = object.entry(name))
            return *entry;
        if ((object.text == "engine"_L1 || object.text == "connection"_L1) && !object.items.isEmpty()) {
            if (name == "url"_L1)
                return object.items.first();
            if (name == "engine"_L1 || name == "sync_engine"_L1)
                return withUrl(u"engine"_s, object.items.first());
            if (name == "dialect"_L1)
                return withUrl(u"dialect"_s, object.items.first());
        }
        if (object.text == "dialect"_L1 && name == "name"_L1 && object.items.first().isString()) {
            const QString scheme = object.items.first().text.section(u':', 0, 0).section(u'+', 0, 0);
            return StaticValue::string(scheme == "postgres"_L1 ? u"postgresql"_s : scheme);
        }
    }
    StaticValue result = StaticValue::external(dotted);
    result.owner = std::make_shared<StaticValue>(object);
    return result;
}

StaticValue EnvironmentHost::item(StaticRun &, const StaticValue &object, const StaticValue &key)
{
    if (object.text == "os.environ"_L1 && key.isString()) {
        const StaticValue value = variable(key.text);
        if (!value.isNone())
            return value;
        StaticValue missing;
        missing.text = tr("the environment variable '%1' is not set").arg(key.text);
        return missing;
    }
    return {};
}

void EnvironmentHost::setAttribute(const StaticValue &object, const QString &name, const StaticValue &value)
{
    m_attributes.insert(object.text % u'.' % name, value);
}

void EnvironmentHost::setItem(const StaticValue &object, const StaticValue &key, const StaticValue &value)
{
    if (object.text == "os.environ"_L1 && key.isString())
        m_variables.insert(key.text, value);
}

std::optional<StaticValue> EnvironmentHost::field(StaticRun &run, const StaticValue &instance, const QString &name)
{
    SettingsClass settings(run, instance, m_environment, m_config.workingDirectory);
    if (!settings.isSettings())
        return std::nullopt;
    return settings.field(name);
}

} // namespace retort::environment
