#pragma once

#include "alembic/revisiongraph.h"

#include <QString>
#include <QStringList>

namespace retort {

/// The lines Alembic's command line prints about revisions, byte for byte (1.19), for `heads`, `history`, `current`, `branches`
/// and `show`. Every text ends with a newline; several revisions are printed one after the other.
class RevisionText
{
public:
    explicit RevisionText(const RevisionGraph &graph) : m_graph(graph) {}

    /// "a1b2 (label) (head)"; only the graph's versioned heads, or with `resolveDependencies` those of the version table.
    [[nodiscard]] QString heads(bool verbose = false, bool resolveDependencies = false) const;
    /// `revisions` as RevisionResolver::history gives them; `current` marks rows with "(current)" (`history -i`).
    [[nodiscard]] QString history(const std::vector<int> &revisions, bool verbose = false, const QStringList &current = {}) const;
    /// "<down> -> <rev> (labels) (head), <message>" without a newline.
    [[nodiscard]] QString historyLine(int index, bool isCurrent = false) const;
    /// `revisions` as RevisionResolver::current gives them.
    [[nodiscard]] QString current(const std::vector<int> &revisions, bool verbose = false) const;
    [[nodiscard]] QString branches(bool verbose = false) const;
    [[nodiscard]] QString show(const std::vector<int> &revisions) const;
    /// The verbose block: "Rev: ... Parent: ... Path: ... <docstring>".
    [[nodiscard]] QString entry(int index, bool isCurrent = false) const;

private:
    struct Parts {
        bool branches = false;
        bool message = false;
        bool parents = false;
        bool tree = true;
    };
    [[nodiscard]] QString line(int index, const Parts &parts, bool isCurrent = false) const;
    [[nodiscard]] QString formatted(int index, bool verbose, const Parts &parts, bool isCurrent = false) const;
    [[nodiscard]] QString downRevisions(int index) const;

    const RevisionGraph &m_graph;
};

} // namespace retort
