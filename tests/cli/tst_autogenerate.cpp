#include "cliprogram.h"
#include "modelproject.h"
#include "scratchserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace retort;
using namespace retort::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int Differs = 6;

/// Two columns, an index and a table more than the small project has, and another type for the e-mail address.
QByteArray grownModels()
{
    return userModels("    nickname: Mapped[Optional[str]] = mapped_column(String(30), index=True)\n"
                      "    balance: Mapped[float] = mapped_column(Numeric(10, 2), server_default=text('0'))\n",
                      "\n\nclass Order(Base):\n    __tablename__ = 'orders'\n\n"
                      "    id: Mapped[int] = mapped_column(primary_key=True)\n"
                      "    user_id: Mapped[int] = mapped_column(ForeignKey('users.id', ondelete='CASCADE'), index=True)\n"
                      "    note: Mapped[Optional[str]] = mapped_column(Text)\n",
                      "    email: Mapped[Optional[str]] = mapped_column(String(320), index=True, unique=True)\n");
}

/// Adds keywords to the calls of context.configure() in env.py, and code behind its imports.
void addToConfigure(const CliProject &project, const QByteArray &keywords, const QByteArray &code)
{
    QFile environment(project.path(u"migrations/env.py"_s));
    if (!environment.open(QIODevice::ReadOnly))
        qFatal("no env.py");
    project.write(u"migrations/env.py"_s,
                  environment.readAll()
                      .replace("target_metadata=target_metadata", QByteArray("target_metadata=target_metadata, " + keywords))
                      .replace("config = context.config\n", QByteArray("config = context.config\n\n\n" + code)));
}

QString bodyOf(const CliProject &project, const QString &message)
{
    const QDir versions(project.path(u"migrations/versions"_s));
    const QStringList files = versions.entryList({u"*_%1.py"_s.arg(message)});
    QFile file(versions.filePath(files.value(0)));
    return files.size() == 1 && file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

/// `retort-cli revision --autogenerate`, the frameworks' commands for it, `check` and `drift`, on a project with models.
class TestAutogenerate : public QObject
{
    Q_OBJECT

private slots:
    void aChangeOfTheModelsIsGeneratedAppliedUndoneAndAppliedAgain_data();
    void aChangeOfTheModelsIsGeneratedAppliedUndoneAndAppliedAgain();
    void aDatabaseThatIsBehindIsRefused();
    void withoutTargetMetadataItSaysWhatIsMissing();
    void everyFrameworksCommandGenerates_data();
    void everyFrameworksCommandGenerates();
    void withoutADifferenceOnlyAlembicsCommandWritesAFile();
    void aMigrationThatFastPyWouldApplyUnseenWaitsForItsReview();
    void nothingIsDroppedForModelsThatAreNotUnderstood();
    void whatEnvPyLeavesOutIsLeftOut();
    void nothingIsDroppedWhenItIsNotKnownWhatEnvPyLeavesOut();
    void theTableOfAModelThatEnvPyDoesNotImportIsNotDropped();
    void importsOfTheTemplateAreNotRepeated();
    void driftTellsChangesByHandFromPendingOnes();
    void renamesKeepTheRows_data();
    void renamesKeepTheRows();
    void aRenameThatNothingSuggestsIsRefused();
    void aDatabaseFileThatIsNotThereIsEmpty();
};

void TestAutogenerate::aChangeOfTheModelsIsGeneratedAppliedUndoneAndAppliedAgain_data()
{
    QTest::addColumn<QByteArray>("variable");
    QTest::newRow("SQLite") << QByteArray();
    QTest::newRow("PostgreSQL") << QByteArray("RETORT_TEST_POSTGRESQL_URL");
    QTest::newRow("MariaDB") << QByteArray("RETORT_TEST_MARIADB_URL");
}

void TestAutogenerate::aChangeOfTheModelsIsGeneratedAppliedUndoneAndAppliedAgain()
{
    QFETCH(QByteArray, variable);
    const CliProject project;
    const auto scratch = variable.isEmpty() ? nullptr : ScratchServerDatabase::create(variable.constData());
    if (!variable.isEmpty() && !scratch)
        QSKIP("no server");
    writeModelProject(project, scratch ? scratch->text().toUtf8() : "sqlite:///%(here)s/shop.db");
    if (scratch) {
        const QString database = scratch->text().section(u'/', -1);
        QCOMPARE(project.run({u"target"_s, u"--classify"_s, u"development"_s, u"--confirm"_s, database}).exitCode, 0);
    }
    const auto apply = [&](const QString &command, const QString &revision) {
        const CliOutcome done = project.run({command, revision, u"--yes"_s});
        QVERIFY2(done.exitCode == 0, qPrintable(done.err + done.out));
    };
    apply(u"upgrade"_s, u"head"_s);
    const CliOutcome same = project.run({u"check"_s});
    QVERIFY2(same.exitCode == 0, qPrintable(same.out + same.err));
    QCOMPARE(same.out, u"No new upgrade operations detected.\n"_s);

    project.write(u"app/models.py"_s, grownModels());
    const CliOutcome differs = project.run({u"check"_s});
    QCOMPARE(differs.exitCode, Differs);
    for (const auto &text : {"Create table orders"_L1, "Add column users.nickname"_L1, "Add column users.balance"_L1,
                             "Change column users.email"_L1, "Create index ix_users_nickname"_L1, "Create index ix_orders_user_id"_L1})
        QVERIFY2(differs.out.contains(text), qPrintable(differs.out));
    QVERIFY2(!differs.out.contains("Drop"_L1), qPrintable(differs.out));

    const CliOutcome made = project.run({u"revision"_s, u"--autogenerate"_s, u"-m"_s, u"grow"_s, u"--rev-id"_s, u"d4"_s});
    QVERIFY2(made.exitCode == 0, qPrintable(made.err));
    QCOMPARE(bodyOf(project, u"grow"_s).contains("with op.batch_alter_table('users', schema=None) as batch_op:"_L1), !scratch);
    apply(u"upgrade"_s, u"head"_s);
    const CliOutcome after = project.run({u"check"_s});
    QVERIFY2(after.exitCode == 0, qPrintable(after.out + after.err));
    apply(u"downgrade"_s, u"-1"_s);
    const CliOutcome drift = project.run({u"drift"_s});
    QVERIFY2(drift.out.contains("(changed by hand?):\n  No difference."_L1), qPrintable(drift.out));
    apply(u"upgrade"_s, u"head"_s);
    QCOMPARE(project.run({u"check"_s}).exitCode, 0);
}

void TestAutogenerate::aDatabaseThatIsBehindIsRefused()
{
    const CliProject project;
    writeModelProject(project);
    QCOMPARE(project.run({u"upgrade"_s, u"b2"_s, u"--yes"_s}).exitCode, 0);
    const CliOutcome outcome = project.run({u"revision"_s, u"--autogenerate"_s, u"-m"_s, u"x"_s});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.err.contains("Target database is not up to date."_L1), qPrintable(outcome.err));
    QVERIFY2(outcome.err.contains("at b2, the files end at c3"_L1), qPrintable(outcome.err));
    QVERIFY(bodyOf(project, u"x"_s).isEmpty());
}

