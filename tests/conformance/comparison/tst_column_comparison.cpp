#include "dialects/dialect.h"
#include "typeexpression.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace retort;
using namespace Qt::StringLiterals;

/// Every recorded pair of a reflected and a declared type, and of a reflected and a declared default, against what Alembic 1.19.1 said.
class ColumnComparison : public QObject
{
    Q_OBJECT

private slots:
    void everyPairOfTypesIsComparedAsAlembicDoes_data();
    void everyPairOfTypesIsComparedAsAlembicDoes();
    void everyPairOfDefaultsIsComparedAsAlembicDoes_data();
    void everyPairOfDefaultsIsComparedAsAlembicDoes();
};

namespace {

constexpr RenderMode Live{false, 0, {}};

QJsonObject recorded(const QString &file)
{
    QFile data(QStringLiteral(CONFORMANCE_DATA "/") + file);
    return data.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(data.readAll()).object() : QJsonObject();
}

QString withoutPackages(QString text)
{
    static const QRegularExpression package(u"\\b(?:sa|sqlite|postgresql|mysql|mariadb)\\."_s);
    return text.remove(package);
}

/// The types a database reflects by what SQLAlchemy's repr() says of them, which leaves out their module.
QHash<QString, SqlType> reflectedTypes(const QString &database)
{
    QHash<QString, SqlType> types;
    for (const QJsonValue &entry : recorded(u"reflection_types.json"_s)[database].toArray()) {
        QString text = entry[u"reflected"].toString();
        const QString key = withoutPackages(text);
        if (text.startsWith("postgresql.DOMAIN"_L1))
            text.replace(", "_L1, ", sa."_L1);
        if (const std::optional<SqlType> type = test::TypeExpression(text).read())
            types.insert(key, *type);
    }
    SqlType json;
    json.name = u"JSON"_s;
    types.insert(u"JSON()"_s, types.value(u"JSON()"_s, json));
    return types;
}

SqlType columnType(const QString &ddl)
{
    const QString word = ddl.section(u'(', 0, 0).toUpper();
    static const QHash<QString, QString> names = {
        {u"INT"_s, u"INTEGER"_s}, {u"BOOL"_s, u"mysql.TINYINT"_s}, {u"TIMESTAMPTZ"_s, u"TIMESTAMP"_s}, {u"JSONB"_s, u"postgresql.JSONB"_s}};
    SqlType type;
    type.name = names.value(word, word);
    return type;
}

/// A declared default as the record writes it.
std::optional<ServerDefault> declaredDefault(const QString &text)
{
    static const QRegularExpression string(u"^(['\"])(.*)\\1$"_s);
    static const QRegularExpression call(u"^sa\\.(\\w+)(?:\\.(\\w+))?\\((.*)\\)$"_s);
    if (const QRegularExpressionMatch match = string.match(text); match.hasMatch())
        return ServerDefault{ServerDefault::Kind::Text, match.captured(2), {}};
    const QRegularExpressionMatch match = call.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    SqlExpression expression;
    const QString function = match.captured(1);
    if (function == "text"_L1) {
        expression = SqlExpression::fromText(string.match(match.captured(3)).captured(2));
    } else if (function == "func"_L1) {
        expression.kind = SqlExpression::Kind::Function;
        expression.text = match.captured(2);
        expression.types.emplace_back();
    } else if (function == "literal"_L1) {
        expression.kind = SqlExpression::Kind::Literal;
        expression.literal = Literal::integer(match.captured(3));
        expression.types.emplace_back().name = u"Integer"_s;
    } else {
        expression.kind = function == "true"_L1 ? SqlExpression::Kind::True : SqlExpression::Kind::False;
    }
    return ServerDefault{ServerDefault::Kind::Sql, {}, expression};
}

/// Where we deliberately say something else than Alembic, and why.
const QHash<QString, QString> Improvements = {
    {u"postgresql: NULL::character varying and sa.text('NULL')"_s, u"NULL = NULL is NULL, which Alembic takes for a difference"_s},
};

} // namespace

