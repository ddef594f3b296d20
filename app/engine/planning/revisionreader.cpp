#include "planning/revisionreader.h"

#include "alembic/scriptdirectory.h"
#include "base/filecontents.h"

namespace retort {

RevisionReading RevisionReader::read(const QString &file, Direction direction, const Schema &before)
{
    RevisionReading reading;
    const Result<QByteArray> bytes = readFile(file);
    if (!bytes) {
        reading.failure = bytes.error();
        return reading;
    }
    reading.fileHash = contentHash(*bytes);
    const Result<SourceText> source = ScriptDirectory::decode(file, *bytes);
    if (source)
        reading.result = read(*source, direction, before);
    else
        reading.failure = source.error();
    return reading;
}

ReadOptions RevisionReader::optionsFor(const PlanningContext &context, const Schema &before)
{
    ReadOptions options;
    options.dialect = context.dialect->name();
    options.offline = context.mode.offline;
    options.serverVersion = context.mode.serverVersion;
    options.before = before;
    options.versionTable = context.versionTable.table;
    options.namingConvention = context.namingConvention;
    options.sourceRoots = context.sourceRoots;
    options.xArguments = context.xArguments;
    options.functionArguments = context.functionArguments;
    options.mainOptions = context.mainOptions;
    return options;
}

ReadResult RevisionReader::read(const SourceText &source, Direction direction, const Schema &before)
{
    ReadOptions options = optionsFor(m_context, before);
    ReadResult result = m_reader.read(source, direction, options);
    if (!options.offline || opaqueOperations(result.operations).empty())
        return result;
    // Alembic cannot write a script for a migration that asks its database; the simulated schema can answer for it. Where even that is not
    // enough, its reason is the one that counts.
    const bool asked = result.dependsOnSchema;
    options.offline = false;
    result = m_reader.read(source, direction, options);
    result.dependsOnSchema = result.dependsOnSchema || asked;
    return result;
}

} // namespace retort
