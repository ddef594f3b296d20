#pragma once

#include "alembic/writing/scriptwriter.h"
#include "comparison/autogeneration.h"
#include "session.h"

class QCommandLineParser;

namespace retort {

/// Where the operations of a new revision come from.
enum class RevisionSource {
    Empty,          ///< there are none
    Models,         ///< the comparison of models and database; the file is written even when there is no difference, as Alembic does
    ModelsIfDiffer, ///< the same, but without a difference nothing is written
};

/// Adds the options of a revision that is generated from the models.
void addGenerationOptions(QCommandLineParser &parser);
[[nodiscard]] GenerationOptions generationOptions(const QCommandLineParser &parser);

/// Writes the revision file that `asked` describes and tells where it is.
[[nodiscard]] ExitCode writeNewRevision(const RevisionRequest &asked, RevisionSource source, const GenerationOptions &generation,
                                        const GlobalOptions &options, Console &console);

} // namespace retort
