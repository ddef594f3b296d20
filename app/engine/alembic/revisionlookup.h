#pragma once

#include "alembic/revisiongraph.h"
#include "base/result.h"

#include <QStringList>

#include <optional>

namespace retort {

/// The inner rules by which Alembic turns identifiers into revisions. Errors carry the resolver's own text as `message`, what it
/// was about as `detail`, and one of the codes below; RevisionResolver turns them into what the command line prints.
class RevisionLookup
{
public:
    static constexpr int Base = -2;
    static constexpr int None = -1;
    static constexpr auto Unresolved = "graph.no-such-revision";
    static constexpr auto MultipleHeads = "graph.multiple-heads";
    static constexpr auto NotAncestor = "graph.not-ancestor";
    static constexpr auto Refused = "graph.refused";
    using Indexes = std::vector<int>;

    explicit RevisionLookup(const RevisionGraph &graph) : m_graph(graph) {}

    [[nodiscard]] static Error failure(const char *code, const QString &message, const QString &about = {});

    [[nodiscard]] Result<Indexes> revisions(const QString &identifier) const;
    [[nodiscard]] Result<Indexes> revisions(const QStringList &identifiers) const;
    /// None for "base" and for an empty graph's head.
    [[nodiscard]] Result<int> revision(const QString &identifier) const;
    [[nodiscard]] Result<int> branch(const QString &label) const;
    /// Those of `targets` on the same line of descent as `identifier` ("label", "label@head", "base" for all).
    [[nodiscard]] Result<Indexes> filteredByLineage(const Indexes &targets, const QString &identifier, bool withDependencies = false) const;
    /// `steps` up or down from `start`; None when the graph ends before and `exact`, else the last one reached. Base below a root.
    [[nodiscard]] Result<int> walk(int start, qint64 steps, const QString &branchLabel, bool exact) const;

    /// "[label@][symbol]+-n", matched at the beginning of the text as Alembic does.
    struct Relative {
        QString label;
        QString symbol;
        QString stepsText;
        qint64 steps = 0;

        [[nodiscard]] QString error() const;
    };
    [[nodiscard]] static std::optional<Relative> relative(const QString &identifier);

    /// What "upgrade <target>" leads to. `current`: rows of the version table.
    [[nodiscard]] Result<Indexes> upgradeTargets(const QString &target, const QStringList &current, bool exact) const;
    struct DowngradeTarget {
        QString branchLabel;
        /// None for base.
        int revision = None;
        QString warning;
    };
    [[nodiscard]] Result<DowngradeTarget> downgradeTarget(const QString &target, const QStringList &current, bool exact) const;
    /// Ancestors of `targets`; refuses when one of them is above another.
    [[nodiscard]] Result<std::vector<bool>> ancestorsWithoutOverlap(const Indexes &targets) const;
    [[nodiscard]] QStringList ids(const Indexes &indexes) const;
    [[nodiscard]] Indexes indexes(const QStringList &ids) const;

private:
    struct Numbers {
        QStringList ids;
        QString label;
    };
    [[nodiscard]] Result<Numbers> numbers(const QString &identifier) const;
    [[nodiscard]] Result<int> identified(const QString &id, const QString &branchLabel) const;
    [[nodiscard]] Result<Indexes> belowHeads(qint64 steps, const QString &branchLabel) const;
    [[nodiscard]] Result<int> upgradeStart(const Relative &relative, const QStringList &current) const;
    [[nodiscard]] Result<QString> downgradeStart(const Relative &relative, const QStringList &current, QString *warning) const;

    const RevisionGraph &m_graph;
};

} // namespace retort
