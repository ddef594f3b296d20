#pragma once

#include "schema/schema.h"

#include <QGraphicsView>

namespace retort {

/// A table in the middle, the tables that refer to it on the left, those it refers to on the right, with their columns and a line for each
/// foreign key. A double click or Return on a neighbour asks for that one. Ctrl and the wheel, Ctrl+Plus and Ctrl+Minus change the scale.
class TableDiagram : public QGraphicsView
{
    Q_OBJECT

public:
    explicit TableDiagram(QWidget *parent = nullptr);

    void showTable(const Schema &schema, const QualifiedName &table);
    void clear();
    /// The tables drawn, the one in the middle first.
    [[nodiscard]] const QList<QualifiedName> &tables() const { return m_tables; }

signals:
    void tableActivated(const retort::QualifiedName &table);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    class Box;
    Box *addBox(const Table &table, const QPointF &place);
    void addLine(const Box &from, const Box &to, const ForeignKey &key, const QualifiedName &owner);
    void draw();
    void fit();
    void zoom(double factor);

    Schema m_schema;
    QualifiedName m_middle;
    QList<QualifiedName> m_tables;
    /// The scale is the person's own.
    bool m_isZoomed = false;
};

} // namespace retort
