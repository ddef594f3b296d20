#pragma once

#include "alembic/revisiongraph.h"

namespace retort {

/// Builds a RevisionGraph in the steps of Alembic's revision map, each of which may find something wrong.
class RevisionGraphBuilder
{
public:
    explicit RevisionGraphBuilder(const QList<RevisionHeader> &headers) : m_headers(headers) {}
    [[nodiscard]] RevisionGraph build();

private:
    void addRevisions();
    void checkIdentifier(const RevisionHeader &header);
    void addLabels();
    void resolveDependencies();
    void connect();
    void normalizeDependencies();
    void connectNormalized();
    void collectHeads();
    void detectCycles();
    /// Ids not both below a head and above a base along `edges`: they are part of a cycle.
    [[nodiscard]] QStringList unreachable(Edges edges, const std::vector<int> &heads, const std::vector<int> &bases) const;
    void spreadLabels();
    void report(const RevisionHeader &header, const QString &code, const QString &message, bool fatal);

    const QList<RevisionHeader> &m_headers;
    RevisionGraph m_graph;
    /// Per revision: the dependencies that resolve, in order.
    std::vector<std::vector<int>> m_dependencies;
    /// Headers that another file with the same id replaced; Alembic goes on counting them as heads and bases.
    QList<const RevisionHeader *> m_replaced;
    std::vector<const RevisionHeader *> m_current;
};

} // namespace retort
