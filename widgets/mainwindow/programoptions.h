#pragma once

#include "base/result.h"

#include <QCoreApplication>
#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace retort {

/// What the command line asks of the window program.
struct ProgramOptions {
    Q_DECLARE_TR_FUNCTIONS(retort::ProgramOptions)

public:
    enum class Colours { System, Light, Dark };
    enum class Page { Timeline, Review, Plan, Confirm, Blocked, NewMigration, Drift, Models, Diagram, Start };

    QString project;
    bool sample = false;
    QString screenshot;
    std::optional<Page> page;
    Colours colours = Colours::System;
    QString target;
    QString url;
    QString revision;
    QSize size;
    /// Text to print instead of starting (--help, --version).
    QString print;

    [[nodiscard]] static Result<ProgramOptions> parse(const QStringList &arguments, const QString &version);
};

} // namespace retort
