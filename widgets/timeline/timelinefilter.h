#pragma once

#include "timeline/timelinesnapshot.h"

#include <QSortFilterProxyModel>

#include <optional>

namespace retort {

/// The timeline's filter by text (message, revision, label, file) and by state.
class TimelineFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit TimelineFilter(QObject *parent = nullptr);

    void setText(const QString &text);
    void setState(std::optional<RevisionState> state);
    /// Rows are missing: lines between them would lie, so only the nodes are drawn.
    [[nodiscard]] bool isActive() const { return !m_text.isEmpty() || m_state.has_value(); }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_text;
    std::optional<RevisionState> m_state;
};

} // namespace retort
