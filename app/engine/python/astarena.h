#pragma once

#include <QByteArray>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

namespace retort::python {

/// A name in the source, interned: within one Module equal names are the same pointer, across Modules a stored hash makes the
/// comparison cheap. Valid as long as the Module it came from. A null Identifier stands for an absent optional name.
class Identifier
{
public:
    struct Entry {
        QString text;
        size_t hash = 0;
    };

    Identifier() = default;
    explicit Identifier(const Entry *entry) : m_entry(entry) {}

    [[nodiscard]] bool isNull() const { return !m_entry; }
    explicit operator bool() const { return m_entry != nullptr; }
    [[nodiscard]] const QString &text() const
    {
        static const QString absent;
        return m_entry ? m_entry->text : absent;
    }
    [[nodiscard]] size_t hash() const { return m_entry ? m_entry->hash : 0; }

    friend bool operator==(Identifier a, Identifier b) { return a.m_entry == b.m_entry || (a.hash() == b.hash() && a.text() == b.text()); }
    friend bool operator==(Identifier a, QStringView b) { return a.text() == b; }
    friend bool operator==(Identifier a, QLatin1StringView b) { return a.text() == b; }
    friend size_t qHash(Identifier name, size_t seed = 0) noexcept { return name.hash() ^ seed; }

private:
    const Entry *m_entry = nullptr;
};

/// The memory of one syntax tree: nodes are bumped into blocks and go all at once with the arena. Node types must be trivially
/// destructible; strings live beside them in `keep`.
class AstArena
{
public:
    AstArena() = default;
    AstArena(const AstArena &) = delete;
    AstArena &operator=(const AstArena &) = delete;

    template <typename T, typename... Arguments>
    T *make(Arguments &&...arguments)
    {
        static_assert(std::is_trivially_destructible_v<T>);
        return new (allocate(sizeof(T), alignof(T))) T{std::forward<Arguments>(arguments)...};
    }

    /// Copies `items` into the arena.
    template <typename T>
    std::span<const T> list(std::span<const T> items)
    {
        static_assert(std::is_trivially_copyable_v<T>);
        if (items.empty())
            return {};
        auto *copy = static_cast<T *>(allocate(items.size_bytes(), alignof(T)));
        std::uninitialized_copy(items.begin(), items.end(), copy);
        return {copy, items.size()};
    }

    const QString *keep(QString text) { return &m_strings.emplace_back(std::move(text)); }
    const QByteArray *keep(QByteArray bytes) { return &m_bytes.emplace_back(std::move(bytes)); }

    /// The interned name for an identifier as it is spelt in UTF-8; `spelling` must outlive the arena. Names with other than
    /// ASCII characters are NFKC-normalised, as CPython does.
    Identifier identifier(std::string_view spelling);

private:
    void *allocate(size_t size, size_t alignment)
    {
        auto at = (m_next + alignment - 1) & ~(uintptr_t(alignment) - 1);
        if (at + size > m_end) {
            grow(size + alignment);
            at = (m_next + alignment - 1) & ~(uintptr_t(alignment) - 1);
        }
        m_next = at + size;
        return reinterpret_cast<void *>(at);
    }
    void grow(size_t atLeast);

    std::vector<std::unique_ptr<std::byte[]>> m_blocks;
    uintptr_t m_next = 0;
    uintptr_t m_end = 0;
    std::deque<QString> m_strings;
    std::deque<QByteArray> m_bytes;
    std::deque<QByteArray> m_spellings;
    std::deque<Identifier::Entry> m_entries;
    std::unordered_map<std::string_view, const Identifier::Entry *> m_names;
};

} // namespace retort::python
