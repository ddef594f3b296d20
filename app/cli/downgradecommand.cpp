#include "base/translation.h"
#include "changerunner.h"
#include "commands.h"

#include <QCommandLineParser>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

void addCommonOptions(QCommandLineParser &parser)
{
    parser.addOption({u"sql"_s, tr("Print the SQL instead of running it.")});
    parser.addOption({u"dry-run"_s, tr("Show the plan with its SQL; run nothing.")});
    parser.addOption({u"dialect"_s, tr("With --sql: the database to write for."), u"name"_s});
    parser.addOption({u"x"_s, tr("An argument for the project's scripts (Alembic's -x)."), u"name=value"_s});
}

ChangeRequest requestFrom(const QCommandLineParser &parser, const QString &revision)
{
    ChangeRequest request;
    request.kind = PlanKind::Downgrade;
    request.revisions = {revision};
    request.sql = parser.isSet(u"sql"_s);
    request.dryRun = parser.isSet(u"dry-run"_s);
    request.dialect = parser.value(u"dialect"_s);
    request.xArguments = parser.values(u"x"_s);
    return request;
}

class DowngradeCommand : public Command
{
public:
    QString name() const override { return u"downgrade"_s; }
    QStringList aliases() const override
    {
        return {u"migrate:rollback"_s, u"db:rollback"_s, u"migrate rollback"_s, u"db downgrade"_s, u"rollback"_s};
    }
    QString summary() const override { return tr("Roll back the last migration, or down to a revision."); }

    void configure(QCommandLineParser &parser) const override
    {
        parser.addPositionalArgument(u"revision"_s, tr("A revision, -N, base; with --sql from:to. The default is -1."), u"[revision]"_s);
        parser.addOption({{u"s"_s, u"steps"_s}, tr("How many migrations to roll back."), u"number"_s});
        addCommonOptions(parser);
    }

    ExitCode run(const QCommandLineParser &parser, const GlobalOptions &options, Console &console) const override
    {
        QString revision = parser.positionalArguments().value(0);
        if (parser.isSet(u"steps"_s)) {
            bool isNumber = false;
            const int steps = parser.value(u"steps"_s).toInt(&isNumber);
            if (!isNumber || steps < 1 || !revision.isEmpty()) {
                console.note(tr("--steps takes a whole number from 1 on, and no revision beside it."));
                return ExitCode::Usage;
            }
            revision = QString::number(-steps);
        }
        if (parser.positionalArguments().size() > 1) {
            console.note(tr("One revision is expected."));
            return ExitCode::Usage;
        }
        return ChangeRunner(options, console).run(requestFrom(parser, revision.isEmpty() ? u"-1"_s : revision));
    }
};

class ResetCommand : public Command
{
public:
    QString name() const override { return u"reset"_s; }
    QStringList aliases() const override { return {u"migrate:reset"_s}; }
    QString summary() const override
    {
        return tr("Roll back every migration (downgrade to base); blocked on production and unknown targets.");
    }
    void configure(QCommandLineParser &parser) const override { addCommonOptions(parser); }
    ExitCode run(const QCommandLineParser &parser, const GlobalOptions &options, Console &console) const override
    {
        return ChangeRunner(options, console).run(requestFrom(parser, parser.isSet(u"sql"_s) ? u"head:base"_s : u"base"_s));
    }
};

} // namespace

std::unique_ptr<Command> downgradeCommand()
{
    return std::make_unique<DowngradeCommand>();
}
std::unique_ptr<Command> resetCommand()
{
    return std::make_unique<ResetCommand>();
}

} // namespace retort
