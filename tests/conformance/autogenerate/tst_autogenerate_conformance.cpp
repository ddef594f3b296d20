#include "autogenerate/comparator.h"
#include "autogenerate/operationcode.h"
#include "database/inspector.h"
#include "modelpair.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace retort;
using namespace retort::test;
using namespace Qt::StringLiterals;

/// Pairs of models, the ones before in a live database, the ones after read from their source: our migration against the text that
/// Alembic 1.19's autogenerate wrote for them (record.py). What is deliberately different stands in differences.json with its reason.
class AutogenerateConformance : public QObject
{
    Q_OBJECT

private slots:
    void everyPairGivesAlembicsMigration_data();
    void everyPairGivesAlembicsMigration();
};

namespace {

/// `text` with the rewrites of differences.json for this database: what we write otherwise throughout, and why.
QString rewritten(QString text, const QJsonArray &rewrites)
{
    for (const QJsonValue &rewrite : rewrites)
        text.replace(QRegularExpression(rewrite[u"alembic"].toString()), rewrite[u"ours"].toString());
    return text;
}

struct Migration {
    QString upgrade, downgrade, imports, batchUpgrade, batchDowngrade;

    [[nodiscard]] static Migration recorded(const QJsonObject &pair, const QJsonArray &rewrites)
    {
        const QJsonObject batch = pair[u"batch"].toObject();
        QStringList imports;
        const QJsonArray lines = pair[u"imports"].toArray();
        for (const QJsonValue &line : lines)
            imports.append(line.toString());
        const auto text = [&](const QJsonObject &of, const QString &name) { return rewritten(of[name].toString(), rewrites); };
        return {text(pair, u"upgrade"_s), text(pair, u"downgrade"_s), imports.join(u'\n'), text(batch, u"upgrade"_s),
                text(batch, u"downgrade"_s)};
    }

    /// The lines that differ, recorded ones with "-".
    [[nodiscard]] static QString difference(const QString &place, const QString &ours, const QString &theirs)
    {
        if (ours == theirs)
            return {};
        const QStringList a = theirs.split(u'\n'), b = ours.split(u'\n');
        QStringList lines{u"  "_s + place};
        for (const QString &line : a) {
            if (!b.contains(line))
                lines.append(u"  - "_s + line);
        }
        for (const QString &line : b) {
            if (!a.contains(line))
                lines.append(u"  + "_s + line);
        }
        if (lines.size() == 1)
            lines.append(u"  the order\n"_s + ours + u"\n  instead of\n"_s + theirs);
        return lines.join(u'\n') + u'\n';
    }

    [[nodiscard]] QString differenceTo(const Migration &theirs) const
    {
        const QString plain = difference(u"upgrade"_s, upgrade, theirs.upgrade) + difference(u"downgrade"_s, downgrade, theirs.downgrade)
            + difference(u"imports"_s, imports, theirs.imports);
        if (!plain.isEmpty())
            return plain;
        return difference(u"upgrade in batch"_s, batchUpgrade, theirs.batchUpgrade)
            + difference(u"downgrade in batch"_s, batchDowngrade, theirs.batchDowngrade);
    }
};

/// What our engine writes for one pair; notes and findings go to `log`.
Result<Migration> migrate(LawDatabase &database, const ModelPair &pair, const QString &dialectName, QStringList &log)
{
    if (const Result<void> made = pair.make(database); !made)
        return made.error();
    const Result<Schema> inspected = Inspector(database.connection()).schema(pair.schemas());
    if (!inspected)
        return inspected.error();
    const QTemporaryDir folder;
    const ModelSchema models = pair.read(folder);
    for (const Diagnostic &diagnostic : models.diagnostics)
        log.append(u"  read: "_s + diagnostic.message);
    const auto dialect = Dialect::byName(dialectName);
    ComparisonOptions options;
    options.compareServerDefault = pair.comparesDefaults();
    options.improvements = false;
    const RenderMode mode{false, database.connection().serverVersion(), {}};
    if (dialectName == "postgresql"_L1)
        options.defaultSchema = u"public"_s;
    Comparison comparison = Comparator::compare(*inspected, models.schema, *dialect, options, mode);
    for (const QString &question : std::as_const(comparison.questions)) {
        if (const Result<Rows> answer = database.connection().query(question))
            options.answers.insert(question, answer->scalar().toBool());
    }
    if (!comparison.questions.isEmpty())
        comparison = Comparator::compare(*inspected, models.schema, *dialect, options, mode);
    for (const QString &note : comparison.notes)
        log.append(u"  note: "_s + note);
    Migration migration;
    QStringList imports;
    for (const bool isBatch : {false, true}) {
        const auto up = operationCode(comparison.operations, *dialect, mode, {isBatch});
        const auto down = operationCode(comparison.downgrade, *dialect, mode, {isBatch});
        if (!up || !down)
            return up ? down.error() : up.error();
        (isBatch ? migration.batchUpgrade : migration.upgrade) = up->body;
        (isBatch ? migration.batchDowngrade : migration.downgrade) = down->body;
        imports += up->imports + down->imports;
    }
    imports.removeDuplicates();
    imports.sort();
    migration.imports = imports.join(u'\n');
    return migration;
}

} // namespace

