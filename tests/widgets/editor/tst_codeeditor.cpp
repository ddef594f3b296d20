#include "editor/codeeditor.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace retort;
using namespace Qt::StringLiterals;

namespace {

const QString migration = uR"("""Add e-mail."""

revision = "1a2b"

def upgrade() -> None:
    op.add_column('users', sa.Column('email', sa.String(255)))
    op.create_index('ix_users_email', 'users', ['email'])

def downgrade() -> None:
    pass
)"_s;

} // namespace

class TestCodeEditor : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_editor.reset(); }

    void pythonKeywordsAndStringsHaveDifferentStyles();
    void sameWordHasTheSameStyleAfterAnUmlaut();
    void openingATripleQuoteRestylesTheLinesBelow();
    void closingATripleQuoteRestoresTheLinesBelow();
    void insertedLinesKeepTheStylesOfTheLinesBelow();
    void twoEditsFarApartAreBothRestyled();
    void onlyVisibleLinesAreStyledAtFirst();
    void everyLanguageStylesItsKeyword_data();
    void everyLanguageStylesItsKeyword();
    void aDarkPaletteChangesTheColours();
    void everyColourCanBeReadOnTheBackground_data();
    void everyColourCanBeReadOnTheBackground();
    void aVeryLongLineIsShownPlainAndDoesNotHang();
    void readOnlyTextIsReplacedByTheProgramButNotByKeys();
    void goToLinePutsTheCursorThereAndShowsTheLine();
    void goToLineBeyondTheEndGoesToTheLastLine();
    void findingsAreMarkedAtTheirLines();
    void clickOnAFindingsMarkNamesItsLine();
    void findingsOutsideTheTextAreIgnored();
    void theCursorEntersAndLeavesStatements();
    void linkedStatementsAreBoxed();
    void newSourceForgetsFindingsAndStatements();

private:
    void show(const QString &text, SyntaxLanguage language = SyntaxLanguage::Python);
    /// The style byte of the first letter of the `nth` (from 0) occurrence of `word`.
    int styleOf(const char *word, int nth = 0);
    qsizetype offsetOf(const char *word, int nth = 0) const;
    QColor colourOf(const char *word);

    std::shared_ptr<const SyntaxLibrary> m_library = std::make_shared<SyntaxLibrary>();
    std::unique_ptr<CodeEditor> m_editor;
};

void TestCodeEditor::init()
{
    m_editor = std::make_unique<CodeEditor>(m_library);
    m_editor->resize(600, 400);
}

void TestCodeEditor::show(const QString &text, SyntaxLanguage language)
{
    m_editor->setLanguage(language);
    m_editor->setSource(text);
    m_editor->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_editor.get()));
    m_editor->grab();
}

qsizetype TestCodeEditor::offsetOf(const char *word, int nth) const
{
    const QByteArray text = m_editor->text().toUtf8();
    qsizetype at = text.indexOf(word);
    for (; nth > 0; --nth)
        at = text.indexOf(word, at + 1);
    return at;
}

int TestCodeEditor::styleOf(const char *word, int nth)
{
    m_editor->grab(); // styles what is visible
    return static_cast<int>(m_editor->SendScintilla(QsciScintilla::SCI_GETSTYLEAT, static_cast<unsigned long>(offsetOf(word, nth)), 0L));
}

QColor TestCodeEditor::colourOf(const char *word)
{
    const auto value = m_editor->SendScintilla(QsciScintilla::SCI_STYLEGETFORE, static_cast<unsigned long>(styleOf(word)), 0L);
    return QColor(static_cast<int>(value & 0xff), static_cast<int>((value >> 8) & 0xff), static_cast<int>((value >> 16) & 0xff));
}

void TestCodeEditor::pythonKeywordsAndStringsHaveDifferentStyles()
{
    show(migration);
    QCOMPARE(styleOf("def"), styleOf("def", 1));
    QVERIFY(styleOf("def") != styleOf("users"));
    QVERIFY(styleOf("def") != styleOf("upgrade"));
    QCOMPARE(styleOf("users"), styleOf("email"));
}

void TestCodeEditor::sameWordHasTheSameStyleAfterAnUmlaut()
{
    show(u"x = 'grün 😀 äöü'; y = 42\nz = 42\n"_s);
    QCOMPARE(styleOf("42"), styleOf("42", 1));
    QVERIFY(styleOf("42") != styleOf("y"));
}

void TestCodeEditor::openingATripleQuoteRestylesTheLinesBelow()
{
    show(u"a = 1\nb = 2\ndef f():\n    return 3\n"_s);
    const int keyword = styleOf("def");
    m_editor->insertAt(u"'''"_s, 0, 0);
    QVERIFY(styleOf("def") != keyword);
    QCOMPARE(styleOf("def"), styleOf("return"));
}

void TestCodeEditor::closingATripleQuoteRestoresTheLinesBelow()
{
    show(u"'''a = 1\nb = 2\ndef f():\n    return 3\n"_s);
    const int text = styleOf("def");
    m_editor->insertAt(u"'''"_s, 1, 0);
    QVERIFY(styleOf("def") != text);
    QVERIFY(styleOf("return") != text);
}

void TestCodeEditor::insertedLinesKeepTheStylesOfTheLinesBelow()
{
    show(migration);
    const int keyword = styleOf("def");
    const int text = styleOf("users");
    m_editor->insertAt(u"x = 1\ny = 'users'\n"_s, 2, 0);
    QCOMPARE(styleOf("def"), keyword);
    QCOMPARE(styleOf("def", 1), keyword);
    QCOMPARE(styleOf("users"), text);
    QCOMPARE(styleOf("users", 1), text);
    m_editor->setSelection(2, 0, 4, 0);
    m_editor->removeSelectedText();
    QCOMPARE(styleOf("def"), keyword);
    QCOMPARE(styleOf("def", 1), keyword);
}

void TestCodeEditor::twoEditsFarApartAreBothRestyled()
{
    QString text;
    for (int line = 0; line < 400; ++line)
        text += u"value = 1\n"_s;
    show(text + u"last = None\n"_s);
    m_editor->goToLine(401);
    const int number = styleOf("1", 399);
    m_editor->insertAt(u"'''"_s, 390, 0);
    m_editor->insertAt(u"x"_s, 0, 0);
    m_editor->goToLine(1);
    m_editor->grab();
    m_editor->goToLine(401);
    QVERIFY(styleOf("1", 399) != number);
    QCOMPARE(styleOf("1", 380), number);
}

void TestCodeEditor::onlyVisibleLinesAreStyledAtFirst()
{
    QString text;
    for (int line = 0; line < 10'000; ++line)
        text += u"value = call('text', 1)\n"_s;
    QElapsedTimer timer;
    timer.start();
    show(text);
    const auto styled = m_editor->SendScintilla(QsciScintilla::SCI_GETENDSTYLED);
    qInfo() << "10,000 lines shown in" << timer.elapsed() << "ms";
    QVERIFY2(styled < 24 * 200, qPrintable(QString::number(styled)));
    QVERIFY(styled > 0);
}

void TestCodeEditor::everyLanguageStylesItsKeyword_data()
{
    QTest::addColumn<SyntaxLanguage>("language");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("keyword");
    QTest::addColumn<QByteArray>("plain");
    QTest::newRow("python") << SyntaxLanguage::Python << u"def name(): pass\n"_s << "def"_ba
                            << "name"_ba;
    QTest::newRow("sql") << SyntaxLanguage::Sql << u"CREATE TABLE name (id INTEGER);\n"_s << "CREATE"_ba
                         << "name"_ba;
    QTest::newRow("postgresql") << SyntaxLanguage::PostgresqlSql << u"CREATE TABLE things (id INTEGER);\n"_s << "CREATE"_ba
                                << "things"_ba;
    QTest::newRow("mysql") << SyntaxLanguage::MysqlSql << u"CREATE TABLE things (id INTEGER);\n"_s << "CREATE"_ba
                           << "things"_ba;
    QTest::newRow("ini") << SyntaxLanguage::Ini << u"[alembic]\nname = value\n"_s << "alembic"_ba
                         << "value"_ba;
    QTest::newRow("toml") << SyntaxLanguage::Toml << u"[tool]\nname = \"value\"\n"_s << "name"_ba
                          << "value"_ba;
    QTest::newRow("mako") << SyntaxLanguage::Mako << u"<%def name=\"x()\">\ntext\n</%def>\n"_s << "def"_ba
                          << "text"_ba;
}

void TestCodeEditor::everyLanguageStylesItsKeyword()
{
    QFETCH(SyntaxLanguage, language);
    QFETCH(QString, text);
    QFETCH(QByteArray, keyword);
    QFETCH(QByteArray, plain);
    show(text, language);
    QVERIFY(styleOf(keyword.constData()) != styleOf(plain.constData()));
}

void TestCodeEditor::aDarkPaletteChangesTheColours()
{
    show(migration);
    const QColor light = colourOf("def");
    QPalette dark = m_editor->palette();
    dark.setColor(QPalette::Window, QColor(0x20, 0x20, 0x20));
    dark.setColor(QPalette::Base, QColor(0x18, 0x18, 0x18));
    dark.setColor(QPalette::Text, Qt::white);
    m_editor->setPalette(dark);
    QVERIFY(colourOf("def") != light);
    QVERIFY(colourOf("def").lightness() > light.lightness());
    const QImage image = m_editor->grab().toImage();
    QVERIFY(image.pixelColor(image.width() - 40, image.height() - 40).lightness() < 60);
}

void TestCodeEditor::everyColourCanBeReadOnTheBackground_data()
{
    QTest::addColumn<QColor>("background");
    QTest::addColumn<QColor>("text");
    QTest::newRow("light") << QColor(Qt::white) << QColor(Qt::black);
    QTest::newRow("dark") << QColor(0x1f, 0x20, 0x23) << QColor(0xe0, 0xe0, 0xe0);
}

void TestCodeEditor::everyColourCanBeReadOnTheBackground()
{
    QFETCH(QColor, background);
    QFETCH(QColor, text);
    QPalette palette = m_editor->palette();
    palette.setColor(QPalette::Window, background);
    palette.setColor(QPalette::Base, background);
    palette.setColor(QPalette::Text, text);
    m_editor->setPalette(palette);
    show(u"# comment\nfrom x import y\ndef f(a: str) -> None:\n    return 'text' + 42\n"_s);

    const auto luminance = [](const QColor &colour) {
        const auto channel = [](double value) { return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); };
        return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) + 0.0722 * channel(colour.blueF());
    };
    for (const char *word : {"# comment", "from", "def", "str", "None", "return", "'text'", "42"}) {
        const double one = luminance(colourOf(word)) + 0.05;
        const double other = luminance(background) + 0.05;
        QVERIFY2(std::max(one, other) / std::min(one, other) >= 4.5, word);
    }
}

void TestCodeEditor::aVeryLongLineIsShownPlainAndDoesNotHang()
{
    show(u"def f():\n    x = '"_s + QString(200'000, u'a') + u"'\n"_s);
    QCOMPARE(styleOf("def"), static_cast<int>(QsciScintilla::STYLE_DEFAULT));
}

void TestCodeEditor::readOnlyTextIsReplacedByTheProgramButNotByKeys()
{
    m_editor->setReadOnly(true);
    show(migration);
    QCOMPARE(m_editor->text(), migration);
    QTest::keyClicks(m_editor.get(), u"xyz"_s);
    QCOMPARE(m_editor->text(), migration);
    m_editor->setReadOnly(false);
    QTest::keyClicks(m_editor.get(), u"xyz"_s);
    QVERIFY(m_editor->text().startsWith(u"xyz"_s));
}

void TestCodeEditor::goToLinePutsTheCursorThereAndShowsTheLine()
{
    QString text;
    for (int line = 1; line <= 500; ++line)
        text += QString::number(line) + u'\n';
    show(text);
    m_editor->goToLine(300);
    QCOMPARE(m_editor->currentLine(), 300);
    const int top = m_editor->firstVisibleLine() + 1;
    QVERIFY(top <= 300 && 300 < top + 30);
}

void TestCodeEditor::goToLineBeyondTheEndGoesToTheLastLine()
{
    show(u"a\nb\nc"_s);
    m_editor->goToLine(99);
    QCOMPARE(m_editor->currentLine(), 3);
    m_editor->goToLine(-5);
    QCOMPARE(m_editor->currentLine(), 1);
}

void TestCodeEditor::findingsAreMarkedAtTheirLines()
{
    show(migration);
    const auto begin = offsetOf("op.add_column");
    m_editor->setFindings({{u"x.py"_s, {begin, begin + 13}, 6, Severity::Warning, u"c"_s, u"Locks the table."_s, u"Do it at night."_s}});
    QCOMPARE(m_editor->markersAtLine(5), 1u << static_cast<int>(Severity::Warning));
    QCOMPARE(m_editor->markersAtLine(6), 0u);
    QVERIFY(m_editor->annotation(5).contains(u"Locks the table."_s));
    QVERIFY(m_editor->annotation(5).contains(u"Do it at night."_s));
    m_editor->setFindings({});
    QCOMPARE(m_editor->markersAtLine(5), 0u);
    QVERIFY(m_editor->annotation(5).isEmpty());
}

void TestCodeEditor::clickOnAFindingsMarkNamesItsLine()
{
    show(migration);
    m_editor->setFindings({{u"x.py"_s, {}, 6, Severity::Error, u"c"_s, u"No."_s, {}}});
    QSignalSpy clicked(m_editor.get(), &CodeEditor::findingClicked);
    const int x = m_editor->marginWidth(0) + m_editor->marginWidth(1) / 2;
    const int height = static_cast<int>(m_editor->SendScintilla(QsciScintilla::SCI_TEXTHEIGHT, 0UL, 0L));
    QTest::mouseClick(m_editor->viewport(), Qt::LeftButton, {}, QPoint(x, 5 * height + height / 2));
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(clicked.constFirst().constFirst().toInt(), 6);
}

void TestCodeEditor::findingsOutsideTheTextAreIgnored()
{
    show(u"a = 1\n"_s);
    m_editor->setFindings({{u"x.py"_s, {500, 900}, 77, Severity::Error, u"c"_s, u"far"_s, {}},
                           {u"x.py"_s, {2, 900}, 1, Severity::Error, u"c"_s, u"near"_s, {}},
                           {u"x.py"_s, {}, 0, Severity::Error, u"c"_s, u"file"_s, {}}});
    QVERIFY(m_editor->markersAtLine(0) != 0);
    QCOMPARE(m_editor->annotation(0), u"near"_s);
}

void TestCodeEditor::theCursorEntersAndLeavesStatements()
{
    show(migration);
    const auto first = offsetOf("op.add_column");
    const auto second = offsetOf("op.create_index");
    m_editor->setStatements({{first, first + 40}, {second, second + 40}});
    QSignalSpy entered(m_editor.get(), &CodeEditor::statementEntered);
    m_editor->setCursorPosition(5, 10);
    QTRY_COMPARE(entered.size(), 1);
    QCOMPARE(entered.takeFirst().constFirst().toLongLong(), 0);
    m_editor->setCursorPosition(5, 12);
    m_editor->setCursorPosition(6, 10);
    QTRY_COMPARE(entered.size(), 1);
    QCOMPARE(entered.takeFirst().constFirst().toLongLong(), 1);
    m_editor->setCursorPosition(0, 0);
    QTRY_COMPARE(entered.size(), 1);
    QCOMPARE(entered.takeFirst().constFirst().toLongLong(), -1);
}

void TestCodeEditor::linkedStatementsAreBoxed()
{
    show(migration);
    const auto first = offsetOf("op.add_column");
    m_editor->setStatements({{first, first + 40}});
    m_editor->linkStatements({0, 7});
    QCOMPARE(m_editor->linkedStatements(), QList<qsizetype>{0});
    const auto indicatorsAt = [this](qsizetype offset) {
        return m_editor->SendScintilla(QsciScintilla::SCI_INDICATORALLONFOR, static_cast<unsigned long>(offset), 0L);
    };
    QVERIFY(indicatorsAt(first + 1) != 0);
    QCOMPARE(indicatorsAt(first - 1), 0);
    m_editor->linkStatements({});
    QCOMPARE(indicatorsAt(first + 1), 0);
}

void TestCodeEditor::newSourceForgetsFindingsAndStatements()
{
    show(migration);
    m_editor->setFindings({{u"x.py"_s, {0, 5}, 1, Severity::Error, u"c"_s, u"No."_s, {}}});
    m_editor->setStatements({{0, 10}});
    m_editor->linkStatements({0});
    m_editor->setSource(u"other = 1\n"_s);
    QCOMPARE(m_editor->markersAtLine(0), 0u);
    QVERIFY(m_editor->annotation(0).isEmpty());
    QCOMPARE(m_editor->statementAt(3), -1);
    QVERIFY(m_editor->linkedStatements().isEmpty());
    QVERIFY(!m_editor->isUndoAvailable());
}

QTEST_MAIN(TestCodeEditor)
#include "tst_codeeditor.moc"
