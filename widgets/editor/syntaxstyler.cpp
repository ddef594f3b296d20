#include "editor/syntaxstyler.h"

#include <Qsci/qsciscintillabase.h>

#include <QFont>

#include <algorithm>
#include <cmath>

namespace retort {

namespace {

using Sci = QsciScintillaBase;

// Scintilla's own styles (default, line numbers, braces ...) sit at 32..39; from 240 on are the editor's annotations.
constexpr int firstReservedStyle = 32;
constexpr int reservedStyles = 8;
constexpr int lastFormatSlot = 239;

constexpr int mostLines = 50'000;
constexpr int longestLine = 10'000;
constexpr int linesPerTurn = 1'500;

int nextSlot(std::size_t index)
{
    const int slot = static_cast<int>(index);
    return slot < firstReservedStyle ? slot : slot + reservedStyles;
}

// Relative luminance and contrast as WCAG 2 defines them.
double luminance(const QColor &colour)
{
    const auto channel = [](double value) { return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); };
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) + 0.0722 * channel(colour.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const double first = luminance(one);
    const double second = luminance(other);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

/// The theme's colour, moved towards the colour of the text until it can be read on the editor's own background.
QColor readable(QColor colour, const QColor &text, const QColor &background)
{
    for (int step = 0; step < 10 && contrast(colour, background) < 4.5; ++step) {
        const auto mix = [](int from, int to) { return from + (to - from) / 5; };
        colour.setRgb(mix(colour.red(), text.red()), mix(colour.green(), text.green()), mix(colour.blue(), text.blue()));
    }
    return colour;
}

unsigned long wide(int value)
{
    return static_cast<unsigned long>(value);
}

} // namespace

SyntaxStyler::SyntaxStyler(QsciScintillaBase *editor, std::shared_ptr<const SyntaxLibrary> library)
    : m_editor(editor),
      m_library(std::move(library))
{
    m_editor->SendScintilla(Sci::SCI_SETLEXER, wide(Sci::SCLEX_CONTAINER), 0L);
    m_more.setSingleShot(true);
    connect(&m_more, &QTimer::timeout, this, &SyntaxStyler::styleMore);
    connect(m_editor, &Sci::SCN_STYLENEEDED, this, &SyntaxStyler::onStyleNeeded);
    connect(m_editor, &Sci::SCN_MODIFIED, this,
            [this](int position, int type, const char *, int, int linesAdded) { onModified(position, type, linesAdded); });
    restart();
}

void SyntaxStyler::setLanguage(SyntaxLanguage language)
{
    if (language == m_language)
        return;
    m_language = language;
    setDefinition(m_library->definition(language));
    restart();
}

void SyntaxStyler::setColours(const QPalette &palette, const QFont &font)
{
    setTheme(m_library->theme(palette));
    m_text = palette.color(QPalette::Text);
    m_background = palette.color(QPalette::Base);
    m_editor->SendScintilla(Sci::SCI_STYLESETFONT, wide(Sci::STYLE_DEFAULT), font.family().toUtf8().constData());
    m_editor->SendScintilla(Sci::SCI_STYLESETSIZEFRACTIONAL, wide(Sci::STYLE_DEFAULT),
                            static_cast<long>(font.pointSizeF() * static_cast<int>(Sci::SC_FONT_SIZE_MULTIPLIER)));
    m_editor->SendScintilla(Sci::SCI_STYLESETFORE, wide(Sci::STYLE_DEFAULT), m_text);
    m_editor->SendScintilla(Sci::SCI_STYLESETBACK, wide(Sci::STYLE_DEFAULT), m_background);
    m_editor->SendScintilla(Sci::SCI_STYLECLEARALL, 0UL, 0L);
    for (std::size_t index = 0; index < m_formats.size(); ++index)
        defineStyle(nextSlot(index), m_formats[index]);
}

void SyntaxStyler::restart()
{
    m_states.assign(1, KSyntaxHighlighting::State());
    m_lastEdited = -1;
    m_editor->SendScintilla(Sci::SCI_STARTSTYLING, 0UL, 0L);
    m_editor->viewport()->update();
}

int SyntaxStyler::lineStart(int line) const
{
    return static_cast<int>(m_editor->SendScintilla(Sci::SCI_POSITIONFROMLINE, wide(line), 0L));
}

void SyntaxStyler::onModified(int position, int type, int linesAdded)
{
    if ((type & (Sci::SC_MOD_INSERTTEXT | Sci::SC_MOD_DELETETEXT)) == 0)
        return;
    const int line = static_cast<int>(m_editor->SendScintilla(Sci::SCI_LINEFROMPOSITION, wide(position), 0L));
    // States follow their lines, so that an edit in the middle costs the lines it changes and not all below.
    const auto below = static_cast<std::size_t>(line) + 1;
    if (m_states.size() > below) {
        const auto at = m_states.begin() + static_cast<std::ptrdiff_t>(below);
        if (linesAdded > 0)
            m_states.insert(at, static_cast<std::size_t>(linesAdded), KSyntaxHighlighting::State());
        else if (linesAdded < 0)
            m_states.erase(at, at + std::min<std::ptrdiff_t>(-linesAdded, m_states.end() - at));
    }
    if (m_lastEdited > line)
        m_lastEdited = std::max(line, m_lastEdited + linesAdded);
    m_lastEdited = std::max(m_lastEdited, line + std::max(0, linesAdded));
}

void SyntaxStyler::onStyleNeeded(int position)
{
    m_wantedLine = static_cast<int>(m_editor->SendScintilla(Sci::SCI_LINEFROMPOSITION, wide(position), 0L));
    styleMore();
}

void SyntaxStyler::styleMore()
{
    const int lineCount = static_cast<int>(m_editor->SendScintilla(Sci::SCI_GETLINECOUNT));
    const auto endStyled = m_editor->SendScintilla(Sci::SCI_GETENDSTYLED);
    const int styledLine = static_cast<int>(m_editor->SendScintilla(Sci::SCI_LINEFROMPOSITION, static_cast<unsigned long>(endStyled), 0L));
    const int first = std::min(styledLine, static_cast<int>(m_states.size()) - 1);
    const int wanted = std::min(m_wantedLine, lineCount - 1);
    m_tooBig = lineCount > mostLines;
    const int last = m_tooBig ? wanted : std::min(wanted, first + linesPerTurn);
    styleLines(first, last);
    if (last < wanted)
        m_more.start(0);
}

void SyntaxStyler::styleLines(int first, int last)
{
    const int begin = lineStart(first);
    const int lineCount = static_cast<int>(m_editor->SendScintilla(Sci::SCI_GETLINECOUNT));
    const auto length = static_cast<int>(m_editor->SendScintilla(Sci::SCI_GETLENGTH));
    const int end = last + 1 < lineCount ? lineStart(last + 1) : length;
    if (end <= begin)
        return;

    QByteArray text(end - begin + 1, Qt::Uninitialized);
    m_editor->SendScintilla(Sci::SCI_GETTEXTRANGE, static_cast<long>(begin), static_cast<long>(end), text.data());
    m_styles.fill(static_cast<char>(Sci::STYLE_DEFAULT), end - begin);

    int styledEnd = end;
    for (int line = first; line <= last && !m_tooBig; ++line) {
        const int from = lineStart(line) - begin;
        const int to = (line + 1 < lineCount ? lineStart(line + 1) : length) - begin;
        if (to - from > longestLine) {
            m_tooBig = true;
            break;
        }
        QByteArrayView bytes(text.constData() + from, to - from);
        while (bytes.endsWith('\n') || bytes.endsWith('\r'))
            bytes.chop(1);
        m_line = QString::fromUtf8(bytes);
        m_lineIsAscii = m_line.size() == bytes.size();
        m_lineOffset = from;

        const auto next = static_cast<std::size_t>(line) + 1;
        const auto state = highlightLine(m_line, m_states[next - 1]);
        const bool known = next < m_states.size() && line >= m_lastEdited && m_states[next] == state;
        if (known && m_states.size() > static_cast<std::size_t>(last) + 1) {
            // Everything below was styled before this edit and starts as it did then: its style bytes still hold.
            const int stop = lineStart(line + 1) - begin;
            m_styles.truncate(std::min(stop, end - begin));
            const int styledLines = static_cast<int>(m_states.size()) - 1;
            styledEnd = styledLines < lineCount ? lineStart(styledLines) : length;
            break;
        }
        if (next < m_states.size())
            m_states[next] = state;
        else
            m_states.push_back(state);
    }
    if (m_tooBig)
        m_styles.fill(static_cast<char>(Sci::STYLE_DEFAULT), end - begin);
    m_editor->SendScintilla(Sci::SCI_STARTSTYLING, wide(begin), 0L);
    m_editor->SendScintilla(Sci::SCI_SETSTYLINGEX, static_cast<unsigned long>(m_styles.size()), m_styles.constData());
    if (styledEnd != begin + m_styles.size())
        m_editor->SendScintilla(Sci::SCI_STARTSTYLING, wide(styledEnd), 0L);
    if (last >= m_lastEdited)
        m_lastEdited = -1;
}

void SyntaxStyler::applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format)
{
    if (length == 0)
        return;
    qsizetype from = offset;
    qsizetype count = length;
    if (!m_lineIsAscii) { // KSyntaxHighlighting counts UTF-16 units, Scintilla UTF-8 bytes
        from = QStringView(m_line).left(offset).toUtf8().size();
        count = QStringView(m_line).mid(offset, length).toUtf8().size();
    }
    const auto begin = m_styles.begin() + m_lineOffset + from;
    std::fill(begin, begin + count, static_cast<char>(slotOf(format)));
}

