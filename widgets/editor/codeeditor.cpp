#include "editor/codeeditor.h"

#include "editor/syntaxstyler.h"

#include <Qsci/qscistyledtext.h>

#include <QEvent>
#include <QFontDatabase>
#include <QMap>

#include <algorithm>
#include <array>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

enum Margin { LineNumbers = 0, FindingMarks = 1 };

constexpr int textGap = 6;

// Indicators below 8 belong to lexers.
enum Indicator { ErrorUnderline = 8, WarningUnderline = 9, InformationUnderline = 10, LinkedStatement = 11 };

// The last styles, which SyntaxStyler leaves free.
enum AnnotationStyle { ErrorNote = 240, WarningNote = 241, InformationNote = 242 };

struct SeverityColours {
    QColor mark;
    QColor noteText;
    QColor noteBack;
};

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Base).lightness() < 128;
}

SeverityColours coloursOf(Severity severity, bool dark)
{
    switch (severity) {
    case Severity::Error: return dark ? SeverityColours{0xff7b7b, 0xffc9c9, 0x4a2226} : SeverityColours{0xb3261e, 0x7a1410, 0xfde8e6};
    case Severity::Warning: return dark ? SeverityColours{0xf0b429, 0xffe1a0, 0x43350f} : SeverityColours{0x9a6700, 0x6a4700, 0xfff4d6};
    case Severity::Information: break;
    }
    return dark ? SeverityColours{0x6cb2ff, 0xcfe5ff, 0x1e3348} : SeverityColours{0x0b62b8, 0x0a4580, 0xe6f1fc};
}

QColor between(const QColor &from, const QColor &to, double part)
{
    const auto mix = [part](double a, double b) { return static_cast<float>(a + (b - a) * part); };
    return QColor::fromRgbF(mix(from.redF(), to.redF()), mix(from.greenF(), to.greenF()), mix(from.blueF(), to.blueF()));
}

constexpr std::array severities{Severity::Error, Severity::Warning, Severity::Information};

int rank(Severity severity)
{
    return static_cast<int>(severity);
}

} // namespace

CodeEditor::CodeEditor(std::shared_ptr<const SyntaxLibrary> library, QWidget *parent) : QsciScintilla(parent)
{
    setUtf8(true);
    setFrameShape(QFrame::NoFrame);
    setIndentationWidth(4);
    setTabWidth(4);
    setIndentationsUseTabs(false);
    setAutoIndent(true);
    setCaretLineVisible(true);
    setExtraAscent(1);
    setExtraDescent(1);
    setScrollWidth(1);
    setScrollWidthTracking(true);
    // The caret stays visible without edit rights, so that the keyboard can walk through read-only text.
    SendScintilla(SCI_SETCARETSTYLE, static_cast<unsigned long>(CARETSTYLE_LINE), 0L);
    setUpMargins();
    setUpIndicators();
    m_styler = std::make_unique<SyntaxStyler>(this, std::move(library));
    updateColours();

    connect(this, &QsciScintilla::cursorPositionChanged, this, &CodeEditor::onCursorMoved);
    connect(this, &QsciScintilla::linesChanged, this, &CodeEditor::updateLineNumberWidth);
    connect(this, &QsciScintilla::marginClicked, this, [this](int margin, int line) {
        if (margin == FindingMarks)
            emit findingClicked(line + 1);
    });
}

CodeEditor::~CodeEditor() = default;

void CodeEditor::setUpMargins()
{
    setMarginType(LineNumbers, NumberMargin);
    setMarginLineNumbers(LineNumbers, true);
    setMarginType(FindingMarks, SymbolMargin);
    setMarginWidth(FindingMarks, 18);
    setMarginSensitivity(FindingMarks, true);
    setMarginWidth(2, 0); // QScintilla's third margin, unused
    SendScintilla(SCI_SETMARGINLEFT, 0UL, static_cast<long>(textGap));
    markerDefine(Circle, rank(Severity::Error));
    markerDefine(RightTriangle, rank(Severity::Warning));
    markerDefine(SmallRectangle, rank(Severity::Information));
    setMarginMarkerMask(FindingMarks, 0b111);
    setAnnotationDisplay(AnnotationIndented);
    updateLineNumberWidth();
}

