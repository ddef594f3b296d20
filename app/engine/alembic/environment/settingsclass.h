#pragma once

#include "alembic/environment/staticrun.h"

#include <QMap>

namespace retort::environment {

/// Reads a field of a pydantic-settings class the way pydantic-settings finds it: arguments, process environment, .env files,
/// default. What validators may change is not known.
class SettingsClass
{
public:
    SettingsClass(StaticRun &run, const StaticValue &instance, const QMap<QString, QString> &environment, const QString &workingDirectory);

    /// True for subclasses of BaseSettings.
    [[nodiscard]] bool isSettings() const { return m_isSettings; }
    /// No value: there is no such field.
    [[nodiscard]] std::optional<StaticValue> field(const QString &name);

private:
    struct Declaration {
        const python::Expression *annotation = nullptr;
        const python::Expression *value = nullptr;
        std::shared_ptr<StaticScope> scope;
        StaticValue type;
    };
    void readConfiguration();
    void takeOption(const QString &name, const StaticValue &value);
    [[nodiscard]] std::optional<Declaration> declaration(const QString &name) const;
    [[nodiscard]] QStringList variableNames(const QString &name, const Declaration &declared);
    [[nodiscard]] std::optional<StaticValue> fromProcess(const QStringList &names) const;
    [[nodiscard]] std::optional<StaticValue> fromFiles(const QStringList &names) const;
    [[nodiscard]] StaticValue defaultValue(const QString &name, const Declaration &declared);
    [[nodiscard]] StaticValue typed(StaticValue value, const Declaration &declared) const;
    /// A validator that may give the field another value.
    [[nodiscard]] const python::FunctionDef *validatorOf(const QString &name, std::shared_ptr<StaticScope> *scope) const;

    StaticRun &m_run;
    const StaticValue &m_instance;
    const QMap<QString, QString> &m_environment;
    QString m_workingDirectory;
    QList<StaticValue> m_lineage;
    bool m_isSettings = false;
    QStringList m_envFiles;
    QString m_prefix;
    bool m_caseSensitive = false;
    StaticValue m_unknownOption;
    bool m_hasUnknownOption = false;
};

} // namespace retort::environment
