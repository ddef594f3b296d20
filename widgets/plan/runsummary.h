#pragma once

#include "migration/migrationreport.h"
#include "theme/theme.h"

#include <QCoreApplication>
#include <QString>

namespace retort {

/// The end of a run in words: what happened, where, what state the database is in now, and what can be done. Success is only claimed
/// when the database itself says that it is where the plan leads.
struct RunSummary {
    Q_DECLARE_TR_FUNCTIONS(retort::RunSummary)

public:
    ColorRole role = ColorRole::Success;
    QString icon;
    QString text;
    QString detail;

    [[nodiscard]] static RunSummary of(const MigrationReport &report, const MigrationPlan &plan);
    /// A run that was refused: nothing was changed.
    [[nodiscard]] static RunSummary refused(const Error &error);
};

} // namespace retort
