#include "plan/planview.h"

#include "editor/codeeditor.h"
#include "plan/planstepsmodel.h"
#include "theme/icons.h"
#include "workspace/plantitle.h"

#include <QFileInfo>
#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTabWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// Rows with some air.
class RowHeightDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return {QStyledItemDelegate::sizeHint(option, index).width(), option.fontMetrics.height() + 10};
    }
};

SyntaxLanguage sqlLanguage(const QString &dialect)
{
    if (dialect == "postgresql"_L1)
        return SyntaxLanguage::PostgresqlSql;
    return dialect == "mysql"_L1 || dialect == "mariadb"_L1 ? SyntaxLanguage::MysqlSql : SyntaxLanguage::Sql;
}

QString transactionText(TransactionMode mode)
{
    switch (mode) {
    case TransactionMode::WholePlan: return PlanView::tr("One transaction for everything: a failure undoes all of it");
    case TransactionMode::PerMigration: return PlanView::tr("One transaction for each migration: a failure undoes the one that failed");
    case TransactionMode::None: break;
    }
    return PlanView::tr("No transaction: each statement is permanent by itself");
}

QString headsText(const QStringList &heads)
{
    return heads.isEmpty() ? PlanView::tr("base") : heads.join(u" + "_s);
}

} // namespace

PlanView::PlanView(const std::shared_ptr<const SyntaxLibrary> &library, QWidget *parent) : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header());
    m_model = new PlanStepsModel(this);
    m_steps = new QTreeView(this);
    m_steps->setObjectName(u"planSteps"_s);
    m_steps->setAccessibleName(tr("Steps of the plan"));
    m_steps->setModel(m_model);
    m_steps->setItemDelegate(new RowHeightDelegate(m_steps));
    m_steps->setRootIsDecorated(false);
    m_steps->setItemsExpandable(false);
    m_steps->setUniformRowHeights(true);
    m_steps->setAllColumnsShowFocus(true);
    m_steps->setFrameShape(QFrame::NoFrame);
    m_steps->header()->setStretchLastSection(false);
    m_steps->header()->setSectionsMovable(false);
    m_steps->header()->setSectionResizeMode(PlanStepsModel::MessageColumn, QHeaderView::Stretch);
    connect(m_steps, &QTreeView::activated, this, [this](const QModelIndex &index) {
        emit reviewRequested(index.siblingAtColumn(PlanStepsModel::RevisionColumn).data().toString());
    });

    setFocusProxy(m_steps);

    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_sql = new CodeEditor(library);
    m_sql->setObjectName(u"planSql"_s);
    m_sql->setAccessibleName(tr("SQL of the plan"));
    m_sql->setReadOnly(true);
    m_wayBack = new CodeEditor(library);
    m_wayBack->setAccessibleName(tr("SQL of the way back"));
    m_wayBack->setReadOnly(true);
    m_problems = new QListWidget;
    m_problems->setAccessibleName(tr("Problems of the plan"));
    m_problems->setFrameShape(QFrame::NoFrame);
    m_problems->setWordWrap(true);

    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_steps);
    splitter->addWidget(m_tabs);
    splitter->setChildrenCollapsible(false);
    splitter->setSizes({220, 380});
    layout->addWidget(splitter, 1);
}

QWidget *PlanView::header()
{
    auto *box = new QWidget(this);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(4);
    auto *first = new QHBoxLayout;
    m_title = new QLabel(box);
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.35);
    font.setBold(true);
    m_title->setFont(font);
    m_targetIcon = new QLabel(box);
    m_target = new QLabel(box);
    m_fingerprint = new QLabel(box);
    m_fingerprint->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_fingerprint->setForegroundRole(QPalette::PlaceholderText);
    m_fingerprint->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_fingerprint->setFocusPolicy(Qt::NoFocus);
    m_fingerprint->setToolTip(tr("The plan's fingerprint. What runs is exactly what has this fingerprint."));
    first->addWidget(m_title);
    first->addSpacing(12);
    first->addWidget(m_targetIcon);
    first->addWidget(m_target);
    first->addStretch();
    first->addWidget(m_fingerprint);
    m_range = new QLabel(box);
    m_range->setTextFormat(Qt::PlainText);
    m_range->setWordWrap(true);
    layout->addLayout(first);
    layout->addWidget(m_range);
    return box;
}

