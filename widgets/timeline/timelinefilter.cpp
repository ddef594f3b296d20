#include "timeline/timelinefilter.h"

#include "timeline/timelinemodel.h"

namespace retort {

TimelineFilter::TimelineFilter(QObject *parent) : QSortFilterProxyModel(parent) {}

void TimelineFilter::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

void TimelineFilter::setState(std::optional<RevisionState> state)
{
    m_state = state;
    invalidateFilter();
}

bool TimelineFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    if (!isActive())
        return true;
    const auto *model = qobject_cast<const TimelineModel *>(sourceModel());
    const auto *revision = model ? model->snapshot().revisionAt(row) : nullptr;
    if (!revision)
        return false;
    // "Applied" means everything that is in the database, its heads included.
    const bool stateFits =
        !m_state || revision->state == *m_state || (*m_state == RevisionState::Applied && revision->state == RevisionState::Current);
    if (!stateFits)
        return false;
    if (m_text.isEmpty())
        return true;
    const TimelineEntry &entry = revision->entry;
    const auto contains = [this](const QString &text) { return text.contains(m_text, Qt::CaseInsensitive); };
    return contains(entry.id) || contains(entry.message) || contains(entry.file)
        || std::any_of(entry.labels.cbegin(), entry.labels.cend(), contains);
}

} // namespace retort
