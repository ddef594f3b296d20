#pragma once

#include "alembic/writing/scriptwriter.h"
#include "planning/planner.h"
#include "timeline/timelinesnapshot.h"

#include <QDialog>
#include <QTimer>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QVBoxLayout;

namespace retort {

class GeneratedContents;
class NoticeBar;
class Workspace;

/// Asks what a new revision file is called, what it follows and whether it is generated from the models, and shows the file it would be
/// before it is written. Several heads can be joined by it: then it is a merge. Nothing is written before its button is used.
class NewMigrationDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Kind { Revision, Merge };

    NewMigrationDialog(Kind kind, Workspace *workspace, const TimelineSnapshot &snapshot, QWidget *parent = nullptr);

    /// The file as it would be written now; nothing while it is made or when it cannot be.
    [[nodiscard]] const std::optional<NewRevision> &revision() const { return m_revision; }
    /// Nothing is being read, compared or composed.
    [[nodiscard]] bool isSettled() const;

signals:
    void written(const QString &revision, const QString &file);
    /// The pending migrations should be applied before anything is generated.
    void applyRequested();

private:
    void addMessage(QVBoxLayout *layout);
    void addPlaces(QVBoxLayout *layout, const TimelineSnapshot &snapshot);
    void addHeads(QVBoxLayout *layout, const TimelineSnapshot &snapshot);
    void addContents(QVBoxLayout *layout);
    void addLocations(QVBoxLayout *layout);
    void addOutcome(QVBoxLayout *layout);
    void addButtons(QVBoxLayout *layout);
    [[nodiscard]] RevisionRequest request() const;
    void showFork(const Result<Fork> &fork);
    void changed();
    void compose();
    void say(const QString &text);
    void fit();
    void show(const Result<NewRevision> &revision);
    void write();

    Kind m_kind;
    Workspace *m_workspace;
    QString m_id;
    QLineEdit *m_message = nullptr;
    QComboBox *m_follows = nullptr;
    QListWidget *m_heads = nullptr;
    QComboBox *m_location = nullptr;
    GeneratedContents *m_contents = nullptr;
    QLabel *m_lines = nullptr;
    NoticeBar *m_contested = nullptr;
    QLabel *m_file = nullptr;
    NoticeBar *m_problem = nullptr;
    QPushButton *m_create = nullptr;
    QTimer m_delay;
    std::optional<NewRevision> m_revision;
    int m_generation = 0;
    bool m_composing = false;
};

} // namespace retort
