#pragma once

#include "guard/guard.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace retort {

/// What a confirmation dialog asks, as plain text: made from a plan and its verdict, so that the words can be tested without a window.
struct ConfirmRequest {
    Q_DECLARE_TR_FUNCTIONS(retort::ConfirmRequest)

public:
    /// Verb and object: "Roll Back 2 Migrations". Also the text of the button that acts, with a mnemonic in `action`.
    QString title;
    QString action;
    /// The target's name, shown in bold, and its class.
    QString targetName;
    EnvironmentClass environment = EnvironmentClass::Unknown;
    /// One sentence of effect.
    QString effect;
    /// The revisions, in order, one line each.
    QStringList items;
    /// Why the guard asks.
    QStringList reasons;
    bool typeName = false;
    bool destructive = false;

    /// `verdict` must not be blocked.
    [[nodiscard]] static ConfirmRequest forPlan(const MigrationPlan &plan, const Target &target, const Verdict &verdict);
};

} // namespace retort
