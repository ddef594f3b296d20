#include "migration/journalformat.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

template <typename Enum, std::size_t N>
QString nameOf(const std::array<std::pair<Enum, QLatin1StringView>, N> &names, Enum value)
{
    for (const auto &[known, name] : names) {
        if (known == value)
            return name;
    }
    return {};
}

template <typename Enum, std::size_t N>
Enum valueOf(const std::array<std::pair<Enum, QLatin1StringView>, N> &names, const QString &text)
{
    for (const auto &[known, name] : names) {
        if (name == text)
            return known;
    }
    return names.front().first;
}

constexpr std::array kinds{std::pair{PlanKind::Upgrade, "upgrade"_L1}, std::pair{PlanKind::Downgrade, "downgrade"_L1},
                           std::pair{PlanKind::Stamp, "stamp"_L1}, std::pair{PlanKind::Fresh, "fresh"_L1}};
// The first is what an unknown word is read as: the one that promises least.
constexpr std::array modes{std::pair{TransactionMode::None, "none"_L1}, std::pair{TransactionMode::WholePlan, "whole-plan"_L1},
                           std::pair{TransactionMode::PerMigration, "per-migration"_L1}};
constexpr std::array outcomes{std::pair{RunOutcome::Failed, "failed"_L1}, std::pair{RunOutcome::Succeeded, "succeeded"_L1},
                              std::pair{RunOutcome::Stopped, "stopped"_L1}};
constexpr std::array directions{std::pair{Direction::Upgrade, "upgrade"_L1}, std::pair{Direction::Downgrade, "downgrade"_L1}};

QJsonArray toJson(const QList<JournalStatement> &statements)
{
    QJsonArray array;
    for (const JournalStatement &statement : statements) {
        QJsonObject object{{u"sql"_s, withoutSqlPasswords(statement.sql)}};
        if (statement.autocommit)
            object.insert(u"autocommit"_s, true);
        if (statement.line != 0)
            object.insert(u"line"_s, statement.line);
        array.append(object);
    }
    return array;
}

QList<JournalStatement> statementsFrom(const QJsonValue &value)
{
    QList<JournalStatement> statements;
    for (const QJsonValue &item : value.toArray()) {
        JournalStatement statement;
        statement.sql = item[u"sql"_s].toString();
        statement.autocommit = item[u"autocommit"_s].toBool();
        statement.line = item[u"line"_s].toInt();
        statements.append(statement);
    }
    return statements;
}

QStringList stringsFrom(const QJsonValue &value)
{
    QStringList strings;
    for (const QJsonValue &item : value.toArray())
        strings.append(item.toString());
    return strings;
}

QJsonObject toJson(const JournalStep &step)
{
    return {{u"revision"_s, step.revision},
            {u"message"_s, step.message},
            {u"file"_s, step.file},
            {u"hash"_s, QString::fromLatin1(step.fileHash.toHex())},
            {u"direction"_s, nameOf(directions, step.direction)},
            {u"heads"_s, QJsonArray::fromStringList(step.headsAfter)},
            {u"statements"_s, toJson(step.statements)},
            {u"version"_s, toJson(step.versionStatements)}};
}

