#include "alembic/tomlparser.h"

#include "base/translation.h"

#include <QJsonArray>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaximumDepth = 64;

/// Sets `value` at `path` below `object`, making tables on the way; in an array of tables the last one is meant.
bool insertAt(QJsonObject &object, const QStringList &path, const QJsonValue &value, qsizetype from = 0)
{
    const QString &key = path[from];
    if (from + 1 == path.size()) {
        if (object.contains(key) && !(value.isObject() && object[key].isObject()))
            return false;
        if (!object.contains(key))
            object.insert(key, value);
        return true;
    }
    QJsonValue inner = object.value(key);
    if (inner.isArray()) {
        QJsonArray array = inner.toArray();
        if (array.isEmpty() || !array.last().isObject())
            return false;
        QJsonObject last = array.last().toObject();
        const bool done = insertAt(last, path, value, from + 1);
        array[array.size() - 1] = last;
        object[key] = array;
        return done;
    }
    if (!inner.isUndefined() && !inner.isObject())
        return false;
    QJsonObject table = inner.toObject();
    const bool done = insertAt(table, path, value, from + 1);
    object[key] = table;
    return done;
}

/// Appends an empty table to the array of tables at `path`.
bool appendAt(QJsonObject &object, const QStringList &path, qsizetype from = 0)
{
    const QString &key = path[from];
    if (from + 1 == path.size()) {
        if (object.contains(key) && !object[key].isArray())
            return false;
        QJsonArray array = object[key].toArray();
        array.append(QJsonObject());
        object[key] = array;
        return true;
    }
    QJsonObject table = object.value(key).toObject();
    const bool done = appendAt(table, path, from + 1);
    object[key] = table;
    return done;
}

bool isBareKeyChar(QChar c)
{
    return (c < u'\x80' && c.isLetterOrNumber()) || c == u'_' || c == u'-';
}

} // namespace

TomlFile TomlFile::parse(const SourceText &source)
{
    return TomlParser(source).parse();
}

QJsonObject TomlFile::table(const QString &path) const
{
    QJsonObject object = root;
    for (const QString &name : path.split(u'.'))
        object = object.value(name).toObject();
    return object;
}

TomlParser::TomlParser(const SourceText &source) : m_text(QString::fromUtf8(source.bytes())), m_name(source.file())
{
    m_text.replace(u"\r\n"_s, u"\n"_s);
}

int TomlParser::line() const
{
    return int(QStringView(m_text).left(m_at).count(u'\n')) + 1;
}

TomlFile TomlParser::parse()
{
    for (skipBlanksAndLines(); !atEnd(); skipBlanksAndLines()) {
        const int at = line();
        QJsonObject &root = m_file.root;
        const bool ok = peek() == u'[' ? readHeader() : readKeyValue(root, m_table, 0);
        if (ok && readLineEnd())
            continue;
        m_file.diagnostics.append({m_name, {}, at, Severity::Error, u"config.toml"_s, tr("This line is not valid TOML."), {}});
        skipLine();
    }
    return std::move(m_file);
}

bool TomlParser::readHeader()
{
    const bool isArray = peek(1) == u'[';
    m_at += isArray ? 2 : 1;
    const auto key = readKey();
    if (!key || peek() != u']' || (isArray && peek(1) != u']'))
        return false;
    m_at += isArray ? 2 : 1;
    m_table = *key;
    m_file.lines.insert(key->join(u'.'), line());
    return isArray ? appendAt(m_file.root, *key) : insertAt(m_file.root, *key, QJsonObject());
}

bool TomlParser::readKeyValue(QJsonObject &table, const QStringList &prefix, int depth)
{
    const int at = line();
    const auto key = readKey();
    if (!key || peek() != u'=')
        return false;
    ++m_at;
    skipBlanks();
    const QStringList path = prefix + *key;
    const auto value = readValue(path, depth);
    if (!value)
        return false;
    m_file.lines.insert(path.join(u'.'), at);
    return insertAt(table, depth == 0 ? path : *key, *value);
}

std::optional<QStringList> TomlParser::readKey()
{
    QStringList key;
    while (true) {
        skipBlanks();
        if (peek() == u'"' || peek() == u'\'') {
            const auto part = readString();
            if (!part)
                return std::nullopt;
            key.append(*part);
        } else {
            const qsizetype begin = m_at;
            while (!atEnd() && isBareKeyChar(peek()))
                ++m_at;
            if (m_at == begin)
                return std::nullopt;
            key.append(m_text.mid(begin, m_at - begin));
        }
        skipBlanks();
        if (peek() != u'.' || key.size() > MaximumDepth)
            return key;
        ++m_at;
    }
}

std::optional<QJsonValue> TomlParser::readValue(const QStringList &path, int depth)
{
    if (depth > MaximumDepth)
        return std::nullopt;
    const QChar c = peek();
    if (c == u'[')
        return readArray(path, depth + 1);
    if (c == u'{')
        return readInlineTable(path, depth + 1);
    if (c != u'"' && c != u'\'')
        return readPlain();
    const bool isMultiLine = peek(1) == c && peek(2) == c;
    const auto text = isMultiLine ? readMultiLineString(c) : readString();
    if (!text)
        return std::nullopt;
    return QJsonValue(*text);
}

