#include "timeline/timelinesnapshot.h"

#include "tasks/sharedvalue.h"

#include <QFileInfo>
#include <QLocale>
#include <QSet>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

bool isGhost(RevisionState state)
{
    return state == RevisionState::Missing || state == RevisionState::Unreadable || state == RevisionState::Stranger;
}

/// Whether a revision file of this name would define `id`: file_template puts the id first unless it is told otherwise. An id that is
/// short enough to be a part of a date counts only there.
bool isNamedAfter(const QString &file, const QString &id)
{
    constexpr int longerThanADate = 9;
    const QString name = QFileInfo(file).completeBaseName();
    if (!name.startsWith(id))
        return id.size() >= longerThanADate && name.contains(u'_' + id);
    return name.size() == id.size() || !name.at(id.size()).isLetterOrNumber();
}

} // namespace

std::shared_ptr<const TimelineSnapshot> TimelineSnapshot::build(QList<TimelineEntry> entries, const DatabaseState &database,
                                                                const QList<UnusableFile> &unusable)
{
    auto snapshot = std::make_unique<TimelineSnapshot>();
    snapshot->m_database = database;
    snapshot->m_unusable = unusable;
    snapshot->m_hasProblems = !unusable.isEmpty();
    snapshot->m_revisions.reserve(std::size_t(entries.size()));
    for (TimelineEntry &entry : entries) {
        snapshot->m_hasProblems = snapshot->m_hasProblems || !entry.problem.isEmpty() || !entry.notUnderstood.isEmpty();
        // Of two files with one identifier the first is drawn as the revision; the other keeps its row, with its problem told.
        if (!snapshot->m_indexOf.contains(entry.id))
            snapshot->m_indexOf.insert(entry.id, int(snapshot->m_revisions.size()));
        Revision revision;
        revision.entry = std::move(entry);
        snapshot->m_revisions.push_back(std::move(revision));
    }
    snapshot->m_revisionCount = int(snapshot->m_revisions.size());
    snapshot->addMissing();
    snapshot->link();
    snapshot->decideStates();
    snapshot->layOut();
    snapshot->placeDivider();
    snapshot->describe();
    return sharedValue(std::move(*snapshot));
}

void TimelineSnapshot::addMissing()
{
    for (int i = 0; i < m_revisionCount; ++i) {
        const TimelineEntry entry = m_revisions[std::size_t(i)].entry;
        for (const QString &parent : entry.parents + entry.dependsOn)
            addGhost(parent, RevisionState::Missing, tr("No file defines this revision"));
    }
    for (const QString &head : m_database.heads)
        addGhost(head, RevisionState::Stranger, tr("The database is at this revision, but no file defines it"));
}

void TimelineSnapshot::addGhost(const QString &id, RevisionState state, const QString &message)
{
    if (id.isEmpty() || m_indexOf.contains(id))
        return;
    m_indexOf.insert(id, int(m_revisions.size()));
    Revision ghost;
    ghost.entry.id = id;
    ghost.entry.message = message;
    ghost.state = state;
    const auto file =
        std::find_if(m_unusable.cbegin(), m_unusable.cend(), [&id](const UnusableFile &each) { return isNamedAfter(each.file, id); });
    if (file != m_unusable.cend()) {
        ghost.entry.file = file->file;
        ghost.entry.problem = file->reason;
        ghost.entry.message = QFileInfo(file->file).fileName() + u": "_s + file->reason;
        if (state == RevisionState::Missing)
            ghost.state = RevisionState::Unreadable;
    }
    m_revisions.push_back(std::move(ghost));
}

