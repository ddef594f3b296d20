#include "operations/sqleffect.h"

#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(retort::SqlEffect::Kind)

class TestSqlEffect : public QObject
{
    Q_OBJECT

private slots:
    void theFirstWordsTellTheEffect_data()
    {
        using Kind = SqlEffect::Kind;
        QTest::addColumn<QString>("sql");
        QTest::addColumn<SqlEffect::Kind>("kind");
        QTest::addColumn<QString>("name");
        QTest::newRow("update") << u"UPDATE users SET a = 1"_s << Kind::Data << QString();
        QTest::newRow("with") << u"WITH x AS (SELECT 1) DELETE FROM t"_s << Kind::Data << QString();
        QTest::newRow("select into makes a table") << u"SELECT * INTO copy FROM t"_s << Kind::Unknown << QString();
        QTest::newRow("create table") << u"create table if not exists \"My Table\" (a int)"_s << Kind::CreateTable << u"My Table"_s;
        QTest::newRow("temporary") << u"CREATE TEMP TABLE s.t (a int)"_s << Kind::CreateTable << u"s.t"_s;
        QTest::newRow("drop table") << u"DROP TABLE IF EXISTS `t`"_s << Kind::DropTable << u"t"_s;
        QTest::newRow("several tables") << u"DROP TABLE a, b"_s << Kind::Unknown << QString();
        QTest::newRow("alter") << u"-- why\nALTER TABLE ONLY public.users ADD x int"_s << Kind::AlterTable << u"public.users"_s;
        QTest::newRow("rename") << u"ALTER TABLE a RENAME TO b"_s << Kind::RenameTable << u"a"_s;
        QTest::newRow("index") << u"CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)"_s << Kind::AlterTable << u"t"_s;
        QTest::newRow("drop index") << u"DROP INDEX CONCURRENTLY IF EXISTS i"_s << Kind::DropIndex << u"i"_s;
        QTest::newRow("enum value") << u"ALTER TYPE mood ADD VALUE 'x'"_s << Kind::Data << QString();
        QTest::newRow("function") << u"CREATE OR REPLACE FUNCTION f() RETURNS int AS $$ BEGIN DROP TABLE t; END $$ LANGUAGE plpgsql"_s
                                  << Kind::Data << QString();
        QTest::newRow("drop type cascade") << u"DROP TYPE mood CASCADE"_s << Kind::Unknown << QString();
        QTest::newRow("anonymous block") << u"DO $$ BEGIN ALTER TABLE t ADD x int; END $$"_s << Kind::Unknown << QString();
        QTest::newRow("view") << u"CREATE OR REPLACE VIEW v AS SELECT 1"_s << Kind::CreateView << u"v"_s;
        QTest::newRow("call") << u"CALL change_everything()"_s << Kind::Unknown << QString();
    }
    void theFirstWordsTellTheEffect()
    {
        QFETCH(QString, sql);
        QFETCH(SqlEffect::Kind, kind);
        QFETCH(QString, name);
        const QList<SqlEffect> effects = effectsOf(sql);
        QCOMPARE(effects.size(), qsizetype(1));
        QCOMPARE(effects.first().kind, kind);
        QCOMPARE(effects.first().name.display(), name);
    }

    void aSemicolonInAStringIsNoEnd()
    {
        const QList<SqlEffect> effects = effectsOf(u"INSERT INTO t VALUES ('a; DROP TABLE t'); DROP TABLE t;"_s);
        QCOMPARE(effects.size(), qsizetype(2));
        QCOMPARE(effects[0].kind, SqlEffect::Kind::Data);
        QCOMPARE(effects[1].kind, SqlEffect::Kind::DropTable);
    }

    void aTriggerBodyIsPartOfItsTrigger()
    {
        const QList<SqlEffect> effects =
            effectsOf(u"CREATE TRIGGER x AFTER INSERT ON t BEGIN UPDATE t SET a = 1; DELETE FROM u; END; DROP TABLE t"_s);
        QCOMPARE(effects.size(), qsizetype(2));
        QCOMPARE(effects[1].kind, SqlEffect::Kind::DropTable);
    }

    void unfinishedTextEndsQuietly()
    {
        for (const QString &sql : {u"INSERT INTO t VALUES ('x"_s, u"/* open"_s, u"$tag$ open"_s, u"DROP TABLE"_s, u""_s, u"\"open"_s})
            QVERIFY(effectsOf(sql).size() <= 1);
    }
};

QTEST_APPLESS_MAIN(TestSqlEffect)
#include "tst_sqleffect.moc"
