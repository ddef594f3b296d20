#pragma once

#include "command.h"

#include <QString>
#include <QStringList>

namespace retort {

/// Finds the command that a command line names, parses its options and runs it.
class CommandLine
{
public:
    CommandLine(const Commands &commands, Console &console) : m_commands(commands), m_console(console) {}

    /// `arguments` without the program's name.
    [[nodiscard]] ExitCode run(const QStringList &arguments) const;

private:
    struct Named {
        const Command *command = nullptr;
        QString usedName;
        QStringList rest;
    };

    [[nodiscard]] Named find(const QStringList &arguments) const;
    void printOverview() const;

    const Commands &m_commands;
    Console &m_console;
};

} // namespace retort
