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
    /// "a1b2 -> c3d4, add email": where a step leads, and what its file says of it.
    [[nodiscard]] static QString stepText(const PlanStep &step);
    /// "versions/a1.py:12: text"; without a line where it is about the whole file.
    [[nodiscard]] static QString findingText(const QString &file, int line, const QString &text);

private:
    Console &m_console;
};

} // namespace retort
