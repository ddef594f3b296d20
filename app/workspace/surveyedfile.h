#pragma once

#include "project/project.h"

namespace retort {

/// A revision file and what its two directions become in one dialect.
struct SurveyedFile {
    SourceText source;
    SurveyedRevision survey;

    /// Reads and renders the revision as it would be sent to a database. Any thread.
    [[nodiscard]] static Result<SurveyedFile> make(const Project &project, const QString &revision, const QString &dialect,
                                                   const RunContext &run);
};

} // namespace retort
