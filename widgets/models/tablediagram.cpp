#include "models/tablediagram.h"

#include "database/schemajson.h"
#include "theme/theme.h"

#include <QGraphicsPathItem>
#include <QGraphicsRectItem>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

constexpr qreal padding = 8;
constexpr qreal columnGap = 70;
/// Longer types are cut; they stand in full under Columns.
constexpr qreal widestType = 130;
constexpr qreal rowGap = 24;
constexpr int mostColumns = 24;
constexpr double smallestScale = 0.3;
constexpr double largestScale = 3;
constexpr double smallestFit = 0.6;

QList<const ForeignKey *> keysOf(const Table &table)
{
    QList<const ForeignKey *> keys;
    for (const Constraint &constraint : table.constraints) {
        if (const auto *key = std::get_if<ForeignKey>(&constraint))
            keys.append(key);
    }
    return keys;
}

} // namespace

/// A table as it is drawn: its name over its columns.
class TableDiagram::Box : public QGraphicsRectItem
{
public:
    Box(const Table &table, const QFont &font, const QPalette &palette, bool isMiddle)
        : m_name(table.name),
          m_font(font),
          m_palette(palette),
          m_isMiddle(isMiddle)
    {
        const QFontMetricsF metrics(font);
        m_rowHeight = metrics.height() + 4;
        for (const Column &column : table.columns) {
            if (m_rows.size() == mostColumns) {
                m_rows.append({tr("and %n more", nullptr, int(table.columns.size()) - mostColumns), {}, false});
                break;
            }
            m_rows.append({column.name, metrics.elidedText(inspectedTypeText(column.type), Qt::ElideRight, widestType), column.primaryKey});
        }
        QFont bold = font;
        bold.setBold(true);
        qreal width = QFontMetricsF(bold).horizontalAdvance(table.name.display());
        for (const Row &row : std::as_const(m_rows))
            width = qMax(width, metrics.horizontalAdvance(row.name) + 18 + metrics.horizontalAdvance(row.type));
        setRect(0, 0, width + 2 * padding, m_rowHeight * qreal(m_rows.size() + 1) + padding);
        setFlag(ItemIsSelectable);
        setFlag(ItemIsFocusable);
        setToolTip(table.name.display());
    }

    [[nodiscard]] const QualifiedName &name() const { return m_name; }
    /// Where a line to the column begins, in the scene.
    [[nodiscard]] QPointF anchor(const QString &column, bool right) const
    {
        qsizetype row = -1;
        for (qsizetype i = 0; i < m_rows.size(); ++i) {
            if (m_rows[i].name == column)
                row = i;
        }
        return mapToScene(right ? rect().right() : rect().left(), m_rowHeight * (qreal(row) + 1.5));
    }

    void paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *) override
    {
        const QColor border = m_palette.color(isSelected() ? QPalette::Highlight : QPalette::Mid);
        painter->setPen(QPen(border, isSelected() ? 2 : 1));
        painter->setBrush(m_palette.base());
        painter->drawRect(rect());
        const QRectF title(rect().left(), rect().top(), rect().width(), m_rowHeight);
        painter->fillRect(title.adjusted(1, 1, -1, 0),
                          m_isMiddle ? Theme::tint(ColorRole::Current, m_palette) : m_palette.color(QPalette::Button));
        QFont bold = m_font;
        bold.setBold(true);
        painter->setFont(bold);
        painter->setPen(m_palette.color(QPalette::Text));
        painter->drawText(title.adjusted(padding, 0, -padding, 0), Qt::AlignVCenter | Qt::AlignLeft, m_name.display());
        for (qsizetype i = 0; i < m_rows.size(); ++i) {
            const QRectF line(padding, m_rowHeight * qreal(i + 1), rect().width() - 2 * padding, m_rowHeight);
            QFont font = m_font;
            font.setUnderline(m_rows[i].isKey);
            painter->setFont(font);
            painter->setPen(m_palette.color(QPalette::Text));
            painter->drawText(line, Qt::AlignVCenter | Qt::AlignLeft, m_rows[i].name);
            painter->setFont(m_font);
            painter->setPen(Theme::color(ColorRole::Muted, m_palette));
            painter->drawText(line, Qt::AlignVCenter | Qt::AlignRight, m_rows[i].type);
        }
    }

private:
    struct Row {
        QString name;
        QString type;
        bool isKey = false;
    };
    QualifiedName m_name;
    QFont m_font;
    QPalette m_palette;
    bool m_isMiddle;
    qreal m_rowHeight = 0;
    QList<Row> m_rows;
};

TableDiagram::TableDiagram(QWidget *parent) : QGraphicsView(parent)
{
    setObjectName(u"tableDiagram"_s);
    setAccessibleName(tr("Diagram of the table and its neighbours"));
    setScene(new QGraphicsScene(this));
    setRenderHint(QPainter::Antialiasing);
    setDragMode(ScrollHandDrag);
    setFrameShape(QFrame::NoFrame);
}

void TableDiagram::clear()
{
    m_tables.clear();
    scene()->clear();
}

void TableDiagram::showTable(const Schema &schema, const QualifiedName &table)
{
    m_schema = schema;
    m_middle = table;
    draw();
}