void AutogenerateConformance::everyPairGivesAlembicsMigration_data()
{
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<int>("atLeast");
    QTest::newRow("sqlite") << QByteArray() << 491;
    QTest::newRow("postgresql") << QByteArray("RETORT_TEST_POSTGRESQL_URL") << 623;
    QTest::newRow("mariadb") << QByteArray("RETORT_TEST_MARIADB_URL") << 495;
}

void AutogenerateConformance::everyPairGivesAlembicsMigration()
{
    QFETCH(QByteArray, variable);
    QFETCH(int, atLeast);
    LawDatabase database(variable);
    if (!database.isAvailable())
        QSKIP("No server of this kind: nothing was tested on it");
    const QString dialect = QString::fromLatin1(QTest::currentDataTag());
    const QJsonObject differences = autogenerateDocument(u"differences.json"_s)[dialect].toObject();
    const QJsonObject allowed = differences[u"pairs"].toObject();
    const std::vector<ModelPair> pairs = ModelPair::all(dialect);
    int equal = 0;
    QStringList differing, needless, log;
    for (const ModelPair &pair : pairs) {
        const QString id = pair.id();
        QStringList remarks;
        const Result<Migration> ours = migrate(database, pair, dialect, remarks);
        const QString difference = ours ? ours->differenceTo(Migration::recorded(pair.recorded(), differences[u"rewrites"].toArray()))
                                        : u"  "_s + ours.error().message + u' ' + ours.error().detail + u'\n';
        equal += difference.isEmpty() ? 1 : 0;
        if (difference.isEmpty() && allowed.contains(id))
            needless.append(id);
        if (difference.isEmpty() || allowed.contains(id))
            continue;
        differing.append(id);
        log.append(id + u'\n' + difference + remarks.join(u'\n') + (remarks.isEmpty() ? QString() : u"\n"_s));
    }
    QFile file(u"autogenerate-"_s + dialect + u".txt"_s);
    if (file.open(QIODevice::WriteOnly))
        file.write(log.join(QString()).toUtf8());
    qInfo("%d of %d pairs equal, %d deliberately different", equal, int(pairs.size()), int(allowed.size()));
    QVERIFY2(differing.isEmpty(),
             qPrintable(u"%1 differ, see %2: %3"_s.arg(QString::number(differing.size()), file.fileName(), differing.join(u", "_s))));
    QVERIFY2(needless.isEmpty(), qPrintable(u"allowed to differ without need: "_s + needless.join(u", "_s)));
    QVERIFY2(equal >= atLeast, "fewer pairs than before");
}

QTEST_GUILESS_MAIN(AutogenerateConformance)
#include "tst_autogenerate_conformance.moc"
