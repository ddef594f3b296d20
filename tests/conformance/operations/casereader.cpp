#include "casereader.h"

#include "alembic/scriptreader.h"
#include "dialects/dialect.h"
#include "operations/apply.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace retort;

namespace {

/// upgrade() around the recorded statements; the imports stay outside, and a string that spans lines keeps its text.
QByteArray wrapped(const QString &python)
{
    QString imports;
    QString body;
    bool inString = false;
    const QStringList lines = python.split(u'\n');
    for (const QString &line : lines) {
        const bool isImport = !inString && (line.startsWith(u"from ") || line.startsWith(u"import "));
        const QString indent = isImport || inString ? QString() : u"    "_s;
        (isImport ? imports : body) += indent + line + u'\n';
        if (line.count(u"'''"_s) % 2 == 1)
            inString = !inString;
    }
    return QString(imports + u"def upgrade():\n"_s + body).toUtf8();
}

struct Rendered {
    QString output;
    QString error;
    bool understood = true;
};

void renderInto(Rendered &into, const ReadResult &read, const OperationCase &recorded)
{
    const std::shared_ptr<const Dialect> dialect = Dialect::byName(recorded.dialect());
    if (!dialect) {
        into.understood = false;
        return;
    }
    RenderMemory memory;
    RenderMode mode;
    mode.serverVersion = recorded.serverVersion();
    Schema schema;
    bool autocommit = false;
    const auto switchTo = [&](bool wanted) {
        if (wanted != autocommit && dialect->transactionalDdl())
            into.output += wanted ? dialect->scriptCommit() : dialect->scriptBegin();
        autocommit = wanted;
    };
    for (const Operation &operation : read.operations) {
        if (const auto *opaque = operation.as<OpaqueOp>()) {
            into.error = opaque->reason;
            into.understood = opaque->reason.startsWith("the migration raises"_L1);
            return;
        }
        const Result<QList<Statement>> statements = dialect->render(operation, schema, memory, mode);
        if (!statements.ok()) {
            into.error = statements.error().code + u": "_s + statements.error().message;
            into.understood = statements.error().code != u"dialect.not-understood";
            return;
        }
        for (const Statement &statement : *statements) {
            switchTo(statement.autocommit);
            into.output += dialect->scriptText(statement.sql);
        }
        if (Result<Schema> after = apply(operation, schema); after.ok())
            schema = std::move(after).value();
    }
    switchTo(false);
}

/// The pieces of a script in an order of our own: for scripts in which Alembic's own order is random.
QStringList sorted(const QString &script)
{
    QStringList pieces = script.split(u'\n');
    for (QString &piece : pieces) {
        piece = piece.trimmed();
        if (piece.endsWith(u','))
            piece.chop(1);
    }
    std::sort(pieces.begin(), pieces.end());
    return pieces;
}

/// MySQL's table options and CREATE INDEX statements have no fixed order in Alembic.
QStringList sortedWords(QString script)
{
    QStringList words = script.replace(u')', u' ').replace(u';', u' ').simplified().split(u' ');
    std::sort(words.begin(), words.end());
    return words;
}

bool sameOutput(const OperationCase &recorded, const QString &ours)
{
    // An operation that fails half-way gives no statements here; Alembic has written the first of them by then.
    if (!recorded.errorType.isEmpty())
        return recorded.output.startsWith(ours);
    if (ours == recorded.output || (!recorded.variantOutput.isEmpty() && ours == recorded.variantOutput))
        return true;
    // A rebuilt table has its constraints in any order, also where one recording did not show it.
    if (recorded.anyOrder || recorded.output.contains("_alembic_tmp_"_L1))
        return sorted(ours) == sorted(recorded.output);
    const bool hasTableOptions = recorded.id.contains("_opts"_L1) || recorded.id.contains("partition"_L1);
    return hasTableOptions && sortedWords(ours) == sortedWords(recorded.output);
}

} // namespace

int OperationCase::serverVersion() const
{
    const QStringList parts = profile.section(u'@', 1).split(u'.');
    if (parts.size() < 2)
        return 0;
    return parts.at(0).toInt() * 10000 + parts.at(1).toInt() * 100 + qMin(parts.value(2).toInt(), 99);
}

QList<OperationCase> readOperationCases(const QString &file)
{
    QList<OperationCase> cases;
    QFile data(file);
    if (!data.open(QIODevice::ReadOnly))
        return cases;
    const QJsonArray entries = QJsonDocument::fromJson(data.readAll()).array();
    for (const QJsonValue &value : entries) {
        const QJsonObject entry = value.toObject();
        OperationCase recorded;
        recorded.id = entry[u"id"].toString();
        recorded.group = entry[u"group"].toString();
        recorded.profile = entry[u"dialect"].toString();
        recorded.python = entry[u"python"].toString();
        recorded.output = entry[u"output"].toString();
        recorded.variantOutput = entry[u"variant_output"].toString();
        recorded.anyOrder = entry[u"nondeterministic_order"].toBool();
        recorded.errorType = entry[u"error"][u"type"].toString();
        recorded.errorMessage = entry[u"error"][u"message"].toString();
        const QJsonObject convention = entry[u"naming_convention"].toObject();
        for (auto it = convention.begin(); it != convention.end(); ++it)
            recorded.namingConvention.insert(it.key(), it.value().toString());
        cases.append(recorded);
    }
    return cases;
}

ReadResult readOperations(ScriptReader &reader, const OperationCase &recorded)
{
    ReadOptions options;
    options.dialect = recorded.dialect();
    options.offline = true;
    options.serverVersion = recorded.serverVersion();
    options.namingConvention = recorded.namingConvention;
    return reader.read(SourceText(recorded.id, wrapped(recorded.python)), Direction::Upgrade, options);
}

OperationOutcome runOperationCase(retort::ScriptReader &reader, const OperationCase &recorded)
{
    const ReadResult read = readOperations(reader, recorded);
    Rendered rendered;
    renderInto(rendered, read, recorded);

    OperationOutcome outcome{OperationOutcome::Equal, rendered.output, rendered.error};
    if (!rendered.understood) {
        outcome.kind = OperationOutcome::NotUnderstood;
    } else if (recorded.errorType.isEmpty() != rendered.error.isEmpty() || !sameOutput(recorded, rendered.output)) {
        outcome.kind = OperationOutcome::Different;
    } else if (!rendered.error.isEmpty() && !recorded.errorMessage.isEmpty() && !rendered.error.contains(recorded.errorMessage.left(40))) {
        outcome.kind = OperationOutcome::Different;
    }
    return outcome;
}
