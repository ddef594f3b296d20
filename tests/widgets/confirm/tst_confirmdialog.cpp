#include "confirm/confirmdialog.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

namespace {

ConfirmRequest request(bool typeName)
{
    ConfirmRequest made;
    made.title = u"Roll Back 2 Migrations"_s;
    made.action = u"&Roll Back 2 Migrations"_s;
    made.targetName = u"shop-prod"_s;
    made.environment = EnvironmentClass::Production;
    made.effect = u"What these migrations added is removed."_s;
    made.items = {u"3aebf1  add rate limiting"_s, u"18c9d9  add api keys"_s};
    made.typeName = typeName;
    made.destructive = true;
    return made;
}

struct Shown {
    explicit Shown(bool typeName) : dialog(request(typeName)), confirmed(&dialog, &ConfirmDialog::confirmed)
    {
        dialog.show();
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&dialog);
    }
    [[nodiscard]] QPushButton *act() { return dialog.findChild<QPushButton *>(u"confirmAct"_s); }
    [[nodiscard]] QPushButton *cancel() { return dialog.findChild<QPushButton *>(u"confirmCancel"_s); }
    [[nodiscard]] QLineEdit *name() { return dialog.findChild<QLineEdit *>(u"confirmName"_s); }

    ConfirmDialog dialog;
    QSignalSpy confirmed;
};

} // namespace

// N3: Return, Space, Esc, the close button and losing the focus never act.
class TestConfirmDialog : public QObject
{
    Q_OBJECT

private slots:
    void cancelIsTheDefaultAndHasTheFocus()
    {
        for (const bool typeName : {false, true}) {
            Shown shown(typeName);
            QVERIFY(shown.cancel()->isDefault());
            QCOMPARE(QApplication::focusWidget(), shown.cancel());
            QVERIFY(!shown.act()->isDefault());
            QVERIFY(!shown.act()->autoDefault());
        }
    }

    void noKeyActsByItself_data()
    {
        QTest::addColumn<bool>("typeName");
        QTest::addColumn<int>("key");
        for (const bool typeName : {false, true}) {
            for (const auto key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space, Qt::Key_Escape}) {
                QTest::addRow("%s %s", typeName ? "typed name" : "plain", qPrintable(QKeySequence(key).toString())) << typeName << int(key);
            }
        }
    }

    void noKeyActsByItself()
    {
        QFETCH(bool, typeName);
        QFETCH(int, key);
        Shown shown(typeName);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key(key));
        QCOMPARE(shown.confirmed.count(), 0);
        QCOMPARE(shown.dialog.result(), int(QDialog::Rejected));
    }

    void noKeyActsWithTheNameTyped_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("Return") << int(Qt::Key_Return);
        QTest::newRow("Enter") << int(Qt::Key_Enter);
        QTest::newRow("Escape") << int(Qt::Key_Escape);
    }

    void noKeyActsWithTheNameTyped()
    {
        QFETCH(int, key);
        Shown shown(true);
        shown.name()->setFocus();
        QTest::keyClicks(shown.name(), u"shop-prod"_s);
        QVERIFY(shown.act()->isEnabled());
        QTest::keyClick(shown.name(), Qt::Key(key));
        QCOMPARE(shown.confirmed.count(), 0);
    }

    void returnInTheFieldKeepsTheTypedText()
    {
        Shown shown(true);
        shown.name()->setFocus();
        QTest::keyClicks(shown.name(), u"shop-pr"_s);
        QTest::keyClick(shown.name(), Qt::Key_Return);
        QVERIFY(shown.dialog.isVisible());
        QCOMPARE(shown.name()->text(), u"shop-pr"_s);
    }

    void returnOnTheFocusedVerbButtonCancels()
    {
        Shown shown(false);
        shown.act()->setFocus();
        QTest::keyClick(shown.act(), Qt::Key_Return);
        QCOMPARE(shown.confirmed.count(), 0);
        QVERIFY(!shown.dialog.isVisible());
    }

    void closingTheWindowAndLosingTheFocusDoNotAct()
    {
        Shown shown(false);
        QWidget other;
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        QCOMPARE(shown.confirmed.count(), 0);
        shown.dialog.close();
        QCOMPARE(shown.confirmed.count(), 0);
    }

    void aClickOnTheVerbActs()
    {
        Shown shown(false);
        QTest::mouseClick(shown.act(), Qt::LeftButton);
        QCOMPARE(shown.confirmed.count(), 1);
        QVERIFY(!shown.dialog.isVisible());
    }

    void spaceOnTheVerbAndItsMnemonicAct()
    {
        Shown shown(false);
        shown.act()->setFocus();
        QTest::keyClick(shown.act(), Qt::Key_Space);
        QCOMPARE(shown.confirmed.count(), 1);
        Shown again(false);
        QTest::keyClick(&again.dialog, Qt::Key_R, Qt::AltModifier);
        QTRY_COMPARE(again.confirmed.count(), 1);
    }

    void onlyTheExactNameEnablesTheVerb()
    {
        Shown shown(true);
        QVERIFY(!shown.act()->isEnabled());
        for (const QString &wrong : {u"shop-pro"_s, u"Shop-prod"_s, u" shop-prod"_s, u"shop-prod "_s, u"shop-prodd"_s}) {
            shown.name()->setText(wrong);
            QVERIFY2(!shown.act()->isEnabled(), qPrintable(wrong));
        }
        QTest::mouseClick(shown.act(), Qt::LeftButton);
        QCOMPARE(shown.confirmed.count(), 0);
        shown.name()->setText(u"shop-prod"_s);
        QTest::mouseClick(shown.act(), Qt::LeftButton);
        QCOMPARE(shown.confirmed.count(), 1);
        QCOMPARE(shown.confirmed.first().first().toString(), u"shop-prod"_s);
    }

    void aTargetWithoutANameCanNeverBeConfirmed()
    {
        ConfirmRequest nameless = request(true);
        nameless.targetName.clear();
        ConfirmDialog dialog(nameless);
        QVERIFY(!dialog.findChild<QPushButton *>(u"confirmAct"_s)->isEnabled());
    }

    void theFieldDoesNotGiveTheAnswerAway()
    {
        Shown shown(true);
        QVERIFY(shown.name()->placeholderText().isEmpty());
        QVERIFY(!shown.name()->completer());
    }

    void theDialogIsModalToItsWindowOnly()
    {
        Shown shown(false);
        QCOMPARE(shown.dialog.windowModality(), Qt::WindowModal);
    }
};

QTEST_MAIN(TestConfirmDialog)
#include "tst_confirmdialog.moc"
