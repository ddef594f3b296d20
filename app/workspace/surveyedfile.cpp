#include "workspace/surveyedfile.h"

#include "base/translation.h"

#include <QFile>

namespace retort {

using namespace Qt::StringLiterals;

Result<SurveyedFile> SurveyedFile::make(const Project &project, const QString &revision, const QString &dialect, const RunContext &run)
{
    const RevisionHeader *header = project.graph->find(revision);
    if (!header) {
        return Error{u"workspace.no-such-revision"_s, tr("No file defines revision %1 any more.").arg(revision), {}};
    }
    QFile file(header->file);
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{u"workspace.unreadable"_s, tr("%1 cannot be read: %2").arg(header->file, file.errorString()), {}};
    }
    SurveyedFile result;
    result.source = SourceText(header->file, file.readAll());
    // What would be sent to a database, not what Alembic's --sql would print: that one cannot rebuild SQLite's tables.
    RenderMode mode;
    mode.offline = false;
    auto survey = Planner(project.planningContext(dialect, mode)).surveyOne(revision, run);
    if (!survey)
        return survey.error();
    result.survey = std::move(*survey);
    return result;
}

} // namespace retort