void TestAutogenerate::withoutTargetMetadataItSaysWhatIsMissing()
{
    const CliProject project;
    writeModelProject(project);
    writeSmallProject(project);
    QCOMPARE(project.run({u"upgrade"_s, u"head"_s, u"--yes"_s}).exitCode, 0);
    const CliOutcome outcome = project.run({u"check"_s});
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.err.contains("target_metadata"_L1), qPrintable(outcome.err));
}

void TestAutogenerate::everyFrameworksCommandGenerates_data()
{
    QTest::addColumn<QStringList>("words");
    for (const char *words : {"make:migration", "db:make", "migrate make", "makemigrations", "db makemigrations"})
        QTest::newRow(words) << QString::fromLatin1(words).split(u' ');
}

void TestAutogenerate::everyFrameworksCommandGenerates()
{
    QFETCH(QStringList, words);
    const CliProject project;
    writeModelProject(project);
    QCOMPARE(project.run({u"upgrade"_s, u"head"_s, u"--yes"_s}).exitCode, 0);
    project.write(u"app/models.py"_s, userModels("    age: Mapped[Optional[int]]\n"));
    const CliOutcome made = project.run(words + QStringList{u"add age"_s});
    QVERIFY2(made.exitCode == 0, qPrintable(made.err));
    QVERIFY(made.err.contains("Add column users.age"_L1));
    const QString body = bodyOf(project, u"add_age"_s);
    QVERIFY2(body.contains("    op.add_column('users', sa.Column('age', sa.Integer(), nullable=True))\n"_L1), qPrintable(body));
    QVERIFY2(body.contains("    op.drop_column('users', 'age')\n"_L1), qPrintable(body));
}

