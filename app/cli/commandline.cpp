#include "commandline.h"

#include "base/translation.h"

#include <QCommandLineOption>
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

QString exitCodeHelp()
{
    return tr("Exit codes:\n"
              "  0  done, or nothing to do\n"
              "  1  failed: an error of the project, the database or the engine\n"
              "  2  the command line was not understood\n"
              "  3  blocked by the production guard; nothing was run\n"
              "  4  not confirmed; nothing was run\n"
              "  5  a revision contains something that is not understood; nothing was run");
}

void addGlobalOptions(QCommandLineParser &parser)
{
    parser.addOption(
        {{u"C"_s, u"project"_s}, tr("The project's folder; the default is looked for upwards from the current one."), tr("folder")});
    parser.addOption({{u"c"_s, u"config"_s}, tr("The configuration file, alembic.ini by default."), tr("file")});
    parser.addOption({{u"n"_s, u"name"_s}, tr("The section of the configuration file, alembic by default."), tr("section")});
    parser.addOption({u"target"_s, tr("One of the project's targets, by name."), tr("name")});
    parser.addOption({u"url"_s, tr("A database URL in SQLAlchemy's form."), tr("url")});
    parser.addOption({u"json"_s, tr("Machine-readable output.")});
    parser.addOption({{u"y"_s, u"yes"_s}, tr("Confirm the plan without a question.")});
    parser.addOption({u"no-color"_s, tr("No colours.")});
    parser.addOption({{u"h"_s, u"help"_s}, tr("Show this help.")});
}

GlobalOptions globalOptions(const QCommandLineParser &parser)
{
    return {parser.value(u"project"_s), parser.value(u"config"_s), parser.value(u"name"_s), parser.value(u"target"_s),
            parser.value(u"url"_s),     parser.isSet(u"json"_s),   parser.isSet(u"yes"_s)};
}

bool takesValue(const QString &token)
{
    static const QStringList options{u"-C"_s, u"--project"_s, u"-c"_s, u"--config"_s, u"-n"_s, u"--name"_s, u"--target"_s, u"--url"_s};
    return options.contains(token);
}

/// Relative revisions such as -1 look like options: they are moved behind "--", where every token is positional.
QStringList withRelativeRevisionsLast(const QStringList &arguments)
{
    static const QRegularExpression relative(u"^-[0-9]+(:.*)?$"_s);
    QStringList options;
    QStringList positional;
    bool onlyPositional = false;
    for (const QString &argument : arguments) {
        if (argument == "--"_L1 && !onlyPositional)
            onlyPositional = true;
        else if (onlyPositional || relative.match(argument).hasMatch())
            positional.append(argument);
        else
            options.append(argument);
    }
    if (!positional.isEmpty())
        options += QStringList(u"--"_s) + positional;
    return options;
}

} // namespace

CommandLine::Named CommandLine::find(const QStringList &arguments) const
{
    QStringList leading;
    qsizetype at = 0;
    while (at < arguments.size() && arguments[at].startsWith(u'-')) {
        const bool withValue = takesValue(arguments[at]) && at + 1 < arguments.size();
        leading += arguments.mid(at, withValue ? 2 : 1);
        at += withValue ? 2 : 1;
    }
    const auto named = [&](const QString &words) -> const Command * {
        for (const auto &command : m_commands) {
            if (command->name() == words || command->aliases().contains(words))
                return command.get();
        }
        return nullptr;
    };
    for (const qsizetype count : {2, 1}) {
        if (at + count > arguments.size())
            continue;
        const QString words = arguments.mid(at, count).join(u' ');
        if (const Command *command = named(words))
            return {command, words, leading + arguments.mid(at + count)};
    }
    return {nullptr, at < arguments.size() ? arguments[at] : QString(), leading};
}

ExitCode CommandLine::run(const QStringList &arguments) const
{
    if (arguments.contains(u"--no-color"_s))
        m_console.disableColor();
    const Named named = find(arguments);
    if (named.command == nullptr) {
        if (named.usedName.isEmpty() && arguments.contains(u"--version"_s)) {
            m_console.out(QCoreApplication::applicationName() % u' ' % QCoreApplication::applicationVersion());
            return ExitCode::Done;
        }
        if (named.usedName.isEmpty() || named.usedName == "help"_L1) {
            printOverview();
            return arguments.isEmpty() ? ExitCode::Usage : ExitCode::Done;
        }
        m_console.note(tr("There is no command “%1”. See retort-cli --help.").arg(named.usedName));
        return ExitCode::Usage;
    }
    QCommandLineParser parser;
    parser.setApplicationDescription(named.command->summary() % u"\n\n"_s % exitCodeHelp());
    addGlobalOptions(parser);
    named.command->configure(parser);
    const QStringList rest = withRelativeRevisionsLast(named.rest);
    if (!parser.parse(QStringList(u"retort-cli "_s % named.usedName) + rest)) {
        m_console.note(parser.errorText());
        return ExitCode::Usage;
    }
    if (parser.isSet(u"help"_s)) {
        m_console.write(parser.helpText());
        return ExitCode::Done;
    }
    return named.command->run(parser, globalOptions(parser), m_console);
}

void CommandLine::printOverview() const
{
    m_console.out(tr("Reviews, applies and rolls back the database migrations of an Alembic project."));
    m_console.out();
    m_console.out(tr("Usage: retort-cli [options] command [options]"));
    m_console.out();
    QList<QStringList> rows;
    for (const auto &command : m_commands)
        rows.append({command->name(), command->summary(), command->aliases().join(u", "_s)});
    m_console.table({tr("Command"), tr("What it does"), tr("Also called")}, rows);
    m_console.out();
    QCommandLineParser parser;
    addGlobalOptions(parser);
    const QString help = parser.helpText();
    m_console.out(help.mid(help.indexOf(u'\n') + 1).trimmed());
    m_console.out();
    m_console.out(exitCodeHelp());
}

} // namespace retort
