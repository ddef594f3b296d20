#include "timeline/timelinedelegate.h"

#include "theme/theme.h"
#include "timeline/timelinefilter.h"
#include "timeline/timelinemodel.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 6;
constexpr double nodeRadius = 5.0;

double laneX(const QRectF &rect, int lane, bool mirrored)
{
    const double x = margin + lane * TimelineDelegate::laneWidth + TimelineDelegate::laneWidth / 2.0;
    return mirrored ? rect.right() - x : rect.left() + x;
}

ColorRole roleOf(RevisionState state)
{
    switch (state) {
    case RevisionState::Pending: return ColorRole::Pending;
    case RevisionState::Applied: return ColorRole::Applied;
    case RevisionState::Current: return ColorRole::Current;
    case RevisionState::Missing:
    case RevisionState::Unreadable:
    case RevisionState::Stranger: return ColorRole::Missing;
    case RevisionState::Unknown: break;
    }
    return ColorRole::Muted;
}

/// A selection behind which state colours stay readable.
QColor softHighlight(const QPalette &palette)
{
    QColor color = palette.color(QPalette::Highlight);
    const QColor base = palette.color(QPalette::Base);
    const double share = Theme::isDark(palette) ? 0.38 : 0.20;
    const auto part = [share](int a, int b) { return int(a * share + b * (1 - share)); };
    return QColor(part(color.red(), base.red()), part(color.green(), base.green()), part(color.blue(), base.blue()));
}

QRect chip(QPainter *painter, const QRect &row, int x, const QString &text, const QColor &color)
{
    const int width = painter->fontMetrics().horizontalAdvance(text) + 12;
    const int height = painter->fontMetrics().height() + 2;
    const QRect rect(x, row.center().y() - height / 2 + 1, width, height);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, 1));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter->drawText(rect, Qt::AlignCenter, text);
    painter->restore();
    return rect;
}

} // namespace

TimelineDelegate::TimelineDelegate(const TimelineModel *model, const TimelineFilter *filter, QObject *parent)
    : QStyledItemDelegate(parent),
      m_model(model),
      m_filter(filter)
{}

int TimelineDelegate::graphWidth(int lanes)
{
    return 2 * margin + laneWidth * qBound(1, lanes, maxLanes) + (lanes > maxLanes ? 28 : 0);
}

QSize TimelineDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QSize base = QStyledItemDelegate::sizeHint(option, index);
    return {base.width(), qMax(26, option.fontMetrics.height() + 10)};
}

void TimelineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    option.palette.setColor(QPalette::Highlight, softHighlight(option.palette));
    option.palette.setColor(QPalette::HighlightedText, option.palette.color(QPalette::Text));
    // Otherwise an inactive window would paint the whole selection in grey of its own.
    option.state |= QStyle::State_Active;
    option.state &= ~QStyle::State_HasFocus;

    const int row = index.data(TimelineModel::RowRole).toInt();
    const auto *revision = m_model->snapshot().revisionAt(row);
    if (!revision) {
        if (index.column() == TimelineModel::GraphColumn)
            paintDivider(painter, option, row);
        return;
    }
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    painter->save();
    switch (index.column()) {
    case TimelineModel::GraphColumn: paintGraph(painter, option, row); break;
    case TimelineModel::StateColumn: paintState(painter, option, *revision); break;
    case TimelineModel::MessageColumn: paintMessage(painter, option, *revision); break;
    default: {
        if (index.column() == TimelineModel::RevisionColumn)
            painter->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        const bool warns = index.column() == TimelineModel::ChecksColumn;
        const bool quiet = index.column() == TimelineModel::CreatedColumn;
        painter->setPen(warns       ? Theme::color(ColorRole::Warning, option.palette)
                            : quiet ? Theme::color(ColorRole::Muted, option.palette)
                                    : option.palette.color(QPalette::Text));
        const QRect rect = option.rect.adjusted(margin, 0, -margin, 0);
        painter->drawText(rect, int(Qt::AlignVCenter | QStyle::visualAlignment(option.direction, Qt::AlignLeft)),
                          painter->fontMetrics().elidedText(option.text, Qt::ElideRight, rect.width()));
    }
    }
    painter->restore();
}

