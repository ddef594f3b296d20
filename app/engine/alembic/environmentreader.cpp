#include "alembic/environmentreader.h"

#include "alembic/environment/environmenthost.h"
#include "base/translation.h"

#include <QDir>

#include <memory>

namespace retort {

using namespace Qt::StringLiterals;
using namespace environment;

namespace {

/// One following of env.py, in one mode.
struct Pass {
    std::unique_ptr<EnvironmentHost> host;
    std::unique_ptr<StaticRun> run;
    std::shared_ptr<StaticScope> scope;
};

class Reading
{
public:
    Reading(const SourceText &source, const AlembicConfig &config, const QStringList &roots, const QMap<QString, QString> &environment)
        : m_source(source),
          m_config(config),
          m_roots(roots),
          m_environment(environment)
    {}

    EnvironmentSettings read()
    {
        const Pass offline = pass(true);
        const Pass online = pass(false);
        for (const Diagnostic &diagnostic : online.scope->module->diagnostics)
            m_settings.diagnostics.append(diagnostic);
        m_settings.understood = m_settings.diagnostics.isEmpty();
        m_settings.importedModules = online.run->importedModules();
        m_settings.importedModules.removeDuplicates();
        m_settings.asyncEngine = online.host->usesAsyncEngine();
        takeShape(online);
        takeOptions(offline, online);
        takeUrl(offline, online);
        takeMetadata(online);
        takeMainOptions(offline, online);
        for (const Diagnostic &diagnostic : online.host->diagnostics()) {
            m_settings.understood = m_settings.understood && diagnostic.code != "env.executes"_L1;
            m_settings.diagnostics.append(diagnostic);
        }
        return std::move(m_settings);
    }

private:
    Pass pass(bool offline) const
    {
        Pass result;
        result.host = std::make_unique<EnvironmentHost>(m_config, m_environment, offline);
        result.run = std::make_unique<StaticRun>(*result.host, m_roots);
        result.scope = result.run->runModule(m_source, {});
        return result;
    }

    void report(int line, Severity severity, const QString &code, const QString &message)
    {
        m_settings.diagnostics.append({m_source.file(), {}, line, severity, code, message, {}});
    }

    void takeShape(const Pass &online)
    {
        if (online.host->runCount() == 0) {
            m_settings.understood = false;
            report(0, Severity::Error, u"env.not-understood"_s, tr("It is not understood how env.py comes to run the migrations."));
        } else if (online.host->runCount() > 1) {
            m_settings.understood = false;
            report(0, Severity::Error, u"env.several-databases"_s,
                   tr("env.py runs the migrations more than once, as for several databases; that is not carried out."));
        }
        if (!online.host->runArguments().isEmpty()) {
            report(0, Severity::Information, u"env.arguments"_s,
                   tr("env.py gives the migrations these arguments: %1.").arg(online.host->runArguments().join(u", "_s)));
        }
        m_settings.functionArguments = online.host->runArguments();
    }

    /// The value of a keyword of context.configure; the last call of the pass counts.
    static const StaticValue *keyword(const Pass &pass, const QString &name)
    {
        const auto &calls = pass.host->configureCalls();
        return calls.isEmpty() ? nullptr : calls.last().keyword(name);
    }

    static int lineOf(const Pass &pass) { return pass.host->configureCalls().isEmpty() ? 0 : pass.host->configureCalls().last().line; }

    /// A keyword as both modes give it; online decides, and a disagreement is reported.
    std::optional<StaticValue> option(const Pass &offline, const Pass &online, const QString &name)
    {
        const StaticValue *there = keyword(online, name);
        const StaticValue *here = keyword(offline, name);
        const bool bothGiven = !offline.host->configureCalls().isEmpty() && !online.host->configureCalls().isEmpty();
        if (bothGiven && name != "literal_binds"_L1
            && (!there != !here
                || (there && (there->kind != here->kind || there->text != here->text || there->integer != here->integer)))) {
            report(lineOf(online), Severity::Warning, u"env.modes-differ"_s,
                   tr("'%1' is configured differently for --sql and for a connection; the value for a connection is used.").arg(name));
        }
        if (!there && online.host->configureCalls().isEmpty())
            there = here;
        if (!there && name == "literal_binds"_L1)
            there = here;
        if (!there)
            return std::nullopt;
        m_settings.given.insert(name, {m_source.file(), lineOf(online) ? lineOf(online) : lineOf(offline)});
        return *there;
    }

    void notKnown(const QString &name, const StaticValue &value, Severity severity)
    {
        const QString reason = value.isUnknown() && !value.text.isEmpty() ? value.text : tr("it comes from a library");
        m_settings.diagnostics.append({value.file.isEmpty() ? m_source.file() : value.file,
                                       {},
                                       value.line ? value.line : m_settings.given.value(name).line,
                                       severity,
                                       u"env.option"_s,
                                       tr("The value of '%1' is not understood: %2.").arg(name, reason),
                                       {}});
        if (severity == Severity::Error)
            m_settings.understood = false;
    }

