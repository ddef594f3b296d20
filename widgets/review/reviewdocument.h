#pragma once

#include "base/diagnostic.h"
#include "base/sourcetext.h"
#include "dialects/dialect.h"
#include "planning/planner.h"

#include <QList>
#include <QString>

namespace retort {

/// One direction of a revision as the review shows it: the calls in the Python file, the SQL they become, and which belongs to which.
struct ReviewSide {
    /// The script, each statement with its terminator.
    QString sql;
    /// UTF-8 byte ranges in `sql`, one per statement.
    QList<Span> sqlStatements;
    /// The calls in the file that became SQL or could not, in file order; no two are the same.
    QList<Span> calls;
    /// For each statement its call, -1 for none; for each call its statements.
    QList<qsizetype> callOfStatement;
    QList<QList<qsizetype>> statementsOfCall;
    /// What cannot be shown as SQL, at its lines: the SQL is incomplete when there is any.
    Diagnostics notShown;

    [[nodiscard]] bool isComplete() const { return notShown.isEmpty(); }
};

/// A revision file beside its SQL in both directions, as a value: made in a worker thread, shown without a question.
struct ReviewDocument {
    QString revision;
    QString message;
    QString dialect;
    SourceText source;
    ReviewSide upgrade;
    ReviewSide downgrade;

    [[nodiscard]] static ReviewDocument make(const SourceText &source, const SurveyedRevision &survey, const Dialect &dialect);
    [[nodiscard]] const ReviewSide &side(Direction direction) const { return direction == Direction::Upgrade ? upgrade : downgrade; }
};

} // namespace retort
