#include "newmigration/newmigrationdialog.h"

#include "banner/noticebar.h"
#include "review/reviewpage.h"
#include "timeline/timelinepage.h"
#include "timeline/timelineview.h"

#include "modelproject.h"
#include "newmigration/generatedcontents.h"
#include "session.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QListWidget>
#include <QTreeWidget>
#include <QtTest>

using namespace retort;
using namespace retort::tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArray templateText = R"("""${message}

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}

"""
from alembic import op
import sqlalchemy as sa
${imports if imports else ""}

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade():
    ${upgrades if upgrades else "pass"}


def downgrade():
    ${downgrades if downgrades else "pass"}
)";

/// The small project with a template, and on wish with a second head beside its own.
class Templated : public Session
{
public:
    explicit Templated(bool forked = false)
    {
        project.write(u"migrations/script.py.mako"_s, templateText);
        if (forked)
            project.write(
                u"migrations/versions/z9_other.py"_s,
                "\"\"\"other line\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\nrevision = 'z9'\ndown_revision = 'a1'\n\n"
                "def upgrade():\n    op.add_column('users', sa.Column('age', sa.Integer()))\n\ndef downgrade():\n    pass\n");
    }
    NewMigrationDialog *ask(const char *action)
    {
        trigger(action);
        return window.findChild<NewMigrationDialog *>();
    }
    /// Waits until the dialog shows a file or says why there is none.
    static bool decided(const NewMigrationDialog *dialog)
    {
        return QTest::qWaitFor(
            [dialog] { return dialog->revision() || dialog->findChild<NoticeBar *>(u"migrationProblem"_s)->isVisible(); }, patience);
    }
    static QPushButton *createButton(const NewMigrationDialog *dialog) { return dialog->findChild<QPushButton *>(u"migrationCreate"_s); }
    [[nodiscard]] QStringList files() const { return QDir(project.path(u"migrations/versions"_s)).entryList({u"*.py"_s}, QDir::Files); }
};

} // namespace

class TestNewMigration : public QObject
{
    Q_OBJECT

private slots:
    void aMessageMakesAFileThatIsOpenedForReview()
    {
        Templated session;
        QVERIFY(session.open());
        const QStringList before = session.files();
        auto *dialog = session.ask("newMigration");
        QVERIFY(dialog);
        QVERIFY(!Templated::createButton(dialog)->isEnabled());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"migrationMessage"_s), u"Add rate limits"_s);
        QVERIFY(Templated::decided(dialog));
        QVERIFY(dialog->findChild<QLabel *>(u"migrationFile"_s)->text().contains(u"_add_rate_limits.py"_s));
        QCOMPARE(session.files(), before); // nothing is written before the button
        const QString revision = dialog->revision()->header.revision;
        QCOMPARE(dialog->revision()->header.downRevisions, QStringList{u"c3"_s});
        QTest::keyClick(dialog, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([&] { return session.window.projectView()->shownReview() != nullptr; }, patience));
        QVERIFY(session.settle());
        QCOMPARE(session.files().size(), before.size() + 1);
        QVERIFY(session.window.workspace().project()->graph->find(revision));
        QVERIFY(session.window.projectView()->timeline()->view()->snapshot().find(revision)->isHead);
    }

    void operationsComeFromTheModels()
    {
        Templated session;
        writeModelProject(session.project);
        session.project.write(u"app/models.py"_s, userModels("    age: Mapped[Optional[int]]\n", {}, {}));
        QVERIFY(session.open());
        QVERIFY(session.applyAll());
        auto *dialog = session.ask("newMigration");
        QVERIFY(dialog->findChild<QCheckBox *>(u"migrationFromModels"_s)->isChecked());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"migrationMessage"_s), u"ages"_s);
        QVERIFY(Templated::decided(dialog));
        const auto *operations = dialog->findChild<QTreeWidget *>(u"migrationOperations"_s);
        QStringList texts;
        for (int i = 0; i < operations->topLevelItemCount(); ++i)
            texts.append(operations->topLevelItem(i)->text(0) + u'|' + operations->topLevelItem(i)->text(1));
        QCOMPARE(texts,
                 (QStringList{u"Add column users.age|"_s, u"Drop index ix_users_email|"_s, u"Drop column users.email|deletes data"_s}));
        QVERIFY(operations->isVisible());
        QVERIFY(dialog->revision()->contents.contains("op.add_column('users', sa.Column('age', sa.Integer(), nullable=True))"));
        QTest::mouseClick(Templated::createButton(dialog), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return session.window.projectView()->shownReview() != nullptr; }, patience));
    }

    void aRenamedColumnKeepsItsDataWithOneCheckMark()
    {
        Templated session;
        writeModelProject(session.project);
        session.project.write(u"app/models.py"_s, userModels().replace("name: Mapped[str]", "full_name: Mapped[str]"));
        QVERIFY(session.open());
        QVERIFY(session.applyAll());
        auto *dialog = session.ask("newMigration");
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"migrationMessage"_s), u"names"_s);
        QVERIFY(Templated::decided(dialog));
        auto *renames = dialog->findChild<QTreeWidget *>(u"migrationRenames"_s);
        QVERIFY(renames->isVisible());
        QCOMPARE(renames->topLevelItemCount(), 1);
        QCOMPARE(renames->topLevelItem(0)->text(0), u"users.name is now called full_name"_s);
        QVERIFY(dialog->revision()->contents.contains("drop_column('users', 'name')"));
        renames->topLevelItem(0)->setCheckState(0, Qt::Checked);
        QVERIFY(Templated::decided(dialog));
        QVERIFY2(dialog->revision()->contents.contains("alter_column('name'") && !dialog->revision()->contents.contains("drop_column"),
                 dialog->revision()->contents.constData());
        renames->topLevelItem(0)->setCheckState(0, Qt::Unchecked);
        QVERIFY(Templated::decided(dialog));
        QVERIFY(dialog->revision()->contents.contains("drop_column('users', 'name')"));
    }

    void anEmptyMigrationIsOneCheckMarkAway()
    {
        Templated session;
        writeModelProject(session.project);
        QVERIFY(session.open());
        QVERIFY(session.applyAll());
        auto *dialog = session.ask("newMigration");
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"migrationMessage"_s), u"nothing yet"_s);
        QVERIFY(QTest::qWaitFor([dialog] { return dialog->isSettled(); }, patience));
        QVERIFY2(dialog->findChild<QLabel *>(u"migrationFile"_s)->text().contains(u"do not differ"_s),
                 qPrintable(dialog->findChild<QLabel *>(u"migrationFile"_s)->text()));
        QVERIFY(!Templated::createButton(dialog)->isEnabled());
        dialog->findChild<QCheckBox *>(u"migrationFromModels"_s)->click();
        QVERIFY(Templated::decided(dialog));
        QVERIFY(dialog->revision()->contents.contains("def upgrade():\n    pass"));
    }

    void pendingMigrationsAreAppliedBeforeOneIsGenerated()
    {
        Templated session;
        writeModelProject(session.project);
        QVERIFY(session.open());
        auto *dialog = session.ask("newMigration");
        QVERIFY(QTest::qWaitFor([dialog] { return dialog->isSettled(); }, patience));
        const auto *problem = dialog->findChild<NoticeBar *>(u"migrationNotGenerated"_s);
        QVERIFY(problem->isVisible());
        QVERIFY2(problem->text().contains(u"not up to date"_s), qPrintable(problem->text()));
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"migrationApplyFirst"_s), Qt::LeftButton);
        QVERIFY(session.settle());
        QVERIFY(session.plan() && session.plan()->plan());
    }

    void withoutModelsThereIsNothingToGenerateFrom()
    {
        Templated session;
        QVERIFY(session.open());
        auto *dialog = session.ask("newMigration");
        const auto *wanted = dialog->findChild<QCheckBox *>(u"migrationFromModels"_s);
        QVERIFY(!wanted->isEnabled() && !wanted->isChecked());
        QVERIFY2(wanted->toolTip().contains(u"target_metadata"_s), qPrintable(wanted->toolTip()));
    }

    void escapeWritesNothing()
    {
        Templated session;
        QVERIFY(session.open());
        const QStringList before = session.files();
        auto *dialog = session.ask("newMigration");
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"migrationMessage"_s), u"never"_s);
        QVERIFY(Templated::decided(dialog));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(session.settle());
        QCOMPARE(session.files(), before);
    }

    void aMissingTemplateIsSaidInTheDialog()
    {
        Templated session;
        QVERIFY(QFile::remove(session.project.path(u"migrations/script.py.mako"_s)));
        QVERIFY(session.open());
        auto *dialog = session.ask("newMigration");
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"migrationMessage"_s), u"x"_s);
        QVERIFY(Templated::decided(dialog));
        const auto *problem = dialog->findChild<NoticeBar *>(u"migrationProblem"_s);
        QVERIFY2(problem->text().contains(u"script.py.mako"_s), qPrintable(problem->text()));
        QVERIFY(!Templated::createButton(dialog)->isEnabled());
    }

    void withSeveralHeadsOneIsChosen()
    {
        Templated session(true);
        QVERIFY(session.open());
        auto *dialog = session.ask("newMigration");
        auto *follows = dialog->findChild<QComboBox *>(u"migrationFollows"_s);
        QCOMPARE(follows->count(), 3); // two heads, and a line of its own
        follows->setCurrentIndex(follows->findData(u"z9"_s));
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"migrationMessage"_s), u"on the other line"_s);
        QVERIFY(Templated::decided(dialog));
        QCOMPARE(dialog->revision()->header.downRevisions, QStringList{u"z9"_s});
    }

    void headsAreMergedFromTheTimelinesNotice()
    {
        Templated session(true);
        QVERIFY(session.open());
        auto *notice = session.window.findChild<NoticeBar *>(u"severalHeads"_s);
        QVERIFY(notice && notice->isVisible());
        QTest::mouseClick(notice->findChild<QPushButton *>(), Qt::LeftButton);
        auto *dialog = session.window.findChild<NewMigrationDialog *>();
        QVERIFY(dialog);
        QVERIFY(Templated::decided(dialog));
        QCOMPARE(dialog->revision()->header.downRevisions.size(), 2);
        auto *contested = dialog->findChild<NoticeBar *>(u"migrationContested"_s);
        QVERIFY(QTest::qWaitFor([contested] { return contested->isVisible(); }, patience));
        QVERIFY2(contested->text().contains(u"users"_s), qPrintable(contested->text()));
        QVERIFY(dialog->findChild<QLabel *>(u"migrationLines"_s)->text().contains(u"parted after a1"_s));
        auto *heads = dialog->findChild<QListWidget *>(u"migrationHeads"_s);
        heads->item(0)->setCheckState(Qt::Unchecked);
        QVERIFY(!Templated::createButton(dialog)->isEnabled()); // one head is no merge
        heads->item(0)->setCheckState(Qt::Checked);
        QVERIFY(Templated::decided(dialog));
        QTest::mouseClick(Templated::createButton(dialog), Qt::LeftButton);
        QVERIFY(QTest::qWaitFor([&] { return session.window.projectView()->shownReview() != nullptr; }, patience));
        QVERIFY(session.settle());
        QCOMPARE(session.window.projectView()->timeline()->view()->snapshot().heads().size(), 1);
        QVERIFY(!notice->isVisible());
    }

    void mergingIsNotOfferedWithOneHead()
    {
        Templated session;
        QCOMPARE(session.reason("newMigration"), u"No project is open."_s);
        QVERIFY(session.open());
        QCOMPARE(session.reason("mergeHeads"), u"There is only one head."_s);
        QVERIFY(session.reason("newMigration").isEmpty());
    }
};

QTEST_MAIN(TestNewMigration)
#include "tst_newmigration.moc"
