#include "casereader.h"
#include "oracle.h"

#include "alembic/scriptdirectory.h"
#include "alembic/writing/revisiontemplate.h"
#include "autogenerate/operationcode.h"
#include "autogenerate/typecode.h"

#include <QFile>
#include <QJsonDocument>
#include <QtTest>

using namespace retort;
using namespace retort::tests;
using namespace Qt::StringLiterals;

namespace {

QJsonDocument readJson(const QString &file)
{
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(opened.readAll()) : QJsonDocument();
}

QJsonDocument recorded(const char *file)
{
    return readJson(QStringLiteral(CONFORMANCE_DATA "/") + QString::fromLatin1(file));
}

/// The recorded operations, one case for each program and dialect; server versions make no difference to the code.
QList<OperationCase> cases()
{
    QList<OperationCase> result;
    for (const OperationCase &each : readOperationCases(QStringLiteral(CONFORMANCE_DATA "/expanded.json"))) {
        if (!each.profile.contains(u'@'))
            result.append(each);
    }
    return result;
}

/// The operations of a case; nothing when one of them is not understood.
std::optional<Operations> operationsOf(ScriptReader &reader, const OperationCase &each)
{
    ReadResult read = readOperations(reader, each);
    if (!opaqueOperations(read.operations).empty())
        return std::nullopt;
    return std::move(read.operations);
}

/// The code as a case of its own, to be read back.
OperationCase writtenCase(OperationCase each, const OperationCode &code)
{
    QStringList lines = QString(u"    "_s + code.body).split(u'\n');
    for (QString &line : lines)
        line.remove(0, 4);
    each.python = (QStringList{u"from alembic import op"_s, u"import sqlalchemy as sa"_s} + code.imports + lines).join(u'\n') + u'\n';
    return each;
}

/// Fails with the beginning of what is wrong.
void verifyNone(const QStringList &wrong)
{
    QVERIFY2(wrong.isEmpty(), qPrintable(u"%1 wrong\n%2"_s.arg(wrong.size()).arg(wrong.mid(0, 5).join(u"\n\n"_s))));
}

/// SQL without what the code does not keep: the order within CREATE TABLE, which Alembic sorts, and the parentheses that SQLite wants
/// around the expression of a default.
QStringList comparable(QString sql, const QString &dialect)
{
    if (dialect == "sqlite"_L1)
        sql.remove(u'(').remove(u')');
    QStringList lines = sql.split(u'\n');
    for (QString &line : lines) {
        line = line.trimmed();
        if (line.endsWith(u','))
            line.chop(1);
    }
    lines.sort();
    return lines;
}

QString typeOf(ScriptReader &reader, const QString &text)
{
    OperationCase each;
    each.profile = u"postgresql"_s;
    each.python =
        u"from alembic import op\nimport sqlalchemy as sa\n"
        "from sqlalchemy.dialects import mssql, mysql, oracle, postgresql, sqlite\nop.add_column('t', sa.Column('c', %1))\n"_s.arg(text);
    const auto operations = operationsOf(reader, each);
    const auto *added = operations && !operations->empty() ? operations->front().as<AddColumnOp>() : nullptr;
    if (added == nullptr)
        return u"not read"_s;
    const auto dialect = Dialect::byName(u"postgresql"_s);
    autogenerate::PythonCode code(*dialect, {});
    const QString written = autogenerate::typeCode(added->column.type, code);
    return code.error() ? code.error()->message : written;
}

} // namespace

/// Operations as Python code beside what real Alembic makes of them, and the law that reading the code gives the operations again.
class TestRenderingConformance : public QObject
{
    Q_OBJECT

private slots:
    void recordedTypesAreWrittenAsSqlalchemyRepresentsThem();
    void reflectedTypesAreWrittenAsTheyWereRecorded();
    void recordedRevisionsAreWrittenAgainAsTheyWere();
    void operationsAreWrittenAsAlembicRendersThem();
    void readingWhatIsWrittenDoesTheSame();
};

