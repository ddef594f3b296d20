#pragma once

#include <QStyledItemDelegate>

namespace retort {

/// Rows with air between them, as high as those of the timeline: easier to read across and to hit.
class RoomyDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        return {size.width() + 8, qMax(size.height(), option.fontMetrics.height() + 10)};
    }
};

} // namespace retort
