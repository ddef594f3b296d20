#include "review/reviewdocument.h"

#include <QCoreApplication>

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

bool inFileOrder(const Span &a, const Span &b)
{
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
}

void collectCalls(const SurveyedDirection &survey, QList<Span> &calls)
{
    const auto add = [&calls](const Span &span) {
        if (!span.isEmpty())
            calls.append(span);
    };
    for (const Statement &statement : survey.statements)
        add(statement.source.span);
    for (const PlanProblem &problem : survey.problems)
        add(problem.source.span);
    for (const Operation &operation : survey.operations)
        add(operation.source.span);
    std::sort(calls.begin(), calls.end(), inFileOrder);
    calls.erase(std::unique(calls.begin(), calls.end()), calls.end());
}

ReviewSide makeSide(const SurveyedDirection &survey, const SourceText &source, const Dialect &dialect)
{
    ReviewSide side;
    collectCalls(survey, side.calls);
    side.statementsOfCall.resize(side.calls.size());
    qsizetype bytes = 0;
    for (const Statement &statement : survey.statements) {
        const QString text = dialect.scriptText(statement.sql);
        const QByteArray utf8 = text.toUtf8(), trimmed = text.trimmed().toUtf8();
        const qsizetype begin = bytes + qMax(qsizetype(0), utf8.indexOf(trimmed));
        side.sqlStatements.append({begin, begin + trimmed.size()});
        side.sql += text;
        bytes += utf8.size();
        const auto found = std::lower_bound(side.calls.cbegin(), side.calls.cend(), statement.source.span, inFileOrder);
        const bool hasCall = found != side.calls.cend() && *found == statement.source.span;
        const qsizetype call = hasCall ? found - side.calls.cbegin() : -1;
        side.callOfStatement.append(call);
        if (call >= 0)
            side.statementsOfCall[call].append(side.sqlStatements.size() - 1);
    }
    for (const PlanProblem &problem : survey.problems) {
        Diagnostic finding;
        finding.file = source.file();
        finding.span = problem.source.span;
        finding.line = problem.source.line;
        finding.severity = Severity::Warning;
        finding.code = problem.code;
        finding.message = problem.reason;
        side.notShown.append(finding);
    }
    for (const Operation &operation : survey.operations) {
        if (const auto *live = operation.as<LiveStepOp>()) {
            side.notShown.append(
                {source.file(),
                 operation.source.span,
                 operation.source.line,
                 Severity::Warning,
                 u"script.live"_s,
                 QCoreApplication::translate("ReviewDocument", "Its statements are known only when it runs: %1").arg(live->reason),
                 {}});
        }
    }
    return side;
}

} // namespace

ReviewDocument ReviewDocument::make(const SourceText &source, const SurveyedRevision &survey, const Dialect &dialect)
{
    ReviewDocument document;
    document.revision = survey.revision;
    document.message = survey.message;
    document.dialect = dialect.name();
    document.source = source;
    document.upgrade = makeSide(survey.upgrade, source, dialect);
    document.downgrade = makeSide(survey.downgrade, source, dialect);
    return document;
}

} // namespace retort
