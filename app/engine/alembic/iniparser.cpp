#include "alembic/iniparser.h"

#include "base/translation.h"

namespace retort {

using namespace Qt::StringLiterals;

IniFile IniParser::parse()
{
    m_file.m_file = m_source.file();
    for (int number = 1; number <= m_source.lineCount(); ++number) {
        const qsizetype begin = m_source.lineStart(number);
        const qsizetype end = number < m_source.lineCount() ? m_source.lineStart(number + 1) : m_source.bytes().size();
        readLine(m_source.text({begin, end}), number);
    }
    finishOption();
    return std::move(m_file);
}

void IniParser::report(int line, const QString &code, const QString &message)
{
    m_file.m_diagnostics.append({m_source.file(), {}, line, Severity::Error, code, message, {}});
}

void IniParser::readLine(const QString &line, int number)
{
    const QString text = line.trimmed();
    const bool isComment = text.startsWith(u'#') || text.startsWith(u';');
    if (text.isEmpty() || isComment) {
        // An empty line inside a value is part of it (and dropped again at its end); a comment line is not.
        if (!isComment && m_option)
            m_lines.append(QString());
        return;
    }
    qsizetype indent = 0;
    while (line[indent].isSpace())
        ++indent;
    if (m_option && indent > m_indent) {
        m_lines.append(text);
        return;
    }
    m_indent = indent;
    if (text.startsWith(u'[') && text.indexOf(u']') > 0)
        readSection(text, number);
    else
        readOption(text, number);
}

void IniParser::readSection(const QString &line, int number)
{
    finishOption();
    const QString name = line.mid(1, line.lastIndexOf(u']') - 1);
    if (name == "DEFAULT"_L1) {
        m_section = &m_file.m_default;
        m_section->name = name;
        return;
    }
    for (IniSection &known : m_file.m_sections) {
        if (known.name != name)
            continue;
        report(number, u"config.duplicate-section"_s,
               tr("Section [%1] stands here a second time; Alembic refuses to read such a file.").arg(name));
        m_section = &known;
        return;
    }
    m_file.m_sections.append({name, number, {}});
    m_section = &m_file.m_sections.last();
}

void IniParser::readOption(const QString &line, int number)
{
    finishOption();
    qsizetype delimiter = -1;
    for (qsizetype i = 0; i < line.size() && delimiter < 0; ++i) {
        if (line[i] == u'=' || line[i] == u':')
            delimiter = i;
    }
    if (!m_section) {
        report(number, u"config.no-section"_s, tr("This line stands before the first [section]."));
        return;
    }
    const QString name = line.left(std::max<qsizetype>(delimiter, 0)).trimmed().toLower();
    if (name.isEmpty()) {
        report(number, u"config.syntax"_s, tr("This line is neither a [section] nor 'key = value'."));
        return;
    }
    for (const IniOption &known : std::as_const(m_section->options)) {
        if (known.name == name) {
            report(number, u"config.duplicate-option"_s,
                   tr("'%1' stands here a second time in [%2]; Alembic refuses to read such a file.").arg(name, m_section->name));
        }
    }
    m_section->options.append({name, {}, number});
    m_option = &m_section->options.last();
    m_lines = {line.mid(delimiter + 1).trimmed()};
}

void IniParser::finishOption()
{
    if (!m_option)
        return;
    while (!m_lines.isEmpty() && m_lines.last().isEmpty())
        m_lines.removeLast();
    m_option->value = m_lines.join(u'\n');
    m_option = nullptr;
    m_lines.clear();
}

} // namespace retort
