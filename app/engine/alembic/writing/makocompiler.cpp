#include "alembic/writing/makocompiler.h"

#include "base/translation.h"
#include "python/textformat.h"

#include <QRegularExpression>

#include <algorithm>

namespace retort::writing {

using namespace Qt::StringLiterals;

namespace {

/// Which control lines may stand between the beginning and the end of another.
bool continues(const QString &keyword, const QString &open)
{
    if (open == "if"_L1)
        return keyword == "else"_L1 || keyword == "elif"_L1;
    if (open == "try"_L1)
        return keyword == "except"_L1 || keyword == "finally"_L1;
    return open == "for"_L1 && keyword == "else"_L1;
}

bool begins(const QString &keyword)
{
    static const QStringList keywords{u"if"_s, u"for"_s, u"while"_s, u"try"_s, u"with"_s};
    return keywords.contains(keyword);
}

/// The lines of a block without the indentation of the first one that has code, as Mako takes it away. Nothing when a string or a
/// continued line might be changed by that.
std::optional<QStringList> dedented(QString text)
{
    static const QRegularExpression code(u"^[ \\t]*[^# \\t\\r\\n]"_s);
    text.replace("\r\n"_L1, "\n"_L1);
    QStringList lines = text.split(u'\n');
    const auto first = std::find_if(lines.begin(), lines.end(), [](const QString &line) { return code.match(line).hasMatch(); });
    if (first == lines.end())
        return QStringList();
    const bool manyLines = lines.size() > 1 && !lines.mid(first - lines.begin() + 1).join(QString()).trimmed().isEmpty();
    if (manyLines && (text.contains("\"\"\""_L1) || text.contains("'''"_L1) || text.contains("\\\n"_L1)))
        return std::nullopt;
    const QString indentation = first->left(first->indexOf(first->trimmed()));
    for (QString &line : lines) {
        if (line.startsWith(indentation))
            line.remove(0, indentation.size());
    }
    return lines;
}

} // namespace

int MakoProgram::templateLine(int programLine) const
{
    return programLine >= 1 && size_t(programLine) <= lines.size() ? lines[size_t(programLine) - 1] : 0;
}

Result<MakoProgram> compileMako(const SourceText &source, const QStringList &parameters)
{
    return MakoCompiler(source).compile(parameters);
}

std::optional<Error> MakoCompiler::notUnderstood(const MakoPiece &piece, const QString &what) const
{
    return Error{u"template.not-understood"_s, tr("The template has something that is not understood: %1.").arg(what),
                 u"%1:%2"_s.arg(m_scanner.file()).arg(piece.line)};
}

void MakoCompiler::emitLines(const QStringList &lines, int number)
{
    Lines &into = m_inDefinition ? m_definitions : m_body;
    const QString indentation(4 * (m_open.size() + 1), u' ');
    for (const QString &line : lines)
        into.append({indentation + line, number++});
}

Result<MakoProgram> MakoCompiler::compile(const QStringList &parameters)
{
    for (;;) {
        const Result<MakoPiece> piece = m_scanner.next();
        if (!piece)
            return piece.error();
        if (piece->kind == MakoPiece::End)
            break;
        if (const auto error = add(*piece))
            return *error;
    }
    if (!m_open.isEmpty()) {
        const MakoPiece piece{MakoPiece::Control, {}, {}, {}, m_open.last().number};
        return *notUnderstood(piece, tr("“%1” does not end").arg(m_open.last().keyword));
    }
    MakoProgram program;
    const auto append = [&program](const Lines &lines) {
        for (const Line &line : lines) {
            program.source += line.text.toUtf8() + '\n';
            program.lines.push_back(line.number);
        }
    };
    append(m_module);
    append({{u"def __body__(%1):"_s.arg(parameters.join(u", "_s)), 1}, {u"    pass"_s, 1}});
    append(m_definitions);
    append(m_body);
    return program;
}

std::optional<Error> MakoCompiler::add(const MakoPiece &piece)
{
    switch (piece.kind) {
    case MakoPiece::Text: emitLines({u"__write__(%1)"_s.arg(python::quotedText(piece.text))}, piece.line); return {};
    case MakoPiece::Expression: return addExpression(piece);
    case MakoPiece::Control: return addControl(piece);
    case MakoPiece::Block:
    case MakoPiece::ModuleBlock: return addBlock(piece);
    case MakoPiece::Tag: return openDefinition(piece);
    case MakoPiece::EndTag: return closeDefinition(piece);
    case MakoPiece::End: break;
    }
    return {};
}

std::optional<Error> MakoCompiler::addExpression(const MakoPiece &piece)
{
    static const QRegularExpression name(u"^[A-Za-z_][A-Za-z0-9_.]*$"_s);
    static const QStringList others{u"x"_s, u"h"_s, u"u"_s, u"entity"_s, u"unicode"_s};
    QStringList filters = piece.filters.isEmpty() ? QStringList() : piece.filters.split(u',');
    for (QString &filter : filters) {
        filter = filter.trimmed();
        if (!name.match(filter).hasMatch() || others.contains(filter) || filter.startsWith("decode."_L1))
            return notUnderstood(piece, tr("the filter “%1”").arg(filter));
    }
    const bool plain = filters.contains(u"n"_s);
    filters.removeAll(u"n"_s);
    if (!plain)
        filters.prepend(u"str"_s);
    QString before;
    for (const QString &filter : std::as_const(filters))
        before.prepend((filter == "trim"_L1 ? u"__trim__"_s : filter) % u'(');
    QStringList lines = piece.text.split(u'\n');
    lines.first().prepend(u"__write__("_s % before);
    emitLines(lines, piece.line);
    // On a line of its own: the expression may end with a comment.
    emitLines({QString(filters.size() + 1, u')')}, piece.line + int(lines.size()) - 1);
    return {};
}

std::optional<Error> MakoCompiler::addControl(const MakoPiece &piece)
{
    static const QRegularExpression control(u"^(end)?(\\w+)\\s*(.*)"_s);
    const auto match = control.match(piece.text);
    const QString keyword = match.captured(2);
    if (match.hasMatch() && match.capturedLength(1) > 0) {
        if (m_open.isEmpty() || m_open.last().keyword != keyword)
            return notUnderstood(piece, tr("“%1” ends nothing").arg(piece.text.trimmed()));
        m_open.removeLast();
        return {};
    }
    const bool isNew = begins(keyword);
    if (!isNew && (m_open.isEmpty() || !continues(keyword, m_open.last().keyword)))
        return notUnderstood(piece, u"“%1”"_s.arg(u"% "_s % piece.text.trimmed()));
    const Open open = isNew ? Open{keyword, piece.line} : m_open.takeLast();
    emitLines(piece.text.split(u'\n'), piece.line);
    m_open.append(open);
    emitLines({u"pass"_s}, piece.line);
    return {};
}

std::optional<Error> MakoCompiler::addBlock(const MakoPiece &piece)
{
    const auto lines = dedented(piece.text);
    if (!lines)
        return notUnderstood(piece, tr("a block with a string or statement over several lines"));
    if (piece.kind == MakoPiece::Block) {
        emitLines(*lines, piece.line);
        return {};
    }
    for (qsizetype i = 0; i < lines->size(); ++i)
        m_module.append({lines->at(i), piece.line + int(i)});
    return {};
}

std::optional<Error> MakoCompiler::openDefinition(const MakoPiece &piece)
{
    static const QRegularExpression name(uR"_(^name\s*=\s*(["'])(\w+\([^$]*\))\1$)_"_s);
    const auto match = name.match(piece.attributes);
    if (piece.text != "def"_L1 || !match.hasMatch())
        return notUnderstood(piece, u"“<%%1%2>”"_s.arg(piece.text, piece.attributes.isEmpty() ? QString() : u' ' + piece.attributes));
    if (m_inDefinition || !m_open.isEmpty())
        return notUnderstood(piece, tr("a <%def> within another tag or control line"));
    const QString signature = match.captured(2).remove(u'\r').replace(u'\n', u' ');
    m_definitions.append({u"    def %1:"_s.arg(signature), piece.line});
    m_inDefinition = true;
    m_open.append({u"<%def>"_s, piece.line});
    return {};
}

std::optional<Error> MakoCompiler::closeDefinition(const MakoPiece &piece)
{
    if (piece.text != "def"_L1 || !m_inDefinition || m_open.size() != 1)
        return notUnderstood(piece, u"“</%%1>”"_s.arg(piece.text));
    emitLines({u"return ''"_s}, piece.line);
    m_open.removeLast();
    m_inDefinition = false;
    return {};
}

} // namespace retort::writing