void TestAutogenerate::withoutADifferenceOnlyAlembicsCommandWritesAFile()
{
    const CliProject project;
    writeModelProject(project);
    QCOMPARE(project.run({u"upgrade"_s, u"head"_s, u"--yes"_s}).exitCode, 0);
    const CliOutcome nothing = project.run({u"make:migration"_s, u"nothing"_s});
    QCOMPARE(nothing.exitCode, 0);
    QCOMPARE(nothing.out, u"Models and database do not differ; nothing was written.\n"_s);
    QVERIFY(bodyOf(project, u"nothing"_s).isEmpty());
    QCOMPARE(project.run({u"revision"_s, u"--autogenerate"_s, u"-m"_s, u"nothing"_s}).exitCode, 0);
    QVERIFY(bodyOf(project, u"nothing"_s).contains("auto generated by Alembic - please adjust! ###\n    pass\n"_L1));
}

void TestAutogenerate::aMigrationThatFastPyWouldApplyUnseenWaitsForItsReview()
{
    const CliProject project;
    writeModelProject(project);
    QCOMPARE(project.run({u"upgrade"_s, u"head"_s, u"--yes"_s}).exitCode, 0);
    project.write(u"app/models.py"_s, userModels("    age: Mapped[Optional[int]]\n"));
    const CliOutcome made = project.run({u"db:migrate"_s, u"-m"_s, u"add age"_s, u"--yes"_s});
    QVERIFY2(made.exitCode == 0, qPrintable(made.err));
    QVERIFY(made.err.contains("Nothing was applied."_L1));
    QVERIFY(!bodyOf(project, u"add_age"_s).isEmpty());
    QCOMPARE(project.run({u"current"_s}).out, u"c3\n"_s);
}

void TestAutogenerate::nothingIsDroppedForModelsThatAreNotUnderstood()
{
    const CliProject project;
    writeModelProject(project);
    QCOMPARE(project.run({u"upgrade"_s, u"head"_s, u"--yes"_s}).exitCode, 0);
    project.write(
        u"app/models.py"_s,
        "from sqlalchemy.orm import DeclarativeBase\nfrom tables_of_the_house import load\n\n\nclass Base(DeclarativeBase):\n    pass\n\n\n"
        "for table in load():\n    class Made(Base):\n        __tablename__ = table\n");
    const CliOutcome outcome = project.run({u"check"_s});
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY2(outcome.err.contains("Table users is not dropped"_L1), qPrintable(outcome.err));
}

void TestAutogenerate::whatEnvPyLeavesOutIsLeftOut()
{
    const CliProject project;
    writeModelProject(project);
    QCOMPARE(project.run({u"upgrade"_s, u"head"_s, u"--yes"_s}).exitCode, 0);
    {
        const auto connection =
            Connection::open(DatabaseUrl::parse(u"sqlite:///"_s + project.path(u"shop.db"_s)).value(), OpenMode::ReadWrite);
        for (const auto &table : {u"spatial_ref_sys"_s, u"others_log"_s, u"forgotten"_s})
            QVERIFY((*connection)->exec(u"CREATE TABLE %1 (id INTEGER PRIMARY KEY)"_s.arg(table)));
    }
    addToConfigure(project, "include_object=chosen, include_name=named",
                   "def chosen(object, name, type_, reflected, compare_to):\n"
                   "    if type_ == 'table' and name == 'spatial_ref_sys':\n        return False\n"
                   "    if type_ == 'column' and object.table.name == 'users' and name.startswith('legacy_'):\n        return False\n"
                   "    return not object.info.get('skip', False) if reflected else True\n\n\n"
                   "def named(name, type_, parent_names):\n"
                   "    if type_ == 'table':\n        return not name.startswith('others_')\n    return True\n\n\n");
    project.write(u"app/models.py"_s, userModels("    age: Mapped[Optional[int]]\n    legacy_id: Mapped[Optional[int]]\n"));
    const CliOutcome outcome = project.run({u"check"_s});
    QCOMPARE(outcome.out, u"New upgrade operations detected:\n  Add column users.age\n  Drop table forgotten\n"_s);
    QCOMPARE(outcome.err, QString());
}

void TestAutogenerate::nothingIsDroppedWhenItIsNotKnownWhatEnvPyLeavesOut()
{
    const CliProject project;
    writeModelProject(project);
    QCOMPARE(project.run({u"upgrade"_s, u"head"_s, u"--yes"_s}).exitCode, 0);
    addToConfigure(project, "include_object=chosen",
                   "from elsewhere import known\n\n\ndef chosen(object, name, *others):\n    return name in known\n\n\n");
    project.write(u"app/models.py"_s, userModels("    age: Mapped[Optional[int]]\n", {}, {}));
    const CliOutcome outcome = project.run({u"check"_s});
    QCOMPARE(outcome.exitCode, Differs);
    QVERIFY2(outcome.out.contains("Add column users.age"_L1) && !outcome.out.contains("Drop"_L1), qPrintable(outcome.out));
    QVERIFY2(outcome.err.contains("include_object"_L1), qPrintable(outcome.err));
}