    void takeFlag(const Pass &offline, const Pass &online, const QString &name, bool &into, Severity severity)
    {
        const auto value = option(offline, online, name);
        if (!value || value->isNone())
            return;
        const auto known = StaticRun::truth(*value);
        if (value->kind == StaticValue::Kind::Function)
            m_settings.callables.append(name);
        else if (known)
            into = *known;
        else
            notKnown(name, *value, severity);
    }

    void takeText(const Pass &offline, const Pass &online, const QString &name, QString &into, Severity severity)
    {
        const auto value = option(offline, online, name);
        if (!value || value->isNone())
            return;
        if (value->isString())
            into = value->text;
        else
            notKnown(name, *value, severity);
    }

    void takeOptions(const Pass &offline, const Pass &online)
    {
        takeText(offline, online, u"version_table"_s, m_settings.versionTable, Severity::Error);
        takeText(offline, online, u"version_table_schema"_s, m_settings.versionTableSchema, Severity::Error);
        takeText(offline, online, u"upgrade_token"_s, m_settings.upgradeToken, Severity::Warning);
        takeText(offline, online, u"downgrade_token"_s, m_settings.downgradeToken, Severity::Warning);
        takeText(offline, online, u"user_module_prefix"_s, m_settings.userModulePrefix, Severity::Warning);
        takeFlag(offline, online, u"version_table_pk"_s, m_settings.versionTablePk, Severity::Error);
        takeFlag(offline, online, u"render_as_batch"_s, m_settings.renderAsBatch, Severity::Warning);
        takeFlag(offline, online, u"compare_type"_s, m_settings.compareType, Severity::Warning);
        takeFlag(offline, online, u"compare_server_default"_s, m_settings.compareServerDefault, Severity::Warning);
        takeFlag(offline, online, u"include_schemas"_s, m_settings.includeSchemas, Severity::Warning);
        takeFlag(offline, online, u"literal_binds"_s, m_settings.literalBinds, Severity::Warning);
        takeFlag(offline, online, u"transaction_per_migration"_s, m_settings.transactionPerMigration, Severity::Error);
        if (const auto value = option(offline, online, u"transactional_ddl"_s); value && !value->isNone()) {
            m_settings.transactionalDdl = StaticRun::truth(*value);
            if (!m_settings.transactionalDdl)
                notKnown(u"transactional_ddl"_s, *value, Severity::Error);
        }
        for (const QString &name :
             {u"include_object"_s, u"include_name"_s, u"process_revision_directives"_s, u"render_item"_s, u"on_version_apply"_s}) {
            const auto value = option(offline, online, name);
            if (!value || value->isNone())
                continue;
            m_settings.callables.append(name);
            const QString function = value->function ? value->function->name.text() : value->name;
            if (!function.isEmpty())
                m_settings.functionNames.insert(name, function);
        }
        for (const QString &name : std::as_const(m_settings.callables)) {
            const bool changesRun = name == "on_version_apply"_L1;
            report(m_settings.given.value(name).line, changesRun ? Severity::Warning : Severity::Information, u"env.callable"_s,
                   tr("'%1' is a function of the project; it is not run.").arg(name));
        }
        takeUnpacked(online);
    }

    /// configure(**something): what is in it is known only of Edgy's setting.
    void takeUnpacked(const Pass &online)
    {
        const StaticValue *unpacked = keyword(online, u"**"_s);
        if (!unpacked)
            return;
        if (unpacked->isExternal() && unpacked->text.contains("alembic_ctx_kwargs"_L1)) {
            m_settings.renderAsBatch = true;
            report(lineOf(online), Severity::Information, u"env.edgy-defaults"_s,
                   tr("Edgy's own defaults are taken: batch mode and comparison of types."));
            return;
        }
        notKnown(u"**"_s, *unpacked, Severity::Warning);
    }

    static StaticValue urlOf(const Pass &pass)
    {
        if (const StaticValue *connection = keyword(pass, u"connection"_s); connection && !connection->items.isEmpty())
            return connection->items.first();
        if (const StaticValue *url = keyword(pass, u"url"_s); url && !url->isNone())
            return *url;
        return {};
    }