int SyntaxStyler::slotOf(const KSyntaxHighlighting::Format &format)
{
    const std::size_t id = format.id();
    if (id >= m_slotOfFormat.size())
        m_slotOfFormat.resize(id + 1, -1);
    if (m_slotOfFormat[id] < 0) {
        const int slot = nextSlot(m_formats.size());
        if (slot > lastFormatSlot)
            return Sci::STYLE_DEFAULT;
        m_slotOfFormat[id] = slot;
        m_formats.push_back(format);
        defineStyle(slot, format);
    }
    return m_slotOfFormat[id];
}

void SyntaxStyler::defineStyle(int slot, const KSyntaxHighlighting::Format &format)
{
    const auto colours = theme();
    const auto style = wide(slot);
    if (format.hasTextColor(colours))
        m_editor->SendScintilla(Sci::SCI_STYLESETFORE, style, readable(format.textColor(colours), m_text, m_background));
    m_editor->SendScintilla(Sci::SCI_STYLESETBOLD, style, format.isBold(colours) ? 1L : 0L);
    m_editor->SendScintilla(Sci::SCI_STYLESETITALIC, style, format.isItalic(colours) ? 1L : 0L);
    m_editor->SendScintilla(Sci::SCI_STYLESETUNDERLINE, style, format.isUnderline(colours) ? 1L : 0L);
}

} // namespace retort
