#include "alembic/writing/makoscanner.h"

#include "base/translation.h"

#include <QRegularExpression>

#include <algorithm>

namespace retort::writing {

using namespace Qt::StringLiterals;

MakoScanner::MakoScanner(const SourceText &source) : m_file(source.file()), m_text(QString::fromUtf8(source.bytes()))
{
    // Mako passes over a coding comment at the very beginning.
    static const QRegularExpression coding(uR"(^#.*coding[:=]\s*([-\w.]+).*\r?\n)"_s);
    m_at = coding.match(m_text).capturedLength();
}

Error MakoScanner::unfinished(qsizetype at, const QString &what) const
{
    return {u"template.not-understood"_s, tr("The template cannot be used: “%1” does not end.").arg(what),
            u"%1:%2"_s.arg(m_file).arg(lineAt(at))};
}

qsizetype MakoScanner::controlMark(qsizetype at) const
{
    while (at < m_text.size() && (m_text[at] == u' ' || m_text[at] == u'\t'))
        ++at;
    const QStringView rest = QStringView(m_text).mid(at);
    return rest.startsWith(u'%') || rest.startsWith("##"_L1) ? at : -1;
}

Result<MakoPiece> MakoScanner::next()
{
    while (m_at < m_text.size()) {
        if (looksAt("${"_L1))
            return expression();
        if (atLineStart() && controlMark(m_at) >= 0) {
            if (auto piece = controlLine())
                return *piece;
            continue;
        }
        if (looksAt("<%doc>"_L1)) {
            const qsizetype end = m_text.indexOf("</%doc>"_L1, m_at);
            if (end < 0)
                return unfinished(m_at, u"<%doc>"_s);
            m_at = end + 7;
            continue;
        }
        if (looksAt("<%"_L1) || looksAt("</%"_L1))
            return tag();
        if (MakoPiece piece = text(); !piece.text.isEmpty())
            return piece;
    }
    return MakoPiece{MakoPiece::End, {}, {}, {}, lineAt(m_text.size())};
}

Result<MakoPiece> MakoScanner::expression()
{
    const qsizetype start = m_at;
    MakoPiece piece{MakoPiece::Expression, {}, {}, {}, lineAt(start)};
    m_at += 2;
    QString end;
    auto found = python({u"|"_s, u"}"_s}, true, &end);
    if (found) {
        piece.text = *found;
        if (end == "|"_L1) {
            found = python({u"}"_s}, true, &end);
            piece.filters = found.value_or(QString()).trimmed();
        }
    }
    if (!found)
        return unfinished(start, u"${"_s);
    piece.text.replace("\r\n"_L1, "\n"_L1);
    return piece;
}

std::optional<MakoPiece> MakoScanner::controlLine()
{
    const qsizetype mark = controlMark(m_at);
    const bool isComment = m_text[mark] == u'#';
    const bool isPercent = !isComment && QStringView(m_text).mid(mark).startsWith("%%"_L1);
    MakoPiece piece{isPercent ? MakoPiece::Text : MakoPiece::Control, {}, {}, {}, lineAt(mark)};
    if (isPercent) { // "%%" is a line that begins with one percent sign
        const qsizetype begin = m_at;
        m_at = mark + 2;
        while (m_at < m_text.size() && m_text[m_at] == u'%')
            ++m_at;
        piece.text = m_text.mid(begin, mark - begin) + m_text.mid(mark + 1, m_at - mark - 1);
        return piece;
    }
    static const QRegularExpression line(uR"([\t ]*((?:(?:\\\r?\n)|[^\r\n])*)(?:\r?\n|\Z))"_s);
    const auto match =
        line.match(m_text, mark + (isComment ? 2 : 1), QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
    piece.text = match.captured(1);
    m_at = match.hasMatch() ? match.capturedEnd() : m_text.size();
    return isComment ? std::nullopt : std::optional(piece);
}

Result<MakoPiece> MakoScanner::block()
{
    const qsizetype start = m_at;
    const bool isModule = looksAt("<%!"_L1);
    MakoPiece piece{isModule ? MakoPiece::ModuleBlock : MakoPiece::Block, {}, {}, {}, lineAt(start)};
    m_at += isModule ? 3 : 2;
    QString end;
    const auto found = python({u"%>"_s}, false, &end);
    if (!found)
        return unfinished(start, isModule ? u"<%!"_s : u"<%"_s);
    piece.text = *found;
    return piece;
}

Result<MakoPiece> MakoScanner::tag()
{
    static const QRegularExpression opening(uR"(<%([\w.:]+)((?:\s+\w+|\s*=\s*|"[^"]*?"|'[^']*?'|\s*,\s*)*)\s*(/)?>)"_s);
    static const QRegularExpression closing(uR"(</%[\t ]*([^\t ]+?)[\t ]*>)"_s);
    const auto at = [this](const QRegularExpression &expression) {
        return expression.match(m_text, m_at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
    };
    const int line = lineAt(m_at);
    if (const auto match = at(closing); match.hasMatch()) {
        m_at = match.capturedEnd();
        return MakoPiece{MakoPiece::EndTag, match.captured(1), {}, {}, line};
    }
    const auto match = at(opening);
    if (!match.hasMatch())
        return looksAt("<%"_L1) ? block() : Result<MakoPiece>(unfinished(m_at, u"</%"_s));
    const qsizetype start = m_at;
    m_at = match.capturedEnd();
    if (match.captured(1) != "text"_L1 || !match.captured(2).trimmed().isEmpty() || match.capturedLength(3) > 0)
        return MakoPiece{MakoPiece::Tag, match.captured(1), {}, QString(match.captured(2).trimmed() + match.captured(3)), line};
    const qsizetype end = m_text.indexOf("</%text>"_L1, m_at);
    if (end < 0)
        return unfinished(start, u"<%text>"_s);
    MakoPiece piece{MakoPiece::Text, m_text.mid(m_at, end - m_at), {}, {}, line};
    m_at = end + 8;
    return piece;
}

MakoPiece MakoScanner::text()
{
    static const QRegularExpression upTo(uR"((?<=\n)(?=[ \t]*(?:%|##))|(?=\$\{)|(?=</?%)|(\\\r?\n)|\z)"_s);
    const auto match = upTo.match(m_text, m_at);
    MakoPiece piece{MakoPiece::Text, m_text.mid(m_at, match.capturedStart() - m_at), {}, {}, lineAt(m_at)};
    m_at = match.capturedEnd();
    return piece;
}

std::optional<QString> MakoScanner::python(const QStringList &ends, bool nested, QString *end)
{
    static const QRegularExpression string(uR"(("""|'''|"|')[^\\]*?(\\.[^\\]*?)*\1)"_s, QRegularExpression::DotMatchesEverythingOption);
    static const QString opening = u"([{"_s;
    static const QString closing = u")]}"_s;
    const qsizetype start = m_at;
    int depth = 0;
    while (m_at < m_text.size()) {
        const QChar c = m_text[m_at];
        if (const qsizetype newLine = m_text.indexOf(u'\n', m_at); c == u'#' && newLine >= 0) {
            m_at = newLine + 1;
            continue;
        }
        const auto quoted = string.match(m_text, m_at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
        if (quoted.hasMatch()) {
            m_at = quoted.capturedEnd();
            continue;
        }
        if (!nested || depth == 0) {
            const auto found =
                std::find_if(ends.begin(), ends.end(), [&](const QString &text) { return QStringView(m_text).mid(m_at).startsWith(text); });
            if (found != ends.end()) {
                *end = *found;
                const QString python = m_text.mid(start, m_at - start);
                m_at += found->size();
                return python;
            }
        }
        if (opening.contains(c))
            ++depth;
        else if (closing.contains(c))
            --depth;
        ++m_at;
    }
    return std::nullopt;
}

} // namespace retort::writing
