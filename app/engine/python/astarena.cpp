#include "python/astarena.h"

#include <QHash>

#include <algorithm>

namespace retort::python {

namespace {

constexpr size_t blockSize = 16 * 1024;

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace

Identifier AstArena::identifier(std::string_view spelling)
{
    if (const auto known = m_names.find(spelling); known != m_names.end())
        return Identifier(known->second);

    const Identifier::Entry *entry = nullptr;
    if (isAscii(spelling)) {
        QString text = QString::fromLatin1(spelling.data(), qsizetype(spelling.size()));
        const size_t hash = qHash(text);
        entry = &m_entries.emplace_back(Identifier::Entry{std::move(text), hash});
    } else {
        const QString text = QString::fromUtf8(spelling.data(), qsizetype(spelling.size())).normalized(QString::NormalizationForm_KC);
        const QByteArray normal = text.toUtf8();
        const std::string_view key(normal.constData(), size_t(normal.size()));
        if (const auto known = m_names.find(key); known != m_names.end()) {
            entry = known->second;
        } else {
            entry = &m_entries.emplace_back(Identifier::Entry{text, qHash(text)});
            const QByteArray &kept = m_spellings.emplace_back(normal);
            m_names.emplace(std::string_view(kept.constData(), size_t(kept.size())), entry);
        }
    }
    m_names.emplace(spelling, entry);
    return Identifier(entry);
}

void AstArena::grow(size_t atLeast)
{
    const size_t size = std::max(blockSize << std::min<size_t>(m_blocks.size(), 6), atLeast);
    m_blocks.push_back(std::unique_ptr<std::byte[]>(new std::byte[size]));
    m_next = reinterpret_cast<uintptr_t>(m_blocks.back().get());
    m_end = m_next + size;
}

} // namespace retort::python
