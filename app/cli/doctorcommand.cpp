#include "base/translation.h"
#include "commands.h"
#include "infocommand.h"
#include "planoutput.h"

#include <QCommandLineParser>
#include <QDir>
#include <QJsonArray>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QJsonObject directionJson(const SurveyedDirection &direction, bool withSql)
{
    QJsonArray opaque;
    for (const PlanProblem &problem : direction.problems)
        opaque.append(QJsonObject{{u"line"_s, problem.source.line}, {u"code"_s, problem.code}, {u"reason"_s, problem.reason}});
    QJsonObject object{{u"opaque"_s, opaque}};
    if (!direction.liveReason.isEmpty())
        object.insert(u"live"_s, direction.liveReason);
    if (withSql) {
        QJsonArray statements;
        for (const Statement &statement : direction.statements)
            statements.append(statement.sql.trimmed());
        object.insert(u"statements"_s, statements);
    }
    return object;
}

QString understoodText(const SurveyedDirection &direction)
{
    if (direction.problems.isEmpty() && !direction.liveReason.isEmpty())
        return tr("ok, run live");
    return direction.problems.isEmpty() ? tr("ok") : tr("%n not understood", nullptr, int(direction.problems.size()));
}

class DoctorCommand : public Command
{
public:
    QString name() const override { return u"doctor"_s; }
    QString summary() const override { return tr("Read a project without any database and say what is understood."); }
    void configure(QCommandLineParser &parser) const override
    {
        parser.addPositionalArgument(u"path"_s, tr("The project's folder; the default is as for every command."), u"[path]"_s);
        parser.addOption({u"dialect"_s, tr("The database to render for; that of the project by default, else PostgreSQL."), tr("name")});
        parser.addOption({u"sql"_s, tr("Print the SQL of every revision in both directions.")});
    }

    ExitCode run(const QCommandLineParser &parser, const GlobalOptions &options, Console &console) const override
    {
        GlobalOptions effective = options;
        if (!parser.positionalArguments().isEmpty())
            effective.projectDirectory = parser.positionalArguments().first();
        const Result<Session> session = Session::open(effective);
        if (!session) {
            printError(session.error(), options, console);
            return ExitCode::Failed;
        }
        Result<QString> dialect = session->dialect(parser.value(u"dialect"_s));
        if (!dialect && !parser.isSet(u"dialect"_s))
            dialect = u"postgresql"_s;
        if (!dialect) {
            printError(dialect.error(), options, console);
            return ExitCode::Usage;
        }
        const auto surveyed = Planner(session->project().planningContext(*dialect, {})).survey();
        if (!surveyed) {
            printError(surveyed.error(), options, console);
            return ExitCode::Failed;
        }
        if (options.json)
            printJson(session->project(), *dialect, *surveyed, parser.isSet(u"sql"_s), console);
        else
            print(session->project(), *dialect, *surveyed, parser.isSet(u"sql"_s), console);
        const bool allUnderstood = std::all_of(surveyed->begin(), surveyed->end(), [](const SurveyedRevision &revision) {
            return revision.upgrade.problems.isEmpty() && revision.downgrade.problems.isEmpty();
        });
        return allUnderstood && !session->project().graph->error() ? ExitCode::Done : ExitCode::NotUnderstood;
    }

private:
    static void printJson(const Project &project, const QString &dialect, const QList<SurveyedRevision> &surveyed, bool withSql,
                          Console &console)
    {
        QJsonArray revisions;
        for (const SurveyedRevision &revision : surveyed) {
            revisions.append(QJsonObject{{u"revision"_s, revision.revision},
                                         {u"file"_s, revision.file},
                                         {u"upgrade"_s, directionJson(revision.upgrade, withSql)},
                                         {u"downgrade"_s, directionJson(revision.downgrade, withSql)}});
        }
        QJsonArray diagnostics;
        for (const Diagnostic &diagnostic : project.diagnostics()) {
            diagnostics.append(QJsonObject{{u"file"_s, diagnostic.file},
                                           {u"line"_s, diagnostic.line},
                                           {u"code"_s, diagnostic.code},
                                           {u"message"_s, diagnostic.message}});
        }
        const QJsonObject object{{u"dialect"_s, dialect}, {u"revisions"_s, revisions}, {u"diagnostics"_s, diagnostics}};
        console.write(QString::fromUtf8(QJsonDocument(object).toJson()));
    }

    static void print(const Project &project, const QString &dialect, const QList<SurveyedRevision> &surveyed, bool withSql,
                      Console &console)
    {
        const QDir root(project.root);
        console.out(tr("Project %1 in %2, read for %3").arg(project.name, project.root, dialect));
        for (const Diagnostic &diagnostic : project.diagnostics()) {
            console.note(
                console.styled(PlanOutput::findingText(root.relativeFilePath(diagnostic.file), diagnostic.line, diagnostic.message),
                               Console::Style::Warning));
        }
        QList<QStringList> rows;
        int understood = 0;
        for (const SurveyedRevision &revision : surveyed) {
            understood += revision.upgrade.problems.isEmpty() && revision.downgrade.problems.isEmpty();
            rows.append({revision.revision, understoodText(revision.upgrade), understoodText(revision.downgrade), revision.message});
        }
        console.table({tr("Revision"), tr("Upgrade"), tr("Downgrade"), tr("Message")}, rows);
        for (const SurveyedRevision &revision : surveyed) {
            for (const SurveyedDirection *direction : {&revision.upgrade, &revision.downgrade}) {
                if (withSql) {
                    console.out(u"-- %1 %2"_s.arg(revision.revision, direction == &revision.upgrade ? u"upgrade"_s : u"downgrade"_s));
                    for (const Statement &statement : direction->statements)
                        console.out(statement.sql.trimmed() % u";\n"_s);
                }
                for (const PlanProblem &problem : direction->problems) {
                    console.out(PlanOutput::findingText(root.relativeFilePath(problem.source.file), problem.source.line, problem.reason));
                }
            }
        }
        console.out(tr("%1 of %2 revisions are understood.").arg(understood).arg(surveyed.size()));
    }
};

} // namespace

std::unique_ptr<Command> doctorCommand()
{
    return std::make_unique<DoctorCommand>();
}

} // namespace retort
