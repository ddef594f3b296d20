#pragma once

#include "editor/syntaxlibrary.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/State>

#include <QColor>
#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

class QsciScintillaBase;

namespace retort {

/// Colours the text of one editor with KSyntaxHighlighting through Scintilla's container lexer, so that only the lines that
/// become visible are read. The editor must outlive the styler.
class SyntaxStyler : public QObject, private KSyntaxHighlighting::AbstractHighlighter
{
    Q_OBJECT
    Q_INTERFACES(KSyntaxHighlighting::AbstractHighlighter)

public:
    SyntaxStyler(QsciScintillaBase *editor, std::shared_ptr<const SyntaxLibrary> library);

    void setLanguage(SyntaxLanguage language);
    [[nodiscard]] SyntaxLanguage language() const { return m_language; }
    /// Takes the colours that fit the palette; `font` is the editor's fixed font. Sets every style of the editor anew.
    void setColours(const QPalette &palette, const QFont &font);
    /// True when the text is too big to be coloured within a frame and is therefore shown plain.
    [[nodiscard]] bool isTooBig() const { return m_tooBig; }

private:
    void onStyleNeeded(int position);
    /// Goes on towards the wanted line, a few lines in a turn of the event loop: who jumps to the end of a long text sees it plain at
    /// first.
    void styleMore();
    void onModified(int position, int type, int linesAdded);
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override;
    void restart();
    void styleLines(int first, int last);
    int slotOf(const KSyntaxHighlighting::Format &format);
    void defineStyle(int slot, const KSyntaxHighlighting::Format &format);
    [[nodiscard]] int lineStart(int line) const;

    QsciScintillaBase *m_editor;
    std::shared_ptr<const SyntaxLibrary> m_library;
    SyntaxLanguage m_language = SyntaxLanguage::Plain;
    QColor m_text;
    QColor m_background;
    bool m_tooBig = false;
    int m_wantedLine = -1;
    QTimer m_more;
    /// The state at the start of each line styled so far, and of the one after them.
    std::vector<KSyntaxHighlighting::State> m_states;
    /// The last line edited since the last styling: only below it may an equal state end the work early. -1 for none.
    int m_lastEdited = -1;
    std::vector<KSyntaxHighlighting::Format> m_formats; ///< by slot order, see slotOf
    std::vector<int> m_slotOfFormat;                    ///< by Format::id, -1 when not yet met
    QByteArray m_styles;                                ///< style bytes of the run being styled
    QString m_line;
    qsizetype m_lineOffset = 0;
    bool m_lineIsAscii = true;
};

} // namespace retort
