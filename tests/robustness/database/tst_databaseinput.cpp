#include "database/connection.h"
#include "migration/journal.h"
#include "migration/journalformat.h"
#include "migration/recovery.h"

#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace retort;
using namespace Qt::StringLiterals;

/// Whatever stands in a URL, a SQLite text or a journal file: no crash, and no password in what is shown.
class TestDatabaseInput : public QObject
{
    Q_OBJECT

private slots:
    void mutatedUrlsNeverCrash();
    void passwordsNeverShow();
    void mutatedSqlNeverCrashesSqlite();
    void mutatedJournalsNeverCrash();

private:
    /// A new seed each run, printed, so that a failure can be repeated.
    QRandomGenerator m_random = seeded();

    static QRandomGenerator seeded()
    {
        const quint32 seed = qEnvironmentVariableIsSet("RETORT_TEST_SEED") ? qEnvironmentVariable("RETORT_TEST_SEED").toUInt()
                                                                           : QRandomGenerator::system()->generate();
        qInfo("RETORT_TEST_SEED=%u", seed);
        return QRandomGenerator(seed);
    }
    [[nodiscard]] int below(qsizetype limit) { return m_random.bounded(int(std::max<qsizetype>(1, limit))); }
    [[nodiscard]] QByteArray mutated(QByteArray text);
};

QByteArray TestDatabaseInput::mutated(QByteArray text)
{
    static const QByteArray spice = "@:/?#[]%&=+;'\"\\\0\n \xff\xc3{}(),-*";
    for (int count = below(6); count >= 0; --count) {
        const qsizetype at = below(text.size() + 1);
        switch (below(4)) {
        case 0: text.insert(at, spice.at(below(spice.size()))); break;
        case 1: text.remove(at, below(9)); break;
        case 2: text.insert(at, text.mid(below(text.size()), below(20))); break;
        default:
            if (at < text.size())
                text[at] = char(below(256));
        }
    }
    return text;
}

void TestDatabaseInput::mutatedUrlsNeverCrash()
{
    const QList<QByteArray> seeds{"postgresql+psycopg2://app:secret@db1.internal:5433/shop?sslmode=require&host=/run/pg",
                                  "mysql+pymysql://app@[2001:db8::7]:3306/shop?charset=utf8mb4&unix_socket=/x",
                                  "sqlite:///file:data/a%20b.db?mode=ro&uri=true&cache=shared", "sqlite:////srv/x.db"};
    for (int i = 0; i < 20000; ++i) {
        const Result<DatabaseUrl> url = DatabaseUrl::parse(QString::fromUtf8(mutated(seeds.at(below(seeds.size())))), u"/base"_s);
        if (url)
            QVERIFY(!url->display().isEmpty() && !url->identity().isEmpty() && (url->filePath().isEmpty() || url->isSqlite()));
        else
            QVERIFY(!url.error().message.isEmpty());
    }
}

void TestDatabaseInput::passwordsNeverShow()
{
    for (int i = 0; i < 5000; ++i) {
        QString password = u"\u00a7"_s;
        for (int n = 0; n < 12; ++n)
            password += QChar(33 + below(90));
        const bool encoded = below(2) == 0;
        const QString written = encoded ? QString::fromLatin1(password.toUtf8().toPercentEncoding()) : password;
        const Result<DatabaseUrl> url = DatabaseUrl::parse(u"postgresql://app:"_s + written + u"@db1:5432/shop"_s);
        const QString shown =
            url ? QString(url->display() + url->identity() + url->databaseLabel()) : QString(url.error().message + url.error().detail);
        // An unescaped "@", "/" or "?" cuts the password: no part of it may show either.
        QVERIFY2(!shown.contains(u'\u00a7'), qPrintable(written));
        QVERIFY2(!shown.contains(password.last(6)), qPrintable(written));
        if (encoded)
            QCOMPARE(url->password(), password);
    }
}

void TestDatabaseInput::mutatedSqlNeverCrashesSqlite()
{
    const QList<QByteArray> seeds{"CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT DEFAULT ':a'); -- end",
                                  "INSERT INTO t (x) VALUES ('10:30') RETURNING id", "/* c */ SELECT * FROM t WHERE x LIKE '%?%'",
                                  "CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET x = 1; SELECT 1; END", "; ;"};
    auto connection = std::move(Connection::open(DatabaseUrl::parse(u"sqlite://"_s).value(), OpenMode::ReadWrite).value());
    for (int i = 0; i < 3000; ++i) {
        const Result<ExecOutcome> outcome = connection->exec(QString::fromUtf8(mutated(seeds.at(below(seeds.size())))));
        QVERIFY(outcome.ok() || !outcome.error().message.isEmpty());
    }
    QVERIFY(connection->query(u"SELECT 1"_s).ok());
}

void TestDatabaseInput::mutatedJournalsNeverCrash()
{
    QTemporaryDir directory;
    const QString target = u"sqlite:////x.db"_s;
    JournalRun run;
    run.id = u"abc"_s;
    JournalStep step;
    step.revision = u"a1"_s;
    step.headsAfter = QStringList(u"a1"_s);
    step.statements.append(JournalStatement{});
    step.versionStatements.append(JournalStatement{});
    run.steps.append(step);
    auto journal = std::move(Journal::open(directory.path(), target).value());
    for (const QString &id : {u"abc"_s, u"def"_s}) {
        run.id = id;
        journal->begin(run);
        journal->intent({0, StatementId::Part::Migration, 0});
        journal->done({0, StatementId::Part::Migration, 0}, 1, 2);
        journal->failed({0, StatementId::Part::Version, 0}, {u"x"_s, u"PASSWORD 'y"_s, {}});
        journal->committed();
        journal->end({RunOutcome::Failed, QStringList(), 5, true, u"no"_s});
    }
    journal->resolve(u"abc"_s, u"repaired"_s);
    QVERIFY(journal->flush(false).ok());
    QFile file(journal->fileName());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    file.close();
    for (int i = 0; i < 2000; ++i) {
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(mutated(text));
        file.close();
        const Result<QList<JournalRun>> runs = Journal::read(directory.path(), target);
        QVERIFY(runs.ok());
        QVERIFY(runs->size() <= 3);
        QVERIFY(Recovery::inspect(directory.path(), target, QStringList(u"a1"_s)).ok());
    }
}

QTEST_GUILESS_MAIN(TestDatabaseInput)
#include "tst_databaseinput.moc"
