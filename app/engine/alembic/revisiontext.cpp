#include "alembic/revisiontext.h"

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// Python's str.splitlines().
QStringList pythonLines(const QString &text)
{
    QStringList lines;
    qsizetype start = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        const bool ends = (c >= 0x0a && c <= 0x0d) || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
        if (!ends)
            continue;
        lines.append(text.mid(start, i - start));
        if (c == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n')
            ++i;
        start = i + 1;
    }
    if (start < text.size())
        lines.append(text.mid(start));
    return lines;
}

} // namespace

QString RevisionText::downRevisions(int index) const
{
    const QStringList &down = m_graph.at(index).downRevisions;
    return down.isEmpty() ? u"<base>"_s : down.join(u", "_s);
}

QString RevisionText::line(int index, const Parts &parts, bool isCurrent) const
{
    const RevisionHeader &header = m_graph.at(index);
    QString text = header.revision;
    if (parts.parents && !header.dependsOn.isEmpty())
        text = downRevisions(index) % u" ("_s % header.dependsOn.join(u", "_s) % u") -> "_s % header.revision;
    else if (parts.parents)
        text = downRevisions(index) % u" -> "_s % header.revision;
    if (parts.branches && !m_graph.labels(index).isEmpty())
        text += u" ("_s % m_graph.labels(index).join(u", "_s) % u')';
    if (m_graph.isRealHead(index))
        text += u" (head)"_s;
    else if (m_graph.isHead(index))
        text += u" (effective head)"_s;
    if (isCurrent)
        text += u" (current)"_s;
    if (parts.tree && m_graph.isBranchPoint(index))
        text += u" (branchpoint)"_s;
    if (parts.tree && m_graph.isMergePoint(index))
        text += u" (mergepoint)"_s;
    if (parts.message)
        text += u", "_s % header.message;
    return text;
}

QString RevisionText::entry(int index, bool isCurrent) const
{
    const RevisionHeader &header = m_graph.at(index);
    QString text = u"Rev: "_s % header.revision;
    if (m_graph.isHead(index))
        text += u" (head)"_s;
    if (m_graph.isBranchPoint(index))
        text += u" (branchpoint)"_s;
    if (m_graph.isMergePoint(index))
        text += u" (mergepoint)"_s;
    if (isCurrent)
        text += u" (current)"_s;
    text += u'\n' % (m_graph.isMergePoint(index) ? u"Merges: "_s : u"Parent: "_s) % downRevisions(index) % u'\n';
    if (!header.dependsOn.isEmpty())
        text += u"Also depends on: "_s % header.dependsOn.join(u", "_s) % u'\n';
    if (m_graph.isBranchPoint(index)) {
        QStringList children;
        for (const int child : m_graph.children(index))
            children.append(m_graph.id(child));
        text += u"Branches into: "_s % children.join(u", "_s) % u'\n';
    }
    if (!m_graph.labels(index).isEmpty())
        text += u"Branch names: "_s % m_graph.labels(index).join(u", "_s) % u'\n';
    text += u"Path: "_s % header.file % u"\n\n"_s;
    QStringList paragraphs;
    for (const QString &docLine : pythonLines(header.doc))
        paragraphs.append(u"    "_s % docLine);
    return text % paragraphs.join(u'\n') % u'\n';
}

QString RevisionText::formatted(int index, bool verbose, const Parts &parts, bool isCurrent) const
{
    return (verbose ? entry(index, isCurrent) : line(index, parts, isCurrent)) % u'\n';
}

QString RevisionText::heads(bool verbose, bool resolveDependencies) const
{
    QString text;
    for (const QString &head : resolveDependencies ? m_graph.realHeads() : m_graph.heads())
        text += formatted(m_graph.indexOf(head), verbose, {.branches = true, .tree = false});
    return text;
}

QString RevisionText::historyLine(int index, bool isCurrent) const
{
    return line(index, {.branches = true, .message = true, .parents = true}, isCurrent);
}

QString RevisionText::history(const std::vector<int> &revisions, bool verbose, const QStringList &current) const
{
    QString text;
    for (const int index : revisions) {
        const bool isCurrent = current.contains(m_graph.id(index));
        text += formatted(index, verbose, {.branches = true, .message = true, .parents = true}, isCurrent);
    }
    return text;
}

QString RevisionText::current(const std::vector<int> &revisions, bool verbose) const
{
    QString text;
    for (const int index : revisions)
        text += formatted(index, verbose, {});
    return text;
}

QString RevisionText::branches(bool verbose) const
{
    QString text;
    for (const int index : m_graph.history()) {
        if (!m_graph.isBranchPoint(index))
            continue;
        text += formatted(index, verbose, {.branches = true});
        for (const int child : m_graph.children(index)) {
            const QString indent(m_graph.id(index).size(), u' ');
            text += indent % u" -> "_s % line(child, {.branches = true, .message = verbose}) % u'\n';
        }
        text += u'\n';
    }
    return text;
}

QString RevisionText::show(const std::vector<int> &revisions) const
{
    QString text;
    for (const int index : revisions)
        text += entry(index) % u'\n';
    return text;
}

} // namespace retort
