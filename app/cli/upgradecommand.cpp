#include "base/translation.h"
#include "changerunner.h"
#include "commands.h"
#include "newrevision.h"

#include <QCommandLineParser>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

class UpgradeCommand : public Command
{
public:
    QString name() const override { return u"upgrade"_s; }
    QStringList aliases() const override
    {
        return {u"database:migrate"_s, u"db:migrate"_s, u"migrate run"_s, u"db migrate"_s, u"db upgrade"_s};
    }
    QString summary() const override { return tr("Apply migrations up to a revision, head by default."); }

    void configure(QCommandLineParser &parser) const override
    {
        parser.addPositionalArgument(u"revision"_s, tr("A revision, +N, head, heads; with --sql also from:to."), u"[revision]"_s);
        parser.addOption({u"sql"_s, tr("Print the SQL instead of running it.")});
        parser.addOption({u"dry-run"_s, tr("Show the plan with its SQL; run nothing.")});
        parser.addOption({u"dialect"_s, tr("With --sql: the database to write for."), u"name"_s});
        parser.addOption({u"tag"_s, tr("Accepted for Alembic's sake; env.py is not run, so nothing reads it."), u"tag"_s});
        parser.addOption({u"x"_s, tr("An argument for the project's scripts (Alembic's -x)."), u"name=value"_s});
        parser.addOption({{u"m"_s, u"message"_s}, tr("Write a revision from the models, and stop for its review."), u"message"_s});
    }

    ExitCode run(const QCommandLineParser &parser, const GlobalOptions &options, Console &console) const override
    {
        if (parser.isSet(u"message"_s))
            return generate(parser, options, console);
        if (parser.positionalArguments().size() > 1) {
            console.note(tr("One revision is expected."));
            return ExitCode::Usage;
        }
        ChangeRequest request;
        request.kind = PlanKind::Upgrade;
        request.revisions = {parser.positionalArguments().value(0, u"head"_s)};
        request.sql = parser.isSet(u"sql"_s);
        request.dryRun = parser.isSet(u"dry-run"_s);
        request.dialect = parser.value(u"dialect"_s);
        request.xArguments = parser.values(u"x"_s);
        return ChangeRunner(options, console).run(request);
    }

private:
    /// FastPy's `db:migrate -m` generates a migration and applies it unseen; here it waits for its review.
    static ExitCode generate(const QCommandLineParser &parser, const GlobalOptions &options, Console &console)
    {
        if (!parser.positionalArguments().isEmpty() || parser.isSet(u"sql"_s) || parser.isSet(u"dry-run"_s)) {
            console.note(tr("With -m a revision is written and nothing is applied, so that no other argument has a meaning."));
            return ExitCode::Usage;
        }
        RevisionRequest request;
        request.message.emplace(parser.value(u"message"_s));
        const ExitCode code = writeNewRevision(request, RevisionSource::ModelsIfDiffer, {}, options, console);
        if (code == ExitCode::Done)
            console.note(tr("Nothing was applied. Review the file, then run upgrade."));
        return code;
    }
};

} // namespace

std::unique_ptr<Command> upgradeCommand()
{
    return std::make_unique<UpgradeCommand>();
}

} // namespace retort
