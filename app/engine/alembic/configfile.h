#pragma once

#include "base/diagnostic.h"
#include "base/result.h"
#include "base/sourcetext.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace retort {

/// One `key = value` of an ini file as written, with the line of the key.
struct IniOption {
    QString name;
    QString value;
    int line = 0;
};

struct IniSection {
    QString name;
    int line = 0;
    QList<IniOption> options;
};

/// An ini file as Python's configparser reads it: sections, [DEFAULT], continuation lines, `#` and `;` comment lines, lower-cased
/// keys, %(name)s interpolation. What configparser would refuse is a diagnostic with its line; the rest is still read.
class IniFile
{
public:
    IniFile() = default;
    /// `variables` are ConfigParser's own defaults (Alembic gives "here"), known to every section below [DEFAULT].
    [[nodiscard]] static IniFile parse(const SourceText &source, const QMap<QString, QString> &variables = {});

    [[nodiscard]] const QString &file() const { return m_file; }
    /// In the order of the file, without DEFAULT.
    [[nodiscard]] QStringList sections() const;
    [[nodiscard]] bool hasSection(const QString &section) const { return find(section) != nullptr; }
    /// In the section or in [DEFAULT]; variables count.
    [[nodiscard]] bool has(const QString &section, const QString &option) const;
    /// Interpolated. No value: there is no such option. An Error: %(…)s that cannot be resolved.
    [[nodiscard]] Result<std::optional<QString>> value(const QString &section, const QString &option) const;
    /// As written.
    [[nodiscard]] std::optional<IniOption> option(const QString &section, const QString &option) const;
    /// Every option of a section and of [DEFAULT] (not the variables), interpolated where possible and as written elsewhere.
    [[nodiscard]] QMap<QString, QString> values(const QString &section) const;
    [[nodiscard]] const Diagnostics &diagnostics() const { return m_diagnostics; }

private:
    friend class IniParser;
    [[nodiscard]] const IniSection *find(const QString &section) const;
    [[nodiscard]] Result<QString> interpolated(const QString &section, const QString &option, const QString &raw, int depth) const;

    QString m_file;
    QList<IniSection> m_sections;
    IniSection m_default;
    QMap<QString, QString> m_variables;
    Diagnostics m_diagnostics;
};

} // namespace retort
