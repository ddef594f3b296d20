#include "python/sourceeditor.h"

#include <QtTest>

using namespace retort;
using namespace retort::python;
using namespace Qt::StringLiterals;

class TestSourceEditor : public QObject
{
    Q_OBJECT

private slots:
    void editsReplaceOnlyTheirSpans()
    {
        const SourceEditor editor(SourceText(u"a.py"_s, "one two three"));
        const auto result = editor.apply({{{8, 13}, "3"}, {{0, 3}, "1"}});
        QVERIFY(result.ok());
        QCOMPARE(result->bytes(), "1 two 3");
        QCOMPARE(result->file(), u"a.py"_s);
    }

    void insertionsAtOnePlaceKeepTheirOrder()
    {
        const SourceEditor editor(SourceText(u"a.py"_s, "ab"));
        QCOMPARE(editor.apply({{{1, 1}, "x"}, {{1, 1}, "y"}, {{1, 2}, "B"}})->bytes(), "axyB");
        QCOMPARE(editor.apply({{{2, 2}, "!"}})->bytes(), "ab!");
        QCOMPARE(editor.apply({})->bytes(), "ab");
    }

    void overlappingEditsAreRefused()
    {
        const SourceEditor editor(SourceText(u"a.py"_s, "abcdef"));
        const auto result = editor.apply({{{0, 3}, "x"}, {{2, 4}, "y"}});
        QVERIFY(!result.ok());
        QCOMPARE(result.error().code, u"python.edit"_s);
    }

    void editsOutsideTheTextAreRefused()
    {
        const SourceEditor editor(SourceText(u"a.py"_s, "abc"));
        QVERIFY(!editor.apply({{{2, 4}, "x"}}).ok());
        QVERIFY(!editor.apply({{{-1, 1}, "x"}}).ok());
        QVERIFY(!editor.apply({{{2, 1}, "x"}}).ok());
    }

    void editsDoNotCutCharacters()
    {
        const SourceEditor editor(SourceText(u"a.py"_s, "a\xc3\xa4z"));
        QVERIFY(!editor.apply({{{0, 2}, "x"}}).ok());
        QCOMPARE(editor.apply({{{1, 3}, "x"}})->bytes(), "axz");
    }
};

QTEST_APPLESS_MAIN(TestSourceEditor)
#include "tst_sourceeditor.moc"
