#include "python/characternames.h"

#include <QFile>

#include <utility>

namespace retort::python {

using namespace Qt::StringLiterals;

namespace {

/// Lines of "NAME<tab>hexadecimal number", sorted by name.
QByteArray readNames()
{
    QFile file(u":/retort/python/characternames.txt"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Ideographs are named after their numbers.
std::optional<char32_t> ideograph(const QByteArray &name)
{
    constexpr QByteArrayView prefix("CJK UNIFIED IDEOGRAPH-");
    const qsizetype digits = name.size() - prefix.size();
    if (!name.startsWith(prefix) || digits < 4 || digits > 5)
        return std::nullopt;
    bool valid = false;
    const char32_t value = name.sliced(prefix.size()).toUInt(&valid, 16);
    constexpr std::pair<char32_t, char32_t> blocks[] = {{0x3400, 0x4dbf},   {0x4e00, 0x9fff},   {0x20000, 0x2a6df}, {0x2a700, 0x2b739},
                                                        {0x2b740, 0x2b81d}, {0x2b820, 0x2cea1}, {0x2ceb0, 0x2ebe0}, {0x2ebf0, 0x2ee5d},
                                                        {0x30000, 0x3134a}, {0x31350, 0x323af}};
    for (const auto &[first, last] : blocks) {
        if (valid && value >= first && value <= last)
            return value;
    }
    return std::nullopt;
}

} // namespace

std::optional<char32_t> characterNamed(QByteArrayView name)
{
    // A constant of a megabyte that most files never need.
    static const QByteArray names = readNames();
    const QByteArray wanted = name.toByteArray().toUpper();
    if (const auto value = ideograph(wanted))
        return value;
    qsizetype low = 0;
    qsizetype high = names.size();
    while (low < high) {
        const qsizetype middle = low + (high - low) / 2;
        const qsizetype begin = names.lastIndexOf('\n', middle - 1) + 1;
        const qsizetype newline = names.indexOf('\n', middle);
        const qsizetype end = newline < 0 ? names.size() : newline;
        const QByteArrayView line = QByteArrayView(names).sliced(begin, end - begin);
        const qsizetype tab = line.indexOf('\t');
        const QByteArrayView found = tab < 0 ? QByteArrayView() : line.first(tab);
        if (found == wanted)
            return char32_t(line.sliced(tab + 1).toByteArray().toUInt(nullptr, 16));
        if (found < QByteArrayView(wanted))
            low = end + 1;
        else
            high = begin;
    }
    return std::nullopt;
}

} // namespace retort::python
