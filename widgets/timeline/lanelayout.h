#pragma once

#include <QString>

#include <cstdint>
#include <span>
#include <vector>

namespace retort {

/// One revision as the layout sees it. Parents are indexes into the same list; `date` is any number that grows with time.
struct LaneNode {
    std::vector<int> parents;
    /// depends_on: drawn dotted, ordered like a parent.
    std::vector<int> dependencies;
    qint64 date = 0;
    QString id;
};

/// A piece of an edge inside one row.
struct LaneSegment {
    enum class Kind : std::uint8_t {
        Through,  ///< straight from the top to the bottom of lane `from`
        Incoming, ///< from the top of lane `from` to the row's node
        Outgoing, ///< from the row's node to the bottom of lane `to`
    };
    std::uint16_t from = 0;
    std::uint16_t to = 0;
    Kind kind = Kind::Through;
    bool dotted = false;

    bool operator==(const LaneSegment &) const = default;
};

/// Where each revision stands in the timeline and which lines cross its row: newest first, children above parents, deterministic
/// (create date, then id) and independent of any database. A lane belongs to a path until the path ends; the trunk (the first parents
/// of the newest head) has lane 0. O((n + e) log n + total width).
class LaneLayout
{
public:
    struct Row {
        int node = 0;
        std::uint16_t lane = 0;
        /// Lanes in use in this row, the node's included.
        std::uint16_t width = 1;
        std::uint32_t firstSegment = 0;
        std::uint32_t segmentCount = 0;
        /// The row was placed although a child of it comes later: its revisions form a cycle.
        bool inCycle = false;
    };

    [[nodiscard]] static LaneLayout of(const std::vector<LaneNode> &nodes);

    [[nodiscard]] const std::vector<Row> &rows() const { return m_rows; }
    [[nodiscard]] std::span<const LaneSegment> segments(const Row &row) const
    {
        return std::span(m_segments).subspan(row.firstSegment, row.segmentCount);
    }
    [[nodiscard]] int maxWidth() const { return m_maxWidth; }

private:
    std::vector<Row> m_rows;
    std::vector<LaneSegment> m_segments;
    int m_maxWidth = 0;
};

} // namespace retort
