#pragma once

#include "timeline/lanelayout.h"
#include "workspace/databasestate.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace retort {

/// What is known about a revision in the chosen database.
enum class RevisionState {
    Unknown, ///< the database was not asked, or did not answer
    Pending,
    Applied,
    Current,
    Missing,    ///< a file names it as its parent, but no file defines it
    Unreadable, ///< the same, and a file of its name is there that is no usable revision
    Stranger,   ///< the database is at it, but no file defines it
};

/// One revision file as the timeline is told of it.
struct TimelineEntry {
    QString id;
    QString message;
    QString file;
    QStringList parents;
    QStringList dependsOn;
    QStringList labels;
    QDateTime created;
    /// Why its SQL cannot be shown in full; empty when it is understood.
    QString notUnderstood;
    /// What is wrong with the file itself (a syntax error, a duplicate identifier); empty when nothing.
    QString problem;
};

/// A file among the revisions that is no usable one: unreadable, binary, half written.
struct UnusableFile {
    QString file;
    QString reason;

    bool operator==(const UnusableFile &) const = default;
};

/// Everything the timeline shows, finished and immutable: built in a worker thread, painted without a question.
class TimelineSnapshot
{
    Q_DECLARE_TR_FUNCTIONS(retort::TimelineSnapshot)

public:
    struct Revision {
        TimelineEntry entry;
        RevisionState state = RevisionState::Unknown;
        bool isHead = false;
        bool isMerge = false;
        bool isBranchPoint = false;
        QStringList children;
        QString shortId;
        QString accessibleText;
        QString createdText;
    };
    struct Row {
        /// -1: the line "Database is here".
        int revision = -1;
        LaneLayout::Row lanes;
    };

    [[nodiscard]] static std::shared_ptr<const TimelineSnapshot> build(QList<TimelineEntry> entries, const DatabaseState &database,
                                                                       const QList<UnusableFile> &unusable = {});

    [[nodiscard]] const std::vector<Row> &rows() const { return m_rows; }
    [[nodiscard]] const Revision *revisionAt(int row) const;
    [[nodiscard]] const Revision *find(const QString &id) const;
    /// -1 when there is none.
    [[nodiscard]] int rowOf(const QString &id) const { return m_rowOf.value(id, -1); }
    [[nodiscard]] std::span<const LaneSegment> segments(int row) const;
    [[nodiscard]] int dividerRow() const { return m_dividerRow; }
    [[nodiscard]] const QString &dividerText() const { return m_dividerText; }

    [[nodiscard]] const DatabaseState &database() const { return m_database; }
    [[nodiscard]] const QList<UnusableFile> &unusableFiles() const { return m_unusable; }
    [[nodiscard]] const QStringList &heads() const { return m_heads; }
    [[nodiscard]] int pendingCount() const { return m_pending; }
    [[nodiscard]] int revisionCount() const { return m_revisionCount; }
    [[nodiscard]] int maxLanes() const { return m_layout.maxWidth(); }
    [[nodiscard]] bool hasProblems() const { return m_hasProblems; }
    /// `id` and everything it stands on, dependencies included.
    [[nodiscard]] QStringList withAncestors(const QString &id) const;

    /// "pending", "applied" ... for people.
    [[nodiscard]] static QString stateText(RevisionState state);
    /// The shape that stands for the state wherever text does: never colour alone.
    [[nodiscard]] static QChar stateShape(RevisionState state);

private:
    void addMissing();
    void addGhost(const QString &id, RevisionState state, const QString &message);
    void link();
    void decideStates();
    void layOut();
    void placeDivider();
    void describe();
    [[nodiscard]] std::vector<bool> ancestorsOf(const QStringList &ids) const;

    DatabaseState m_database;
    QList<UnusableFile> m_unusable;
    std::vector<Revision> m_revisions;
    QHash<QString, int> m_indexOf;
    std::vector<LaneNode> m_nodes;
    LaneLayout m_layout;
    std::vector<Row> m_rows;
    QHash<QString, int> m_rowOf;
    std::vector<LaneSegment> m_dividerSegments;
    int m_dividerRow = -1;
    QString m_dividerText;
    QStringList m_heads;
    int m_pending = 0;
    int m_revisionCount = 0;
    bool m_hasProblems = false;
};

} // namespace retort
