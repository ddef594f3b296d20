#include "mainwindow/programoptions.h"

#include <QCommandLineParser>
#include <QHash>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

Error wrong(const QString &message)
{
    return Error{u"options"_s, message, {}};
}

Result<void> readPage(const QString &text, ProgramOptions &options)
{
    const QHash<QString, ProgramOptions::Page> pages{
        {u"timeline"_s, ProgramOptions::Page::Timeline}, {u"review"_s, ProgramOptions::Page::Review},
        {u"plan"_s, ProgramOptions::Page::Plan},         {u"confirm"_s, ProgramOptions::Page::Confirm},
        {u"blocked"_s, ProgramOptions::Page::Blocked},   {u"start"_s, ProgramOptions::Page::Start},
        {u"new"_s, ProgramOptions::Page::NewMigration},  {u"drift"_s, ProgramOptions::Page::Drift},
        {u"models"_s, ProgramOptions::Page::Models},     {u"diagram"_s, ProgramOptions::Page::Diagram},
    };
    if (!pages.contains(text))
        return wrong(ProgramOptions::tr("There is no page “%1”.").arg(text));
    options.page = pages.value(text);
    return {};
}

Result<void> readSize(const QString &text, ProgramOptions &options)
{
    const QStringList parts = text.split(u'x');
    const QSize size(parts.value(0).toInt(), parts.value(1).toInt());
    if (parts.size() != 2 || size.width() < 200 || size.height() < 200 || size.width() > 8000 || size.height() > 8000)
        return wrong(ProgramOptions::tr("“%1” is no size; write it like 1280x800.").arg(text));
    options.size = size;
    return {};
}

} // namespace

Result<ProgramOptions> ProgramOptions::parse(const QStringList &arguments, const QString &version)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Review, apply and roll back database migrations."));
    parser.addPositionalArgument(u"project"_s, tr("Folder of a project, or its alembic.ini."), u"[project]"_s);
    const QCommandLineOption help({u"h"_s, u"help"_s}, tr("Show this help."));
    const QCommandLineOption showVersion({u"v"_s, u"version"_s}, tr("Show the version."));
    const QCommandLineOption sample(u"sample"_s, tr("Open a copy of the sample project."));
    const QCommandLineOption screenshot(u"screenshot"_s, tr("Save a picture of the window to <file> and quit."), u"file"_s);
    const QCommandLineOption page(
        u"page"_s, tr("Page to open: timeline, review, plan, confirm, blocked, new, drift, models, diagram, start."), u"page"_s);
    const QCommandLineOption revision(u"revision"_s, tr("Revision to select."), u"id"_s);
    const QCommandLineOption light(u"light"_s, tr("Use the light colours."));
    const QCommandLineOption dark(u"dark"_s, tr("Use the dark colours."));
    const QCommandLineOption target(u"target"_s, tr("Name of the target to make active."), u"name"_s);
    const QCommandLineOption url(u"url"_s, tr("Address of a database to use as target."), u"url"_s);
    const QCommandLineOption size(u"size"_s, tr("Size of the window, like 1280x800."), u"size"_s);
    parser.addOptions({help, showVersion, sample, screenshot, page, revision, light, dark, target, url, size});
    if (!parser.parse(arguments))
        return wrong(parser.errorText());

    ProgramOptions options;
    if (parser.isSet(help))
        options.print = parser.helpText();
    else if (parser.isSet(showVersion))
        options.print = u"retort "_s + version + u'\n';
    if (parser.positionalArguments().size() > 1)
        return wrong(tr("Only one project can be opened."));
    options.project = parser.positionalArguments().value(0);
    options.sample = parser.isSet(sample);
    options.screenshot = parser.value(screenshot);
    options.revision = parser.value(revision);
    options.target = parser.value(target);
    options.url = parser.value(url);
    if (parser.isSet(light))
        options.colours = Colours::Light;
    if (parser.isSet(dark))
        options.colours = Colours::Dark;
    if (parser.isSet(page)) {
        if (const auto read = readPage(parser.value(page), options); !read)
            return read.error();
    }
    if (parser.isSet(size)) {
        if (const auto read = readSize(parser.value(size), options); !read)
            return read.error();
    }
    return options;
}

} // namespace retort
