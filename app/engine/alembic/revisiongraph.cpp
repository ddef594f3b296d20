#include "alembic/revisiongraph.h"

#include <algorithm>

namespace retort {

namespace {

/// `from` and everything that `edges` lead to.
template <typename NextNodes>
std::vector<bool> reached(size_t size, const std::vector<int> &from, const NextNodes &next)
{
    std::vector<bool> seen(size, false);
    std::vector<int> todo;
    for (const int start : from) {
        if (start < 0 || seen[size_t(start)])
            continue;
        seen[size_t(start)] = true;
        todo.push_back(start);
    }
    while (!todo.empty()) {
        const int node = todo.back();
        todo.pop_back();
        for (const int other : next(node)) {
            if (!seen[size_t(other)]) {
                seen[size_t(other)] = true;
                todo.push_back(other);
            }
        }
    }
    return seen;
}

/// The state of one walk through the graph from its heads down, see RevisionGraph::sorted.
class BranchWalk
{
public:
    BranchWalk(const RevisionGraph &graph, const std::vector<bool> &members, std::vector<int> heads)
        : m_graph(graph),
          m_todo(members),
          m_pending(std::move(heads)),
          m_reachable(graph.ancestors(m_pending)),
          m_isPending(members.size(), false),
          m_emitted(members.size(), false),
          m_visited(members.size(), 0)
    {
        for (const int head : m_pending)
            m_isPending[size_t(head)] = true;
    }

    std::vector<int> run()
    {
        while (!m_pending.empty()) {
            if (const int other = blockingHead(); other >= 0) {
                m_current = size_t(other);
                continue;
            }
            emitCurrent();
        }
        return std::move(m_output);
    }

private:
    /// The place of the first other pending head that stands above the current one and so has to go before it; -1 for none.
    /// Revisions already emitted need not be looked through: nothing pending was above them when they were.
    int blockingHead()
    {
        ++m_round;
        bool found = false;
        std::vector<int> todo{m_pending[m_current]};
        while (!todo.empty()) {
            const int node = todo.back();
            todo.pop_back();
            for (const int child : m_graph.children(node, Edges::Normalized)) {
                const auto place = size_t(child);
                if (m_visited[place] == m_round || m_emitted[place] || !m_reachable[place])
                    continue;
                m_visited[place] = m_round;
                found = found || m_isPending[place];
                todo.push_back(child);
            }
        }
        if (!found)
            return -1;
        for (size_t i = 0; i < m_pending.size(); ++i) {
            if (i != m_current && m_visited[size_t(m_pending[i])] == m_round)
                return int(i);
        }
        return -1;
    }

    void emitCurrent()
    {
        const int revision = m_pending[m_current];
        m_output.push_back(revision);
        m_todo[size_t(revision)] = false;
        m_emitted[size_t(revision)] = true;
        std::vector<int> next;
        for (const int parent : m_graph.parents(revision, Edges::Normalized)) {
            if (m_todo[size_t(parent)] && !m_isPending[size_t(parent)])
                next.push_back(parent);
        }
        m_isPending[size_t(revision)] = false;
        if (next.empty()) {
            m_pending.erase(m_pending.begin() + std::ptrdiff_t(m_current));
            m_current = m_current > 0 ? m_current - 1 : 0;
            return;
        }
        for (const int parent : next)
            m_isPending[size_t(parent)] = true;
        m_pending[m_current] = next.front();
        m_pending.insert(m_pending.end(), next.begin() + 1, next.end());
    }

    const RevisionGraph &m_graph;
    std::vector<bool> m_todo;
    std::vector<int> m_pending;
    std::vector<bool> m_reachable;
    std::vector<bool> m_isPending;
    std::vector<bool> m_emitted;
    std::vector<int> m_visited;
    std::vector<int> m_output;
    size_t m_current = 0;
    int m_round = 0;
};

} // namespace

int RevisionGraph::indexOf(const QString &idOrLabel) const
{
    return m_index.value(idOrLabel, -1);
}

const RevisionHeader *RevisionGraph::find(const QString &idOrLabel) const
{
    const int index = indexOf(idOrLabel);
    return index < 0 ? nullptr : &m_revisions.at(index);
}

const std::vector<int> &RevisionGraph::parents(int index, Edges edges) const
{
    const Node &node = m_nodes.at(size_t(index));
    return edges == Edges::Versioned ? node.down : edges == Edges::All ? node.allDown : node.normalizedDown;
}

const std::vector<int> &RevisionGraph::children(int index, Edges edges) const
{
    const Node &node = m_nodes.at(size_t(index));
    return edges == Edges::Versioned ? node.next : edges == Edges::All ? node.allNext : node.normalizedNext;
}

std::vector<bool> RevisionGraph::ancestors(const std::vector<int> &from, Edges edges) const
{
    return reached(m_nodes.size(), from, [&](int node) -> const std::vector<int> & { return parents(node, edges); });
}

std::vector<bool> RevisionGraph::descendants(const std::vector<int> &from, Edges edges) const
{
    return reached(m_nodes.size(), from, [&](int node) -> const std::vector<int> & { return children(node, edges); });
}

std::vector<int> RevisionGraph::sorted(const std::vector<bool> &members, const std::vector<int> &heads) const
{
    std::vector<int> start;
    for (const int head : heads) {
        if (head >= 0 && members[size_t(head)])
            start.push_back(head);
    }
    std::sort(start.begin(), start.end());
    start.erase(std::unique(start.begin(), start.end()), start.end());
    return BranchWalk(*this, members, std::move(start)).run();
}

std::vector<int> RevisionGraph::history() const
{
    std::vector<int> heads;
    for (const QString &head : m_realHeads)
        heads.push_back(indexOf(head));
    return sorted(ancestors(heads), heads);
}

} // namespace retort