void TestRenderingConformance::recordedTypesAreWrittenAsSqlalchemyRepresentsThem()
{
    const QJsonObject differences = readJson(QStringLiteral(DIFFERENCES)).object()[u"types"].toObject();
    ScriptReader reader;
    QStringList wrong;
    int equal = 0;
    for (const auto value : recorded("types.json").array()) {
        const QString type = value[u"type"].toString();
        QString ours = typeOf(reader, type);
        static const QRegularExpression variants(u"\\.with_variant\\(.*$"_s);
        static const QRegularExpression modules(u"\\b(sa\\.types|sa|postgresql|mysql|mssql|oracle|sqlite)\\."_s);
        ours.remove(variants).remove(modules);
        // A class stands for an instance without arguments.
        const QString expected = type.endsWith(u')') ? value[u"repr"].toString() : type.section(u'.', -1) + u"()"_s;
        equal += ours == expected;
        if (ours != expected && !differences.contains(type))
            wrong.append(u"%1: %2 instead of %3"_s.arg(type, ours, expected));
    }
    verifyNone(wrong);
    qInfo("%d types equal, %d deliberately different", equal, int(differences.size()));
    QVERIFY(equal + differences.size() >= 285);
}

void TestRenderingConformance::reflectedTypesAreWrittenAsTheyWereRecorded()
{
    const QJsonObject differences = readJson(QStringLiteral(DIFFERENCES)).object()[u"reflected"].toObject();
    ScriptReader reader;
    QMap<QString, QString> written;
    QStringList wrong;
    int count = 0;
    for (const auto database : recorded("reflection_types.json").object()) {
        for (const auto value : database.toArray()) {
            const QString type = value[u"reflected"].toString();
            if (type.isEmpty())
                continue;
            ++count;
            if (!written.contains(type))
                written.insert(
                    type,
                    typeOf(reader,
                           QString(type).replace(u"sa.NullType"_s, u"sa.types.NullType"_s).replace(u", INTEGER"_s, u", sa.INTEGER"_s)));
            if (written[type] != type && !differences.contains(type))
                wrong.append(u"%1 instead of %2"_s.arg(written[type], type));
        }
    }
    wrong.removeDuplicates();
    verifyNone(wrong);
    qInfo("%d reflected types, %d different ones", count, int(written.size()));
    QVERIFY(count > 700);
}

