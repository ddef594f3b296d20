#include "database/inspector.h"
#include "scratchdatabase.h"
#include "typeexpression.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace retort;
using namespace Qt::StringLiterals;

/// Every recorded declaration as a column of a table of its own, against what SQLAlchemy 2.0.52 reflected.
class ReflectedTypes : public QObject
{
    Q_OBJECT

private slots:
    void everyDeclaredTypeIsReflectedAsSqlalchemyDoes_data();
    void everyDeclaredTypeIsReflectedAsSqlalchemyDoes();
};

namespace {

QJsonArray recordedTypes(const QString &database)
{
    QFile file(QStringLiteral(CONFORMANCE_DATA "/reflection_types.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object()[database].toArray();
}

SqlType recordedType(const QJsonObject &entry)
{
    QString text = entry[u"reflected"].toString();
    // SQLAlchemy's repr of a domain leaves out the module of its base type.
    if (text.startsWith("postgresql.DOMAIN"_L1))
        text.replace(", "_L1, ", sa."_L1);
    return test::TypeExpression(text).read().value_or(SqlType());
}

std::optional<qint64> numberIn(const QJsonObject &object, QLatin1StringView key)
{
    return object.contains(key) ? std::optional(object[key].toVariant().toLongLong()) : std::nullopt;
}

/// What differs between the column and what was recorded of it; empty: nothing.
QString difference(const Column &column, const QJsonObject &entry)
{
    if (!(column.type == recordedType(entry)))
        return u"type "_s + column.type.name;
    if (column.nullable != entry[u"nullable"].toBool())
        return u"nullable"_s;
    const QString text = column.serverDefault ? column.serverDefault->text : QString();
    if (text != entry[u"default"].toString())
        return u"default "_s + text;
    if (entry.contains("autoincrement"_L1) != (column.autoincrement == Column::Autoincrement::On))
        return u"autoincrement"_s;
    std::optional<Identity> identity;
    if (const QJsonObject recorded = entry[u"identity"].toObject(); !recorded.isEmpty()) {
        identity.emplace();
        identity->always = recorded[u"always"].toBool();
        identity->start = numberIn(recorded, "start"_L1);
        identity->increment = numberIn(recorded, "increment"_L1);
        identity->minValue = numberIn(recorded, "minvalue"_L1);
        identity->maxValue = numberIn(recorded, "maxvalue"_L1);
        identity->cache = numberIn(recorded, "cache"_L1);
        identity->cycle = recorded[u"cycle"].toBool();
    }
    return column.identity == identity ? QString() : u"identity"_s;
}

} // namespace

void ReflectedTypes::everyDeclaredTypeIsReflectedAsSqlalchemyDoes_data()
{
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<int>("count");
    QTest::addColumn<QStringList>("before");
    QTest::newRow("sqlite") << QByteArray() << 226 << QStringList();
    QTest::newRow("postgresql") << QByteArray("RETORT_TEST_POSTGRESQL_URL") << 306
                                << QStringList{u"CREATE EXTENSION hstore"_s, u"CREATE EXTENSION citext"_s,
                                               u"CREATE TYPE en AS ENUM ('a', 'bb')"_s, u"CREATE TYPE \"En\" AS ENUM ('a', 'b')"_s,
                                               u"CREATE DOMAIN dom AS INTEGER"_s};
    QTest::newRow("mariadb") << QByteArray("RETORT_TEST_MARIADB_URL") << 263 << QStringList();
}

void ReflectedTypes::everyDeclaredTypeIsReflectedAsSqlalchemyDoes()
{
    QFETCH(QByteArray, variable);
    QFETCH(QStringList, before);
    const ScratchDatabase database(variable);
    if (!database.isAvailable())
        QSKIP("No server of this kind: nothing was tested on it");
    const auto connection = database.open();
    for (const QString &sql : before)
        QVERIFY2(connection->exec(sql).ok(), qPrintable(sql));
    const QJsonArray entries = recordedTypes(QString::fromLatin1(QTest::currentDataTag()));
    QTEST(int(entries.size()), "count");
    QList<qsizetype> made;
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const QJsonObject entry = entries[i].toObject();
        const auto done = connection->exec(u"CREATE TABLE rt_%1 (c %2)"_s.arg(QString::number(i + 1), entry[u"ddl"].toString()));
        QVERIFY2(done.ok() == entry.contains("reflected"_L1), qPrintable(entry[u"spec"].toString()));
        if (done.ok())
            made.append(i);
    }
    const Result<Schema> schema = Inspector(*connection).schema();
    QVERIFY2(schema.ok(), schema.ok() ? "" : qPrintable(schema.error().detail));
    QCOMPARE(schema->tables.size(), made.size());
    QStringList differences;
    for (const qsizetype i : std::as_const(made)) {
        const QJsonObject entry = entries[i].toObject();
        const Table *table = schema->table(u"rt_%1"_s.arg(i + 1));
        const Column *column = table == nullptr ? nullptr : table->column(u"c"_s);
        const QString found = column == nullptr ? u"no column"_s : difference(*column, entry);
        if (!found.isEmpty())
            differences.append(entry[u"spec"].toString() + u" -> "_s + entry[u"reflected"].toString() + u": "_s + found);
    }
    QVERIFY2(differences.isEmpty(), qPrintable(u"%1 differ:\n"_s.arg(differences.size()) + differences.join(u'\n')));
    qInfo("%lld equal, %lld refused by the database as recorded", static_cast<long long>(made.size()),
          static_cast<long long>(entries.size() - made.size()));
}

QTEST_GUILESS_MAIN(ReflectedTypes)
#include "tst_reflected_types.moc"
