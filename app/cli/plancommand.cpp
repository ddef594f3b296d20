#include "base/translation.h"
#include "changerunner.h"
#include "commands.h"

#include <QCommandLineParser>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

class PlanCommand : public Command
{
public:
    QString name() const override { return u"plan"_s; }
    QString summary() const override { return tr("Show what an upgrade, downgrade, stamp or fresh would do; run nothing."); }

    void configure(QCommandLineParser &parser) const override
    {
        parser.addPositionalArgument(u"kind"_s, tr("upgrade (the default), downgrade, stamp or fresh."), u"[kind]"_s);
        parser.addPositionalArgument(u"revision"_s, tr("As the command itself takes it."), u"[revision]"_s);
        parser.addOption({u"sql"_s, tr("Print only the SQL of the plan, as a script.")});
        parser.addOption({u"dialect"_s, tr("With --sql: the database to write for."), u"name"_s});
    }

    ExitCode run(const QCommandLineParser &parser, const GlobalOptions &options, Console &console) const override
    {
        QStringList words = parser.positionalArguments();
        ChangeRequest request;
        request.dryRun = true;
        request.sql = parser.isSet(u"sql"_s);
        request.dialect = parser.value(u"dialect"_s);
        // A relative revision is moved behind the other words, so the kind comes first if it is there at all.
        const QString kind = words.value(0);
        if (kind == "downgrade"_L1 || kind == "rollback"_L1)
            request.kind = PlanKind::Downgrade;
        else if (kind == "stamp"_L1)
            request.kind = PlanKind::Stamp;
        else if (kind == "fresh"_L1)
            request.kind = PlanKind::Fresh;
        else if (kind != "upgrade"_L1)
            words.prepend(u"upgrade"_s);
        words.removeFirst();
        const QString fallback = request.kind == PlanKind::Downgrade ? u"-1"_s : u"head"_s;
        request.revisions = words.isEmpty() ? QStringList(fallback) : words;
        return ChangeRunner(options, console).run(request);
    }
};

} // namespace

std::unique_ptr<Command> planCommand()
{
    return std::make_unique<PlanCommand>();
}

} // namespace retort
