#include "alembic/revisiongraph.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

class TestRevisionGraph : public QObject
{
    Q_OBJECT

    static RevisionHeader revision(const QString &id, const QStringList &down = {}, const QStringList &depends = {},
                                   const QStringList &labels = {})
    {
        RevisionHeader header;
        header.revision = id;
        header.downRevisions = down;
        header.dependsOn = depends;
        header.branchLabels = labels;
        header.file = u"/v/"_s + id;
        return header;
    }

private slots:
    void aMissingParentIsAnErrorAndTheGraphStaysVisible()
    {
        const auto graph = RevisionGraph::build({revision(u"a"_s), revision(u"b"_s, {u"zz"_s}), revision(u"c"_s, {u"b"_s})});
        QVERIFY(graph.error());
        QCOMPARE(graph.error()->code, u"graph.missing-revision"_s);
        QCOMPARE(graph.error()->message, u"Revision zz referenced from zz -> b (head),  is not present"_s);
        QCOMPARE(graph.heads(), (QStringList{u"a"_s, u"c"_s}));
        QCOMPARE(graph.size(), 3);
        QVERIFY(graph.history().size() == 3);
    }

    void aCycleIsFoundAndEverythingElseStillAnswers()
    {
        const auto graph = RevisionGraph::build({revision(u"a"_s), revision(u"b"_s, {u"c"_s}), revision(u"c"_s, {u"b"_s})});
        QCOMPARE(graph.error()->message, u"Cycle is detected in revisions (b, c)"_s);
        QCOMPARE(graph.heads(), QStringList{u"a"_s});
    }

    void aSecondFileWithTheSameIdIsAWarning()
    {
        RevisionHeader copy = revision(u"a"_s);
        copy.file = u"/v/copy"_s;
        const auto graph = RevisionGraph::build({revision(u"a"_s), copy});
        QVERIFY(!graph.error());
        QCOMPARE(graph.diagnostics().size(), 1);
        QCOMPARE(graph.diagnostics().first().severity, Severity::Warning);
        QCOMPARE(graph.find(u"a"_s)->file, u"/v/copy"_s);
    }

    void labelsAreFoundByNameAndSpreadAlongTheirBranch()
    {
        const auto graph = RevisionGraph::build(
            {revision(u"a"_s), revision(u"b"_s, {u"a"_s}, {}, {u"left"_s}), revision(u"c"_s, {u"a"_s}), revision(u"d"_s, {u"b"_s})});
        QCOMPARE(graph.id(graph.indexOf(u"left"_s)), u"b"_s);
        QCOMPARE(graph.labels(graph.indexOf(u"d"_s)), QStringList{u"left"_s});
        QVERIFY(graph.labels(graph.indexOf(u"a"_s)).isEmpty());
        QVERIFY(graph.isBranchPoint(graph.indexOf(u"a"_s)));
    }

    void twentyThousandRevisionsTakeLinearTime_data()
    {
        QTest::addColumn<int>("every");
        QTest::newRow("one line") << 0;
        QTest::newRow("a merged side branch every ten") << 10;
        QTest::newRow("two long branches") << -1;
    }

    void twentyThousandRevisionsTakeLinearTime()
    {
        QFETCH(int, every);
        QList<RevisionHeader> headers{revision(u"r0"_s)};
        const auto id = [](int i) { return QString(u"r"_s % QString::number(i)); };
        for (int i = 1; i < 20000; ++i) {
            if (every < 0) {
                headers.append(revision(id(i), {id(std::max(0, i - 2))}));
            } else if (every > 0 && i % every == 8) {
                headers.append(revision(id(i), {id(i - 2)}));
            } else if (every > 0 && i % every == 9) {
                headers.append(revision(id(i), {id(i - 2), id(i - 1)}));
            } else {
                headers.append(revision(id(i), {id(i - 1)}, i % 500 == 0 ? QStringList{u"r1"_s} : QStringList()));
            }
        }
        QElapsedTimer timer;
        timer.start();
        const auto graph = RevisionGraph::build(headers);
        const auto order = graph.history();
        qInfo() << "built and sorted in" << double(timer.nsecsElapsed()) / 1e6 << "ms";
        QVERIFY(!graph.error());
        QCOMPARE(order.size(), size_t(20000));
        QVERIFY(timer.elapsed() < 5000);
        std::vector<bool> seen(order.size(), false);
        for (auto it = order.rbegin(); it != order.rend(); ++it) {
            for (const int parent : graph.parents(*it, Edges::All))
                QVERIFY(seen[size_t(parent)]);
            seen[size_t(*it)] = true;
        }
    }
};

QTEST_APPLESS_MAIN(TestRevisionGraph)
#include "tst_revisiongraph.moc"
