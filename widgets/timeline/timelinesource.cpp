#include "timeline/timelinesource.h"

#include <QSet>

namespace retort {

QList<TimelineEntry> timelineEntries(const Project &project, const QHash<QString, QString> &notUnderstood)
{
    QHash<QString, QString> problems;
    const Diagnostics diagnostics = project.diagnostics();
    for (const Diagnostic &diagnostic : diagnostics) {
        if (diagnostic.severity == Severity::Error && !problems.contains(diagnostic.file))
            problems.insert(diagnostic.file, diagnostic.message);
    }
    QList<TimelineEntry> entries;
    const auto &graph = *project.graph;
    entries.reserve(graph.size());
    for (const RevisionHeader &header : graph.revisions()) {
        TimelineEntry entry;
        entry.id = header.revision;
        entry.message = header.message;
        entry.file = header.file;
        entry.parents = header.downRevisions;
        // depends_on may name a label; the graph knows whose it is.
        for (const QString &dependency : header.dependsOn) {
            const RevisionHeader *target = graph.find(dependency);
            entry.dependsOn.append(target ? target->revision : dependency);
        }
        entry.labels = header.branchLabels;
        entry.created = QDateTime::fromString(header.createDate.left(19).replace(QLatin1Char(' '), QLatin1Char('T')), Qt::ISODate);
        entry.problem = problems.value(header.file);
        entry.notUnderstood = notUnderstood.value(header.revision);
        entries.append(std::move(entry));
    }
    return entries;
}

QList<UnusableFile> unusableFiles(const Project &project)
{
    QSet<QString> told;
    for (const RevisionHeader &header : project.scripts.revisions)
        told.insert(header.file);
    QList<UnusableFile> files;
    for (const Diagnostic &diagnostic : project.scripts.diagnostics) {
        if (diagnostic.severity != Severity::Error || told.contains(diagnostic.file))
            continue;
        told.insert(diagnostic.file);
        const bool hasLine = diagnostic.line > 0;
        files.append({diagnostic.file,
                      hasLine ? TimelineSnapshot::tr("line %1: %2").arg(diagnostic.line).arg(diagnostic.message) : diagnostic.message});
    }
    return files;
}

} // namespace retort
