#include "casereader.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

/// Our SQL against what real Alembic wrote: nothing may differ, and what is equal may not become less.
class OperationsConformance : public QObject
{
    Q_OBJECT

private slots:
    void noListedCaseDiffersFromAlembic();

private:
    struct Count {
        int equal = 0;
        int different = 0;
        int notUnderstood = 0;
    };
    static QJsonObject expectations();
    static void writeDifferences(const QStringList &lines);
};

QJsonObject OperationsConformance::expectations()
{
    QFile file(QStringLiteral(CONFORMANCE_FOLDER "/expectations.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

void OperationsConformance::writeDifferences(const QStringList &lines)
{
    QFile file(u"operations-differences.txt"_s);
    if (file.open(QIODevice::WriteOnly))
        file.write(lines.join(u'\n').toUtf8());
}

void OperationsConformance::noListedCaseDiffersFromAlembic()
{
    const QList<OperationCase> cases = readOperationCases(QStringLiteral(CONFORMANCE_DATA "/expanded.json"));
    QVERIFY(cases.size() > 5000);
    const QJsonObject expected = expectations();
    const QJsonObject known = expected[u"known_differences"].toObject();
    QMap<QString, QMap<QString, Count>> counts;
    retort::ScriptReader reader;
    QStringList lines;
    QStringList unexpected;
    for (const OperationCase &recorded : cases) {
        const OperationOutcome outcome = runOperationCase(reader, recorded);
        Count &count = counts[recorded.profile][recorded.group];
        if (outcome.kind == OperationOutcome::Equal) {
            ++count.equal;
            continue;
        }
        const bool differs = outcome.kind == OperationOutcome::Different;
        ++(differs ? count.different : count.notUnderstood);
        lines.append(u"%1 %2\n%3\n--- expected %4 %5\n%6--- got %7\n%8"_s.arg(differs ? u"DIFFERENT"_s : u"NOT UNDERSTOOD"_s, recorded.id,
                                                                              recorded.python, recorded.errorType, recorded.errorMessage,
                                                                              recorded.output, outcome.error, outcome.output));
        if (differs && !known.contains(recorded.id))
            unexpected.append(recorded.id);
    }
    writeDifferences(lines);
    const QJsonObject floors = expected[u"equal_at_least"].toObject();
    for (auto profile = counts.cbegin(); profile != counts.cend(); ++profile) {
        Count all;
        QStringList groups;
        for (auto group = profile->cbegin(); group != profile->cend(); ++group) {
            all.equal += group->equal;
            all.different += group->different;
            all.notUnderstood += group->notUnderstood;
            groups.append(u"%1 %2/%3/%4"_s.arg(group.key()).arg(group->equal).arg(group->different).arg(group->notUnderstood));
        }
        qInfo("%s: %d equal, %d different, %d not understood (%s)", qPrintable(profile.key()), all.equal, all.different, all.notUnderstood,
              qPrintable(groups.join(u", "_s)));
        QVERIFY2(all.equal >= floors[profile.key()].toInt(), qPrintable(profile.key() + u" has fewer equal cases than before"_s));
    }
    QVERIFY2(unexpected.isEmpty(), qPrintable(QString::number(unexpected.size()) + u" cases differ, first: "_s + unexpected.value(0)));
}

QTEST_GUILESS_MAIN(OperationsConformance)
#include "tst_operations_conformance.moc"