void ColumnComparison::everyPairOfTypesIsComparedAsAlembicDoes_data()
{
    QTest::addColumn<int>("pairs");
    QTest::newRow("sqlite") << 49 * 190;
    QTest::newRow("postgresql") << 78 * 233;
    QTest::newRow("mariadb") << 79 * 208;
}

void ColumnComparison::everyPairOfTypesIsComparedAsAlembicDoes()
{
    const QString database = QString::fromLatin1(QTest::currentDataTag());
    const auto dialect = Dialect::byName(database);
    const QHash<QString, SqlType> reflected = reflectedTypes(database);
    const QJsonObject matrix = recorded(u"compare_type_matrix.json"_s)[database].toObject();
    const QJsonArray inspected = matrix[u"inspected"].toArray();
    const QJsonArray models = matrix[u"models"].toArray();
    int pairs = 0;
    QStringList differences;
    for (qsizetype row = 0; row < inspected.size(); ++row) {
        const QString there = inspected[row][u"reflected"].toString();
        const QString differs = matrix[u"differs"][row].toString();
        if (!reflected.contains(there) && there != "String()"_L1)
            differences.append(there + u": not read"_s);
        SqlType type = reflected.value(there);
        if (there == "String()"_L1 && type.isNull())
            type.name = u"String"_s;
        for (qsizetype column = 0; column < models.size(); ++column, ++pairs) {
            const QString text = models[column].toString();
            const std::optional<SqlType> model = test::TypeExpression(text).read();
            const std::optional<bool> same = model ? dialect->sameType(type, *model, Live) : std::nullopt;
            // What cannot be written on this database was recorded as a difference.
            if (same.value_or(false) != (differs.at(column) == u'0'))
                differences.append(there + u" and "_s + text + (same ? *same ? u": same"_s : u": different"_s : u": not known"_s));
        }
    }
    QTEST(pairs, "pairs");
    QVERIFY2(differences.isEmpty(), qPrintable(u"%1 differ:\n"_s.arg(differences.size()) + differences.mid(0, 60).join(u'\n')));
}

void ColumnComparison::everyPairOfDefaultsIsComparedAsAlembicDoes_data()
{
    QTest::addColumn<int>("undecided");
    QTest::newRow("sqlite") << 0;
    // Of the 295 pairs that PostgreSQL compares without an error.
    QTest::newRow("postgresql") << 62;
    QTest::newRow("mariadb") << 0;
}

void ColumnComparison::everyPairOfDefaultsIsComparedAsAlembicDoes()
{
    const QString database = QString::fromLatin1(QTest::currentDataTag());
    const auto dialect = Dialect::byName(database);
    const QJsonArray rows = recorded(u"compare_default_matrix.json"_s)[database].toArray();
    QVERIFY(rows.size() >= 19);
    QStringList differences;
    int undecided = 0;
    for (const QJsonValue &row : rows) {
        Column there;
        there.type = columnType(row[u"column"].toString());
        there.serverDefault = ServerDefault::verbatim(row[u"reflected_default"].toString());
        const QJsonObject differs = row[u"differs"].toObject();
        for (auto cell = differs.begin(); cell != differs.end(); ++cell) {
            Column declared;
            declared.type = there.type;
            declared.serverDefault = declaredDefault(cell.key());
            const std::optional<bool> same = dialect->sameDefault(there, declared, Live);
            const QString place = database + u": "_s + there.serverDefault->text + u" and "_s + cell.key();
            if (!same) {
                if (cell.value().isBool())
                    ++undecided;
            } else if (cell.value().isBool() && *same == cell.value().toBool() && !Improvements.contains(place)) {
                differences.append(row[u"column"].toString() + u' ' + place + (*same ? u" same"_s : u" different"_s));
            }
        }
    }
    QVERIFY2(differences.isEmpty(), qPrintable(u"%1 differ:\n"_s.arg(differences.size()) + differences.join(u'\n')));
    QTEST(undecided, "undecided");
}

QTEST_APPLESS_MAIN(ColumnComparison)
#include "tst_column_comparison.moc"
