#include "alembic/revisiongraphbuilder.h"

#include <QSet>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

void addOnce(std::vector<int> &list, int value)
{
    if (std::find(list.begin(), list.end(), value) == list.end())
        list.push_back(value);
}

/// How Alembic prints a revision file: "<down> -> <revision> (mergepoint), <message>". It says "(head)" of every file while the
/// graph is not connected yet.
QString described(const RevisionHeader &header, bool isHead)
{
    const QString down = header.downRevisions.isEmpty() ? u"<base>"_s : header.downRevisions.join(u", "_s);
    QString text = down % u" -> "_s % header.revision;
    if (isHead)
        text += u" (head)"_s;
    if (header.downRevisions.size() > 1)
        text += u" (mergepoint)"_s;
    return text % u", "_s % header.message;
}

} // namespace

RevisionGraph RevisionGraph::build(const QList<RevisionHeader> &headers)
{
    return RevisionGraphBuilder(headers).build();
}

std::optional<Error> RevisionGraph::identifierError(const QString &id)
{
    QStringList illegal;
    for (const QChar c : {u'+', u'-', u':', u'@'}) {
        if (id.contains(c))
            illegal.append(QString(c));
    }
    if (illegal.isEmpty())
        return std::nullopt;
    return Error{u"graph.illegal-id"_s, u"Character(s) '%1' not allowed in revision identifier '%2'"_s.arg(illegal.join(u", "_s), id), {}};
}

RevisionGraph RevisionGraphBuilder::build()
{
    addRevisions();
    addLabels();
    resolveDependencies();
    connect();
    normalizeDependencies();
    connectNormalized();
    collectHeads();
    detectCycles();
    spreadLabels();
    return std::move(m_graph);
}

void RevisionGraphBuilder::report(const RevisionHeader &header, const QString &code, const QString &message, bool fatal)
{
    m_graph.m_diagnostics.append({header.file, {}, header.line, fatal ? Severity::Error : Severity::Warning, code, message, {}});
    if (fatal && !m_graph.m_error)
        m_graph.m_error = Error{code, message, header.file};
}

void RevisionGraphBuilder::checkIdentifier(const RevisionHeader &header)
{
    if (header.downRevisions.contains(header.revision)) {
        report(header, u"graph.self-loop"_s, u"Self-loop is detected in revisions (%1)"_s.arg(header.revision), true);
        return;
    }
    if (header.dependsOn.contains(header.revision)) {
        report(header, u"graph.self-loop"_s, u"Dependency self-loop is detected in revisions (%1)"_s.arg(header.revision), true);
        return;
    }
    if (const auto error = RevisionGraph::identifierError(header.revision))
        report(header, error->code, error->message, true);
}

void RevisionGraphBuilder::addRevisions()
{
    m_graph.m_index.reserve(m_headers.size());
    for (const RevisionHeader &header : m_headers) {
        checkIdentifier(header);
        const auto known = m_graph.m_index.constFind(header.revision);
        if (known == m_graph.m_index.cend()) {
            m_graph.m_index.insert(header.revision, int(m_graph.m_revisions.size()));
            m_graph.m_revisions.append(header);
            m_graph.m_keys.append(header.revision);
            m_current.push_back(&header);
            continue;
        }
        report(header, u"graph.duplicate"_s, u"Revision %1 is present more than once"_s.arg(header.revision), false);
        m_replaced.append(m_current[size_t(*known)]);
        m_current[size_t(*known)] = &header;
        m_graph.m_revisions[*known] = header;
    }
    m_graph.m_nodes.resize(size_t(m_graph.m_revisions.size()));
    m_dependencies.resize(m_graph.m_nodes.size());
}

void RevisionGraphBuilder::addLabels()
{
    for (const RevisionHeader &header : m_headers) {
        for (const QString &label : header.branchLabels) {
            const int other = m_graph.indexOf(label);
            if (other >= 0) {
                report(header, u"graph.label-used"_s,
                       u"Branch name '%1' in revision %2 already used by revision %3"_s.arg(label, header.revision, m_graph.id(other)),
                       true);
                continue;
            }
            m_graph.m_index.insert(label, m_graph.indexOf(header.revision));
            m_graph.m_keys.append(label);
        }
    }
    for (size_t i = 0; i < m_graph.m_nodes.size(); ++i)
        m_graph.m_nodes[i].labels = m_graph.m_revisions.at(qsizetype(i)).branchLabels;
}

