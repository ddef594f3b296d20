#include "cliprogram.h"
#include "smallproject.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace retort::tests;
using namespace Qt::StringLiterals;

/// `retort-cli revision`, `make:migration` and `merge` on a small project.
class TestRevisionCommand : public QObject
{
    Q_OBJECT

private slots:
    void aNewRevisionIsFoundAndPlanned();
    void withoutATemplateNothingIsWritten();
    void whatIsNotUnderstoodIsNamedWithItsLineAndNothingIsWritten();
    void aMessageThatWouldBreakTheFileIsRefused();
    void aFileThatIsThereIsLeftAsItIs();
    void ofManyThatWriteTheSameRevisionOneDoes();
    void aMakeCommandWritesAnEmptyRevisionOnlyWhenToldSo_data();
    void aMakeCommandWritesAnEmptyRevisionOnlyWhenToldSo();
    void programsOfThePostWriteHooksAreNotRun();
    void aRevisionEnvironmentThatIsNotUnderstoodIsRefused();
    void jsonSaysWhereTheFileIs();
    void aMergeNamesTheTablesThatBothLinesChange();

private:
    static void write(const CliProject &project, const QByteArray &more = {});
    static QStringList revisions(const CliProject &project);
};

void TestRevisionCommand::write(const CliProject &project, const QByteArray &more)
{
    writeSmallProject(project);
    project.write(u"migrations/script.py.mako"_s,
                  "\"\"\"${message}\"\"\"\nrevision = ${repr(up_revision)}\ndown_revision = ${repr(down_revision)}\n"
                  "branch_labels = ${repr(branch_labels)}\ndepends_on = ${repr(depends_on)}\n\n\ndef upgrade():\n"
                  "    ${upgrades if upgrades else 'pass'}\n\n\ndef downgrade():\n    ${downgrades if downgrades else 'pass'}\n"
                      + more);
}

QStringList TestRevisionCommand::revisions(const CliProject &project)
{
    return QDir(project.path(u"migrations/versions"_s)).entryList(QDir::Files | QDir::Hidden, QDir::Name);
}

void TestRevisionCommand::aNewRevisionIsFoundAndPlanned()
{
    const CliProject project;
    write(project);
    const CliOutcome made = project.run({u"revision"_s, u"-m"_s, u"Größere Namen"_s, u"--rev-id"_s, u"d4"_s});
    QCOMPARE(made.exitCode, 0);
    QCOMPARE(made.out, u"Generating %1 ...  done\n"_s.arg(project.path(u"migrations/versions/d4_größere_namen.py"_s)));
    QCOMPARE(project.run({u"heads"_s}).out, u"d4 (head)\n"_s);
    const CliOutcome upgraded = project.run({u"upgrade"_s, u"head"_s, u"--yes"_s});
    QVERIFY2(upgraded.exitCode == 0, qPrintable(upgraded.err));
    QCOMPARE(project.run({u"current"_s}).out, u"d4 (head)\n"_s);
}

void TestRevisionCommand::withoutATemplateNothingIsWritten()
{
    const CliProject project;
    writeSmallProject(project);
    const QStringList before = revisions(project);
    const CliOutcome outcome = project.run({u"revision"_s, u"-m"_s, u"x"_s});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY(outcome.err.contains("script.py.mako"_L1));
    QCOMPARE(revisions(project), before);
}

void TestRevisionCommand::whatIsNotUnderstoodIsNamedWithItsLineAndNothingIsWritten()
{
    const CliProject project;
    write(project, "<%inherit file=\"base.mako\"/>\n");
    const QStringList before = revisions(project);
    const CliOutcome outcome = project.run({u"revision"_s, u"-m"_s, u"x"_s});
    QCOMPARE(outcome.exitCode, 5);
    QVERIFY2(outcome.err.contains("script.py.mako:14"_L1) && outcome.err.contains("<%inherit"_L1), qPrintable(outcome.err));
    QCOMPARE(revisions(project), before);
}

void TestRevisionCommand::aMessageThatWouldBreakTheFileIsRefused()
{
    const CliProject project;
    write(project);
    const QStringList before = revisions(project);
    for (const QString &message : {u"a \"\"\" b"_s, u"C:\\xzz"_s}) {
        const CliOutcome outcome = project.run({u"revision"_s, u"-m"_s, message});
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.err.contains("line 1"_L1) && !outcome.err.contains(".."_L1), qPrintable(outcome.err));
    }
    QCOMPARE(revisions(project), before);
}

