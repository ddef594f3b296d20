#include "timeline/timelinefilter.h"
#include "timeline/timelinemodel.h"
#include "timeline/timelineview.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

namespace {

TimelineEntry entry(const QString &id, const QStringList &parents, int day, const QString &message = {})
{
    TimelineEntry made;
    made.id = id;
    made.parents = parents;
    made.created = QDateTime(QDate(2026, 1, 1).addDays(day), QTime(12, 0));
    made.message = message.isEmpty() ? u"change "_s + id : message;
    return made;
}

DatabaseState at(const QStringList &heads)
{
    DatabaseState state;
    state.known = true;
    state.heads = heads;
    state.asked = QDateTime(QDate(2026, 2, 1), QTime(14, 2));
    return state;
}

QList<TimelineEntry> shop()
{
    return {entry(u"a"_s, {}, 1), entry(u"b"_s, {u"a"_s}, 2), entry(u"c"_s, {u"b"_s}, 3), entry(u"d"_s, {u"b"_s}, 4),
            entry(u"e"_s, {u"c"_s, u"d"_s}, 5, u"merge both"_s)};
}

} // namespace

class TestTimeline : public QObject
{
    Q_OBJECT

private slots:
    void statesFollowFromWhatTheDatabaseSaid()
    {
        const auto snapshot = TimelineSnapshot::build(shop(), at({u"c"_s}));
        QCOMPARE(snapshot->find(u"a"_s)->state, RevisionState::Applied);
        QCOMPARE(snapshot->find(u"c"_s)->state, RevisionState::Current);
        QCOMPARE(snapshot->find(u"d"_s)->state, RevisionState::Pending);
        QCOMPARE(snapshot->find(u"e"_s)->state, RevisionState::Pending);
        QCOMPARE(snapshot->pendingCount(), 2);
        QCOMPARE(snapshot->heads(), QStringList{u"e"_s});
        QVERIFY(snapshot->find(u"e"_s)->isMerge);
    }

    // N18: nothing is called applied or current unless the database said so
    void withoutAnAnswerEveryStateIsUnknown()
    {
        DatabaseState silent;
        silent.heads = {u"c"_s}; // known from an earlier answer
        silent.error = u"connection refused"_s;
        const auto snapshot = TimelineSnapshot::build(shop(), silent);
        for (int row = 0; row < int(snapshot->rows().size()); ++row)
            QCOMPARE(snapshot->revisionAt(row)->state, RevisionState::Unknown);
        QCOMPARE(snapshot->dividerRow(), -1);
        QCOMPARE(snapshot->pendingCount(), 0);
    }

    void aMissingParentAndAStrangerInTheDatabaseAreShown()
    {
        const auto snapshot = TimelineSnapshot::build({entry(u"b"_s, {u"gone"_s}, 2)}, at({u"alien"_s}));
        QCOMPARE(snapshot->find(u"gone"_s)->state, RevisionState::Missing);
        QCOMPARE(snapshot->find(u"alien"_s)->state, RevisionState::Stranger);
        QCOMPARE(snapshot->heads(), QStringList{u"b"_s});
        QCOMPARE(snapshot->revisionAt(0)->entry.id, u"alien"_s);
    }

    void aFileThatCannotBeReadIsNamedWithItsReason()
    {
        const QList<UnusableFile> unusable{{u"/p/versions/b_half_written.py"_s, u"line 3: '(' was never closed"_s},
                                           {u"/p/versions/2026_01_c.py"_s, u"The revision file is not a text file."_s}};
        const QList<TimelineEntry> entries{entry(u"d"_s, {u"c"_s}, 4), entry(u"c"_s, {u"b"_s}, 3), entry(u"e"_s, {u"01"_s}, 5)};
        const auto snapshot = TimelineSnapshot::build(entries, at({}), unusable);
        const auto *ghost = snapshot->find(u"b"_s);
        QCOMPARE(ghost->state, RevisionState::Unreadable);
        QCOMPARE(ghost->entry.file, u"/p/versions/b_half_written.py"_s);
        QVERIFY2(ghost->entry.message.contains(u"b_half_written.py: line 3"_s), qPrintable(ghost->entry.message));
        QVERIFY(ghost->accessibleText.contains(u"never closed"_s));
        // Nothing is guessed: a part of a date is no revision.
        QCOMPARE(snapshot->find(u"01"_s)->state, RevisionState::Missing);
        QCOMPARE(snapshot->unusableFiles().size(), 2);
        QVERIFY(snapshot->hasProblems());
        const auto stranger = TimelineSnapshot::build({}, at({u"b"_s}), unusable);
        QCOMPARE(stranger->find(u"b"_s)->state, RevisionState::Stranger);
        QVERIFY(stranger->find(u"b"_s)->entry.message.contains(u"never closed"_s));
    }

    void theDividerStandsAboveTheFirstAppliedRevision()
    {
        const auto snapshot = TimelineSnapshot::build(shop(), at({u"b"_s}));
        QCOMPARE(snapshot->dividerRow(), 3);
        QVERIFY(snapshot->dividerText().contains(u"3"_s));
        const auto empty = TimelineSnapshot::build(shop(), at({}));
        QCOMPARE(empty->dividerRow(), 5);
        QVERIFY(TimelineSnapshot::build(shop(), at({u"e"_s}))->dividerText().contains(u"nothing to apply"_s));
    }

