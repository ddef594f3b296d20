#include "dialects/dialect.h"
#include "typeexpression.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace retort;
using namespace Qt::StringLiterals;

/// Every recorded type expression on every dialect, as the column of a table, against what SQLAlchemy 2.0.52 wrote.
class TypesConformance : public QObject
{
    Q_OBJECT

private slots:
    void everyRecordedTypeIsWrittenAsSqlalchemyWritesIt_data();
    void everyRecordedTypeIsWrittenAsSqlalchemyWritesIt();
};

namespace {

int versionNumber(const QString &text)
{
    const QStringList parts = text.split(u'.');
    return parts.value(0).toInt() * 10000 + parts.value(1).toInt() * 100 + (parts.value(2).toInt() > 99 ? 0 : parts.value(2).toInt());
}

/// The type between the column's name and what follows it.
QString renderedType(const Dialect &dialect, const SqlType &type, const RenderMode &mode, Error *error)
{
    CreateTableOp op;
    op.table.name = QualifiedName(u"t"_s);
    Column column;
    column.name = u"c"_s;
    column.type = type;
    op.table.columns.push_back(column);
    RenderMemory memory;
    const Result<QList<Statement>> result = dialect.render(Operation{op, {}}, Schema(), memory, mode);
    if (!result.ok()) {
        *error = result.error();
        return {};
    }
    QString sql;
    for (const Statement &statement : *result) {
        if (statement.sql.startsWith("CREATE TABLE"_L1))
            sql = statement.sql;
    }
    sql = sql.mid(sql.indexOf("\tc "_L1) + 3);
    sql = sql.left(sql.lastIndexOf("\n)"_L1));
    const qsizetype check = sql.indexOf(", \n"_L1);
    sql = check < 0 ? sql : sql.left(check);
    return sql.endsWith(" NULL"_L1) && (dialect.name() == "mssql"_L1 || dialect.name().startsWith("m"_L1)) ? sql.chopped(5) : sql;
}

} // namespace

void TypesConformance::everyRecordedTypeIsWrittenAsSqlalchemyWritesIt_data()
{
    QTest::addColumn<QString>("profile");
    for (const QString &dialect : Dialect::names())
        QTest::newRow(qPrintable(dialect)) << dialect;
    const QStringList versioned = {u"mysql@8.0.36"_s, u"mariadb@10.11.6"_s, u"mssql@15.0.4000"_s, u"oracle@19.3.0"_s};
    for (const QString &profile : versioned) {
        if (Dialect::names().contains(profile.section(u'@', 0, 0)))
            QTest::newRow(qPrintable(profile)) << profile;
    }
}

void TypesConformance::everyRecordedTypeIsWrittenAsSqlalchemyWritesIt()
{
    QFETCH(QString, profile);
    const auto dialect = Dialect::byName(profile.section(u'@', 0, 0));
    QVERIFY(dialect);
    RenderMode mode;
    if (profile.contains(u'@'))
        mode.serverVersion = versionNumber(profile.section(u'@', 1));

    QFile file(QStringLiteral(RETORT_SOURCE_DIR "/tests/conformance/data/types.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).array();
    QVERIFY(cases.size() >= 285);
    QStringList differences;
    for (const QJsonValue &value : cases) {
        const QString text = value[u"type"_s].toString();
        const std::optional<SqlType> type = test::TypeExpression(text).read();
        if (!type) {
            differences.append(text + u": not read"_s);
            continue;
        }
        const QJsonValue recorded = value[u"ddl"_s][profile];
        Error error;
        const QString actual = renderedType(*dialect, *type, mode, &error);
        if (recorded.isObject()) {
            const QString expected = recorded[u"error"_s].toString();
            if (error.code.isEmpty())
                differences.append(text + u": "_s + actual + u" instead of the error "_s + expected.left(120));
        } else if (actual != recorded.toString()) {
            differences.append(text + u": "_s + actual + error.message.left(120) + u" instead of "_s + recorded.toString());
        }
    }
    QVERIFY2(differences.isEmpty(), qPrintable(u"\n"_s + differences.join(u'\n')));
}

QTEST_APPLESS_MAIN(TypesConformance)
#include "tst_types_conformance.moc"