void RevisionGraphBuilder::resolveDependencies()
{
    for (size_t i = 0; i < m_dependencies.size(); ++i) {
        const RevisionHeader &header = m_graph.m_revisions.at(qsizetype(i));
        for (const QString &dependency : header.dependsOn) {
            const int target = m_graph.indexOf(dependency);
            if (target < 0) {
                report(header, u"graph.missing-dependency"_s,
                       u"Revision %1 depends on %2, which is not present"_s.arg(header.revision, dependency), true);
            } else if (target != int(i)) {
                m_dependencies[i].push_back(target);
            }
        }
    }
}

void RevisionGraphBuilder::connect()
{
    for (int i = 0; i < int(m_graph.m_nodes.size()); ++i) {
        const RevisionHeader &header = m_graph.at(i);
        auto &node = m_graph.m_nodes[size_t(i)];
        for (const QString &down : header.downRevisions) {
            const int parent = m_graph.indexOf(down);
            if (parent < 0 || m_graph.id(parent) != down) {
                report(header, u"graph.missing-revision"_s,
                       u"Revision %1 referenced from %2 is not present"_s.arg(down, described(header, node.next.empty())), true);
                continue;
            }
            if (parent == i)
                continue;
            addOnce(node.down, parent);
            addOnce(m_graph.m_nodes[size_t(parent)].next, i);
        }
        node.allDown = node.down;
        for (const int dependency : m_dependencies[size_t(i)])
            addOnce(node.allDown, dependency);
        for (const int parent : node.allDown)
            addOnce(m_graph.m_nodes[size_t(parent)].allNext, i);
    }
}

void RevisionGraphBuilder::normalizeDependencies()
{
    // A dependency that an ancestor has already says nothing new about where a revision stands. Most graphs have few
    // dependencies: everything above a first one is marked, and only that is searched.
    std::vector<int> withDependencies;
    for (size_t i = 0; i < m_dependencies.size(); ++i) {
        if (!m_dependencies[i].empty())
            withDependencies.push_back(int(i));
    }
    const std::vector<bool> worthSearching = m_graph.descendants(withDependencies, Edges::Versioned);
    std::vector<int> visited(m_graph.m_nodes.size(), -1);
    for (size_t i = 0; i < m_graph.m_nodes.size(); ++i)
        m_graph.m_nodes[i].normalizedDown = m_graph.m_nodes[i].down;
    for (const int index : withDependencies) {
        std::vector<int> left;
        for (const int dependency : m_dependencies[size_t(index)])
            addOnce(left, dependency);
        std::vector<int> todo{index};
        visited[size_t(index)] = index;
        while (!todo.empty() && !left.empty()) {
            const int node = todo.back();
            todo.pop_back();
            if (node != index) {
                for (const int dependency : m_dependencies[size_t(node)])
                    left.erase(std::remove(left.begin(), left.end(), dependency), left.end());
            }
            for (const int parent : m_graph.m_nodes[size_t(node)].down) {
                if (visited[size_t(parent)] != index && worthSearching[size_t(parent)]) {
                    visited[size_t(parent)] = index;
                    todo.push_back(parent);
                }
            }
        }
        for (const int dependency : left)
            addOnce(m_graph.m_nodes[size_t(index)].normalizedDown, dependency);
    }
}

void RevisionGraphBuilder::connectNormalized()
{
    for (int i = 0; i < int(m_graph.m_nodes.size()); ++i) {
        for (const int parent : m_graph.m_nodes[size_t(i)].normalizedDown)
            m_graph.m_nodes[size_t(parent)].normalizedNext.push_back(i);
    }
}