std::optional<QJsonValue> TomlParser::readArray(const QStringList &path, int depth)
{
    QJsonArray array;
    ++m_at;
    for (skipBlanksAndLines(); !atEnd(); skipBlanksAndLines()) {
        if (peek() == u']') {
            ++m_at;
            return QJsonValue(array);
        }
        const auto item = readValue(path, depth);
        if (!item)
            return std::nullopt;
        array.append(*item);
        skipBlanksAndLines();
        if (peek() == u',')
            ++m_at;
        else if (peek() != u']')
            return std::nullopt;
    }
    return std::nullopt;
}

std::optional<QJsonValue> TomlParser::readInlineTable(const QStringList &path, int depth)
{
    QJsonObject table;
    ++m_at;
    skipBlanks();
    while (peek() != u'}') {
        if (!readKeyValue(table, path, depth))
            return std::nullopt;
        skipBlanks();
        if (peek() == u',')
            ++m_at;
        else if (peek() != u'}')
            return std::nullopt;
        skipBlanks();
    }
    ++m_at;
    return QJsonValue(table);
}

std::optional<QJsonValue> TomlParser::readPlain()
{
    const qsizetype begin = m_at;
    while (!atEnd() && !u",]}#\n"_s.contains(peek()))
        ++m_at;
    const QString text = m_text.mid(begin, m_at - begin).trimmed();
    if (text == "true"_L1 || text == "false"_L1)
        return QJsonValue(text == "true"_L1);
    if (text.isEmpty())
        return std::nullopt;
    QString digits = text;
    digits.remove(u'_');
    bool ok = false;
    const int base = digits.startsWith("0x"_L1) ? 16 : digits.startsWith("0o"_L1) ? 8 : digits.startsWith("0b"_L1) ? 2 : 10;
    const qint64 integer = (base == 10 ? digits : digits.mid(2)).toLongLong(&ok, base);
    if (ok)
        return QJsonValue(integer);
    const double real = digits.toDouble(&ok);
    if (ok)
        return QJsonValue(real);
    // dates and times stay texts; anything else is not TOML
    return text.front().isDigit() ? std::optional(QJsonValue(text)) : std::nullopt;
}

std::optional<QString> TomlParser::readString()
{
    const QChar quote = peek();
    QString text;
    for (++m_at; !atEnd() && peek() != u'\n'; ++m_at) {
        if (peek() == quote) {
            ++m_at;
            return text;
        }
        if (peek() == u'\\' && quote == u'"') {
            if (!readEscape(text))
                return std::nullopt;
            continue;
        }
        text += peek();
    }
    return std::nullopt;
}

std::optional<QString> TomlParser::readMultiLineString(QChar quote)
{
    QString text;
    m_at += peek(3) == u'\n' ? 4 : 3;
    for (; !atEnd(); ++m_at) {
        if (peek() == quote && peek(1) == quote && peek(2) == quote) {
            m_at += 3;
            while (peek() == quote) { // up to two quotes may stand directly before the end
                text += quote;
                ++m_at;
            }
            return text;
        }
        if (peek() != u'\\' || quote != u'"') {
            text += peek();
            continue;
        }
        qsizetype end = m_at + 1;
        while (end < m_text.size() && (m_text[end] == u' ' || m_text[end] == u'\t'))
            ++end;
        if (end < m_text.size() && m_text[end] == u'\n') {
            m_at = end;
            while (m_at + 1 < m_text.size() && m_text[m_at + 1].isSpace())
                ++m_at;
        } else if (!readEscape(text)) {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

bool TomlParser::readEscape(QString &text)
{
    ++m_at;
    static const QString from = u"btnfr\"\\e"_s, to = u"\b\t\n\f\r\"\\\x1b"_s;
    if (const qsizetype at = from.indexOf(peek()); at >= 0 && !atEnd()) {
        text += to[at];
        return true;
    }
    const int digits = peek() == u'u' ? 4 : peek() == u'U' ? 8 : 0;
    bool ok = false;
    const uint code = m_text.mid(m_at + 1, digits).toUInt(&ok, 16);
    if (digits == 0 || !ok || code > 0x10ffff)
        return false;
    text += QString::fromUcs4(reinterpret_cast<const char32_t *>(&code), 1);
    m_at += digits;
    return true;
}

bool TomlParser::readLineEnd()
{
    skipBlanks();
    skipComment();
    return atEnd() || peek() == u'\n';
}

void TomlParser::skipBlanks()
{
    while (peek() == u' ' || peek() == u'\t')
        ++m_at;
}

void TomlParser::skipBlanksAndLines()
{
    while (!atEnd() && (peek().isSpace() || peek() == u'#')) {
        if (peek() == u'#')
            skipComment();
        else
            ++m_at;
    }
}

void TomlParser::skipComment()
{
    if (peek() == u'#')
        skipLine();
}

void TomlParser::skipLine()
{
    while (!atEnd() && peek() != u'\n')
        ++m_at;
}

} // namespace retort