void TestRevisionCommand::aFileThatIsThereIsLeftAsItIs()
{
    const CliProject project;
    write(project);
    project.write(u"migrations/versions/d4_x.py"_s, "revision = 'other'\ndown_revision = 'c3'\n");
    const CliOutcome outcome = project.run({u"revision"_s, u"-m"_s, u"x"_s, u"--rev-id"_s, u"d4"_s});
    QCOMPARE(outcome.exitCode, 1);
    QFile file(project.path(u"migrations/versions/d4_x.py"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("revision = 'other'\ndown_revision = 'c3'\n"));
}

void TestRevisionCommand::ofManyThatWriteTheSameRevisionOneDoes()
{
    const CliProject project;
    write(project);
    const QStringList before = revisions(project);
    std::atomic<int> done = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&project, &done, i] {
            const QStringList arguments{u"revision"_s, u"-m"_s, u"x"_s, u"--rev-id"_s, u"d4"_s, u"--branch-label"_s, u"by%1"_s.arg(i)};
            done += project.run(arguments).exitCode == 0;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(done.load(), 1);
    QCOMPARE(revisions(project), before + QStringList{u"d4_x.py"_s});
    QCOMPARE(project.run({u"heads"_s}).out.left(2), u"d4"_s);
}

void TestRevisionCommand::aMakeCommandWritesAnEmptyRevisionOnlyWhenToldSo_data()
{
    QTest::addColumn<QStringList>("words");
    for (const char *words : {"make:migration", "db:make", "migrate make", "makemigrations", "db makemigrations"})
        QTest::newRow(words) << QString::fromLatin1(words).split(u' ');
}

void TestRevisionCommand::aMakeCommandWritesAnEmptyRevisionOnlyWhenToldSo()
{
    QFETCH(QStringList, words);
    const CliProject project;
    write(project);
    const QStringList before = revisions(project);
    QCOMPARE(project.run(words + QStringList{u"add a thing"_s}).exitCode, 1); // no models to generate from
    QCOMPARE(revisions(project), before);
    const CliOutcome made = project.run(words + QStringList{u"--empty"_s, u"add a thing"_s});
    QVERIFY2(made.exitCode == 0, qPrintable(made.err));
    const QStringList after = revisions(project);
    QCOMPARE(after.size(), before.size() + 1);
    QVERIFY(after.filter(u"_add_a_thing.py"_s).size() == 1);
}

void TestRevisionCommand::programsOfThePostWriteHooksAreNotRun()
{
    const CliProject project;
    write(project);
    project.write(u"alembic.ini"_s,
                  "[alembic]\nscript_location = %(here)s/migrations\nsqlalchemy.url = sqlite:///shop.db\n"
                  "[post_write_hooks]\nhooks = touch\ntouch.type = exec\ntouch.executable = touch\n"
                  "touch.options = touched\n");
    const CliOutcome outcome = project.run({u"revision"_s, u"-m"_s, u"x"_s});
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY2(outcome.err.contains("touch"_L1), qPrintable(outcome.err));
    QVERIFY(!QFile::exists(project.path(u"touched"_s)));
}

void TestRevisionCommand::aRevisionEnvironmentThatIsNotUnderstoodIsRefused()
{
    const CliProject project;
    write(project);
    project.write(u"alembic.ini"_s,
                  "[alembic]\nscript_location = %(here)s/migrations\nsqlalchemy.url = sqlite:///shop.db\n"
                  "revision_environment = true\n");
    const QStringList before = revisions(project);
    QCOMPARE(project.run({u"revision"_s, u"-m"_s, u"plain"_s}).exitCode, 0);
    QCOMPARE(revisions(project).size(), before.size() + 1);
    QFile env(project.path(u"migrations/env.py"_s));
    QVERIFY(env.open(QIODevice::ReadOnly));
    QByteArray text = env.readAll();
    text.replace("context.configure(", "context.configure(process_revision_directives=lambda *args: None, ");
    project.write(u"migrations/env.py"_s, text);
    const CliOutcome outcome = project.run({u"revision"_s, u"-m"_s, u"renamed"_s});
    QCOMPARE(outcome.exitCode, 5);
    QVERIFY2(outcome.err.contains("env.py"_L1), qPrintable(outcome.err));
    QCOMPARE(revisions(project).size(), before.size() + 1);
}

void TestRevisionCommand::jsonSaysWhereTheFileIs()
{
    const CliProject project;
    write(project);
    QCOMPARE(project.run({u"revision"_s, u"-m"_s, u"left"_s, u"--rev-id"_s, u"l1"_s}).exitCode, 0);
    QCOMPARE(project.run({u"revision"_s, u"-m"_s, u"right"_s, u"--rev-id"_s, u"r1"_s, u"--head"_s, u"c3"_s, u"--splice"_s}).exitCode, 0);
    const CliOutcome outcome = project.run({u"merge"_s, u"heads"_s, u"-m"_s, u"both"_s, u"--rev-id"_s, u"m1"_s, u"--json"_s});
    const QJsonObject told = QJsonDocument::fromJson(outcome.out.toUtf8()).object();
    QCOMPARE(told[u"revision"].toString(), u"m1"_s);
    QCOMPARE(told[u"downRevisions"].toArray().size(), 2);
    QVERIFY(QFile::exists(told[u"file"].toString()));
}

void TestRevisionCommand::aMergeNamesTheTablesThatBothLinesChange()
{
    const CliProject project;
    write(project);
    QCOMPARE(project.run({u"revision"_s, u"-m"_s, u"left"_s, u"--rev-id"_s, u"l1"_s}).exitCode, 0);
    project.write(u"migrations/versions/r1_right.py"_s,
                  "from alembic import op\nimport sqlalchemy as sa\nrevision = 'r1'\ndown_revision = 'a1'\n\n"
                  "def upgrade():\n    op.add_column('users', sa.Column('age', sa.Integer()))\n");
    const CliOutcome outcome = project.run({u"merge"_s, u"heads"_s, u"-m"_s, u"both"_s});
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY2(outcome.err.contains("More than one line changes users."_L1), qPrintable(outcome.err));
}

QTEST_GUILESS_MAIN(TestRevisionCommand)
#include "tst_revisioncommand.moc"