void TimelineDelegate::paintGraph(QPainter *painter, const QStyleOptionViewItem &option, int row) const
{
    const auto &snapshot = m_model->snapshot();
    const auto &lanes = snapshot.rows()[std::size_t(row)].lanes;
    const QRectF rect(option.rect);
    const bool mirrored = option.direction == Qt::RightToLeft;
    painter->setClipRect(option.rect);
    painter->setRenderHint(QPainter::Antialiasing);
    if (!m_filter->isActive())
        paintSegments(painter, rect, row, option.palette, mirrored);
    const int shownLane = qMin(int(lanes.lane), maxLanes - 1);
    const QPointF center(laneX(rect, shownLane, mirrored), rect.center().y());
    paintNode(painter, center, *snapshot.revisionAt(row), Theme::lane(lanes.lane, option.palette), option.palette);
    if (lanes.width > maxLanes) {
        painter->setPen(Theme::color(ColorRole::Muted, option.palette));
        painter->drawText(option.rect.adjusted(0, 0, -4, 0),
                          int(Qt::AlignVCenter | QStyle::visualAlignment(option.direction, Qt::AlignRight)),
                          u'+' + QString::number(lanes.width - maxLanes));
    }
}

void TimelineDelegate::paintSegments(QPainter *painter, const QRectF &rect, int row, const QPalette &palette, bool mirrored) const
{
    const double middle = rect.center().y();
    for (const LaneSegment &segment : m_model->snapshot().segments(row)) {
        if (segment.from >= maxLanes && segment.to >= maxLanes)
            continue;
        const bool leaves = segment.kind == LaneSegment::Kind::Outgoing;
        QPen pen(Theme::lane(leaves ? segment.to : segment.from, palette), 2);
        pen.setCapStyle(Qt::FlatCap);
        if (segment.dotted)
            pen.setStyle(Qt::DotLine);
        painter->setPen(pen);
        painter->setBrush(Qt::NoBrush);
        const double x1 = laneX(rect, segment.from, mirrored), x2 = laneX(rect, segment.to, mirrored);
        const double top = segment.kind == LaneSegment::Kind::Outgoing ? middle : rect.top();
        const double bottom = segment.kind == LaneSegment::Kind::Incoming ? middle : rect.bottom() + 1;
        if (segment.from == segment.to) {
            painter->drawLine(QPointF(x1, top), QPointF(x2, bottom));
            continue;
        }
        QPainterPath path(QPointF(x1, top));
        if (leaves)
            path.cubicTo(QPointF(x2, middle), QPointF(x2, middle + (bottom - middle) / 2), QPointF(x2, bottom));
        else
            path.cubicTo(QPointF(x1, top + (middle - top) / 2), QPointF(x1, middle), QPointF(x2, middle));
        painter->drawPath(path);
    }
}

void TimelineDelegate::paintNode(QPainter *painter, const QPointF &center, const TimelineSnapshot::Revision &revision, const QColor &lane,
                                 const QPalette &palette) const
{
    const bool ghost = revision.state == RevisionState::Missing || revision.state == RevisionState::Unreadable
        || revision.state == RevisionState::Stranger;
    const bool filled = revision.state == RevisionState::Applied || revision.state == RevisionState::Current;
    const QColor color = ghost ? Theme::color(ColorRole::Missing, palette) : lane;
    QPen pen(color, 2);
    if (ghost)
        pen.setStyle(Qt::DashLine);
    painter->setPen(pen);
    painter->setBrush(filled ? QBrush(color) : palette.brush(QPalette::Base));
    if (revision.state == RevisionState::Current) {
        painter->setBrush(palette.brush(QPalette::Base));
        painter->drawEllipse(center, nodeRadius + 2, nodeRadius + 2);
        painter->setPen(Qt::NoPen);
        painter->setBrush(color);
        painter->drawEllipse(center, nodeRadius - 1.2, nodeRadius - 1.2);
    } else if (revision.isMerge) {
        const double r = nodeRadius + 1;
        painter->drawPolygon(QPolygonF{
            {center.x(), center.y() - r}, {center.x() + r, center.y()}, {center.x(), center.y() + r}, {center.x() - r, center.y()}});
    } else {
        painter->drawEllipse(center, nodeRadius, nodeRadius);
    }
    if (revision.state == RevisionState::Unknown && !revision.isMerge) {
        QFont small = painter->font();
        small.setPixelSize(8);
        small.setBold(true);
        painter->setFont(small);
        painter->setPen(color);
        painter->drawText(QRectF(center.x() - 6, center.y() - 6, 12, 12), Qt::AlignCenter, u"?"_s);
    }
}

