#include "base/translation.h"
#include "commands.h"
#include "infocommand.h"
#include "planoutput.h"

#include <QCommandLineParser>
#include <QJsonArray>
#include <QSet>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

/// The states of a revision in one database, as ids for JSON; Current also means applied.
QString stateId(bool isCurrent, bool isApplied)
{
    if (isCurrent)
        return u"current"_s;
    return isApplied ? u"applied"_s : u"pending"_s;
}

QString stateText(const QString &id)
{
    if (id == "current"_L1)
        return tr("current");
    return id == "applied"_L1 ? tr("applied") : tr("pending");
}

QString stateSymbol(const QString &id)
{
    if (id == "current"_L1)
        return u"◉"_s;
    return id == "applied"_L1 ? u"●"_s : u"○"_s;
}

class StatusCommand : public InfoCommand
{
public:
    QString name() const override { return u"status"_s; }
    QStringList aliases() const override { return {u"migrate:status"_s, u"migrate status"_s, u"db:status"_s, u"db status"_s}; }
    QString summary() const override { return tr("List every revision with its state in the database."); }
    void configure(QCommandLineParser &) const override {}

protected:
    Result<ExitCode> tell(const QCommandLineParser &, const Session &session, const GlobalOptions &options, Console &console) const override
    {
        const RevisionGraph &graph = *session.project().graph;
        if (graph.error())
            return *graph.error();
        const Result<ProjectTarget> target = session.target();
        if (!target)
            return target.error();
        const Result<LiveState> live = session.live();
        if (!live)
            return live.error();
        const QStringList &heads = live->rows.heads;
        std::vector<int> known;
        QStringList strangers;
        for (const QString &head : heads) {
            if (const int index = graph.indexOf(head); index >= 0)
                known.push_back(index);
            else
                strangers.append(head);
        }
        const std::vector<bool> applied = graph.ancestors(known);
        QJsonArray array;
        QList<QStringList> rows;
        int pending = 0;
        for (const int index : graph.history()) {
            const RevisionHeader &header = graph.at(index);
            const QString state = stateId(heads.contains(header.revision), applied[size_t(index)]);
            pending += state == "pending"_L1;
            array.append(QJsonObject{{u"revision"_s, header.revision},
                                     {u"state"_s, state},
                                     {u"message"_s, header.message},
                                     {u"head"_s, graph.isHead(index)},
                                     {u"file"_s, header.file}});
            rows.append({stateSymbol(state) % u' ' % stateText(state), header.revision,
                         header.message % (graph.isHead(index) ? QString(u"  "_s % tr("(head)")) : QString())});
        }
        if (options.json) {
            printJson({{u"target"_s, PlanOutput::json(target->target)},
                       {u"current"_s, QJsonArray::fromStringList(heads)},
                       {u"pending"_s, pending},
                       {u"unknown"_s, QJsonArray::fromStringList(strangers)},
                       {u"revisions"_s, array}},
                      console);
            return strangers.isEmpty() ? ExitCode::Done : ExitCode::Failed;
        }
        console.out(
            tr("Target: %1 (%2), %3").arg(target->target.name, environmentClassName(target->target.environment), target->target.identity));
        if (rows.isEmpty())
            console.out(tr("The project has no revisions."));
        else
            console.table({tr("State"), tr("Revision"), tr("Message")}, rows);
        console.out(pending == 0 ? tr("Nothing is pending.") : tr("%n migration(s) pending.", nullptr, pending));
        for (const QString &stranger : strangers)
            console.note(
                console.styled(tr("The database is at %1, which is no revision of this project.").arg(stranger), Console::Style::Bad));
        return strangers.isEmpty() ? ExitCode::Done : ExitCode::Failed;
    }
};

} // namespace

std::unique_ptr<Command> statusCommand()
{
    return std::make_unique<StatusCommand>();
}

} // namespace retort
