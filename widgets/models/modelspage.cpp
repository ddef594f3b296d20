#include "models/modelspage.h"

#include "banner/noticebar.h"
#include "comparison/modeltext.h"
#include "database/schemajson.h"
#include "editor/codeeditor.h"
#include "models/tablediagram.h"
#include "start/emptystate.h"
#include "theme/icons.h"
#include "theme/roomydelegate.h"
#include "workspace/workspace.h"

#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace retort {

using namespace Qt::StringLiterals;

ModelsPage::ModelsPage(Workspace *workspace, std::shared_ptr<const SyntaxLibrary> library, QWidget *parent)
    : QWidget(parent),
      m_workspace(workspace),
      m_contents(new QStackedWidget(this)),
      m_empty(new EmptyState(this)),
      m_incomplete(new NoticeBar(this))
{
    setObjectName(u"modelsPage"_s);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeList());
    splitter->addWidget(makeDetails(library));
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({240, 700});
    m_contents->addWidget(m_empty);
    m_contents->addWidget(splitter);
    layout->addWidget(m_incomplete);
    layout->addWidget(m_contents, 1);
    m_incomplete->setObjectName(u"modelsIncomplete"_s);
    setFocusProxy(m_filter);
    connect(m_empty, &EmptyState::actionTriggered, this, &ModelsPage::read);
    const auto again = [this] {
        if (m_workspace->project())
            read();
    };
    connect(m_workspace, &Workspace::projectChanged, this, again);
    connect(m_workspace, &Workspace::targetChanged, this, again);
    read();
}

QWidget *ModelsPage::makeList()
{
    auto *side = new QWidget(this);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(8, 8, 4, 8);
    m_filter = new QLineEdit(side);
    m_filter->setObjectName(u"modelsFilter"_s);
    m_filter->setPlaceholderText(tr("Find a model or a table"));
    m_filter->setAccessibleName(tr("Find a model or a table"));
    m_filter->setClearButtonEnabled(true);
    m_list = new QTreeWidget(side);
    m_list->setObjectName(u"modelsList"_s);
    m_list->setAccessibleName(tr("Models"));
    m_list->setItemDelegate(new RoomyDelegate(m_list));
    m_list->setHeaderLabels({tr("Model"), tr("Table")});
    m_list->setRootIsDecorated(false);
    m_list->setAllColumnsShowFocus(true);
    m_list->setUniformRowHeights(true);
    layout->addWidget(m_filter);
    layout->addWidget(m_list);
    connect(m_filter, &QLineEdit::textChanged, this, &ModelsPage::filter);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &ModelsPage::showChosen);
    return side;
}

QTreeWidget *ModelsPage::makeTable(const QString &name, const QStringList &headings, const QString &title)
{
    auto *tree = new QTreeWidget(m_tabs);
    tree->setObjectName(name);
    tree->setAccessibleName(title);
    tree->setItemDelegate(new RoomyDelegate(tree));
    tree->setHeaderLabels(headings);
    tree->setRootIsDecorated(false);
    tree->setAllColumnsShowFocus(true);
    tree->setUniformRowHeights(true);
    tree->setFrameShape(QFrame::NoFrame);
    m_tabs->addTab(tree, title);
    return tree;
}

QWidget *ModelsPage::makeDetails(const std::shared_ptr<const SyntaxLibrary> &library)
{
    auto *side = new QWidget(this);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(4, 8, 8, 8);
    m_title = new QLabel(side);
    m_title->setObjectName(u"modelTitle"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_problem = new NoticeBar(side);
    m_problem->setObjectName(u"modelProblem"_s);
    m_tabs = new QTabWidget(side);
    m_tabs->setObjectName(u"modelTabs"_s);
    m_tabs->setDocumentMode(true);
    m_columns = makeTable(u"modelColumns"_s, {tr("Column"), tr("Type"), tr("Constraints"), tr("Default")}, tr("Columns"));
    m_diagram = new TableDiagram(m_tabs);
    m_tabs->addTab(m_diagram, tr("Diagram"));
    m_relationships =
        makeTable(u"modelRelationships"_s, {tr("Relationship"), tr("Target"), tr("Leads to"), tr("Back")}, tr("Relationships"));
    m_rules = makeTable(u"modelRules"_s, {tr("Constraint or index")}, tr("Constraints and Indexes"));
    m_sql = new CodeEditor(library, m_tabs);
    m_sql->setObjectName(u"modelSql"_s);
    m_sql->setLanguage(SyntaxLanguage::Sql);
    m_sql->setReadOnly(true);
    m_sql->setAccessibleName(tr("Statements that create the table"));
    m_tabs->addTab(m_sql, tr("SQL"));
    layout->addWidget(m_title);
    layout->addWidget(m_problem);
    layout->addWidget(m_tabs, 1);
    connect(m_diagram, &TableDiagram::tableActivated, this, &ModelsPage::select);
    return side;
}

void ModelsPage::read()
{
    m_dialect = m_workspace->dialect();
    if (!m_models) {
        m_incomplete->hide();
        m_empty->setState("table"_L1, tr("Reading the models…"), {});
        m_contents->setCurrentWidget(m_empty);
    }
    m_workspace->readModels(this, [this, generation = ++m_generation](const Result<ModelSchema> &models) {
        if (generation == m_generation)
            take(models);
    });
}

void ModelsPage::take(const Result<ModelSchema> &models)
{
    const QTreeWidgetItem *current = m_list->currentItem();
    const QString chosen = current ? current->text(1) : QString();
    m_models.reset();
    m_list->clear();
    m_incomplete->hide();
    if (!models || models->tables.isEmpty()) {
        if (models)
            m_empty->setState("table"_L1, tr("No model is declared"),
                              tr("%1 imports none.").arg(QDir::toNativeSeparators(m_workspace->project()->environmentFile)));
        else
            m_empty->setState("error"_L1, models.error().message, models.error().detail, tr("&Read Again"));
        m_contents->setCurrentWidget(m_empty);
        return;
    }
    m_models = *models;
    if (!models->schema.isCertain()) {
        m_incomplete->setNotice(ColorRole::Warning, "opaque"_L1,
                                tr("Not everything in the models is understood: there may be more tables."),
                                models->schema.uncertainties.mid(0, 5).join(u'\n'));
        m_incomplete->show();
    }
    for (const ModelTable &model : models->tables) {
        auto *item = new QTreeWidgetItem(m_list, {model.className.isEmpty() ? tr("(no class)") : model.className, model.name.display()});
        item->setIcon(0, model.isCertain() ? Icons::icon("table"_L1) : Icons::icon("opaque"_L1, ColorRole::Warning));
        if (!model.isCertain())
            item->setToolTip(0, tr("Not understood: %1").arg(model.problems.join(u'\n')));
    }
    m_list->sortItems(0, Qt::AscendingOrder);
    m_list->resizeColumnToContents(0);
    m_contents->setCurrentIndex(1);
    const auto found = m_list->findItems(chosen, Qt::MatchExactly, 1);
    m_list->setCurrentItem(found.isEmpty() ? m_list->topLevelItem(0) : found.first());
    filter(m_filter->text());
}

void ModelsPage::filter(const QString &text)
{
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_list->topLevelItem(i);
        item->setHidden(!item->text(0).contains(text, Qt::CaseInsensitive) && !item->text(1).contains(text, Qt::CaseInsensitive));
    }
}

