#include "review/reviewdocument.h"

#include <algorithm>

namespace retort {

using namespace Qt::StringLiterals;

namespace {

void collectCalls(const SurveyedDirection &survey, QList<Span> &calls)
{
    const auto add = [&calls](const Span &span) {
        if (!span.isEmpty() && !calls.contains(span))
            calls.append(span);
    };
    for (const Statement &statement : survey.statements)
        add(statement.source.span);
    for (const PlanProblem &problem : survey.problems)
        add(problem.source.span);
    for (const Operation &operation : survey.operations)
        add(operation.source.span);
    std::sort(calls.begin(), calls.end(), [](const Span &a, const Span &b) { return a.begin != b.begin ? a.begin < b.begin : a.end > b.end; });
}

ReviewSide makeSide(const SurveyedDirection &survey, const SourceText &source, const Dialect &dialect)
{
    ReviewSide side;
    collectCalls(survey, side.calls);
    side.statementsOfCall.resize(side.calls.size());
    qsizetype bytes = 0;
    for (const Statement &statement : survey.statements) {
        const QString text = dialect.scriptText(statement.sql);
        const qsizetype length = text.trimmed().toUtf8().size();
        const qsizetype lead = text.indexOf(text.trimmed());
        const qsizetype begin = bytes + text.left(qMax(qsizetype(0), lead)).toUtf8().size();
        side.sqlStatements.append({begin, begin + length});
        side.sql += text;
        bytes += text.toUtf8().size();
        const qsizetype call = statement.source.span.isEmpty() ? -1 : side.calls.indexOf(statement.source.span);
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
