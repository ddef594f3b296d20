#include "base/sourcetext.h"

#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

class TestSourceText : public QObject
{
    Q_OBJECT

private slots:
    void positionsCountLinesFromOneAndColumnsFromZero()
    {
        const SourceText source(u"a.py"_s, "ab\ncd\r\nef\rg");
        QCOMPARE(source.lineCount(), 4);
        QCOMPARE(source.position(0), (Position{1, 0}));
        QCOMPARE(source.position(4), (Position{2, 1}));
        QCOMPARE(source.position(7), (Position{3, 0}));
        QCOMPARE(source.position(10), (Position{4, 0}));
        QCOMPARE(source.lineStart(3), qsizetype(7));
    }

    void columnsAreUtf8Bytes()
    {
        const SourceText source(u"a.py"_s, QByteArray("\xc3\xa4=1"));
        QCOMPARE(source.position(2), (Position{1, 2}));
        QCOMPARE(source.text({0, 2}), QString(QChar(0xe4)));
    }

    void aSpanBeyondTheTextIsCutToIt()
    {
        const SourceText source(u"a.py"_s, "abc");
        QCOMPARE(source.text({1, 99}), u"bc"_s);
        QCOMPARE(source.text({50, 99}), QString());
        QCOMPARE(source.lineStart(9), qsizetype(3));
    }
};

QTEST_APPLESS_MAIN(TestSourceText)
#include "tst_sourcetext.moc"
