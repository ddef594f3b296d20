#include "base/translation.h"
#include "changerunner.h"
#include "commands.h"

#include <QCommandLineParser>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

class FreshCommand : public Command
{
public:
    QString name() const override { return u"fresh"_s; }
    QStringList aliases() const override { return {u"db:fresh"_s, u"db fresh"_s}; }
    QString summary() const override { return tr("Roll everything back and apply it again; blocked on production and unknown targets."); }

    void configure(QCommandLineParser &parser) const override
    {
        parser.addOption({u"seed"_s, tr("Run the seeders afterwards.")});
        parser.addOption({{u"f"_s, u"force"_s}, tr("Do not ask. It does not get round the production guard.")});
        parser.addOption({u"dry-run"_s, tr("Show the plan with its SQL; run nothing.")});
        parser.addOption({u"sql"_s, tr("Print the SQL of both ways instead of running it.")});
        parser.addOption({u"dialect"_s, tr("With --sql: the database to write for."), u"name"_s});
    }

    ExitCode run(const QCommandLineParser &parser, const GlobalOptions &options, Console &console) const override
    {
        ChangeRequest request;
        request.kind = PlanKind::Fresh;
        request.sql = parser.isSet(u"sql"_s);
        request.dryRun = parser.isSet(u"dry-run"_s);
        request.dialect = parser.value(u"dialect"_s);
        request.seed = parser.isSet(u"seed"_s);
        if (request.sql)
            request.revisions = {u"heads:"_s};
        GlobalOptions effective = options;
        effective.yes = options.yes || parser.isSet(u"force"_s);
        return ChangeRunner(effective, console).run(request);
    }
};

} // namespace

std::unique_ptr<Command> freshCommand()
{
    return std::make_unique<FreshCommand>();
}

} // namespace retort