/// The files that Alembic generated in the recorded sessions, read and written again as a whole.
void TestRenderingConformance::recordedRevisionsAreWrittenAgainAsTheyWere()
{
    QFile script(QString::fromLatin1(TEMPLATE));
    QVERIFY(script.open(QIODevice::ReadOnly));
    const SourceText scriptText(script.fileName(), script.readAll());
    ScriptReader reader;
    ReadOptions options;
    options.dialect = u"sqlite"_s;
    const auto createDate = CreateDate::at(1'786'543'210'123'456, u"UTC"_s);
    QVERIFY(createDate);
    int count = 0;
    for (const auto session : recorded("cli_golden.json").array()) {
        for (const auto step : session[u"steps"].toArray()) {
            const QJsonObject files = step[u"files_changed"].toObject();
            for (auto it = files.begin(); it != files.end(); ++it) {
                // SQLite reports the uniqueness of an index as a number.
                const QString text = it.value().toString().replace(u"unique=1"_s, u"unique=True"_s);
                if (!text.contains("commands auto generated"_L1))
                    continue;
                const SourceText source(it.key(), text.toUtf8());
                const auto written = [&](Direction direction) {
                    return operationCode(reader.read(source, direction, options).operations, *Dialect::byName(u"sqlite"_s));
                };
                const auto up = written(Direction::Upgrade);
                const auto down = written(Direction::Downgrade);
                const auto header = ScriptDirectory::readHeader(source).header;
                QVERIFY(up && down && header);
                RevisionContent content{header->message, header->revision, header->downRevisions, {}, {}, *createDate, {}};
                content.bodies = {(up->imports + down->imports).join(u'\n'), up->body, down->body};
                const AlembicConfig config;
                const auto again = RevisionTemplate(config).render(scriptText, content);
                QVERIFY2(again, qPrintable(again ? QString() : again.error().message));
                QCOMPARE(QString::fromUtf8(*again).replace(u"2026-08-12 14:00:10.123456+00:00"_s, u"<DATE>"_s), text);
                ++count;
            }
        }
    }
    QCOMPARE(count, 2);
}

void TestRenderingConformance::operationsAreWrittenAsAlembicRendersThem()
{
    if (!Oracle::isThere())
        QSKIP("RETORT_TEST_ALEMBIC_PYTHON is not set: nothing to compare with");
    const QJsonObject differences = readJson(QStringLiteral(DIFFERENCES)).object()[u"operations"].toObject();
    const QList<OperationCase> all = cases();
    QJsonArray requests;
    for (const OperationCase &each : all) {
        QJsonObject convention;
        for (auto it = each.namingConvention.begin(); it != each.namingConvention.end(); ++it)
            convention.insert(it.key(), it.value());
        requests.append(QJsonObject{{u"python"_s, each.python}, {u"dialect"_s, each.dialect()}, {u"convention"_s, convention}});
    }
    const QJsonArray theirs = Oracle::ask({{u"cases"_s, requests}})[u"cases"].toArray();
    QCOMPARE(theirs.size(), all.size());
    ScriptReader reader;
    QStringList wrong;
    int equal = 0;
    int refused = 0;
    QSet<QString> listed;
    QMap<QString, int> refusals;
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (!theirs[i][u"body"].isString())
            continue;
        const auto operations = operationsOf(reader, all[i]);
        const auto code = operations ? operationCode(*operations, *Dialect::byName(all[i].dialect()))
                                     : Result<OperationCode>(Error{{}, u"not read"_s, {}});
        const QString subject = all[i].id.section(u'@', 0, 0);
        const QString expected = theirs[i][u"body"].toString();
        QStringList imports;
        for (const auto line : theirs[i][u"imports"].toArray())
            imports.append(line.toString());
        if (!code) {
            ++refused;
            ++refusals[code.error().message];
        } else if (code->body == expected && code->imports == imports) {
            ++equal;
        } else if (differences.contains(subject)) {
            listed.insert(subject);
        } else {
            wrong.append(u"%1\n%2\n--- ours\n%3\n%4\n--- theirs\n%5\n%6"_s.arg(all[i].id, all[i].python, code->imports.join(u'\n'),
                                                                               code->body, imports.join(u'\n'), expected));
        }
    }
    for (auto it = refusals.begin(); it != refusals.end(); ++it)
        qInfo("%d refused: %s", it.value(), qPrintable(it.key()));
    qInfo("%d equal, %d programs deliberately different, %d refused", equal, int(listed.size()), refused);
    verifyNone(wrong);
    QVERIFY(equal > 2000);
    QCOMPARE(listed.size(), differences.size());
}

void TestRenderingConformance::readingWhatIsWrittenDoesTheSame()
{
    const QJsonObject differences = readJson(QStringLiteral(DIFFERENCES)).object()[u"reading"].toObject();
    ScriptReader reader;
    QStringList wrong;
    int same = 0;
    QSet<QString> listed;
    for (const OperationCase &each : cases()) {
        const auto operations = operationsOf(reader, each);
        const auto dialect = Dialect::byName(each.dialect());
        const auto code = operations ? operationCode(*operations, *dialect) : Result<OperationCode>(Error());
        if (!code)
            continue;
        const OperationCase written = writtenCase(each, *code);
        const auto again = operationsOf(reader, written);
        const auto rewritten = again ? operationCode(*again, *dialect) : Result<OperationCode>(Error());
        const OperationOutcome before = runOperationCase(reader, each);
        const OperationOutcome after = runOperationCase(reader, written);
        const bool isSame = rewritten && *rewritten == *code && before.error == after.error
            && comparable(before.output, each.dialect()) == comparable(after.output, each.dialect());
        same += isSame;
        if (!isSame)
            listed.insert(each.id.section(u'@', 0, 0));
        if (!isSame && !differences.contains(each.id.section(u'@', 0, 0)))
            wrong.append(u"%1\n%2\n--- written\n%3\n--- SQL before\n%4%5\n--- SQL after\n%6%7\n--- written again\n%8"_s.arg(
                each.id, each.python, written.python, before.output, before.error, after.output, after.error,
                rewritten ? rewritten->body : u"not read"_s));
    }
    qInfo("%d programs read, written and read again", same);
    verifyNone(wrong);
    QVERIFY(same > 2400);
    QCOMPARE(listed.size(), differences.size());
}

QTEST_GUILESS_MAIN(TestRenderingConformance)
#include "tst_rendering_conformance.moc"
