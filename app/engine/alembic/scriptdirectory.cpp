#include "alembic/scriptdirectory.h"

#include "alembic/headerparse.h"
#include "alembic/headerscan.h"
#include "base/filecontents.h"
#include "base/parallelmap.h"
#include "base/translation.h"
#include "python/parser.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

Diagnostic problem(const QString &file, const QString &code, const QString &message, Severity severity = Severity::Error)
{
    return {file, {}, 0, severity, code, message, {}};
}

/// The files of one version folder in Alembic's order.
QFileInfoList listedFiles(const QString &folder, bool recursive, int depth = 0)
{
    // The iterator knows from the folder what is a link; asking each file takes as long as reading it.
    QFileInfoList files;
    for (QDirIterator it(folder, QDir::Files | QDir::Hidden | QDir::System); it.hasNext();)
        files.append(it.nextFileInfo());
    std::sort(files.begin(), files.end(), [](const QFileInfo &a, const QFileInfo &b) { return a.fileName() < b.fileName(); });
    if (!recursive || depth > 64)
        return files;
    QStringList folders = QDir(folder).entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot, QDir::NoSort);
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

HeaderReading readingOf(const QString &file)
{
    const auto text = textOf(file);
    if (!text)
        return {{}, {problem(file, text.error().code, text.error().message)}};
    return ScriptDirectory::readHeader(*text);
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
        QStringList files;
        for (const QFileInfo &file : listedFiles(folder, m_config.recursiveVersionLocations)) {
            if (!ScriptDirectory::isRevisionFileName(file.fileName()))
                continue;
            const QString real = file.isSymLink() ? file.canonicalFilePath() : file.filePath();
            if (real.isEmpty())
                m_result.diagnostics.append(
                    problem(file.filePath(), u"revision.unreadable"_s, tr("The revision file is a link to nothing.")));
            else if (isNew(real))
                files.append(real);
        }
        readHeaders(files);
    }

    bool isNew(const QString &file)
    {
        if (m_seen.contains(file)) {
            m_result.diagnostics.append(problem(file, u"scripts.loaded-twice"_s,
                                                u"File %1 loaded twice! ignoring. Please ensure version_locations is unique."_s.arg(file),
                                                Severity::Warning));
            return false;
        }
        m_seen.insert(file);
        return true;
    }

    void readHeaders(const QStringList &files)
    {
        for (HeaderReading &reading : parallelMap<HeaderReading>(files, readingOf)) {
            if (reading.header)
                m_result.revisions.append(std::move(*reading.header));
            m_result.diagnostics += reading.diagnostics;
        }
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

ScriptDirectory ScriptDirectory::scan(const AlembicConfig &config)
{
    return Scanner(config).scan();
}

} // namespace retort
