#include "mainwindow/commandpalette.h"
#include "mainwindow/programoptions.h"

#include <QtTest>

using namespace retort;
using namespace Qt::StringLiterals;

namespace {

Result<ProgramOptions> parse(const QStringList &arguments)
{
    return ProgramOptions::parse(QStringList{u"retort"_s} + arguments, u"1.2.3"_s);
}

} // namespace

class TestProgramOptions : public QObject
{
    Q_OBJECT

private slots:
    void everythingCanBeGiven()
    {
        const auto options = parse({u"/p"_s, u"--screenshot"_s, u"a.png"_s, u"--page"_s, u"review"_s, u"--dark"_s, u"--target"_s, u"dev"_s,
                                    u"--size"_s, u"900x700"_s, u"--revision"_s, u"ab12"_s});
        QVERIFY(options.ok());
        QCOMPARE(options->project, u"/p"_s);
        QCOMPARE(options->screenshot, u"a.png"_s);
        QCOMPARE(options->page, ProgramOptions::Page::Review);
        QCOMPARE(options->colours, ProgramOptions::Colours::Dark);
        QCOMPARE(options->size, QSize(900, 700));
        QCOMPARE(options->target, u"dev"_s);
        QCOMPARE(options->revision, u"ab12"_s);
    }

    void whatIsWrongIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown option") << QStringList{u"--frobnicate"_s};
        QTest::newRow("unknown page") << QStringList{u"--page"_s, u"sql"_s};
        QTest::newRow("no size") << QStringList{u"--size"_s, u"big"_s};
        QTest::newRow("tiny size") << QStringList{u"--size"_s, u"1x1"_s};
        QTest::newRow("two projects") << QStringList{u"/a"_s, u"/b"_s};
    }

    void whatIsWrongIsRefused()
    {
        QFETCH(QStringList, arguments);
        QVERIFY(!parse(arguments).ok());
    }

    void helpAndVersionArePrinted()
    {
        QVERIFY(parse({u"--help"_s})->print.contains(u"--screenshot"_s));
        QCOMPARE(parse({u"--version"_s})->print, u"retort 1.2.3\n"_s);
    }

    void thePaletteFindsByLettersInOrder()
    {
        QVERIFY(CommandPalette::matches(u"rb"_s, u"Roll Back…"_s));
        QVERIFY(CommandPalette::matches(u"back roll"_s, u"Roll Back…"_s));
        QVERIFY(CommandPalette::matches({}, u"anything"_s));
        QVERIFY(!CommandPalette::matches(u"xyz"_s, u"Roll Back…"_s));
    }
};

QTEST_GUILESS_MAIN(TestProgramOptions)
#include "tst_programoptions.moc"
