#pragma once

#include "base/diagnostic.h"
#include "editor/syntaxlibrary.h"

#include <Qsci/qsciscintilla.h>

#include <memory>

namespace retort {

class SyntaxStyler;

/// Shows Python, SQL and settings files with line numbers, findings at their lines and the statements of a migration, and lets
/// them be edited unless it is set read-only. Lines count from 1 and Spans are UTF-8 byte offsets, as in the engine.
class CodeEditor : public QsciScintilla
{
    Q_OBJECT

public:
    explicit CodeEditor(std::shared_ptr<const SyntaxLibrary> library, QWidget *parent = nullptr);
    ~CodeEditor() override;

    void setLanguage(SyntaxLanguage language);
    /// Replaces the text (also of a read-only editor), forgets undo, findings and statements, and goes to the first line.
    void setSource(const QString &source);
    /// Puts the cursor on the line and scrolls so that it stands in the upper third; lines outside are clamped.
    void goToLine(int line);
    [[nodiscard]] int currentLine() const;

    /// Marks each finding in the margin and underlines its span; findings for the whole file are left out.
    void setFindings(const Diagnostics &findings);
    /// Shows the messages of the findings below their lines, or hides them. Shown at first.
    void setFindingsExpanded(bool expanded);

    /// The places of the statements, in order; entering one with the cursor or a click emits statementEntered.
    void setStatements(const QList<Span> &statements);
    /// Puts the box of the linked statement around these statements and brings the first into view. Emits nothing.
    void linkStatements(const QList<qsizetype> &indexes);
    [[nodiscard]] QList<qsizetype> linkedStatements() const { return m_linked; }
    /// The innermost statement at a byte offset, -1 for none.
    [[nodiscard]] qsizetype statementAt(qsizetype offset) const;

signals:
    /// The cursor came into another statement; -1 when it stands in none.
    void statementEntered(qsizetype index);
    /// A finding's mark in the margin was clicked.
    void findingClicked(int line);

protected:
    void changeEvent(QEvent *event) override;

private:
    void setUpMargins();
    void setUpIndicators();
    void updateColours();
    void updateLineNumberWidth();
    void onCursorMoved();
    void clearFindings();

    std::unique_ptr<SyntaxStyler> m_styler;
    Diagnostics m_findings;
    QList<Span> m_statements;
    QList<qsizetype> m_linked;
    qsizetype m_current = -1;
};

} // namespace retort
