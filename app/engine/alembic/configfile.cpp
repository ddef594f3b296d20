#include "alembic/configfile.h"

#include "alembic/iniparser.h"
#include "base/translation.h"

namespace retort {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaximumInterpolationDepth = 10; // configparser.MAX_INTERPOLATION_DEPTH

const IniOption *findOption(const IniSection &section, const QString &name)
{
    for (const IniOption &option : section.options) {
        if (option.name == name)
            return &option;
    }
    return nullptr;
}

} // namespace

IniFile IniFile::parse(const SourceText &source, const QMap<QString, QString> &variables)
{
    IniFile file = IniParser(source).parse();
    for (auto it = variables.begin(); it != variables.end(); ++it)
        file.m_variables.insert(it.key().toLower(), it.value());
    return file;
}

QStringList IniFile::sections() const
{
    QStringList names;
    for (const IniSection &section : m_sections)
        names.append(section.name);
    return names;
}

const IniSection *IniFile::find(const QString &section) const
{
    for (const IniSection &candidate : m_sections) {
        if (candidate.name == section)
            return &candidate;
    }
    return nullptr;
}

bool IniFile::has(const QString &section, const QString &name) const
{
    return find(section) && (option(section, name) || m_variables.contains(name.toLower()));
}

std::optional<IniOption> IniFile::option(const QString &section, const QString &name) const
{
    const IniSection *found = find(section);
    if (!found)
        return std::nullopt;
    const IniOption *own = findOption(*found, name.toLower());
    if (!own)
        own = findOption(m_default, name.toLower());
    return own ? std::optional(*own) : std::nullopt;
}

Result<std::optional<QString>> IniFile::value(const QString &section, const QString &name) const
{
    if (!has(section, name))
        return std::optional<QString>();
    const auto written = option(section, name);
    const QString raw = written ? written->value : m_variables.value(name.toLower());
    auto text = interpolated(section, name, raw, 1);
    if (!text)
        return text.error();
    return std::optional(*text);
}

QMap<QString, QString> IniFile::values(const QString &section) const
{
    QMap<QString, QString> result;
    const IniSection *found = find(section);
    if (!found)
        return result;
    for (const IniSection *part : {&m_default, found}) {
        for (const IniOption &option : part->options) {
            const auto text = interpolated(section, option.name, option.value, 1);
            result.insert(option.name, text ? *text : option.value);
        }
    }
    return result;
}

Result<QString> IniFile::interpolated(const QString &section, const QString &name, const QString &raw, int depth) const
{
    const auto broken = [&](const QString &message) {
        const auto written = option(section, name);
        return Error{u"config.interpolation"_s, message, u"%1:%2"_s.arg(m_file).arg(written ? written->line : 0)};
    };
    if (depth > MaximumInterpolationDepth)
        return broken(tr("The value of '%1' refers to itself.").arg(name));
    QString result;
    for (qsizetype at = 0; at < raw.size();) {
        const qsizetype percent = raw.indexOf(u'%', at);
        if (percent < 0) {
            result += QStringView(raw).mid(at);
            break;
        }
        result += QStringView(raw).mid(at, percent - at);
        const QChar next = percent + 1 < raw.size() ? raw[percent + 1] : QChar();
        if (next == u'%') {
            result += u'%';
            at = percent + 2;
            continue;
        }
        const qsizetype end = next == u'(' ? raw.indexOf(u")s", percent + 2) : -1;
        if (end < 0) {
            return broken(tr("In the value of '%1', '%' must be followed by '%' or '(name)s'; write '%%' for a percent sign.").arg(name));
        }
        const QString variable = raw.mid(percent + 2, end - percent - 2).toLower();
        const auto written = option(section, variable);
        if (!written && !m_variables.contains(variable))
            return broken(tr("The value of '%1' refers to '%2', which is not there.").arg(name, variable));
        const auto inner = interpolated(section, variable, written ? written->value : m_variables.value(variable), depth + 1);
        if (!inner)
            return inner;
        result += *inner;
        at = end + 2;
    }
    return result;
}

} // namespace retort
