#include "timeline/timelineview.h"

#include "timeline/timelinedelegate.h"
#include "timeline/timelinefilter.h"
#include "timeline/timelinemodel.h"

#include <QContextMenuEvent>
#include <QFontDatabase>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

namespace retort {

using namespace Qt::StringLiterals;

TimelineView::TimelineView(QWidget *parent) : QTreeView(parent), m_model(new TimelineModel(this)), m_filter(new TimelineFilter(this))
{
    setObjectName(u"timeline"_s);
    setAccessibleName(tr("Timeline of revisions"));
    m_filter->setSourceModel(m_model);
    setModel(m_filter);
    setItemDelegate(new TimelineDelegate(m_model, m_filter, this));
    setUniformRowHeights(true);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setAllColumnsShowFocus(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    header()->setSectionsMovable(false);
    header()->setStretchLastSection(false);
    header()->setHighlightSections(false);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header()->setMinimumSectionSize(40);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &TimelineView::spanDivider);
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, &TimelineView::spanDivider);
    connect(m_filter, &QAbstractItemModel::rowsRemoved, this, &TimelineView::spanDivider);
    connect(this, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex &index) {
        if (const QString id = index.data(TimelineModel::RevisionIdRole).toString(); !id.isEmpty())
            emit reviewRequested(id);
    });
}

void TimelineView::setSnapshot(std::shared_ptr<const TimelineSnapshot> snapshot)
{
    const QString selected = selectedRevision();
    const QModelIndex top = indexAt(QPoint(1, 1));
    const QString topId = top.data(TimelineModel::RevisionIdRole).toString();
    m_model->setSnapshot(std::move(snapshot));
    arrangeColumns();
    spanDivider();
    if (m_model->rowCount() == 0)
        return;
    if (const QModelIndex index = indexOf(topId); index.isValid())
        scrollTo(index, PositionAtTop);
    if (selected.isEmpty() || selected == m_selectedByUs || !select(selected)) {
        selectCurrent();
        m_selectedByUs = m_model->snapshot().database().known ? QString() : selectedRevision();
    }
}

const TimelineSnapshot &TimelineView::snapshot() const
{
    return m_model->snapshot();
}

QString TimelineView::selectedRevision() const
{
    return currentIndex().data(TimelineModel::RevisionIdRole).toString();
}

QModelIndex TimelineView::indexOf(const QString &revision) const
{
    const int row = snapshot().rowOf(revision);
    return row < 0 ? QModelIndex() : m_filter->mapFromSource(m_model->index(row, 0));
}

bool TimelineView::select(const QString &revision)
{
    const QModelIndex index = indexOf(revision);
    if (!index.isValid())
        return false;
    setCurrentIndex(index);
    scrollTo(index);
    return true;
}

void TimelineView::selectCurrent()
{
    for (const QString &head : snapshot().database().heads) {
        if (select(head))
            return;
    }
    setCurrentIndex(skipDivider(m_filter->index(0, 0), 1));
}

QModelIndex TimelineView::skipDivider(const QModelIndex &index, int step) const
{
    if (!index.isValid() || !index.data(TimelineModel::IsDividerRole).toBool())
        return index;
    const QModelIndex next = index.sibling(index.row() + step, index.column());
    return next.isValid() ? next : currentIndex();
}

QModelIndex TimelineView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const auto *revision = snapshot().find(selectedRevision());
    if ((action == MoveLeft || action == MoveRight) && revision) {
        const bool towardsChild = (action == MoveLeft) != isRightToLeft();
        const QStringList relatives = towardsChild ? revision->children : revision->entry.parents;
        const QModelIndex index = relatives.isEmpty() ? QModelIndex() : indexOf(relatives.first());
        return index.isValid() ? index : currentIndex();
    }
    const bool up = action == MoveUp || action == MovePageUp || action == MovePrevious || action == MoveEnd;
    return skipDivider(QTreeView::moveCursor(action, modifiers), up ? -1 : 1);
}

void TimelineView::moveBetweenHeads(int step)
{
    for (int row = currentIndex().row() + step; row >= 0 && row < m_filter->rowCount(); row += step) {
        const QModelIndex index = m_filter->index(row, 0);
        const auto *revision = snapshot().find(index.data(TimelineModel::RevisionIdRole).toString());
        if (revision && revision->isHead) {
            setCurrentIndex(index);
            return;
        }
    }
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    const QString revision = selectedRevision();
    const bool control = event->modifiers() == Qt::ControlModifier;
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!revision.isEmpty())
            emit reviewRequested(revision);
        return;
    case Qt::Key_Space: emit detailsRequested(revision); return;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (control) {
            moveBetweenHeads(event->key() == Qt::Key_Up ? -1 : 1);
            return;
        }
        break;
    case Qt::Key_Home:
        if (control) {
            selectCurrent();
            return;
        }
        break;
    default: break;
    }
    QTreeView::keyPressEvent(event);
}

void TimelineView::contextMenuEvent(QContextMenuEvent *event)
{
    QModelIndex index = event->reason() == QContextMenuEvent::Mouse ? indexAt(event->pos()) : currentIndex();
    const QString revision = index.data(TimelineModel::RevisionIdRole).toString();
    if (revision.isEmpty())
        return;
    if (event->reason() == QContextMenuEvent::Mouse)
        setCurrentIndex(index);
    const QPoint place =
        event->reason() == QContextMenuEvent::Mouse ? event->globalPos() : viewport()->mapToGlobal(visualRect(index).bottomLeft());
    emit menuRequested(revision, place);
}

void TimelineView::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        arrangeColumns();
}

void TimelineView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    const QString revision = current.data(TimelineModel::RevisionIdRole).toString();
    if (revision != previous.data(TimelineModel::RevisionIdRole).toString() && !revision.isEmpty())
        emit selectionMoved(revision);
}

void TimelineView::arrangeColumns()
{
    if (header()->count() < TimelineModel::ColumnCount)
        return;
    const QFontMetrics metrics(font());
    const QFontMetrics fixed(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    const int pad = 18;
    const auto width = [&](int column, int needed) { setColumnWidth(column, qMax(needed, 40)); };
    width(TimelineModel::GraphColumn,
          qMax(TimelineDelegate::graphWidth(snapshot().maxLanes()), metrics.horizontalAdvance(tr("Graph")) + pad));
    width(TimelineModel::StateColumn, metrics.height() + metrics.horizontalAdvance(tr("unknown")) + pad + 6);
    qsizetype longest = 8;
    for (const auto &row : snapshot().rows()) {
        if (row.revision >= 0)
            longest = qMax(longest, snapshot().revisionAt(int(&row - snapshot().rows().data()))->shortId.size());
    }
    width(TimelineModel::RevisionColumn, fixed.averageCharWidth() * int(longest) + pad);
    width(TimelineModel::ChecksColumn, metrics.horizontalAdvance(tr("⚠ not understood")) + pad);
    width(TimelineModel::CreatedColumn, metrics.horizontalAdvance(u"2026-12-28"_s) + pad);
    header()->setSectionResizeMode(TimelineModel::MessageColumn, QHeaderView::Stretch);
    setColumnHidden(TimelineModel::ChecksColumn, !snapshot().hasProblems());
}

void TimelineView::spanDivider()
{
    const QModelIndex divider = m_filter->mapFromSource(m_model->index(snapshot().dividerRow(), 0));
    if (divider.isValid())
        setFirstColumnSpanned(divider.row(), {}, true);
}

} // namespace retort
