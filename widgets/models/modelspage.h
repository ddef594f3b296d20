#pragma once

#include "base/result.h"
#include "editor/syntaxlibrary.h"
#include "models/modelreader.h"

#include <QWidget>

#include <memory>
#include <optional>

class QLabel;
class QLineEdit;
class QStackedWidget;
class QTabWidget;
class QTreeWidget;

namespace retort {

class CodeEditor;
class EmptyState;
class NoticeBar;
class TableDiagram;
class Workspace;

/// What the models declare: a list of them, and of the chosen one its columns, relationships, constraints, indexes, SQL and neighbours.
/// Read from the source files, nothing of the project is run.
class ModelsPage : public QWidget
{
    Q_OBJECT

public:
    ModelsPage(Workspace *workspace, std::shared_ptr<const SyntaxLibrary> library, QWidget *parent = nullptr);

    /// What was read; nothing while it is read or when it cannot be.
    [[nodiscard]] const std::optional<ModelSchema> &models() const { return m_models; }
    void select(const QualifiedName &table);
    void showDiagram();

private:
    QWidget *makeList();
    QWidget *makeDetails(const std::shared_ptr<const SyntaxLibrary> &library);
    QTreeWidget *makeTable(const QString &name, const QStringList &headings, const QString &title);
    void read();
    void take(const Result<ModelSchema> &models);
    void filter(const QString &text);
    void showChosen();
    void fill(const ModelTable &model, const Table &table);

    Workspace *m_workspace;
    QStackedWidget *m_contents;
    EmptyState *m_empty;
    NoticeBar *m_incomplete;
    QLineEdit *m_filter = nullptr;
    QTreeWidget *m_list = nullptr;
    QLabel *m_title = nullptr;
    NoticeBar *m_problem = nullptr;
    QTabWidget *m_tabs = nullptr;
    QTreeWidget *m_columns = nullptr;
    QTreeWidget *m_relationships = nullptr;
    QTreeWidget *m_rules = nullptr;
    CodeEditor *m_sql = nullptr;
    TableDiagram *m_diagram = nullptr;
    std::optional<ModelSchema> m_models;
    QString m_dialect;
    int m_generation = 0;
};

} // namespace retort
