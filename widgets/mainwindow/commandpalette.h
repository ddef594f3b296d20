#pragma once

#include <QDialog>
#include <QList>

class QAction;
class QLabel;
class QLineEdit;
class QListWidget;

namespace retort {

class ActionRegistry;
class TimelineSnapshot;

/// Finds a command or a revision by a few letters. Commands that cannot be used are listed with the reason; "#" looks for revisions only.
class CommandPalette : public QDialog
{
    Q_OBJECT

public:
    CommandPalette(const ActionRegistry &actions, const TimelineSnapshot &snapshot, QWidget *parent = nullptr);

    /// All words of `pattern` occur in `text`, each as letters in this order.
    [[nodiscard]] static bool matches(const QString &pattern, const QString &text);

signals:
    void revisionChosen(const QString &revision);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill(const QString &pattern);
    void activate();

    const ActionRegistry &m_actions;
    const TimelineSnapshot &m_snapshot;
    QLineEdit *m_edit;
    QListWidget *m_list;
};

} // namespace retort
