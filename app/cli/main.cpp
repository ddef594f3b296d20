#include "commandline.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

int main(int argc, char *argv[])
{
    using namespace Qt::StringLiterals;
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"retort-cli"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(RETORT_VERSION));
    QTranslator translator;
    // The English file has the plurals.
    if (translator.load(QLocale(), u"retort"_s, u"_"_s, u":/i18n"_s) || translator.load(u":/i18n/retort_en.qm"_s))
        QCoreApplication::installTranslator(&translator);

    retort::Console console;
    const retort::Commands commands = retort::allCommands();
    return int(retort::CommandLine(commands, console).run(QCoreApplication::arguments().mid(1)));
}
