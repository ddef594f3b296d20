#include "python/lexer.h"

#include <QtTest>

using namespace retort;
using namespace retort::python;
using namespace Qt::StringLiterals;

class TestLexer : public QObject
{
    Q_OBJECT

    struct Result {
        QByteArray tokens;
        Diagnostics diagnostics;
    };

    /// The tokens as "Name(a) Newline EndMarker": layout by name, the rest by its text.
    static Result lex(const QByteArray &text)
    {
        const SourceText source(u"a.py"_s, text);
        Lexer lexer(source);
        QByteArrayList out;
        for (const Token &token : lexer.run()) {
            switch (token.kind) {
            case TokenKind::EndMarker: out << "$"; break;
            case TokenKind::Newline: out << "NL"; break;
            case TokenKind::Indent: out << ">"; break;
            case TokenKind::Dedent: out << "<"; break;
            case TokenKind::Error: out << "ERROR"; break;
            default: out << source.slice({qsizetype(token.begin), qsizetype(token.end)}).toByteArray();
            }
        }
        return {out.join(' '), lexer.diagnostics()};
    }

    static QByteArray tokens(const QByteArray &text)
    {
        const Result result = lex(text);
        return result.diagnostics.isEmpty() ? result.tokens : "unexpected: " + result.diagnostics.first().message.toUtf8();
    }

private slots:
    void anEmptyFileIsOnlyItsEnd()
    {
        QCOMPARE(tokens(""), "$");
        QCOMPARE(tokens("\n  \n# comment\n"), "$");
        QCOMPARE(tokens("\f\n"), "$");
    }

    void blocksBecomeIndentsAndDedents()
    {
        QCOMPARE(tokens("if a:\n  b\n\n  # c\n  if c:\n        d\ne"), "if a : NL > b NL if c : NL > d NL < < e NL $");
        QCOMPARE(tokens("if a:\n    b"), "if a : NL > b NL < $");
    }

    void everyLineEndCounts()
    {
        QCOMPARE(tokens("a\r\nb\rc\n"), "a NL b NL c NL $");
        QCOMPARE(tokens("(a,\r\nb)\r\n"), "( a , b ) NL $");
    }

    void backslashesAndBracketsJoinLines()
    {
        QCOMPARE(tokens("a + \\\n  b\n"), "a + b NL $");
        QCOMPARE(tokens("[\n a,  # x\n\n b]\n"), "[ a , b ] NL $");
        QCOMPARE(lex("a \\ \nb").diagnostics.size(), 1);
        QCOMPARE(lex("a \\").diagnostics.size(), 1);
    }

    void theLongestOperatorWins()
    {
        QCOMPARE(tokens("a**=b//=c<<=d>>=e->f...g:=h!=i@=j"), "a **= b //= c <<= d >>= e -> f ... g := h != i @= j NL $");
    }

    void numbersAreReadAsCPythonReadsThem_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("valid");
        for (const char *text : {"0", "00", "0_0", "1_000", "0xFF_ff", "0x_f", "0o17", "0B1", "1.", ".5", "1.5e-3_0", "1e5", "1E+5j",
                                 "0777.5", "09e1", "1if a else 2", "0xfor b", "1_0j", "1..real"})
            QTest::newRow(text) << QByteArray(text) << true;
        for (const char *text : {"0777", "1__0", "1_", "0x", "0b2", "0o8", "1abc", "1e", "1e+", "0xg", "1._5", "5_.0", "1jx"})
            QTest::newRow(text) << QByteArray(text) << false;
    }
    void numbersAreReadAsCPythonReadsThem()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, valid);
        QCOMPARE(lex(text).diagnostics.isEmpty(), valid);
    }

    void stringsReachFromPrefixToQuote()
    {
        QCOMPARE(tokens("rb'a\\'b' Br\"x\" u'' '''a\n'b''' "), "rb'a\\'b' Br\"x\" u'' '''a\n'b''' NL $");
        QCOMPARE(tokens("bu'x'"), "bu 'x' NL $");
    }

    void fStringsAreCutIntoTextAndFields()
    {
        QCOMPARE(tokens("f'a{b!r:>{w}}c'"), "f' a { b ! r : > { w } } c ' NL $");
        QCOMPARE(tokens("f'{a['b']}'"), "f' { a [ 'b' ] } ' NL $");
        QCOMPARE(tokens("f'{{a}}'"), "f' {{ a}} ' NL $");
        QCOMPARE(tokens("f'''{\na # c\n}'''"), "f''' { a } ''' NL $");
        QCOMPARE(tokens("f'{f'{f'{1}'}'}'"), "f' { f' { f' { 1 } ' } ' } ' NL $");
        QCOMPARE(tokens("f'\\N{DASH}x'"), "f' \\N{DASH} x ' NL $");
        QCOMPARE(tokens("f'{x:=5}'"), "f' { x : =5 } ' NL $");
    }

    void anUnclosedStringEndsWithItsLine()
    {
        const Result result = lex("a = 'x\nb\n");
        QCOMPARE(result.tokens, "a = ERROR NL b NL $");
        QCOMPARE(result.diagnostics.size(), 1);
        QCOMPARE(result.diagnostics.first().line, 1);
        QCOMPARE(lex("a = f'x{b\nc = 1\n").diagnostics.size(), 1);
    }

    void anUnclosedBracketEndsAtTheNextStatement()
    {
        const Result result = lex("a = (1,\ndef f():\n  pass\n");
        QCOMPARE(result.tokens, "a = ( 1 , ERROR NL def f ( ) : NL > pass NL < $");
        QCOMPARE(result.diagnostics.size(), 1);
        QCOMPARE(result.diagnostics.first().span, (Span{4, 5}));
    }

    void wrongBracketsAreReported()
    {
        QCOMPARE(lex("(a]").diagnostics.size(), 1);
        QCOMPARE(lex("a)").diagnostics.size(), 1);
        QCOMPARE(lex(QByteArray(201, '(')).diagnostics.size(), 2);
    }

    void tabsAndBlanksMustAgree()
    {
        QVERIFY(!lex("if a:\n        b\n\tc\n").diagnostics.isEmpty());
        QVERIFY(!lex("if a:\n\tb\n        c\n").diagnostics.isEmpty());
        QVERIFY(lex("if a:\n\tb\n\tc\n").diagnostics.isEmpty());
    }

    void aDedentMustMeetAnOuterLevel()
    {
        const Result result = lex("if a:\n    b\n  c\n  d\ne\n");
        QCOMPARE(result.diagnostics.size(), 1);
        QCOMPARE(result.tokens, "if a : NL > b NL < ERROR c NL d NL e NL $");
    }

    void namesMayUseAnyLetters()
    {
        QCOMPARE(tokens("größe = 名前"), "größe = 名前 NL $");
        QCOMPARE(lex("a = “x”").diagnostics.size(), 1);
        QCOMPARE(lex("a = 5€").diagnostics.size(), 1);
        QCOMPARE(lex("a = $x").diagnostics.size(), 1);
    }
};

QTEST_APPLESS_MAIN(TestLexer)
#include "tst_lexer.moc"
