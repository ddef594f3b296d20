#pragma once

#include "planning/planner.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace retort {

/// One direction of one revision file as it was read, before anything is rendered.
struct RevisionReading {
    /// contentHash() of the file's bytes; empty when it could not be read.
    QByteArray fileHash;
    /// Why the file could not be read at all.
    std::optional<Error> failure;
    ReadResult result;
};

/// Reads revision files as the plans of one project need them. One thread at a time.
class RevisionReader
{
public:
    explicit RevisionReader(const PlanningContext &context) : m_context(context) {}

    /// `before` answers what the revision asks of its database.
    [[nodiscard]] RevisionReading read(const QString &file, Direction direction, const Schema &before);

    /// What a revision may ask about the run it is part of.
    [[nodiscard]] static ReadOptions optionsFor(const PlanningContext &context, const Schema &before);

private:
    [[nodiscard]] ReadResult read(const SourceText &source, Direction direction, const Schema &before);

    const PlanningContext &m_context;
    ScriptReader m_reader;
};

} // namespace retort
