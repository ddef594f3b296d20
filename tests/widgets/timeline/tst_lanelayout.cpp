#include "timeline/lanelayout.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSet>
#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;
using Kind = LaneSegment::Kind;

namespace {

LaneNode node(const QString &id, qint64 date, std::vector<int> parents = {}, std::vector<int> dependencies = {})
{
    return LaneNode{std::move(parents), std::move(dependencies), date, id};
}

std::vector<int> order(const LaneLayout &layout)
{
    std::vector<int> nodes;
    for (const auto &row : layout.rows())
        nodes.push_back(row.node);
    return nodes;
}

std::vector<int> lanes(const LaneLayout &layout)
{
    std::vector<int> result;
    for (const auto &row : layout.rows())
        result.push_back(row.lane);
    return result;
}

/// Lines must join: what leaves a row at the bottom enters the next one at the top.
bool isContinuous(const LaneLayout &layout)
{
    QSet<int> open;
    for (const auto &row : layout.rows()) {
        QSet<int> top, bottom;
        for (const auto &segment : layout.segments(row)) {
            if (segment.kind != Kind::Outgoing)
                top.insert(segment.from);
            if (segment.kind != Kind::Incoming)
                bottom.insert(segment.to);
            if (segment.kind == Kind::Incoming && segment.to != row.lane)
                return false;
            if (segment.kind == Kind::Outgoing && segment.from != row.lane)
                return false;
        }
        if (top != open)
            return false;
        open = bottom;
    }
    return open.isEmpty();
}

} // namespace

class TestLaneLayout : public QObject
{
    Q_OBJECT

private slots:
    void aLineOfRevisionsUsesOneLaneNewestFirst()
    {
        const auto layout = LaneLayout::of({node(u"a"_s, 1), node(u"b"_s, 2, {0}), node(u"c"_s, 3, {1})});
        QCOMPARE(order(layout), (std::vector<int>{2, 1, 0}));
        QCOMPARE(lanes(layout), (std::vector<int>{0, 0, 0}));
        QCOMPARE(layout.maxWidth(), 1);
        QVERIFY(isContinuous(layout));
    }

    void aBranchAndItsMergeTakeASecondLaneOnlyBetweenThem()
    {
        // e merges c and d, both on b
        const auto layout =
            LaneLayout::of({node(u"a"_s, 1), node(u"b"_s, 2, {0}), node(u"c"_s, 3, {1}), node(u"d"_s, 4, {1}), node(u"e"_s, 5, {2, 3})});
        QCOMPARE(order(layout), (std::vector<int>{4, 3, 2, 1, 0}));
        QCOMPARE(lanes(layout), (std::vector<int>{0, 1, 0, 0, 0}));
        QCOMPARE(layout.maxWidth(), 2);
        QVERIFY(isContinuous(layout));
    }

    void theTrunkOfTheNewestHeadIsLaneZero()
    {
        const auto layout = LaneLayout::of({node(u"a"_s, 1), node(u"old"_s, 2, {0}), node(u"new"_s, 3, {0})});
        QCOMPARE(order(layout), (std::vector<int>{2, 1, 0}));
        QCOMPARE(lanes(layout), (std::vector<int>{0, 1, 0}));
        QVERIFY(isContinuous(layout));
    }

    void childrenStandAboveTheirParentsWhateverTheDatesSay()
    {
        const auto layout = LaneLayout::of({node(u"a"_s, 9), node(u"b"_s, 1, {0})});
        QCOMPARE(order(layout), (std::vector<int>{1, 0}));
    }

    void equalDatesAreOrderedByIdentifier()
    {
        const auto layout = LaneLayout::of({node(u"b"_s, 1), node(u"c"_s, 1), node(u"a"_s, 1)});
        QCOMPARE(order(layout), (std::vector<int>{1, 0, 2}));
    }

    void aDependencyIsDotted()
    {
        const auto layout = LaneLayout::of({node(u"a"_s, 1), node(u"x"_s, 2), node(u"b"_s, 3, {0}, {1})});
        const auto segments = layout.segments(layout.rows().front());
        QCOMPARE(std::count_if(segments.begin(), segments.end(), [](const LaneSegment &s) { return s.dotted; }), 1);
        QVERIFY(isContinuous(layout));
    }

    void aLaneDoesNotMoveWhenItsNeighbourEnds()
    {
        // two old roots beside the trunk: the outer lane stays where it is after the inner one has ended
        const auto layout = LaneLayout::of(
            {node(u"t1"_s, 1), node(u"t2"_s, 10, {0}), node(u"p1"_s, 8), node(u"p2"_s, 9, {2}), node(u"q1"_s, 2), node(u"q2"_s, 9, {4})});
        QVERIFY(isContinuous(layout));
        int outer = -1;
        for (const auto &row : layout.rows()) {
            if (row.node == 5)
                outer = row.lane;
            if (row.node == 4)
                QCOMPARE(int(row.lane), outer);
        }
    }

    void aCycleIsShownAndMarked()
    {
        const auto layout = LaneLayout::of({node(u"a"_s, 1, {1}), node(u"b"_s, 2, {0}), node(u"c"_s, 3, {1})});
        QCOMPARE(layout.rows().size(), std::size_t(3));
        QVERIFY(std::any_of(layout.rows().begin(), layout.rows().end(), [](const auto &row) { return row.inCycle; }));
        QVERIFY(isContinuous(layout));
    }

    void nothingIsLaidOutToNothing() { QVERIFY(LaneLayout::of({}).rows().empty()); }

    void randomGraphsAreTopologicalContinuousAndRepeatable()
    {
        const quint32 seed = 20261;
        QRandomGenerator random(seed);
        for (int round = 0; round < 200; ++round) {
            std::vector<LaneNode> nodes;
            const int count = 1 + random.bounded(60);
            for (int i = 0; i < count; ++i) {
                LaneNode next = node(QString::number(i), random.bounded(40));
                QSet<int> used;
                for (int p = random.bounded(3); p > 0 && i > 0; --p) {
                    const int parent = random.bounded(i);
                    if (!used.contains(parent)) {
                        used.insert(parent);
                        (random.bounded(5) ? next.parents : next.dependencies).push_back(parent);
                    }
                }
                nodes.push_back(std::move(next));
            }
            const auto layout = LaneLayout::of(nodes);
            QVERIFY2(isContinuous(layout), qPrintable(u"seed %1 round %2"_s.arg(seed).arg(round)));
            std::vector<int> place(nodes.size());
            for (int row = 0; row < count; ++row)
                place[std::size_t(layout.rows()[std::size_t(row)].node)] = row;
            for (int i = 0; i < count; ++i) {
                for (const int parent : nodes[std::size_t(i)].parents)
                    QVERIFY(place[std::size_t(i)] < place[std::size_t(parent)]);
            }
            QCOMPARE(order(LaneLayout::of(nodes)), order(layout));
        }
    }

    void aHundredThousandRevisionsAreLaidOutQuickly()
    {
        std::vector<LaneNode> nodes;
        for (int i = 0; i < 100'000; ++i) {
            std::vector<int> parents;
            if (i > 0)
                parents.push_back(i - 1);
            if (i > 8 && i % 50 == 0)
                parents.push_back(i - 7);
            nodes.push_back(node(QString::number(i), i, parents));
        }
        QElapsedTimer timer;
        timer.start();
        const auto layout = LaneLayout::of(nodes);
        qInfo("100,000 revisions laid out in %lld ms", timer.elapsed());
        QCOMPARE(layout.rows().size(), nodes.size());
    }
};

QTEST_APPLESS_MAIN(TestLaneLayout)
#include "tst_lanelayout.moc"