JournalStep stepFrom(const QJsonValue &value)
{
    JournalStep step;
    step.revision = value[u"revision"_s].toString();
    step.message = value[u"message"_s].toString();
    step.file = value[u"file"_s].toString();
    step.fileHash = QByteArray::fromHex(value[u"hash"_s].toString().toLatin1());
    step.direction = valueOf(directions, value[u"direction"_s].toString());
    step.headsAfter = stringsFrom(value[u"heads"_s]);
    step.statements = statementsFrom(value[u"statements"_s]);
    step.versionStatements = statementsFrom(value[u"version"_s]);
    return step;
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

QByteArray journalRunToJson(const JournalRun &run)
{
    QJsonArray steps;
    for (const JournalStep &step : run.steps)
        steps.append(toJson(step));
    return compact({{u"started"_s, run.started.toUTC().toString(Qt::ISODateWithMs)},
                    {u"who"_s, run.who},
                    {u"program"_s, run.program},
                    {u"process"_s, run.process},
                    {u"name"_s, run.targetName},
                    {u"target"_s, run.targetIdentity},
                    {u"environment"_s, run.environment},
                    {u"kind"_s, nameOf(kinds, run.kind)},
                    {u"request"_s, run.request},
                    {u"fingerprint"_s, QString::fromLatin1(run.fingerprint.toHex())},
                    {u"transactions"_s, nameOf(modes, run.transactions)},
                    {u"name_typed"_s, run.nameTyped},
                    {u"from"_s, QJsonArray::fromStringList(run.headsBefore)},
                    {u"to"_s, QJsonArray::fromStringList(run.headsPlanned)},
                    {u"preparation"_s, toJson(run.preparation)},
                    {u"steps"_s, steps}});
}

std::optional<JournalRun> journalRunFromJson(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return std::nullopt;
    const QJsonObject object = document.object();
    JournalRun run;
    run.started = QDateTime::fromString(object[u"started"_s].toString(), Qt::ISODateWithMs);
    run.who = object[u"who"_s].toString();
    run.program = object[u"program"_s].toString();
    run.process = object[u"process"_s].toInteger();
    run.targetName = object[u"name"_s].toString();
    run.targetIdentity = object[u"target"_s].toString();
    run.environment = object[u"environment"_s].toString();
    run.kind = valueOf(kinds, object[u"kind"_s].toString());
    run.request = object[u"request"_s].toString();
    run.fingerprint = QByteArray::fromHex(object[u"fingerprint"_s].toString().toLatin1());
    run.transactions = valueOf(modes, object[u"transactions"_s].toString());
    run.nameTyped = object[u"name_typed"_s].toBool();
    run.headsBefore = stringsFrom(object[u"from"_s]);
    run.headsPlanned = stringsFrom(object[u"to"_s]);
    run.preparation = statementsFrom(object[u"preparation"_s]);
    for (const QJsonValue &step : object[u"steps"_s].toArray())
        run.steps.append(stepFrom(step));
    return run;
}

QByteArray journalEndToJson(const JournalEnd &end)
{
    QJsonObject object{{u"outcome"_s, nameOf(outcomes, end.outcome)}, {u"us"_s, end.microseconds}};
    if (end.headsAfter)
        object.insert(u"heads"_s, QJsonArray::fromStringList(*end.headsAfter));
    if (end.needsRecovery)
        object.insert(u"needs_recovery"_s, true);
    if (!end.error.isEmpty())
        object.insert(u"error"_s, withoutSqlPasswords(end.error));
    return compact(object);
}

std::optional<JournalEnd> journalEndFromJson(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return std::nullopt;
    const QJsonObject object = document.object();
    JournalEnd end;
    end.outcome = valueOf(outcomes, object[u"outcome"_s].toString());
    end.microseconds = object[u"us"_s].toInteger();
    if (object.contains(u"heads"_s))
        end.headsAfter = stringsFrom(object[u"heads"_s]);
    end.needsRecovery = object[u"needs_recovery"_s].toBool();
    end.error = object[u"error"_s].toString();
    return end;
}

QString withoutSqlPasswords(const QString &text)
{
    if (!text.contains("password"_L1, Qt::CaseInsensitive) && !text.contains("identified"_L1, Qt::CaseInsensitive))
        return text;
    static const QRegularExpression secret(
        uR"(((?:\bPASSWORD\s*=?\s*\(?|\bIDENTIFIED\s+(?:(?:WITH|VIA)\s+\S+\s+)?(?:BY|AS|USING)\s+(?:PASSWORD\s+)?)\s*E?)(?:''[^']+''|'(?:[^'\\]|''|\\.)*'?))"_s,
        QRegularExpression::CaseInsensitiveOption);
    return QString(text).replace(secret, u"\\1'***'"_s);
}

} // namespace retort
