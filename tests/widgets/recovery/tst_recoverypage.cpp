#include "recovery/recoverypage.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTreeWidget>
#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

namespace {

InterruptedRun halfway()
{
    const auto statement = [](const QString &sql, StatementState state, const QString &error = {}) {
        JournalStatement made;
        made.sql = sql;
        made.state = state;
        made.error = error;
        return made;
    };
    JournalStep step;
    step.revision = u"ab12"_s;
    step.statements = {statement(u"CREATE TABLE limits (id INTEGER)"_s, StatementState::Committed),
                       statement(u"ALTER TABLE orders DROP COLUMN note"_s, StatementState::Failed, u"lock wait timeout"_s),
                       statement(u"CREATE INDEX ix ON limits (id)"_s, StatementState::NotReached)};
    step.versionStatements = {statement(u"UPDATE alembic_version SET version_num='ab12'"_s, StatementState::NotReached)};
    InterruptedRun interrupted;
    interrupted.state = InterruptedRun::State::Halfway;
    interrupted.step = 0;
    interrupted.run.id = u"run-7"_s;
    interrupted.run.steps = {step};
    return interrupted;
}

} // namespace

// N11: what stopped half-way is shown with its evidence, and nothing is chosen for the person.
class TestRecoveryPage : public QObject
{
    Q_OBJECT

private slots:
    void everyStatementSaysWhatBecameOfIt()
    {
        const RecoveryPage page(halfway());
        const auto *tree = page.findChild<QTreeWidget *>(u"recoveryStatements"_s);
        QCOMPARE(tree->topLevelItemCount(), 4);
        QVERIFY(tree->topLevelItem(0)->text(2).contains(u"permanent"_s));
        QVERIFY(tree->topLevelItem(1)->text(2).contains(u"lock wait timeout"_s));
        QVERIFY(tree->topLevelItem(2)->text(2).contains(u"not reached"_s));
    }

    void nothingIsPreselected()
    {
        RecoveryPage page(halfway());
        for (const QPushButton *button : page.findChildren<QPushButton *>()) {
            QVERIFY(!button->isDefault());
            QVERIFY(!button->autoDefault());
        }
    }

    void theTwoWaysOutNameTheirRevisionAndTheirRun()
    {
        RecoveryPage page(halfway());
        QSignalSpy finished(&page, &RecoveryPage::finishedByHand), undone(&page, &RecoveryPage::undoneByHand);
        QTest::mouseClick(page.findChild<QPushButton *>(u"recoveryFinished"_s), Qt::LeftButton);
        QTest::mouseClick(page.findChild<QPushButton *>(u"recoveryUndone"_s), Qt::LeftButton);
        QCOMPARE(finished.value(0).value(0).toString(), u"ab12"_s);
        QCOMPARE(undone.value(0).value(0).toString(), u"run-7"_s);
    }
};

QTEST_MAIN(TestRecoveryPage)
#include "tst_recoverypage.moc"
