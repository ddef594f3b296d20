#include "database/databaseurl.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace retort;
using namespace Qt::StringLiterals;

class TestDatabaseUrl : public QObject
{
    Q_OBJECT

private slots:
    void everyPartIsRead();
    void userAndPasswordAreDecodedAndTheDatabaseIsNot();
    void anIpv6AddressStandsInBrackets();
    void theDialectIsTheNameBeforeThePlus_data();
    void theDialectIsTheNameBeforeThePlus();
    void aHostInTheOptionsIsTheHost();
    void optionsAreDecodedAsForms();
    void sqlitePathsAreResolved_data();
    void sqlitePathsAreResolved();
    void theDisplayFormHidesSecrets();
    void theIdentityIgnoresDriverPasswordAndOptions();
    void theIdentityOfAFileFollowsSymbolicLinks();
    void aBrokenUrlIsRefusedWithoutRepeatingIt_data();
    void aBrokenUrlIsRefusedWithoutRepeatingIt();
};

static DatabaseUrl parsed(const QString &text)
{
    const Result<DatabaseUrl> url = DatabaseUrl::parse(text, u"/base/dir"_s);
    if (!url)
        qFatal("%s", qPrintable(url.error().message));
    return *url;
}

void TestDatabaseUrl::everyPartIsRead()
{
    const DatabaseUrl url = parsed(u"postgresql+psycopg2://app:secret@db1.internal:5433/shop?sslmode=require&connect_timeout=3"_s);
    QCOMPARE(url.driverName(), u"postgresql+psycopg2"_s);
    QCOMPARE(url.driver(), u"psycopg2"_s);
    QCOMPARE(url.userName(), u"app"_s);
    QCOMPARE(url.password(), u"secret"_s);
    QCOMPARE(url.host(), u"db1.internal"_s);
    QCOMPARE(url.port(), 5433);
    QCOMPARE(url.database(), u"shop"_s);
    QCOMPARE(url.queryValue(u"sslmode"_s), u"require"_s);
    QCOMPARE(url.queryValue(u"connect_timeout"_s), u"3"_s);
}

void TestDatabaseUrl::userAndPasswordAreDecodedAndTheDatabaseIsNot()
{
    const DatabaseUrl url = parsed(u"mysql://us%40er:p%40ss%2Fw%3Ard%zz+@h/da%20ta"_s);
    QCOMPARE(url.userName(), u"us@er"_s);
    QCOMPARE(url.password(), u"p@ss/w:rd%zz+"_s);
    QCOMPARE(url.database(), u"da%20ta"_s);
}

void TestDatabaseUrl::anIpv6AddressStandsInBrackets()
{
    const DatabaseUrl url = parsed(u"postgresql://app@[2001:db8::7]:6000/shop"_s);
    QCOMPARE(url.host(), u"2001:db8::7"_s);
    QCOMPARE(url.port(), 6000);
    QCOMPARE(url.identity(), u"postgresql://app@[2001:db8::7]:6000/shop"_s);
}

void TestDatabaseUrl::theDialectIsTheNameBeforeThePlus_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("dialect");
    QTest::addColumn<int>("kind");
    QTest::newRow("asyncpg") << u"postgresql+asyncpg://h/d"_s << u"postgresql"_s << int(DatabaseKind::PostgreSql);
    QTest::newRow("postgres") << u"postgres://h/d"_s << u"postgresql"_s << int(DatabaseKind::PostgreSql);
    QTest::newRow("mariadb") << u"mariadb+pymysql://h/d"_s << u"mariadb"_s << int(DatabaseKind::MySql);
    QTest::newRow("mysql") << u"mysql+aiomysql://h/d"_s << u"mysql"_s << int(DatabaseKind::MySql);
    QTest::newRow("sqlite") << u"sqlite+aiosqlite:///f.db"_s << u"sqlite"_s << int(DatabaseKind::Sqlite);
    QTest::newRow("oracle") << u"oracle+oracledb://h/?service_name=x"_s << u"oracle"_s << int(DatabaseKind::Other);
}

void TestDatabaseUrl::theDialectIsTheNameBeforeThePlus()
{
    QFETCH(QString, text);
    const DatabaseUrl url = parsed(text);
    QTEST(url.dialectName(), "dialect");
    QTEST(int(url.kind()), "kind");
}

void TestDatabaseUrl::aHostInTheOptionsIsTheHost()
{
    const DatabaseUrl socket = parsed(u"postgresql://app@/shop?host=/run/postgresql"_s);
    QCOMPARE(socket.host(), u"/run/postgresql"_s);
    QCOMPARE(socket.database(), u"shop"_s);
    QCOMPARE(socket.identity(), u"postgresql://app@/run/postgresql:5432/shop"_s);
    QCOMPARE(parsed(u"postgresql:///shop?host=a&host=b"_s).host(), u"a,b"_s);
}