    void takeUrl(const Pass &offline, const Pass &online)
    {
        StaticValue url = urlOf(online);
        const StaticValue other = urlOf(offline);
        if (!url.isString() && other.isString() && !imports(u"edgy"_s))
            url = url.isUnknown() && !url.text.isEmpty() ? url : other;
        if (!url.isString() && (imports(u"edgy"_s) || imports(u"fastedgy"_s)))
            url = edgyUrl(*online.host);
        if (!url.isString()) {
            const QString reason = url.isUnknown() && !url.text.isEmpty() ? url.text
                : url.isNone()                                            ? tr("there is none in the configuration")
                                                                          : tr("it is not seen where the connection comes from");
            m_settings.diagnostics.append({url.file.isEmpty() ? m_source.file() : url.file,
                                           {},
                                           url.line,
                                           Severity::Warning,
                                           u"env.url"_s,
                                           tr("The database URL is not known: %1.").arg(reason),
                                           {}});
            return;
        }
        if (url.text == "driver://user:pass@localhost/dbname"_L1) {
            const ValueTrace place = url.trace.value(0);
            m_settings.diagnostics.append({place.file.isEmpty() ? m_source.file() : place.file,
                                           {},
                                           place.line,
                                           Severity::Warning,
                                           u"env.url-placeholder"_s,
                                           tr("The database URL is still the one of Alembic's template; put the real one in its place."),
                                           {}});
            return;
        }
        m_settings.url = url.text;
        m_settings.urlTrace = url.trace;
        if (m_settings.urlTrace.isEmpty())
            m_settings.urlTrace = {{UrlSource::Code, url.file.isEmpty() ? m_source.file() : url.file, url.line, {}}};
        m_settings.urlSource = m_settings.urlTrace.first().source;
        if (other.isString() && other.text != url.text) {
            report(lineOf(offline), Severity::Warning, u"env.modes-differ"_s,
                   tr("'%1' is configured differently for --sql and for a connection; the value for a connection is used.").arg(u"url"_s));
        }
    }

    bool imports(const QString &package) const
    {
        for (const QString &module : m_settings.importedModules) {
            if (module == package || module.startsWith(package + u'.'))
                return true;
        }
        return false;
    }

    /// FastEdgy and Edgy take the URL from their settings: EDGY_DATABASE_URL, then DATABASE_URL, of the process or the .env file.
    StaticValue edgyUrl(EnvironmentHost &host) const
    {
        if (const QString file = EnvironmentHost::findDotEnv(m_config.workingDirectory); !file.isEmpty())
            host.loadDotEnv(file, false);
        for (const QString &name : {u"EDGY_DATABASE_URL"_s, u"DATABASE_URL"_s, u"database_url"_s}) {
            const StaticValue value = host.variable(name);
            if (value.isString() && !value.text.isEmpty())
                return value;
        }
        StaticValue missing;
        missing.text = tr("'%1' is set neither in the environment nor in a .env file").arg(u"DATABASE_URL"_s);
        return missing;
    }

    void takeMetadata(const Pass &online)
    {
        for (const python::Statement *statement : online.scope->module->body) {
            const auto *assign = statement->as<python::Assign>();
            const auto *name = assign && !assign->targets.empty() ? assign->targets[0]->as<python::Name>() : nullptr;
            if (name && name->id == u"target_metadata")
                m_settings.targetMetadata = m_source.text(assign->value->span());
        }
        const StaticValue *given = keyword(online, u"target_metadata"_s);
        if (!given || given->isNone())
            return;
        const StaticValue metadata = given->kind == StaticValue::Kind::List && !given->items.isEmpty() ? given->items.first() : *given;
        const StaticValue convention = metadata.isUnknown() ? metadata : online.run->attribute(metadata, u"naming_convention"_s);
        if (convention.kind == StaticValue::Kind::Dict) {
            for (const auto &[key, value] : convention.entries) {
                if (value.isString() && key.size() == 2)
                    m_settings.namingConvention.insert(key, value.text);
                else
                    report(0, Severity::Warning, u"env.naming-convention"_s,
                           tr("The naming convention of '%1' is not a plain text and is not used.").arg(key));
            }
        } else if (convention.isUnknown() && metadata.isUnknown()) {
            m_settings.diagnostics.append(
                {metadata.file.isEmpty() ? m_source.file() : metadata.file,
                 {},
                 metadata.line,
                 Severity::Warning,
                 u"env.metadata"_s,
                 tr("The target metadata is not understood, so its naming convention is not known: %1.").arg(metadata.text),
                 {}});
        }
    }

    void takeMainOptions(const Pass &offline, const Pass &online)
    {
        const auto known = [](const StaticValue &value) { return value.isString() ? value.text : QString(); };
        for (const QString &name : offline.host->changedOptions() + online.host->changedOptions()) {
            const QString there = known(online.host->mainOption(name));
            m_settings.mainOptions.insert(name, there == known(offline.host->mainOption(name)) ? there : QString());
        }
    }

    const SourceText &m_source;
    const AlembicConfig &m_config;
    const QStringList &m_roots;
    const QMap<QString, QString> &m_environment;
    EnvironmentSettings m_settings;
};

} // namespace

EnvironmentSettings EnvironmentReader::read(const SourceText &envPy, const AlembicConfig &config, const QStringList &sourceRoots,
                                            const QMap<QString, QString> &processEnvironment)
{
    return Reading(envPy, config, sourceRoots, processEnvironment).read();
}

} // namespace retort
