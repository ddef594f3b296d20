#pragma once

#include "base/result.h"
#include "base/sourcetext.h"

#include <QList>

namespace retort::python {

/// Changes an existing file of the user by replacing spans of it and nothing else: comments and formatting stay as they are.
class SourceEditor
{
public:
    explicit SourceEditor(SourceText source) : m_source(std::move(source)) {}

    /// The text after all `edits`, which refer to the text before and may come in any order; several insertions at one place
    /// keep theirs. Fails with "python.edit" when edits overlap, reach out of the text or would cut a character in two.
    [[nodiscard]] Result<SourceText> apply(const QList<TextEdit> &edits) const;

private:
    [[nodiscard]] bool isBoundary(qsizetype offset) const;

    SourceText m_source;
};

} // namespace retort::python