void PlanView::showPlan(const PlannedChange &change, const Target &target)
{
    const MigrationPlan &plan = *change.plan;
    m_title->setText(plan.isEmpty() && plan.kind == PlanKind::Upgrade ? tr("Nothing to Apply") : planTitle(plan));
    m_targetIcon->setPixmap(Icons::forEnvironment(target.environment).pixmap(16, 16));
    m_target->setText(tr("%1 · %2").arg(environmentClassName(target.environment), target.name));
    m_target->setToolTip(target.identity);
    m_fingerprint->setText(tr("plan %1").arg(plan.shortFingerprint()));
    m_range->setText(
        tr("From %1 to %2  ·  %3").arg(headsText(plan.currentHeads), headsText(plan.resultingHeads), transactionText(plan.transactions)));
    m_model->setPlan(change.plan);
    arrangeColumns();

    m_tabs->clear();
    m_sql->setLanguage(sqlLanguage(plan.dialect));
    m_sql->setSource(change.script);
    m_tabs->addTab(m_sql, tr("SQL (%n statement(s))", nullptr, int(plan.statementCount())));
    if (change.wayBack || !change.noWayBack.isEmpty()) {
        const bool whole = change.wayBack && change.wayBack->isRunnable();
        QString text = change.wayBack ? change.wayBackScript : u"-- "_s + change.noWayBack + u'\n';
        if (change.wayBack && !whole)
            text.prepend(tr("-- Incomplete: a part of the way back is not understood.\n"));
        m_wayBack->setLanguage(sqlLanguage(plan.dialect));
        m_wayBack->setSource(text);
        m_tabs->addTab(m_wayBack, whole ? tr("Way Back") : tr("⚠ Way Back"));
    }
    fillProblems(plan);
}

void PlanView::arrangeColumns()
{
    const QFontMetrics fixed(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    constexpr int pad = 24;
    qsizetype longest = 8;
    for (int row = 0; row < m_model->rowCount(); ++row)
        longest = qMax(longest, m_model->index(row, PlanStepsModel::RevisionColumn).data().toString().size());
    m_steps->setColumnWidth(PlanStepsModel::RevisionColumn, qMin(320, fixed.averageCharWidth() * int(longest) + pad));
    const auto fit = [this](int column, const QString &widest) {
        const QString header = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        m_steps->setColumnWidth(column, qMax(fontMetrics().horizontalAdvance(widest), fontMetrics().horizontalAdvance(header)) + pad);
    };
    fit(PlanStepsModel::NumberColumn, QLocale().toString(m_model->rowCount()));
    fit(PlanStepsModel::StatementsColumn, QString());
    fit(PlanStepsModel::ResultColumn, tr("not understood") + u"    "_s);
}

void PlanView::setStepState(int step, const QString &text, QLatin1StringView icon, ColorRole role)
{
    m_model->setState(step, text, icon, role);
}

void PlanView::showStep(int step)
{
    m_steps->scrollTo(m_model->index(step, 0));
}

void PlanView::fillProblems(const MigrationPlan &plan)
{
    m_problems->clear();
    const auto problems = plan.problems();
    for (const PlanProblem &problem : problems) {
        const QString where = problem.source.file.isEmpty()
            ? QString()
            : tr("%1, line %2: ").arg(QFileInfo(problem.source.file).fileName()).arg(problem.source.line);
        new QListWidgetItem(Icons::icon("opaque"_L1, ColorRole::Warning), where + problem.reason, m_problems);
    }
    if (!problems.isEmpty())
        m_tabs->insertTab(0, m_problems, tr("⚠ Problems (%1)").arg(problems.size()));
    m_tabs->setCurrentIndex(0);
}

} // namespace retort
