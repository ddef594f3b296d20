#pragma once

#include "base/sourcetext.h"

#include <QList>
#include <QString>

namespace retort {

enum class Severity { Error, Warning, Information };

/// A finding in one of the user's files: where, what, and how to mend it. `code` is stable ("python.syntax"); `line` counts
/// from 1, 0 when the finding concerns the file as a whole.
struct Diagnostic {
    QString file;
    Span span;
    int line = 0;
    Severity severity = Severity::Error;
    QString code;
    QString message;
    QString fix;

    bool operator==(const Diagnostic &) const = default;
};

using Diagnostics = QList<Diagnostic>;

} // namespace retort