void TimelineDelegate::paintDivider(QPainter *painter, const QStyleOptionViewItem &option, int row) const
{
    const auto &snapshot = m_model->snapshot();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool mirrored = option.direction == Qt::RightToLeft;
    const QColor color = Theme::color(ColorRole::Current, option.palette);
    painter->fillRect(option.rect, Theme::tint(ColorRole::Current, option.palette));
    if (!m_filter->isActive())
        paintSegments(painter, QRectF(option.rect), row, option.palette, mirrored);
    QFont font = option.font;
    font.setBold(true);
    painter->setFont(font);
    painter->setPen(color);
    const int indent = graphWidth(snapshot.maxLanes());
    const QRect rect = QStyle::visualRect(option.direction, option.rect, option.rect.adjusted(indent + margin, 0, -margin, 0));
    const QString text = painter->fontMetrics().elidedText(snapshot.dividerText(), Qt::ElideRight, rect.width());
    painter->drawText(rect, int(Qt::AlignVCenter | QStyle::visualAlignment(option.direction, Qt::AlignLeft)), text);
    painter->setPen(QPen(color, 1));
    const int y = option.rect.center().y();
    const int start = indent + 3 * margin + painter->fontMetrics().horizontalAdvance(text);
    if (start < option.rect.width()) {
        const QRect line = QStyle::visualRect(option.direction, option.rect,
                                              QRect(option.rect.left() + start, y, option.rect.width() - start - margin, 1));
        painter->fillRect(line, color);
    }
    painter->restore();
}

void TimelineDelegate::paintState(QPainter *painter, const QStyleOptionViewItem &option, const TimelineSnapshot::Revision &revision) const
{
    painter->setPen(Theme::color(roleOf(revision.state), option.palette));
    const QRect rect = option.rect.adjusted(margin, 0, -margin, 0);
    const int shapeWidth = painter->fontMetrics().height();
    const QRect shape = QStyle::visualRect(option.direction, rect, QRect(rect.left(), rect.top(), shapeWidth, rect.height()));
    const QRect words = QStyle::visualRect(option.direction, rect, rect.adjusted(shapeWidth + 3, 0, 0, 0));
    painter->drawText(shape, Qt::AlignCenter, QString(TimelineSnapshot::stateShape(revision.state)));
    painter->drawText(words, int(Qt::AlignVCenter | QStyle::visualAlignment(option.direction, Qt::AlignLeft)), option.text);
}

void TimelineDelegate::paintMessage(QPainter *painter, const QStyleOptionViewItem &option, const TimelineSnapshot::Revision &revision) const
{
    QRect rect = option.rect.adjusted(margin, 0, -margin, 0);
    QList<std::pair<QString, ColorRole>> chips;
    if (revision.isHead)
        chips.append({tr("▲ head"), ColorRole::Current});
    if (revision.isMerge)
        chips.append({tr("◆ merge"), ColorRole::Unknown});
    for (const QString &label : revision.entry.labels)
        chips.append({label, ColorRole::Muted});
    const QFont normal = painter->font();
    QFont small = normal;
    small.setPointSizeF(normal.pointSizeF() * 0.88);
    const bool mirrored = option.direction == Qt::RightToLeft;
    for (const auto &[text, role] : std::as_const(chips)) {
        painter->setFont(small);
        const int width = painter->fontMetrics().horizontalAdvance(text) + 12;
        if (width > rect.width() / 2)
            break;
        const QRect drawn = chip(painter, rect, mirrored ? rect.right() - width : rect.left(), text, Theme::color(role, option.palette));
        if (mirrored)
            rect.setRight(drawn.left() - margin);
        else
            rect.setLeft(drawn.right() + margin);
    }
    painter->setFont(normal);
    painter->setPen(option.palette.color(QPalette::Text));
    painter->drawText(rect, int(Qt::AlignVCenter | QStyle::visualAlignment(option.direction, Qt::AlignLeft)),
                      painter->fontMetrics().elidedText(option.text, Qt::ElideRight, rect.width()));
}

} // namespace retort
