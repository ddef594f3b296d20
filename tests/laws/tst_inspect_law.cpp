#include "casereader.h"
#include "database/inspector.h"
#include "database/schemajson.h"
#include "lawdatabase.h"
#include "operations/apply.h"
#include "setting.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace retort;
using namespace retort::test;
using namespace Qt::StringLiterals;

/// inspect(execute(render(op, s))) == apply(op, s), on real databases, over the recorded operations.
///
/// The normal form of a declared schema is what the database itself makes of it: apply(op, s) is built from nothing in the emptied
/// database and inspected there. That alone would not see an inspector that overlooks a thing on both sides, so what apply() says of
/// tables, columns, NULL, keys and indexes is also compared with the inspected schema as it stands.
class InspectLaw : public QObject
{
    Q_OBJECT

private slots:
    void executedOperationsLeaveWhatApplySays_data();
    void executedOperationsLeaveWhatApplySays();
};

namespace {

enum class Outcome {
    Holds,
    Broken,
    NotRendered, ///< read or rendered with an error, as Alembic does
    Refused,     ///< the database does not accept the operation
    Uncertain,   ///< apply() says that it does not know
    OtherSchema, ///< needs a schema on a database where that is another database
};

struct Verdict {
    Outcome outcome = Outcome::Holds;
    QString detail;
};

/// The names a table's objects were given; all others the database chose.
QSet<QString> givenNames(const Table &table)
{
    QSet<QString> names;
    for (const Constraint &constraint : table.constraints)
        names.insert(std::visit([](const auto &each) { return each.name.text; }, constraint));
    for (const Index &index : table.indexes)
        names.insert(index.name.text);
    if (table.primaryKey)
        names.insert(table.primaryKey->name.text);
    return names;
}

/// Constraints and indexes in an order of their own, without names that the database chose.
QJsonObject normal(const Table &inspected, const Table &declared)
{
    const QSet<QString> given = givenNames(declared);
    QJsonObject object = tableJson(inspected);
    const auto anonymous = [&](QJsonObject item) {
        if (!given.contains(item[u"name"].toString()))
            item.remove(u"name"_s);
        return item;
    };
    for (const QString &list :
         {u"foreign_keys"_s, u"unique_constraints"_s, u"check_constraints"_s, u"exclude_constraints"_s, u"indexes"_s}) {
        QMap<QByteArray, QJsonValue> items;
        const QJsonArray found = object[list].toArray();
        for (const QJsonValue &value : found) {
            const QJsonObject item = anonymous(value.toObject());
            items.insert(QJsonDocument(item).toJson(), item);
        }
        QJsonArray ordered;
        for (const QJsonValue &item : std::as_const(items))
            ordered.append(item);
        object[list] = ordered;
    }
    // The sequence of a SERIAL has the name that its table had when it was made.
    QJsonArray columns = object[u"columns"].toArray();
    for (QJsonValueRef value : columns) {
        QJsonObject column = value.toObject();
        if (column.contains("sequence"_L1)) {
            column.remove(u"default"_s);
            column[u"sequence"] = true;
        }
        value = column;
    }
    object[u"columns"] = columns;
    if (object.contains("primary_key"_L1))
        object[u"primary_key"] = anonymous(object[u"primary_key"].toObject());
    return object;
}

QJsonObject normal(const Schema &inspected, const Schema &declared)
{
    QJsonObject all = schemaJson(inspected);
    QJsonArray tables;
    for (const Table &table : inspected.tables) {
        const Table *known = declared.table(table.name);
        tables.append(known == nullptr ? tableJson(table) : normal(table, *known));
    }
    all[u"tables"] = tables;
    return all;
}

/// What apply() says that no database changes: one line for each table, column, key and index that was named.
QStringList outline(const Schema &schema, const Schema &declared)
{
    QStringList lines;
    for (const Table &table : schema.tables) {
        const Table *known = declared.table(table.name);
        QSet<QString> indexes;
        if (known != nullptr) {
            for (const Index &index : known->indexes)
                indexes.insert(index.name.text);
        }
        const QString name = table.name.display();
        lines.append(u"table "_s + name);
        const QStringList key = table.primaryKey ? table.primaryKey->columns : QStringList();
        for (const Column &column : table.columns) {
            const Column *said = known == nullptr ? nullptr : known->column(column.name);
            const bool settled = key.contains(column.name)
                || (said != nullptr && (said->computed || said->identity || said->type.name == "postgresql.DOMAIN"_L1));
            lines.append(u"column "_s + name + u'.' + column.name + (settled || column.nullable ? QString() : u" not null"_s));
        }
        if (!key.isEmpty())
            lines.append(u"key "_s + name + u' ' + key.join(u','));
        for (const Constraint &constraint : table.constraints) {
            if (const auto *foreign = std::get_if<ForeignKey>(&constraint))
                lines.append(u"foreign key "_s + name + u' ' + foreign->columns.join(u',') + u' ' + foreign->referredTable.display() + u' '
                             + foreign->referredColumns.join(u','));
        }
        for (const Index &index : table.indexes) {
            if (!index.name.isEmpty() && indexes.contains(index.name.text) && index.name.text.size() < 60)
                lines.append(u"index "_s + name + u' ' + index.name.text + (index.unique ? u" unique"_s : QString()));
        }
    }
    lines.sort();
    return lines;
}

QString firstDifference(const QString &path, const QJsonValue &executed, const QJsonValue &applied)
{
    if (executed == applied)
        return {};
    if (executed.isObject() && applied.isObject()) {
        QStringList keys = executed.toObject().keys() + applied.toObject().keys();
        for (const QString &key : std::as_const(keys)) {
            const QString found = firstDifference(path + u'/' + key, executed.toObject()[key], applied.toObject()[key]);
            if (!found.isEmpty())
                return found;
        }
    }
    if (executed.isArray() && applied.isArray() && executed.toArray().size() == applied.toArray().size()) {
        for (qsizetype i = 0; i < executed.toArray().size(); ++i) {
            const QString found = firstDifference(path + u'/' + QString::number(i), executed.toArray()[i], applied.toArray()[i]);
            if (!found.isEmpty())
                return found;
        }
    }
    const auto shown = [](const QJsonValue &value) {
        return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
    };
    return u"%1: executed %2, applied %3"_s.arg(path, shown(executed), shown(applied));
}

QString differenceOf(const QStringList &executed, const QStringList &applied)
{
    QStringList lines;
    for (const QString &line : executed) {
        if (!applied.contains(line))
            lines.append(u"executed has "_s + line);
    }
    for (const QString &line : applied) {
        if (!executed.contains(line))
            lines.append(u"applied has "_s + line);
    }
    return lines.join(u"; "_s);
}

bool isUncertain(const Schema &schema)
{
    return !schema.isCertain()
        || std::any_of(schema.tables.cbegin(), schema.tables.cend(), [](const Table &table) { return table.uncertain; });
}

Verdict judge(LawDatabase &database, const Operations &operations)
{
    for (const Operation &operation : operations) {
        if (operation.isOpaque() || operation.as<LiveStepOp>() != nullptr)
            return {Outcome::NotRendered, {}};
    }
    const Setting setting(operations);
    const bool isPostgresql = database.connection().kind() == DatabaseKind::PostgreSql;
    if (!isPostgresql && !setting.schemaNames().isEmpty())
        return {Outcome::OtherSchema, {}};
    Result<void> done = database.empty();
    if (done)
        done = database.build(setting.schema(), setting.schemaNames());
    if (!done)
        return {Outcome::Refused, u"setting: "_s + done.error().detail + done.error().message};
    Schema applied = setting.schema();
    RenderMemory memory;
    for (const Operation &operation : operations) {
        done = database.run(operation, applied, memory);
        if (!done)
            return {done.error().code.startsWith("database."_L1) ? Outcome::Refused : Outcome::NotRendered,
                    done.error().detail + done.error().message};
        done = applyTo(applied, operation);
        if (!done)
            return {Outcome::Broken, u"executed, but apply() says: "_s + done.error().message};
    }
    if (isUncertain(applied))
        return {Outcome::Uncertain, applied.uncertainties.join(u' ')};
    const QStringList schemas = QStringList{QString()} + setting.schemaNames();
    const Result<Schema> executed = Inspector(database.connection()).schema(schemas);
    if (!executed)
        return {Outcome::Broken, u"not inspected: "_s + executed.error().detail};
    const QString outlines = differenceOf(outline(*executed, applied), outline(applied, applied));
    if (!outlines.isEmpty())
        return {Outcome::Broken, outlines};
    done = database.empty();
    if (done)
        done = database.build(applied, setting.schemaNames());
    if (!done)
        return {Outcome::Broken, u"what apply() says cannot be built: "_s + done.error().detail + done.error().message};
    const Result<Schema> built = Inspector(database.connection()).schema(schemas);
    if (!built)
        return {Outcome::Broken, u"not inspected: "_s + built.error().detail};
    const QString difference = firstDifference({}, normal(*executed, applied), normal(*built, applied));
    return {difference.isEmpty() ? Outcome::Holds : Outcome::Broken, difference};
}

QJsonObject exclusions()
{
    QFile file(QStringLiteral(LAWS_FOLDER "/exclusions.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

} // namespace

void InspectLaw::executedOperationsLeaveWhatApplySays_data()
{
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<int>("atLeast");
    QTest::newRow("sqlite") << QByteArray() << 324;
    QTest::newRow("postgresql") << QByteArray("RETORT_TEST_POSTGRESQL_URL") << 449;
    QTest::newRow("mariadb") << QByteArray("RETORT_TEST_MARIADB_URL") << 369;
}

void InspectLaw::executedOperationsLeaveWhatApplySays()
{
    QFETCH(QByteArray, variable);
    QFETCH(int, atLeast);
    LawDatabase database(variable);
    if (!database.isAvailable())
        QSKIP("No server of this kind: nothing was tested on it");
    const QString dialect = QString::fromLatin1(QTest::currentDataTag());
    const QJsonObject excluded = exclusions();
    QMap<Outcome, int> counts;
    QStringList broken;
    QStringList needless;
    QStringList log;
    ScriptReader reader;
    const QList<OperationCase> cases = readOperationCases(QStringLiteral(CONFORMANCE_DATA "/expanded.json"));
    for (const OperationCase &recorded : cases) {
        if (recorded.profile != dialect)
            continue;
        const Verdict verdict = judge(database, readOperations(reader, recorded).operations);
        ++counts[verdict.outcome];
        const bool isExcluded = excluded.contains(recorded.id);
        if (verdict.outcome == Outcome::Broken && !isExcluded)
            broken.append(recorded.id + u": "_s + verdict.detail);
        if (verdict.outcome != Outcome::Broken && isExcluded)
            needless.append(recorded.id);
        log.append(u"%1 %2 %3"_s.arg(int(verdict.outcome)).arg(recorded.id, verdict.detail));
    }
    QFile file(u"inspect-law-"_s + dialect + u".txt"_s);
    if (file.open(QIODevice::WriteOnly))
        file.write(log.join(u'\n').toUtf8());
    qInfo("%d hold, %d broken, %d not rendered, %d refused by the database, %d uncertain, %d in another schema", counts[Outcome::Holds],
          counts[Outcome::Broken], counts[Outcome::NotRendered], counts[Outcome::Refused], counts[Outcome::Uncertain],
          counts[Outcome::OtherSchema]);
    QVERIFY2(broken.isEmpty(), qPrintable(QString::number(broken.size()) + u" broken:\n"_s + broken.join(u'\n')));
    QVERIFY2(needless.isEmpty(), qPrintable(u"excluded without need: "_s + needless.join(u", "_s)));
    QVERIFY2(counts[Outcome::Holds] >= atLeast, "holds for fewer operations than before");
}

QTEST_GUILESS_MAIN(InspectLaw)
#include "tst_inspect_law.moc"
