#include "plan/planstepsmodel.h"

#include "theme/icons.h"

#include <QFontDatabase>
#include <QLocale>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// Numbers are aligned on the right; in the middle of the table that would glue them to the next column.
QVariant alignment(int column)
{
    if (column == PlanStepsModel::NumberColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return int((column == PlanStepsModel::StatementsColumn ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::AlignVCenter);
}

} // namespace

void PlanStepsModel::setPlan(std::shared_ptr<const MigrationPlan> plan)
{
    beginResetModel();
    m_plan = std::move(plan);
    m_states.assign(std::size_t(m_plan->steps.size()), {tr("planned"), {}, ColorRole::Muted});
    for (qsizetype i = 0; i < m_plan->steps.size(); ++i) {
        if (!m_plan->steps.at(i).problems.isEmpty())
            m_states[std::size_t(i)] = {tr("not understood"), "opaque"_L1, ColorRole::Warning};
        else if (m_plan->steps.at(i).live)
            m_states[std::size_t(i)] = {tr("run live"), "opaque"_L1, ColorRole::Warning};
    }
    endResetModel();
}

void PlanStepsModel::setState(int step, const QString &text, QLatin1StringView icon, ColorRole role)
{
    if (step < 0 || step >= rowCount())
        return;
    m_states[std::size_t(step)] = {text, icon, role};
    emit dataChanged(index(step, ResultColumn), index(step, ResultColumn));
}

int PlanStepsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_states.size());
}

int PlanStepsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString PlanStepsModel::text(int row, int column) const
{
    const PlanStep &step = m_plan->steps.at(row);
    switch (column) {
    case NumberColumn: return QLocale().toString(row + 1);
    case RevisionColumn: return step.revision;
    case MessageColumn: return step.message;
    case StatementsColumn: return step.live ? tr("when it runs") : QLocale().toString(step.statements.size());
    case ResultColumn: return m_states[std::size_t(row)].text;
    default: return {};
    }
}

QVariant PlanStepsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const State &state = m_states[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(index.row(), index.column());
    case Qt::ToolTipRole: return index.column() == RevisionColumn ? m_plan->steps.at(index.row()).file : text(index.row(), index.column());
    case Qt::DecorationRole:
        return index.column() == ResultColumn && !state.icon.isEmpty() ? QVariant(Icons::icon(state.icon, state.role)) : QVariant();
    case Qt::FontRole: return index.column() == RevisionColumn ? QVariant(QFontDatabase::systemFont(QFontDatabase::FixedFont)) : QVariant();
    case Qt::TextAlignmentRole: return alignment(index.column());
    default: return {};
    }
}

QVariant PlanStepsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignment(section);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NumberColumn: return tr("No.");
    case RevisionColumn: return tr("Revision");
    case MessageColumn: return tr("Message");
    case StatementsColumn: return tr("Statements");
    case ResultColumn: return tr("State");
    default: return {};
    }
}

} // namespace retort
