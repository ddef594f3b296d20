#include "console.h"

#include "base/translation.h"

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace retort {

using namespace Qt::StringLiterals;

Console::Console()
    : m_out(stdout),
      m_err(stderr),
      m_in(stdin),
      m_followed(isatty(STDOUT_FILENO) != 0),
      m_color(m_followed && qEnvironmentVariableIsEmpty("NO_COLOR"))
{}

bool Console::isInteractive() const
{
    return isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0;
}

void Console::out(const QString &line)
{
    m_out << line << '\n';
    if (m_followed)
        m_out.flush();
}

void Console::write(const QString &text)
{
    m_out << text;
    if (m_followed)
        m_out.flush();
}

void Console::note(const QString &line)
{
    m_out.flush();
    m_err << line << Qt::endl;
}

QString Console::styled(const QString &text, Style style) const
{
    if (!m_color || style == Style::Plain)
        return text;
    static constexpr const char *codes[] = {"0", "1", "2", "32", "33", "31"};
    return u"\x1b[%1m%2\x1b[0m"_s.arg(QLatin1StringView(codes[int(style)]), text);
}

void Console::table(const QStringList &heading, const QList<QStringList> &rows)
{
    QList<qsizetype> widths;
    for (const QString &cell : heading)
        widths.append(cell.size());
    for (const QStringList &row : rows) {
        for (qsizetype i = 0; i < std::min(row.size(), widths.size()); ++i)
            widths[i] = std::max(widths[i], row[i].size());
    }
    const auto line = [&](const QStringList &row) {
        QString text;
        for (qsizetype i = 0; i < row.size(); ++i)
            text += i + 1 == row.size() ? row[i] : QString(row[i].leftJustified(widths[i]) % u"  "_s);
        return text;
    };
    out(styled(line(heading), Style::Bold));
    for (const QStringList &row : rows)
        out(line(row));
}

bool Console::confirm(const QString &question)
{
    const QString answer = ask(tr("%1 [y/N]").arg(question)).trimmed().toLower();
    return answer == "y"_L1 || answer == "yes"_L1;
}

QString Console::ask(const QString &question)
{
    m_out.flush();
    m_err << question << u' ' << Qt::flush;
    return m_in.readLine();
}

} // namespace retort
