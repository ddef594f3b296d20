#include "base/sourcetext.h"

#include <algorithm>

namespace retort {

struct SourceText::Data {
    QString file;
    QByteArray bytes;
    std::vector<qsizetype> lineStarts;
};

SourceText::SourceText() : SourceText(QString(), QByteArray()) {}

SourceText::SourceText(QString file, QByteArray utf8)
{
    auto data = std::make_shared<Data>();
    data->file = std::move(file);
    data->bytes = std::move(utf8);
    data->lineStarts.push_back(0);
    const QByteArray &bytes = data->bytes;
    if (!bytes.contains('\r')) {
        for (qsizetype end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', end + 1))
            data->lineStarts.push_back(end + 1);
    } else {
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            if (bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == bytes.size() || bytes[i + 1] != '\n')))
                data->lineStarts.push_back(i + 1);
        }
    }
    m_data = std::move(data);
}

const QString &SourceText::file() const
{
    return m_data->file;
}
const QByteArray &SourceText::bytes() const
{
    return m_data->bytes;
}

QByteArrayView SourceText::slice(Span span) const
{
    const qsizetype size = m_data->bytes.size();
    const qsizetype begin = std::clamp<qsizetype>(span.begin, 0, size);
    const qsizetype end = std::clamp<qsizetype>(span.end, begin, size);
    return QByteArrayView(m_data->bytes).sliced(begin, end - begin);
}

QString SourceText::text(Span span) const
{
    return QString::fromUtf8(slice(span));
}

Position SourceText::position(qsizetype offset) const
{
    const auto &starts = m_data->lineStarts;
    const auto after = std::upper_bound(starts.begin(), starts.end(), std::max<qsizetype>(offset, 0));
    const auto index = std::distance(starts.begin(), after) - 1;
    return {int(index) + 1, int(std::max<qsizetype>(offset, 0) - starts[size_t(index)])};
}

qsizetype SourceText::lineStart(int line) const
{
    if (line < 1)
        return 0;
    if (line > lineCount())
        return m_data->bytes.size();
    return m_data->lineStarts[size_t(line - 1)];
}

int SourceText::lineCount() const
{
    return int(m_data->lineStarts.size());
}

} // namespace retort
