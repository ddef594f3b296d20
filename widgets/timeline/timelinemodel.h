#pragma once

#include "timeline/timelinesnapshot.h"

#include <QAbstractTableModel>

namespace retort {

/// The rows of a timeline snapshot for a view; it translates and nothing more.
class TimelineModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { GraphColumn, StateColumn, RevisionColumn, MessageColumn, ChecksColumn, CreatedColumn, ColumnCount };
    enum Role { RowRole = Qt::UserRole + 1, RevisionIdRole, StateRole, IsDividerRole };

    explicit TimelineModel(QObject *parent = nullptr);

    /// Keeps rows (and so selection and scroll position) when the revisions and their order are the same.
    void setSnapshot(std::shared_ptr<const TimelineSnapshot> snapshot);
    [[nodiscard]] const TimelineSnapshot &snapshot() const { return *m_snapshot; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    [[nodiscard]] QString text(const TimelineSnapshot::Revision &revision, int column) const;
    [[nodiscard]] QString toolTip(const TimelineSnapshot::Revision &revision, int column) const;

    std::shared_ptr<const TimelineSnapshot> m_snapshot;
};

} // namespace retort
