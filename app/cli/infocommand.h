#pragma once

#include "command.h"
#include "session.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace retort {

/// A command that only tells something about the project or the target: opens the session, prints text or JSON.
class InfoCommand : public Command
{
public:
    ExitCode run(const QCommandLineParser &parser, const GlobalOptions &options, Console &console) const final
    {
        const Result<Session> session = Session::open(options);
        if (!session) {
            printError(session.error(), options, console);
            return ExitCode::Failed;
        }
        for (const Diagnostic &diagnostic : session->project().scripts.diagnostics + session->project().graph->diagnostics())
            console.note(QString(diagnostic.file % QLatin1StringView(": ") % diagnostic.message));
        const Result<ExitCode> told = tell(parser, *session, options, console);
        if (told)
            return *told;
        printError(told.error(), options, console);
        return ExitCode::Failed;
    }

protected:
    [[nodiscard]] virtual Result<ExitCode> tell(const QCommandLineParser &parser, const Session &session, const GlobalOptions &options,
                                                Console &console) const = 0;

    static void printJson(const QJsonObject &object, Console &console) { console.write(QString::fromUtf8(QJsonDocument(object).toJson())); }
};

} // namespace retort
