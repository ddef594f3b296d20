#include "timeline/lanelayout.h"

#include <algorithm>
#include <limits>
#include <set>

namespace retort {

namespace {

/// Children above parents; among those that are free, the newest first.
class Order
{
public:
    explicit Order(const std::vector<LaneNode> &nodes)
        : m_nodes(nodes),
          m_children(nodes.size(), 0),
          m_placed(nodes.size(), false),
          m_free(Newer{nodes})
    {
        for (const LaneNode &node : nodes) {
            for (const int parent : node.parents)
                ++m_children[std::size_t(parent)];
            for (const int parent : node.dependencies)
                ++m_children[std::size_t(parent)];
        }
        for (int i = 0; i < int(nodes.size()); ++i) {
            if (m_children[std::size_t(i)] == 0)
                m_free.insert(i);
        }
    }

    /// The next node and whether it had to be forced out of a cycle.
    std::pair<int, bool> next()
    {
        const bool forced = m_free.empty();
        const int node = forced ? newestUnplaced() : *m_free.begin();
        m_free.erase(node);
        m_placed[std::size_t(node)] = true;
        release(m_nodes[std::size_t(node)].parents);
        release(m_nodes[std::size_t(node)].dependencies);
        return {node, forced};
    }

private:
    struct Newer {
        const std::vector<LaneNode> &nodes;
        bool operator()(int a, int b) const
        {
            const LaneNode &x = nodes[std::size_t(a)], &y = nodes[std::size_t(b)];
            if (x.date != y.date)
                return x.date > y.date;
            const int ids = x.id.compare(y.id);
            return ids != 0 ? ids > 0 : a < b;
        }
    };

    void release(const std::vector<int> &parents)
    {
        for (const int parent : parents) {
            if (--m_children[std::size_t(parent)] == 0 && !m_placed[std::size_t(parent)])
                m_free.insert(parent);
        }
    }

    [[nodiscard]] int newestUnplaced() const
    {
        int best = -1;
        const Newer newer{m_nodes};
        for (int i = 0; i < int(m_nodes.size()); ++i) {
            if (!m_placed[std::size_t(i)] && (best < 0 || newer(i, best)))
                best = i;
        }
        return best;
    }

    const std::vector<LaneNode> &m_nodes;
    std::vector<int> m_children;
    std::vector<bool> m_placed;
    std::set<int, Newer> m_free;
};

/// The lanes that are open between two rows: each leads to the node it waits for.
class OpenLanes
{
public:
    struct Lane {
        int target = -1;
        bool dotted = false;
    };

    [[nodiscard]] std::size_t size() const { return m_lanes.size(); }
    [[nodiscard]] const Lane &at(std::size_t lane) const { return m_lanes[lane]; }

    /// The left-most lane waiting for `node`; -1 when none does.
    [[nodiscard]] int waitingFor(int node) const
    {
        const auto found = std::find_if(m_lanes.begin(), m_lanes.end(), [node](const Lane &lane) { return lane.target == node; });
        return found == m_lanes.end() ? -1 : int(found - m_lanes.begin());
    }

    int firstFree(std::size_t from = 0)
    {
        for (std::size_t i = from; i < m_lanes.size(); ++i) {
            if (m_lanes[i].target < 0)
                return int(i);
        }
        m_lanes.resize(std::max(m_lanes.size(), from) + 1);
        return int(m_lanes.size()) - 1;
    }

    void set(int lane, int target, bool dotted) { m_lanes[std::size_t(lane)] = {target, dotted}; }
    void clear(std::size_t lane) { m_lanes[lane] = {}; }
    void dropTrailing()
    {
        while (!m_lanes.empty() && m_lanes.back().target < 0)
            m_lanes.pop_back();
    }

private:
    std::vector<Lane> m_lanes;
};

std::uint16_t narrow(int lane)
{
    return std::uint16_t(std::min(lane, int(std::numeric_limits<std::uint16_t>::max())));
}

} // namespace

LaneLayout LaneLayout::of(const std::vector<LaneNode> &nodes)
{
    LaneLayout layout;
    layout.m_rows.reserve(nodes.size());
    layout.m_segments.reserve(nodes.size() * 3);
    Order order(nodes);
    OpenLanes lanes;
    std::vector<bool> placed(nodes.size(), false);

    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto [node, forced] = order.next();
        placed[std::size_t(node)] = true;
        Row row;
        row.node = node;
        row.inCycle = forced;
        row.firstSegment = std::uint32_t(layout.m_segments.size());
        int lane = lanes.waitingFor(node);
        if (lane < 0)
            lane = lanes.firstFree();
        row.lane = narrow(lane);
        auto &segments = layout.m_segments;

        for (std::size_t open = 0; open < lanes.size(); ++open) {
            if (lanes.at(open).target < 0)
                continue;
            const bool ends = lanes.at(open).target == node;
            segments.push_back({narrow(int(open)), ends ? row.lane : narrow(int(open)),
                                ends ? LaneSegment::Kind::Incoming : LaneSegment::Kind::Through, lanes.at(open).dotted});
            if (ends)
                lanes.clear(open);
        }
        std::size_t width = std::max(lanes.size(), std::size_t(lane) + 1);

        bool ownLaneFree = true;
        const auto lead = [&](int parent, bool dotted) {
            if (placed[std::size_t(parent)])
                return; // an edge back into a cycle: there is no row below to lead to
            int target = -1;
            if (ownLaneFree && !dotted) {
                target = lane;
                ownLaneFree = false;
                lanes.set(target, parent, false);
            } else {
                target = lanes.waitingFor(parent);
                if (target < 0)
                    target = lanes.firstFree(std::size_t(lane) + 1);
                const bool stillDotted = dotted && (lanes.at(std::size_t(target)).target < 0 || lanes.at(std::size_t(target)).dotted);
                lanes.set(target, parent, stillDotted);
            }
            segments.push_back({row.lane, narrow(target), LaneSegment::Kind::Outgoing, dotted});
            width = std::max(width, lanes.size());
        };
        for (const int parent : nodes[std::size_t(node)].parents)
            lead(parent, false);
        for (const int parent : nodes[std::size_t(node)].dependencies)
            lead(parent, true);
        lanes.dropTrailing();

        row.width = narrow(int(width));
        row.segmentCount = std::uint32_t(segments.size()) - row.firstSegment;
        layout.m_maxWidth = std::max(layout.m_maxWidth, int(width));
        layout.m_rows.push_back(row);
    }
    return layout;
}

} // namespace retort
