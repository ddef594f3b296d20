#include "base/translation.h"
#include "commands.h"
#include "infocommand.h"

#include "alembic/revisionresolver.h"
#include "alembic/revisiontext.h"

#include <QCommandLineParser>
#include <QJsonArray>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QJsonObject revisionJson(const RevisionGraph &graph, int index)
{
    const RevisionHeader &header = graph.at(index);
    return {{u"revision"_s, header.revision},
            {u"down_revision"_s, QJsonArray::fromStringList(header.downRevisions)},
            {u"depends_on"_s, QJsonArray::fromStringList(header.dependsOn)},
            {u"branch_labels"_s, QJsonArray::fromStringList(graph.labels(index))},
            {u"message"_s, header.message},
            {u"create_date"_s, header.createDate},
            {u"file"_s, header.file},
            {u"head"_s, graph.isHead(index)},
            {u"branchpoint"_s, graph.isBranchPoint(index)},
            {u"mergepoint"_s, graph.isMergePoint(index)}};
}

QJsonObject revisionsJson(const RevisionGraph &graph, const std::vector<int> &indexes)
{
    QJsonArray array;
    for (const int index : indexes)
        array.append(revisionJson(graph, index));
    return {{u"revisions"_s, array}};
}

void addVerbose(QCommandLineParser &parser)
{
    parser.addOption({{u"v"_s, u"verbose"_s}, tr("Print each revision in full.")});
}

/// What keeps Alembic from running any command in this project.
Result<const RevisionGraph *> usable(const Session &session)
{
    const RevisionGraph &graph = *session.project().graph;
    if (graph.error())
        return *graph.error();
    return &graph;
}

class HeadsCommand : public InfoCommand
{
public:
    QString name() const override { return u"heads"_s; }
    QStringList aliases() const override { return {u"db heads"_s}; }
    QString summary() const override { return tr("List the revisions nothing follows."); }
    void configure(QCommandLineParser &parser) const override
    {
        addVerbose(parser);
        parser.addOption({u"resolve-dependencies"_s, tr("Take depends_on as a parent.")});
    }

protected:
    Result<ExitCode> tell(const QCommandLineParser &parser, const Session &session, const GlobalOptions &options,
                          Console &console) const override
    {
        const auto graph = usable(session);
        if (!graph)
            return graph.error();
        const bool resolve = parser.isSet(u"resolve-dependencies"_s);
        if (options.json) {
            std::vector<int> indexes;
            for (const QString &head : resolve ? (*graph)->realHeads() : (*graph)->heads())
                indexes.push_back((*graph)->indexOf(head));
            printJson(revisionsJson(**graph, indexes), console);
        } else {
            console.write(RevisionText(**graph).heads(parser.isSet(u"verbose"_s), resolve));
        }
        return ExitCode::Done;
    }
};

class BranchesCommand : public InfoCommand
{
public:
    QString name() const override { return u"branches"_s; }
    QStringList aliases() const override { return {u"db branches"_s}; }
    QString summary() const override { return tr("List the revisions that more than one follows."); }
    void configure(QCommandLineParser &parser) const override { addVerbose(parser); }

protected:
    Result<ExitCode> tell(const QCommandLineParser &parser, const Session &session, const GlobalOptions &options,
                          Console &console) const override
    {
        const auto graph = usable(session);
        if (!graph)
            return graph.error();
        if (options.json) {
            std::vector<int> indexes;
            for (const int index : (*graph)->history()) {
                if ((*graph)->isBranchPoint(index))
                    indexes.push_back(index);
            }
            printJson(revisionsJson(**graph, indexes), console);
        } else {
            console.write(RevisionText(**graph).branches(parser.isSet(u"verbose"_s)));
        }
        return ExitCode::Done;
    }
};

class HistoryCommand : public InfoCommand
{
public:
    QString name() const override { return u"history"_s; }
    QStringList aliases() const override { return {u"db history"_s}; }
    QString summary() const override { return tr("List the revisions, newest first."); }
    void configure(QCommandLineParser &parser) const override
    {
        addVerbose(parser);
        parser.addOption({{u"r"_s, u"rev-range"_s}, tr("Only this range: [start]:[end]; “current” is allowed."), tr("range")});
        parser.addOption({{u"i"_s, u"indicate-current"_s}, tr("Ask the database and mark its revisions.")});
    }

protected:
    Result<ExitCode> tell(const QCommandLineParser &parser, const Session &session, const GlobalOptions &options,
                          Console &console) const override
    {
        const auto graph = usable(session);
        if (!graph)
            return graph.error();
        const QString range = parser.value(u"rev-range"_s);
        if (parser.isSet(u"rev-range"_s) && range.count(u':') != 1)
            return Error{u"graph.range"_s, u"History range requires [start]:[end], [start]:, or :[end]"_s, {}};
        QStringList current;
        if (parser.isSet(u"indicate-current"_s) || range.contains("current"_L1)) {
            const Result<LiveState> live = session.live();
            if (!live)
                return live.error();
            current = live->rows.heads;
        }
        const QStringList ends = range.split(u':');
        const auto revisions = RevisionResolver(**graph).history(ends.value(0), ends.value(1), current);
        if (!revisions)
            return revisions.error();
        if (options.json)
            printJson(revisionsJson(**graph, *revisions), console);
        else
            console.write(RevisionText(**graph).history(*revisions, parser.isSet(u"verbose"_s),
                                                        parser.isSet(u"indicate-current"_s) ? current : QStringList()));
        return ExitCode::Done;
    }
};

