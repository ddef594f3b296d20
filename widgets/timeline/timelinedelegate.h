#pragma once

#include "timeline/timelinesnapshot.h"

#include <QStyledItemDelegate>

namespace retort {

class TimelineFilter;
class TimelineModel;

/// Paints the timeline: lanes and nodes, states as shape and text, chips for heads, merges and labels, and the line
/// "Database is here". It only reads finished arrays.
class TimelineDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    TimelineDelegate(const TimelineModel *model, const TimelineFilter *filter, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// Width of the graph column that shows `lanes` lanes.
    [[nodiscard]] static int graphWidth(int lanes);
    static constexpr int laneWidth = 16;
    /// Wider graphs are cut and marked "+n".
    static constexpr int maxLanes = 16;

private:
    void paintGraph(QPainter *painter, const QStyleOptionViewItem &option, int row) const;
    void paintSegments(QPainter *painter, const QRectF &rect, int row, const QPalette &palette, bool mirrored) const;
    void paintNode(QPainter *painter, const QPointF &center, const TimelineSnapshot::Revision &revision, const QColor &lane,
                   const QPalette &palette) const;
    void paintDivider(QPainter *painter, const QStyleOptionViewItem &option, int row) const;
    void paintState(QPainter *painter, const QStyleOptionViewItem &option, const TimelineSnapshot::Revision &revision) const;
    void paintMessage(QPainter *painter, const QStyleOptionViewItem &option, const TimelineSnapshot::Revision &revision) const;

    const TimelineModel *m_model;
    const TimelineFilter *m_filter;
};

} // namespace retort