    void theGraphCellIsReadOutInWords()
    {
        TimelineModel model;
        model.setSnapshot(TimelineSnapshot::build(shop(), at({u"b"_s})));
        const QString text = model.index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(text.startsWith(u"pending. e merge both. Merges c, d"_s), qPrintable(text));
    }

    void theModelIsSoundThroughManySwaps()
    {
        TimelineModel model;
        TimelineFilter filter;
        filter.setSourceModel(&model);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSnapshot(TimelineSnapshot::build(shop(), {}));
        model.setSnapshot(TimelineSnapshot::build(shop(), at({u"a"_s})));
        model.setSnapshot(TimelineSnapshot::build(shop(), at({u"b"_s})));
        filter.setText(u"merge"_s);
        QCOMPARE(filter.rowCount(), 1);
        filter.setState(RevisionState::Applied);
        QCOMPARE(filter.rowCount(), 0);
        filter.setText({});
        QCOMPARE(filter.rowCount(), 2);
        model.setSnapshot(TimelineSnapshot::build(shop().mid(0, 2), at({u"a"_s})));
        model.setSnapshot(TimelineSnapshot::build({}, {}));
    }

    void aSwapWithTheSameOrderKeepsTheRows()
    {
        TimelineModel model;
        model.setSnapshot(TimelineSnapshot::build(shop(), {}));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setSnapshot(TimelineSnapshot::build(shop(), {}));
        QCOMPARE(reset.count(), 0);
        QCOMPARE(changed.count(), 1);
    }

    void theFocusLandsOnTheCurrentRevisionAndStaysWithIt()
    {
        TimelineView view;
        view.setSnapshot(TimelineSnapshot::build(shop(), at({u"b"_s})));
        QCOMPARE(view.selectedRevision(), u"b"_s);
        view.select(u"d"_s);
        view.setSnapshot(TimelineSnapshot::build(shop() + QList{entry(u"f"_s, {u"e"_s}, 6)}, at({u"c"_s})));
        QCOMPARE(view.selectedRevision(), u"d"_s);
    }

    void keysWalkTheGraph()
    {
        TimelineView view;
        view.resize(700, 300);
        view.setSnapshot(TimelineSnapshot::build(shop(), at({u"b"_s})));
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QTest::keyClick(&view, Qt::Key_Up); // over the divider
        QCOMPARE(view.selectedRevision(), u"c"_s);
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.selectedRevision(), u"b"_s);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(view.selectedRevision(), u"a"_s);
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(view.selectedRevision(), u"b"_s);
        QTest::keyClick(&view, Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(view.selectedRevision(), u"e"_s);
        QTest::keyClick(&view, Qt::Key_Home, Qt::ControlModifier);
        QCOMPARE(view.selectedRevision(), u"b"_s);
        QTest::keyClick(&view, Qt::Key_End);
        QCOMPARE(view.selectedRevision(), u"a"_s);
        QTest::keyClick(&view, Qt::Key_Home);
        QCOMPARE(view.selectedRevision(), u"e"_s);

        QSignalSpy review(&view, &TimelineView::reviewRequested), details(&view, &TimelineView::detailsRequested);
        QTest::keyClick(&view, Qt::Key_Return);
        QTest::keyClick(&view, Qt::Key_Space);
        QCOMPARE(review.value(0).value(0).toString(), u"e"_s);
        QCOMPARE(details.count(), 1);
    }

    void aClickSelectsAndADoubleClickOpensTheReview()
    {
        TimelineView view;
        view.resize(700, 300);
        view.setSnapshot(TimelineSnapshot::build(shop(), at({u"b"_s})));
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QSignalSpy moved(&view, &TimelineView::selectionMoved), review(&view, &TimelineView::reviewRequested);
        const QPoint place = view.visualRect(view.model()->index(0, TimelineModel::MessageColumn)).center();
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(moved.value(0).value(0).toString(), u"e"_s);
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(review.value(0).value(0).toString(), u"e"_s);
    }

    void tenThousandRevisionsPaintAtOnce()
    {
        QList<TimelineEntry> many;
        for (int i = 0; i < 10'000; ++i) {
            QStringList parents;
            if (i > 0)
                parents.append(QString::number(i - 1));
            if (i > 8 && i % 40 == 0)
                parents.append(QString::number(i - 5));
            many.append(entry(QString::number(i), parents, i / 10));
        }
        QElapsedTimer timer;
        timer.start();
        const auto snapshot = TimelineSnapshot::build(many, at({u"9000"_s}));
        const qint64 built = timer.restart();
        TimelineView view;
        view.resize(1000, 700);
        view.setSnapshot(snapshot);
        const QImage image = view.grab().toImage();
        const qint64 painted = timer.elapsed();
        qInfo("10,000 revisions: snapshot %lld ms (in the background), first paint %lld ms", built, painted);
        QVERIFY(!image.isNull());
        QCOMPARE(view.model()->rowCount(), 10'001);
    }
};

QTEST_MAIN(TestTimeline)
#include "tst_timeline.moc"
