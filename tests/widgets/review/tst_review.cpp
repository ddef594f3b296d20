#include "editor/codeeditor.h"
#include "editor/syntaxlibrary.h"
#include "review/reviewpage.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QListWidget>
#include <QSignalSpy>
#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

namespace {

const QByteArray pythonText = R"("""add limits"""
from alembic import op

revision = "ab12"


def upgrade():
    op.create_table("limits")
    op.execute("ONE")
    print(rows)


def downgrade():
    op.drop_table("limits")
)";

Span spanOf(const QByteArray &text)
{
    const qsizetype begin = pythonText.indexOf(text);
    return {begin, begin + text.size()};
}

Statement statement(const QString &sql, const QByteArray &call)
{
    Statement made;
    made.sql = sql;
    made.source.span = spanOf(call);
    made.source.line = int(pythonText.left(made.source.span.begin).count('\n')) + 1;
    return made;
}

SurveyedRevision survey(bool complete)
{
    SurveyedRevision made;
    made.revision = u"ab12"_s;
    made.message = u"add limits"_s;
    made.upgrade.statements = {statement(u"CREATE TABLE limits (id INTEGER)"_s, "op.create_table(\"limits\")"),
                               statement(u"CREATE INDEX ä ON limits (id)"_s, "op.create_table(\"limits\")"),
                               statement(u"ONE"_s, "op.execute(\"ONE\")")};
    made.downgrade.statements = {statement(u"DROP TABLE limits"_s, "op.drop_table(\"limits\")")};
    if (!complete) {
        PlanProblem problem;
        problem.source.span = spanOf("print(rows)");
        problem.source.line = 10;
        problem.code = u"planning.not-understood"_s;
        problem.reason = u"reads rows of the database"_s;
        made.upgrade.problems.append(problem);
    }
    return made;
}

ReviewDocument document(bool complete)
{
    return ReviewDocument::make(SourceText(u"/p/ab12_add_limits.py"_s, pythonText), survey(complete), *Dialect::byName(u"sqlite"_s));
}

} // namespace

class TestReview : public QObject
{
    Q_OBJECT

private slots:
    void callsAndStatementsAreLinkedBothWays()
    {
        const auto made = document(true);
        const ReviewSide &side = made.upgrade;
        QCOMPARE(side.calls.size(), 2);
        QCOMPARE(side.callOfStatement, (QList<qsizetype>{0, 0, 1}));
        QCOMPARE(side.statementsOfCall, (QList<QList<qsizetype>>{{0, 1}, {2}}));
        const QByteArray sql = side.sql.toUtf8();
        QVERIFY(sql.mid(side.sqlStatements.at(1).begin, side.sqlStatements.at(1).length()).startsWith("CREATE INDEX ä"));
        QVERIFY(sql.mid(side.sqlStatements.at(2).begin, side.sqlStatements.at(2).length()).startsWith("ONE"));
        QVERIFY(side.isComplete());
    }

    void aClickOnACallMarksItsSqlAndBack()
    {
        ReviewPage page(u"ab12"_s, std::make_shared<const SyntaxLibrary>());
        page.resize(900, 500);
        page.show();
        page.showDocument(document(true));
        auto *left = page.findChild<CodeEditor *>(u"reviewPython"_s);
        auto *right = page.findChild<CodeEditor *>(u"reviewSql"_s);
        QVERIFY(QTest::qWaitForWindowActive(&page));
        left->setFocus();
        left->setCursorPosition(8, 8); // op.execute
        QTRY_COMPARE(right->linkedStatements(), QList<qsizetype>{2});
        right->setFocus();
        right->setCursorPosition(0, 3); // CREATE TABLE, where the cursor has been all the time
        QTRY_COMPARE(left->linkedStatements(), QList<qsizetype>{0});
    }

    // N9: a preview is never shown as complete when a part cannot be shown.
    void sqlThatIsIncompleteSaysSo()
    {
        ReviewPage page(u"ab12"_s, std::make_shared<const SyntaxLibrary>());
        page.resize(900, 500);
        page.show();
        page.showDocument(document(true));
        QVERIFY(page.incompleteText().isEmpty());
        page.showDocument(document(false));
        QVERIFY(!page.incompleteText().isEmpty());
        auto *notice = page.findChild<QWidget *>(u"reviewIncomplete"_s);
        QVERIFY(notice->isVisible());
        const auto *findings = page.findChild<QListWidget *>(u"reviewFindings"_s);
        QCOMPARE(findings->count(), 1);
        QVERIFY(findings->item(0)->text().contains(u"Line 10"_s));
        // The reason also stands below its line in the Python.
        QCOMPARE(page.findChild<CodeEditor *>(u"reviewPython"_s)->annotation(9), u"reads rows of the database"_s);
        page.setDirection(Direction::Downgrade);
        QVERIFY(!notice->isVisible());
    }

    void theDirectionsShowTheirOwnSql()
    {
        ReviewPage page(u"ab12"_s, std::make_shared<const SyntaxLibrary>());
        page.showDocument(document(true));
        auto *sql = page.findChild<CodeEditor *>(u"reviewSql"_s);
        QVERIFY(sql->text().contains(u"CREATE TABLE limits"_s));
        QTest::mouseClick(page.findChild<QAbstractButton *>(u"reviewDowngrade"_s), Qt::LeftButton);
        QVERIFY(sql->text().contains(u"DROP TABLE limits"_s));
        QVERIFY(!sql->text().contains(u"CREATE TABLE"_s));
    }

    // N13: an empty result is never shown as nothing at all.
    void aMigrationWithoutSqlSaysSo()
    {
        SurveyedRevision empty;
        empty.revision = u"ab12"_s;
        ReviewPage page(u"ab12"_s, std::make_shared<const SyntaxLibrary>());
        page.showDocument(ReviewDocument::make(SourceText(u"/p/ab12.py"_s, pythonText), empty, *Dialect::byName(u"sqlite"_s)));
        QVERIFY(page.findChild<CodeEditor *>(u"reviewSql"_s)->text().contains(u"does nothing"_s));
    }

    void everyDialectCanBeChosen()
    {
        ReviewPage page(u"ab12"_s, std::make_shared<const SyntaxLibrary>());
        page.setDialects(Dialect::names(), u"postgresql"_s);
        page.show();
        QCOMPARE(page.dialect(), u"postgresql"_s);
        auto *box = page.findChild<QComboBox *>(u"reviewDialect"_s);
        QCOMPARE(box->count(), 6);
        QSignalSpy chosen(&page, &ReviewPage::dialectChanged);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_End);
        QTest::keyClick(box, Qt::Key_Home);
        QCOMPARE(chosen.count(), 2);
        QCOMPARE(page.dialect(), Dialect::names().first());
    }
};

QTEST_MAIN(TestReview)
#include "tst_review.moc"
