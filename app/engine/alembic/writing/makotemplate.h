#pragma once

#include "base/result.h"
#include "base/sourcetext.h"

#include <QByteArray>
#include <QStringList>

#include <vector>

namespace retort::writing {

/// A Mako template as the Python program that writes its text: a function `__body__` that hands every piece to `__write__`. Module blocks
/// (`<%! %>`) stand before it.
struct MakoProgram {
    QByteArray source;
    /// The line of the template, from 1, that each line of the program comes from.
    std::vector<int> lines;

    [[nodiscard]] int templateLine(int programLine) const;
};

/// Translates a template by Mako's grammar (1.3): text, `${expression | filters}`, control lines (`% if`, `% for`, ...), `##`, `<%doc>`,
/// `<%text>`, `<% %>`, `<%! %>` and `<%def>`; the filters n, str, trim, and functions of the template's own. `parameters` become those of
/// `__body__`. Error "template.not-understood" for every other construct, with "file:line" as detail.
[[nodiscard]] Result<MakoProgram> compileMako(const SourceText &source, const QStringList &parameters);

} // namespace retort::writing