void ModelsPage::select(const QualifiedName &table)
{
    const auto found = m_list->findItems(table.display(), Qt::MatchExactly, 1);
    if (found.isEmpty())
        return;
    if (found.first()->isHidden())
        m_filter->clear();
    m_list->setCurrentItem(found.first());
}

void ModelsPage::showDiagram()
{
    m_tabs->setCurrentWidget(m_diagram);
}

void ModelsPage::showChosen()
{
    const QTreeWidgetItem *item = m_list->currentItem();
    if (!item || !m_models)
        return;
    const auto model = std::find_if(m_models->tables.cbegin(), m_models->tables.cend(),
                                    [&](const ModelTable &each) { return each.name.display() == item->text(1); });
    if (model == m_models->tables.cend())
        return;
    const QString file = QDir::toNativeSeparators(QDir(m_workspace->project()->root).relativeFilePath(model->file));
    m_title->setText(model->className.isEmpty()
                         ? tr("Table %1 – %2, line %3").arg(model->name.display(), file).arg(model->line)
                         : tr("Model %1, table %2 – %3, line %4").arg(model->className, model->name.display(), file).arg(model->line));
    m_problem->setVisible(!model->isCertain());
    if (!model->isCertain())
        m_problem->setNotice(ColorRole::Warning, "opaque"_L1,
                             tr("This table is not known for certain: nothing is dropped or changed for it."), model->problems.join(u'\n'));
    const Table *table = m_models->schema.table(model->name);
    fill(*model, table ? *table : Table());
}

void ModelsPage::fill(const ModelTable &model, const Table &table)
{
    const auto fit = [](QTreeWidget *tree) {
        for (int column = 0; column + 1 < tree->columnCount(); ++column)
            tree->resizeColumnToContents(column);
    };
    m_columns->clear();
    for (const Column &column : table.columns)
        new QTreeWidgetItem(m_columns, {column.name, inspectedTypeText(column.type), columnRules(table, column), columnDefault(column)});
    fit(m_columns);
    m_relationships->clear();
    for (const ModelRelationship &relationship : model.relationships) {
        new QTreeWidgetItem(m_relationships,
                            {relationship.name, relationship.target, relationship.isCollection ? tr("many") : tr("one"),
                             relationship.backPopulates.isEmpty() ? relationship.backref : relationship.backPopulates});
    }
    fit(m_relationships);
    m_rules->clear();
    for (const Constraint &constraint : table.constraints)
        new QTreeWidgetItem(m_rules, {constraintText(constraint)});
    for (const Index &index : table.indexes) {
        new QTreeWidgetItem(m_rules,
                            {(index.unique ? tr("Unique index %1: (%2)") : tr("Index %1: (%2)"))
                                 .arg(index.name.text, indexedColumns(index).join(u", "_s))});
    }
    m_tabs->setTabText(m_tabs->indexOf(m_relationships), tr("Relationships (%1)").arg(model.relationships.size()));
    m_tabs->setTabText(m_tabs->indexOf(m_rules), tr("Constraints and Indexes (%1)").arg(m_rules->topLevelItemCount()));
    const QStringList statements = createStatements(m_models->schema, table, m_dialect);
    m_sql->setSource(statements.isEmpty() ? tr("-- not known for certain") : QString(statements.join(u";\n\n"_s) % u";\n"_s));
    m_diagram->showTable(m_models->schema, table.name);
}

} // namespace retort
