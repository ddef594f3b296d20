#include "base/translation.h"
#include "changerunner.h"
#include "commands.h"

#include <QCommandLineParser>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

class StampCommand : public Command
{
public:
    QString name() const override { return u"stamp"_s; }
    QStringList aliases() const override { return {u"db stamp"_s}; }
    QString summary() const override { return tr("Set the version table to a revision without running a migration."); }

    void configure(QCommandLineParser &parser) const override
    {
        parser.addPositionalArgument(u"revisions"_s, tr("One or more revisions, head, heads or base."), u"revision..."_s);
        parser.addOption({u"purge"_s, tr("Remove every row of the version table first.")});
        parser.addOption({u"sql"_s, tr("Print the SQL instead of running it.")});
        parser.addOption({u"dry-run"_s, tr("Show the plan with its SQL; run nothing.")});
        parser.addOption({u"dialect"_s, tr("With --sql: the database to write for."), u"name"_s});
        parser.addOption({u"tag"_s, tr("Accepted for Alembic's sake; env.py is not run, so nothing reads it."), u"tag"_s});
    }

    ExitCode run(const QCommandLineParser &parser, const GlobalOptions &options, Console &console) const override
    {
        if (parser.positionalArguments().isEmpty()) {
            console.note(tr("A revision is expected."));
            return ExitCode::Usage;
        }
        ChangeRequest request;
        request.kind = PlanKind::Stamp;
        request.revisions = parser.positionalArguments();
        request.purge = parser.isSet(u"purge"_s);
        request.sql = parser.isSet(u"sql"_s);
        request.dryRun = parser.isSet(u"dry-run"_s);
        request.dialect = parser.value(u"dialect"_s);
        return ChangeRunner(options, console).run(request);
    }
};

} // namespace

std::unique_ptr<Command> stampCommand()
{
    return std::make_unique<StampCommand>();
}

} // namespace retort
