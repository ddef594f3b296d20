#pragma once

#include "timeline/timelinesnapshot.h"

#include <QTreeView>

namespace retort {

class TimelineFilter;
class TimelineModel;

/// The list of revisions with its keys: arrows, Home/End, Left/Right to a child or parent, Ctrl+Up/Down between heads,
/// Ctrl+Home to the current revision, Enter for review, Space for details.
class TimelineView : public QTreeView
{
    Q_OBJECT

public:
    explicit TimelineView(QWidget *parent = nullptr);

    /// Selection and scroll position stay with the revision. The first snapshot selects the current one (or the newest).
    void setSnapshot(std::shared_ptr<const TimelineSnapshot> snapshot);
    [[nodiscard]] const TimelineSnapshot &snapshot() const;
    [[nodiscard]] TimelineFilter *filter() const { return m_filter; }

    [[nodiscard]] QString selectedRevision() const;
    /// False when the revision is not shown.
    bool select(const QString &revision);
    void selectCurrent();

signals:
    void selectionMoved(const QString &revision);
    void reviewRequested(const QString &revision);
    void detailsRequested(const QString &revision);
    void menuRequested(const QString &revision, const QPoint &globalPosition);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    [[nodiscard]] QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;

private:
    [[nodiscard]] QModelIndex indexOf(const QString &revision) const;
    [[nodiscard]] QModelIndex skipDivider(const QModelIndex &index, int step) const;
    void moveBetweenHeads(int step);
    void arrangeColumns();
    void spanDivider();

    TimelineModel *m_model;
    TimelineFilter *m_filter;
    /// What was selected without a person having chosen it; gives way to the current revision as soon as that is known.
    QString m_selectedByUs;
};

} // namespace retort
