#include "migration/journalformat.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

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

/// Writes JSON as text: building the tree of a plan with thousands of statements first would take longer than planning it.
class JsonText
{
public:
    JsonText &raw(QByteArrayView text)
    {
        m_text.append(text);
        return *this;
    }
    JsonText &string(const QString &text)
    {
        m_text += '"';
        for (qsizetype i = 0; i < text.size();) {
            const qsizetype end = endOfPlain(text, i);
            plain(QStringView(text).sliced(i, end - i));
            i = end < text.size() ? end + 1 + character(text, end) : end;
        }
        m_text += '"';
        return *this;
    }
    JsonText &strings(const QStringList &texts)
    {
        return list(texts, [this](const QString &text) { string(text); });
    }
    template <typename T, typename Write>
    JsonText &list(const QList<T> &items, Write write)
    {
        m_text += '[';
        for (qsizetype i = 0; i < items.size(); ++i) {
            if (i > 0)
                m_text += ',';
            write(items[i]);
        }
        m_text += ']';
        return *this;
    }
    void statements(const QList<JournalStatement> &items)
    {
        list(items, [this](const JournalStatement &statement) {
            raw(R"({"sql":)").string(withoutSqlPasswords(statement.sql));
            if (statement.autocommit)
                raw(R"(,"autocommit":true)");
            if (statement.line != 0)
                raw(R"(,"line":)").raw(QByteArray::number(statement.line));
            raw("}");
        });
    }
    void step(const JournalStep &step)
    {
        raw(R"({"revision":)").string(step.revision).raw(R"(,"message":)").string(step.message);
        raw(R"(,"file":)").string(step.file).raw(R"(,"hash":")").raw(step.fileHash.toHex());
        raw(R"(","direction":)").string(nameOf(directions, step.direction)).raw(R"(,"heads":)").strings(step.headsAfter);
        raw(R"(,"statements":)").statements(step.statements);
        raw(R"(,"version":)").statements(step.versionStatements);
        raw("}");
    }
    [[nodiscard]] QByteArray text() const { return m_text; }

private:
    /// The end of the part from `at` on that JSON writes as it is and that is ASCII: nearly all of SQL.
    static qsizetype endOfPlain(QStringView text, qsizetype at)
    {
        while (at < text.size() && text[at].unicode() >= 0x20 && text[at].unicode() < 0x80 && text[at] != u'"' && text[at] != u'\\')
            ++at;
        return at;
    }
    void plain(QStringView ascii)
    {
        const qsizetype start = m_text.size();
        m_text.resize(start + ascii.size());
        std::transform(ascii.begin(), ascii.end(), m_text.begin() + start, [](QChar c) { return char(c.unicode()); });
    }
    /// Returns how many code units it took beyond the first.
    int character(const QString &text, qsizetype at)
    {
        const QChar c = text[at];
        if (c == u'"' || c == u'\\') {
            m_text += '\\';
            m_text += c.toLatin1();
        } else if (c.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate()) {
            m_text += QStringView(text).sliced(at, 2).toUtf8();
            return 1;
        } else if (c.unicode() < 0x20 || c.isSurrogate()) {
            // UTF-8 has no half surrogates
            m_text += "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
        } else {
            m_text += QStringView(text).sliced(at, 1).toUtf8();
        }
        return 0;
    }

    QByteArray m_text;
};

QList<JournalStatement> statementsFrom(const QJsonValue &value)
{
    QList<JournalStatement> statements;
    for (const auto item : value.toArray()) {
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
    for (const auto item : value.toArray())
        strings.append(item.toString());
    return strings;
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
    JsonText json;
    json.raw(R"({"started":)").string(run.started.toUTC().toString(Qt::ISODateWithMs)).raw(R"(,"who":)").string(run.who);
    json.raw(R"(,"program":)").string(run.program).raw(R"(,"process":)").raw(QByteArray::number(run.process));
    json.raw(R"(,"name":)").string(run.targetName).raw(R"(,"target":)").string(run.targetIdentity);
    json.raw(R"(,"environment":)").string(run.environment).raw(R"(,"kind":)").string(nameOf(kinds, run.kind));
    json.raw(R"(,"request":)").string(run.request).raw(R"(,"fingerprint":")").raw(run.fingerprint.toHex());
    json.raw(R"(","transactions":)").string(nameOf(modes, run.transactions));
    json.raw(R"(,"name_typed":)").raw(run.nameTyped ? "true" : "false");
    json.raw(R"(,"from":)").strings(run.headsBefore).raw(R"(,"to":)").strings(run.headsPlanned);
    json.raw(R"(,"preparation":)").statements(run.preparation);
    json.raw(R"(,"steps":)").list(run.steps, [&json](const JournalStep &step) { json.step(step); });
    return json.raw("}").text();
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
    for (const auto step : object[u"steps"_s].toArray())
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
    if (!text.contains(u'\''))
        return text;
    if (!text.contains("password"_L1, Qt::CaseInsensitive) && !text.contains("identified"_L1, Qt::CaseInsensitive))
        return text;
    static const QRegularExpression secret(
        uR"(((?:\bPASSWORD\s*=?\s*\(?|\bIDENTIFIED\s+(?:(?:WITH|VIA)\s+\S+\s+)?(?:BY|AS|USING)\s+(?:PASSWORD\s+)?)\s*E?)(?:''[^']+''|'(?:[^'\\]|''|\\.)*'?))"_s,
        QRegularExpression::CaseInsensitiveOption);
    return QString(text).replace(secret, u"\\1'***'"_s);
}

} // namespace retort
