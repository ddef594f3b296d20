// What EnvironmentHost answers for SQLAlchemy's engines, URLs and metadata, and for FastKit's own helper.

#include "alembic/environment/environmenthost.h"

#include "base/translation.h"

namespace retort::environment {

using namespace Qt::StringLiterals;

namespace {

QString quoted(const QString &text, const QByteArray &keep)
{
    return QString::fromLatin1(text.toUtf8().toPercentEncoding(keep));
}

StaticValue given(const QList<QPair<QString, StaticValue>> &parts, const QString &name)
{
    for (const auto &[key, value] : parts) {
        if (key == name)
            return value;
    }
    return StaticValue::none();
}

QString numberOrText(const StaticValue &value)
{
    return plainText(value).value_or(QString());
}

} // namespace

StaticValue composedUrl(const QList<QPair<QString, StaticValue>> &parts)
{
    QList<ValueTrace> trace;
    for (const QString &name : {u"drivername"_s, u"username"_s, u"password"_s, u"host"_s, u"port"_s, u"database"_s}) {
        const StaticValue part = given(parts, name);
        if (part.isUnknown())
            return part;
        if (!part.isNone() && !part.isString() && part.kind != StaticValue::Kind::Int) {
            StaticValue unknown;
            unknown.text = tr("'%1' of the database URL is not known").arg(name);
            return unknown;
        }
        trace += part.trace;
    }
    QString url = given(parts, u"drivername"_s).text % u"://"_s;
    const StaticValue user = given(parts, u"username"_s), password = given(parts, u"password"_s), host = given(parts, u"host"_s);
    if (!user.isNone()) {
        url += quoted(user.text, " +");
        if (!password.isNone())
            url += u':' % quoted(numberOrText(password), " +");
        url += u'@';
    }
    if (!host.isNone())
        url += host.text.contains(u':') ? QString(u'[' % host.text % u']') : host.text;
    if (const StaticValue port = given(parts, u"port"_s); !port.isNone())
        url += u':' % numberOrText(port);
    if (const StaticValue database = given(parts, u"database"_s); !database.isNone())
        url += u'/' % database.text;
    return StaticValue::string(url, trace);
}

std::optional<StaticValue> EnvironmentHost::callDatabase(StaticRun &run, const StaticValue &callee, const StaticArguments &arguments)
{
    const QString function = callee.text.section(u'.', -1);
    const StaticValue *first = arguments.argument(0, u"url"_s);
    if (function == "engine_from_config"_L1 || function == "async_engine_from_config"_L1) {
        m_async = m_async || function.startsWith("async"_L1);
        const StaticValue *override = arguments.keyword(u"url"_s);
        const StaticValue *prefix = arguments.argument(1, u"prefix"_s);
        const StaticValue configuration = arguments.positional.isEmpty() ? StaticValue() : arguments.positional[0];
        const StaticValue *url = configuration.entry((prefix ? prefix->text : u"sqlalchemy."_s) + u"url"_s);
        return withUrl(u"engine"_s, override ? *override : url ? *url : configuration.isUnknown() ? configuration : StaticValue());
    }
    if (function == "create_engine"_L1 || function == "create_async_engine"_L1) {
        m_async = m_async || function.contains("async"_L1);
        return withUrl(u"engine"_s, first ? *first : StaticValue());
    }
    if (function == "AsyncEngine"_L1 && !arguments.positional.isEmpty() && arguments.positional[0].text == "engine"_L1) {
        m_async = true;
        return arguments.positional[0];
    }
    if (callee.text == "builtins.isinstance"_L1)
        return isInstanceOf(arguments);
    if (function == "build_database_url"_L1)
        return fastKitUrl(run);
    if (callee.text.endsWith("URL.create"_L1) || (function == "URL"_L1 && arguments.keyword(u"drivername"_s))) {
        auto parts = arguments.keywords;
        if (!arguments.positional.isEmpty())
            parts.append({u"drivername"_s, arguments.positional[0]});
        return composedUrl(parts);
    }
    if (function == "make_url"_L1 && first)
        return *first;
    if (function == "run_sync"_L1 && !arguments.positional.isEmpty()) {
        StaticArguments inner = arguments;
        inner.positional[0] = callee.owner ? *callee.owner : StaticValue();
        return run.call(arguments.positional[0], inner);
    }
    if (callee.owner && (callee.owner->text == "engine"_L1 || callee.owner->text == "connection"_L1) && !callee.owner->items.isEmpty()) {
        if (function == "connect"_L1 || function == "begin"_L1 || function == "execution_options"_L1)
            return withUrl(callee.owner->text == "engine"_L1 && function == "execution_options"_L1 ? u"engine"_s : u"connection"_s,
                           callee.owner->items.first());
        if (function == "execute"_L1 || function == "exec_driver_sql"_L1 || function == "scalar"_L1) {
            report(arguments, Severity::Warning, u"env.executes"_s,
                   tr("env.py runs SQL of its own before the migrations; it is not carried out."));
        }
        return StaticValue();
    }
    return std::nullopt;
}

StaticValue EnvironmentHost::isInstanceOf(const StaticArguments &arguments) const
{
    const QString kind = arguments.positional[0].text;
    const QString type = arguments.positional.size() > 1 && arguments.positional[1].isExternal()
        ? arguments.positional[1].text.section(u'.', -1)
        : QString();
    if (arguments.positional[0].name != "made"_L1 || (kind != "engine"_L1 && kind != "connection"_L1))
        return {};
    if (type == "AsyncEngine"_L1)
        return StaticValue::boolean(kind == "engine"_L1 && m_async);
    if (type == "Engine"_L1)
        return StaticValue::boolean(kind == "engine"_L1 && !m_async);
    return type == "Connection"_L1 ? StaticValue::boolean(kind == "connection"_L1) : StaticValue();
}

StaticValue EnvironmentHost::fastKitUrl(StaticRun &run)
{
    if (const QString file = findDotEnv(m_config.workingDirectory); !file.isEmpty())
        loadDotEnv(file, false);
    StaticValue import = StaticValue::of(StaticValue::Kind::Lazy);
    import.text = u"config.database"_s;
    import.name = u"CONNECTIONS"_s;
    const StaticValue connections = run.resolved(import);
    const StaticValue *found = connections.entry(u"default"_s);
    if (!found) {
        StaticValue unknown;
        unknown.text = tr("'config/database.py' has no CONNECTIONS with a 'default'");
        return unknown;
    }
    if (const StaticValue *url = found->entry(u"url"_s); url && !url->isNone())
        return *url;
    static const QMap<QString, QString> drivers{{u"postgresql"_s, u"postgresql+psycopg2"_s},
                                                {u"postgres"_s, u"postgresql+psycopg2"_s},
                                                {u"mysql"_s, u"mysql+pymysql"_s},
                                                {u"mariadb"_s, u"mysql+pymysql"_s},
                                                {u"mssql"_s, u"mssql+pyodbc"_s},
                                                {u"sqlserver"_s, u"mssql+pyodbc"_s},
                                                {u"oracle"_s, u"oracle+cx_oracle"_s},
                                                {u"sqlite"_s, u"sqlite"_s},
                                                {u"sqlite3"_s, u"sqlite"_s}};
    StaticValue driver = given(found->entries, u"driver"_s);
    if (!driver.isString() || !drivers.contains(driver.text.toLower())) {
        StaticValue unknown;
        unknown.text = tr("the driver of the default connection is not known");
        return driver.isUnknown() ? driver : unknown;
    }
    driver.text = drivers.value(driver.text.toLower());
    StaticValue database = given(found->entries, u"database"_s);
    if (driver.text == "sqlite"_L1) {
        const QString path = database.isString() && !database.text.isEmpty() ? database.text : u":memory:"_s;
        return database.isUnknown() ? database : StaticValue::string(u"sqlite:///"_s + path, driver.trace + database.trace);
    }
    return composedUrl({{u"drivername"_s, driver},
                        {u"username"_s, given(found->entries, u"username"_s)},
                        {u"password"_s, given(found->entries, u"password"_s)},
                        {u"host"_s, given(found->entries, u"host"_s)},
                        {u"port"_s, given(found->entries, u"port"_s)},
                        {u"database"_s, database}});
}

} // namespace retort::environment