void TestDatabaseUrl::optionsAreDecodedAsForms()
{
    const DatabaseUrl url = parsed(u"mysql://h/d?charset=utf8mb4&init=a+b%2Bc&empty=&flag"_s);
    QCOMPARE(url.queryValue(u"charset"_s), u"utf8mb4"_s);
    QCOMPARE(url.queryValue(u"init"_s), u"a b+c"_s);
    QCOMPARE(url.query().size(), 2);
}

void TestDatabaseUrl::sqlitePathsAreResolved_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("path");
    QTest::newRow("relative") << u"sqlite:///data/app.db"_s << u"/base/dir/data/app.db"_s;
    QTest::newRow("up") << u"sqlite:///../app.db"_s << u"/base/app.db"_s;
    QTest::newRow("absolute") << u"sqlite:////srv/app.db"_s << u"/srv/app.db"_s;
    QTest::newRow("memory") << u"sqlite://"_s << QString();
    QTest::newRow("named memory") << u"sqlite:///:memory:"_s << QString();
    QTest::newRow("uri") << u"sqlite:///file:data/a%20b.db?mode=ro&uri=true"_s << u"/base/dir/data/a b.db"_s;
    QTest::newRow("absolute uri") << u"sqlite:///file:/srv/x.db?uri=true"_s << u"/srv/x.db"_s;
    QTest::newRow("memory uri") << u"sqlite:///file:shared?mode=memory&cache=shared&uri=true"_s << QString();
    QTest::newRow("not asked to be a uri") << u"sqlite:///file:x.db"_s << u"/base/dir/file:x.db"_s;
}

void TestDatabaseUrl::sqlitePathsAreResolved()
{
    QFETCH(QString, text);
    QFETCH(QString, path);
    const DatabaseUrl url = parsed(text);
    QCOMPARE(url.filePath(), path);
    QCOMPARE(url.isMemory(), path.isEmpty());
}

void TestDatabaseUrl::theDisplayFormHidesSecrets()
{
    QCOMPARE(parsed(u"postgresql+asyncpg://app:hidden@h:1/d?sslpassword=hidden&sslmode=require"_s).display(),
             u"postgresql+asyncpg://app:***@h:1/d?sslpassword=***&sslmode=require"_s);
    QCOMPARE(parsed(u"sqlite:///a.db"_s).display(), u"sqlite:///a.db"_s);
}

void TestDatabaseUrl::theIdentityIgnoresDriverPasswordAndOptions()
{
    const QString expected = u"postgresql://app@db1:5432/shop"_s;
    QCOMPARE(parsed(u"postgresql+asyncpg://app:one@DB1/shop?ssl=require"_s).identity(), expected);
    QCOMPARE(parsed(u"postgresql+psycopg2://app:two@db1:5432/shop"_s).identity(), expected);
    QCOMPARE(parsed(u"mariadb+pymysql://root@h/shop"_s).identity(), u"mariadb://root@h:3306/shop"_s);
}

void TestDatabaseUrl::theIdentityOfAFileFollowsSymbolicLinks()
{
    QTemporaryDir directory;
    const QString real = QDir(directory.path()).canonicalPath() + u"/real"_s;
    QVERIFY(QDir().mkpath(real));
    QVERIFY(QFile::link(real, directory.filePath(u"link"_s)));
    const Result<DatabaseUrl> url = DatabaseUrl::parse(u"sqlite:///link/new.db"_s, directory.path());
    QVERIFY(url.ok());
    QCOMPARE(url->identity(), QString(u"sqlite:///"_s + real + u"/new.db"_s));
}

void TestDatabaseUrl::aBrokenUrlIsRefusedWithoutRepeatingIt_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("no scheme") << u"hunter2"_s;
    QTest::newRow("empty") << QString();
    QTest::newRow("space in the driver") << u"post gres+hunter2?://h"_s;
    QTest::newRow("port") << u"postgresql://app@h:hunter2/d"_s;
    QTest::newRow("port too large") << u"postgresql://app@h:99999/d?password=hunter2"_s;
    QTest::newRow("at sign in the password") << u"postgresql://app:x@hunter2@h/d"_s;
    QTest::newRow("at sign and slash in the password") << u"postgresql://app:x@y/hunter2@h/d"_s;
    QTest::newRow("at sign and question mark in the password") << u"postgresql://app:x@y?z=hunter2@h/d"_s;
    QTest::newRow("at sign and brackets in the password") << u"postgresql://app:x@[hunter2]@h/d"_s;
    QTest::newRow("zero in a path") << u"sqlite:///file:hunter2%00?uri=true"_s;
    QTest::newRow("sqlite with a host") << u"sqlite://hunter2.db"_s;
}

void TestDatabaseUrl::aBrokenUrlIsRefusedWithoutRepeatingIt()
{
    QFETCH(QString, text);
    const Result<DatabaseUrl> url = DatabaseUrl::parse(text);
    QVERIFY(!url.ok());
    QCOMPARE(url.error().code, u"database.url"_s);
    QVERIFY(!url.error().message.contains("hunter2"_L1));
    QVERIFY(!url.error().detail.contains("hunter2"_L1));
}

QTEST_APPLESS_MAIN(TestDatabaseUrl)
#include "tst_databaseurl.moc"