void CodeEditor::setUpIndicators()
{
    indicatorDefine(SquiggleIndicator, ErrorUnderline);
    indicatorDefine(DashesIndicator, WarningUnderline);
    indicatorDefine(DotsIndicator, InformationUnderline);
    indicatorDefine(RoundBoxIndicator, LinkedStatement);
    setIndicatorDrawUnder(true, LinkedStatement);
}

void CodeEditor::updateColours()
{
    const QPalette colours = palette();
    const bool dark = isDark(colours);
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (fixed.pointSizeF() <= 0)
        fixed.setPointSize(font().pointSize() > 0 ? font().pointSize() : 10);
    m_styler->setColours(colours, fixed);

    setColor(colours.color(QPalette::Text));
    setPaper(colours.color(QPalette::Base));
    setCaretForegroundColor(colours.color(QPalette::Text));
    setCaretLineBackgroundColor(colours.color(QPalette::AlternateBase));
    setSelectionBackgroundColor(colours.color(QPalette::Highlight));
    setSelectionForegroundColor(colours.color(QPalette::HighlightedText));
    setMarginsBackgroundColor(colours.color(QPalette::Window));
    setMarginsForegroundColor(between(colours.color(QPalette::WindowText), colours.color(QPalette::Window), 0.35));
    setMarginsFont(fixed);

    constexpr std::array underlines{ErrorUnderline, WarningUnderline, InformationUnderline};
    constexpr std::array notes{ErrorNote, WarningNote, InformationNote};
    for (std::size_t index = 0; index < severities.size(); ++index) {
        const auto severity = coloursOf(severities[index], dark);
        setMarkerForegroundColor(severity.mark, rank(severities[index]));
        setMarkerBackgroundColor(severity.mark, rank(severities[index]));
        setIndicatorForegroundColor(severity.mark, underlines[index]);
        const auto style = static_cast<unsigned long>(notes[index]);
        SendScintilla(SCI_STYLESETFORE, style, severity.noteText);
        SendScintilla(SCI_STYLESETBACK, style, severity.noteBack);
    }
    QColor link = colours.color(QPalette::Highlight);
    setIndicatorOutlineColor(link, LinkedStatement);
    link.setAlpha(dark ? 70 : 45);
    setIndicatorForegroundColor(link, LinkedStatement);
    updateLineNumberWidth();
}

void CodeEditor::updateLineNumberWidth()
{
    const auto digits = std::max<qsizetype>(2, QString::number(lines()).size());
    const auto width = SendScintilla(SCI_TEXTWIDTH, static_cast<unsigned long>(STYLE_LINENUMBER), QByteArray(digits + 1, '9').constData());
    setMarginWidth(LineNumbers, static_cast<int>(width) + 6);
}

void CodeEditor::setLanguage(SyntaxLanguage language)
{
    m_styler->setLanguage(language);
}

void CodeEditor::setSource(const QString &source)
{
    m_statements.clear();
    m_linked.clear();
    m_current = -1;
    clearFindings();
    const bool wasReadOnly = isReadOnly();
    setReadOnly(false);
    setText(source);
    SendScintilla(SCI_EMPTYUNDOBUFFER);
    setModified(false);
    setReadOnly(wasReadOnly);
    SendScintilla(SCI_SETSCROLLWIDTH, 1UL, 0L);
    setCursorPosition(0, 0);
    setFirstVisibleLine(0);
}

void CodeEditor::goToLine(int line)
{
    const int target = std::clamp(line - 1, 0, std::max(0, lines() - 1));
    ensureLineVisible(target);
    setCursorPosition(target, 0);
    const auto onScreen = static_cast<int>(SendScintilla(SCI_LINESONSCREEN));
    setFirstVisibleLine(
        std::max(0, static_cast<int>(SendScintilla(SCI_VISIBLEFROMDOCLINE, static_cast<unsigned long>(target), 0L)) - onScreen / 3));
}

int CodeEditor::currentLine() const
{
    int line = 0;
    int column = 0;
    getCursorPosition(&line, &column);
    return line + 1;
}

