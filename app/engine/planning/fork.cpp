#include "base/translation.h"
#include "operations/apply.h"
#include "operations/sqleffect.h"
#include "planning/planner.h"
#include "planning/stepbuilder.h"

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// Which revisions each head stands on, by index of the graph.
class Lines
{
public:
    Lines(const RevisionGraph &graph, const std::vector<int> &heads) : m_graph(graph), m_heads(heads)
    {
        for (const int head : heads)
            m_members.push_back(graph.ancestors({head}, Edges::All));
    }

    [[nodiscard]] int headsOver(int index) const
    {
        return int(std::count_if(m_members.begin(), m_members.end(), [index](const auto &members) { return members[size_t(index)]; }));
    }
    [[nodiscard]] bool isCommon(int index) const { return headsOver(index) == int(m_heads.size()); }

    /// Common revisions that no other common one stands on.
    [[nodiscard]] QStringList commonRevisions() const
    {
        QStringList found;
        for (int i = 0; i < m_graph.size(); ++i) {
            const std::vector<int> &children = m_graph.children(i, Edges::All);
            if (isCommon(i) && std::none_of(children.begin(), children.end(), [this](int child) { return isCommon(child); }))
                found.append(m_graph.id(i));
        }
        return found;
    }

    /// What the head has beyond the common revisions, oldest first.
    [[nodiscard]] std::vector<int> beyondCommon(size_t line) const
    {
        std::vector<bool> members = m_members[line];
        for (int i = 0; i < m_graph.size(); ++i)
            members[size_t(i)] = members[size_t(i)] && !isCommon(i);
        std::vector<int> order = m_graph.sorted(members, {m_heads[line]});
        std::reverse(order.begin(), order.end());
        return order;
    }

private:
    const RevisionGraph &m_graph;
    const std::vector<int> &m_heads;
    std::vector<std::vector<bool>> m_members;
};

void addTable(ForkLine &line, const QualifiedName &table)
{
    if (!table.name.isEmpty() && !line.tables.contains(table))
        line.tables.append(table);
}

/// Raw SQL names its tables too, as far as its first words tell.
void addSql(ForkLine &line, const QString &sql)
{
    using Kind = SqlEffect::Kind;
    for (const SqlEffect &effect : effectsOf(sql)) {
        if (effect.kind != Kind::DropIndex && effect.kind != Kind::CreateView && effect.kind != Kind::DropView)
            addTable(line, effect.name);
    }
}

void addStep(ForkLine &line, const PlanStep &step)
{
    line.revisions.append(step.revision);
    line.mayTouchMore = line.mayTouchMore || step.live || !step.problems.isEmpty();
    for (const Operation &operation : step.operations) {
        for (const QualifiedName &table : touchedTables(operation))
            addTable(line, table);
        if (!operation.as<ExecuteSqlOp>())
            continue;
        line.mayTouchMore = true;
        for (const Statement &statement : step.statements) {
            if (statement.source == operation.source)
                addSql(line, statement.sql);
        }
    }
}

QList<QualifiedName> contestedTables(const QList<ForkLine> &lines)
{
    QList<QualifiedName> contested;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        for (const QualifiedName &table : lines.at(i).tables) {
            const auto touches = [&table](const ForkLine &line) { return line.tables.contains(table); };
            if (!contested.contains(table) && std::any_of(lines.begin() + i + 1, lines.end(), touches))
                contested.append(table);
        }
    }
    return contested;
}

} // namespace

Result<Fork> Planner::fork(const QStringList &heads, const RunContext &run) const
{
    const RevisionGraph &graph = *m_context.graph;
    std::vector<int> indexes;
    for (const QString &head : heads) {
        const int index = graph.indexOf(head);
        if (index < 0)
            return Error{u"graph.no-such-revision"_s, tr("Can't locate revision identified by '%1'").arg(head), {}};
        indexes.push_back(index);
    }
    const Lines lines(graph, indexes);
    Fork fork;
    fork.commonRevisions = lines.commonRevisions();
    Result<Schema> start = schemaAt(fork.commonRevisions, run);
    if (!start)
        return start.error();
    for (size_t i = 0; i < indexes.size(); ++i) {
        ForkLine line;
        line.head = graph.id(indexes[i]);
        StepBuilder builder(m_context, *start);
        for (const int index : lines.beyondCommon(i)) {
            if (run.stopRequested())
                return Error{u"planning.stopped"_s, tr("Planning was stopped. Nothing was run."), {}};
            PlanStep step;
            step.revision = graph.id(index);
            step.file = graph.at(index).file;
            builder.build(step);
            if (lines.headsOver(index) > 1)
                continue;
            addStep(line, step);
        }
        fork.lines.append(std::move(line));
    }
    fork.contested = contestedTables(fork.lines);
    return fork;
}

} // namespace retort
