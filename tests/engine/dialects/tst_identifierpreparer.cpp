#include "dialects/common/identifierpreparer.h"

#include <QTest>

using namespace retort;
using namespace Qt::StringLiterals;

class TestIdentifierPreparer : public QObject
{
    Q_OBJECT

private slots:
    void quotesOnlyWhatNeedsIt_data();
    void quotesOnlyWhatNeedsIt();
    void doublesTheClosingQuote();
    void cutsAConventionalNameAndRefusesAnExplicitOne();
    void countsCharactersNotBytesButHashesUtf8();
    void splitsADottedSchemaOnlyForAlter();

private:
    static DialectProfile postgresql()
    {
        DialectProfile profile;
        profile.name = u"postgresql"_s;
        profile.reservedWords = {u"user"_s, u"select"_s};
        profile.maxIdentifier = profile.maxIndexName = profile.maxConstraintName = 63;
        return profile;
    }
};

void TestIdentifierPreparer::quotesOnlyWhatNeedsIt_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("quoted");
    QTest::newRow("plain") << u"account_1"_s << u"account_1"_s;
    QTest::newRow("reserved") << u"user"_s << u"\"user\""_s;
    QTest::newRow("upper case") << u"Account"_s << u"\"Account\""_s;
    QTest::newRow("blank") << u"a b"_s << u"\"a b\""_s;
    QTest::newRow("digit first") << u"1st"_s << u"\"1st\""_s;
    QTest::newRow("dollar first") << u"$x"_s << u"\"$x\""_s;
    QTest::newRow("dollar inside") << u"x$"_s << u"x$"_s;
    QTest::newRow("accent") << u"café"_s << u"\"café\""_s;
    QTest::newRow("empty") << QString() << u"\"\""_s;
}

void TestIdentifierPreparer::quotesOnlyWhatNeedsIt()
{
    QFETCH(QString, name);
    QFETCH(QString, quoted);
    const DialectProfile profile = postgresql();
    QCOMPARE(IdentifierPreparer(profile).quote(name), quoted);
}

void TestIdentifierPreparer::doublesTheClosingQuote()
{
    DialectProfile profile = postgresql();
    QCOMPARE(IdentifierPreparer(profile).quote(u"a\"b"_s), u"\"a\"\"b\""_s);
    profile.openQuote = u'[';
    profile.closeQuote = u']';
    QCOMPARE(IdentifierPreparer(profile).quote(u"a]b["_s), u"[a]]b[]"_s);
}

void TestIdentifierPreparer::cutsAConventionalNameAndRefusesAnExplicitOne()
{
    const DialectProfile profile = postgresql();
    const IdentifierPreparer names(profile);
    const QString text = QString(u"x"_s).repeated(64);
    const auto cut = names.constraintName(Name(text, true), IdentifierPreparer::Sort::ConstraintName);
    QVERIFY(cut.ok());
    QCOMPARE(cut->size(), 60);
    QVERIFY(cut->startsWith(QString(u"x"_s).repeated(55) + u'_'));
    const auto refused = names.constraintName(Name(text), IdentifierPreparer::Sort::ConstraintName);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, u"sqlalchemy.IdentifierError"_s);
}

void TestIdentifierPreparer::countsCharactersNotBytesButHashesUtf8()
{
    const DialectProfile profile = postgresql();
    const QString text = QString(u"é"_s).repeated(63);
    QCOMPARE(*IdentifierPreparer(profile).constraintName(Name(text, true), IdentifierPreparer::Sort::IndexName),
             QString(u'"' % text % u'"'));
}

void TestIdentifierPreparer::splitsADottedSchemaOnlyForAlter()
{
    const DialectProfile profile = postgresql();
    const QualifiedName name(u"my.sch"_s, u"t"_s);
    QCOMPARE(IdentifierPreparer(profile).table(name), u"\"my.sch\".t"_s);
    QCOMPARE(IdentifierPreparer(profile).alteredTable(name), u"my.sch.t"_s);
}

QTEST_APPLESS_MAIN(TestIdentifierPreparer)
#include "tst_identifierpreparer.moc"
