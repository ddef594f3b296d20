#include "alembic/dotenv.h"

#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

class TestDotEnv : public QObject
{
    Q_OBJECT

private slots:
    /// The values are python-dotenv's own answers.
    void valuesAreThoseOfPythonDotenv_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *name, const QString &text, const QString &key, const QString &value) {
            QTest::newRow(name) << text << key << value;
        };
        row("plain", u"A=1\n"_s, u"A"_s, u"1"_s);
        row("export, quotes and comment", u"export A = \"x y\" # c\n"_s, u"A"_s, u"x y"_s);
        row("escaped single quote", u"A='it\\'s'\n"_s, u"A"_s, u"it's"_s);
        row("escape in double quotes", u"A=\"l1\\nl2\"\n"_s, u"A"_s, u"l1\nl2"_s);
        row("value over two lines", u"A=\"multi\nline\"\nB=2\n"_s, u"A"_s, u"multi\nline"_s);
        row("hash without blank", u"A=a#b\n"_s, u"A"_s, u"a#b"_s);
        row("comment", u"A=a #b\n"_s, u"A"_s, u"a"_s);
        row("only a comment", u"A= #b\n"_s, u"A"_s, QString());
        row("hash directly after =", u"A=#b\n"_s, u"A"_s, u"#b"_s);
        row("variables", u"A=$HOME ${HOST} ${NONE:-def} ${NONE}\n"_s, u"A"_s, u"$HOME proc def "_s);
        row("earlier line before the process", u"HOST=file\nA=${HOST}\n"_s, u"A"_s, u"file"_s);
        row("last one wins", u"# c\n\nA=1\nA=2\n"_s, u"A"_s, u"2"_s);
        row("after a broken line", u"A=\"x\" y\nB=2\n"_s, u"B"_s, u"2"_s);
        row("after an open quote", u"A=\"un\nB=2\n"_s, u"B"_s, u"2"_s);
        row("quoted key", u"'A B'=1\n"_s, u"A B"_s, u"1"_s);
        row("unknown escape stays", u"A=\"\\x\\t\"\n"_s, u"A"_s, u"\\x\t"_s);
        row("export needs a blank", u"exportA=1\n"_s, u"exportA"_s, u"1"_s);
        row("windows line ends", u"A=1\r\nB=2\r\n"_s, u"A"_s, u"1"_s);
    }

    void valuesAreThoseOfPythonDotenv()
    {
        QFETCH(QString, text);
        QFETCH(QString, key);
        QFETCH(QString, value);
        const DotEnv file = DotEnv::parse(SourceText(u".env"_s, text.toUtf8()), {{u"HOST"_s, u"proc"_s}});
        const DotEnv::Entry *entry = file.find(key);
        QVERIFY(entry);
        QCOMPARE(*entry->value, value);
    }

    void aBrokenLineIsReportedWithItsNumber()
    {
        const DotEnv file = DotEnv::parse(SourceText(u".env"_s, "A=1\nno value here\nB=2\n"));
        QCOMPARE(file.diagnostics().size(), 1);
        QCOMPARE(file.diagnostics().first().line, 2);
        QCOMPARE(file.find(u"B"_s)->line, 3);
    }

    void aKeyWithoutValueIsKnownAndEmpty()
    {
        const DotEnv file = DotEnv::parse(SourceText(u".env"_s, "A\nB=\n"));
        QVERIFY(file.find(u"A"_s));
        QVERIFY(!file.find(u"A"_s)->value);
        QCOMPARE(file.find(u"B"_s)->value.value_or(u"-"_s), QString());
    }

    void theProcessCanWinAsInLoadDotenv()
    {
        const DotEnv file = DotEnv::parse(SourceText(u".env"_s, "HOST=file\nA=${HOST}\n"), {{u"HOST"_s, u"proc"_s}}, true);
        QCOMPARE(file.value(u"A"_s), u"proc"_s);
    }

    void keysCanBeFoundWithoutCase()
    {
        const DotEnv file = DotEnv::parse(SourceText(u".env"_s, "Database_Url=x\n"));
        QVERIFY(!file.find(u"DATABASE_URL"_s));
        QCOMPARE(file.find(u"DATABASE_URL"_s, Qt::CaseInsensitive)->line, 1);
    }
};

QTEST_APPLESS_MAIN(TestDotEnv)
#include "tst_dotenv.moc"
