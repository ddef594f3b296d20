#include "mainwindow/application.h"
#include "mainwindow/mainwindow.h"
#include "mainwindow/programoptions.h"
#include "mainwindow/screenshot.h"
#include "theme/theme.h"

#include <QDir>
#include <QFontDatabase>
#include <QIcon>
#include <QLibraryInfo>
#include <QTemporaryDir>
#include <QTranslator>

#include <cstdio>

using namespace retort;
using namespace Qt::StringLiterals;

namespace {

void loadTranslations(Application &application)
{
    const auto load = [&application](const QString &name, const QString &folder) {
        auto *translator = new QTranslator(&application);
        const bool loaded = translator->load(QLocale(), name, u"_"_s, folder);
        if (loaded)
            application.installTranslator(translator);
        else
            delete translator;
        return loaded;
    };
    load(u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    load(u"qscintilla"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    // English too, and for all languages that are not there: its file has the plurals.
    auto *english = new QTranslator(&application);
    if (!load(u"retort"_s, u":/i18n"_s) && english->load(u":/i18n/retort_en.qm"_s))
        application.installTranslator(english);
}

/// The same picture on every machine: style, palette, font and language do not come from the desktop.
void makeDeterministic(Application &application, const ProgramOptions &options)
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    Theme::force(application, options.colours == ProgramOptions::Colours::Dark);
    if (QFontDatabase::families().contains(u"DejaVu Sans"_s))
        application.setFont(QFont(u"DejaVu Sans"_s, 9));
}

int openWindow(const ProgramOptions &options)
{
    const bool picture = !options.screenshot.isEmpty();
    // A picture must neither show nor change what the user has set.
    QTemporaryDir own;
    Settings settings(picture ? own.filePath(u"retort.conf"_s) : QString());
    MainWindow window(&settings, picture ? own.filePath(u"targets.json"_s) : QString());
    if (options.size.isValid())
        window.resize(options.size);
    if (!options.url.isEmpty()) {
        QObject::connect(
            &window.workspace(), &Workspace::projectChanged, &window, [&] { window.addTargetUrl(options.url); }, Qt::SingleShotConnection);
    }
    if (!options.project.isEmpty())
        window.openProject(QDir::current().absoluteFilePath(options.project));
    else if (options.sample || (picture && options.page && *options.page != ProgramOptions::Page::Start))
        window.openSample(picture ? own.path() : QString());
    window.show();
    std::unique_ptr<Screenshot> screenshot;
    if (picture)
        screenshot = std::make_unique<Screenshot>(&window, options);
    return Application::exec();
}

} // namespace

int main(int argc, char **argv)
{
    QStringList raw;
    for (int i = 0; i < argc; ++i)
        raw.append(QString::fromLocal8Bit(argv[i]));
    const auto options = ProgramOptions::parse(raw, QStringLiteral(RETORT_VERSION));
    if (!options) {
        std::fprintf(stderr, "retort: %s\n", qPrintable(options.error().message));
        return 2;
    }
    if (!options->print.isEmpty()) {
        std::fputs(qPrintable(options->print), stdout);
        return 0;
    }
    if (!options->screenshot.isEmpty() && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY")
        && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    Application application(argc, argv);
    Application::setApplicationVersion(QStringLiteral(RETORT_VERSION));
    Application::setWindowIcon(QIcon(u":/icons/retort-app.svg"_s));
    if (!options->screenshot.isEmpty())
        makeDeterministic(application, *options);
    else if (options->colours != ProgramOptions::Colours::System)
        Theme::force(application, options->colours == ProgramOptions::Colours::Dark);
    else
        Theme::adopt(application);
    loadTranslations(application);
    return openWindow(*options);
}
