#pragma once

#include "command.h"

#include "database/connection.h"
#include "migration/versiontable.h"
#include "project/projectloader.h"

#include <optional>

namespace retort {

/// What a database answered: its version rows, and how to render for it. A SQLite file that is not there yet is a database at base.
struct LiveState {
    VersionTableState rows;
    RenderMode mode;
};

/// What a command works on: the opened project and the target that the options chose. Connections are opened read-only, and only when asked
/// for.
class Session
{
public:
    [[nodiscard]] static Result<Session> open(const GlobalOptions &options);

    [[nodiscard]] const Project &project() const { return m_project; }
    /// Error when the chosen target has no usable URL.
    [[nodiscard]] Result<ProjectTarget> target() const;
    /// Asks the chosen target where it is.
    [[nodiscard]] Result<LiveState> live() const;
    /// The dialect that `wanted` names, or that of the target.
    [[nodiscard]] Result<QString> dialect(const QString &wanted) const;

private:
    GlobalOptions m_options;
    Project m_project;
};

/// Prints an error: one JSON object with --json, else a sentence, and the detail below it.
void printError(const Error &error, const GlobalOptions &options, Console &console);

} // namespace retort
