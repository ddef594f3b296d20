#include "dialects/common/statementsplitter.h"

#include <QTest>

using namespace retort;
using namespace Qt::StringLiterals;

class TestStatementSplitter : public QObject
{
    Q_OBJECT

private slots:
    void splitsAsTheDatabaseDoes_data();
    void splitsAsTheDatabaseDoes();
    void textThatNeverEndsIsOneStatement_data();
    void textThatNeverEndsIsOneStatement();
};

void TestStatementSplitter::splitsAsTheDatabaseDoes_data()
{
    QTest::addColumn<QString>("dialect");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QStringList>("statements");

    QTest::newRow("two statements") << u"sqlite"_s << u"SELECT 1; SELECT 2;\n"_s << QStringList{u"SELECT 1"_s, u"SELECT 2"_s};
    QTest::newRow("last one without terminator") << u"postgresql"_s << u"a; b"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("empty statements vanish") << u"postgresql"_s << u";;\n ;a;;"_s << QStringList{u"a"_s};
    QTest::newRow("only a comment is nothing") << u"postgresql"_s << u"-- nothing here; really\n/* ; */"_s << QStringList();
    QTest::newRow("semicolon in a literal") << u"sqlite"_s << u"INSERT INTO t VALUES ('a;b''c;'); x"_s
                                            << QStringList{u"INSERT INTO t VALUES ('a;b''c;')"_s, u"x"_s};
    QTest::newRow("semicolon in an identifier") << u"postgresql"_s << u"SELECT \"a;b\"; x"_s << QStringList{u"SELECT \"a;b\""_s, u"x"_s};
    QTest::newRow("semicolon in a line comment")
        << u"postgresql"_s << u"SELECT 1 -- a; b\n, 2; x"_s << QStringList{u"SELECT 1 -- a; b\n, 2"_s, u"x"_s};
    QTest::newRow("nested comments of PostgreSQL")
        << u"postgresql"_s << u"SELECT /* a /* ; */ ; */ 1; x"_s << QStringList{u"SELECT /* a /* ; */ ; */ 1"_s, u"x"_s};
    QTest::newRow("comments do not nest in SQLite")
        << u"sqlite"_s << u"SELECT /* a /* b */ 1; x"_s << QStringList{u"SELECT /* a /* b */ 1"_s, u"x"_s};
    QTest::newRow("dollar quotes") << u"postgresql"_s << u"DO $$ BEGIN a; b; END $$; x"_s
                                   << QStringList{u"DO $$ BEGIN a; b; END $$"_s, u"x"_s};
    QTest::newRow("tagged dollar quotes") << u"postgresql"_s << u"CREATE FUNCTION f() AS $f$ a; $$ b; $$ $f$ LANGUAGE sql; x"_s
                                          << QStringList{u"CREATE FUNCTION f() AS $f$ a; $$ b; $$ $f$ LANGUAGE sql"_s, u"x"_s};
    QTest::newRow("a dollar inside a name") << u"postgresql"_s << u"SELECT a$b; SELECT c$d"_s
                                            << QStringList{u"SELECT a$b"_s, u"SELECT c$d"_s};
    QTest::newRow("escape string of PostgreSQL")
        << u"postgresql"_s << u"SELECT E'a\\';b'; x"_s << QStringList{u"SELECT E'a\\';b'"_s, u"x"_s};
    QTest::newRow("backslash is plain otherwise") << u"postgresql"_s << u"SELECT 'a\\'; x"_s << QStringList{u"SELECT 'a\\'"_s, u"x"_s};
    QTest::newRow("backslash of MySQL") << u"mysql"_s << u"SELECT 'a\\';b'; x"_s << QStringList{u"SELECT 'a\\';b'"_s, u"x"_s};
    QTest::newRow("hash comment of MySQL") << u"mariadb"_s << u"SELECT 1 # a; b\n; x"_s << QStringList{u"SELECT 1 # a; b"_s, u"x"_s};
    QTest::newRow("two dashes without blank are minus signs in MySQL")
        << u"mysql"_s << u"SELECT 1--1; x"_s << QStringList{u"SELECT 1--1"_s, u"x"_s};
    QTest::newRow("back quotes") << u"mysql"_s << u"SELECT `a;b`; x"_s << QStringList{u"SELECT `a;b`"_s, u"x"_s};
    QTest::newRow("brackets") << u"mssql"_s << u"SELECT [a;]];b]; x"_s << QStringList{u"SELECT [a;]];b]"_s, u"x"_s};
    QTest::newRow("trigger of SQLite")
        << u"sqlite"_s
        << u"CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET c = CASE WHEN d THEN 1 ELSE 2 END; DELETE FROM e; END; x"_s
        << QStringList{u"CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET c = CASE WHEN d THEN 1 ELSE 2 END; DELETE FROM e; END"_s,
                       u"x"_s};
    QTest::newRow("procedure of MySQL")
        << u"mysql"_s << u"CREATE PROCEDURE p() BEGIN IF a THEN b; END IF; CASE c WHEN 1 THEN d; END CASE; END; x"_s
        << QStringList{u"CREATE PROCEDURE p() BEGIN IF a THEN b; END IF; CASE c WHEN 1 THEN d; END CASE; END"_s, u"x"_s};
    QTest::newRow("BEGIN of a transaction") << u"sqlite"_s << u"BEGIN; SELECT 1; END;"_s
                                            << QStringList{u"BEGIN"_s, u"SELECT 1"_s, u"END"_s};
    QTest::newRow("GO") << u"mssql"_s << u"a\nGO\nb;\ngo \nc"_s << QStringList{u"a"_s, u"b"_s, u"c"_s};
    QTest::newRow("slash of Oracle") << u"oracle"_s << u"BEGIN a; b; END;\n/\nSELECT 1/2 FROM dual"_s
                                     << QStringList{u"BEGIN a; b; END"_s, u"SELECT 1/2 FROM dual"_s};
}

void TestStatementSplitter::splitsAsTheDatabaseDoes()
{
    QFETCH(QString, dialect);
    QFETCH(QString, sql);
    QFETCH(QStringList, statements);
    QCOMPARE(StatementSplitter(dialect).split(sql), statements);
}

void TestStatementSplitter::textThatNeverEndsIsOneStatement_data()
{
    QTest::addColumn<QString>("sql");
    for (const QString &sql : {u"SELECT 'a; b"_s, u"SELECT \"a; b"_s, u"SELECT 1 /* a; b"_s, u"DO $$ a; b"_s, u"SELECT E'a\\"_s})
        QTest::newRow(qPrintable(sql)) << sql;
}

void TestStatementSplitter::textThatNeverEndsIsOneStatement()
{
    QFETCH(QString, sql);
    for (const QString &dialect : {u"postgresql"_s, u"mysql"_s, u"sqlite"_s, u"mssql"_s, u"oracle"_s})
        QVERIFY(!StatementSplitter(dialect).split(sql).isEmpty());
    QCOMPARE(StatementSplitter(u"postgresql"_s).split(sql), QStringList{sql});
}

QTEST_APPLESS_MAIN(TestStatementSplitter)
#include "tst_statementsplitter.moc"