void TimelineSnapshot::link()
{
    m_nodes.resize(m_revisions.size());
    std::vector<int> children(m_revisions.size(), 0);
    for (std::size_t i = 0; i < m_revisions.size(); ++i) {
        Revision &revision = m_revisions[i];
        LaneNode &node = m_nodes[i];
        QSet<int> seen;
        const auto add = [&](const QString &id, std::vector<int> &into) {
            const auto found = m_indexOf.constFind(id);
            if (found == m_indexOf.cend() || seen.contains(*found))
                return false;
            seen.insert(*found);
            into.push_back(*found);
            return true;
        };
        for (const QString &parent : std::as_const(revision.entry.parents)) {
            if (add(parent, node.parents)) {
                Revision &above = m_revisions[std::size_t(node.parents.back())];
                above.children.append(revision.entry.id);
                ++children[std::size_t(node.parents.back())];
            }
        }
        for (const QString &parent : std::as_const(revision.entry.dependsOn))
            add(parent, node.dependencies);
        node.date = revision.entry.created.isValid() ? revision.entry.created.toMSecsSinceEpoch() : 0;
        node.id = revision.entry.id;
        revision.isMerge = node.parents.size() > 1;
        revision.shortId = revision.entry.id.size() > 14 ? revision.entry.id.left(12) + u"…"_s : revision.entry.id;
    }
    for (std::size_t i = 0; i < m_revisions.size(); ++i) {
        m_revisions[i].isHead = children[i] == 0 && !isGhost(m_revisions[i].state);
        m_revisions[i].isBranchPoint = children[i] > 1;
        if (m_revisions[i].isHead)
            m_heads.append(m_revisions[i].entry.id);
    }
    std::sort(m_heads.begin(), m_heads.end());
}

std::vector<bool> TimelineSnapshot::ancestorsOf(const QStringList &ids) const
{
    std::vector<bool> reached(m_revisions.size(), false);
    std::vector<int> open;
    for (const QString &id : ids) {
        if (const auto found = m_indexOf.constFind(id); found != m_indexOf.cend())
            open.push_back(*found);
    }
    while (!open.empty()) {
        const auto node = std::size_t(open.back());
        open.pop_back();
        if (reached[node])
            continue;
        reached[node] = true;
        open.insert(open.end(), m_nodes[node].parents.begin(), m_nodes[node].parents.end());
        open.insert(open.end(), m_nodes[node].dependencies.begin(), m_nodes[node].dependencies.end());
    }
    return reached;
}

void TimelineSnapshot::decideStates()
{
    if (!m_database.known)
        return;
    const auto applied = ancestorsOf(m_database.heads);
    const QSet<QString> current(m_database.heads.cbegin(), m_database.heads.cend());
    for (std::size_t i = 0; i < m_revisions.size(); ++i) {
        Revision &revision = m_revisions[i];
        if (isGhost(revision.state))
            continue;
        if (current.contains(revision.entry.id))
            revision.state = RevisionState::Current;
        else
            revision.state = applied[i] ? RevisionState::Applied : RevisionState::Pending;
        m_pending += revision.state == RevisionState::Pending;
    }
}

void TimelineSnapshot::layOut()
{
    // A ghost has no date: a missing parent sinks below its children by itself, a stranger in the database rises to the top.
    for (std::size_t i = 0; i < m_revisions.size(); ++i) {
        if (m_revisions[i].state == RevisionState::Stranger)
            m_nodes[i].date = std::numeric_limits<qint64>::max();
    }
    m_layout = LaneLayout::of(m_nodes);
    m_rows.reserve(m_layout.rows().size() + 1);
    for (const LaneLayout::Row &lanes : m_layout.rows()) {
        m_rows.push_back({lanes.node, lanes});
        if (lanes.inCycle)
            m_revisions[std::size_t(lanes.node)].entry.problem = tr("This revision is part of a cycle of down_revisions.");
    }
}