void TestAutogenerate::theTableOfAModelThatEnvPyDoesNotImportIsNotDropped()
{
    const CliProject project;
    writeModelProject(project);
    QCOMPARE(project.run({u"upgrade"_s, u"head"_s, u"--yes"_s}).exitCode, 0);
    project.write(u"app/models.py"_s, "from sqlalchemy.orm import DeclarativeBase\n\n\nclass Base(DeclarativeBase):\n    pass\n");
    project.write(u"app/people.py"_s, "from app.models import Base\n\n\nclass User(Base):\n    __tablename__ = 'users'\n");
    const CliOutcome outcome = project.run({u"check"_s});
    QCOMPARE(outcome.out, u"No new upgrade operations detected.\n"_s);
    QVERIFY2(outcome.err.contains("app/people.py:4: the model User (table users) is not imported by env.py"_L1), qPrintable(outcome.err));
    QVERIFY2(outcome.err.contains("Table users is not dropped"_L1), qPrintable(outcome.err));
    const CliOutcome shown = project.run({u"model:show"_s});
    QVERIFY2(shown.err.contains("app/people.py:4"_L1), qPrintable(shown.err));
}

void TestAutogenerate::importsOfTheTemplateAreNotRepeated()
{
    const CliProject project;
    writeModelProject(project);
    QCOMPARE(project.run({u"upgrade"_s, u"head"_s, u"--yes"_s}).exitCode, 0);
    project.write(u"app/models.py"_s,
                  "from sqlalchemy.dialects.postgresql import JSONB\n"
                      + userModels("    more: Mapped[Optional[str]] = mapped_column(Text().with_variant(JSONB(), 'postgresql'))\n"));
    QCOMPARE(project.run({u"make:migration"_s, u"one"_s}).exitCode, 0);
    const QString line = u"from sqlalchemy.dialects import postgresql\n"_s;
    QCOMPARE(bodyOf(project, u"one"_s).count(line), 1);
    QVERIFY(QFile::remove(QDir(project.path(u"migrations/versions"_s)).entryInfoList({u"*_one.py"_s}).value(0).absoluteFilePath()));
    QFile mako(project.path(u"migrations/script.py.mako"_s));
    QVERIFY(mako.open(QIODevice::ReadOnly));
    project.write(u"migrations/script.py.mako"_s,
                  mako.readAll().replace("import sqlalchemy as sa\n", QByteArray("import sqlalchemy as sa\n" + line.toUtf8())));
    QCOMPARE(project.run({u"make:migration"_s, u"two"_s}).exitCode, 0);
    QCOMPARE(bodyOf(project, u"two"_s).count(line), 1);
}

void TestAutogenerate::driftTellsChangesByHandFromPendingOnes()
{
    const CliProject project;
    writeModelProject(project);
    QCOMPARE(project.run({u"upgrade"_s, u"a1"_s, u"--yes"_s}).exitCode, 0);
    const QString url = u"sqlite:///"_s + project.path(u"shop.db"_s);
    {
        const auto connection = Connection::open(DatabaseUrl::parse(url).value(), OpenMode::ReadWrite);
        QVERIFY(connection);
        QVERIFY((*connection)->exec(u"CREATE TABLE by_hand (id INTEGER PRIMARY KEY)"_s));
    }
    const CliOutcome outcome = project.run({u"drift"_s, u"--json"_s});
    QCOMPARE(outcome.exitCode, Differs);
    const QJsonObject drift = QJsonDocument::fromJson(outcome.out.toUtf8()).object();
    QMap<QString, bool> pending;
    for (const QJsonValue &each : drift[u"models"_s].toArray())
        pending.insert(each[u"operation"_s].toString(), each[u"pending"_s].toBool());
    QCOMPARE(pending,
             (QMap<QString, bool>{{u"Add column users.email"_s, true},
                                  {u"Create index ix_users_email on users"_s, true},
                                  {u"Drop table by_hand"_s, false}}));
    const QJsonArray byHand = drift[u"byHand"_s].toArray();
    QCOMPARE(byHand.size(), 1);
    QCOMPARE(byHand[0][u"operation"_s].toString(), u"Drop table by_hand"_s);
    QCOMPARE(byHand[0][u"kind"_s].toString(), u"surplus"_s);
}