void RevisionGraphBuilder::collectHeads()
{
    const QSet<const RevisionHeader *> replaced(m_replaced.cbegin(), m_replaced.cend());
    for (const RevisionHeader &header : m_headers) {
        const int index = m_graph.indexOf(header.revision);
        const bool isReplaced = replaced.contains(&header);
        if (isReplaced || m_graph.m_nodes[size_t(index)].next.empty())
            m_graph.m_heads.append(header.revision);
        if (isReplaced || m_graph.m_nodes[size_t(index)].allNext.empty())
            m_graph.m_realHeads.append(header.revision);
        if (header.downRevisions.isEmpty())
            m_graph.m_bases.append(header.revision);
    }
}

QStringList RevisionGraphBuilder::unreachable(Edges edges, const std::vector<int> &heads, const std::vector<int> &bases) const
{
    QStringList ids;
    if (heads.empty() || bases.empty()) {
        for (const RevisionHeader &header : m_graph.m_revisions)
            ids.append(header.revision);
        return ids;
    }
    const std::vector<bool> below = m_graph.ancestors(heads, edges);
    const std::vector<bool> above = m_graph.descendants(bases, edges);
    for (size_t i = 0; i < below.size(); ++i) {
        if (!below[i] || !above[i])
            ids.append(m_graph.id(int(i)));
    }
    ids.sort();
    return ids;
}

void RevisionGraphBuilder::detectCycles()
{
    // With a parent missing nothing above it can be reached from a base; Alembic stops at that, too.
    if (m_graph.m_revisions.isEmpty() || m_graph.m_error)
        return;
    std::vector<int> heads, realHeads, bases, realBases;
    for (const QString &id : std::as_const(m_graph.m_heads))
        heads.push_back(m_graph.indexOf(id));
    for (const QString &id : std::as_const(m_graph.m_realHeads))
        realHeads.push_back(m_graph.indexOf(id));
    for (const RevisionHeader &header : m_headers) {
        if (!header.downRevisions.isEmpty())
            continue;
        bases.push_back(m_graph.indexOf(header.revision));
        if (header.dependsOn.isEmpty())
            realBases.push_back(bases.back());
    }
    if (const QStringList ids = unreachable(Edges::Versioned, heads, bases); !ids.isEmpty()) {
        const QString text = u"Cycle is detected in revisions (%1)"_s.arg(ids.join(u", "_s));
        report(*m_graph.find(ids.first()), u"graph.cycle"_s, text, true);
        return;
    }
    if (const QStringList ids = unreachable(Edges::All, realHeads, realBases); !ids.isEmpty()) {
        const QString text = u"Dependency cycle is detected in revisions (%1)"_s.arg(ids.join(u", "_s));
        report(*m_graph.find(ids.first()), u"graph.cycle"_s, text, true);
    }
}

void RevisionGraphBuilder::spreadLabels()
{
    const auto addAll = [](QStringList &to, const QStringList &labels) {
        for (const QString &label : labels) {
            if (!to.contains(label))
                to.append(label);
        }
    };
    for (int i = 0; i < int(m_graph.m_nodes.size()); ++i) {
        if (m_graph.at(i).branchLabels.isEmpty())
            continue;
        const QStringList labels = m_graph.m_nodes[size_t(i)].labels;
        std::vector<bool> seen(m_graph.m_nodes.size(), false);
        std::vector<int> todo{i};
        int last = i;
        while (!todo.empty()) {
            const int node = todo.back();
            todo.pop_back();
            if (seen[size_t(node)])
                continue;
            seen[size_t(node)] = true;
            last = node;
            addAll(m_graph.m_nodes[size_t(node)].labels, labels);
            const std::vector<int> &next = m_graph.m_nodes[size_t(node)].next;
            todo.insert(todo.end(), next.begin(), next.end());
        }
        // Upwards Alembic goes from the descendant it happened to visit last, up to a branch or merge point.
        std::vector<bool> climbed(m_graph.m_nodes.size(), false);
        for (int node = last; !climbed[size_t(node)];) {
            climbed[size_t(node)] = true;
            if (m_graph.m_nodes[size_t(node)].allNext.size() > 1 || m_graph.isMergePoint(node))
                break;
            addAll(m_graph.m_nodes[size_t(node)].labels, labels);
            if (m_graph.m_nodes[size_t(node)].down.empty())
                break;
            node = m_graph.m_nodes[size_t(node)].down.front();
        }
    }
}

} // namespace retort
