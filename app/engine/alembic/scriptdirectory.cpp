#include "alembic/scriptdirectory.h"

#include "alembic/headerparse.h"
#include "alembic/headerscan.h"
#include "base/filecontents.h"
#include "python/parser.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QSet>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text) { return QCoreApplication::translate("ScriptDirectory", text); }

Diagnostic problem(const QString &file, const QString &code, const QString &message, Severity severity = Severity::Error)
{
    return {file, {}, 0, severity, code, message, {}};
}

/// The files of one version folder in Alembic's order.
QStringList listedFiles(const QString &folder, bool recursive, int depth = 0)
{
    const QDir dir(folder);
    QStringList names = dir.entryList(QDir::Files | QDir::Hidden | QDir::System, QDir::NoSort);
    names.sort();
    QStringList files;
    for (const QString &name : std::as_const(names))
        files.append(folder % u'/' % name);
    if (!recursive || depth > 64)
        return files;
    QStringList folders = dir.entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot, QDir::NoSort);
    folders.sort();
    for (const QString &name : std::as_const(folders)) {
        // os.walk does not follow links to folders
        const QString path = folder % u'/' % name;
        if (!name.endsWith("__pycache__"_L1) && !QFileInfo(path).isSymLink())
            files += listedFiles(path, true, depth + 1);
    }
    return files;
}

/// True when the first two lines name an encoding of their own (PEP 263).
bool mayNameEncoding(QByteArrayView bytes)
{
    qsizetype end = bytes.indexOf('\n');
    end = end < 0 ? bytes.size() : bytes.indexOf('\n', end + 1);
    const QByteArrayView start = end < 0 ? bytes : bytes.first(end);
    return start.indexOf("coding") >= 0 && start.indexOf('#') >= 0;
}

/// The text of a revision file, or why it is none.
Result<SourceText> textOf(const QString &file)
{
    Result<QByteArray> bytes = readFile(file);
    if (!bytes)
        return Error{u"revision.unreadable"_s, tr("The revision file cannot be read: %1.").arg(bytes.error().message), file};
    return ScriptDirectory::decode(file, std::move(*bytes));
}

class Scanner
{
public:
    explicit Scanner(const AlembicConfig &config) : m_config(config) {}

    ScriptDirectory scan()
    {
        m_result.versionLocations = m_config.versionLocations;
        for (const QString &location : m_config.versionLocations)
            scanLocation(location);
        return std::move(m_result);
    }

private:
    void scanLocation(const QString &location)
    {
        // Alembic passes over folders that are not there.
        const QString folder = QFileInfo(location).canonicalFilePath();
        if (folder.isEmpty() || !QFileInfo(folder).isDir()) {
            m_result.diagnostics.append(problem(location, u"scripts.missing-folder"_s,
                                                tr("The version folder '%1' does not exist.").arg(location), Severity::Warning));
            return;
        }
        for (const QString &path : listedFiles(folder, m_config.recursiveVersionLocations)) {
            if (!ScriptDirectory::isRevisionFileName(path.mid(path.lastIndexOf(u'/') + 1)))
                continue;
            const QFileInfo info(path);
            readFile(info.isSymLink() ? info.canonicalFilePath() : path, path);
        }
    }

    void readFile(const QString &real, const QString &shown)
    {
        if (real.isEmpty()) {
            m_result.diagnostics.append(problem(shown, u"revision.unreadable"_s, tr("The revision file is a link to nothing.")));
            return;
        }
        if (m_seen.contains(real)) {
            m_result.diagnostics.append(problem(real, u"scripts.loaded-twice"_s,
                                                u"File %1 loaded twice! ignoring. Please ensure version_locations is unique."_s.arg(real),
                                                Severity::Warning));
            return;
        }
        m_seen.insert(real);
        const auto text = textOf(real);
        if (!text) {
            m_result.diagnostics.append(problem(real, text.error().code, text.error().message));
            return;
        }
        HeaderReading reading = ScriptDirectory::readHeader(*text);
        if (reading.header)
            m_result.revisions.append(*reading.header);
        m_result.diagnostics += reading.diagnostics;
    }

    const AlembicConfig &m_config;
    ScriptDirectory m_result;
    QSet<QString> m_seen;
};

} // namespace

Result<SourceText> ScriptDirectory::decode(const QString &file, QByteArray bytes)
{
    if (bytes.contains('\0'))
        return Error{u"revision.binary"_s, tr("The revision file is not a text file."), file};
    if (bytes.startsWith("\xef\xbb\xbf"))
        bytes.remove(0, 3);
    if (!mayNameEncoding(bytes) && QUtf8StringView(bytes).isValidUtf8())
        return SourceText(file, bytes);
    return python::decodeSource(file, bytes);
}

bool ScriptDirectory::isRevisionFileName(const QString &name)
{
    return name.endsWith(".py"_L1) && !name.startsWith(".#"_L1) && !name.startsWith("__init__"_L1);
}

HeaderReading ScriptDirectory::readHeader(const SourceText &source)
{
    if (auto header = HeaderScan(source.bytes()).read()) {
        header->file = source.file();
        return {std::move(header), {}};
    }
    return parseHeader(source);
}

ScriptDirectory ScriptDirectory::scan(const AlembicConfig &config) { return Scanner(config).scan(); }

} // namespace retort
