#include "base/translation.h"
#include "commands.h"
#include "infocommand.h"
#include "planoutput.h"

#include <QCommandLineParser>
#include <QJsonArray>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

class TargetCommand : public InfoCommand
{
public:
    QString name() const override { return u"target"_s; }
    QStringList aliases() const override { return {u"targets"_s}; }
    QString summary() const override { return tr("List the project's databases and why each has its class; classify one."); }
    void configure(QCommandLineParser &parser) const override
    {
        parser.addOption(
            {u"classify"_s, tr("development, test, staging or production; “unknown” forgets the classification."), tr("class")});
        parser.addOption({u"confirm"_s,
                          tr("The target's name: --classify needs it typed, and this stands for typing it where there is no terminal."),
                          tr("name")});
    }

protected:
    Result<ExitCode> tell(const QCommandLineParser &parser, const Session &session, const GlobalOptions &options,
                          Console &console) const override
    {
        if (parser.isSet(u"classify"_s))
            return classify(parser, session, options, console);
        QList<ProjectTarget> targets = session.project().targets;
        if (!options.url.isEmpty() || !options.target.isEmpty()) {
            const Result<ProjectTarget> chosen = session.target();
            if (!chosen)
                return chosen.error();
            targets = {*chosen};
        }
        QJsonArray array;
        for (const ProjectTarget &each : std::as_const(targets)) {
            QJsonObject object = PlanOutput::json(each.target);
            object.insert(u"origin"_s, each.origin);
            if (each.problem)
                object.insert(u"problem"_s, each.problem->message);
            array.append(object);
            if (options.json)
                continue;
            console.out(console.styled(each.target.name, Console::Style::Bold));
            if (each.problem) {
                console.out(u"  "_s % each.problem->message);
                continue;
            }
            console.out(tr("  Database:    %1").arg(each.url.display()));
            console.out(tr("  URL from:    %1").arg(each.origin));
            console.out(tr("  Environment: %1").arg(environmentClassName(each.target.environment)));
            for (const EnvironmentEvidence &item : each.target.evidence)
                console.out(tr("    %1: %2").arg(environmentClassName(item.environment), item.explanation));
        }
        if (options.json)
            printJson({{u"targets"_s, array}}, console);
        return ExitCode::Done;
    }

private:
    static Result<ExitCode> classify(const QCommandLineParser &parser, const Session &session, const GlobalOptions &options,
                                     Console &console)
    {
        const QString wanted = parser.value(u"classify"_s);
        const EnvironmentClass environment = environmentClassFromId(wanted);
        if (environment == EnvironmentClass::Unknown && wanted != "unknown"_L1) {
            console.note(tr("“%1” is no class: use development, test, staging, production or unknown.").arg(wanted));
            return ExitCode::Usage;
        }
        const Result<ProjectTarget> chosen = session.target();
        if (!chosen)
            return chosen.error();
        QString typed = parser.value(u"confirm"_s);
        if (typed.isEmpty()) {
            if (!console.isInteractive()) {
                console.note(tr("Nothing was changed: there is no terminal to type the target's name on. Pass --confirm %1.")
                                 .arg(chosen->target.name));
                return ExitCode::NotConfirmed;
            }
            console.out(tr("%1 will count as %2.").arg(chosen->url.display(), environmentClassName(environment)));
            typed = console.ask(tr("Type %1 to go on:").arg(chosen->target.name)).trimmed();
        }
        const Result<void> done = TargetRegister(TargetRegister::defaultFile()).classify(chosen->target, environment, typed);
        if (!done) {
            if (done.error().code != "register.name-differs"_L1)
                return done.error();
            printError(done.error(), options, console);
            return ExitCode::NotConfirmed;
        }
        console.out(tr("%1 is classified as %2.").arg(chosen->target.name, environmentClassName(environment)));
        return ExitCode::Done;
    }
};

} // namespace

std::unique_ptr<Command> targetCommand()
{
    return std::make_unique<TargetCommand>();
}

} // namespace retort
