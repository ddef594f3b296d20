#include "python/parser.h"

#include "base/translation.h"
#include "python/lexer.h"
#include "python/parserstatement.h"

#include <QStringDecoder>

#include <algorithm>

namespace retort::python {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxFileSize = 512 * 1024 * 1024;

/// A problem that makes the text as a whole unreadable; empty when there is none.
QString unreadable(const QByteArray &bytes)
{
    if (bytes.size() > maxFileSize)
        return tr("This file is too large.");
    if (bytes.contains('\0'))
        return tr("This file contains null bytes.");
    if (!QByteArrayView(bytes).isValidUtf8())
        return tr("This file is not valid UTF-8.");
    return {};
}

/// The value of a coding cookie (PEP 263) in one line, or empty. The line must hold nothing but a comment.
QByteArray cookieInLine(QByteArrayView line)
{
    const QByteArrayView trimmed = line.trimmed();
    if (!trimmed.startsWith('#'))
        return {};
    for (qsizetype at = trimmed.indexOf("coding"); at >= 0; at = trimmed.indexOf("coding", at + 1)) {
        qsizetype pos = at + 6;
        if (pos >= trimmed.size() || (trimmed[pos] != ':' && trimmed[pos] != '='))
            continue;
        ++pos;
        while (pos < trimmed.size() && (trimmed[pos] == ' ' || trimmed[pos] == '\t'))
            ++pos;
        const qsizetype begin = pos;
        while (pos < trimmed.size()
               && (QChar::isLetterOrNumber(uint(static_cast<unsigned char>(trimmed[pos]))) || trimmed[pos] == '-' || trimmed[pos] == '_'
                   || trimmed[pos] == '.'))
            ++pos;
        if (pos > begin)
            return trimmed.sliced(begin, pos - begin).toByteArray().toLower().replace('_', '-');
    }
    return {};
}

/// The cookie stands in the first line, or in the second when the first holds no code.
QByteArray codingCookie(const QByteArray &raw)
{
    qsizetype begin = 0;
    for (int line = 0; line < 2 && begin < raw.size(); ++line) {
        qsizetype end = begin;
        while (end < raw.size() && raw[end] != '\n' && raw[end] != '\r')
            ++end;
        const QByteArrayView text = QByteArrayView(raw).sliced(begin, end - begin);
        if (const QByteArray cookie = cookieInLine(text); !cookie.isEmpty())
            return cookie;
        const QByteArrayView trimmed = text.trimmed();
        if (!trimmed.isEmpty() && !trimmed.startsWith('#'))
            break;
        begin = end + (end + 1 < raw.size() && raw[end] == '\r' && raw[end + 1] == '\n' ? 2 : 1);
    }
    return {};
}

bool isUtf8Name(const QByteArray &name)
{
    return name == "utf-8" || name.startsWith("utf-8-") || name == "utf8";
}

bool isLatin1Name(const QByteArray &name)
{
    return name == "latin-1" || name == "iso-8859-1" || name == "iso-latin-1" || name == "latin1" || name == "iso8859-1" || name == "l1"
        || name.startsWith("latin-1-") || name.startsWith("iso-8859-1-") || name.startsWith("iso-latin-1-");
}

} // namespace

Module parse(const SourceText &source, const ParseOptions &options)
{
    Module module;
    module.source = source;
    auto arena = std::make_shared<AstArena>();
    if (const QString problem = unreadable(source.bytes()); !problem.isEmpty()) {
        module.diagnostics.append({source.file(), {}, 0, Severity::Error, u"python.syntax"_s, problem, {}});
        module.arena = std::move(arena);
        return module;
    }
    Lexer lexer(source);
    std::vector<Token> tokens = lexer.run();
    ParserStatement parser(source, std::move(tokens), *arena, options);
    module.body = parser.file();
    module.diagnostics = lexer.diagnostics() + parser.takeDiagnostics();
    std::stable_sort(module.diagnostics.begin(), module.diagnostics.end(),
                     [](const Diagnostic &a, const Diagnostic &b) { return a.span.begin < b.span.begin; });
    module.arena = std::move(arena);
    return module;
}

Result<SourceText> decodeSource(const QString &file, const QByteArray &raw)
{
    const bool hasMark = raw.startsWith("\xef\xbb\xbf");
    const QByteArray bytes = hasMark ? raw.sliced(3) : raw;
    const QByteArray coding = codingCookie(bytes);
    // CPython takes the spelling without hyphen for another encoding when there is a mark.
    if (coding.isEmpty() || (isUtf8Name(coding) && !(hasMark && coding == "utf8"))) {
        if (QByteArrayView(bytes).isValidUtf8())
            return SourceText(file, bytes);
        return Error{u"python.encoding"_s, tr("%1 is not valid UTF-8 and names no other encoding.").arg(file), {}};
    }
    if (hasMark)
        return Error{u"python.encoding"_s, tr("%1 begins as UTF-8 but names the encoding %2.").arg(file, QString::fromLatin1(coding)), {}};
    if (isLatin1Name(coding))
        return SourceText(file, QString::fromLatin1(bytes).toUtf8());
    if (coding == "ascii" || coding == "us-ascii") {
        if (std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
            return SourceText(file, bytes);
        return Error{u"python.encoding"_s,
                     tr("%1 contains characters that its encoding %2 does not have.").arg(file, QString::fromLatin1(coding)),
                     {}};
    }
    QStringDecoder decoder(coding.constData());
    if (!decoder.isValid())
        return Error{u"python.encoding"_s, tr("%1 names the encoding %2, which is not known.").arg(file, QString::fromLatin1(coding)), {}};
    const QString text = decoder.decode(bytes);
    if (decoder.hasError())
        return Error{u"python.encoding"_s,
                     tr("%1 contains characters that its encoding %2 does not have.").arg(file, QString::fromLatin1(coding)),
                     {}};
    return SourceText(file, text.toUtf8());
}

} // namespace retort::python
