#include "python/sourceeditor.h"

#include "base/translation.h"

#include <algorithm>

namespace retort::python {

using namespace Qt::StringLiterals;

Result<SourceText> SourceEditor::apply(const QList<TextEdit> &edits) const
{
    QList<TextEdit> sorted = edits;
    std::stable_sort(sorted.begin(), sorted.end(), [](const TextEdit &a, const TextEdit &b) {
        return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end < b.span.end;
    });
    const QByteArray &before = m_source.bytes();
    QByteArray after;
    after.reserve(before.size());
    qsizetype done = 0;
    for (const TextEdit &edit : sorted) {
        const auto [begin, end] = edit.span;
        if (begin < 0 || end < begin || end > before.size() || !isBoundary(begin) || !isBoundary(end))
            return Error{u"python.edit"_s, tr("A change to %1 does not lie within its text.").arg(m_source.file()), {}};
        if (begin < done)
            return Error{u"python.edit"_s, tr("Two changes to %1 overlap in line %2.").arg(m_source.file()).arg(m_source.line(begin)), {}};
        after += QByteArrayView(before).sliced(done, begin - done);
        after += edit.text;
        done = end;
    }
    after += QByteArrayView(before).sliced(done);
    return SourceText(m_source.file(), after);
}

bool SourceEditor::isBoundary(qsizetype offset) const
{
    const QByteArray &bytes = m_source.bytes();
    return offset == bytes.size() || (static_cast<unsigned char>(bytes[offset]) & 0xc0) != 0x80;
}

} // namespace retort::python
