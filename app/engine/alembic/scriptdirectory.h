#pragma once

#include "alembic/alembicconfig.h"
#include "alembic/revision.h"
#include "base/diagnostic.h"
#include "base/sourcetext.h"

#include <QList>

#include <optional>

namespace retort {

/// What one revision file says about itself; no header when it is not a usable revision (the diagnostics say why).
struct HeaderReading {
    std::optional<RevisionHeader> header;
    Diagnostics diagnostics;
};

/// The revision files of a project in Alembic's load order. A file that cannot be read never hides the others.
struct ScriptDirectory {
    QList<RevisionHeader> revisions;
    Diagnostics diagnostics;
    /// The version folders that were looked into, absolute.
    QStringList versionLocations;

    /// Reads only the head of each file. Thread-safe.
    [[nodiscard]] static ScriptDirectory scan(const AlembicConfig &config);
    /// The header of one file from its text (whole, or at least up to the first def). `file` is `source.file()`.
    [[nodiscard]] static HeaderReading readHeader(const SourceText &source);
    /// The text of a revision file's bytes: byte order mark and coding comment are followed (PEP 263). Errors "revision.binary",
    /// "python.encoding".
    [[nodiscard]] static Result<SourceText> decode(const QString &file, QByteArray bytes);
    /// True for file names Alembic loads: *.py that do not begin with ".#" or "__init__".
    [[nodiscard]] static bool isRevisionFileName(const QString &name);
};

} // namespace retort
