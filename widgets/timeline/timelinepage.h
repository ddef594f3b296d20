#pragma once

#include "timeline/timelinesnapshot.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;

namespace retort {

class EmptyState;
class NoticeBar;
class TimelineView;

/// The timeline with its filter and what has to be said above it: several heads, a database that does not answer.
class TimelinePage : public QWidget
{
    Q_OBJECT

public:
    explicit TimelinePage(QWidget *parent = nullptr);

    [[nodiscard]] TimelineView *view() const { return m_view; }
    void setSnapshot(std::shared_ptr<const TimelineSnapshot> snapshot);
    /// While nothing is known of the project yet.
    void showLoading();
    void focusFilter();

signals:
    void retryRequested();
    void recoveryRequested();
    void mergeRequested();

private:
    QWidget *filterBar();
    void applyFilter();
    void updateNotices();
    void updateCount();

    TimelineView *m_view;
    QLineEdit *m_filter = nullptr;
    QComboBox *m_state = nullptr;
    QLabel *m_count = nullptr;
    NoticeBar *m_heads = nullptr;
    NoticeBar *m_silent = nullptr;
    NoticeBar *m_unusable = nullptr;
    NoticeBar *m_interrupted = nullptr;
    QStackedWidget *m_pages = nullptr;
    EmptyState *m_empty = nullptr;
};

} // namespace retort
