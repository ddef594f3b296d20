#pragma once

#include <QByteArray>
#include <QString>

#include <memory>
#include <vector>

namespace retort {

/// A half-open range [begin, end) of UTF-8 byte offsets in a SourceText. An empty Span at 0 means "the whole file".
struct Span {
    qsizetype begin = 0;
    qsizetype end = 0;

    [[nodiscard]] bool isEmpty() const { return begin == end; }
    [[nodiscard]] qsizetype length() const { return end - begin; }
    bool operator==(const Span &) const = default;
};

/// A place a person can go to: line counts from 1, column from 0 in UTF-8 bytes, as CPython's ast counts them.
struct Position {
    int line = 1;
    int column = 0;

    bool operator==(const Position &) const = default;
};

/// A replacement of `span` by `text` in a user's file: existing files are never re-printed, only edited at spans.
struct TextEdit {
    Span span;
    QByteArray text;

    bool operator==(const TextEdit &) const = default;
};

/// The text of one file with its line table; cheap to copy (shared, immutable). Everything read from the file points into it
/// by Span. Lines end at LF, CRLF or CR, as Python's universal newlines do.
class SourceText
{
public:
    SourceText();
    /// `file` is the path to show and to open; `utf8` the bytes without a byte order mark.
    SourceText(QString file, QByteArray utf8);

    [[nodiscard]] const QString &file() const;
    [[nodiscard]] const QByteArray &bytes() const;
    [[nodiscard]] QByteArrayView slice(Span span) const;
    [[nodiscard]] QString text(Span span) const;
    [[nodiscard]] Position position(qsizetype offset) const;
    /// The line of `offset`, counted from 1.
    [[nodiscard]] int line(qsizetype offset) const { return position(offset).line; }
    /// Offset of the first byte of `line` (from 1); the end of the text for a line beyond it.
    [[nodiscard]] qsizetype lineStart(int line) const;
    [[nodiscard]] int lineCount() const;

private:
    struct Data;
    std::shared_ptr<const Data> m_data;
};

} // namespace retort
