#include "timeline/timelinemodel.h"

#include <QDir>

namespace retort {

using namespace Qt::StringLiterals;

TimelineModel::TimelineModel(QObject *parent) : QAbstractTableModel(parent), m_snapshot(TimelineSnapshot::build({}, {})) {}

void TimelineModel::setSnapshot(std::shared_ptr<const TimelineSnapshot> snapshot)
{
    const auto &now = m_snapshot->rows(), &next = snapshot->rows();
    bool same = now.size() == next.size() && m_snapshot->dividerRow() == snapshot->dividerRow();
    for (int row = 0; same && row < int(now.size()); ++row) {
        const auto *a = m_snapshot->revisionAt(row), *b = snapshot->revisionAt(row);
        same = (!a && !b) || (a && b && a->entry.id == b->entry.id);
    }
    if (same) {
        m_snapshot = std::move(snapshot);
        if (!now.empty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_snapshot = std::move(snapshot);
    endResetModel();
}

int TimelineModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_snapshot->rows().size());
}

int TimelineModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const auto *revision = m_snapshot->revisionAt(index.row());
    if (role == RowRole)
        return index.row();
    if (role == IsDividerRole)
        return revision == nullptr;
    if (!revision) {
        if ((role == Qt::DisplayRole || role == Qt::AccessibleTextRole) && index.column() == GraphColumn)
            return m_snapshot->dividerText();
        return {};
    }
    switch (role) {
    case Qt::DisplayRole: return text(*revision, index.column());
    case Qt::ToolTipRole: return toolTip(*revision, index.column());
    case Qt::AccessibleTextRole: return index.column() == GraphColumn ? revision->accessibleText : text(*revision, index.column());
    case RevisionIdRole: return revision->entry.id;
    case StateRole: return int(revision->state);
    default: return {};
    }
}

QString TimelineModel::text(const TimelineSnapshot::Revision &revision, int column) const
{
    switch (column) {
    case StateColumn: return TimelineSnapshot::stateText(revision.state);
    case RevisionColumn: return revision.shortId;
    case MessageColumn: return revision.entry.message;
    case ChecksColumn:
        if (!revision.entry.problem.isEmpty())
            return tr("⚠ file");
        return revision.entry.notUnderstood.isEmpty() ? QString() : tr("⚠ not understood");
    case CreatedColumn: return revision.createdText;
    default: return {};
    }
}

QString TimelineModel::toolTip(const TimelineSnapshot::Revision &revision, int column) const
{
    const TimelineEntry &entry = revision.entry;
    if (column == ChecksColumn && (!entry.problem.isEmpty() || !entry.notUnderstood.isEmpty()))
        return entry.problem.isEmpty() ? entry.notUnderstood : entry.problem;
    if (column == RevisionColumn)
        return entry.file.isEmpty() ? entry.id : entry.id + u'\n' + QDir::toNativeSeparators(entry.file);
    if (column == MessageColumn)
        return entry.message;
    return {};
}

QVariant TimelineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case GraphColumn: return tr("Graph");
    case StateColumn: return tr("State");
    case RevisionColumn: return tr("Revision");
    case MessageColumn: return tr("Message");
    case ChecksColumn: return tr("Checks");
    case CreatedColumn: return tr("Created");
    default: return {};
    }
}

Qt::ItemFlags TimelineModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (!m_snapshot->revisionAt(index.row()))
        return Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace retort
