#pragma once

#include "alembic/revision.h"
#include "base/diagnostic.h"
#include "base/result.h"

#include <QHash>
#include <QList>
#include <QStringList>

#include <optional>
#include <vector>

namespace retort {

/// Which edges of the graph to follow.
enum class Edges {
    Versioned,  ///< down_revision only
    All,        ///< down_revision and depends_on
    Normalized, ///< down_revision and those of depends_on that no ancestor has already: what the version table counts with
};

/// All revisions of a project as Alembic's revision map sees them: who follows whom, heads, bases, labels. Always built, also from a
/// broken project; then `error()` is what Alembic would refuse every command with. Immutable and thread-safe once built. Revisions are
/// addressed by their index in `revisions()`, which is the order Alembic loads them in.
class RevisionGraph
{
public:
    RevisionGraph() = default;
    /// `headers` in Alembic's load order (ScriptDirectory::scan). Linear in revisions and edges.
    [[nodiscard]] static RevisionGraph build(const QList<RevisionHeader> &headers);

    /// One per id: of several files with the same id the last one counts, at the place of the first.
    [[nodiscard]] const QList<RevisionHeader> &revisions() const { return m_revisions; }
    [[nodiscard]] qsizetype size() const { return m_revisions.size(); }
    [[nodiscard]] bool isEmpty() const { return m_revisions.isEmpty(); }
    /// Index of a revision id or branch label written in full; -1 when there is none.
    [[nodiscard]] int indexOf(const QString &idOrLabel) const;
    [[nodiscard]] const RevisionHeader *find(const QString &idOrLabel) const;
    [[nodiscard]] const RevisionHeader &at(int index) const { return m_revisions.at(index); }
    [[nodiscard]] const QString &id(int index) const { return m_revisions.at(index).revision; }
    /// Revision ids in load order, then branch labels in the order of their files: what a partial identifier is matched against.
    [[nodiscard]] const QStringList &keys() const { return m_keys; }

    /// Parents and children in the order of the files. Missing parents are left out.
    [[nodiscard]] const std::vector<int> &parents(int index, Edges edges = Edges::Versioned) const;
    [[nodiscard]] const std::vector<int> &children(int index, Edges edges = Edges::Versioned) const;
    /// Labels of a revision, its own and those spread to it, in a stable order.
    [[nodiscard]] const QStringList &labels(int index) const { return m_nodes.at(size_t(index)).labels; }

    [[nodiscard]] const QStringList &heads() const { return m_heads; }
    /// Heads that no other revision depends on: what stands in the version table after `upgrade heads`.
    [[nodiscard]] const QStringList &realHeads() const { return m_realHeads; }
    [[nodiscard]] const QStringList &bases() const { return m_bases; }
    [[nodiscard]] bool isHead(int index) const { return children(index).empty(); }
    [[nodiscard]] bool isRealHead(int index) const { return children(index, Edges::All).empty(); }
    [[nodiscard]] bool isBase(int index) const { return at(index).downRevisions.isEmpty(); }
    [[nodiscard]] bool isBranchPoint(int index) const { return children(index).size() > 1; }
    [[nodiscard]] bool isMergePoint(int index) const { return at(index).downRevisions.size() > 1; }

    /// One flag per revision: `from` and everything below (above) it.
    [[nodiscard]] std::vector<bool> ancestors(const std::vector<int> &from, Edges edges = Edges::Normalized) const;
    [[nodiscard]] std::vector<bool> descendants(const std::vector<int> &from, Edges edges = Edges::All) const;
    /// Newest first, in exactly the order Alembic walks: `members` below `heads`, a branch followed until another needs to go first.
    [[nodiscard]] std::vector<int> sorted(const std::vector<bool> &members, const std::vector<int> &heads) const;
    /// Every revision, newest first, as `alembic history` lists them.
    [[nodiscard]] std::vector<int> history() const;

    /// Why no revision may have this id, with Alembic's text; nothing when it may.
    [[nodiscard]] static std::optional<Error> identifierError(const QString &id);

    /// What is wrong with the graph, with Alembic's texts: duplicates, missing parents, cycles, labels used twice, illegal ids.
    [[nodiscard]] const Diagnostics &diagnostics() const { return m_diagnostics; }
    /// The first finding that keeps Alembic from running any command in this project.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

private:
    friend class RevisionGraphBuilder;
    struct Node {
        std::vector<int> down, allDown, normalizedDown, next, allNext, normalizedNext;
        QStringList labels;
    };

    QList<RevisionHeader> m_revisions;
    std::vector<Node> m_nodes;
    QHash<QString, int> m_index;
    QStringList m_keys, m_heads, m_realHeads, m_bases;
    Diagnostics m_diagnostics;
    std::optional<Error> m_error;
};

} // namespace retort