void TestAutogenerate::renamesKeepTheRows_data()
{
    aChangeOfTheModelsIsGeneratedAppliedUndoneAndAppliedAgain_data();
}

void TestAutogenerate::renamesKeepTheRows()
{
    QFETCH(QByteArray, variable);
    const CliProject project;
    const auto scratch = variable.isEmpty() ? nullptr : ScratchServerDatabase::create(variable.constData());
    if (!variable.isEmpty() && !scratch)
        QSKIP("no server");
    writeModelProject(project, scratch ? scratch->text().toUtf8() : "sqlite:///%(here)s/shop.db");
    const QString url = scratch ? scratch->text() : u"sqlite:///"_s + project.path(u"shop.db"_s);
    if (scratch)
        QCOMPARE(project.run({u"target"_s, u"--classify"_s, u"development"_s, u"--confirm"_s, url.section(u'/', -1)}).exitCode, 0);
    QCOMPARE(project.run({u"upgrade"_s, u"head"_s, u"--yes"_s}).exitCode, 0);
    const auto names = [&url](const QString &table, const QString &column) {
        const auto connection = Connection::open(DatabaseUrl::parse(url).value(), OpenMode::ReadOnly);
        const auto rows = (*connection)->query(u"SELECT %1 FROM %2"_s.arg(column, table));
        return rows ? rows->scalar().toString() : rows.error().detail;
    };
    QCOMPARE(names(u"users"_s, u"name"_s), u"ana"_s);

    // The table and one of its columns are called otherwise, and the column is longer as well.
    project.write(u"app/models.py"_s,
                  userModels()
                      .replace("'users'", "'people'")
                      .replace("name: Mapped[str] = mapped_column(String(50))", "full_name: Mapped[str] = mapped_column(String(80))"));
    const CliOutcome first = project.run({u"check"_s});
    QVERIFY2(first.out.contains("Drop table users"_L1), qPrintable(first.out));
    const CliOutcome made =
        project.run({u"make:migration"_s, u"rename"_s, u"--rename"_s, u"users=people"_s, u"--rename"_s, u"people.name=full_name"_s});
    QVERIFY2(made.exitCode == 0, qPrintable(made.err));
    QVERIFY2(!made.err.contains("Drop column"_L1) && !made.err.contains("Drop table"_L1), qPrintable(made.err));
    const CliOutcome applied = project.run({u"upgrade"_s, u"head"_s, u"--yes"_s});
    QVERIFY2(applied.exitCode == 0, qPrintable(applied.err + applied.out + bodyOf(project, u"rename"_s)));
    QCOMPARE(names(u"people"_s, u"full_name"_s), u"ana"_s);
    const CliOutcome after = project.run({u"check"_s});
    QVERIFY2(after.exitCode == 0, qPrintable(after.out));
    const CliOutcome undone = project.run({u"downgrade"_s, u"-1"_s, u"--yes"_s});
    QVERIFY2(undone.exitCode == 0, qPrintable(undone.err + undone.out + bodyOf(project, u"rename"_s)));
    QCOMPARE(names(u"users"_s, u"name"_s), u"ana"_s);
}

void TestAutogenerate::aRenameThatNothingSuggestsIsRefused()
{
    const CliProject project;
    writeModelProject(project);
    QCOMPARE(project.run({u"upgrade"_s, u"head"_s, u"--yes"_s}).exitCode, 0);
    project.write(u"app/models.py"_s, userModels("    age: Mapped[Optional[int]]\n", {}, {}));
    const CliOutcome suggested = project.run({u"make:migration"_s, u"x"_s, u"--rename"_s, u"users.email=age"_s});
    QCOMPARE(suggested.exitCode, 1);
    QVERIFY2(suggested.err.contains("users.email=age"_L1), qPrintable(suggested.err));
    QVERIFY(bodyOf(project, u"x"_s).isEmpty());
}

void TestAutogenerate::aDatabaseFileThatIsNotThereIsEmpty()
{
    const CliProject project;
    writeModelProject(project);
    QVERIFY(QDir(project.path(u"migrations/versions"_s)).removeRecursively() && QDir().mkpath(project.path(u"migrations/versions"_s)));
    const CliOutcome made = project.run({u"make:migration"_s, u"first"_s});
    QVERIFY2(made.exitCode == 0, qPrintable(made.err));
    QVERIFY(bodyOf(project, u"first"_s).contains("op.create_table('users',"_L1));
    QVERIFY(!QFile::exists(project.path(u"shop.db"_s)));
}

QTEST_GUILESS_MAIN(TestAutogenerate)
#include "tst_autogenerate.moc"
