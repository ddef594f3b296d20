#include "base/translation.h"
#include "commands.h"
#include "newrevision.h"

#include <QCommandLineParser>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

void addPlaceOptions(QCommandLineParser &parser)
{
    parser.addOption({{u"m"_s, u"message"_s}, tr("What the revision does, in a few words."), tr("text")});
    parser.addOption({u"rev-id"_s, tr("The revision's identifier instead of a random one."), u"id"_s});
    parser.addOption({u"head"_s, tr("The revision to follow: an identifier, a branch's head, or base for a new line."), u"revision"_s});
    parser.addOption({u"splice"_s, tr("Allow to follow a revision that is not a head.")});
    parser.addOption({u"branch-label"_s, tr("A label for the line that begins here."), tr("label")});
    parser.addOption({u"version-path"_s, tr("The version location to write into."), tr("folder")});
    parser.addOption({u"depends-on"_s, tr("A revision or label that must be applied before; may be given several times."), u"revision"_s});
}

RevisionRequest placed(const QCommandLineParser &parser)
{
    RevisionRequest request;
    if (parser.isSet(u"message"_s))
        request.message = parser.value(u"message"_s);
    if (parser.isSet(u"head"_s))
        request.heads = {parser.value(u"head"_s)};
    request.splice = parser.isSet(u"splice"_s);
    request.branchLabel = parser.value(u"branch-label"_s);
    request.dependsOn = parser.values(u"depends-on"_s);
    request.versionPath = parser.value(u"version-path"_s);
    request.revisionId = parser.value(u"rev-id"_s);
    return request;
}

class RevisionCommand : public Command
{
public:
    QString name() const override { return u"revision"_s; }
    QStringList aliases() const override { return {u"db revision"_s}; }
    QString summary() const override { return tr("Write a new revision file, with --autogenerate from the models."); }

    void configure(QCommandLineParser &parser) const override
    {
        parser.addOption({u"autogenerate"_s, tr("Compare the models with the database and write what they differ in.")});
        addGenerationOptions(parser);
        addPlaceOptions(parser);
    }

    ExitCode run(const QCommandLineParser &parser, const GlobalOptions &options, Console &console) const override
    {
        if (!parser.positionalArguments().isEmpty()) {
            console.note(tr("“%1” was not expected; the message follows -m.").arg(parser.positionalArguments().first()));
            return ExitCode::Usage;
        }
        const bool fromModels = parser.isSet(u"autogenerate"_s);
        return writeNewRevision(placed(parser), fromModels ? RevisionSource::Models : RevisionSource::Empty, generationOptions(parser),
                                options, console);
    }
};

/// The frameworks' commands generate from the models; an empty revision has to be asked for.
class MakeMigrationCommand : public Command
{
public:
    QString name() const override { return u"make:migration"_s; }
    QStringList aliases() const override { return {u"db:make"_s, u"migrate make"_s, u"makemigrations"_s, u"db makemigrations"_s}; }
    QString summary() const override { return tr("Write a new revision file from the models, with --empty one to be filled in by hand."); }

    void configure(QCommandLineParser &parser) const override
    {
        parser.addPositionalArgument(u"message"_s, tr("What the revision does; the same as -m."), u"[message]"_s);
        parser.addOption({u"empty"_s, tr("Without operations.")});
        addGenerationOptions(parser);
        addPlaceOptions(parser);
    }

    ExitCode run(const QCommandLineParser &parser, const GlobalOptions &options, Console &console) const override
    {
        const QStringList words = parser.positionalArguments();
        if (words.size() > 1 || (words.size() == 1 && parser.isSet(u"message"_s))) {
            console.note(tr("One message is expected; put it in quotes."));
            return ExitCode::Usage;
        }
        RevisionRequest request = placed(parser);
        if (!words.isEmpty())
            request.message = words.first();
        const bool isEmpty = parser.isSet(u"empty"_s);
        return writeNewRevision(request, isEmpty ? RevisionSource::Empty : RevisionSource::ModelsIfDiffer, generationOptions(parser),
                                options, console);
    }
};

class MergeCommand : public Command
{
public:
    QString name() const override { return u"merge"_s; }
    QStringList aliases() const override { return {u"db merge"_s}; }
    QString summary() const override { return tr("Write a revision file that joins several heads."); }

    void configure(QCommandLineParser &parser) const override
    {
        parser.addPositionalArgument(u"revisions"_s, tr("The heads to join, or heads for all of them."), u"revision..."_s);
        parser.addOption({{u"m"_s, u"message"_s}, tr("What the revision does, in a few words."), tr("text")});
        parser.addOption({u"rev-id"_s, tr("The revision's identifier instead of a random one."), u"id"_s});
        parser.addOption({u"branch-label"_s, tr("A label for the line that begins here."), tr("label")});
    }

    ExitCode run(const QCommandLineParser &parser, const GlobalOptions &options, Console &console) const override
    {
        if (parser.positionalArguments().isEmpty()) {
            console.note(tr("A revision is expected."));
            return ExitCode::Usage;
        }
        RevisionRequest request;
        if (parser.isSet(u"message"_s))
            request.message = parser.value(u"message"_s);
        request.heads = parser.positionalArguments();
        request.branchLabel = parser.value(u"branch-label"_s);
        request.revisionId = parser.value(u"rev-id"_s);
        request.isMerge = true;
        return writeNewRevision(request, RevisionSource::Empty, {}, options, console);
    }
};

} // namespace

std::unique_ptr<Command> revisionCommand()
{
    return std::make_unique<RevisionCommand>();
}

std::unique_ptr<Command> makeMigrationCommand()
{
    return std::make_unique<MakeMigrationCommand>();
}

std::unique_ptr<Command> mergeCommand()
{
    return std::make_unique<MergeCommand>();
}

} // namespace retort