void TimelineSnapshot::placeDivider()
{
    if (m_database.known && !m_rows.empty()) {
        auto place = std::find_if(m_rows.begin(), m_rows.end(), [this](const Row &row) {
            const auto state = m_revisions[std::size_t(row.revision)].state;
            return state == RevisionState::Current || state == RevisionState::Applied;
        });
        const bool nothingApplied = place == m_rows.end();
        Row divider;
        if (!nothingApplied) {
            for (const LaneSegment &segment : m_layout.segments(place->lanes)) {
                if (segment.kind != LaneSegment::Kind::Outgoing)
                    m_dividerSegments.push_back({segment.from, segment.from, LaneSegment::Kind::Through, segment.dotted});
            }
            divider.lanes.width = place->lanes.width;
        }
        m_dividerRow = int(place - m_rows.begin());
        m_rows.insert(place, divider);
        const QString where =
            nothingApplied && m_database.heads.isEmpty() ? tr("The database has no revision yet") : tr("Database is here");
        m_dividerText =
            m_pending == 0 ? tr("%1 · nothing to apply").arg(where) : tr("%1 · %2 to apply").arg(where, QLocale().toString(m_pending));
    }
    for (int row = 0; row < int(m_rows.size()); ++row) {
        if (const Revision *revision = revisionAt(row); revision && !m_rowOf.contains(revision->entry.id))
            m_rowOf.insert(revision->entry.id, row);
    }
}

void TimelineSnapshot::describe()
{
    for (int row = 0; row < int(m_rows.size()); ++row) {
        const int index = m_rows[std::size_t(row)].revision;
        if (index < 0)
            continue;
        Revision &revision = m_revisions[std::size_t(index)];
        const TimelineEntry &entry = revision.entry;
        if (entry.created.isValid())
            revision.createdText = entry.created.date().toString(Qt::ISODate);
        QStringList sentences{stateText(revision.state), entry.id + u' ' + entry.message};
        if (entry.parents.size() == 1)
            sentences.append(tr("Parent %1").arg(entry.parents.first()));
        else if (entry.parents.size() > 1)
            sentences.append(tr("Merges %1").arg(entry.parents.join(u", "_s)));
        if (revision.isHead)
            sentences.append(tr("Head"));
        if (!entry.notUnderstood.isEmpty())
            sentences.append(tr("Not fully understood"));
        if (!entry.problem.isEmpty())
            sentences.append(entry.problem);
        sentences.append(tr("Row %1 of %2").arg(row + 1).arg(m_rows.size()));
        revision.accessibleText = sentences.join(u". "_s) + u'.';
    }
}

const TimelineSnapshot::Revision *TimelineSnapshot::revisionAt(int row) const
{
    if (row < 0 || row >= int(m_rows.size()) || m_rows[std::size_t(row)].revision < 0)
        return nullptr;
    return &m_revisions[std::size_t(m_rows[std::size_t(row)].revision)];
}

const TimelineSnapshot::Revision *TimelineSnapshot::find(const QString &id) const
{
    const auto found = m_indexOf.constFind(id);
    return found == m_indexOf.cend() ? nullptr : &m_revisions[std::size_t(*found)];
}

std::span<const LaneSegment> TimelineSnapshot::segments(int row) const
{
    if (row == m_dividerRow)
        return m_dividerSegments;
    return m_layout.segments(m_rows[std::size_t(row)].lanes);
}

QStringList TimelineSnapshot::withAncestors(const QString &id) const
{
    QStringList ids;
    const auto reached = ancestorsOf({id});
    for (std::size_t i = 0; i < reached.size(); ++i) {
        if (reached[i])
            ids.append(m_revisions[i].entry.id);
    }
    return ids;
}

QString TimelineSnapshot::stateText(RevisionState state)
{
    switch (state) {
    case RevisionState::Pending: return tr("pending");
    case RevisionState::Applied: return tr("applied");
    case RevisionState::Current: return tr("current");
    case RevisionState::Missing: return tr("missing");
    case RevisionState::Unreadable: return tr("unreadable");
    case RevisionState::Stranger: return tr("no file");
    case RevisionState::Unknown: break;
    }
    return tr("unknown");
}

QChar TimelineSnapshot::stateShape(RevisionState state)
{
    switch (state) {
    case RevisionState::Pending: return u'○';
    case RevisionState::Applied: return u'●';
    case RevisionState::Current: return u'◉';
    case RevisionState::Missing:
    case RevisionState::Unreadable: return u'⚠';
    case RevisionState::Stranger: return u'✖';
    case RevisionState::Unknown: break;
    }
    return u'?';
}

} // namespace retort
