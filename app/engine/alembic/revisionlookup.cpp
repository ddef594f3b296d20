#include "alembic/revisionlookup.h"

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// What Python's int() makes of a text, as far as it can be below zero.
std::optional<qint64> negativeNumber(const QString &text)
{
    bool ok = false;
    const qint64 number = text.trimmed().toLongLong(&ok);
    if (!ok || number >= 0)
        return std::nullopt;
    return number;
}

} // namespace

Error RevisionLookup::failure(const char *code, const QString &message, const QString &about)
{
    return {QString::fromLatin1(code), message, about};
}

QStringList RevisionLookup::ids(const Indexes &indexes) const
{
    QStringList result;
    for (const int index : indexes) {
        if (index >= 0)
            result.append(m_graph.id(index));
    }
    return result;
}

RevisionLookup::Indexes RevisionLookup::indexes(const QStringList &ids) const
{
    Indexes result;
    for (const QString &id : ids)
        result.push_back(m_graph.indexOf(id));
    return result;
}

Result<RevisionLookup::Numbers> RevisionLookup::numbers(const QString &identifier) const
{
    Numbers result;
    QString id = identifier;
    if (const qsizetype at = identifier.indexOf(u'@'); at >= 0) {
        result.label = identifier.left(at);
        id = identifier.mid(at + 1);
    }
    if (id == "heads"_L1 && result.label.isEmpty()) {
        result.ids = m_graph.realHeads();
    } else if (id == "heads"_L1 || id == "head"_L1) {
        Indexes heads = indexes(m_graph.heads());
        if (!result.label.isEmpty()) {
            auto filtered = filteredByLineage(heads, result.label);
            if (!filtered)
                return filtered.error();
            heads = *filtered;
        }
        result.ids = ids(heads);
        if (id == "head"_L1 && heads.size() > 1) {
            const QString argument = result.label.isEmpty() ? u"head"_s : QString(result.label % u"@head"_s);
            return failure(MultipleHeads,
                           u"Multiple heads are present for given argument '%1'; %2"_s.arg(argument, result.ids.join(u", "_s)), argument);
        }
    } else if (id != "base"_L1) {
        result.ids = {id};
    }
    return result;
}

Result<int> RevisionLookup::branch(const QString &label) const
{
    if (const int index = m_graph.indexOf(label); index >= 0)
        return index;
    auto found = identified(label, {});
    if (!found && found.error().code == QLatin1StringView(Unresolved))
        return failure(Unresolved, u"No such branch: '%1'"_s.arg(label), label);
    return found;
}

Result<int> RevisionLookup::identified(const QString &id, const QString &branchLabel) const
{
    std::vector<bool> line;
    if (!branchLabel.isEmpty()) {
        const auto branchRevision = branch(branchLabel);
        if (!branchRevision)
            return branchRevision.error();
        line = m_graph.descendants({*branchRevision}, Edges::Versioned);
        const std::vector<bool> below = m_graph.ancestors({*branchRevision}, Edges::Versioned);
        for (size_t i = 0; i < line.size(); ++i)
            line[i] = line[i] || below[i];
    }
    int found = m_graph.indexOf(id);
    if (found < 0) {
        QStringList matches;
        for (const QString &key : m_graph.keys()) {
            if (!id.isEmpty() && key.size() > 3 && key.startsWith(id) && (line.empty() || line[size_t(m_graph.indexOf(key))]))
                matches.append(key);
        }
        if (matches.isEmpty()) {
            const QString hint = id.size() < 4
                ? u"; please ensure at least four characters are present for partial revision identifier matches"_s
                : QString();
            return failure(Unresolved, u"No such revision or branch '%1'%2"_s.arg(id, hint), id);
        }
        if (matches.size() > 1) {
            const QStringList first = matches.mid(0, 3);
            return failure(Unresolved, u"Multiple revisions start with '%1': '%2'..."_s.arg(id, first.join(u"', '"_s)), id);
        }
        found = m_graph.indexOf(matches.first());
    }
    if (!line.empty() && !line[size_t(found)])
        return failure(Unresolved, u"Revision %1 is not a member of branch '%2'"_s.arg(m_graph.id(found), branchLabel), id);
    return found;
}

Result<RevisionLookup::Indexes> RevisionLookup::belowHeads(qint64 steps, const QString &branchLabel) const
{
    Indexes result;
    for (const int head : indexes(m_graph.realHeads())) {
        if (!branchLabel.isEmpty() && !m_graph.labels(head).contains(branchLabel))
            continue;
        const auto reached = walk(head, steps, {}, true);
        if (!reached)
            return reached.error();
        result.push_back(*reached);
    }
    return result;
}