class CurrentCommand : public InfoCommand
{
public:
    QString name() const override { return u"current"_s; }
    QStringList aliases() const override { return {u"db current"_s}; }
    QString summary() const override { return tr("Show the revisions the database is at."); }
    void configure(QCommandLineParser &parser) const override
    {
        addVerbose(parser);
        parser.addOption({{u"check-heads"_s}, tr("Fail when the database is not at every head.")});
    }

protected:
    Result<ExitCode> tell(const QCommandLineParser &parser, const Session &session, const GlobalOptions &options,
                          Console &console) const override
    {
        const auto graph = usable(session);
        if (!graph)
            return graph.error();
        const Result<LiveState> live = session.live();
        if (!live)
            return live.error();
        const QStringList &heads = live->rows.heads;
        if (parser.isSet(u"check-heads"_s)) {
            const QStringList &wanted = (*graph)->realHeads();
            if (QSet<QString>(heads.begin(), heads.end()) != QSet<QString>(wanted.begin(), wanted.end()))
                return Error{u"cli.not-at-heads"_s, u"Database is not on all head revisions"_s, {}};
        }
        const auto revisions = RevisionResolver(**graph).current(heads);
        if (!revisions)
            return revisions.error();
        if (options.json) {
            printJson(revisionsJson(**graph, *revisions), console);
            return ExitCode::Done;
        }
        if (parser.isSet(u"verbose"_s)) {
            const Result<ProjectTarget> target = session.target();
            if (target)
                console.out(u"Current revision(s) for %1:"_s.arg(target->url.display()));
        }
        console.write(RevisionText(**graph).current(*revisions, parser.isSet(u"verbose"_s)));
        return ExitCode::Done;
    }
};

class ShowCommand : public InfoCommand
{
public:
    QString name() const override { return u"show"_s; }
    QStringList aliases() const override { return {u"db show"_s}; }
    QString summary() const override { return tr("Show one revision; with --sql what it does to the database, both ways."); }
    void configure(QCommandLineParser &parser) const override
    {
        parser.addPositionalArgument(u"revision"_s, tr("A revision, head or heads."), u"revision"_s);
        parser.addOption({u"sql"_s, tr("Print the SQL of upgrade and downgrade.")});
        parser.addOption({u"dialect"_s, tr("The database to write SQL for; that of the target by default."), tr("name")});
    }

protected:
    Result<ExitCode> tell(const QCommandLineParser &parser, const Session &session, const GlobalOptions &options,
                          Console &console) const override
    {
        const auto graph = usable(session);
        if (!graph)
            return graph.error();
        const auto revisions = RevisionResolver(**graph).revisions(parser.positionalArguments().value(0, u"heads"_s));
        if (!revisions)
            return revisions.error();
        if (parser.isSet(u"sql"_s))
            return showSql(*revisions, parser.value(u"dialect"_s), session, options, console);
        if (options.json)
            printJson(revisionsJson(**graph, *revisions), console);
        else
            console.write(RevisionText(**graph).show(*revisions));
        return ExitCode::Done;
    }

private:
    static Result<ExitCode> showSql(const std::vector<int> &revisions, const QString &wantedDialect, const Session &session,
                                    const GlobalOptions &options, Console &console)
    {
        const Result<QString> dialect = session.dialect(wantedDialect);
        if (!dialect)
            return dialect.error();
        const PlanningContext context = session.project().planningContext(*dialect, {});
        QJsonArray array;
        bool complete = true;
        for (const int index : revisions) {
            const auto surveyed = Planner(context).surveyOne(context.graph->id(index));
            if (!surveyed)
                return surveyed.error();
            const auto print = [&](const QString &title, const SurveyedDirection &direction) {
                console.out(u"-- %1 %2"_s.arg(surveyed->revision, title));
                for (const Statement &statement : direction.statements)
                    console.write(context.dialect->scriptText(statement.sql));
                if (!direction.liveReason.isEmpty())
                    console.out(u"-- %1"_s.arg(tr("run live, its statements are known only when it runs: %1").arg(direction.liveReason)));
                for (const PlanProblem &problem : direction.problems)
                    console.out(u"-- %1"_s.arg(tr("not understood, line %1: %2").arg(problem.source.line).arg(problem.reason)));
            };
            complete = complete && surveyed->upgrade.problems.isEmpty() && surveyed->downgrade.problems.isEmpty();
            if (options.json) {
                const auto statements = [](const SurveyedDirection &direction) {
                    QJsonArray list;
                    for (const Statement &statement : direction.statements)
                        list.append(statement.sql);
                    return list;
                };
                array.append(QJsonObject{{u"revision"_s, surveyed->revision},
                                         {u"upgrade"_s, statements(surveyed->upgrade)},
                                         {u"downgrade"_s, statements(surveyed->downgrade)}});
            } else {
                print(u"upgrade"_s, surveyed->upgrade);
                print(u"downgrade"_s, surveyed->downgrade);
            }
        }
        if (options.json)
            printJson({{u"revisions"_s, array}}, console);
        return complete ? ExitCode::Done : ExitCode::NotUnderstood;
    }
};

} // namespace

std::unique_ptr<Command> headsCommand()
{
    return std::make_unique<HeadsCommand>();
}
std::unique_ptr<Command> branchesCommand()
{
    return std::make_unique<BranchesCommand>();
}
std::unique_ptr<Command> historyCommand()
{
    return std::make_unique<HistoryCommand>();
}
std::unique_ptr<Command> currentCommand()
{
    return std::make_unique<CurrentCommand>();
}
std::unique_ptr<Command> showCommand()
{
    return std::make_unique<ShowCommand>();
}

} // namespace retort
