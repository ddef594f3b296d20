#pragma once

#include "alembic/environment/staticrun.h"

#include <QMap>

namespace retort::environment {

/// Stands for Alembic's context and config, SQLAlchemy's engines and the process environment while env.py is followed, and writes
/// down what env.py asks of them. One host for one mode (offline or online).
class EnvironmentHost : public StaticHost
{
public:
    EnvironmentHost(const AlembicConfig &config, const QMap<QString, QString> &environment, bool offline)
        : m_config(config),
          m_environment(environment),
          m_offline(offline)
    {}

    StaticValue call(StaticRun &run, const StaticValue &callee, const StaticArguments &arguments) override;
    StaticValue attribute(StaticRun &run, const StaticValue &object, const QString &name) override;
    StaticValue item(StaticRun &run, const StaticValue &object, const StaticValue &key) override;
    void setAttribute(const StaticValue &object, const QString &name, const StaticValue &value) override;
    void setItem(const StaticValue &object, const StaticValue &key, const StaticValue &value) override;
    std::optional<StaticValue> field(StaticRun &run, const StaticValue &instance, const QString &name) override;

    [[nodiscard]] const QList<StaticArguments> &configureCalls() const { return m_configures; }
    [[nodiscard]] int runCount() const { return m_runs; }
    [[nodiscard]] const QStringList &runArguments() const { return m_runArguments; }
    [[nodiscard]] bool usesAsyncEngine() const { return m_async; }
    [[nodiscard]] const Diagnostics &diagnostics() const { return m_diagnostics; }
    /// sqlalchemy.url as config has it at the end; None when nowhere.
    [[nodiscard]] StaticValue mainOption(const QString &name) const;
    /// The names that env.py set in the main section; an empty one when it is not known which.
    [[nodiscard]] QStringList changedOptions() const { return m_mainOptions.keys(); }
    [[nodiscard]] StaticValue variable(const QString &name) const;
    /// Makes the keys of a .env file known to os.environ, as load_dotenv() does.
    void loadDotEnv(const QString &file, bool overrideProcess);
    /// The first .env of `folder` and those above it; empty when there is none.
    [[nodiscard]] static QString findDotEnv(QString folder);

private:
    StaticValue callContext(const StaticRun &run, const QString &name, const StaticArguments &arguments);
    StaticValue callConfig(const QString &name, const StaticArguments &arguments);
    std::optional<StaticValue> callProcess(const QString &name, const StaticArguments &arguments);
    std::optional<StaticValue> callDotEnv(const QString &name, const StaticArguments &arguments);
    std::optional<StaticValue> callDatabase(StaticRun &run, const StaticValue &callee, const StaticArguments &arguments);
    std::optional<StaticValue> callPath(const QString &name, const StaticArguments &arguments);
    StaticValue section(const QString &name, const StaticValue &fallback) const;
    StaticValue iniValue(const QString &section, const QString &name) const;
    StaticValue interpolated(const StaticValue &value) const;
    StaticValue isInstanceOf(const StaticArguments &arguments) const;
    StaticValue fastKitUrl(StaticRun &run);
    void report(const StaticArguments &arguments, Severity severity, const QString &code, const QString &message);

    const AlembicConfig &m_config;
    QMap<QString, QString> m_environment;
    bool m_offline;
    QHash<QString, StaticValue> m_variables;
    QHash<QString, StaticValue> m_mainOptions;
    QHash<QString, StaticValue> m_attributes;
    QList<StaticArguments> m_configures;
    int m_runs = 0;
    QStringList m_runArguments;
    bool m_async = false;
    Diagnostics m_diagnostics;
};

/// An engine or connection with its URL as first item.
[[nodiscard]] StaticValue withUrl(const QString &kind, const StaticValue &url);
/// "dialect+driver://user:password@host:port/database", quoted as SQLAlchemy's URL.create does; Unknown when a part is.
[[nodiscard]] StaticValue composedUrl(const QList<QPair<QString, StaticValue>> &parts);

} // namespace retort::environment
