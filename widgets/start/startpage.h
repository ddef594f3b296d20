#pragma once

#include <QStringList>
#include <QWidget>

class QListWidget;
class QLabel;

namespace retort {

/// What stands in the window before a project is open: open one, go back to one, or try the bundled sample.
class StartPage : public QWidget
{
    Q_OBJECT

public:
    explicit StartPage(QWidget *parent = nullptr);

    void setRecentProjects(const QStringList &paths);

signals:
    void openRequested();
    void sampleRequested();
    void projectChosen(const QString &path);
    void forgetRequested(const QString &path);

private:
    QWidget *actions();

    QListWidget *m_recent;
    QLabel *m_recentTitle;
};

} // namespace retort
