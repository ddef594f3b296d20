#include "base/translation.h"
#include "migration/journal.h"
#include "migration/journalformat.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// The lines of one run, not yet read into values: most of a history is never asked for in detail.
struct RunLines {
    QByteArrayView begin;
    QList<QByteArrayView> statements;
    std::optional<JournalEnd> end;
    QString id;
    QString resolution;

    [[nodiscard]] bool isOpen() const { return resolution.isEmpty() && (!end || end->needsRecovery); }
};

QJsonObject objectOf(QByteArrayView line)
{
    return QJsonDocument::fromJson(QByteArray::fromRawData(line.data(), line.size())).object();
}

/// The text between `"run":"` and the next quote: ids are made of letters and digits.
QString runIdOf(QByteArrayView line)
{
    const QByteArrayView key = R"("run":")";
    const qsizetype start = line.indexOf(key);
    const qsizetype end = start < 0 ? -1 : line.indexOf('"', start + key.size());
    return end < 0 ? QString() : QString::fromUtf8(line.sliced(start + key.size(), end - start - key.size()));
}

/// The object after `"d":`, which is the last member of the line.
QByteArray dataOf(QByteArrayView line)
{
    const QByteArrayView key = R"("d":)";
    const qsizetype start = line.indexOf(key);
    if (start < 0 || !line.endsWith('}'))
        return {};
    return line.sliced(start + key.size()).chopped(1).toByteArray();
}

void resolve(QList<RunLines> &runs, QByteArrayView line)
{
    const QString id = runIdOf(line);
    const QString how = objectOf(line)[u"how"_s].toString();
    for (RunLines &run : runs) {
        if (run.id == id)
            run.resolution = how;
    }
}

/// `text` must outlive the result. The last line counts only when it is complete.
QList<RunLines> splitIntoRuns(const QByteArray &text)
{
    QList<RunLines> runs;
    const QByteArrayView all(text);
    qsizetype start = 0;
    for (qsizetype end = all.indexOf('\n'); end >= 0; start = end + 1, end = all.indexOf('\n', start)) {
        const QByteArrayView line = all.sliced(start, end - start);
        if (line.startsWith(R"({"e":"begin")"))
            runs.append({line, {}, std::nullopt, runIdOf(line), {}});
        else if (line.startsWith(R"({"e":"resolved")"))
            resolve(runs, line);
        else if (runs.isEmpty())
            continue;
        else if (line.startsWith(R"({"e":"end")"))
            runs.last().end = journalEndFromJson(dataOf(line));
        else
            runs.last().statements.append(line);
    }
    return runs;
}

/// The end of `file` behind the last place where no run was open, found from the end.
QByteArray sinceAllClosed(QFile &file)
{
    for (qint64 length = 4096;; length *= 16) {
        const qint64 start = std::max<qint64>(0, file.size() - length);
        file.seek(start);
        const QByteArray tail = file.readAll();
        const qsizetype found = tail.lastIndexOf(journalClearLine);
        if (found >= 0)
            return tail.sliced(found + journalClearLine.size());
        if (start == 0)
            return tail;
    }
}

QList<JournalStatement> *listOf(JournalRun &run, int step, const QString &part)
{
    if (part == "p"_L1)
        return &run.preparation;
    if (step < 0 || step >= run.steps.size())
        return nullptr;
    JournalStep &found = run.steps[step];
    return part == "v"_L1 ? &found.versionStatements : &found.statements;
}

template <typename F>
void forEachStatement(JournalRun &run, F &&visit)
{
    std::for_each(run.preparation.begin(), run.preparation.end(), visit);
    for (JournalStep &step : run.steps) {
        std::for_each(step.statements.begin(), step.statements.end(), visit);
        std::for_each(step.versionStatements.begin(), step.versionStatements.end(), visit);
    }
}

void settle(JournalRun &run, StatementState state)
{
    forEachStatement(run, [state](JournalStatement &statement) {
        if (statement.state == StatementState::Done)
            statement.state = state;
    });
}

void applyLine(JournalRun &run, QByteArrayView line)
{
    const QJsonObject object = objectOf(line);
    const QString event = object[u"e"_s].toString();
    if (event == "committed"_L1)
        return settle(run, StatementState::Committed);
    if (event == "rolled-back"_L1)
        return settle(run, StatementState::RolledBack);
    QList<JournalStatement> *list = listOf(run, object[u"s"_s].toInt(-1), object[u"p"_s].toString());
    const int index = object[u"i"_s].toInt(-1);
    // A statement of a live step is in its intent only.
    if (list && index == list->size() && object.contains(u"sql"_s)) {
        JournalStatement statement;
        statement.sql = object[u"sql"_s].toString();
        statement.line = object[u"line"_s].toInt();
        statement.autocommit = object[u"autocommit"_s].toBool();
        list->append(statement);
    }
    if (!list || index < 0 || index >= list->size())
        return;
    JournalStatement &statement = (*list)[index];
    if (event == "intent"_L1) {
        statement.state = StatementState::Started;
        statement.started = QDateTime::fromMSecsSinceEpoch(object[u"t"_s].toInteger(), Qt::UTC);
    } else if (event == "done"_L1) {
        statement.state = StatementState::Done;
        statement.microseconds = object[u"us"_s].toInteger();
        statement.rowsAffected = object[u"rows"_s].toInteger(-1);
    } else if (event == "failed"_L1) {
        statement.state = StatementState::Failed;
        statement.error = object[u"error"_s].toString();
    }
}

std::optional<JournalRun> runOf(const RunLines &lines)
{
    std::optional<JournalRun> run = journalRunFromJson(dataOf(lines.begin));
    if (!run)
        return run;
    run->id = lines.id;
    run->end = lines.end;
    run->resolution = lines.resolution;
    for (const QByteArrayView line : lines.statements)
        applyLine(*run, line);
    return run;
}

Result<QList<JournalRun>> readRuns(const QString &directory, const QString &targetIdentity, bool onlyOpen)
{
    QFile file(Journal::fileFor(directory, targetIdentity));
    if (!file.exists())
        return QList<JournalRun>();
    if (!file.open(QIODevice::ReadOnly))
        return Error{u"journal.not-readable"_s, tr("The journal %1 cannot be read.").arg(file.fileName()), file.errorString()};
    const QByteArray text = onlyOpen ? sinceAllClosed(file) : file.readAll();
    QList<JournalRun> runs;
    for (const RunLines &lines : splitIntoRuns(text)) {
        if (onlyOpen && !lines.isOpen())
            continue;
        if (std::optional<JournalRun> run = runOf(lines))
            runs.append(std::move(*run));
    }
    return runs;
}

} // namespace

Result<QList<JournalRun>> Journal::read(const QString &directory, const QString &targetIdentity)
{
    return readRuns(directory, targetIdentity, false);
}

Result<QList<JournalRun>> Journal::readOpen(const QString &directory, const QString &targetIdentity)
{
    return readRuns(directory, targetIdentity, true);
}

} // namespace retort