void CodeEditor::clearFindings()
{
    m_findings.clear();
    clearAnnotations();
    for (const Severity severity : severities)
        markerDeleteAll(rank(severity));
    const auto length = SendScintilla(SCI_GETLENGTH);
    for (const int indicator : {ErrorUnderline, WarningUnderline, InformationUnderline, LinkedStatement}) {
        SendScintilla(SCI_SETINDICATORCURRENT, static_cast<unsigned long>(indicator), 0L);
        SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, length);
    }
}

void CodeEditor::setFindings(const Diagnostics &findings)
{
    const auto linked = m_linked;
    clearFindings();
    m_findings = findings;
    constexpr std::array underlines{ErrorUnderline, WarningUnderline, InformationUnderline};
    constexpr std::array notes{ErrorNote, WarningNote, InformationNote};
    const auto length = SendScintilla(SCI_GETLENGTH);

    QMap<int, QList<QsciStyledText>> texts;
    for (const Diagnostic &finding : findings) {
        if (finding.line < 1 || finding.line > lines())
            continue;
        const auto index = static_cast<std::size_t>(rank(finding.severity));
        markerAdd(finding.line - 1, rank(finding.severity));
        const auto begin = std::clamp<qsizetype>(finding.span.begin, 0, length);
        const auto end = std::clamp<qsizetype>(finding.span.end, begin, length);
        if (end > begin) {
            SendScintilla(SCI_SETINDICATORCURRENT, static_cast<unsigned long>(underlines[index]), 0L);
            SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(begin), static_cast<long>(end - begin));
        }
        QString note = finding.message;
        if (!finding.fix.isEmpty())
            note += u'\n' + finding.fix;
        auto &lineTexts = texts[finding.line - 1];
        if (!lineTexts.isEmpty())
            note.prepend(u'\n');
        lineTexts.append(QsciStyledText(note, notes[index]));
    }
    for (auto it = texts.cbegin(); it != texts.cend(); ++it)
        annotate(it.key(), it.value());
    linkStatements(linked);
}

void CodeEditor::setFindingsExpanded(bool expanded)
{
    setAnnotationDisplay(expanded ? AnnotationIndented : AnnotationHidden);
}

void CodeEditor::setStatements(const QList<Span> &statements)
{
    linkStatements({});
    m_statements = statements;
    m_current = -1;
}

void CodeEditor::linkStatements(const QList<qsizetype> &indexes)
{
    const auto length = SendScintilla(SCI_GETLENGTH);
    SendScintilla(SCI_SETINDICATORCURRENT, static_cast<unsigned long>(LinkedStatement), 0L);
    SendScintilla(SCI_INDICATORCLEARRANGE, 0UL, length);
    m_linked.clear();
    for (const qsizetype index : indexes) {
        if (index < 0 || index >= m_statements.size())
            continue;
        m_linked.append(index);
        const auto begin = std::clamp<qsizetype>(m_statements[index].begin, 0, length);
        const auto end = std::clamp<qsizetype>(m_statements[index].end, begin, length);
        SendScintilla(SCI_INDICATORFILLRANGE, static_cast<unsigned long>(begin), static_cast<long>(end - begin));
    }
    if (!m_linked.isEmpty() && !hasFocus()) {
        const Span first = m_statements[m_linked.constFirst()];
        SendScintilla(SCI_SCROLLRANGE, static_cast<unsigned long>(std::clamp<qsizetype>(first.end, 0, length)),
                      static_cast<long>(std::clamp<qsizetype>(first.begin, 0, length)));
    }
}

qsizetype CodeEditor::statementAt(qsizetype offset) const
{
    qsizetype best = -1;
    for (qsizetype index = 0; index < m_statements.size(); ++index) {
        const Span span = m_statements[index];
        const bool inside = span.begin <= offset && offset <= span.end;
        // At a border shared by two statements the later one counts: the cursor stands at its first letter.
        if (inside && (best < 0 || span.length() <= m_statements[best].length() || m_statements[best].end == offset))
            best = index;
    }
    return best;
}

void CodeEditor::onCursorMoved()
{
    const qsizetype entered = statementAt(SendScintilla(SCI_GETCURRENTPOS));
    if (entered == m_current)
        return;
    m_current = entered;
    emit statementEntered(entered);
}

void CodeEditor::changeEvent(QEvent *event)
{
    QsciScintilla::changeEvent(event);
    if (m_styler && (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange))
        updateColours();
}

} // namespace retort
