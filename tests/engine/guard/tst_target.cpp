#include "guard/target.h"

#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

namespace {

TargetSigns server(const QString &host, const QString &database)
{
    TargetSigns signs;
    signs.name = database;
    signs.dialect = u"postgresql"_s;
    signs.host = host;
    signs.database = database;
    signs.identity = u"postgresql://app@%1:5432/%2"_s.arg(host, database);
    return signs;
}

TargetSigns localFile()
{
    TargetSigns signs;
    signs.name = u"shop.db"_s;
    signs.dialect = u"sqlite"_s;
    signs.database = u"shop.db"_s;
    signs.identity = u"sqlite:////tmp/shop.db"_s;
    signs.isLocalFile = true;
    return signs;
}

} // namespace

class TestTarget : public QObject
{
    Q_OBJECT

private slots:
    void aSqliteFileWithoutAnySignIsDevelopment() { QCOMPARE(classify(localFile()).environment, EnvironmentClass::Development); }

    void aServerWithoutAnySignIsUnknown()
    {
        const Target target = classify(server(u"localhost"_s, u"shop"_s));
        QCOMPARE(target.environment, EnvironmentClass::Unknown);
        QCOMPARE(target.evidence.size(), qsizetype(1));
        QCOMPARE(target.evidence.first().source, EnvironmentEvidence::Source::NoSign);
    }

    void environmentSettingDecides_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("expected");
        QTest::newRow("production") << u"production"_s << u"production"_s;
        QTest::newRow("upper case") << u"PRODUCTION"_s << u"production"_s;
        QTest::newRow("prod") << u"prod"_s << u"production"_s;
        QTest::newRow("staging") << u"staging"_s << u"staging"_s;
        QTest::newRow("develop, Fastman's default") << u"develop"_s << u"development"_s;
        QTest::newRow("testing") << u"testing"_s << u"test"_s;
        QTest::newRow("a word nobody knows") << u"blue"_s << u"unknown"_s;
    }
    void environmentSettingDecides()
    {
        QFETCH(QString, value);
        QFETCH(QString, expected);
        TargetSigns signs = server(u"localhost"_s, u"shop"_s);
        signs.processEnvironment = value;
        QCOMPARE(environmentClassId(classify(signs).environment), expected);
    }

    void theStrictestSourceWins()
    {
        TargetSigns signs = server(u"localhost"_s, u"shop"_s);
        signs.userTag = u"development"_s;
        signs.settings.append({u"production"_s, u"ENVIRONMENT=production in .env, line 3"_s});
        const Target target = classify(signs);
        QCOMPARE(target.environment, EnvironmentClass::Production);
        QCOMPARE(target.evidence.size(), qsizetype(2));
    }

    void aUserTagClassifiesAServerThatSaysNothing()
    {
        TargetSigns signs = server(u"localhost"_s, u"shop"_s);
        signs.userTag = u"development"_s;
        QCOMPARE(classify(signs).environment, EnvironmentClass::Development);
    }

    void aUserTagCannotMakeAProductionHostHarmless()
    {
        TargetSigns signs = server(u"db1.rds.amazonaws.com"_s, u"shop"_s);
        signs.userTag = u"development"_s;
        QCOMPARE(classify(signs).environment, EnvironmentClass::Production);
    }

    void namesSayProduction_data()
    {
        QTest::addColumn<QString>("database");
        QTest::addColumn<bool>("production");
        QTest::newRow("shop_prod") << u"shop_prod"_s << true;
        QTest::newRow("prod-shop") << u"prod-shop"_s << true;
        QTest::newRow("prod2") << u"prod2"_s << true;
        QTest::newRow("production") << u"production"_s << true;
        QTest::newRow("products") << u"products"_s << false;
        QTest::newRow("delivery") << u"delivery"_s << false;
    }
    void namesSayProduction()
    {
        QFETCH(QString, database);
        QFETCH(bool, production);
        TargetSigns signs = server(u"localhost"_s, database);
        signs.userTag = u"development"_s;
        QCOMPARE(classify(signs).environment == EnvironmentClass::Production, production);
    }

    void aProductionFileIsNoDevelopmentDatabase()
    {
        TargetSigns signs = localFile();
        signs.processEnvironment = u"production"_s;
        QCOMPARE(classify(signs).environment, EnvironmentClass::Production);
    }
};

QTEST_APPLESS_MAIN(TestTarget)
#include "tst_target.moc"
