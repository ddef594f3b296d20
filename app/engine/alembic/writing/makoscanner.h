#pragma once

#include "base/result.h"
#include "base/sourcetext.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace retort::writing {

/// One piece of a Mako template.
struct MakoPiece {
    enum Kind {
        Text,
        Expression,  ///< `text` with `filters`
        Control,     ///< the line after the percent sign
        Block,       ///< `<% %>`
        ModuleBlock, ///< `<%! %>`
        Tag,         ///< `<%name ...>`: `text` is the name, `attributes` what follows it
        EndTag,      ///< `</%name>`
        End,
    };

    Kind kind = End;
    QString text;
    QString filters;
    QString attributes;
    /// Of its first character, from 1.
    int line = 0;
};

/// Cuts a Mako template into its pieces, by the rules of Mako's lexer (1.3). Comments (`##`, `<%doc>`) and escaped line ends are passed
/// over; `<%text>` is Text.
class MakoScanner
{
public:
    explicit MakoScanner(const SourceText &source);
    /// The next piece; End at the end. Error "template.not-understood" for what does not end.
    [[nodiscard]] Result<MakoPiece> next();
    [[nodiscard]] const QString &file() const { return m_file; }

private:
    [[nodiscard]] bool looksAt(QLatin1StringView text) const { return QStringView(m_text).mid(m_at).startsWith(text); }
    [[nodiscard]] bool atLineStart() const { return m_at == 0 || m_text[m_at - 1] == u'\n'; }
    /// Where the percent sign or `##` of a control line stands; -1 when the line at `at` is none.
    [[nodiscard]] qsizetype controlMark(qsizetype at) const;
    [[nodiscard]] int lineAt(qsizetype at) const { return int(QStringView(m_text).left(at).count(u'\n')) + 1; }
    [[nodiscard]] Result<MakoPiece> expression();
    [[nodiscard]] std::optional<MakoPiece> controlLine();
    [[nodiscard]] Result<MakoPiece> block();
    [[nodiscard]] Result<MakoPiece> tag();
    [[nodiscard]] MakoPiece text();
    /// Python up to one of `ends` outside strings, comments and (when `nested`) brackets; the position stands behind it. Nothing: no end.
    [[nodiscard]] std::optional<QString> python(const QStringList &ends, bool nested, QString *end);
    [[nodiscard]] Error unfinished(qsizetype at, const QString &what) const;

    QString m_file;
    QString m_text;
    qsizetype m_at = 0;
};

} // namespace retort::writing