TableDiagram::Box *TableDiagram::addBox(const Table &table, const QPointF &place)
{
    auto *box = new Box(table, font(), palette(), table.name == m_middle);
    box->setPos(place);
    scene()->addItem(box);
    m_tables.append(table.name);
    return box;
}

/// From the column that refers to the one it refers to, with a dot where the other table is.
void TableDiagram::addLine(const Box &from, const Box &to, const ForeignKey &key, const QualifiedName &owner)
{
    const bool isSelf = from.name() == to.name();
    const QPointF begin = from.anchor(key.columns.value(0), true);
    const QPointF end = to.anchor(key.referredColumns.value(0), isSelf);
    QPainterPath path(begin);
    const qreal bend = isSelf ? 40 : qMax<qreal>(40, (end.x() - begin.x()) / 2);
    path.cubicTo(begin + QPointF(bend, 0), isSelf ? end + QPointF(bend, 0) : end - QPointF(bend, 0), end);
    path.addEllipse(end, 3, 3);
    auto *line = scene()->addPath(path, QPen(Theme::color(ColorRole::Information, palette()), 1.4));
    line->setZValue(-1);
    line->setToolTip(u"%1 (%2) → %3 (%4)"_s.arg(owner.display(), key.columns.join(u", "_s), key.referredTable.display(),
                                                key.referredColumns.join(u", "_s)));
}

void TableDiagram::draw()
{
    clear();
    const Table *middle = m_schema.table(m_middle);
    if (!middle)
        return;
    QList<const Table *> left, right;
    for (const ForeignKey *key : keysOf(*middle)) {
        const Table *other = m_schema.table(key->referredTable);
        if (other && !(other->name == m_middle) && !right.contains(other))
            right.append(other);
    }
    for (const Table &table : m_schema.tables) {
        const auto keys = keysOf(table);
        const bool refers =
            std::any_of(keys.cbegin(), keys.cend(), [this](const ForeignKey *key) { return key->referredTable == m_middle; });
        if (refers && !(table.name == m_middle))
            left.append(&table);
    }
    Box *centre = addBox(*middle, {});
    const auto column = [&](const QList<const Table *> &tables, bool isRight) {
        QList<Box *> boxes;
        qreal width = 0, height = 0;
        for (const Table *table : tables) {
            boxes.append(addBox(*table, {}));
            width = qMax(width, boxes.last()->rect().width());
            height += boxes.last()->rect().height() + rowGap;
        }
        qreal top = centre->rect().height() / 2 - (height - rowGap) / 2;
        for (Box *box : boxes) {
            box->setPos(isRight ? centre->rect().right() + columnGap : -columnGap - width, top);
            top += box->rect().height() + rowGap;
        }
        return boxes;
    };
    const QList<Box *> rightBoxes = column(right, true);
    const QList<Box *> leftBoxes = column(left, false);
    for (const ForeignKey *key : keysOf(*middle)) {
        if (key->referredTable == m_middle)
            addLine(*centre, *centre, *key, m_middle);
        for (const Box *box : rightBoxes) {
            if (box->name() == key->referredTable)
                addLine(*centre, *box, *key, m_middle);
        }
    }
    for (const Box *box : leftBoxes) {
        for (const ForeignKey *key : keysOf(*m_schema.table(box->name()))) {
            if (key->referredTable == m_middle)
                addLine(*box, *centre, *key, box->name());
        }
    }
    scene()->setSceneRect(scene()->itemsBoundingRect().adjusted(-30, -30, 30, 30));
    fit();
}

/// As large as the text is elsewhere, smaller where all of it would not fit, but never too small to read.
void TableDiagram::fit()
{
    if (m_isZoomed || scene()->sceneRect().isEmpty())
        return;
    const QRectF all = scene()->sceneRect();
    const double wanted = qMin(viewport()->width() / all.width(), viewport()->height() / all.height());
    const double factor = qBound(smallestFit, wanted, 1.0);
    setTransform(QTransform::fromScale(factor, factor));
    centerOn(all.center());
}

void TableDiagram::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    fit();
}

void TableDiagram::zoom(double factor)
{
    const double scaled = transform().m11() * factor;
    if (scaled < smallestScale || scaled > largestScale)
        return;
    m_isZoomed = true;
    scale(factor, factor);
}

void TableDiagram::wheelEvent(QWheelEvent *event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        QGraphicsView::wheelEvent(event);
        return;
    }
    zoom(event->angleDelta().y() > 0 ? 1.15 : 1 / 1.15);
    event->accept();
}

void TableDiagram::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::ZoomIn)) {
        zoom(1.15);
    } else if (event->matches(QKeySequence::ZoomOut)) {
        zoom(1 / 1.15);
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        const auto selected = scene()->selectedItems();
        if (const auto *box = selected.isEmpty() ? nullptr : dynamic_cast<Box *>(selected.first()))
            emit tableActivated(QualifiedName(box->name()));
    } else {
        QGraphicsView::keyPressEvent(event);
    }
}

void TableDiagram::mouseDoubleClickEvent(QMouseEvent *event)
{
    for (QGraphicsItem *item : items(event->pos())) {
        if (const auto *box = dynamic_cast<Box *>(item)) {
            emit tableActivated(QualifiedName(box->name()));
            return;
        }
    }
    QGraphicsView::mouseDoubleClickEvent(event);
}

void TableDiagram::changeEvent(QEvent *event)
{
    QGraphicsView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        draw();
}

} // namespace retort
