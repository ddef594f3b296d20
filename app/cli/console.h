#pragma once

#include <QString>
#include <QStringList>
#include <QTextStream>

namespace retort {

/// The terminal as retort-cli sees it: text out, questions in. Colours only on a terminal that wants them; results go to standard output,
/// everything else to standard error.
class Console
{
public:
    enum class Style { Plain, Bold, Dim, Good, Warning, Bad };

    Console();

    void disableColor() { m_color = false; }
    /// Whether a person can be asked: standard input and standard error are a terminal.
    [[nodiscard]] bool isInteractive() const;

    /// On a terminal at once; into a file or pipe in larger pieces, but always before anything on standard error.
    void out(const QString &line = {});
    /// Text without a line end of its own.
    void write(const QString &text);
    void note(const QString &line);
    [[nodiscard]] QString styled(const QString &text, Style style) const;
    /// Rows under a heading, columns aligned.
    void table(const QStringList &heading, const QList<QStringList> &rows);

    /// Asks a yes-or-no question whose default is no.
    [[nodiscard]] bool confirm(const QString &question);
    /// Asks for a line of text.
    [[nodiscard]] QString ask(const QString &question);

private:
    QTextStream m_out;
    QTextStream m_err;
    QTextStream m_in;
    /// Somebody watches standard output as it grows.
    bool m_followed;
    bool m_color;
};

} // namespace retort
