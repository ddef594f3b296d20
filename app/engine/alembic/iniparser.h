#pragma once

#include "alembic/configfile.h"

namespace retort {

/// Reads the lines of an ini file as configparser does (strict, `=` and `:` as delimiters, no inline comments).
class IniParser
{
public:
    explicit IniParser(const SourceText &source) : m_source(source) {}
    [[nodiscard]] IniFile parse();

private:
    void readLine(const QString &line, int number);
    void readSection(const QString &line, int number);
    void readOption(const QString &line, int number);
    void finishOption();
    void report(int line, const QString &code, const QString &message);

    const SourceText &m_source;
    IniFile m_file;
    IniSection *m_section = nullptr;
    IniOption *m_option = nullptr;
    QStringList m_lines;
    qsizetype m_indent = 0;
};

} // namespace retort
