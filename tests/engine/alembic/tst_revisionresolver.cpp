#include "alembic/revisionresolver.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

class TestRevisionResolver : public QObject
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
        return header;
    }

    /// base - left1 - left2 - merge, base - right1 - merge
    static RevisionGraph diamond()
    {
        return RevisionGraph::build({revision(u"base1"_s), revision(u"left1"_s, {u"base1"_s}, {}, {u"left"_s}),
                                     revision(u"left2"_s, {u"left1"_s}), revision(u"right1"_s, {u"base1"_s}),
                                     revision(u"merge1"_s, {u"left2"_s, u"right1"_s})});
    }

private slots:
    void aMergeDeletesOneRowAndMovesTheOther()
    {
        const RevisionGraph graph = diamond();
        const auto path = RevisionResolver(graph).upgrade(u"head"_s, {u"left2"_s, u"right1"_s});
        QVERIFY(path.ok());
        QCOMPARE(path->steps.size(), 1);
        QCOMPARE(path->steps.first().versionChange.deletes, QStringList{u"left2"_s});
        QCOMPARE(path->steps.first().fromRevisions, (QStringList{u"left2"_s, u"right1"_s}));
        QCOMPARE(path->steps.first().headsAfter, QStringList{u"merge1"_s});
    }

    void goingBelowAMergeRestoresBothRows()
    {
        const RevisionGraph graph = diamond();
        const auto path = RevisionResolver(graph).downgrade(u"base1"_s, {u"merge1"_s});
        QVERIFY(path.ok());
        QCOMPARE(path->steps.first().headsAfter.size(), 2);
        QCOMPARE(path->steps.last().headsAfter, QStringList{u"base1"_s});
    }

    void theErrorIsTheCommandLinesAndTheDetailTheReason()
    {
        const RevisionGraph graph = diamond();
        const RevisionResolver resolver(graph);
        const auto unknown = resolver.upgrade(u"nope"_s, {});
        QCOMPARE(unknown.error().message, u"Can't locate revision identified by 'nope'"_s);
        QCOMPARE(unknown.error().detail, u"No such revision or branch 'nope'"_s);
        const auto ambiguous = resolver.upgrade(u"left"_s.left(3), {});
        QCOMPARE(ambiguous.error().detail, u"Multiple revisions start with 'lef': 'left1', 'left2', 'left'..."_s);
        QCOMPARE(resolver.downgrade(u"-1"_s, {}).error().message, u"Relative revision -1 didn't produce 1 migrations"_s);
        QCOMPARE(resolver.downgrade(u"merge1"_s, {u"left2"_s}).error().message,
                 u"Destination merge1 is not a valid downgrade target from current head(s)"_s);
    }

    void aRowThatNoFileHasIsReported()
    {
        const RevisionGraph graph = diamond();
        QCOMPARE(RevisionResolver(graph).upgrade(u"head"_s, {u"ffff0000"_s}).error().message,
                 u"Can't locate revision identified by 'ffff0000'"_s);
        QVERIFY(!RevisionResolver(graph).current({u"ffff0000"_s}).ok());
    }

    void severalRowsWarnAtARelativeDowngrade()
    {
        const RevisionGraph graph = diamond();
        const auto path = RevisionResolver(graph).downgrade(u"-1"_s, {u"left2"_s, u"right1"_s});
        QVERIFY(path.ok());
        QCOMPARE(path->warnings.size(), 1);
        QCOMPARE(path->steps.size(), 1);
        QCOMPARE(path->steps.first().headsAfter, (QStringList{u"left1"_s, u"right1"_s}));
    }

    void offlineStartsResolveToRows()
    {
        const RevisionGraph graph = diamond();
        const RevisionResolver resolver(graph);
        QCOMPARE(*resolver.offlineStart(u"base"_s), QStringList());
        QCOMPARE(*resolver.offlineStart(u"righ"_s), QStringList{u"right1"_s});
        QVERIFY(!resolver.offlineStart(u"zz"_s).ok());
    }

    void stampMovesRowsWithoutRunningAnything()
    {
        const RevisionGraph graph = diamond();
        const auto path = RevisionResolver(graph).stamp({u"heads"_s}, {});
        QVERIFY(path.ok());
        QVERIFY(path->steps.first().isStamp);
        QCOMPARE(path->steps.first().versionChange.inserts, QStringList{u"merge1"_s});
        const auto purged = RevisionResolver(graph).stamp({u"base"_s}, {u"left2"_s, u"right1"_s});
        QCOMPARE(purged->steps.size(), 2);
        QVERIFY(purged->steps.last().headsAfter.isEmpty());
    }

    void strangeIdentifiersAreErrorsOnly()
    {
        const RevisionGraph graph = diamond();
        const RevisionGraph empty;
        for (const QString &text : {u""_s,
                                    u"@"_s,
                                    u"@@"_s,
                                    u"head@"_s,
                                    u"@head"_s,
                                    u"+"_s,
                                    u"-"_s,
                                    u"+99999999999999999999"_s,
                                    u"-99999999999999999999"_s,
                                    u"left@-99999999999999999999"_s,
                                    u"head@head"_s,
                                    u"base@base"_s,
                                    u"-1@-1"_s,
                                    u" "_s,
                                    u"\u0662"_s,
                                    u"heads@+1"_s,
                                    u" -1"_s,
                                    u" -2"_s,
                                    u" -9"_s,
                                    u"left@ -9"_s}) {
            for (const RevisionGraph *any : {&graph, &empty}) {
                const RevisionResolver resolver(*any);
                (void)resolver.upgrade(text, {});
                (void)resolver.downgrade(text, {});
                (void)resolver.stamp({text}, {});
                (void)resolver.revisions(text);
                (void)resolver.history(text, text);
            }
            (void)RevisionResolver(graph).stamp({text, u"left1"_s}, {text});
            (void)RevisionResolver(graph).history(text, u"current"_s, {text, u"left1"_s});
            (void)RevisionResolver(graph).upgrade(u"left1"_s, {text});
            (void)RevisionResolver(graph).downgrade(u"left1"_s, {text, text});
            (void)RevisionResolver(graph).downgrade(text, {u"left2"_s, u"right1"_s});
            (void)RevisionResolver(graph).upgrade(text, {u"left1"_s, u"left2"_s});
        }
    }

    void twentyThousandStepsAreLaidOutQuickly()
    {
        QList<RevisionHeader> headers{revision(u"r0"_s), revision(u"other"_s)};
        for (int i = 1; i < 20000; ++i)
            headers.append(revision(u"r%1"_s.arg(i), {u"r%1"_s.arg(i - 1)}));
        const auto graph = RevisionGraph::build(headers);
        QElapsedTimer timer;
        timer.start();
        const auto up = RevisionResolver(graph).upgrade(u"heads"_s, {});
        const auto down = RevisionResolver(graph).downgrade(u"base"_s, {u"r19999"_s, u"other"_s});
        qInfo() << "20,000 up and down in" << timer.elapsed() << "ms";
        QCOMPARE(up->steps.size(), 20001);
        QCOMPARE(down->steps.size(), 20001);
        QVERIFY(timer.elapsed() < 10000);
    }
};

QTEST_APPLESS_MAIN(TestRevisionResolver)
#include "tst_revisionresolver.moc"
