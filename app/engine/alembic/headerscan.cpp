#include "alembic/headerscan.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<QByteArrayView, 4> HeaderNames = {"revision", "down_revision", "branch_labels", "depends_on"};
/// A block may assign the header's names depending on something.
constexpr std::array<QByteArrayView, 9> BlockWords = {"if", "try", "with", "for", "while", "match", "del", "global", "exec"};

bool isWordChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80);
}

template <std::size_t N>
bool isOneOf(QByteArrayView word, const std::array<QByteArrayView, N> &words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

} // namespace

void setDocumentation(RevisionHeader &header, const QString &docstring)
{
    header.doc = docstring.trimmed();
    const qsizetype end = header.doc.indexOf(u"\n\n");
    header.message = end < 0 ? header.doc : header.doc.left(end);
    header.createDate.clear();
    for (const QStringView line : QStringView(header.doc).split(u'\n')) {
        const QStringView text = line.trimmed();
        if (text.startsWith("Create Date:"_L1)) {
            header.createDate = text.mid(12).trimmed().toString();
            break;
        }
    }
}

std::optional<RevisionHeader> HeaderScan::read()
{
    RevisionHeader header;
    skipBlank(true);
    const qsizetype quote = peek() == 'r' || peek() == 'R' || peek() == 'u' || peek() == 'U' ? 1 : 0;
    if (peek(quote) == '"' || peek(quote) == '\'') {
        const auto docstring = readString();
        if (!docstring || !readLineEnd())
            return std::nullopt;
        setDocumentation(header, *docstring);
    }
    for (skipBlank(true); !atEnd(); skipBlank(true)) {
        const QByteArrayView name = word();
        if (name == "def" || name == "class" || name == "async" || peek() == '@')
            break;
        if (!readStatement(header))
            return std::nullopt;
    }
    if (!m_hasRevision || !m_hasDown || assignedLater())
        return std::nullopt;
    return header;
}

bool HeaderScan::readStatement(RevisionHeader &header)
{
    if (m_at > 0 && m_text[m_at - 1] != '\n' && m_text[m_at - 1] != '\r')
        return false;
    const QByteArrayView name = word();
    if (isOneOf(name, BlockWords))
        return false;
    if (isOneOf(name, HeaderNames))
        return readAssignment(name, header);
    const bool isImport = name == "import" || name == "from";
    const qsizetype begin = m_at;
    if (!skipLogicalLine())
        return false;
    if (!isImport)
        return true;
    // "from x import revision", or everything there is.
    const QByteArrayView line = m_text.sliced(begin, m_at - begin);
    return line.indexOf("revision") < 0 && line.indexOf("branch_labels") < 0 && line.indexOf("depends_on") < 0 && line.indexOf('*') < 0;
}

bool HeaderScan::readAssignment(QByteArrayView name, RevisionHeader &header)
{
    const qsizetype begin = m_at;
    m_at += name.size();
    skipBlank(false);
    if (peek() == ':' && !skipAnnotation())
        return false;
    if (peek() != '=' || peek(1) == '=')
        return false;
    ++m_at;
    skipBlank(false);
    const bool isText = peek() != '(' && peek() != '[';
    const auto values = readValue();
    if (!values || !readLineEnd())
        return false;
    if (name == "revision") {
        if (values->size() != 1 || !isText)
            return false;
        header.revision = values->first();
        header.line = int(m_text.first(begin).count('\n')) + 1;
        m_hasRevision = true;
    } else if (name == "down_revision") {
        header.downRevisions = *values;
        m_hasDown = true;
    } else if (name == "branch_labels") {
        header.branchLabels = *values;
    } else {
        header.dependsOn = *values;
    }
    return true;
}

bool HeaderScan::skipAnnotation()
{
    int depth = 0;
    for (; !atEnd(); ++m_at) {
        const char c = peek();
        if (c == '\n' || c == '\r' || c == '#' || c == '\\' || c == ';')
            return false;
        if (c == '"' || c == '\'') {
            if (!skipString())
                return false;
            --m_at;
            continue;
        }
        if (c == '[' || c == '(')
            ++depth;
        else if (c == ']' || c == ')')
            --depth;
        else if (c == '=' && depth == 0)
            return true;
    }
    return false;
}

std::optional<QStringList> HeaderScan::readValue()
{
    if (peek() == '(' || peek() == '[') {
        const char closing = peek() == '(' ? ')' : ']';
        ++m_at;
        return readSequence(closing);
    }
    if (word() == "None") {
        m_at += 4;
        return QStringList();
    }
    const auto text = readString();
    if (!text)
        return std::nullopt;
    return QStringList{*text};
}

