#pragma once

#include "base/diagnostic.h"
#include "base/sourcetext.h"

#include <QJsonObject>
#include <QMap>

namespace retort {

/// A TOML 1.0 file as a tree of values (dates and times as strings), for pyproject.toml. What cannot be read is a diagnostic with
/// its line, and reading goes on with the next line.
struct TomlFile {
    QJsonObject root;
    /// "tool.alembic.script_location" -> line of the key, from 1.
    QMap<QString, int> lines;
    Diagnostics diagnostics;

    [[nodiscard]] static TomlFile parse(const SourceText &source);
    /// The table at a dotted path of bare names; empty when there is none.
    [[nodiscard]] QJsonObject table(const QString &path) const;
};

} // namespace retort
