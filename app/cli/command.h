#pragma once

#include "console.h"
#include "exitcode.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

class QCommandLineParser;

namespace retort {

/// The options every command understands.
struct GlobalOptions {
    QString projectDirectory;
    QString configFile;
    QString section;
    QString target;
    QString url;
    bool json = false;
    bool yes = false;
};

/// One command of retort-cli: its name and aliases, its options, what it does.
class Command
{
public:
    virtual ~Command() = default;

    [[nodiscard]] virtual QString name() const = 0;
    /// Other spellings: those of the four frameworks and of Alembic. A blank separates two words ("migrate run").
    [[nodiscard]] virtual QStringList aliases() const { return {}; }
    [[nodiscard]] virtual QString summary() const = 0;
    /// Adds the command's own options and positional arguments.
    virtual void configure(QCommandLineParser &parser) const = 0;
    [[nodiscard]] virtual ExitCode run(const QCommandLineParser &parser, const GlobalOptions &options, Console &console) const = 0;
};

using Commands = std::vector<std::unique_ptr<Command>>;

/// Every command, in the order of `retort-cli --help`.
[[nodiscard]] Commands allCommands();

} // namespace retort
