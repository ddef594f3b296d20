#pragma once

#include <QStringList>
#include <QWidget>

class QListWidget;
class QLabel;

namespace retort {

class NoticeBar;

/// What stands in the window before a project is open: open one, go back to one, or try the bundled sample.
class StartPage : public QWidget
{
    Q_OBJECT

public:
    explicit StartPage(QWidget *parent = nullptr);

    void setRecentProjects(const QStringList &paths);
    /// Why the last project could not be opened; empty text takes the notice away.
    void showError(const QString &text, const QString &detail);

signals:
    void openRequested();
    void sampleRequested();
    void projectChosen(const QString &path);
    void forgetRequested(const QString &path);

private:
    QWidget *actions();

    NoticeBar *m_error;
    QListWidget *m_recent;
    QLabel *m_recentTitle;
};

} // namespace retort
