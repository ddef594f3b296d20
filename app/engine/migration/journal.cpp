#include "migration/journal.h"

#include "base/translation.h"
#include "migration/journalformat.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QByteArray quotedJson(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonObject{{u"x"_s, text}}).toJson(QJsonDocument::Compact);
    return array.mid(5, array.size() - 6);
}

char partLetter(StatementId::Part part)
{
    return part == StatementId::Part::Preparation ? 'p' : part == StatementId::Part::Migration ? 'm' : 'v';
}

/// Written by hand: a long run has tens of thousands of these lines.
QByteArray statementLine(const char *event, const StatementId &id)
{
    QByteArray line = R"({"e":")";
    line += event;
    line += R"(","s":)" + QByteArray::number(id.step) + R"(,"p":")" + partLetter(id.part) + R"(","i":)" + QByteArray::number(id.index);
    return line;
}

Error notWritable(const QFile &file)
{
    return {u"journal.not-writable"_s,
            tr("The journal %1 cannot be written. A change that is not written down is not made.").arg(file.fileName()),
            file.errorString()};
}

} // namespace

QString Journal::defaultDirectory()
{
#if defined(Q_OS_WIN) || defined(Q_OS_MACOS)
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/retort/journal"_s;
#else
    const QString state = qEnvironmentVariable("XDG_STATE_HOME");
    // The XDG specification has relative paths ignored.
    const QString base = QDir::isAbsolutePath(state) ? state : QString(QDir::homePath() + u"/.local/state"_s);
    return base + u"/retort/journal"_s;
#endif
}

QString Journal::fileFor(const QString &directory, const QString &targetIdentity)
{
    const QByteArray hash = QCryptographicHash::hash(targetIdentity.toUtf8(), QCryptographicHash::Sha256).toHex().left(32);
    return QDir(directory).filePath(QString::fromLatin1(hash) + u".jsonl"_s);
}

Result<std::unique_ptr<Journal>> Journal::open(const QString &directory, const QString &targetIdentity)
{
    std::unique_ptr<Journal> journal(new Journal);
    journal->m_file.setFileName(fileFor(directory, targetIdentity));
    const bool isNewDirectory = !QFileInfo::exists(directory);
    if (!QDir().mkpath(directory))
        return notWritable(journal->m_file);
    if (isNewDirectory)
        QFile::setPermissions(directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    if (!journal->m_file.open(QIODevice::ReadWrite | QIODevice::Append | QIODevice::Unbuffered))
        return notWritable(journal->m_file);
    journal->m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    // A crash may have torn the last line: the next entry must not be glued to it.
    char last = '\n';
    if (journal->m_file.size() > 0 && journal->m_file.seek(journal->m_file.size() - 1) && journal->m_file.getChar(&last) && last != '\n')
        journal->m_buffer += '\n';
    return journal;
}

void Journal::begin(const JournalRun &run)
{
    m_buffer += R"({"e":"begin","run":)" + quotedJson(run.id) + R"(,"d":)" + journalRunToJson(run) + "}\n";
}

void Journal::intent(const StatementId &id)
{
    m_buffer += statementLine("intent", id) + R"(,"t":)" + QByteArray::number(QDateTime::currentMSecsSinceEpoch()) + "}\n";
}

void Journal::intent(const StatementId &id, const JournalStatement &statement)
{
    m_buffer += statementLine("intent", id) + R"(,"t":)" + QByteArray::number(QDateTime::currentMSecsSinceEpoch()) + R"(,"sql":)"
        + quotedJson(withoutSqlPasswords(statement.sql)) + R"(,"line":)" + QByteArray::number(statement.line)
        + (statement.autocommit ? R"(,"autocommit":true})" : "}") + '\n';
}

void Journal::done(const StatementId &id, qint64 microseconds, qint64 rowsAffected)
{
    m_buffer += statementLine("done", id) + R"(,"us":)" + QByteArray::number(microseconds) + R"(,"rows":)"
        + QByteArray::number(rowsAffected) + "}\n";
}

void Journal::failed(const StatementId &id, const Error &error)
{
    const QString text = error.detail.isEmpty() ? error.message : error.detail;
    m_buffer += statementLine("failed", id) + R"(,"error":)" + quotedJson(withoutSqlPasswords(text)) + "}\n";
}

void Journal::committed()
{
    m_buffer += "{\"e\":\"committed\"}\n";
}

void Journal::rolledBack()
{
    m_buffer += "{\"e\":\"rolled-back\"}\n";
}

void Journal::end(const JournalEnd &end)
{
    m_buffer += R"({"e":"end","d":)" + journalEndToJson(end) + "}\n";
}

void Journal::resolve(const QString &runId, const QString &how)
{
    m_buffer += R"({"e":"resolved","run":)" + quotedJson(runId) + R"(,"how":)" + quotedJson(how) + R"(,"t":)"
        + QByteArray::number(QDateTime::currentMSecsSinceEpoch()) + "}\n";
}

void Journal::allClosed()
{
    m_buffer.append(journalClearLine);
}

Result<void> Journal::flush(bool durable)
{
    if (!m_buffer.isEmpty()) {
        if (m_file.write(m_buffer) != m_buffer.size())
            return notWritable(m_file);
        m_buffer.clear();
    }
    if (durable) {
#ifdef Q_OS_WIN
        if (_commit(m_file.handle()) != 0)
            return notWritable(m_file);
#else
        if (fsync(m_file.handle()) != 0)
            return notWritable(m_file);
#endif
    }
    return {};
}

} // namespace retort