std::optional<QStringList> HeaderScan::readSequence(char closing)
{
    QStringList values;
    bool comma = true;
    bool anyComma = false;
    for (skipBlank(true); !atEnd(); skipBlank(true)) {
        if (peek() == closing) {
            ++m_at;
            // ("a") is a string in parentheses, which would do as well; only a string that stands for several does not.
            if (closing == ')' && values.size() == 1 && !anyComma)
                return std::nullopt;
            return values;
        }
        if (peek() == ',') {
            if (comma)
                return std::nullopt;
            comma = anyComma = true;
            ++m_at;
            continue;
        }
        if (!comma)
            return std::nullopt;
        const auto text = readString();
        if (!text)
            return std::nullopt;
        values.append(*text);
        comma = false;
    }
    return std::nullopt;
}

std::optional<QString> HeaderScan::readString()
{
    bool raw = false;
    if (peek() == 'r' || peek() == 'R' || peek() == 'u' || peek() == 'U') {
        raw = peek() == 'r' || peek() == 'R';
        ++m_at;
    }
    if (peek() != '"' && peek() != '\'')
        return std::nullopt;
    const char quote = peek();
    const bool triple = peek(1) == quote && peek(2) == quote;
    const qsizetype begin = m_at + (triple ? 3 : 1);
    if (!skipString())
        return std::nullopt;
    const QByteArrayView content = m_text.sliced(begin, m_at - begin - (triple ? 3 : 1));
    if (!raw && content.indexOf('\\') >= 0)
        return std::nullopt;
    QString text = QString::fromUtf8(content);
    if (text.contains(u'\r'))
        text.replace(u"\r\n"_s, u"\n"_s).replace(u'\r', u'\n');
    return text;
}

bool HeaderScan::skipString()
{
    const char quote = peek();
    const bool triple = peek(1) == quote && peek(2) == quote;
    m_at += triple ? 3 : 1;
    for (; !atEnd(); ++m_at) {
        const char c = peek();
        if (c == '\\') {
            ++m_at;
        } else if (c == quote && (!triple || (peek(1) == quote && peek(2) == quote))) {
            m_at += triple ? 3 : 1;
            return true;
        } else if (!triple && (c == '\n' || c == '\r')) {
            return false;
        }
    }
    return false;
}

bool HeaderScan::skipLogicalLine()
{
    int depth = 0;
    while (!atEnd()) {
        const char c = peek();
        if (c == '"' || c == '\'') {
            if (!skipString())
                return false;
            continue;
        }
        if (c == '#') {
            while (!atEnd() && peek() != '\n' && peek() != '\r')
                ++m_at;
            continue;
        }
        if (c == '\\') {
            m_at += peek(1) == '\r' && peek(2) == '\n' ? 3 : 2;
            continue;
        }
        if (c == ';')
            return false;
        if (c == '(' || c == '[' || c == '{')
            ++depth;
        else if (c == ')' || c == ']' || c == '}')
            --depth;
        ++m_at;
        if ((c == '\n' || c == '\r') && depth <= 0)
            return depth == 0;
    }
    return depth == 0;
}

bool HeaderScan::readLineEnd()
{
    skipBlank(false);
    if (peek() == '#') {
        while (!atEnd() && peek() != '\n' && peek() != '\r')
            ++m_at;
    }
    return atEnd() || peek() == '\n' || peek() == '\r';
}

void HeaderScan::skipBlank(bool withNewlines)
{
    while (!atEnd()) {
        const char c = peek();
        if (c == ' ' || c == '\t' || c == '\f' || (withNewlines && (c == '\n' || c == '\r'))) {
            ++m_at;
        } else if (withNewlines && c == '#') {
            while (!atEnd() && peek() != '\n' && peek() != '\r')
                ++m_at;
        } else {
            return;
        }
    }
}

QByteArrayView HeaderScan::word() const
{
    qsizetype end = m_at;
    while (end < m_text.size() && isWordChar(m_text[end]))
        ++end;
    return m_text.sliced(m_at, end - m_at);
}

bool HeaderScan::assignedLater() const
{
    const QByteArrayView rest = m_text.sliced(m_at);
    for (qsizetype at = rest.indexOf('\n'); at >= 0; at = rest.indexOf('\n', at + 1)) {
        const QByteArrayView line = rest.sliced(at + 1);
        for (const QByteArrayView name : HeaderNames) {
            if (line.startsWith(name) && (line.size() == name.size() || !isWordChar(line[name.size()])))
                return true;
        }
    }
    for (qsizetype at = rest.indexOf("global "); at >= 0; at = rest.indexOf("global ", at + 1)) {
        const QByteArrayView names = rest.sliced(at + 7);
        if (names.startsWith("revision") || names.startsWith("down_revision"))
            return true;
    }
    return false;
}

} // namespace retort
