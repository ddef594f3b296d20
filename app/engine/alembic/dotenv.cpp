#include "alembic/dotenv.h"

#include "base/translation.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// Reads one binding after the other from the text of a .env file.
class DotEnvParser
{
public:
    explicit DotEnvParser(QString text) : m_text(std::move(text)) {}

    struct Binding {
        QString key;
        std::optional<QString> value;
        bool interpolate = true;
        bool ok = true;
        int line = 0;
    };

    [[nodiscard]] bool atEnd()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            advance();
        return m_at >= m_text.size();
    }

    Binding next()
    {
        Binding binding;
        binding.line = m_line;
        if (m_text[m_at] == u'#') {
            skipLine();
            return binding;
        }
        if (m_text.mid(m_at, 6) == "export"_L1 && m_at + 6 < m_text.size() && isBlank(m_text[m_at + 6])) {
            m_at += 6;
            skipBlanks();
        }
        binding.ok = readKey(binding);
        if (binding.ok) {
            skipBlanks();
            if (m_at < m_text.size() && m_text[m_at] == u'=') {
                ++m_at;
                skipBlanks();
                binding.ok = readValue(binding);
            }
        }
        if (binding.ok)
            binding.ok = readLineEnd();
        if (!binding.ok)
            skipLine();
        return binding;
    }

private:
    static bool isBlank(QChar c) { return c != u'\n' && c != u'\r' && c.isSpace(); }

    void advance()
    {
        if (m_text[m_at] == u'\n')
            ++m_line;
        ++m_at;
    }

    void skipBlanks()
    {
        while (m_at < m_text.size() && isBlank(m_text[m_at]))
            ++m_at;
    }

    void skipLine()
    {
        while (m_at < m_text.size() && m_text[m_at] != u'\n')
            ++m_at;
    }

    bool readKey(Binding &binding)
    {
        if (m_text[m_at] == u'\'') {
            const qsizetype end = m_text.indexOf(u'\'', m_at + 1);
            if (end < 0)
                return false;
            binding.key = m_text.mid(m_at + 1, end - m_at - 1);
            m_at = end + 1;
            return !binding.key.isEmpty();
        }
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && !m_text[m_at].isSpace() && m_text[m_at] != u'=' && m_text[m_at] != u'#')
            ++m_at;
        binding.key = m_text.mid(begin, m_at - begin);
        return !binding.key.isEmpty();
    }

    bool readValue(Binding &binding)
    {
        const QChar quote = m_at < m_text.size() ? m_text[m_at] : QChar();
        if (quote == u'\'' || quote == u'"')
            return readQuoted(binding, quote);
        const qsizetype begin = m_at;
        while (m_at < m_text.size() && m_text[m_at] != u'\n' && m_text[m_at] != u'\r')
            ++m_at;
        static const QRegularExpression comment(u"\\s+#.*"_s);
        QString value = m_text.mid(begin, m_at - begin);
        if (value.startsWith(u'#')) // only a comment behind "key = "; python-dotenv keeps it when "=" is directly before
            value = begin > 0 && isBlank(m_text[begin - 1]) ? QString() : value;
        binding.value = value.remove(comment).trimmed();
        return true;
    }

    bool readQuoted(Binding &binding, QChar quote)
    {
        const qsizetype begin = m_at;
        const int line = m_line;
        QString value;
        for (++m_at; m_at < m_text.size(); advance()) {
            const QChar c = m_text[m_at];
            if (c == quote) {
                ++m_at;
                binding.value = value;
                return true;
            }
            if (c != u'\\' || m_at + 1 >= m_text.size()) {
                value += c;
                continue;
            }
            ++m_at;
            value += unescaped(m_text[m_at], quote);
        }
        m_at = begin;
        m_line = line;
        return false;
    }

    /// In double quotes the usual escapes mean what they mean in Python, in single quotes only \\ and \'.
    static QString unescaped(QChar c, QChar quote)
    {
        if (c == u'\\' || c == quote || (quote == u'"' && c == u'\''))
            return c;
        if (quote == u'"') {
            static const QString from = u"abfnrtv"_s, to = u"\a\b\f\n\r\t\v"_s;
            if (const qsizetype at = from.indexOf(c); at >= 0)
                return to[at];
        }
        return QString(u'\\') + c;
    }

    bool readLineEnd()
    {
        skipBlanks();
        if (m_at < m_text.size() && m_text[m_at] == u'#')
            skipLine();
        return m_at >= m_text.size() || m_text[m_at] == u'\n' || m_text[m_at] == u'\r';
    }

    QString m_text;
    qsizetype m_at = 0;
    int m_line = 1;
};

} // namespace

DotEnv DotEnv::parse(const SourceText &source, const QMap<QString, QString> &environment, bool environmentWins)
{
    DotEnv file;
    file.m_file = source.file();
    QString text = QString::fromUtf8(source.bytes());
    text.replace(u"\r\n"_s, u"\n"_s);
    DotEnvParser parser(text);
    static const QRegularExpression variable(u"\\$\\{([^\\}:]*)(?::-([^\\}]*))?\\}"_s);
    while (!parser.atEnd()) {
        DotEnvParser::Binding binding = parser.next();
        if (!binding.ok) {
            file.m_diagnostics.append({file.m_file,
                                       {},
                                       binding.line,
                                       Severity::Warning,
                                       u"dotenv.syntax"_s,
                                       tr("This line is not 'KEY=value' and is passed over."),
                                       {}});
            continue;
        }
        if (binding.key.isEmpty())
            continue;
        if (binding.value && binding.value->contains("${"_L1)) {
            QString expanded;
            qsizetype at = 0;
            for (auto it = variable.globalMatch(*binding.value); it.hasNext();) {
                const auto match = it.next();
                const QString name = match.captured(1);
                const Entry *earlier = file.find(name);
                expanded += QStringView(*binding.value).mid(at, match.capturedStart() - at);
                const bool fromFile = earlier && !(environmentWins && environment.contains(name));
                if (fromFile)
                    expanded += earlier->value.value_or(QString());
                else
                    expanded += environment.value(name, match.captured(2));
                at = match.capturedEnd();
            }
            binding.value = QString(expanded % QStringView(*binding.value).mid(at));
        }
        file.m_entries.append({binding.key, binding.value, binding.line});
    }
    return file;
}

Result<DotEnv> DotEnv::load(const QString &file, const QMap<QString, QString> &environment, bool environmentWins)
{
    QFile device(file);
    if (!device.open(QIODevice::ReadOnly)) {
        return Error{u"dotenv.unreadable"_s, tr("'%1' cannot be read: %2.").arg(file, device.errorString()), {}};
    }
    QByteArray bytes = device.readAll();
    if (bytes.startsWith("\xef\xbb\xbf"))
        bytes.remove(0, 3);
    return parse(SourceText(file, bytes), environment, environmentWins);
}

const DotEnv::Entry *DotEnv::find(const QString &key, Qt::CaseSensitivity cs) const
{
    for (auto it = m_entries.crbegin(); it != m_entries.crend(); ++it) {
        if (it->key.compare(key, cs) == 0)
            return &*it;
    }
    return nullptr;
}

QString DotEnv::value(const QString &key) const
{
    const Entry *entry = find(key);
    return entry && entry->value ? *entry->value : QString();
}

} // namespace retort
