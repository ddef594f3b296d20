#include "database/inspector.h"
#include "database/schemajson.h"
#include "scratchdatabase.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace retort;
using namespace Qt::StringLiterals;

/// What our inspector says of databases of our own making, against what SQLAlchemy 2.0.58's said (record.py). Where we say more than
/// SQLAlchemy, improvements.json has the change to the recorded result and the reason for it.
class Inspections : public QObject
{
    Q_OBJECT

private slots:
    void everyDatabaseIsInspectedAsSqlalchemyDoes_data();
    void everyDatabaseIsInspectedAsSqlalchemyDoes();
    void everyImprovementIsOne();
};

namespace {

QJsonDocument document(const QString &name)
{
    QFile file(QStringLiteral(REFLECTION_FOLDER "/") + name);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()) : QJsonDocument();
}

QJsonArray recordedCases()
{
    return document(u"inspections.json"_s).array();
}

QByteArray variableOf(const QString &database)
{
    return database == "sqlite"_L1 ? QByteArray() : "RETORT_TEST_" + database.toUpper().toLatin1() + "_URL";
}

/// `value` with what stands at `path` ("tables/0/indexes") replaced by `replacement`, or removed when that is null. A list grows by one
/// when the path names the place behind its end.
QJsonValue changed(const QJsonValue &value, const QStringList &path, const QJsonValue &replacement)
{
    if (path.isEmpty())
        return replacement;
    const QString &step = path.first();
    if (value.isArray()) {
        QJsonArray array = value.toArray();
        const qsizetype index = step.toLongLong();
        const QJsonValue inner = changed(index < array.size() ? array[index] : QJsonValue(), path.mid(1), replacement);
        if (inner.isNull())
            array.removeAt(index);
        else if (index < array.size())
            array[index] = inner;
        else
            array.append(inner);
        return array;
    }
    QJsonObject object = value.toObject();
    const QJsonValue inner = changed(object[step], path.mid(1), replacement);
    if (inner.isNull())
        object.remove(step);
    else
        object[step] = inner;
    return object;
}

QJsonObject improved(const QString &id, const QJsonObject &recorded)
{
    const QJsonObject changes = document(u"improvements.json"_s).object()[id].toObject()[u"changes"].toObject();
    QJsonValue result = recorded;
    for (auto it = changes.begin(); it != changes.end(); ++it)
        result = changed(result, it.key().split(u'/'), it.value());
    return result.toObject();
}

/// The constraints and indexes of each table in an order that does not depend on who told them.
QJsonObject sorted(QJsonObject schema)
{
    QJsonArray tables = schema[u"tables"].toArray();
    for (QJsonValueRef table : tables) {
        QJsonObject object = table.toObject();
        for (const QString &list : {u"foreign_keys"_s, u"unique_constraints"_s, u"check_constraints"_s, u"indexes"_s}) {
            QMap<QByteArray, QJsonValue> items;
            const QJsonArray found = object[list].toArray();
            for (const QJsonValue &item : found) {
                const QByteArray key = item[u"name"].toString().toUtf8() + QJsonDocument(item.toObject()).toJson();
                items.insert(key, item);
            }
            QJsonArray ordered;
            for (const QJsonValue &item : std::as_const(items))
                ordered.append(item);
            if (!ordered.isEmpty())
                object[list] = ordered;
        }
        table = object;
    }
    schema[u"tables"] = tables;
    return schema;
}

/// Every place where two values differ.
void collectDifferences(const QString &path, const QJsonValue &ours, const QJsonValue &recorded, QStringList &into)
{
    if (ours == recorded)
        return;
    if (ours.isObject() && recorded.isObject()) {
        QStringList keys = ours.toObject().keys() + recorded.toObject().keys();
        keys.removeDuplicates();
        for (const QString &key : std::as_const(keys))
            collectDifferences(path + u'/' + key, ours.toObject()[key], recorded.toObject()[key], into);
    } else if (ours.isArray() && recorded.isArray() && ours.toArray().size() == recorded.toArray().size()) {
        for (qsizetype i = 0; i < ours.toArray().size(); ++i)
            collectDifferences(path + u'/' + QString::number(i), ours.toArray()[i], recorded.toArray()[i], into);
    } else {
        const auto shown = [](const QJsonValue &value) {
            return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
        };
        into.append(u"%1\n    ours     %2\n    recorded %3"_s.arg(path, shown(ours), shown(recorded)));
    }
}

} // namespace

void Inspections::everyDatabaseIsInspectedAsSqlalchemyDoes_data()
{
    QTest::addColumn<QJsonObject>("recorded");
    const QJsonArray cases = recordedCases();
    QVERIFY(!cases.isEmpty());
    for (const QJsonValue &value : cases)
        QTest::newRow(qPrintable(value[u"id"].toString())) << value.toObject();
}

void Inspections::everyDatabaseIsInspectedAsSqlalchemyDoes()
{
    QFETCH(QJsonObject, recorded);
    const ScratchDatabase database(variableOf(recorded[u"database"].toString()));
    if (!database.isAvailable())
        QSKIP("No server of this kind: nothing was tested on it");
    {
        const auto connection = database.open();
        const QJsonArray statements = recorded[u"ddl"].toArray();
        for (const QJsonValue &sql : statements) {
            const auto done = connection->exec(sql.toString());
            QVERIFY2(done.ok(), qPrintable(sql.toString() + u": "_s + (done.ok() ? QString() : done.error().detail)));
        }
    }
    const QStringList named = recorded[u"schemas"].toVariant().toStringList();
    const QStringList schemas = named.isEmpty() ? QStringList{QString()} : named;
    const auto connection = database.open(OpenMode::ReadOnly);
    const Result<Schema> schema = Inspector(*connection).schema(schemas);
    QVERIFY2(schema.ok(), schema.ok() ? "" : qPrintable(schema.error().detail));
    QJsonObject ours = schemaJson(*schema);
    const QJsonObject expected = improved(recorded[u"id"].toString(), recorded[u"inspected"].toObject());
    // SQLAlchemy has no words for extensions.
    if (!expected.contains("extensions"_L1))
        ours.remove(u"extensions"_s);
    QStringList differences;
    collectDifferences({}, sorted(ours), sorted(expected), differences);
    QVERIFY2(differences.isEmpty(), qPrintable(u'\n' + differences.join(u'\n')));
}

/// An improvement that changes nothing, or has no reason, or belongs to no case, is none.
void Inspections::everyImprovementIsOne()
{
    QMap<QString, QJsonObject> recorded;
    const QJsonArray cases = recordedCases();
    for (const QJsonValue &value : cases)
        recorded.insert(value[u"id"].toString(), value[u"inspected"].toObject());
    const QJsonObject improvements = document(u"improvements.json"_s).object();
    QVERIFY(!improvements.isEmpty());
    for (auto it = improvements.begin(); it != improvements.end(); ++it) {
        QVERIFY2(recorded.contains(it.key()), qPrintable(it.key()));
        QVERIFY2(!it.value()[u"why"].toString().isEmpty(), qPrintable(it.key()));
        QVERIFY2(improved(it.key(), recorded[it.key()]) != recorded[it.key()], qPrintable(it.key()));
    }
}

QTEST_GUILESS_MAIN(Inspections)
#include "tst_inspections.moc"
