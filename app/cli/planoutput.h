#pragma once

#include "console.h"

#include "guard/guard.h"
#include "migration/migrationreport.h"
#include "planning/migrationplan.h"

#include <QJsonObject>

namespace retort {

/// A plan, its verdict and its report as retort-cli shows them: for people and as JSON.
class PlanOutput
{
public:
    explicit PlanOutput(Console &console) : m_console(console) {}

    void print(const MigrationPlan &plan, const Target &target, const Verdict &verdict, bool withSql) const;
    void printProblems(const QList<PlanProblem> &problems) const;
    void print(const MigrationReport &report, const MigrationPlan &plan) const;

    [[nodiscard]] static QJsonObject json(const MigrationPlan &plan, const Target &target, const Verdict &verdict);
    [[nodiscard]] static QJsonObject json(const MigrationReport &report, const MigrationPlan &plan);
    [[nodiscard]] static QJsonObject json(const Target &target);
    [[nodiscard]] static QJsonArray json(const QList<PlanProblem> &problems);
    /// "confirm", "type-name", "plan-only", "blocked".
    [[nodiscard]] static QString levelId(ConfirmationLevel level);
    /// "a1b2, c3d4", or the word for no revision at all.
    [[nodiscard]] static QString headsText(const QStringList &heads);

private:
    Console &m_console;
};

} // namespace retort
