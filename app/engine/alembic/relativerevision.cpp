// The relative identifiers of RevisionLookup: "+2", "-1", "label@-1", "a1b2+1".

#include "alembic/revisionlookup.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <cstdlib>

namespace retort {

using namespace Qt::StringLiterals;

std::optional<RevisionLookup::Relative> RevisionLookup::relative(const QString &identifier)
{
    static const QRegularExpression pattern(u"(?:(.+?)@)?(\\w+)?((?:\\+|-)\\d+)"_s, QRegularExpression::UseUnicodePropertiesOption);
    const auto match = pattern.match(identifier, 0, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
    if (!match.hasMatch())
        return std::nullopt;
    Relative result{match.captured(1), match.captured(2), match.captured(3), 0};
    bool ok = false;
    result.steps = result.stepsText.toLongLong(&ok);
    if (!ok) // more digits than any graph has revisions
        result.steps = result.stepsText.startsWith(u'-') ? -1'000'000'000 : 1'000'000'000;
    return result;
}

QString RevisionLookup::Relative::error() const
{
    return u"Relative revision %1 didn't produce %2 migrations"_s.arg(stepsText).arg(std::abs(steps));
}

Result<int> RevisionLookup::upgradeStart(const Relative &relative, const QStringList &current) const
{
    const auto rows = revisions(current);
    if (!rows)
        return rows.error();
    if (relative.label.isEmpty()) {
        if (current.size() > 1)
            return failure(Refused, u"Ambiguous upgrade from multiple current revisions"_s);
        return rows->empty() ? None : rows->front();
    }
    const auto onBranch = filteredByLineage(*rows, relative.label);
    if (!onBranch)
        return onBranch.error();
    QStringList starts = ids(*onBranch);
    if (starts.isEmpty()) {
        // The branch has no row of its own: start at the tips of what is applied of it.
        const std::vector<bool> applied = m_graph.ancestors(*rows);
        Indexes all;
        for (size_t i = 0; i < applied.size(); ++i) {
            if (applied[i])
                all.push_back(int(i));
        }
        const auto active = filteredByLineage(all, relative.label);
        if (!active)
            return active.error();
        QSet<int> below;
        for (const int revision : *active) {
            for (const int parent : m_graph.parents(revision, Edges::Normalized))
                below.insert(parent);
        }
        for (const int revision : *active) {
            if (!below.contains(revision))
                starts.append(m_graph.id(revision));
        }
    }
    if (starts.size() > 1)
        return failure(Refused, u"Ambiguous upgrade from multiple current revisions"_s);
    return starts.isEmpty() ? None : m_graph.indexOf(starts.first());
}

Result<RevisionLookup::Indexes> RevisionLookup::upgradeTargets(const QString &target, const QStringList &current, bool exact) const
{
    const auto relativeTarget = relative(target);
    if (!relativeTarget)
        return revisions(target);
    const Relative &asked = *relativeTarget;
    const auto refused = failure(Refused, asked.error());
    if (asked.steps <= 0 && asked.symbol.isEmpty()) // Alembic prints the number here, not the text: "0" for "+0"
        return failure(Refused, u"Relative revision %1 didn't produce %2 migrations"_s.arg(asked.steps).arg(std::abs(asked.steps)));
    Result<int> start = None;
    if (asked.symbol.isEmpty())
        start = upgradeStart(asked, current);
    else if (asked.steps > 0 || asked.label.isEmpty())
        start = revision(asked.symbol);
    else
        start = revision(asked.label % u'@' % asked.symbol);
    if (!start)
        return start.error();
    const auto reached = walk(*start, asked.steps, asked.steps > 0 ? asked.label : QString(), exact);
    if (!reached)
        return reached.error();
    if (*reached < 0)
        return refused;
    return Indexes{*reached};
}

Result<QString> RevisionLookup::downgradeStart(const Relative &relative, const QStringList &current, QString *warning) const
{
    if (relative.label.isEmpty()) {
        if (current.isEmpty())
            return failure(Refused, relative.error());
        if (QSet<QString>(current.cbegin(), current.cend()).size() > 1)
            *warning = u"downgrade -1 from multiple heads is ambiguous; this usage will be disallowed in a future release."_s;
        return current.first();
    }
    const auto rows = revisions(current);
    if (!rows)
        return rows.error();
    auto onBranch = filteredByLineage(*rows, relative.label);
    if (!onBranch)
        return onBranch.error();
    if (onBranch->empty()) {
        // The branch's tip may be applied only because another row depends on it.
        const std::vector<bool> applied = m_graph.ancestors(*rows);
        Indexes tips;
        for (int i = 0; i < int(applied.size()); ++i) {
            const auto &children = m_graph.children(i);
            if (applied[size_t(i)] && std::none_of(children.begin(), children.end(), [&](int c) { return applied[size_t(c)]; }))
                tips.push_back(i);
        }
        onBranch = filteredByLineage(tips, relative.label);
        if (!onBranch)
            return onBranch.error();
    }
    if (onBranch->size() != 1)
        return failure(Refused, relative.error());
    return m_graph.id(onBranch->front());
}

Result<RevisionLookup::DowngradeTarget> RevisionLookup::downgradeTarget(const QString &target, const QStringList &current, bool exact) const
{
    DowngradeTarget result;
    const auto asked = relative(target);
    if (!asked) {
        const qsizetype at = target.lastIndexOf(u'@');
        result.branchLabel = target.left(std::max<qsizetype>(at, 0));
        const auto found = revision(target.mid(at + 1));
        if (!found)
            return found.error();
        result.revision = *found;
        return result;
    }
    result.branchLabel = asked->label;
    const bool fromCurrent = asked->symbol.isEmpty();
    Result<int> start = None;
    if (asked->steps >= 0) {
        if (fromCurrent)
            return failure(Refused, asked->error());
        start = revision(asked->symbol);
    } else {
        Result<QString> symbol = asked->symbol;
        if (fromCurrent) {
            symbol = downgradeStart(*asked, current, &result.warning);
            if (!symbol)
                return symbol.error();
            if (result.branchLabel.isEmpty())
                result.branchLabel = *symbol;
        }
        start = result.branchLabel.isEmpty() ? revision(*symbol) : revision(result.branchLabel % u'@' % *symbol);
    }
    if (!start)
        return start.error();
    const auto reached = walk(*start, asked->steps, asked->steps > 0 ? asked->label : QString(), exact);
    if (!reached)
        return reached.error();
    if (*reached == None)
        return failure(Refused, fromCurrent ? asked->error() : u"Walked too far"_s);
    result.revision = *reached == Base ? None : *reached;
    return result;
}

} // namespace retort
