#pragma once

#include "review/reviewdocument.h"

#include <QWidget>

#include <memory>
#include <optional>

class QButtonGroup;
class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QSplitter;

namespace retort {

class CodeEditor;
class ElidedLabel;
class NoticeBar;
class SyntaxLibrary;

/// One revision for reading: its Python beside its SQL, upgrade or downgrade, in any dialect, with what is found in it. A call in the
/// Python and its statements in the SQL are marked together, from either side.
class ReviewPage : public QWidget
{
    Q_OBJECT

public:
    ReviewPage(QString revision, const std::shared_ptr<const SyntaxLibrary> &library, QWidget *parent = nullptr);

    [[nodiscard]] const QString &revision() const { return m_revision; }
    [[nodiscard]] QString dialect() const;
    [[nodiscard]] Direction direction() const { return m_direction; }
    [[nodiscard]] const std::optional<ReviewDocument> &document() const { return m_document; }

    /// The dialects to choose from, and the target's own.
    void setDialects(const QStringList &names, const QString &chosen);
    /// Keeps direction and place in the text when the same revision is shown again.
    void showDocument(const ReviewDocument &document);
    void showError(const Error &error);
    void setDirection(Direction direction);
    /// What the page says about SQL that cannot be shown; empty when it is complete.
    [[nodiscard]] QString incompleteText() const;

signals:
    /// Another dialect was chosen: the document has to be made for it.
    void dialectChanged(const QString &dialect);

private:
    QWidget *header();
    QWidget *pythonSide(const std::shared_ptr<const SyntaxLibrary> &library);
    QWidget *sqlSide(const std::shared_ptr<const SyntaxLibrary> &library);
    void fillSide();
    void fillFindings();
    void updateIncomplete();
    void onCallEntered(qsizetype call);
    void onStatementEntered(qsizetype statement);

    QString m_revision;
    Direction m_direction = Direction::Upgrade;
    std::optional<ReviewDocument> m_document;
    ElidedLabel *m_title = nullptr;
    ElidedLabel *m_file = nullptr;
    QLabel *m_count = nullptr;
    QComboBox *m_dialects = nullptr;
    QButtonGroup *m_directions = nullptr;
    CodeEditor *m_python = nullptr;
    CodeEditor *m_sql = nullptr;
    QListWidget *m_findings = nullptr;
    NoticeBar *m_incomplete = nullptr;
    NoticeBar *m_error = nullptr;
    QSplitter *m_splitter = nullptr;
};

} // namespace retort