Result<RevisionLookup::Indexes> RevisionLookup::revisions(const QString &identifier) const
{
    const auto resolved = numbers(identifier);
    if (!resolved)
        return resolved.error();
    if (resolved->ids.size() == 1) {
        if (const auto steps = negativeNumber(resolved->ids.first()))
            return belowHeads(*steps, resolved->label);
    }
    Indexes result;
    for (const QString &id : resolved->ids) {
        const auto index = identified(id, resolved->label);
        if (!index)
            return index.error();
        result.push_back(*index);
    }
    return result;
}

Result<RevisionLookup::Indexes> RevisionLookup::revisions(const QStringList &identifiers) const
{
    Indexes result;
    for (const QString &identifier : identifiers) {
        const auto some = revisions(identifier);
        if (!some)
            return some.error();
        result.insert(result.end(), some->begin(), some->end());
    }
    return result;
}

Result<int> RevisionLookup::revision(const QString &identifier) const
{
    const auto resolved = numbers(identifier);
    if (!resolved)
        return resolved.error();
    if (resolved->ids.size() > 1) {
        return failure(MultipleHeads,
                       u"Multiple heads are present for given argument '%1'; %2"_s.arg(identifier, resolved->ids.join(u", "_s)),
                       identifier);
    }
    if (resolved->ids.isEmpty()) {
        if (!resolved->label.isEmpty()) {
            if (const auto known = branch(resolved->label); !known)
                return known.error();
        }
        return None;
    }
    return identified(resolved->ids.first(), resolved->label);
}

Result<RevisionLookup::Indexes> RevisionLookup::filteredByLineage(const Indexes &targets, const QString &identifier,
                                                                  bool withDependencies) const
{
    const auto resolved = numbers(identifier);
    if (!resolved)
        return resolved.error();
    QStringList shares = resolved->ids;
    if (!resolved->label.isEmpty())
        shares.prepend(resolved->label);
    if (shares.isEmpty() || targets.empty())
        return targets;
    Indexes lines;
    for (const QString &share : shares) {
        const auto index = identified(share, {});
        if (!index)
            return index.error();
        lines.push_back(*index);
    }
    const std::vector<bool> below = m_graph.ancestors(lines, withDependencies ? Edges::All : Edges::Versioned);
    const std::vector<bool> above = m_graph.descendants(lines, withDependencies ? Edges::All : Edges::Versioned);
    Indexes result;
    for (const int target : targets) {
        if (target >= 0 && (below[size_t(target)] || above[size_t(target)]))
            result.push_back(target);
    }
    return result;
}

Result<int> RevisionLookup::walk(int start, qint64 steps, const QString &branchLabel, bool exact) const
{
    int place = start;
    for (qint64 i = 0; i < std::abs(steps); ++i) {
        Indexes next;
        if (steps > 0) {
            next = place < 0 ? indexes(m_graph.bases()) : m_graph.children(place);
            if (!branchLabel.isEmpty()) {
                auto filtered = filteredByLineage(next, branchLabel);
                if (!filtered)
                    return filtered.error();
                next = std::move(*filtered);
            }
        } else if (place != Base) {
            next = place < 0 ? indexes(m_graph.heads()) : m_graph.parents(place);
            if (next.empty())
                next = {Base};
        }
        if (next.empty())
            return exact ? None : place;
        if (next.size() > 1)
            return failure(Refused, u"Ambiguous walk"_s);
        place = next.front();
    }
    return place;
}

Result<std::vector<bool>> RevisionLookup::ancestorsWithoutOverlap(const Indexes &targets) const
{
    std::vector<bool> seen(size_t(m_graph.size()), false);
    std::vector<bool> isTarget(seen.size(), false);
    for (const int target : targets) {
        if (target < 0)
            return failure(Refused, u"Not a revision: base"_s);
        isTarget[size_t(target)] = true;
    }
    for (const int target : targets) {
        Indexes todo{target};
        QStringList overlaps;
        while (!todo.empty()) {
            const int node = todo.back();
            todo.pop_back();
            if (isTarget[size_t(node)] && node != target && !overlaps.contains(m_graph.id(node)))
                overlaps.append(m_graph.id(node));
            if (seen[size_t(node)])
                continue;
            seen[size_t(node)] = true;
            const Indexes &parents = m_graph.parents(node, Edges::Normalized);
            todo.insert(todo.end(), parents.begin(), parents.end());
        }
        if (!overlaps.isEmpty()) {
            return failure(
                Refused,
                u"Requested revision %1 overlaps with other requested revisions %2"_s.arg(m_graph.id(target), overlaps.join(u", "_s)));
        }
    }
    return seen;
}

} // namespace retort
