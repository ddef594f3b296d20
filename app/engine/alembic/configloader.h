#pragma once

#include "alembic/alembicconfig.h"
#include "alembic/tomlfile.h"

#include <optional>

namespace retort {

/// Puts an AlembicConfig together from its files, by Alembic's precedence: the ini section first, then [tool.alembic].
class ConfigLoader
{
public:
    ConfigLoader(const QString &file, const QString &section, const QString &workingDirectory);
    [[nodiscard]] Result<AlembicConfig> load();

private:
    [[nodiscard]] Result<void> readFiles();
    void readOptions();
    void readLocations();
    void readHooks();
    /// The interpolated value of an option, from either file; empty when it is in neither.
    [[nodiscard]] std::optional<QString> text(const QString &name);
    [[nodiscard]] bool flag(const QString &name);
    /// A list of paths: split from the ini's text by its separator, or an array in TOML.
    [[nodiscard]] QStringList paths(const QString &name, const QString &legacyPattern, const QStringList &separatorNames);
    [[nodiscard]] std::optional<QString> separator(const QStringList &names);
    /// TOML strings go through Python's % with only `here` known.
    [[nodiscard]] QString tomlText(const QString &name, const QString &value);
    [[nodiscard]] QString absolute(const QString &path) const;
    /// A folder, or "package:folder/..." below one of the source roots.
    [[nodiscard]] QString located(const QString &name, const QString &text);
    void report(const QString &name, const QString &code, const QString &message, Severity severity = Severity::Error);

    QString m_file;
    AlembicConfig m_config;
    TomlFile m_toml;
    QJsonObject m_table;
    QString m_tomlHere;
};

} // namespace retort
